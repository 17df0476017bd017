# Pages for staff: files with records, and the lists of what waits for somebody.

work-import = Import a file
work-import-about = A file with records is looked through first. You see what would change and which rows are refused; only then you publish it.
work-file = File
work-file-hint = CSV, XLSX, GeoJSON, JSON or JSON lines, at most { $limit } MiB. In tables the first row has the names of the columns.
work-kind = What each row becomes
work-kind-any = As the mapping says
work-mapping = Meaning of the columns
work-mapping-hint = Nothing is needed here if the columns are named like fields, as in a file taken from the directory. Else a mapping file says what each column means.
work-map = Mapping file (TOML)
work-shipped = Or a mapping that comes with the program
work-shipped-none = None
work-defaults = Where a row says nothing
work-defaults-hint = This is put into every record of whose licence, country or language the file says nothing.
work-licence = Licence
work-country = Country
work-default-none = Nothing
work-language = Original language
work-language-hint = The tag of a language, such as fr, es or wo.
work-understood = If the file is not understood rightly
work-encoding = How the text is written
work-separator = Between the cells
work-found-out = Found out from the file
work-sheet = Sheet
work-sheet-hint = Of a file with several sheets. Without a name, the first that can be seen is read.
work-check = Look through the file
work-draft = Suggest a mapping
work-draft-hint = Looking through publishes nothing. A suggested mapping is a file that you complete in a text editor and send along.
work-columns-unknown = Name the columns like fields, or let a mapping be suggested: the button below makes one from the names of the columns.
work-preview = What would be published
work-preview-about = Nothing has been published yet. The file stays here until you log out or send another one.
work-publishing = The file is being published
work-publishing-now = The rows are being published now. Load this page again in a moment to see how it went.
work-report = What was published
work-report-about = It is published. Send the file again whenever it changes: only what differs is published anew.
work-published =
    { $count ->
        [0] Nothing was published: all records were there already, or were refused.
        [one] One record was published.
       *[other] { $number } records were published.
    }
work-count-read =
    { $count ->
        [one] row read
       *[other] rows read
    }
work-count-new =
    { $count ->
        [one] record would be new
       *[other] records would be new
    }
work-count-changed =
    { $count ->
        [one] record would change
       *[other] records would change
    }
work-count-published =
    { $count ->
        [one] record is new
       *[other] records are new
    }
work-count-updated =
    { $count ->
        [one] record has changed
       *[other] records have changed
    }
work-count-unchanged =
    { $count ->
        [one] record stays as it is
       *[other] records stay as they are
    }
work-count-rejected =
    { $count ->
        [one] row refused
       *[other] rows refused
    }
work-publish =
    { $count ->
        [one] Publish the good row
       *[other] Publish the { $number } good rows
    }
work-nothing = There is nothing to publish in this file.
work-another = Send another file
work-gone = That file is no longer here. Please send it again.
work-refused = Refused rows
work-refused-about = These rows are not published. Take them as a file, mend them there, and send that file with the same choices.
work-rejected-file =
    { $count ->
        [one] Take the refused row as a file, with the reasons
       *[other] Take the { $number } refused rows as a file, with the reasons
    }
work-row = Row
work-column = Column
work-value = What stands there
work-broken = What is wrong
work-advice = What could be meant
work-more =
    { $count ->
        [one] And one more.
       *[other] And { $number } more.
    }
work-changes = What would change
work-record = Record
work-field = Field
work-old = Until now
work-new = Then
work-new-records = What would be new

work-partnerships = Partnerships
work-partnerships-about = Other platforms have named yours in these partnerships. Each is one only when every platform that it names has accepted it.
work-waiting = Waiting for your answer
work-waiting-none = No partnership waits for your answer.
work-accept = Accept
work-decline = Decline
work-accepted-list = Accepted
work-declined-list = Declined
work-answered-none = None so far.
work-accept-after = Accept after all
work-decline-after = Decline after all
work-accepted = Signed: your platform takes part in this partnership.
work-declined = Signed: your platform does not take part in this partnership.
work-partly = There are more partnerships than are shown here.

work-duplicates = Likely duplicates
work-duplicates-about = Pairs of records that are likely of the same thing, the likeliest first.
work-own = Your own records are compared with each other.
work-own-only = Compare only your own records
work-across = Your own records are compared with those of all platforms.
work-across-too = Compare with the records of other platforms too
work-pairs =
    { $count ->
        [one] One pair was found.
       *[other] { $number } pairs were found.
    }
work-pairs-none = No likely duplicates were found.
work-pairs-partly = There is more than is compared at a time.
work-pairs-hint = The same name is not always the same organisation. Where two records of your own are of the same thing, you can also withdraw one of them.
work-score = Likely to { $score }%
work-same = These are the same
work-same-said = Signed: the two records are of the same thing.
work-edit = Change it

work-stale = To be reviewed
work-stale-about = The day by which somebody should have looked at these records again is past. The longest overdue come first.
work-stale-none = No record of your platform waits for a review.
work-stale-total =
    { $count ->
        [one] One record waits for a review.
       *[other] { $number } records wait for a review.
    }
work-review-by = Due on
work-updated = Last published
work-steps = Next step
work-review = It is still right

work-comments = Comments
work-comments-about = What people say of records, on this and on other platforms. A flag asks everybody to look at a comment again. A hidden comment is shown no more on this node's pages; if it is about a record of this platform, on no node's.
work-comments-which = Which comments
work-comments-all = All comments
work-comments-flagged = Those of which a platform says something
work-comments-hidden = Those that are hidden here
work-comments-none = There are none.
work-comments-total =
    { $count ->
        [one] One comment, the newest first
       *[other] { $number } comments, the newest first
    }
work-comment-about = The record that it is about
work-comment-reason = What is wrong with it
work-flag = Flag it
work-hide = Hide it
work-allow = Take back what we said
work-flagged = Signed: the comment should be looked at.
work-hidden = Signed: the comment is hidden.
work-allowed = Signed: this platform has nothing against the comment.
work-says-flag = { $name } asks to look at it: { $reason } ({ $time })
work-says-hide = { $name } hides it: { $reason } ({ $time })

work-whole = What the file no longer has
work-whole-hint = For a file that lists everything each time, such as a yearly register.
work-whole-tick = Withdraw the records of this kind that the file no longer has
work-prefix = Only those whose number begins with
work-prefix-hint = Where several files come from several sources. Left empty: all of this platform’s records of this kind that have a number.
work-absent = What would be withdrawn
work-absent-about = The file has no row for these records. They come off the lists; whoever publishes them again brings them back.
work-withdraw-sure = Yes, { $count } of { $held } records are to be withdrawn
work-withdraw =
    { $count ->
        [one] Withdraw the record that is missing
       *[other] Withdraw the { $number } records that are missing
    }
work-count-missing =
    { $count ->
        [one] record would be withdrawn
       *[other] records would be withdrawn
    }
work-count-withdrawn =
    { $count ->
        [one] record is withdrawn
       *[other] records are withdrawn
    }
