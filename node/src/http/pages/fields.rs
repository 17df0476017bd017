//! The fields of a record as labels and values, in the order in which people want to read them.

use serde_json::Value;

use super::encoded;
use super::names::{basis_name, country_name, grouped, side_name};
use super::words::{Choice, Words, language_name};
use crate::text::{is_known, say};
use ayni_protocol::record::enterprise::Precision;
use ayni_protocol::record::heading::{Scope, Visibility};
use ayni_protocol::vocabulary::consent::ConsentBasis;
use ayni_protocol::vocabulary::cooperative::CoopType;
use ayni_protocol::vocabulary::decent_work::DecentWork;
use ayni_protocol::vocabulary::legal_form::LegalForm;
use ayni_protocol::vocabulary::practice::Validation;
use ayni_protocol::vocabulary::relation::Predicate;
use ayni_protocol::vocabulary::turnover::TurnoverBand;
use ayni_protocol::vocabulary::{Code, parse, sector, sustainable_development};

/// A long text under its own heading.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) label: String,
    pub(super) parts: Vec<Part>,
}

/// A piece of a passage, with a heading of its own if it is one of several.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) heading: Option<Words>,
    pub(super) label: Option<String>,
    pub(super) words: Words,
}

/// A label with its values.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) items: Vec<Item>,
}

/// One value.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) text: String,
    /// Where it leads; only addresses of this site and of the web, mail and phone.
    pub(super) href: Option<String>,
    /// The language it is written in, where somebody wrote it in one.
    pub(super) tag: Option<String>,
    pub(super) note: Option<String>,
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

impl From<Words> for Item {
    fn from(words: Words) -> Self {
        Self {
            text: words.text,
            href: None,
            tag: Some(words.tag),
            note: words.note,
        }
    }
}

/// Long texts, in order.
const PASSAGES: [&str; 11] = [
    "description",
    "mandate",
    "objective",
    "context",
    "approach",
    "results",
    "beneficiaries",
    "gender",
    "constraints",
    "sustainability",
    "replicability",
];

/// How a value is read out of JSON.
#[derive(Clone, Copy)]
enum Shape {
    /// A text or number as it stands.
    Plain,
    /// A map from language to text.
    Texts,
    Flag,
    Label(fn(&str, &str) -> Option<String>),
    Country,
    Side,
    Basis,
    Language,
    Sector,
    Goal,
    Web,
    Mail,
    Phone,
    /// The id of another record.
    Record,
    Registration,
    Address,
    Point,
    People,
    Consent,
    Period,
    Organisation,
    Cost,
    Evidence,
    Relation,
    Image,
}

/// Everything else, in order.
const FACTS: [(&str, Shape); 52] = [
    ("name", Shape::Plain),
    ("role", Shape::Plain),
    ("email", Shape::Mail),
    ("phone", Shape::Phone),
    ("consent", Shape::Consent),
    ("countries", Shape::Country),
    ("country", Shape::Country),
    ("region", Shape::Plain),
    ("side", Shape::Side),
    ("side_basis", Shape::Basis),
    ("address", Shape::Address),
    ("geo", Shape::Point),
    ("legal_form", Shape::Label(label::<LegalForm>)),
    ("national_form", Shape::Plain),
    ("coop_type", Shape::Label(label::<CoopType>)),
    ("trading_name", Shape::Plain),
    ("acronym", Shape::Plain),
    ("founded", Shape::Plain),
    ("dissolved", Shape::Plain),
    ("registrations", Shape::Registration),
    ("lei", Shape::Plain),
    ("products", Shape::Texts),
    ("qualifiers", Shape::Plain),
    ("members", Shape::People),
    ("workers", Shape::People),
    ("turnover_band", Shape::Label(label::<TurnoverBand>)),
    ("period", Shape::Period),
    ("organisations", Shape::Organisation),
    ("cost", Shape::Cost),
    ("validation", Shape::Label(label::<Validation>)),
    ("case_study", Shape::Flag),
    ("evidence", Shape::Evidence),
    ("scope", Shape::Label(label::<Scope>)),
    ("sectors", Shape::Sector),
    ("sdgs", Shape::Goal),
    ("decent_work", Shape::Label(label::<DecentWork>)),
    ("tags", Shape::Plain),
    ("languages", Shape::Language),
    ("web_site", Shape::Web),
    ("urls", Shape::Web),
    ("images", Shape::Image),
    ("addresses", Shape::Plain),
    ("parent", Shape::Record),
    ("contact", Shape::Record),
    ("relations", Shape::Relation),
    ("original", Shape::Language),
    ("licence", Shape::Plain),
    ("source_url", Shape::Web),
    ("oid", Shape::Plain),
    ("review_by", Shape::Plain),
    ("expires", Shape::Plain),
    ("visibility", Shape::Label(label::<Visibility>)),
];

