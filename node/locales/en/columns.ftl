# The words that people write over their columns, for each field that an import suggests, and what stands in a mapping file that it
# drafts (draft-…). column-FIELD has the words for a field, with hyphens for dots; column-KIND-FIELD those of a kind that calls it
# otherwise than the others, and takes its place there. A semicolon stands between two words; case and accents don't count. A word that
# two fields of one kind have is said to mean either.

# Of every kind
column-id = record id
column-kind = kind of record;record type
column-oid = id;number;no;ref;reference;code;identifier;record number;register number;reference number;our number;internal id
column-title = name;title;organisation;organization;organisation name;organization name;enterprise;company;company name;legal name;registered name
column-summary = summary;abstract;short description;in brief;overview
column-countries = country;countries;country code
column-region = region code;iso 3166-2
column-sectors = sector;sectors;industry;activity;activities;economic sector;sector of activity;main activity
column-sdgs = sdg;sdgs;sustainable development goal;sustainable development goals;goals
column-decent-work = decent work;decent work pillar;decent work pillars
column-tags = tag;tags;keyword;keywords;category;categories;labels;topic;topics;theme;themes
column-scope = scope;reach;geographic scope
column-status = status;state;record status
column-original = language;original language;written in
column-machine-translated = machine translated;machine translation;translated by machine
column-urls = website;web site;web;homepage;url;link;links;web address;web page
column-source-url = source;source url;source link
column-images = image;images;picture;pictures;photo;photos;logo
column-relations = relations;relation;related records;related record
column-review-by = review by;review date;next review;to be reviewed
column-expires = expires;expiry;expiry date;expires on;valid until;show until
column-licence = licence;license;terms of use
column-visibility = visibility;visible to

# Of platforms and people
column-name = name;full name;contact name
column-platform-title = title;heading;record title
column-contact-title = title;heading;record title
column-expertise-title = title;heading;record title
column-platform-countries = countries;countries of activity;countries covered
column-country = country;country code;home country
column-side = side;north or south;north south
column-side-basis = basis of the side;side according to
column-addresses = network addresses;network address;multiaddr
column-web-site = website;web site;web;homepage;url;web address
column-platform-urls = link;links;other links;other web sites
column-mandate = mandate;mission;remit
column-languages = languages;language;working languages;spoken languages;languages spoken
column-role = role;function;position;job title;post
column-email = email;e-mail;email address;e-mail address;mail;contact email
column-phone = phone;telephone;phone number;telephone number;mobile;cell phone;tel
column-consent-basis = consent;basis of consent;legal basis;consent basis
column-consent-date = date of consent;consent date;consent given on;consented on
column-consent-expires = consent expires;consent until;consent valid until;end of consent
column-organisation = organisation;organization;employer;institution;affiliation;works for
column-fields = fields of knowledge;field of knowledge;expertise;area of expertise;areas of expertise;skills;specialities;specialties;fields of expertise;competences
column-expertise-countries = countries;country;country code;country of residence;based in
column-experience-countries = has worked in;countries of experience;country experience;countries worked in
column-availability = availability;available;available for

# Of enterprises and places
column-legal-form = legal form;legal structure;legal status;form;type of organisation;type of organization;organisation type;organization type
column-national-form = national form;national legal form;form in national law
column-coop-type = type of cooperative;cooperative type;type of co-operative;co-operative type
column-registrations = registration number;company number;reg no;registration no;company no;registered number;tax number;vat number;registrations
column-lei = lei;legal entity identifier
column-trading-name = trading name;trade name;brand;trading as
column-acronym = acronym;abbreviation;short name
column-founded = founded;date founded;established;incorporated;registered;registration date;date of incorporation;year founded;start date;date of registration;founding year;year of foundation;date established
column-dissolved = dissolved;date dissolved;closed;end date;closing date;dissolution date
column-address-street = address;street;street address;address line 1;postal address
column-address-locality = city;town;locality;municipality;place;village;city or town
column-address-region = region;state;state or province;province;county;department
column-address-postcode = postcode;post code;postal code;zip;zip code
column-geo-lat = latitude;lat
column-geo-lon = longitude;lon;lng;long
column-geo-precision = precision;accuracy;location accuracy;geocoding precision
column-description = description;about;details;full description
column-products = products;services;products and services;product
column-members-women = women members;members women;female members
column-members-men = men members;members men;male members
column-members-total = members;total members;number of members;membership
column-members-year = year of members;members in year;year of member count
column-workers-women = women workers;female employees;female workers;workers women;women employees
column-workers-men = men workers;male employees;male workers;workers men;men employees
column-workers-total = workers;employees;staff;number of employees;number of workers;jobs;headcount
column-workers-year = year of workers;workers in year;year of employees;year of worker count
column-turnover-band = turnover;turnover band;revenue;annual turnover;annual revenue
column-qualifiers = qualifiers;certifications;certification;certificates;quality labels;accreditations
column-parent = part of;parent;parent organisation;parent organization;belongs to;group
column-contact = contact;contact record;contact person

