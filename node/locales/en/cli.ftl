# What the program prints: its help, the names of values, what was done and what comes next.

# Help: the program

help-ayni = A node of a federation of Social and Solidarity Economy platforms: it signs this platform's records, shares them with the others and keeps a copy of theirs.
help-usage = Usage:
help-arguments = Arguments
help-options = Options
help-commands = Commands
help-command-name = COMMAND
help-option-data = The data directory (also AYNI_DATA); by default the usual place of this system
help-option-json = Print one JSON value on stdout, and errors as JSON too
help-option-quiet = Print nothing on stderr but errors
help-option-lang = Language of what is printed: en, fr or es; by default that of the environment
help-option-help = Show this help
help-option-version = Show the version
help-help = Show the help of a command
help-help-command = The command

# Help: a platform's first day

help-init = Make this platform: its key, configuration and store
help-init-name = The platform's name
help-init-country = Its country: two letters of ISO 3166-1, such as SN
help-init-side = north or south, if other than the table of countries says
help-init-language = The language it mostly writes in, such as fr; en by default
help-federation = Found a federation
help-federation-found = Make the first charter, with this platform as a member
help-federation-found-name = The federation's name
help-federation-found-quorum = What a change of the charter needs: majority (the default) or two_thirds of the members
help-federation-found-member = The card of another founder, as its `ayni init` printed it; may be repeated
help-invite = Print a ticket with which a platform finds this federation
help-invite-role = The role it may expect: member, observer or mirror
help-invite-expires = How long the ticket holds, such as 12h or 7d
help-join = Take a ticket; the node finds the federation when it starts
help-join-ticket = What `ayni invite` printed
help-serve = Run the node until Ctrl-C
help-serve-listen = Where peers reach it, such as /ip4/0.0.0.0/tcp/4370; may be repeated
help-serve-http = Where web site and API are, such as 127.0.0.1:4380; port 0 takes any free one
help-serve-peer = A peer to call first, with its /p2p/ part; may be repeated
help-serve-alone = Sign though no other platform has said how far it knows this one's log; only if this store is no old copy
help-serve-log = What to log, such as debug or ayni_node=trace (also RUST_LOG)

# Help: what the node shows

help-status = Show this node at a glance
help-peers = Show the connections, and which are North–South or South–South
help-list = List records, this platform's and those of others
help-list-limit = Most records of a page: 1 to 500, by default 50
help-list-cursor = Go on where the page before ended
help-search = Find records by their words, in any of their languages
help-search-text = Words that the records have; small words may be missing, and names may have a typing error
help-search-sort = What comes first: relevance, newest, name, or distance with --near
help-search-limit = Most records of a page: 1 to 500, by default 50
help-search-cursor = Go on where the page before ended
help-index = Look after the search index
help-index-rebuild = Make the search index anew from the records
help-show = Show a record, its fields under the names that import files use
help-show-id = The record's id
help-history = Show all versions of a record, and who signed them when
help-history-id = The record's id
help-schema = Print the JSON Schema of a kind of record, for programs; without a kind, list the kinds
help-schema-kind = The kind of record
help-schema-example = Print a made-up record with many of its fields instead
help-entry = Show a signed entry
help-entry-id = The entry's id
help-entry-cose = Write the signed bytes (COSE_Sign1) to this file; - for stdout

# Help: records in and out

