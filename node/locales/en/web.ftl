# The web site of a node.

web-skip = Skip to the content
web-languages = Language
web-motto = The social and solidarity economy, shared between platforms
web-footer = Every record is signed by the platform that wrote it and kept by all platforms of the federation.
web-staff = For staff
web-as-json = These records as JSON

web-platform-of = National platform of the social and solidarity economy · { $country }
web-records =
    { $count ->
        [one] record
       *[other] records
    }
web-entries =
    { $count ->
        [one] signed entry
       *[other] signed entries
    }
web-authors =
    { $count ->
        [one] platform with records
       *[other] platforms with records
    }
web-connected =
    { $count ->
        [one] platform connected now
       *[other] platforms connected now
    }

web-peers = Links to other platforms
web-peers-hint = Platforms exchange their records directly. Each connection is a link between North and South, within the South or within the North.
web-no-peers = No platform is connected at the moment. The records below stay available.
web-absent = Not connected at the moment:
web-platform = Platform
web-country = Country
web-side = Side
web-own-side = Side:
web-link = Link
web-sides-by = Sides, unless marked otherwise:
web-since = Connected since
web-link-north-south = North–South
web-link-south-south = South–South
web-link-north-north = North–North

web-directory = Directory
web-directory-hint = Records of all platforms of the federation, each signed by the one that wrote it.
web-records-heading = Records
web-map = Map
web-map-hint = The darker a country, the more records. A circle stands for records that are near each other: it leads nearer.
web-as-map = As a map
web-as-list = As a list
web-map-moves = Around the map
web-map-in = Nearer
web-map-out = Further away
web-map-west = West
web-map-north = North
web-map-south = South
web-map-east = East
web-map-world = The whole world
web-map-table = The same by country
web-map-source = Outlines: Natural Earth. They take no side on any border.
web-statistics = Statistics
web-statistics-hint = Public records of all platforms of the federation. Every node with the same state of the logs counts the same; cite the numbers with it.
web-as-of = As of
web-digest = State of the logs
web-places = Pages
web-words = Words
web-search = Search
web-sort = Order
web-sort-relevance = What fits best
web-sort-newest = Newest first
web-sort-name = By title
web-take-along = These records as a file or a feed:
web-feed = Atom
web-calendar = events (iCal)
web-latest-north = Latest from the North
web-latest-south = Latest from the South
web-more = More of them
web-filter-sector = Sector
web-filter-form = Legal form
web-filter-sdg = Sustainable Development Goal
web-filter-pillar = Decent work
web-filter-language = Language
web-filter-modality = Kind of cooperation
web-filter-kind = Kind
web-filter-country = Country
web-filter-side = Side
web-filter-platform = Platform
web-any = Any
web-filter = Show
web-filter-reset = Show all records
web-total =
    { $count ->
        [0] No record
        [one] One record
       *[other] { $number } records
    }
web-no-records = No public record fits here.
web-pages = Pages of the list
web-first-page = First page
web-next-page = Next page

web-identity = Identity of this node
web-identity-hint = By these, other platforms and programs recognise this node and its signatures.
web-federation = Federation
web-no-federation = none yet
web-federation-id = Federation id
web-epoch = Epoch of the charter
web-did = Public key (DID)

web-members = Who we are
web-role = Role
web-role-member = member
web-role-observer = observer, without a vote
web-role-mirror = mirror, keeps copies
web-federation-about = A federation of platforms that share their records and decide together: one platform, one vote.
web-federation-rule =
    A change is in force once { $quorum } of { $voters ->
        [one] { $voters } member has
       *[other] { $voters } members have
    } signed it.
web-former = Former members
web-former-platform = { $name } (former member)
web-former-hint = What they have published stays readable, and every platform keeps it.
web-former-left = { $name } ({ $country }), up to entry { $seq }
web-former-replaced = { $name } ({ $country }), up to entry { $seq } with an earlier key; goes on as { $successor }
web-proposals = What is proposed
web-proposals-none = Nothing is proposed at the moment. Any member can propose a change.
web-round =
    Round { $round } of the vote: { $quorum } of { $voters ->
        [one] { $voters } member
       *[other] { $voters } members
    } must sign the same proposal.
