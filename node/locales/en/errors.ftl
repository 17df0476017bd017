# What was refused or failed (error-CODE) and what to do about it (hint-CODE).
# The codes are stable and the same in every language.

error-internal = Something inside the node failed: { $cause }
hint-internal = Try again. If it happens again, read the node's log and report what stands there.

# Records and requests

error-not-found = Nothing here is called { $id }.
hint-not-found = Check the id, or look for it with `ayni list`. It may not have arrived on this node yet.
error-record-invalid =
    { $count ->
        [one] One record breaks a rule, so nothing was published.
       *[other] { $count } records break rules, so nothing was published.
    }
hint-record-invalid = Mend what the list names and publish again, or try first with `ayni import FILE --dry-run`.
error-too-many-records = One request takes at most { $limit } records.
hint-too-many-records = Send them in several requests, or let `ayni import FILE` do that.
error-too-many-for-a-file = The filters show { $count } records, and a file has { $limit } at most.
hint-too-many-for-a-file = Narrow them down, by country or by kind for instance, and take one file after the other. Whoever needs all of them gets them a page at a time from `/api/v1/records?full=true`, or from a node of their own by `ayni export`.
error-body-too-large = The request is larger than { $limit } bytes.
hint-body-too-large = Send less in one request; `ayni import FILE` divides a file by itself.
error-bad-json = This is not the JSON that was expected: { $cause }
hint-bad-json = Check the text at the place named. Records are sent as a JSON array of objects.
error-bad-query = The parameter { $name } can't be “{ $value }”: { $cause }.
hint-bad-query = Check the name and the value of the parameter; `ayni list --help` names the filters.
error-unauthorized = This needs the node's access token.
hint-unauthorized = Send the header `Authorization: Bearer TOKEN`; the token is in the file `api.token` of the data directory.
error-wrong-host = This site is not called “{ $host }”.
hint-wrong-host = Open it by its address or its name. If that is its name, add it to names under [http] in config.toml and start the node again.
error-wrong-origin = This form was not sent from a page of this site, so nothing was changed.
hint-wrong-origin = Open the page again and send the form from there. If a web server stands before this node, it must pass on the headers Host and Origin as they come.
error-bad-cursor = The cursor doesn't belong to this list.
hint-bad-cursor = Leave the cursor out to begin again with the first page.
error-ambiguous-id = The id { $id } fits several records: { $candidates }
hint-ambiguous-id = Give one of these instead: the id, `@` and the did of its platform.
error-not-own-record = The record { $id } was published by another platform.
hint-not-own-record = Only the platform that published a record can change or withdraw it. Write to that platform.
error-missing-untold = Nothing is withdrawn: row { $row } was refused, and nobody can tell which record it is about.
hint-missing-untold = Mend that row and import the file again.
error-missing-unconfirmed = Nothing is withdrawn: the file lacks { $count } of { $held } records, which is more than a fifth.
hint-missing-unconfirmed = Check with --dry-run that it is the right file, and a whole one. If it is, say --yes; where several files are imported, --withdraw-missing=PREFIX is for those whose oid begins so.
error-missing-of-nothing = Nothing is withdrawn: no row of the file is a good one.
hint-missing-of-nothing = Check that it is the right file, and that kind and mapping are those of it.
error-already-withdrawn = The record { $id } is already withdrawn.
hint-already-withdrawn = There is nothing left to do. `ayni history { $id }` shows when it happened.
error-already-erased = The record { $id } is already erased.
hint-already-erased = There is nothing left to do. `ayni receipt { $id }` shows which platforms have confirmed.
error-record-erased = The record { $id } was erased by its platform.
hint-record-erased = `ayni history { $id }` shows that there were versions, and `ayni receipt { $id }` who has confirmed that they are gone.
error-not-erased = No record { $id } has been erased.
hint-not-erased = `ayni erase { $id } --yes` erases a record of your own; the entry of another platform may not have arrived yet.
error-erase-unconfirmed = This would erase every version of { $id } from every node, for ever.
hint-erase-unconfirmed = Add `--yes` to do it. `ayni withdraw { $id }` only takes the record off the lists, and can be undone.
error-record-withdrawn = The record { $id } is withdrawn.
hint-record-withdrawn = Publish it again with its id, or its `oid`, to bring it back.
error-record-changed = The record { $id } has been changed since you opened it.
hint-record-changed = Compare the two versions, then publish yours or leave it.
error-kind-not-known = This version of the program does not know records of the kind “{ $kind }”.
hint-kind-not-known = Install the current version to edit it; until then it is kept and served as it is.
error-bad-review-date = The next review can't be on “{ $value }”.
hint-bad-review-date = Give a day, month or year that begins after today, such as 2027-11-25, 2027-11 or 2028.
error-neither-own = Neither { $one } nor { $other } is a record of this platform.
hint-neither-own = A platform speaks for its own records alone. `ayni list --platform NAME` lists this platform's.
error-same-record = Both ids are of one record: { $id }.
hint-same-record = Give the ids of two records. Editions of one id by several platforms are of the same thing already.
error-kinds-differ = A record of the kind { $one } can't be the same as one of the kind { $other }.
hint-kinds-differ = Only records of one kind can be the same. Other relations are published in `relations`.
error-already-same = The record { $one } says already that it is the same as { $other }.
hint-already-same = There is nothing left to do. To take it back, publish the record without that relation.
error-translation-language = “{ $found }” is no language tag in its canonical form.
hint-translation-language =
    { $meant ->
        [none] Give a BCP 47 tag, such as fr, pt-BR or zh-Hans.
       *[other] Did you mean { $meant }?
    }