/// Lists of a few words each, which read better in one line.
const IN_ONE_LINE: [&str; 5] = ["countries", "qualifiers", "decent_work", "tags", "languages"];

fn label<C: Code>(code: &str, language: &str) -> Option<String> {
    parse::<C>(code).map(|code| code.label(language).to_owned())
}

/// Reads fields for one reader.
pub(super) struct Fields<'a> {
    record: &'a Value,
    choice: &'a Choice,
    /// What the title's note says already and no other text needs to repeat.
    said: Option<&'a str>,
    /// `?lang=fr` or nothing, for links to other records.
    keep: &'a str,
}

impl<'a> Fields<'a> {
    /// The fields of `record`, which is a record's JSON; `said` is the note that stands beside its title.
    pub(super) fn new(record: &'a Value, choice: &'a Choice, said: Option<&'a str>, keep: &'a str) -> Self {
        Self {
            record,
            choice,
            said,
            keep,
        }
    }

    /// The text that suits the reader best, with its note unless that is said already.
    pub(super) fn words(&self, map: &Value) -> Option<Words> {
        let mut words = self.choice.words(map)?;
        words.note = words.note.filter(|note| Some(note.as_str()) != self.said);
        Some(words)
    }

    /// The long texts that the record has, building blocks among them.
    pub(super) fn passages(&self) -> Vec<Passage> {
        let single = PASSAGES.iter().filter_map(|name| {
            let words = self.words(&self.record[*name])?;
            Some(Passage {
                label: self.label(name),
                parts: vec![Part {
                    heading: None,
                    label: None,
                    words,
                }],
            })
        });
        let mut passages: Vec<Passage> = single.collect();
        let blocks = &self.record["building_blocks"];
        let parts: Vec<Part> = list(blocks).iter().flat_map(|block| self.block(block)).collect();
        if !parts.is_empty() {
            passages.push(Passage {
                label: self.label("building_blocks"),
                parts,
            });
        }
        passages
    }

    fn block(&self, block: &Value) -> Vec<Part> {
        let mut heading = self.words(&block["title"]);
        ["text", "enabling_factors", "lessons"]
            .into_iter()
            .filter_map(|name| {
                Some(Part {
                    words: self.words(&block[name])?,
                    heading: heading.take(),
                    label: (name != "text").then(|| self.label(name)),
                })
            })
            .collect()
    }

    /// Everything else that the record has.
    pub(super) fn facts(&self) -> Vec<Fact> {
        FACTS
            .iter()
            .filter_map(|(name, shape)| {
                let values = list(&self.record[*name]);
                let mut items: Vec<Item> = values
                    .iter()
                    .filter_map(|value| self.item(value, *shape))
                    .filter(|item| !item.text.is_empty())
                    .collect();
                if IN_ONE_LINE.contains(name) && items.len() > 1 {
                    let texts: Vec<String> = items.into_iter().map(|item| item.text).collect();
                    items = vec![texts.join(", ").into()];
                }
                (!items.is_empty()).then(|| Fact {
                    label: self.label(name),
                    items,
                })
            })
            .collect()
    }

