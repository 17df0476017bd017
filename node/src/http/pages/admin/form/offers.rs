//! What a field offers: codes to choose from, with what readers call them.

use ayni_protocol::record::shape::{CodeList, Form};
use ayni_protocol::vocabulary::sustainable_development::{self, GOAL_MAX};
use ayni_protocol::vocabulary::{currency, licence, sector, time_zone};

use super::super::super::Frame;
use super::super::super::filters::Choosable;
use super::super::super::words::language_name;
use crate::text::Language;

/// Languages that a field offers first: those that have a name here.
const LANGUAGES: [&str; 13] = [
    "ar", "de", "en", "es", "fr", "it", "nl", "pt", "qu", "ru", "sw", "wo", "zh",
];

/// A list that a field offers and that is not all there is: anything can be typed beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Offer {
    Languages,
    Sectors,
    Licences,
    Zones,
    Currencies,
}

impl Offer {
    /// What a field of this form offers, if anything.
    pub(super) fn of(form: Form) -> Option<Self> {
        Some(match form {
            Form::Language => Self::Languages,
            Form::Sector => Self::Sectors,
            Form::Licence => Self::Licences,
            Form::TimeZone => Self::Zones,
            Form::Currency => Self::Currencies,
            _ => return None,
        })
    }

    /// By what fields of a page refer to the list.
    pub(in super::super) fn id(self) -> &'static str {
        match self {
            Self::Languages => "languages",
            Self::Sectors => "sectors",
            Self::Licences => "licences",
            Self::Zones => "zones",
            Self::Currencies => "currencies",
        }
    }

    /// Its codes, each with what readers call it.
    pub(in super::super) fn options(self, frame: &Frame) -> Vec<(&'static str, String)> {
        let codes: Vec<&'static str> = match self {
            Self::Languages => LANGUAGES.to_vec(),
            Self::Sectors => sector::codes().collect(),
            Self::Licences => licence::usual().collect(),
            Self::Zones => time_zone::all().collect(),
            Self::Currencies => currency::all().collect(),
        };
        let named = codes
            .into_iter()
            .map(|code| (code, self.name(code, frame.language).unwrap_or_default()));
        named.collect()
    }

    /// What readers call a code, where that says more than the code.
    pub(super) fn name(self, code: &str, language: Language) -> Option<String> {
        let name = match self {
            Self::Languages => language_name(code, language),
            Self::Sectors => sector::label(code, language.as_str())?.to_owned(),
            Self::Licences | Self::Zones | Self::Currencies => return None,
        };
        Some(name).filter(|name| name != code)
    }
}

/// The codes of a closed list.
pub(super) fn codes(list: &CodeList, language: Language) -> Vec<(&'static str, String)> {
    let label = |code: &'static str| (list.label)(code, language.as_str()).unwrap_or(code).to_owned();
    list.codes.iter().map(|code| (*code, label(code))).collect()
}

/// The Sustainable Development Goals by their numbers.
pub(super) fn goals(language: Language) -> Vec<(String, String)> {
    let label = |goal| sustainable_development::label(goal, language.as_str()).unwrap_or_default();
    let goals = 1..=GOAL_MAX;
    goals
        .map(|goal| (goal.to_string(), format!("{goal}. {}", label(goal))))
        .collect()
}

/// What can be chosen, and is: what is chosen and not on offer comes last, so that it stays.
pub(super) fn chosen<C: Into<String>>(offered: Vec<(C, String)>, chosen: &[String]) -> Vec<Choosable> {
    let offered = offered.into_iter().map(|(code, label)| {
        let value: String = code.into();
        Choosable {
            chosen: chosen.contains(&value),
            value,
            label,
        }
    });
    let mut options: Vec<Choosable> = offered.collect();
    for value in chosen {
        if !value.is_empty() && options.iter().all(|option| option.value != *value) {
            options.push(Choosable {
                value: value.clone(),
                label: value.clone(),
                chosen: true,
            });
        }
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_on_offer_has_a_name() {
        for tag in LANGUAGES {
            assert!(Offer::Languages.name(tag, Language::En).is_some(), "{tag}");
        }
    }

    #[test]
    fn what_is_chosen_and_not_on_offer_stays() {
        let options = chosen(vec![("a", "A".to_owned())], &["of_tomorrow".to_owned(), String::new()]);
        let shown: Vec<_> = options
            .iter()
            .map(|option| (option.value.as_str(), option.chosen))
            .collect();
        assert_eq!(shown, [("a", false), ("of_tomorrow", true)]);
    }
}
