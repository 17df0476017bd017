# Pages for staff: records as forms, translations, and what ends a record.