help-publish = Sign records as this platform's own and share them
help-publish-file = One record, an array or one record a line, as JSON; - for stdin
help-withdraw = Take a record of this platform off all lists
help-withdraw-id = The record's id
help-erase = Take back for good what this platform has said in a record: its text goes from every node
help-erase-id = The record's id
help-erase-yes = Do it; there is no way back
help-receipt = Show which platforms have confirmed that a record is erased from their files
help-receipt-id = The record's id
help-stale = List this platform's records that somebody should look at again, the longest overdue first
help-stale-limit = Most records that are shown: 1 to 500, by default 500
help-review = Sign that a record of this platform was looked at again and is right
help-review-id = The record's id
help-review-next = When to look at it next, such as 2027-11-25; by default a year from today
help-translate = Add a language to the texts of a record of this platform; the original stays as it is
help-translate-id = The record's id
help-translate-language = The language of the translation, as a BCP 47 tag such as fr
help-translate-file = The texts, as --template prints them: JSON, or TOML in a file called .toml; - for stdin
help-translate-machine = A machine has made it: the record says so
help-translate-replace = Take the place of texts that the record has in this language
help-translate-template = Print the texts to translate instead, in the original language
help-duplicates = Show records that are likely of the same thing, with the reasons; nothing is merged
help-duplicates-across = Compare with the records of other platforms too
help-duplicates-limit = Most pairs that are shown: 1 to 500, by default 50
help-same = Say in a record of this platform that another record is of the same thing; the other one stays as it is
help-same-one = The id of one record; of the two, this platform's one is published anew, the first if both are
help-same-other = The id of the other
help-accept = Take part in a partnership that another platform has published
help-accept-id = The record's id
help-accept-decline = Take no part in it, or no longer
help-flag = Say that a comment should be looked at; it stays where it is
help-flag-id = The comment's id
help-flag-reason = Why: spam, insult, personal_data, untrue, off_topic, unlawful or other
help-hide = Show a comment no more on this node's pages and lists; if it is about a record of this platform, on no node's
help-hide-id = The comment's id
help-hide-reason = Why: spam, insult, personal_data, untrue, off_topic, unlawful or other
help-allow = Take back what this platform had against a comment
help-allow-id = The comment's id
help-import = Publish the rows of a file; a second import updates and never duplicates
help-import-file = A file called .xlsx, .csv, .tsv, .txt, .geojson, .json or .jsonl
help-import-kind = What the rows become, such as enterprise; ayni schema lists the kinds; a mapping says it too
help-import-map = A mapping file, or the name of one that comes with the program; without it, columns are named like fields
help-import-format = csv, xlsx, geojson, json or jsonl, where the file's name does not say it
help-import-encoding = How a text file is written (utf-8, utf-16le, windows-1252, macintosh …), where that is found out wrongly
help-import-separator = comma, semicolon, tab, pipe or another mark, where it is found out wrongly
help-import-sheet = The sheet of an XLSX file; by default the first that can be seen
help-import-dry-run = Show what would happen, record by record and field by field, and publish nothing
help-import-rejected = Write the refused rows to this file, each with the reason
help-import-withdraw-missing = Withdraw the records of this kind that the file no longer has; with =PREFIX only those whose oid begins so
help-import-yes = Withdraw them also where they are more than a fifth
help-import-suggest-mapping = Write a mapping file with what the names of the columns say, and import nothing
help-export = Write public records; this platform's own come in again unchanged
help-export-internal = Also records for the federation only
help-export-with-contacts = Also contacts and expertise, which name people
help-export-format = csv, xlsx, json, jsonl, geojson, jsonld, murmurations or ical; by default as the file is called, or jsonl
help-export-output = Write to this file instead of stdout

# Help: filters, which several commands take

help-filter-kind = Only this kind, such as enterprise; ayni schema lists them
help-filter-country = Only records of this country, such as SN
help-filter-region = Only records of this part of a country, such as SN-DK
help-filter-side = Only records of platforms of the north or the south
help-filter-platform = Only records of this platform: its name or did
help-filter-sector = Only this sector, such as isic:A; may be repeated, then any of them will do
help-filter-sdg = Only what serves this Sustainable Development Goal: 1 to 17
help-filter-pillar = Only records that serve this pillar of decent work
help-filter-modality = Only partnerships of this relation between North and South
help-filter-form = Only enterprises of this legal form, such as cooperative or mutual_society
help-filter-language = Only records with a text in this language, such as fr
help-filter-status = Only what is active, pending, closed, withdrawn, or a comment that is flagged or hidden; what is withdrawn or hidden is shown only when asked for
help-filter-near = Only what lies within KM kilometres of a point in decimal degrees, such as 14.69,-17.44,25
help-filter-updated-since = Only what was published or changed on this day, month or year, or later

# Help: the federation

