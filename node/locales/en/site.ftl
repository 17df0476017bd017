# The public pages beside the directory, the map and the statistics.

site-menu = All pages
site-menu-records = Records
site-menu-federation = Federation
site-menu-node = This node

site-practices = Good practices
site-practices-about = What platforms and their members have tried and found to work, with what made it work.
site-partnerships = Partnerships
site-partnerships-about = Who works with whom, between North and South, within the South and within the North. A partnership counts once all platforms that it names have accepted it.
site-opportunities = Opportunities
site-opportunities-about = Public procurement, grants, loans, calls for partners, offers and needs.
site-until = until { $day }
site-events = Events
site-events-about = Academies, conferences and meetings, on site and online. The calendar file below opens in any calendar.
site-events-coming = Coming
site-events-past = Past
site-events-cut = Of more events than these, the { $count } that were published last are shown. The directory has all of them.
site-online = online
site-policies = Laws and policies
site-policies-about = Laws, policies, strategies and regulations for the social and solidarity economy, by country.
site-library = Library
site-library-about = Tools, guides and readers, and courses for learning at a distance.
site-expertise = Network of expertise
site-expertise-about = Who knows what in the social and solidarity economy, and in which countries and languages.
site-expertise-members = These records name people. They are for the staff of the platforms of this federation and stand on no public page.
site-expertise-ask = If you are looking for somebody, the platform of your country can ask for you.
site-expertise-enter = For staff: log in and look
site-expertise-staff = People of all platforms who have agreed to be asked. Their records end by themselves after a year at most.

site-day = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }

site-all-languages = Show all { $count } languages
site-one-language = Show one language only
site-in-language = In { $language }.
site-away = { " " }(another site)
site-alike = Perhaps the same
site-alike-hint = These records look as if they were about the same. Nothing has been merged: only the platforms can say so.
site-address = Address of this page
site-take-record = This record as a file:

site-verified = What “verified” means
site-verified-signature = Each version of a record is signed with the key of the platform that wrote it. Before a node takes a record in, it checks this signature, or that of a later entry which rests on it: whoever has not got the key can neither write nor change a record in the platform’s name.
site-verified-log = Each platform numbers what it signs, and each number rests on the one before. So nobody can leave something out or put something in between without every node noticing.
site-verified-not = It does not mean that somebody has looked into whether the content is true. The platform that signs answers for that.
site-check = How to check it without trusting this node
site-check-take = Take the signed entry from this node or from any other of the federation; all have the same bytes.
site-check-entry = The entry as JSON
site-check-signature = The signature: the envelope (cose_base64) is a COSE_Sign1 structure (RFC 9052) that any COSE library checks. The key (Ed25519) is in the DID; external_aad is the id of the federation.
site-check-body = The content: the SHA-256 of the body (body_base64) must be the one that stands in the signed envelope.
site-check-id = The entry: the SHA-256 of the envelope’s bytes must be the id of the entry.
site-check-did = The signer: the DID must be that of the platform. Compare it with the list of members, or ask the platform by telephone.

site-atlas = Map of the members and of this node’s links to them
site-atlas-hint = The dark dot is this node. Lines are its connections at the moment, drawn differently by kind of link; the table says the same.
site-link-of-node = Link to this node
site-this-node = this node
site-no-link = not connected at the moment

site-about = About this node
site-about-who = Who runs this node
site-about-profile = What the platform says of itself
site-about-no-profile = The platform has not published a record about itself yet.
site-about-what = What Ayni is
site-about-ayni = Ayni is a network of national platforms of the social and solidarity economy. Each platform runs a node of its own, signs its own records and keeps a copy of those of all others. There is no centre: if one node goes dark, everything it has published stays readable on the others.
site-about-name = The name is Quechua for reciprocity: today for you, tomorrow for me.
site-about-licence = Licence of the data
site-about-licence-text = Each record says under which licence its platform shares it; you find it under the facts of the record and in every file. Name the platform that signed it when you use it.
site-about-take = Take the data along
site-about-take-files = As a file: the directory gives what it shows as a table, for maps or for programs
site-about-take-feed = As a feed: what was published last
site-about-take-api = By a program: the interface, which you can try out
site-about-take-embed = On your own site: the list or the map
site-about-access = Accessibility
site-about-access-done = These pages are built to meet WCAG 2.2 at level AA. They work without JavaScript, with a keyboard alone, on a small screen and on a slow connection, and have the headings, labels and languages that a screen reader needs. Everything that a map shows also stands in a table.
site-about-access-limits = No independent body has audited them yet, and nobody who relies on a screen reader has tested them. Texts of records are as platforms wrote them: some are in one language only or without headings. Documents on other sites may not be accessible.
site-about-access-tell = If something keeps you out, tell the platform that runs this node.
site-about-privacy = Privacy
site-about-privacy-none = Nobody is followed here: there are no statistics of visitors, no advertising and nothing from other sites. Pages show no picture from elsewhere.
site-about-privacy-cookies = There is one cookie for visitors: the language that you have chosen, for a year. Staff who log in have another one until they log out, at most for twelve hours.
site-about-privacy-address = The node holds your network address in memory for a short time, so that nobody can overload it, and does not write it down. A web server before it may keep a log of its own; ask the platform.

site-embed = For your own site
site-embed-about = Put the list or the map of the records into a page of your site. It is always as it is here, in the language and with the filters that you choose.
site-embed-what = What
site-embed-make = Make the snippet
site-embed-copy = To copy
site-embed-copy-hint = Paste this into your page where the records shall stand.
site-embed-see = See what it shows
site-embed-all = All of these records in the directory
site-embed-privacy = What is put in sets no cookie and runs no script. Links open the record here in a new tab.

site-api = For programs
site-api-about = What these pages show, programs can read too. Here you can try it out: each form leads to the answer that a program would get.
site-api-english = The descriptions are in English, as programs read them at
site-api-try = Reading, for everybody
site-api-ask = Show the answer
site-api-missing = Please fill this in.
site-api-commands = With the token
site-api-commands-hint = These need the access token of the node, which a page must not know. Ask at a command line, in the folder with the file api.token; a file that is named after the @ holds what you send.