error-translation-original = The record was written in { $language }: that is its original.
hint-translation-original = To change the original, publish the record anew.
error-translation-empty = The translation has no texts.
hint-translation-empty = `ayni translate ID --template` prints the texts to translate.
error-translation-field = The record has no text in “{ $field }” that can be translated.
hint-translation-field =
    { $meant ->
        [none] `ayni translate ID --template` prints the texts and their places.
       *[other] Did you mean { $meant }? `ayni translate ID --template` prints the texts and their places.
    }
error-translation-blank = The translation of { $field } is empty.
hint-translation-blank = Write it, or leave { $field } out.
error-translation-exists = { $field } has another text in { $language } already.
hint-translation-exists = Use --replace to put the new one in its place.
error-translation-untranslated = Every text is the same as in the original.
hint-translation-untranslated = Write the translation in the place of the original texts.
error-translation-partly-machine = A machine has translated { $field } into { $language }, and this translation leaves it as it is.
hint-translation-partly-machine = A record says of a whole language whether a machine has translated it: translate all of its texts, or use --machine.
error-translation-unreadable = The file is no object of texts: { $cause }
hint-translation-unreadable = Write it as `ayni translate ID --template` prints it, or as TOML in a file called .toml.
error-translation-no-text = “{ $field }” in the file is no text.
hint-translation-no-text = Each place has one text: "building_blocks[0].title" = "…", in TOML with the place in quotation marks.
error-not-a-partnership = The record { $id } is no partnership.
hint-not-a-partnership = Only partnerships are accepted. `ayni list --kind partnership` lists them.
error-own-partnership = This platform has published { $id } itself, which is its word already.
hint-own-partnership = To leave it, publish it without this platform, or withdraw it.
error-not-a-partner = The partnership { $id } doesn't name this platform.
hint-not-a-partner = Ask its publisher to name the platform's did, which `ayni status` shows, under participants.
error-already-answered = This platform has said that of this version of { $id } already.
hint-already-answered = There is nothing left to do. `ayni show { $id }` shows who has accepted.
error-not-a-comment = The record { $id } is no comment.
hint-not-a-comment = Only comments are flagged, hidden and allowed. `ayni list --kind comment` lists them; about another record, write to the platform that has published it.
error-unknown-reason = “{ $reason }” is no reason.
hint-unknown-reason = Reasons are: { $known }.
error-already-said = That is what this platform says of { $id } already.
hint-already-said = There is nothing left to do. `ayni show { $id }` shows what platforms say of it.
error-too-many-words = This platform has said something of { $limit } comments, and no more than that is kept.
hint-too-many-words = `ayni list --kind comment --status flagged` and `--status hidden` list comments of which something is said; `ayni allow ID` takes back what this platform says of one, also of one that is withdrawn, erased or expired.
error-not-a-publisher = This platform's role in the federation ({ web-role-mirror }) doesn't publish.
hint-not-a-publisher = Members and observers publish. A member can propose another role: `ayni charter propose --role PLATFORM=observer`.
error-unknown-platform = No member is called { $name }.
hint-unknown-platform = `ayni charter show` lists the members.
error-ambiguous-platform = Several members are called { $name }: { $candidates }
hint-ambiguous-platform = Give the did of the one you mean.
error-unknown-entry = No entry { $id } of that platform is known here.
hint-unknown-entry = `ayni charter ballots` shows the two entries of a frozen log.
error-unknown-proposal = Nobody proposes { $hash }.
hint-unknown-proposal = `ayni charter ballots` shows what is proposed; give at least eight digits. After another charter has come into force it must be proposed again.
error-bad-change = These changes make no charter: { $cause }
hint-bad-change = A charter names at least one voting member, and each platform once.
error-too-many-proposals = This platform has proposed as much as it may in this epoch.
hint-too-many-proposals = Let the members decide on one of them first.
error-already-voted = This platform has voted in round { $round } already, and that round may still succeed.
hint-already-voted = Wait for the others, or go on to the next round with --next-round when they cannot be reached.
error-confirmed-other = This platform has confirmed { $hash }, which may be in force already.
hint-confirmed-other = Sign that one in the next round, or wait until a quorum has signed another.
error-no-round-left = All rounds of this epoch are over.
hint-no-round-left = Agree with the others on the proposal that most have signed in the last round.
error-own-log-unknown = No other platform has said yet how far it knows this platform's log.
hint-own-log-unknown = An old copy that signed on would fork its log, so it waits until a peer answers. If this store is no old copy, `ayni serve --alone` does not wait.
error-weak-passphrase = The passphrase has fewer than { $limit } characters.
hint-weak-passphrase = Four or five words that do not belong together are easy to keep and hard to guess.
error-file-exists = { $path } is there already, and is not written over.
hint-file-exists = Give another name.
error-bad-backup = { $path } is not a backup of a key, or it is damaged.
hint-bad-backup = Use the whole file that `ayni key backup` wrote.
error-wrong-passphrase = This passphrase does not open the backup.
hint-wrong-passphrase = Try again, with the same capital letters and spaces.
error-backup-newer = The backup has version { $found }; this program knows versions up to { $known }.
hint-backup-newer = Use a newer program.
error-bad-words =
    { $place ->
        [0] These { $count } words are not the 24 of a key.
       *[other] Word { $place } of { $count } is not in the list of words.
    }