help-charter = Show the federation's charter, or change it
help-charter-show = Show the members and the rules
help-charter-propose = Propose a change of the charter
help-charter-propose-admit = Admit a platform, by the card that its `ayni init` printed; may be given several times
help-charter-propose-role-admitted = Admit them in this role: member (the default), observer or mirror
help-charter-propose-remove = Remove a member, named by its name or did; what it has published so far stays
help-charter-propose-role = Give a member another role: member, observer or mirror
help-charter-propose-quorum = Decide by another rule: majority or two_thirds
help-charter-propose-replace = Let a platform go on with a new key, by the card made with that key
help-charter-propose-unfreeze = End the freeze of a forked log: the branch counts that ends with this entry
help-charter-ballots = Show what is proposed, who has signed and who is missing
help-charter-sign = Sign a proposal
help-charter-sign-hash = The hash of the proposal, as `ayni charter ballots` shows it; its first eight digits are enough
help-charter-sign-next-round = Go on to the next round though this one may still succeed, when members cannot be reached
help-charter-refuse = Sign that this platform is for none of the proposals in this round
help-charter-refuse-next-round = Go on to the next round though this one may still succeed
help-verify = Check every log from its first entry to its head
help-verify-deep = Check every signature and body one by one
help-key = Keep the platform's key safe, or bring it back
help-key-show = Show the did, the key in words and the card
help-key-backup = Write key, configuration and federation to a file that only a passphrase opens
help-key-backup-file = The file to write; it must not be there yet
help-key-backup-passphrase-file = Read the passphrase from this file, or from stdin with -; else it is asked for
help-key-words = Show the whole key as 24 words, to be written on paper
help-key-words-yes = Show them: nobody else can see this screen
help-key-restore = Bring a platform back into an empty data directory
help-key-restore-file = The backup
help-key-restore-passphrase-file = Read the passphrase from this file, or from stdin with -; else it is asked for
help-key-restore-words = Read the 24 words of the key from stdin
help-key-restore-name = The name of the platform
help-key-restore-country = Its country: an ISO code of two letters
help-key-restore-side = Its side, if not the one that follows from the country: north or south
help-key-restore-language = The language it mostly writes in, as a BCP 47 tag
help-demo = Run a whole federation on this machine, North and South, with sample records
help-demo-platforms = How many platforms, South and North in turn; 3 by default, at most 12
help-demo-records = Most sample records that each platform publishes
help-demo-exit-when-synced = End as soon as all platforms hold the same

# Names of values and columns

cli-address = address
cli-author = author
cli-authors = authors
cli-bad = bad
cli-basis = basis
cli-body = body
cli-card = card
cli-countries = countries
cli-country = country
cli-data-dir = data directory
cli-did = did
cli-disk = disk
cli-entries = entries
cli-entry = entry
cli-epoch = epoch
cli-erased = erased
cli-federation = federation
cli-forks = forks
cli-frontier = frontier digest
cli-id = id
cli-kind = kind
cli-link = link
cli-links = links
cli-listening = listening on
cli-name = name
cli-op = operation
cli-outcome = outcome
cli-peer-id = peer id
cli-peers = peers
cli-platform = platform
cli-prev = previous
cli-quorum = quorum
cli-ballots-needed = signatures needed
cli-former = Logs that have ended; what they hold stays:
cli-last-entry = last entry
cli-successor = goes on as
cli-key-words = key in words
cli-read = read
cli-records = records
cli-records-behind = { $records }, and { $unlisted } entries are not listed yet
cli-rejected = refused
cli-role = role
cli-rtt = round trip ms
cli-score = score
cli-seq = seq
cli-side = side
cli-since = since
cli-state = state
cli-status = status
cli-time = time
cli-title = title
cli-transport = transport
cli-uptime = running for
cli-version = version
cli-web = web site
cli-review-by = review by
cli-updated = updated
cli-state-joining = joining: the charter has not come yet
cli-state-applied = applied: the platform that invited you knows; its members decide
cli-state-unheard = not applied yet: the platform that invited you can't be reached; take the ticket again when its node runs
cli-state-removed = removed: the charter in force, epoch { $epoch }, no longer names this platform
cli-state-alone = alone: no peer is connected
cli-state-syncing = syncing: { $behind } entries of peers are not here yet
cli-state-syncing-rate = syncing: { $behind } entries of peers are not here yet, { $rate } come each second, about { $remaining } to go
cli-state-syncing-stalled = syncing: { $behind } entries of peers are not here yet, and none have come in the last seconds
cli-state-synced = synced: nothing is known to be missing
cli-side-north = North
cli-side-south = South
cli-side-none = –
cli-link-north-south = North–South
cli-link-south-south = South–South
cli-link-north-north = North–North
cli-outcome-published = published
cli-outcome-updated = updated
cli-outcome-unchanged = unchanged
cli-outcome-withdrawn = withdrawn
cli-result-published = published
cli-result-updated = updated
cli-result-unchanged = unchanged
cli-platform-line = { $name } ({ $country }, { $side })
cli-links-line = North–South { $north_south }, South–South { $south_south }, North–North { $north_north }

# What was done, and what comes next