# Of practices
column-practice-title = title;name;practice;name of the practice;title of the practice;good practice
column-objective = objective;goal;aim;objectives;aims;general objective
column-context = context;background;situation;initial situation;problem
column-approach = approach;method;activities carried out;methodology;what was done
column-results = results;outcomes;impact;result;achievements;impacts
column-validation = validation;validated by;validation level;reviewed by
column-period-start = start;start date;from;start of the period;begins
column-period-end = end;end date;until;to;end of the period;ends
column-organisations = organisations;organizations;partners;organisation;organization;implementing organisation;implementing organisations;implementing partners;carried out by
column-beneficiaries = beneficiaries;target group;target groups;beneficiary
column-gender = gender;gender dimension;gender equality;women
column-building-blocks = building blocks;components;steps;elements
column-constraints = constraints;challenges;difficulties;obstacles;limitations
column-sustainability = sustainability;durability;long-term sustainability
column-replicability = replicability;replication;scaling up;transferability;potential for replication
column-cost-amount = cost;costs;total cost;budget;cost amount
column-cost-currency = currency;currency of the cost;cost currency
column-evidence = evidence;proof;sources of evidence;documents
column-case-study = case study;is case study

# Of partnerships
column-partnership-title = title;name;partnership;partnership name;name of the partnership;project;project name;project title
column-participants = participants;partners;participant;partner;partner organisations;partner organizations;members;organisations;organizations
column-purpose = purpose;objective;objectives;aim;goal
column-start = start;start date;begins;begin date;starts;from;starting date
column-end = end;end date;ends;until;to;finish;completion date
column-stage = stage;phase;status;progress
column-outputs = outputs;output;deliverables;results
column-budget-amount = budget;amount;total budget;funding;budget amount
column-budget-currency = currency;currency of the budget;budget currency

# Of opportunities
column-opportunity-title = title;name;opportunity;call;call title;tender;subject
column-opportunity-type = type;type of opportunity;opportunity type;nature;type of funding
column-issuer = issuer;offered or sought by;issued by;organisation;organization;funder;donor;contracting authority;buyer;institution
column-deadline = deadline;closing date;due date;application deadline;apply by;submission deadline;apply before;last date;closes;deadline for applications
column-amount-amount = amount;budget;value;grant amount;maximum amount;funding;total amount
column-amount-currency = currency;currency of the amount
column-eligibility = eligibility;who may apply;eligibility criteria;conditions;requirements;who can apply;eligible applicants
column-sides-sought = partners sought in;sides sought;partners sought;partner sides
column-apply-url = apply at;how to apply;application link;apply link;application url;application form;apply online;apply

# Of resources and learning
column-resource-title = title;name;resource;document;document title;title of the document;publication
column-resource-type = type;resource type;type of resource;document type;type of document
column-authors = authors;author;written by;author(s);by
column-year = year;year of publication;publication year;reference year;published in
column-audience = for whom;audience;target audience;target group;intended for;public
column-format = format;file format
column-file-sha256 = sha-256;file hash;checksum;hash
column-file-bytes = file size;size;size in bytes;bytes
column-file-media-type = media type;mime type;file type
column-isbn = isbn;isbn number
column-doi = doi;digital object identifier
column-learning-title = title;name;course;course title;course name;training;training title
column-provider = provider;training provider;offered by;organisation;organization;institution;organised by;organized by
column-level = level;difficulty;course level
column-duration-hours = duration in hours;duration hours;duration;hours;length;number of hours;course length
column-prerequisites = prerequisites;pre-requisites;required knowledge;entry requirements;requirements
column-outcomes = what one learns;learning outcomes;outcomes;learning objectives;objectives;skills acquired
column-access = access;access conditions;how to take part
column-formats = how it is taught;format;formats;teaching format;mode;mode of delivery
column-resources = resources;materials;teaching materials;course materials

