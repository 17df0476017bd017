//! How likely two records are of the same thing, and why.
//!
//! The points are our own judgement, November 2026; 35 of 45 pairs drawn from the registers of Co-operatives UK (2017 and 2023) and the SUSY
//! map were likely by eye. The same name alone never suffices for what has many of it: chains have thousands of outlets.

use serde::Serialize;

use super::fingerprint::Fingerprint;
use super::name::{likeness, likeness_but_for_cooperative};

/// The least score of a likely duplicate.
pub const SCORE_LIKELY: u8 = 50;

/// Highest score.
const SCORE_MAX: i32 = 100;

/// How many records may have a name, site or phone before it is taken for that of a chain or an umbrella.
const COMMON_FROM: usize = 4;

/// How near two places are for it to count, in metres: the length of a short street.
pub(super) const NEAR_M: f64 = 150.0;

/// How far apart two places are for it to speak against them, in metres.
const FAR_M: f64 = 10_000.0;

/// How alike names must be to be called similar, in per cent of their words.
const LIKENESS_MIN: usize = 60;

/// How alike names must be, but for the word for cooperatives, for a place to speak for them, in per cent of their words.
///
/// Registered offices share postcodes, and sister societies share most of long names: of 28 pairs that a similar name and a place alone gave
/// in the two registers of Co-operatives UK and on the SUSY map, 8 were likely by eye; of the 4 that this leaves, all are.
const LIKENESS_NEAR_MIN: usize = 80;

/// What speaks for or against two records being of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// The same Legal Entity Identifier.
    SameLei,
    /// The same number in a register.
    SameRegistration,
    /// The same name but for case, accents, punctuation, legal form and order of words.
    SameName,
    /// Most words of the name.
    SimilarName,
    /// The same web address.
    SameSite,
    /// The same phone number.
    SamePhone,
    /// Nearly the same place on the map.
    Near,
    /// The same postcode.
    SamePostcode,
    /// Other Legal Entity Identifiers.
    OtherLei,
    /// Other numbers in a register that both are in.
    OtherRegistration,
    /// Other countries.
    OtherCountry,
    /// Places far apart.
    FarApart,
}

impl Sign {
    /// Every sign.
    pub const ALL: [Sign; 12] = [
        Sign::SameLei,
        Sign::SameRegistration,
        Sign::SameName,
        Sign::SimilarName,
        Sign::SameSite,
        Sign::SamePhone,
        Sign::Near,
        Sign::SamePostcode,
        Sign::OtherLei,
        Sign::OtherRegistration,
        Sign::OtherCountry,
        Sign::FarApart,
    ];
}

/// One sign, what it weighs, and on what it rests.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// What was found.
    pub sign: Sign,
    /// Points for it; below zero if it speaks against.
    pub points: i32,
    /// The number, name or site that both have, or metres; absent for what is a person's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// How many records have the name, site and phone of one: at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Commonness {
    pub(super) name: usize,
    pub(super) site: usize,
    pub(super) phone: usize,
}

impl Commonness {
    /// What two records have in common is as common as the rarer of both says.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            name: self.name.min(other.name),
            site: self.site.min(other.site),
            phone: self.phone.min(other.phone),
        }
    }
}

/// The score of two records, 0 to 100, and its reasons, the weightiest first.
pub(super) fn judge(one: &Fingerprint, other: &Fingerprint, common: Commonness) -> (u8, Vec<Reason>) {
    let mut reasons = Vec::new();
    let mut found = |sign, points, value: Option<String>| reasons.push(Reason { sign, points, value });
    let rare = |count: usize, often: i32, seldom: i32| if count < COMMON_FROM { seldom } else { often };

    match (&one.lei, &other.lei) {
        (Some(lei), Some(theirs)) if lei == theirs => found(Sign::SameLei, 95, Some(lei.clone())),
        (Some(_), Some(_)) => found(Sign::OtherLei, -60, None),
        _ => {}
    }
    if let Some(number) = shared(&one.registrations, &other.registrations) {
        found(Sign::SameRegistration, 85, Some(number.clone()));
    } else if in_one_register(one, other) {
        found(Sign::OtherRegistration, -60, None);
    }
    let alike = one
        .names
        .iter()
        .flat_map(|name| other.names.iter().map(move |theirs| (likeness(name, theirs), name)));
    let (alike, name) = alike.max_by_key(|(alike, _)| *alike).unzip();
    let alike = alike.unwrap_or(0);
    let pairs = || {
        one.names
            .iter()
            .flat_map(|name| other.names.iter().map(move |theirs| (name, theirs)))
    };
    let called_so =
        alike == 100 || pairs().any(|(name, theirs)| likeness_but_for_cooperative(name, theirs) >= LIKENESS_NEAR_MIN);
    let words = || name.map(|name: &Vec<String>| name.join(" "));
    if alike == 100 {
        found(Sign::SameName, rare(common.name, 25, 50), words());
    } else if alike >= LIKENESS_MIN {
        found(Sign::SimilarName, 25, None);
    }
    if let Some(site) = shared(&one.sites, &other.sites) {
        found(Sign::SameSite, rare(common.site, 10, 35), Some(site.clone()));
    }
    if one.phone.is_some() && one.phone == other.phone {
        found(Sign::SamePhone, rare(common.phone, 10, 30), None);
    }
    let apart = one
        .place
        .zip(other.place)
        .map(|(place, theirs)| place.metres_to(theirs));
    let same_postcode = one.postcode.is_some() && one.postcode == other.postcode;
    // Neighbours are many: a place says something only of what is called alike.
    match apart {
        Some(metres) if called_so && metres <= NEAR_M => found(Sign::Near, 25, Some(format!("{metres:.0}"))),
        _ if called_so && same_postcode => found(Sign::SamePostcode, 25, one.postcode.clone()),
        Some(metres) if alike >= LIKENESS_MIN && metres > FAR_M => {
            found(Sign::FarApart, -20, Some(format!("{metres:.0}")));
        }
        _ => {}
    }
    if shared(&one.countries, &other.countries).is_none() {
        found(Sign::OtherCountry, -30, None);
    }
    let sum: i32 = reasons.iter().map(|reason| reason.points).sum();
    reasons.sort_by_key(|reason| (std::cmp::Reverse(reason.points.abs()), reason.sign));
    let score = u8::try_from(sum.clamp(0, SCORE_MAX)).expect("at most 100");
    (score, reasons)
}

fn shared<'a>(one: &'a [String], other: &[String]) -> Option<&'a String> {
    one.iter().find(|value| other.contains(value))
}

/// Whether some register has both, with numbers of their own.
fn in_one_register(one: &Fingerprint, other: &Fingerprint) -> bool {
    let registers = |print: &Fingerprint| {
        let lists = print.registrations.iter().filter_map(|number| number.split(' ').next());
        lists.map(str::to_owned).collect::<Vec<_>>()
    };
    shared(&registers(one), &registers(other)).is_some()
}