cli-init-done = This platform is made. Its secret key never leaves the data directory: keep a copy in a safe place.
cli-init-next = Next: found a federation with `ayni federation found --name NAME`, or send the card to a member and use its ticket with `ayni join TICKET`.
cli-found-done =
    The federation “{ $name }” is founded with { $count ->
        [one] one member
       *[other] { $count } members
    }.
cli-found-next = Next: run the node with `ayni serve`, and invite others with `ayni invite`.
cli-invite-next = Send this ticket to the platform; it joins with `ayni join TICKET`. If it is no member yet, that applies for it: `ayni charter ballots` shows it, and members sign.
cli-join-done = The ticket is good and kept.
cli-join-next = Next: run the node with `ayni serve`; once the members have admitted this platform it gets everything by itself.
cli-join-words = Read these words out to a member: they show that the key it is asked to admit is yours.
cli-proposed = Proposed, and signed by this platform.
cli-proposed-only = Proposed. This platform has voted otherwise in a round that may still succeed; `ayni charter sign` signs this one when that round is over.
cli-signed = Signed by this platform.
cli-signed-already = Nothing to sign: this platform has signed this in this round already.
cli-refused = Signed: this platform is for none of the proposals in this round.
cli-in-force = The charter is in force; its epoch is { $epoch }.
cli-vote-next = Next: `ayni charter ballots` shows who has signed and who is missing.
cli-ballots =
    Epoch { $epoch }, round { $round }: { $quorum } of { $voters ->
        [one] { $voters } member
       *[other] { $voters } members
    } must sign.
cli-ballots-none = Nothing is proposed.
cli-proposed-by = proposed by { $names }
cli-applied = applied by itself, invited by { $name }
cli-votes = signed by { $count } of { $quorum }: { $names }; missing: { $missing }
cli-refusals = For none of them: { $names }
cli-double = { $name } has signed two ballots that contradict each other.
cli-frozen = The log of { $name } is frozen: it has two entries with the number { $seq } ({ $entries }).
cli-change-admit = admit { $name } ({ $country }) as { $role }; key: { $words }
cli-change-remove = remove { $name } ({ $country }); its entries up to { $seq } stay
cli-change-role = make { $name } ({ $country }): { $value }
cli-change-replace = let { $name } ({ $country }) go on with another key: { $words }; its entries up to { $seq } stay
cli-change-unfreeze = go on with the log of { $name } ({ $country }) from entry { $seq }, { $entry }
cli-change-quorum = decide by { $value }
cli-serve-ready = The node is ready. Ctrl-C ends it.
cli-serve-ending = Ending the node …
cli-peers-none = No connections at the moment.
cli-list-total =
    { $shown } of { $total ->
        [one] { $total } record
       *[other] { $total } records
    }.
cli-list-next = The next page: add --cursor { $cursor }
cli-checking = Checking
cli-indexing = Making the search index
cli-index-forgotten = The search index is put aside: the next node that starts here makes it anew.
cli-seconds = seconds
cli-publishing = Publishing
cli-publish-done = { $published } published, { $updated } updated, { $unchanged } unchanged.
cli-publish-lost =
    { $count ->
        [one] The first record is
       *[other] The first { $count } records are
    } published and safe. Run the same command again when the node is back: records with an `oid` are never published twice.
cli-withdraw-done = The record { $id } is withdrawn.
cli-accept-done = This platform takes part in { $id } as it is now. A changed version needs another word.
cli-decline-done = This platform takes no part in { $id }.
cli-flag-done = This platform says that { $id } should be looked at. It is shown as before.
cli-hide-done = The comment { $id } is shown no more here; if it is about a record of this platform, on no node. `ayni allow { $id }` takes that back.
cli-allow-done = This platform has nothing against { $id }.
cli-flagged-by = { $name } says that this should be looked at: { $reason } ({ $time })
cli-hidden-by = { $name } does not show this: { $reason } ({ $time })
cli-comment = { $time } { $handle }, { $name }: { $body } ({ $id })
cli-comment-unnamed = { $time } { $name }: { $body } ({ $id })
cli-erase-done = The record { $id } is erased here, and its text goes from every node as it hears of it. `ayni receipt { $id }` shows which have confirmed.
cli-entry-erased = The author has had the body erased; what is signed still proves that there was one.
cli-receipt-erased = erased
cli-receipt-not-yet = not yet
cli-receipt-cannot = cannot confirm: a mirror signs nothing
cli-receipt-complete = Every platform that signs has confirmed that { $id } is gone from its files.
cli-receipt-waiting = Not every platform has confirmed yet. A node confirms once it has heard of the erasure and written its files anew.
cli-revised-unchanged = The record says so already: nothing was signed.
cli-review-done = The record { $id } was looked at again. Next review: { $next }.
cli-reasons = why
cli-duplicates-none = No likely duplicates were found.
cli-duplicates-total =
    { $shown } of { $total ->
        [one] { $total } likely pair
       *[other] { $total } likely pairs
    }.