    fn label(&self, name: &str) -> String {
        let key = format!("field-{}", name.replace('_', "-"));
        if is_known(&key) {
            self.say(&key, &[])
        } else {
            name.replace('_', " ")
        }
    }

    fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        say(self.choice.language, key, args)
    }

    /// One value; `None` where the JSON has another form than this version knows.
    fn item(&self, value: &Value, shape: Shape) -> Option<Item> {
        let language = self.choice.language;
        let code = || value.as_str();
        Some(match shape {
            Shape::Plain => plain(value)?.into(),
            Shape::Texts => self.words(value)?.into(),
            Shape::Flag => {
                let key = if value.as_bool()? { "web-yes" } else { "web-no" };
                self.say(key, &[]).into()
            }
            Shape::Label(label) => label(code()?, language.as_str())
                .unwrap_or_else(|| code().unwrap_or_default().to_owned())
                .into(),
            Shape::Country => country_name(code()?, language).into(),
            Shape::Side => side_name(code()?, language).into(),
            Shape::Basis => basis_name(code()?, language).into(),
            Shape::Language => language_name(code()?, language).into(),
            Shape::Sector => sector::label(code()?, language.as_str())
                .unwrap_or(code()?)
                .to_owned()
                .into(),
            Shape::Goal => {
                let number = u8::try_from(value.as_u64()?).ok()?;
                let name = sustainable_development::label(number, language.as_str())?;
                format!("{number} · {name}").into()
            }
            Shape::Web => web(code()?, code()?.to_owned()),
            Shape::Mail => Item {
                href: Some(format!("mailto:{}", code()?)),
                ..code()?.to_owned().into()
            },
            Shape::Phone => Item {
                href: Some(format!("tel:{}", code()?.replace(' ', ""))),
                ..code()?.to_owned().into()
            },
            Shape::Record => self.link(code()?, code()?.to_owned()),
            Shape::Registration => format!("{} {}", value["list"].as_str()?, value["number"].as_str()?).into(),
            Shape::Address => join(
                ", ",
                ["street", "postcode", "locality", "region"].map(|name| plain(&value[name])),
            ),
            Shape::Point => self.point(value)?.into(),
            Shape::People => self.people(value),
            Shape::Consent => join(
                " · ",
                [
                    label::<ConsentBasis>(value["basis"].as_str()?, language.as_str()),
                    plain(&value["date"]),
                ],
            ),
            Shape::Period => join(" – ", ["start", "end"].map(|name| plain(&value[name]))),
            Shape::Organisation => {
                let text = join(" · ", ["name", "role"].map(|name| plain(&value[name]))).text;
                match value["record"].as_str() {
                    Some(id) => self.link(id, text),
                    None => text.into(),
                }
            }
            Shape::Cost => {
                let amount = grouped(value["amount"].as_u64()?, language);
                format!("{amount} {}", value["currency"].as_str()?).into()
            }
            Shape::Evidence => {
                let words = self.words(&value["title"])?;
                let href = value["url"].as_str().and_then(|url| web(url, String::new()).href);
                Item { href, ..words.into() }
            }
            Shape::Relation => {
                let id = value["record"].as_str()?;
                let predicate = label::<Predicate>(value["predicate"].as_str()?, language.as_str())?;
                self.link(id, format!("{predicate} {id}"))
            }
            // Loading pictures from elsewhere would tell others who reads here: a link leaves the choice.
            Shape::Image => {
                let url = value["url"].as_str()?;
                let caption = self.words(&value["caption"]);
                web(url, caption.map_or_else(|| url.to_owned(), |words| words.text))
            }
        })
    }

    fn link(&self, id: &str, text: String) -> Item {
        Item {
            href: Some(format!("/records/{}{}", encoded(id), self.keep)),
            ..text.into()
        }
    }

    /// Degrees to five decimals, which is a metre, and how exact they are.
    fn point(&self, value: &Value) -> Option<String> {
        let degrees = |name: &str| {
            let e6 = value[name].as_i64()?;
            let sign = if e6 < 0 { "−" } else { "" };
            let e5 = (e6.unsigned_abs() + 5) / 10;
            Some(format!("{sign}{}.{:05}°", e5 / 100_000, e5 % 100_000))
        };
        let (lat, lon) = (degrees("lat")?, degrees("lon")?);
        let precision = value["precision"]
            .as_str()
            .and_then(|code| label::<Precision>(code, self.choice.language.as_str()));
        Some(match precision {
            Some(precision) => format!("{lat}, {lon} ({precision})"),
            None => format!("{lat}, {lon}"),
        })
    }

    fn people(&self, value: &Value) -> Item {
        let count = |name: &str| {
            let number = value[name].as_u64()?;
            let args = [
                ("count", number.to_string()),
                ("number", grouped(number, self.choice.language)),
            ];
            Some(self.say(&format!("web-people-{name}"), &args))
        };
        let year = value["year"]
            .as_u64()
            .map(|year| self.say("web-in-year", &[("year", year.to_string())]));
        join(" · ", [count("total"), count("women"), count("men"), year])
    }
}