hint-bad-words = Compare them with the paper; no two words of the list begin with the same four letters.
error-words-unasked = The words are the whole key, so they are shown only when asked for.
hint-words-unasked = `ayni key words --yes` shows them, where nobody else sees the screen.
error-passphrase-unasked = There is no terminal to ask for the passphrase.
hint-passphrase-unasked = Give it with --passphrase-file, or - for stdin.
error-passphrases-differ = The two passphrases are not the same.
hint-passphrases-differ = Begin again.
error-no-vote = This platform has no vote in the federation.
hint-no-vote = Only members change the charter. Send the cards to a member: `ayni charter propose --admit CARD`.
error-catching-up = The node is still asking its peers for its own last entry and signs nothing until it knows.
hint-catching-up = Wait a moment and try again. `ayni status` shows the state; at least one peer has to answer.
error-log-frozen = This platform's log is frozen: two entries with one number were signed with its key.
hint-log-frozen = What was published stays. Members end the freeze with `ayni charter propose --unfreeze PLATFORM=ENTRY`, by the entry of the branch that counts; `ayni charter ballots` shows both. Never run two nodes with one key.
error-nothing-to-do = There is nothing to do.
hint-nothing-to-do = Check that the file or the request holds at least one record.
error-busy = The node has too much to do right now.
hint-busy = Wait some seconds and try again.
error-too-many-requests = This address has asked too often.
hint-too-many-requests = Wait { $seconds } s. Whoever needs everything is better served by `ayni export`, or by a node of their own.
error-timeout = The node did not answer in time.
hint-timeout = Try again with less in one request. `ayni status` shows whether the node is busy.
error-method-not-allowed = This address doesn't take the method { $method }.
hint-method-not-allowed = The reply's header Allow names the methods that it takes.

# Store

error-store-failed = The store could not be read or written: { $cause }
hint-store-failed = Check the disk and the permissions of the data directory. A node that runs tries again by itself; one that has ended is started with `ayni serve`.
error-storage-full = The disk is full: nothing more can be signed or received.
hint-storage-full = Make room on the disk of the data directory; the node goes on by itself within a minute. Nothing that was acknowledged is lost.
error-part-ended = A part of the node has ended unexpectedly: { $part }.
hint-part-ended = Nothing that was acknowledged is lost. Run `ayni serve` again; if this happens again, report what it said before.
error-store-damaged = The store at { $path } is damaged: { $cause }
hint-store-damaged = Move the folder `store` and the file `store.mark` aside, keep `identity.key`, and run `ayni serve`: the node gets everything back from its peers. If this platform founded the federation, move `federation.toml` aside too and first run `ayni join` with a ticket from another member.
error-store-newer = The store was written by a newer version (format { $found }); this version knows formats up to { $known }.
hint-store-newer = Use the newer version of ayni with this data directory.