cli-duplicates-partly = There is more than is compared at a time: narrow it down with filters.
cli-duplicates-next = Next: `ayni same ID ID` says that two are the same; `ayni withdraw ID` takes one of your own off the lists. The same name is not always the same organisation.
cli-same-done = This platform now says that { $one } and { $other } are the same.
cli-translate-done = The record { $id } now has these texts in { $language } as well.
cli-translate-next = These texts are in { $language }. Write the translation in their place, leave out what is not translated, and add it with `ayni translate ID --language TAG --file FILE`.
cli-stale-none = No record of this platform waits for a review.
cli-stale-total =
    { $shown } of { $total ->
        [one] { $total } record past its review
       *[other] { $total } records past their review
    }.
cli-stale-next = Next: publish anew what has changed, `ayni withdraw ID` what is gone, and say `ayni review ID` of what is still right.
cli-entry-written = The signed bytes are in { $path }.
cli-verifying = Checking
cli-fault = { $author }, entry { $seq }: { $why }
cli-fork = two entries have this number
cli-verify-ok = Every log is whole and authentic.
cli-key-kept = The key is in { $path }, and was read back. Keep the passphrase elsewhere.
cli-words-warning = Whoever reads these words signs for the platform. Write them on paper, in their order, and keep the paper locked away.
cli-words-asked = Type the 24 words, then end the input (Ctrl-D).
cli-passphrase = Passphrase:
cli-passphrase-again = The same once more:
cli-restore-done = The platform is back.
cli-restore-next = Next: run the node with `ayni serve`; it gets its records back from the others before it signs anything. Where nobody can be reached any more at the old addresses, take a new ticket first, with `ayni join TICKET`.
cli-restore-words-next = Next: get a ticket from another member, `ayni join TICKET`, then `ayni serve`; the node gets its records back from the others before it signs anything.
cli-export-done =
    { $count ->
        [one] One record is
       *[other] { $count } records are
    } in { $path }.
cli-export-left-out =
    { $count ->
        [one] { $count } record has no place in { $format } and was left out.
       *[other] { $count } records have no place in { $format } and were left out.
    }
cli-exporting = Exporting

# Import

cli-importing = Importing
cli-import-dry = Only checked: nothing was published.
cli-import-sheet = Read: sheet { $sheet }.
cli-import-table = Read as { $encoding }, cells separated by { $separator }.
cli-import-text = Read as { $encoding }.
cli-withdrawing = Withdrawing
cli-withdraw-asked = The file lacks { $count } of { $held } records. Withdraw them? Type yes to do so:
cli-answer-yes = yes
cli-column = column
cli-field = field
cli-suggest-doubtful = { $count ->
    [one] One column may mean more than one field: the file says which.
   *[other] { $count } columns may mean more than one field: the file says which.
}
cli-suggest-missing = Still to be said there: { $fields }
cli-suggest-done = { $path } is a mapping file to begin with. Nothing has been imported.
cli-import-rejected =
    { $count ->
        [one] One row was
       *[other] { $count } rows were
    } refused. With --rejected FILE they go into a file, to be mended and imported again.
cli-import-rejected-file =
    { $count ->
        [one] One row was
       *[other] { $count } rows were
    } refused, and { $count ->
        [one] is
       *[other] are
    } in { $path } with the reasons.
cli-import-acknowledged =
    Until then { $read ->
        [one] one row was
       *[other] { $read } rows were
    } read, and the node acknowledged { $published } as published, { $updated } as updated and { $unchanged } as unchanged; { $rejected ->
        [one] one was
       *[other] { $rejected } were
    } refused.
cli-import-lost = What was acknowledged is safe. Run the same command again when the node is back: rows with an `oid` that are there already are left as they are.
cli-fix = Perhaps: { $suggestion }
cli-problem = record { $record }: { $message }
cli-problem-field = record { $record }, { $field }: { $message }
cli-more-problems = … and { $count } more.

# Demo

cli-demo-start =
    Starting { $count ->
        [one] one platform
       *[other] { $count } platforms
    } in { $path }.
