# Pages for staff: records as forms, translations, and what ends a record.

forms-records = Own records
forms-records-hint = What your platform has published. Here you correct it, translate it and keep it up to date.
forms-no-records = None of your platform's records fits here.
forms-take-along = Take along what the filters show, also what is only for the federation; contacts and expertise, which name people, only where that kind is chosen:
forms-internal = for the federation only
forms-look = Look at it
forms-edit = Edit
forms-translate = Translate
forms-review = Mark as looked at
forms-withdraw = Withdraw
forms-erase = Erase for ever
forms-back = Back to your records
forms-begin = New record
forms-original = Language in which you write it

forms-new = New record: { $kind }
forms-publish = Publish
forms-save = Publish the changes
forms-required = required
forms-not-said = not said
forms-section-general = In general
forms-section-terms = Terms and links
forms-languages = Texts are asked for in:
forms-language-more = One more language
forms-language-hint = Its tag, such as fr, pt-BR or qu. The most frequent ones are offered while you type.
forms-language-add = Add this language
forms-more = Add a line: { $name }
forms-out = Leave this out: { $name }
forms-hint-lines = One a line.
forms-hint-date = As 1997-08-14, 1997-08 or 1997.
forms-hint-moment = As 2026-05-04 09:30, or without the time of day.
forms-hint-degrees = In degrees, such as 14.69278; to the south and to the west with a minus before it.
forms-hint-decimal = In digits, such as 1204 or 12.5.
forms-hint-url = A web address that begins with https://
forms-hint-record = The id of a record: the 32 digits at the end of its address.
forms-hint-did = The public key (DID) of a platform: it stands on the page of its node.
forms-hint-region = Such as EC-P or GB-WLS.
forms-hint-sector = A sector from the list, or local: and your own word for it.
forms-not-a-number = “{ $value }” in { $field } is not a number that can be read: write it in digits, without spaces.
forms-number-taken = One of your records has this number already: { $id }. Edit that one, or give this one another number.
forms-invalid = Nothing is published yet: something has to be put right first.
forms-invalid-hint = What it is stands here and beside each field. Everything that you have typed is still there.
forms-published = “{ $title }” is published.
forms-saved = The changes of “{ $title }” are published.
forms-unchanged = “{ $title }” stays as it was: nothing has changed.
forms-is-withdrawn = This record is withdrawn. If you publish it here, it is back on the lists of all platforms.
forms-unknown-heading = What this version does not know
forms-unknown = The record has fields that this version of the program does not know: { $fields }. They stay as they are.
forms-unknown-drop = Take these fields out
forms-changes = What is published now and what you have typed
forms-field = Field
forms-change-published = Published now
forms-change-typed = In your form
forms-change-discard = Leave my version, and look at the one that is published

forms-translate-into = Into which language
forms-translate-show = Show the texts
forms-translate-hint = Each text stands beside the field for its translation. You may leave fields empty and go on later.
forms-by-machine = A machine has translated these texts
forms-replace = Put these texts in the place of those that the record has in this language already
forms-translate-save = Publish the translation
forms-translated = “{ $title }” is published with its translation into { $language }.
forms-translate-exists = Tick the box under the texts to put the new one in its place.
forms-translate-machine = A record says of a whole language whether a machine has translated it: go over all of its texts, or tick that a machine has translated them.
forms-translate-empty = Write the translation of at least one text.

forms-review-about = Say that somebody has looked at this record and found it right. It then counts as up to date until the next time.
forms-review-next = When to look at it next; a year from today if you leave this empty
forms-reviewed = “{ $title }” counts as looked at.

forms-withdraw-about = The record disappears from the lists, the map and the search of all platforms.
forms-withdraw-stays = What was published stays readable under its address, and you can publish the record again. If nobody may read it any more, erase it instead.
forms-withdrawn = “{ $title }” is withdrawn.
forms-erase-about = Every platform of the federation erases all versions of this record from its files. Nobody can read it there again, you included.
forms-erase-remains = There remains the proof that there was a record with this id, who signed it and when; nothing of what it said.
forms-erase-others = Platforms that are away at the moment erase it once they are back. Whoever has taken a copy along outside of the federation still has it.
forms-erase-final = This cannot be undone.
forms-erase-understood = I understand: this record will be gone for ever.
forms-unticked = Please tick that you understand what erasing means. Nothing has been erased.
forms-erased = The record is erased here. The other platforms follow.
forms-receipt = Who has confirmed the erasure
forms-receipt-complete = All platforms that can confirm it have erased the record.
forms-receipt-waiting =
    { $count ->
        [one] One platform of { $total } has confirmed that it has erased the record.
       *[other] { $count } platforms of { $total } have confirmed that they have erased the record.
    }
forms-receipt-table = What each platform says
forms-receipt-state = State
forms-receipt-since = Since
forms-receipt-again = Look again
forms-confirmed = erased from its files
forms-unconfirmed = not confirmed yet
forms-cannot-confirm = cannot confirm: a mirror signs nothing

# Fields within others

field-list = Register
field-number = Number
field-record = Its record
field-platform = Public key of the platform (DID)
field-url = Web address
field-caption = What it shows
field-credit = Who made it
field-predicate = What this record is to the other