/// The elements of a list; one value alone is a list of one.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(values) => values,
        single => std::slice::from_ref(single),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn join<const N: usize>(separator: &str, parts: [Option<String>; N]) -> Item {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(separator).into()
}

/// A link out of this site, if `url` leads to the web; any other scheme could run a script.
fn web(url: &str, text: String) -> Item {
    let leads_to_web = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    Item {
        href: leads_to_web.then(|| url.to_owned()),
        ..text.into()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::text::Language;

    fn facts(record: &Value, language: Language) -> Vec<(String, String)> {
        let choice = Choice::of(record, language);
        Fields::new(record, &choice, None, "")
            .facts()
            .into_iter()
            .map(|fact| {
                let texts: Vec<String> = fact.items.into_iter().map(|item| item.text).collect();
                (fact.label, texts.join("; "))
            })
            .collect()
    }

    #[test]
    fn codes_and_numbers_are_written_for_people() {
        let record = json!({
            "legal_form": "cooperative",
            "countries": ["SN", "GB"],
            "geo": { "lat": 14_692_778, "lon": -17_446_944, "precision": "city" },
            "members": { "women": 1_200, "total": 1_500, "year": 2024 },
            "sdgs": [5],
            "case_study": true,
        });
        assert_eq!(
            facts(&record, Language::Fr),
            [
                ("Pays".to_owned(), "Sénégal, Royaume-Uni".to_owned()),
                ("Position".to_owned(), "14.69278°, −17.44694° (Localité)".to_owned()),
                ("Forme juridique".to_owned(), "Coopérative".to_owned()),
                (
                    "Membres".to_owned(),
                    "1\u{202f}500 au total · 1\u{202f}200 femmes · en 2024".to_owned()
                ),
                ("Étude de cas".to_owned(), "oui".to_owned()),
                (
                    "Objectifs de développement durable".to_owned(),
                    "5 · Égalité entre les sexes".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(web("https://example.org/", String::new()).href.is_some());
        assert!(web("HTTP://example.org/", String::new()).href.is_some());
        for url in ["javascript:alert(1)", "data:text/html,x", "//example.org", "é"] {
            assert!(web(url, String::new()).href.is_none(), "{url}");
        }
    }

    #[test]
    fn every_field_that_is_shown_has_a_label_in_every_language() {
        let names = FACTS.iter().map(|(name, _)| *name);
        for name in names
            .chain(PASSAGES)
            .chain(["building_blocks", "enabling_factors", "lessons"])
        {
            let key = format!("field-{}", name.replace('_', "-"));
            assert!(is_known(&key), "{key}");
        }
    }

    #[test]
    fn a_field_of_another_form_than_expected_is_left_out() {
        let record = json!({ "geo": "here", "members": [7], "legal_form": 3, "cost": {} });
        assert_eq!(facts(&record, Language::En), []);
    }
}
