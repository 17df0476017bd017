//! What is wrong with a record: the rule that a value breaks, and where.

use serde::{Serialize, Serializer};

/// Most characters of a refused value that a problem repeats: enough to find it in a spreadsheet.
pub const VALUE_CHARS_MAX: usize = 200;

/// Most problems that one record's check reports: more would not help whoever has to mend it.
pub const PROBLEMS_MAX: usize = 100;

macro_rules! rules {
    ( $( $(#[$doc:meta])* $Variant:ident = $code:literal; )+ ) => {
        /// A rule of the record format. Its code is stable: programs and translations refer to it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $( $(#[$doc])* $Variant, )+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[$( Rule::$Variant ),+];

            /// The rule's stable snake_case word.
            pub const fn code(self) -> &'static str {
                match self { $( Rule::$Variant => $code, )+ }
            }
        }
    };
}

rules! {
    /// The field must be there.
    Required = "required";
    /// No kind of record has this field here.
    UnknownField = "unknown_field";
    /// No such kind of record.
    KindUnknown = "kind_unknown";

    /// Text was expected.
    NotText = "not_text";
    /// An integer was expected; numbers with a fraction are never allowed.
    NotInteger = "not_integer";
    /// `true` or `false` was expected.
    NotBoolean = "not_boolean";
    /// A list was expected.
    NotList = "not_list";
    /// An object with named fields was expected.
    NotObject = "not_object";
    /// A map from language to text was expected.
    NotLocalized = "not_localized";

    /// The text has no character that can be seen.
    Blank = "blank";
    /// The text stands for "nothing" (`n/a`, `-`, `TBC`).
    Placeholder = "placeholder";
    /// More characters than the field allows.
    TooLong = "too_long";
    /// More elements than the list allows.
    TooMany = "too_many";
    /// Fewer elements than the list needs.
    TooFew = "too_few";
    /// Less than the lowest number.
    TooSmall = "too_small";
    /// More than the highest number.
    TooLarge = "too_large";
    /// The list names something twice.
    Duplicate = "duplicate";
    /// A line break or tab where one line is expected.
    LineBreak = "line_break";
    /// A control character.
    ControlCharacter = "control_character";
    /// A character that turns the direction of the text around it, so that it reads other than it is.
    BidiCharacter = "bidi_character";

    /// Not a code of ISO 3166-1 alpha-2.
    CountryUnknown = "country_unknown";
    /// The field's country is not among the record's countries.
    CountryNotListed = "country_not_listed";
    /// Not formed like a code of ISO 3166-2.
    RegionMalformed = "region_malformed";
    /// Not a well-formed BCP 47 language tag.
    LanguageMalformed = "language_malformed";
    /// The text lacks the language that the record calls its original.
    OriginalMissing = "original_missing";
    /// The original can't be a translation by a machine.
    OriginalTranslated = "original_translated";
    /// No text of the record is in that language.
    LanguageAbsent = "language_absent";
    /// Not in the list of codes.
    CodeUnknown = "code_unknown";
    /// Not a sector of ISIC or ICA, nor a `local:` one.
    SectorUnknown = "sector_unknown";
    /// Not a currency of ISO 4217.
    CurrencyUnknown = "currency_unknown";
    /// Not formed like an SPDX licence identifier.
    LicenceMalformed = "licence_malformed";
    /// This status comes only from an operation (withdraw, erase), never from a publisher.
    StatusByOperation = "status_by_operation";

    /// Not a date written YYYY-MM-DD, YYYY-MM or YYYY.
    DateMalformed = "date_malformed";
    /// No calendar has this day.
    DateImpossible = "date_impossible";
    /// The end lies before the beginning.
    DatesReversed = "dates_reversed";
    /// Later than a year after the consent.
    ExpiresTooLate = "expires_too_late";

    /// Not an address of the web.
    UrlMalformed = "url_malformed";
    /// Not an e-mail address.
    EmailMalformed = "email_malformed";
    /// Not a phone number.
    PhoneMalformed = "phone_malformed";
    /// Not a multiaddr.
    MultiaddrMalformed = "multiaddr_malformed";
    /// Not the identifier of a record: 32 lower-case hexadecimal digits.
    RecordIdMalformed = "record_id_malformed";
    /// Not a Legal Entity Identifier: form or check digits.
    LeiMalformed = "lei_malformed";
    /// Not an International Standard Book Number: form or check digit.
    IsbnMalformed = "isbn_malformed";
    /// Not a Digital Object Identifier.
    DoiMalformed = "doi_malformed";
    /// Not a SHA-256 in 64 lower-case hexadecimal digits.
    HashMalformed = "hash_malformed";
    /// Not a platform's key as a `did:key`.
    DidMalformed = "did_malformed";
    /// Not a decimal number.
    DecimalMalformed = "decimal_malformed";
    /// Not a name of the IANA time zone database.
    TimeZoneUnknown = "time_zone_unknown";

    /// The coordinates lie outside all of the record's countries.
    OutsideCountry = "outside_country";
    /// The parts are more than the whole.
    SumTooLarge = "sum_too_large";
    /// The side is said to come from the table of countries, which gives the other one.
    SideDiffers = "side_differs";
    /// What names a person is public only with that person's consent.
    ConsentRequired = "consent_required";
    /// Neither a place nor an address of the web says where it is.
    PlaceRequired = "place_required";

    /// The record with this id is another platform's. Found when a record is published, not when it is read.
    NotOwnRecord = "not_own_record";
    /// More bytes than a body may have. Found when a record is published, not when it is read.
    RecordTooLarge = "record_too_large";
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field} breaks the rule {rule}")]
pub struct Problem {
    /// The rule.
    pub rule: Rule,
    /// Where: names joined by dots, places in lists in brackets (`registrations[0].number`); empty for the whole record.
    pub field: String,
    /// What was found, at most [`VALUE_CHARS_MAX`] characters; empty where nothing was.
    pub value: String,
    /// What may have been meant. Never applied on its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// The bound that was passed: characters, elements or the number itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}