cli-demo-licences = Sample records: of the United Kingdom from the open data of Co-operatives UK (ODC-By 1.0) and, as of other Northern platforms, from the SUSY map (Public Domain, as it says); those of Southern platforms are invented (CC0 1.0).
cli-demo-applied = { $platform } is not named by the charter: it applies with a ticket. Its key in words: { $words }
cli-demo-signed = { $platform } signs: { $count } of { $quorum }.
cli-demo-admitted = { $platform } is admitted.
cli-demo-held = { $platform }: { $held } of { $total }
cli-demo-count =
    { $held } of { $total ->
        [one] { $total } record
       *[other] { $total } records
    }
cli-demo-converged =
    All platforms hold the same { $records ->
        [one] record
       *[other] { $records } records
    }, after { $seconds } s.
cli-demo-look = Open one of the web sites in a browser. Ctrl-C ends everything and removes the demo's data.
cli-demo-look-kept = Open one of the web sites in a browser. Ctrl-C ends everything; the data stays in { $path }.
cli-demo-ending = Ending the platforms …

# Errors of the program itself

error-all-rows-refused = Every row was refused.
hint-all-rows-refused = Mend the rows, or check that the kind and the mapping are those of this file.
error-answer-odd = What answers at { $address } is no ayni node (status { $status }).
hint-answer-odd = The node may have ended and left its address to another program. Start it again with `ayni serve`.
error-data-dir-unknown = This system names no place for data.
hint-data-dir-unknown = Name one with `--data DIR` or AYNI_DATA.
error-demo-apart = After { $seconds } s the platforms still do not hold the same.
hint-demo-apart = The machine may be busy: try again with fewer platforms or `--records 50`. `RUST_LOG=info` shows what the nodes do.
error-interrupted = Interrupted before the platforms held the same.
hint-interrupted = Run the command again; with `--data`, name an empty directory.
error-mapping-of-other-kind = The mapping { $name } makes records of the kind { $kind }.
hint-mapping-of-other-kind = Leave `--kind` out, or give `--kind { $kind }`.
error-rejected-is-input = The refused rows can't go to { $path }: it is the file that is imported.
hint-rejected-is-input = Give `--rejected` another file.
error-columns-unnamed = Only tables have columns whose names say something: XLSX and CSV.
hint-columns-unnamed = Save it as XLSX or CSV, or write a mapping file by hand: docs/import.md explains it.
error-xlsx-to-terminal = XLSX is nothing that a terminal can show.
hint-xlsx-to-terminal = Name a file: -o records.xlsx
error-sheet-full = This is more than a sheet can hold: 1,048,576 rows and 16,384 columns.
hint-sheet-full = Export one kind or country at a time, or as csv.
error-stdout-taken = The signed bytes and JSON can't both go to stdout.
hint-stdout-taken = Write the bytes to a file, or leave `--json` out: the JSON has them as cose_base64.
error-node-silent = The node at { $address } stopped answering: { $cause }
hint-node-silent = Look at what the node logs. If it has ended, start it again with `ayni serve` and repeat the command.
error-output-failed = The output can't be written: { $cause }
hint-output-failed = Check where the output goes, and the room there.
error-token-unreadable = The access token { $path } can't be read: { $cause }
hint-token-unreadable = Use the account under which the node runs.
error-verify-failed =
    The check found { $count ->
        [one] one fault
       *[other] { $count } faults
    }.
hint-verify-failed = { hint-store-damaged }

# What is wrong with a command line

usage-unknown-argument = `{ $argument }` is nothing that this command takes.
usage-unknown-command = There is no command `{ $command }`.
usage-missing-command = A command is missing.
usage-missing = Missing: { $argument }.
usage-value-missing = `{ $argument }` needs a value.
usage-value-among = `{ $value }` can't be the value of `{ $argument }`: it is one of { $values }.
usage-value = `{ $value }` can't be the value of `{ $argument }`.
usage-values = `{ $argument }` does not take that many values.
usage-twice = `{ $argument }` is given more than once.
usage-conflict = `{ $argument }` does not go together with `{ $other }`.
usage-conflict-any = `{ $argument }` does not go together with what else is there.
usage-not-text = The command line has bytes that are no UTF-8.
usage-other = The command can't be used like this.
usage-range = It is a number from { $least } to { $most }.
usage-meant = Did you mean `{ $meant }`?
usage-like-this = It is used like this: `{ $usage }`; with `--help` it says more.