# Of events
column-event-title = title;name;event;event name;event title;name of the event
column-event-sectors = sector;sectors;economic sector;sector of activity;industry
column-event-start = start;start date;begins;begin date;starts;from;date;date and time;starting date;start time
column-event-end = end;end date;ends;until;to;end time
column-time-zone = time zone;timezone
column-organiser = organiser;organizer;organised by;organized by;host;organisers;organizers;organisation;organization;hosted by
column-place-street = address;street;venue;place;location;street address
column-place-locality = city;town;locality;place;location;municipality
column-place-region = region;province;state;county;department
column-place-postcode = postcode;post code;postal code;zip;zip code
column-online-url = online at;online link;link to join;meeting link;join link;zoom;zoom link;webinar link;video link
column-series = series;event series;cycle
column-edition = edition;edition number;issue
column-registration-url = register at;registration;registration link;registration url;sign up;registration form;register
column-event-deadline = deadline;registration deadline;register by;register before;closing date

# Of policies
column-policy-title = title;name;law;policy;name of the law;title of the law;text
column-policy-type = type;type of policy;type of law;type of text;nature;policy type
column-jurisdiction = jurisdiction;territory;applies in
column-adopted = adopted;date adopted;date of adoption;adoption date;date;enacted;date enacted;date of enactment;passed on;year adopted
column-in-force = in force;status;still in force;legal status;in effect
column-citation = citation;reference;official reference;law number;gazette
column-official-url = official text;official link;link to the text;text url;full text
column-covers = legal forms covered;covers;legal forms;forms covered;applies to

# Of comments and statistics
column-comment-title = title;subject;heading
column-comment-original = original language
column-about = about;about the record;comment on;commented record
column-comment-parent = in answer to;reply to;answer to
column-body = comment;text;message;body;remark
column-language = language;language of the comment;written in
column-handle = written by;author;nickname;username;pseudonym
column-statistic-title = title;name;name of the statistic;table title
column-statistic-tags = tag;tags;keyword;keywords;topic;topics;theme;themes
column-statistic-sectors = sectors;sectors of the record
column-statistic-source-url = source url;source link;link to the source
column-indicator = indicator;measure;variable;name of the indicator;indicator name
column-value = value;figure;amount;number of
column-unit = unit;unit of measure;units;unit of measurement
column-area = area;territory;place;geographic area;region name;coverage
column-by-sex = sex;gender;women or men;by sex
column-by-form = legal form;by legal form;form;type of organisation;type of organization
column-by-sector = sector;by sector;economic sector;sector of activity;industry
column-method = method;methodology;how it was measured
column-source = source;data source;source of the data

# What stands in a draft
draft-head =
    A mapping file for { $file } to begin with. Nothing has been imported.
    Read each line, say what is still missing, and then: ayni import FILE --map THIS_FILE --dry-run
draft-original = The language of the texts. Every text needs one in this language.
draft-licence = The terms under which others may use these records (SPDX identifier). Required: take the mark away.
draft-dates = How dates are written, besides 1997-08-14, 1997-08 and 1997.
draft-constant = Every record needs { $field }. If it is the same in all, say it here; else name its column below.
draft-oid = Required: the column with your own number of each row, so that a second import updates.
draft-unknown = Not understood: { $column }
draft-several = { $column } may mean more than one field: take the mark away from the line that is right.
draft-objects = { $field } is a list of objects: complete the line and take the mark away, or leave { $column } out.
draft-unmapped = { $column }: { $field } is a list of objects with texts in several languages, which no mapping makes of a cell.
draft-taken = { $column }: another column is { $field } already.
