//! Made-up records of each kind that keep every rule: for people who write a program against the format, and for tests.
//!
//! They are made from what the check reads, so a new field or kind is in them by itself.

use serde_json::{Map, Value, json};

use super::shape::{Form, Member, Shape};
use super::{Kind, Problem, Record, RecordId};
use crate::identity::SecretKey;
use crate::vocabulary::{licence, sector, time_zone};

/// Picks one of so many: gives a number below its argument, which is at least 1.
pub type Choose<'c> = dyn FnMut(usize) -> usize + 'c;

/// Most rounds of mending what is wrong between fields that were made up one by one.
const ROUNDS_MAX: usize = 8;

/// A country with a place in it, in 1e-6 degree.
const COUNTRIES: [(&str, i64, i64); 6] = [
    ("SN", 14_692_778, -17_446_944),
    ("EC", -180_653, -78_467_838),
    ("FR", 48_856_613, 2_352_222),
    ("GB", 51_507_351, -127_758),
    ("KE", -1_286_389, 36_817_223),
    ("PH", 14_599_512, 120_984_222),
];

const LANGUAGES: [&str; 7] = ["en", "fr", "es", "pt-BR", "ar", "zh-Hans", "wo"];

/// Texts that people write, and that programs on the way may trip over.
const WORDS: [&str; 14] = [
    "Baobab",
    "Coopérative des femmes",
    "Cajas de ahorro",
    "007",
    "=1+1",
    "'quoted'",
    "a;b,c",
    "\"so\" they said",
    "-5 °C",
    "تعاونية",
    "合作社",
    "<b>bold</b>",
    "@home",
    "2020-02-30",
];

/// What may stand between two texts of several lines.
const BREAKS: [&str; 4] = [" ", "\n", "\n\n", "\t"];

/// A record of this kind.
///
/// `choose` decides which optional fields it has and what stands in them; one that always gives 0 gives the least record.
pub fn of(kind: Kind, choose: &mut Choose<'_>) -> Value {
    let (country, lat, lon) = COUNTRIES[choose(COUNTRIES.len())];
    let original = LANGUAGES[choose(LANGUAGES.len())];
    let mut maker = Maker {
        choose,
        country,
        point: (lat, lon),
        original,
        all: false,
        made: 0,
    };
    let mut members = kind.heading_members();
    members.extend(kind.members());
    let mut record = maker.object(&members);
    record.insert("kind".to_owned(), json!(kind.as_str()));
    record.insert("original".to_owned(), json!(original));
    record.remove("machine_translated");
    for _ in 0..ROUNDS_MAX {
        let Err(problems) = Record::parse(&Value::Object(record.clone())) else {
            break;
        };
        problems
            .iter()
            .for_each(|problem| maker.mend(&mut record, &members, problem));
    }
    Value::Object(record)
}

struct Maker<'c, 'r> {
    choose: &'c mut Choose<'r>,
    country: &'static str,
    point: (i64, i64),
    original: &'static str,
    /// Whether every optional field is there.
    all: bool,
    /// How many texts were made: what is numbered differs even where nothing else does.
    made: usize,
}