web-key-words = Its key, to compare over the telephone:
web-proposed-by = Proposed by { $names }.
web-applied = The platform applies itself, invited by { $name }.
web-signed = Signed, { $count } of { $quorum }
web-missing = Still missing
web-otherwise = Signed otherwise in this round
web-at-quorum = What happens then
web-hash = Signed under
web-back-home = Back to this node
web-refusals = For none of the proposals in this round: { $names }.
web-double = { $name } has signed two things that contradict each other; both are kept as the proof.
web-frozen = The log of { $name } is frozen: two different entries with the number { $seq } were signed with its key. Nothing more of it is taken in until the members decide which one counts.
web-quorum-majority = more than half of the members
web-quorum-two-thirds = two thirds of the members
web-change-admit = Admit { $name } ({ $country }) as { $role }.
web-then-admit = The platform is in at once, on every node, and receives all records by itself.
web-change-remove = Remove { $name } ({ $country }).
web-then-remove = Its connections are closed. What it has published up to entry { $seq } stays; nothing more is taken in.
web-change-role = Make { $name } ({ $country }) { $role }.
web-then-role = The new role holds at once.
web-change-replace = Let { $name } ({ $country }) go on with a new key.
web-then-replace = Its records stay its own. Of the old key nothing beyond entry { $seq } is taken in.
web-change-unfreeze = Go on with the log of { $name } ({ $country }) from entry { $seq }.
web-then-unfreeze = The branch that ends with this entry counts on every node; the other one does not.
web-change-quorum = Decide by { $rule }.
web-then-quorum = The next change is decided by this rule.

web-status-closed = closed
web-status-withdrawn = withdrawn
web-status-erased = erased
web-status-pending = not yet accepted by all
web-modality = Kind of cooperation
web-answers = Accepted by
web-answer-accepted = { $name }: accepted
web-answer-declined = { $name }: declined
web-answer-waiting = { $name }: not yet
web-pending = Not every platform that this partnership names has accepted it in this version. Until then it is a proposal.
web-flagged =
    { $count ->
        [one] A platform says that this should be looked at: { $reasons }.
       *[other] { $count } platforms say that this should be looked at: { $reasons }.
    }
web-mentions = What other records say of it
web-mention-same-as = Is said by { $name } to be the same as:
web-mention-part-of = Is said by { $name } to have as a part:
web-mention-implements = Is said by { $name } to be put into practice by:
web-mention-translation-of = Is said by { $name } to be translated as:
web-mention-about = Is said by { $name } to be the subject of:
web-mention-follows = Is said by { $name } to be followed by:
web-mentions-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
web-comments = Comments
web-comment-by = { $handle }, { $name }
web-comment-answers = in answer to another comment
web-comment-flagged = A platform says that this should be looked at.
web-comments-more =
    { $count ->
        [one] And one more comment.
       *[other] And { $count } more comments.
    }
web-sign-same-lei = same LEI
web-sign-same-registration = same number in a register
web-sign-same-name = same name
web-sign-similar-name = similar name
web-sign-same-site = same web address
web-sign-same-phone = same phone
web-sign-near = metres apart
web-sign-same-postcode = same postcode
web-sign-other-lei = other LEI
web-sign-other-registration = other number in the same register
web-sign-other-country = other country
web-sign-far-apart = metres apart, which is far
web-withdrawn = The platform has withdrawn this record. It is no longer listed; what was published stays readable here.
web-erased = The platform has had this record erased. Only the proof that there was one remains.
web-only-original = In { $language }, the original language.
web-only-translated = In { $language }; the original is in another language.
web-by-machine = Translated by a machine into { $language }.
web-facts = Facts
web-yes = yes
web-no = no
web-people-total = { $number } in total
web-people-women =
    { $count ->
        [one] { $number } woman
       *[other] { $number } women
    }
web-people-men =
    { $count ->
        [one] { $number } man
       *[other] { $number } men
    }
web-in-year = in { $year }
web-signed-by = Signed by
web-verified = This node has verified that the holder of this platform's key signed exactly this record and that nobody has changed it since. A signature doesn't say whether the content is true; the platform answers for that.
web-signer-did = Public key (DID)
web-signed-at = Signed
web-claimed = as the platform states
web-entry = Entry
web-seq = No. in the platform's log
web-number = no. { $seq }
web-record-id = Record
web-history = History
web-op-publish = Published
web-op-withdraw = Withdrawn
web-op-erase = Erased