# Search

error-search-failed = The search index could not be read: { $cause }
hint-search-failed = `ayni index rebuild` makes it anew from the records.

# Federation

error-bad-card = This is not the card of a platform: { $cause }
hint-bad-card = Ask the platform to send the card again, and copy all of it.
error-own-card = This is this platform's own card.
hint-own-card = Whoever founds is a member in any case: give the cards of the others only.
error-card-twice = The card of { $name } is given twice.
hint-card-twice = Give each card once.
error-already-member = { $name } is already in the federation.
hint-already-member = `ayni charter show` shows who belongs to it.
error-bad-ticket = This is not a ticket: { $cause }
hint-bad-ticket = Copy the whole ticket, or ask for a new one, made with `ayni invite`.
error-ticket-expired = The ticket has expired.
hint-ticket-expired = Ask the platform that invited you for a new one, made with `ayni invite`.
error-wrong-federation = This belongs to another federation.
hint-wrong-federation = `ayni status` shows the federation of this node. A node belongs to one federation only.
error-charter-awaited =
    { $state ->
        [applied] This platform has applied to the federation and waits: the charter comes once its members have admitted it.
       *[joining] The charter of the federation has not come yet: this platform waits for it.
    }
hint-charter-awaited =
    { $state ->
        [applied] Read the words of `ayni key show` out to a member, and leave the node running. If the ticket has ended meanwhile, stop the node and take another with `ayni join TICKET`.
       *[joining] Leave the node running: it asks the platform that invited this one. If that can't be reached, stop the node and take another ticket to the federation with `ayni join TICKET`.
    }
error-not-a-member =
    { $removed ->
        [true] This platform is no longer a member of the federation: the charter in force, epoch { $epoch }, does not name it.
       *[false] This platform is not a member of the federation: the charter in force, epoch { $epoch }, does not name it.
    }
hint-not-a-member = What it has published stays readable. To apply anew, ask a member for a ticket, stop the node and run `ayni join TICKET`.
error-cannot-invite = This platform has no vote in the federation, so nobody could apply with its ticket.
hint-cannot-invite = Ask a member for the ticket; `ayni charter show` lists them with their roles.
error-no-federation = This node belongs to no federation yet.
hint-no-federation = Found one with `ayni federation found --name NAME`, or join one with `ayni join TICKET`.
error-already-in-federation = This node already belongs to the federation { $federation }.
hint-already-in-federation = For another federation, make another node with its own data directory: `ayni init --data DIR --name NAME --country CC`.

# Data directory and configuration

error-data-dir-busy =
    { $pid ->
        [unknown] Another program uses the data directory { $path }.
       *[other] Another program uses the data directory { $path } (process { $pid }).
    }
hint-data-dir-busy = Stop the other node, or choose another directory with `--data DIR`.
error-data-dir-missing = There is no node in { $path }.
hint-data-dir-missing = Make one with `ayni init --name NAME --country CC`, or name the right directory with `--data DIR`.
error-already-initialised = There is already a node in { $path }; nothing was overwritten.
hint-already-initialised = Run it with `ayni serve`, or choose another directory with `--data DIR`.
error-key-permissions = Others can read the secret key { $path }.
hint-key-permissions = Make it yours alone: `chmod 600 { $path }`; `ayni key restore` writes a key so by itself. If somebody may have read it, make another key with `ayni init --data DIR --name NAME --country CC` and send its card to a member, for `ayni charter propose --replace PLATFORM=CARD`.
error-bad-config = The configuration { $path } can't be used: { $cause }
hint-bad-config = Mend the line named and run `ayni serve` again.

# Addresses

error-port-in-use = Another program already listens on { $address }.
hint-port-in-use =
    { $option ->
        [listen] Stop it, or choose another port for the peers, in `config.toml` or with `ayni serve --listen /ip4/0.0.0.0/tcp/4371`.
       *[http] Stop it, or choose another address: `ayni serve --http 127.0.0.1:0` takes any free port.
    }
error-bad-address = The address { $address } can't be used: { $cause }
hint-bad-address = An HTTP address looks like 127.0.0.1:8080, a network address like /ip4/127.0.0.1/tcp/4001.
error-no-node = No node answers for { $path }.
hint-no-node = Start one with `ayni serve`.

# Command line