impl Maker<'_, '_> {
    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[(self.choose)(of.len())]
    }

    fn object(&mut self, members: &[Member]) -> Map<String, Value> {
        let mut object = Map::new();
        for member in members {
            if member.required || self.all || (self.choose)(2) == 1 {
                object.insert(member.name.to_owned(), self.value(&member.shape));
            }
        }
        object
    }

    /// An object with every field that it can have.
    fn whole(&mut self, members: &[Member]) -> Map<String, Value> {
        let was = std::mem::replace(&mut self.all, true);
        let object = self.object(members);
        self.all = was;
        object
    }

    fn value(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Text { chars_max, lines, form } => json!(self.text(*chars_max, *lines, *form)),
            Shape::Localized { chars_max, lines } => self.localized(*chars_max, *lines),
            Shape::Code(list) => json!(self.one_of(&list.codes)),
            Shape::Integer { min, max } => {
                let range = usize::try_from(max.abs_diff(*min)).unwrap_or(usize::MAX).min(5_000);
                json!(min + (self.choose)(range + 1) as i64)
            }
            Shape::Angle { e6_max } if *e6_max <= 90_000_000 => json!(self.point.0),
            Shape::Angle { .. } => json!(self.point.1),
            Shape::Goal => json!(1 + (self.choose)(17)),
            Shape::Boolean => json!((self.choose)(2) == 1),
            Shape::List {
                of,
                count_min,
                count_max,
            } => self.list(of, *count_min, *count_max),
            Shape::Object(members) => {
                let object = self.object(members);
                // An object says at least something.
                Value::Object(if object.is_empty() { self.whole(members) } else { object })
            }
        }
    }

    fn list(&mut self, of: &Shape, count_min: usize, count_max: usize) -> Value {
        let count = count_min + (self.choose)(count_max.min(3) + 1);
        let mut elements: Vec<Value> = Vec::new();
        let was = self.all;
        // Elements differ; where a shape has few values, some come twice.
        for _ in 0..count * 20 {
            if elements.len() >= count.min(count_max) {
                break;
            }
            let element = self.value(of);
            if elements.contains(&element) {
                self.all = true;
            } else {
                elements.push(element);
            }
        }
        self.all = was;
        Value::Array(elements)
    }

    fn localized(&mut self, chars_max: usize, lines: bool) -> Value {
        let mut texts = Map::new();
        texts.insert(
            self.original.to_owned(),
            json!(self.text(chars_max, lines, Form::Words)),
        );
        for _ in 0..(self.choose)(3) {
            let language = self.one_of(&LANGUAGES);
            texts.insert(language.to_owned(), json!(self.text(chars_max, lines, Form::Words)));
        }
        Value::Object(texts)
    }

    fn text(&mut self, chars_max: usize, lines: bool, form: Form) -> String {
        self.made += 1;
        let number = (self.choose)(1_000) + self.made;
        match form {
            Form::Words => self.words(chars_max, lines),
            Form::Date => self.one_of(&["2025-03-08", "2025-03", "2025", "2026-02-28"]).to_owned(),
            Form::Moment => self.one_of(&["2026-05-04T09:30", "2026-05-04", "2026-05"]).to_owned(),
            Form::TimeZone => {
                let zones: Vec<&str> = time_zone::all().collect();
                self.one_of(&zones).to_owned()
            }
            Form::Decimal => self.one_of(&["0", "12.5", "-3", "1000000", "0.050"]).to_owned(),
            Form::Url => format!("https://ess.example/{number}?a=b"),
            Form::Email => format!("info{number}@ess.example"),
            Form::Phone => format!("+221 33 800 {:04}", number % 10_000),
            Form::Multiaddr => format!("/ip4/203.0.113.7/tcp/{}", 4_000 + number % 60_000),
            Form::RecordId => RecordId::from_bytes([number as u8; 16]).to_string(),
            Form::Did => SecretKey::from_seed(&[number as u8; 32]).public().to_string(),
            Form::Sha256 => hex::encode([number as u8; 32]),
            // That of the Global LEI Foundation, and numbers of books that the ISBN manual shows.
            Form::Lei => "506700GE1G29325QX363".to_owned(),
            Form::Isbn => self
                .one_of(&["978-92-95055-02-5", "9789295055025", "0-306-40615-2"])
                .to_owned(),
            Form::Doi => format!("10.5281/zenodo.{number}"),
            Form::Language => self.one_of(&LANGUAGES).to_owned(),
            Form::Country => self.country.to_owned(),
            Form::Region => format!("{}-{}", self.country, number % 100),
            Form::Currency => self.one_of(&["XOF", "USD", "EUR", "KES"]).to_owned(),
            Form::Licence => {
                let usual: Vec<&str> = licence::usual().collect();
                self.one_of(&usual).to_owned()
            }
            Form::Sector => {
                let mut codes: Vec<&str> = sector::codes().collect();
                codes.push("local:petite pêche");
                self.one_of(&codes).to_owned()
            }
        }
    }

    fn words(&mut self, chars_max: usize, lines: bool) -> String {
        let mut text = self.one_of(&WORDS).to_owned();
        for _ in 0..(self.choose)(4) {
            text.push_str(if lines { self.one_of(&BREAKS) } else { " " });
            text.push_str(self.one_of(&WORDS));
        }
        text.chars().take(chars_max).collect::<String>().trim_end().to_owned()
    }

    /// Mends a problem that the fields have with each other: takes what is suggested, leaves out what need not be there, and makes the
    /// rest once more with nothing left out.
    fn mend(&mut self, record: &mut Map<String, Value>, members: &[Member], problem: &Problem) {
        let name = problem.field.split(['.', '[']).next().unwrap_or_default();
        let Some(member) = members.iter().find(|member| member.name == name) else {
            return;
        };
        if let (Some(suggestion), true) = (&problem.suggestion, name == problem.field) {
            record.insert(name.to_owned(), json!(suggestion));
        } else if !member.required && record.remove(name).is_some() {
            // What is not said is not wrong.
        } else {
            self.all = true;
            record.insert(name.to_owned(), self.value(&member.shape));
            self.all = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_record_of_each_kind_has_what_it_must_and_little_else() {
        for kind in Kind::ALL {
            let record = of(*kind, &mut |_| 0);
            assert_eq!(
                Record::parse(&record).map(|record| record.kind()),
                Ok(*kind),
                "{record}"
            );
        }
    }
}
