# The words that people write over their columns, for each field that an import suggests (column-FIELD, with hyphens for dots),
# and what stands in a mapping file that it drafts (draft-…). A semicolon stands between two words; case and accents don't count.

column-oid = id;number;no;ref;reference;code;identifier;record number;register number
column-title = name;title;organisation;organization;organisation name;organization name;enterprise;company;company name;legal name
column-name = name;full name;contact name
column-summary = summary;abstract;short description
column-countries = country;countries;country code
column-country = country;country code
column-region = region code;iso 3166-2
column-sectors = sector;sectors;industry;activity;activities
column-sdgs = sdg;sdgs;sustainable development goals
column-tags = tag;tags;keywords;categories;labels
column-scope = scope;reach
column-status = status;state
column-legal-form = legal form;legal structure;legal status;form;type of organisation
column-national-form = national form;national legal form
column-trading-name = trading name;trade name;brand
column-acronym = acronym;abbreviation;short name
column-founded = founded;date founded;established;incorporated;registered;registration date;date of incorporation;year founded;start date
column-dissolved = dissolved;date dissolved;closed;end date;closing date
column-registrations = registration number;company number;registered number;tax number;vat number
column-lei = lei;legal entity identifier
column-address-street = address;street;street address;address line 1
column-address-locality = city;town;locality;municipality;place
column-address-region = region;state or province;province;county;department
column-address-postcode = postcode;postal code;zip;zip code
column-geo-lat = latitude;lat
column-geo-lon = longitude;lon;lng;long
column-description = description;about;details
column-products = products;services;products and services
column-members-women = women members;members women;female members
column-members-men = men members;members men;male members
column-members-total = members;total members;number of members;membership
column-workers-women = women workers;female employees;workers women
column-workers-men = men workers;male employees;workers men
column-workers-total = workers;employees;staff;number of employees;jobs
column-turnover-band = turnover;turnover band;revenue
column-objective = objective;goal;aim;objectives
column-context = context;background;situation
column-approach = approach;method;activities carried out
column-results = results;outcomes;impact
column-beneficiaries = beneficiaries;target group
column-organisations = organisations;organizations;partners
column-role = role;function;position;job title
column-email = email;e-mail;email address;mail
column-phone = phone;telephone;phone number;mobile
column-web-site = website;web site;web;homepage;url
column-urls = website;web site;web;homepage;url;link
column-source-url = source;source url
column-licence = licence;license
column-original = language;original language
column-languages = languages

draft-head =
    A mapping file for { $file } to begin with. Nothing has been imported.
    Read each line, say what is still missing, and then: ayni import FILE --map THIS_FILE --dry-run
draft-original = The language of the texts. Every text needs one in this language.
draft-licence = The terms under which others may use these records (SPDX identifier). Required: take the mark away.
draft-dates = How dates are written, besides 1997-08-14, 1997-08 and 1997.
draft-constant = Every record needs { $field }. If it is the same in all, say it here; else name its column below.
draft-oid = Required: the column with your own number of each row, so that a second import updates.
draft-unknown = Not understood: { $column }