web-not-found = Nothing is here
web-not-found-text = There is no public record or page under this address on this node. It may have been withdrawn from view, or not have arrived yet.
web-refused = This can't be shown
web-failed = Not possible right now
web-failed-text = The node could not answer. Please try again in a moment.
web-to-start = To the page of this node

web-moment = { $day } { $month ->
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
    } { $year }, { $hour }:{ $minute } UTC

language-ar = Arabic
language-de = German
language-en = English
language-es = Spanish
language-fr = French
language-it = Italian
language-nl = Dutch
language-pt = Portuguese
language-qu = Quechua
language-ru = Russian
language-sw = Swahili
language-wo = Wolof
language-zh = Chinese

# Fields of records

field-name = Name
field-role = Role
field-email = E-mail
field-phone = Phone
field-consent = Basis of consent
field-countries = Country
field-country = Country of the platform
field-region = Region (ISO 3166-2)
field-side = Side
field-side-basis = Basis of the side
field-address = Address
field-geo = Position
field-legal-form = Legal form
field-national-form = Form in national law
field-coop-type = Type of cooperative
field-trading-name = Trading name
field-acronym = Acronym
field-founded = Founded
field-dissolved = Dissolved
field-registrations = Registrations
field-lei = Legal entity identifier (LEI)
field-products = Products and services
field-qualifiers = Qualifiers
field-members = Members
field-workers = Workers
field-turnover-band = Turnover
field-period = Period
field-organisations = Organisations
field-cost = Cost
field-validation = Validation
field-case-study = Case study
field-evidence = Evidence
field-scope = Scope
field-sectors = Sectors
field-sdgs = Sustainable Development Goals
field-decent-work = Decent work
field-tags = Keywords
field-languages = Languages
field-web-site = Web site
field-urls = Web
field-images = Pictures
field-addresses = Network addresses
field-parent = Part of
field-contact = Contact
field-relations = Relations
field-original = Original language
field-licence = Licence
field-source-url = Source
field-oid = The platform's own number
field-review-by = To be reviewed by
field-expires = Expires
field-visibility = Visible to
field-description = Description
field-mandate = Mandate
field-objective = Objective
field-context = Context
field-approach = Approach
field-results = Results
field-beneficiaries = Beneficiaries
field-gender = Gender
field-building-blocks = Building blocks
field-enabling-factors = Enabling factors
field-lessons = Lessons learned
field-constraints = Constraints
field-sustainability = Sustainability
field-replicability = Replicability
field-kind = Kind
field-title = Title
field-summary = Summary
field-status = Status
field-machine-translated = Translated by a machine
field-text = Text
field-participants = Participants
field-purpose = Purpose
field-start = Start
field-end = End
field-stage = Stage
field-outputs = Outputs
field-budget = Budget
field-type = Type
field-issuer = Offered or sought by
field-deadline = Deadline
field-amount = Amount
field-eligibility = Who may apply
field-sides-sought = Partners sought in
field-apply-url = Apply at
field-authors = Authors
field-year = Year
field-audience = For whom
field-format = Format
field-file = File
field-isbn = ISBN
field-doi = DOI
field-provider = Provider
field-level = Level
field-duration-hours = Duration in hours
field-prerequisites = Prerequisites
field-outcomes = What one learns
field-access = Access
field-formats = How it is taught
field-resources = Resources
field-time-zone = Time zone
field-organiser = Organiser
field-place = Place
field-online-url = Online at
field-series = Series
field-edition = Edition
field-registration-url = Register at
field-jurisdiction = Jurisdiction
field-adopted = Adopted
field-in-force = In force
field-citation = Citation
field-official-url = Official text
field-covers = Legal forms covered
field-organisation = Organisation
field-fields = Fields of knowledge
field-experience-countries = Has worked in
field-availability = Availability
field-about = About
field-comment-parent = In answer to
field-body = Comment
field-handle = Written by
field-language = Language
field-indicator = Indicator
field-value = Value
field-unit = Unit
field-area = Area
field-by = Of whom
field-method = Method
field-source = Source
