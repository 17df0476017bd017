//! Values as people read them.

use ayni_protocol::record::shape::Form;
use ayni_protocol::record::{Member, Shape};
use ayni_protocol::vocabulary::{sector, sustainable_development};
use serde_json::Value;

use super::super::encoded;
use super::super::names::{country_name, grouped};
use super::super::words::language_name;
use super::{Fields, Item};

impl Fields<'_> {
    /// One value; `None` where there is none, or the JSON has another form than this version knows.
    pub(super) fn item(&self, value: &Value, shape: &Shape) -> Option<Item> {
        let language = self.choice.language;
        let item = match shape {
            Shape::Text { form, .. } => self.text(value.as_str()?, *form),
            Shape::Localized { .. } => self.words(value)?.into(),
            Shape::Code(codes) => {
                let code = value.as_str()?;
                (codes.label)(code, language.as_str()).unwrap_or(code).to_owned().into()
            }
            // A year has no separators.
            Shape::Integer { max, .. } if *max <= 9_999 => value.as_i64()?.to_string().into(),
            Shape::Integer { .. } => grouped(value.as_u64()?, language).into(),
            Shape::Angle { .. } => value.as_i64()?.to_string().into(),
            Shape::Goal => {
                let number = u8::try_from(value.as_u64()?).ok()?;
                let name = sustainable_development::label(number, language.as_str())?;
                format!("{number} · {name}").into()
            }
            Shape::Boolean => {
                let key = if value.as_bool()? { "web-yes" } else { "web-no" };
                self.say(key, &[]).into()
            }
            Shape::List { .. } => {
                let texts: Vec<String> = self.items(value, shape).into_iter().map(|item| item.text).collect();
                texts.join(", ").into()
            }
            Shape::Object(members) => self.object(value, members),
        };
        Some(item).filter(|item| !item.text.is_empty())
    }

    fn text(&self, text: &str, form: Form) -> Item {
        let language = self.choice.language;
        let href = match form {
            // Loading a picture from elsewhere would tell others who reads here: a link leaves the choice.
            Form::Url => leads_to_web(text).then(|| text.to_owned()),
            Form::Email => Some(format!("mailto:{text}")),
            Form::Phone => Some(format!("tel:{}", text.replace(' ', ""))),
            Form::Doi => Some(format!("https://doi.org/{text}")),
            Form::RecordId => Some(format!("/records/{}{}", encoded(text), self.keep)),
            _ => None,
        };
        let text = match form {
            Form::Country => country_name(text, language),
            Form::Language => language_name(text, language),
            Form::Sector => sector::label(text, language.as_str()).unwrap_or(text).to_owned(),
            Form::Moment => text.replace('T', " "),
            _ => text.to_owned(),
        };
        Item { href, ..text.into() }
    }

    /// What an object says, in one line; where one of its fields is an address or another record, the line leads there.
    fn object(&self, value: &Value, members: &[Member]) -> Item {
        let names: Vec<&str> = members.iter().map(|member| member.name).collect();
        let part = |name: &str| {
            let member = members.iter().find(|member| member.name == name)?;
            Some(self.item(&value[name], &member.shape)?.text)
        };
        match names[..] {
            ["lat", "lon", "precision"] => return self.point(value, part("precision")).unwrap_or_default().into(),
            ["women", "men", "total", "year"] => return self.people(value),
            ["amount", "currency"] => return join(" ", [part("amount"), part("currency")]),
            ["start", "end"] => return join(" – ", [part("start"), part("end")]),
            ["street", "locality", "region", "postcode"] => {
                return join(", ", ["street", "postcode", "locality", "region"].map(part));
            }
            _ => {}
        }
        // A key says nothing to people where there is a name.
        let is_key = |member: &&Member| matches!(&member.shape, Shape::Text { form: Form::Did, .. });
        let said = members.iter().filter(|member| !is_key(member));
        let items = said.filter_map(|member| self.item(&value[member.name], &member.shape));
        let (leading, mut said): (Vec<Item>, Vec<Item>) = items.partition(|item| item.href.is_some());
        let leading = leading.into_iter().next();
        if said.is_empty() {
            return leading.unwrap_or_default();
        }
        let item = if said.len() == 1 {
            said.remove(0)
        } else {
            let texts: Vec<String> = said.into_iter().map(|item| item.text).collect();
            texts.join(" · ").into()
        };
        Item {
            href: leading.and_then(|item| item.href),
            ..item
        }
    }

    /// Degrees to five decimals, which is a metre, and how exact they are.
    fn point(&self, value: &Value, precision: Option<String>) -> Option<String> {
        let degrees = |name: &str| {
            let e6 = value[name].as_i64()?;
            let sign = if e6 < 0 { "−" } else { "" };
            let e5 = (e6.unsigned_abs() + 5) / 10;
            Some(format!("{sign}{}.{:05}°", e5 / 100_000, e5 % 100_000))
        };
        let (lat, lon) = (degrees("lat")?, degrees("lon")?);
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

fn join<const N: usize>(separator: &str, parts: [Option<String>; N]) -> Item {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(separator).into()
}

/// Whether `url` leads to the web; any other scheme could run a script.
pub(in crate::http::pages) fn leads_to_web(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

#[cfg(test)]
mod tests {
    use super::leads_to_web;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(leads_to_web("https://example.org/"));
        assert!(leads_to_web("HTTP://example.org/"));
        for url in ["javascript:alert(1)", "data:text/html,x", "//example.org", "é"] {
            assert!(!leads_to_web(url), "{url}");
        }
    }
}
