# Pages for staff: files with records, and the lists of what waits for somebody.
