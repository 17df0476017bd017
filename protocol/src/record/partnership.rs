//! A partnership: who cooperates with whom, for what. Which kind of cooperation it is follows from the sides of those who take part.

use std::collections::BTreeSet;

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{country_code, did, record_id};
use super::money::Money;
use super::problem::Rule;
use super::values::{code, date, localized, name};
use super::{Common, Date, KindFields, RecordId};
use crate::identity::PublicKey;
use crate::localized::Localized;
use crate::vocabulary::partnership::{Modality, Role, Stage, Standing};
use crate::vocabulary::side::{self, Side};

/// Most participants.
pub const PARTICIPANTS_MAX: usize = 100;
/// Longest name of a participant.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest purpose.
pub const PURPOSE_CHARS_MAX: usize = 2_000;
/// Longest text on what it brings forth.
pub const OUTPUTS_CHARS_MAX: usize = 3_000;

/// The fields of a partnership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partnership {
    /// Those who take part, at least two.
    pub participants: Vec<Participant>,
    /// What it is for.
    pub purpose: Localized,
    /// When it begins.
    pub start: Option<Date>,
    /// When it ends.
    pub end: Option<Date>,
    /// How far it is.
    pub stage: Option<Stage>,
    /// What it brings forth.
    pub outputs: Option<Localized>,
    /// What it costs.
    pub budget: Option<Money>,
}

/// Who takes part in a partnership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// The name of the platform or enterprise.
    pub name: String,
    /// The platform's key, where it is a platform: the partnership is active once it has accepted.
    #[serde(serialize_with = "to_text")]
    pub platform: Option<PublicKey>,
    /// The record of the enterprise, or of the platform.
    pub record: Option<RecordId>,
    /// Alpha-2 code of its country; absent only for who has none, such as an agency of the United Nations.
    pub country: Option<String>,
    /// Where it stands, if it says so itself; otherwise its country's side.
    pub side: Option<Standing>,
    /// What it does.
    pub role: Role,
}

impl KindFields for Partnership {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Partnership> {
        let participants = fields.required_list("participants", 2, PARTICIPANTS_MAX, object(Participant::read));
        let purpose = fields.required("purpose", localized(PURPOSE_CHARS_MAX));
        let start = fields.optional("start", date());
        let end = fields.optional("end", date());
        fields.in_order(start, "end", end);
        check_platforms(fields, &participants);
        Some(Partnership {
            participants,
            start,
            end,
            stage: fields.optional("stage", code()),
            outputs: fields.optional("outputs", localized(OUTPUTS_CHARS_MAX)),
            budget: fields.optional("budget", object(Money::read)),
            purpose: purpose?,
        })
    }
}

/// Reports a platform that takes part twice: it could only accept once.
fn check_platforms(fields: &mut Fields<'_, '_>, participants: &[Participant]) {
    let mut seen = BTreeSet::new();
    for key in participants.iter().filter_map(|participant| participant.platform) {
        if !seen.insert(key) {
            fields
                .at("participants")
                .refuse::<()>(Rule::Duplicate, &key.to_string());
        }
    }
}

impl Partnership {
    /// Which kind of cooperation it is.
    ///
    /// Triangular: at least two of the South take part, and all others, of the North or multilateral, are supporters (see
    /// [`crate::vocabulary::partnership`] for the source). `None` where the participants make none of the four: a single
    /// Southern platform and an agency, or agencies among themselves.
    pub fn modality(&self) -> Option<Modality> {
        let on = |standing| {
            let participants = self.participants.iter();
            participants.filter(move |participant| participant.standing() == Some(standing))
        };
        let (north, south) = (on(Standing::North).count(), on(Standing::South).count());
        let mut others = on(Standing::North).chain(on(Standing::Multilateral)).peekable();
        let helped = others.peek().is_some() && others.all(|other| other.role == Role::Supporter);
        match (north, south) {
            (_, 2..) if helped => Some(Modality::Triangular),
            (1.., 1..) => Some(Modality::NorthSouth),
            (0, 2..) => Some(Modality::SouthSouth),
            (2.., 0) => Some(Modality::NorthNorth),
            _ => None,
        }
    }

