# What is wrong with a field of a record (rule-CODE) and what may have been meant (fix-CODE).
# The codes are those of protocol/src/record/problem.rs. A rule gets $field and $value, and $limit where it has a bound; a fix gets $suggestion.

rule-required = { $field } is missing.
fix-required = At the latest: { $suggestion }
rule-unknown-field = There is no field { $field }.
fix-unknown-field = Did you mean { $suggestion }?
rule-kind-unknown = “{ $value }” is not a kind of record.
fix-kind-unknown = Did you mean { $suggestion }?

# Types

rule-not-text = { $field } must be text, in quotes; found { $value }.
fix-not-text = In quotation marks: "{ $suggestion }"
rule-not-integer = { $field } must be a whole number without quotes; found “{ $value }”.
fix-not-integer = Coordinates are in millionths of a degree: { $suggestion }.
rule-not-boolean = { $field } must be true or false; found “{ $value }”.
rule-not-list = { $field } must be a list, in square brackets; found “{ $value }”.
rule-not-object = Named fields in braces are expected here; found “{ $value }”.
rule-not-localized = { $field } must be texts by language, such as "en": "…"; found “{ $value }”.

# Bounds

rule-blank = { $field } is empty. Leave the field out instead.
rule-placeholder = “{ $value }” in { $field } says nothing. Leave the field out, or write what is known.
rule-too-long = { $field } is longer than { $limit } characters.
rule-too-many = { $field } has { $value } elements; at most { $limit } are allowed.
rule-too-few = { $field } has only { $value } element(s); at least { $limit } are needed.
rule-too-small = { $field } is { $value }; it must be at least { $limit }.
rule-too-large = { $field } is { $value }; it must be at most { $limit }.
rule-duplicate = { $field } repeats what the list already has.
rule-line-break = { $field } must be one line, without tabs.
fix-line-break = In one line: “{ $suggestion }”
rule-control-character = { $field } has the invisible control character { $value }. Take it out.
rule-bidi-character = { $field } has the invisible character { $value }, which makes text read other than it is written. Take it out.

# Codes

rule-country-unknown = “{ $value }” in { $field } is not a country's two-letter code (ISO 3166-1).
fix-country-unknown = Did you mean { $suggestion }?
rule-country-not-listed = { $value } in { $field } doesn't belong to any of the record's countries. Add its country, or correct it.
rule-region-malformed = “{ $value }” in { $field } is not a region's code (ISO 3166-2), such as EC-P.
fix-region-malformed = Did you mean { $suggestion }?
rule-language-malformed = “{ $value }” in { $field } is not a language tag (BCP 47), such as en, fr or pt-BR.
fix-language-malformed = Did you mean { $suggestion }?
rule-original-missing = The record is said to be written in “{ $value }”, but { $field } has no text in that language.
rule-original-translated = { $field } names “{ $value }”, the language of the original, which is no translation.
rule-language-absent = { $field } names “{ $value }”, but the record has no text in that language.
fix-language-absent = Did you mean { $suggestion }?
rule-code-unknown = “{ $value }” is not one of the codes for { $field }.
fix-code-unknown = Did you mean { $suggestion }?
rule-sector-unknown = “{ $value }” in { $field } is not a sector: isic:A to isic:V, ica:ICA10 to ica:ICA290, or local: and your own word.
fix-sector-unknown = Did you mean { $suggestion }?
rule-currency-unknown = “{ $value }” in { $field } is not a currency's three-letter code (ISO 4217).
fix-currency-unknown = Did you mean { $suggestion }?
rule-licence-malformed = “{ $value }” in { $field } is not a licence's identifier (SPDX), such as CC-BY-4.0.
fix-licence-malformed = Did you mean { $suggestion }?
rule-status-by-operation = { $field } can't be “{ $value }”: withdraw or erase the record instead.

# Dates

rule-date-malformed = “{ $value }” in { $field } is not a date written YYYY-MM-DD, YYYY-MM or YYYY.
fix-date-malformed = Did you mean { $suggestion }?
rule-date-impossible = No calendar has the day “{ $value }” in { $field }.
rule-dates-reversed = { $field } lies before the beginning: { $value }.
rule-expires-too-late = { $field } is { $value }; what a person has agreed to may be shared for a year at most.
fix-expires-too-late = At the latest: { $suggestion }

# Addresses and identifiers

rule-url-malformed = “{ $value }” in { $field } is not a web address that begins with https:// or http://.
fix-url-malformed = Did you mean { $suggestion }?
rule-email-malformed = “{ $value }” in { $field } is not an e-mail address.
fix-email-malformed = Did you mean { $suggestion }?
rule-phone-malformed = “{ $value }” in { $field } is not a phone number, such as +221 33 800 00 00.
rule-multiaddr-malformed = “{ $value }” in { $field } is not a node's address, such as /ip4/203.0.113.7/tcp/4001.
rule-record-id-malformed = “{ $value }” in { $field } is not a record's id: 32 digits from 0 to 9 and a to f.
fix-record-id-malformed = Did you mean { $suggestion }?
rule-lei-malformed = “{ $value }” in { $field } is not a Legal Entity Identifier, or one of its 20 characters is wrong.
fix-lei-malformed = Did you mean { $suggestion }?
rule-isbn-malformed = “{ $value }” in { $field } is not an ISBN, or one of its 10 or 13 digits is wrong.
fix-isbn-malformed = Did you mean { $suggestion }?
rule-doi-malformed = “{ $value }” in { $field } is not a DOI, such as 10.5281/zenodo.1234.
fix-doi-malformed = Did you mean { $suggestion }?
rule-hash-malformed = “{ $value }” in { $field } is not a SHA-256: 64 digits from 0 to 9 and a to f.
fix-hash-malformed = Did you mean { $suggestion }?
rule-did-malformed = “{ $value }” in { $field } is not a platform's key, such as did:key:z6Mk… Every platform sees its own in “ayni status”.
rule-decimal-malformed = “{ $value }” in { $field } is not a decimal number, such as 1204 or 12.5.
fix-decimal-malformed = Did you mean { $suggestion }?
rule-time-zone-unknown = “{ $value }” in { $field } is not a time zone, such as Africa/Dakar.
fix-time-zone-unknown = Did you mean { $suggestion }?

# Several fields together

rule-outside-country = The point { $value } (latitude, longitude) in { $field } lies outside the record's countries.
fix-outside-country = Latitude and longitude may be swapped: { $suggestion } would fit.
rule-sum-too-large = Women and men together are { $value }, more than the { $limit } in { $field }.
rule-side-differs = UNCTAD's list puts the country on the other side than “{ $value }”, but { $field } says that the side comes from there.
fix-side-differs = Correct the side, or say that it is { $suggestion }.
rule-consent-required = What names a person is “{ $value }” only if the person agreed: state the consent and its date.
fix-consent-required = Or set the visibility to { $suggestion }.
rule-place-required = Neither { $field } nor online_url says where it is held. Give one of them.

# Found when a record is published

rule-not-own-record = The record { $value } was published by another platform.
rule-record-too-large = The record takes { $value } bytes when it is signed; at most { $limit } are possible.