error-bad-name = The name can't be used: { $cause }
hint-bad-name = Give `--name` one line of at most 200 characters.
error-bad-country = “{ $value }” is not a country code.
hint-bad-country = Give the two letters of ISO 3166-1, such as SN, EC or GB.
error-bad-side = “{ $value }” is not a side.
hint-bad-side = Give north or south, or leave it out: the country decides then.
error-bad-role = “{ $value }” is not a role.
hint-bad-role = Give member, observer or mirror.
error-bad-language = “{ $value }” is not the tag of a language (BCP 47).
hint-bad-language = Give a tag such as en, fr, es, qu, wo or pt-BR.
error-bad-quorum = The quorum can't be { $value }.
hint-bad-quorum = Give majority or two_thirds.
error-bad-duration = “{ $value }” is not a time that a ticket can hold.
hint-bad-duration = Give a number and a unit, such as 90m, 12h or 7d; at most a year, 366d.
error-wrong-usage = The command can't be used like this: { $cause }
hint-wrong-usage = `ayni help` and `ayni COMMAND --help` show how.
error-file-unreadable = The file { $path } can't be read: { $cause }
hint-file-unreadable = Check the name and the permissions of the file.
error-file-unwritable = The file { $path } can't be written: { $cause }
hint-file-unwritable = Check the folder, its permissions and the room on the disk.
error-unknown-mapping = There is no mapping called { $name }.
hint-unknown-mapping = Known mappings: { $known }. A mapping of your own is a file: `--map MAP.toml`.
error-version-mismatch = The command and the running node are of different versions.
hint-version-mismatch = Stop the node and start it again with this version: `ayni serve`.

# Pages for staff

error-form-broken = The form did not arrive as it was made.
hint-form-broken = Load the page again and send the form once more.
error-ticket-days = A ticket holds for 1 to { $limit } days.
hint-ticket-days = Give a whole number of days.
error-upload-kind = Nobody says what the rows become.
hint-upload-kind = Choose what each row becomes, or send a mapping file that says it.
error-upload-missing = No file has come.
hint-upload-missing = Choose the file with the records.
error-upload-other-kind = The mapping { $name } makes records of another kind: { $kind }.
hint-upload-other-kind = Choose that kind, or leave it to the mapping.
error-upload-rows = The file has more than { $limit } rows.
hint-upload-rows = Divide it. On the server, “ayni import” takes files of any length.
error-upload-too-large = The file is larger than { $limit } MiB.
hint-upload-too-large = Divide it. On the server, “ayni import” takes files of any length.
error-uploads-full = Files that others have sent take all the room.
hint-uploads-full = Wait until they are published, and send yours again.
error-vote-unsure = The tick is missing.
hint-vote-unsure = A vote can't be taken back. Tick the box if you are sure.

# Causes: what follows the colon of a sentence above

cause-other = { $text }
cause-name = “{ $name }” is no name: a name has 1 to { $limit } characters on one line, none that turns the direction of text, and does not stand for nothing
cause-member-count = a charter has 1 to { $limit } members, not { $count }
cause-no-voter = nobody would be left who votes
cause-no-change = nothing would be different
cause-untold = the name, country or side of a platform that keeps its key would change; propose to remove that platform and then, once that is in force, to admit it again
cause-twice-in = { $name } would be in it twice
cause-already-out = another of these changes takes { $name } out already
cause-token-prefix = it does not begin with `{ $prefix }`
cause-token-damaged = it is cut short, or has characters that do not belong there
cause-token-forged = its signature does not hold
cause-token-name = the name in it is none
cause-token-country = the country in it is none
cause-token-addresses = the addresses in it are too many or too long
cause-address-http = it is no IP address with a port
cause-address-no-peer = it does not end in /p2p/ and the peer id
cause-address-peer-id = what follows /p2p/ is no peer id
cause-address-form = it is no multiaddr
cause-address-transport = it is neither TCP nor QUIC
cause-encoding = it is not encoded as the web wants it
cause-parameter-unknown = there is no such parameter here; known are { $known }
cause-parameter-repeated =
    { $limit ->
        [one] it is given once only
       *[other] it is given at most { $limit } times
    }
cause-parameter-long = it has at most { $limit } characters
cause-words = it is one of { $words }
cause-number = it is a whole number from { $least } to { $limit }
cause-country = it is a country's two-letter code (ISO 3166-1), such as SN
cause-sector = it is a sector's code, such as isic:A, ica:ICA10 or local: with a platform's own words
cause-language = it is a language tag, such as fr or pt-BR
cause-date = it is a day, month or year written 2026-11-25, 2026-11 or 2026
cause-region = it is the ISO 3166-2 code of a part of a country, such as SN-DK
cause-near = it is LAT,LON,KM, such as 14.69,-17.44,25: degrees with a decimal point, within ±90 and ±180, and more than 0 and at most { $limit } kilometres