    /// Keys of the platforms that take part, in the order in which they stand.
    pub fn platforms(&self) -> impl Iterator<Item = PublicKey> + '_ {
        self.participants.iter().filter_map(|participant| participant.platform)
    }
}

impl Participant {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Participant> {
        let name = fields.required("name", name(NAME_CHARS_MAX));
        let platform = fields.optional("platform", did());
        let record = fields.optional("record", record_id());
        let country = fields.optional("country", country_code());
        let side = fields.optional("side", code());
        let role = fields.required("role", code());
        if country.is_none() && side != Some(Standing::Multilateral) {
            fields.at("country").refuse::<()>(Rule::Required, "");
        }
        Some(Participant {
            name: name?,
            platform,
            record,
            country,
            side,
            role: role?,
        })
    }

    /// Where it stands: as it says, or as its country's side is. `None` only for a country that has no side.
    pub fn standing(&self) -> Option<Standing> {
        let of_country = || match side::of(self.country.as_deref()?)? {
            Side::North => Some(Standing::North),
            Side::South => Some(Standing::South),
        };
        self.side.or_else(of_country)
    }
}

fn to_text<S: serde::Serializer>(key: &Option<PublicKey>, serializer: S) -> Result<S::Ok, S::Error> {
    match key {
        Some(key) => serializer.collect_str(key),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partnership(participants: &[(&str, Role)]) -> Partnership {
        let participant = |(country, role): &(&str, Role)| Participant {
            name: "A".to_owned(),
            platform: None,
            record: None,
            country: (*country != "UN").then(|| (*country).to_owned()),
            side: (*country == "UN").then_some(Standing::Multilateral),
            role: *role,
        };
        Partnership {
            participants: participants.iter().map(participant).collect(),
            purpose: Localized::of("en", "Exchange"),
            start: None,
            end: None,
            stage: None,
            outputs: None,
            budget: None,
        }
    }

    #[test]
    fn the_modality_follows_from_the_sides() {
        use Role::{Beneficiary, Pivotal, Provider, Supporter};
        for (participants, expected) in [
            (&[("FR", Provider), ("SN", Beneficiary)][..], Some(Modality::NorthSouth)),
            (&[("EC", Provider), ("SN", Beneficiary)], Some(Modality::SouthSouth)),
            (&[("FR", Provider), ("GB", Beneficiary)], Some(Modality::NorthNorth)),
            (
                &[("BR", Pivotal), ("SN", Beneficiary), ("FR", Supporter)],
                Some(Modality::Triangular),
            ),
            (
                &[("BR", Pivotal), ("SN", Beneficiary), ("UN", Supporter)],
                Some(Modality::Triangular),
            ),
            // Whoever does more than support makes it North–South.
            (
                &[("BR", Pivotal), ("SN", Beneficiary), ("FR", Provider)],
                Some(Modality::NorthSouth),
            ),
            (
                &[("BR", Pivotal), ("SN", Beneficiary), ("UN", Provider)],
                Some(Modality::SouthSouth),
            ),
            (&[("SN", Beneficiary), ("UN", Supporter)], None),
        ] {
            assert_eq!(partnership(participants).modality(), expected, "{participants:?}");
        }
    }

    #[test]
    fn what_a_participant_says_of_its_side_overrides_its_country() {
        let mut two = partnership(&[("CY", Role::Provider), ("SN", Role::Beneficiary)]);
        assert_eq!(two.modality(), Some(Modality::SouthSouth));
        two.participants[0].side = Some(Standing::North);
        assert_eq!(two.modality(), Some(Modality::NorthSouth));
    }
}
