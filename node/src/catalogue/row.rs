//! A row: what the catalogue knows of one author's current version of a record.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use ayni_protocol::entry::Envelope;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::localized::Localized;
use ayni_protocol::log::Head;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Date, Details, Kind, Record, RecordId, Status, Visibility};
use ayni_protocol::vocabulary::legal_form::LegalForm;
use ayni_protocol::vocabulary::moderation::Reason;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Act, Audience, Mention, Place, Spoken, expiry};
use crate::clock;
use crate::store::rows::{CountKey, RowKey};

/// One author's current version of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which record.
    pub id: RecordId,
    /// Whose it is: the platform, by the key with which it goes on today.
    pub author: PublicKey,
    /// The version.
    pub current: Current,
    /// Whether it is a partnership that a platform it names has not accepted yet.
    pub pending: bool,
    /// Whether it is a comment of which some platform says something, which need not have any effect here.
    pub flagged: bool,
    /// Whether it is a comment that this node shows to nobody but its own people.
    pub hidden: bool,
}

/// The version of a record that is current, as far as lists and filters need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Current {
    /// The record's kind.
    pub kind: Kind,
    /// The key that signed this version.
    #[serde(serialize_with = "to_text", deserialize_with = "from_text")]
    pub signer: PublicKey,
    /// The number of the entry that published this version, in the log of that key.
    pub seq: u64,
    /// The id of that entry.
    #[serde(serialize_with = "to_text", deserialize_with = "from_text")]
    pub entry: Hash,
    /// When its author says it was published, in Unix milliseconds.
    pub time: i64,
    /// Whether the author took the record off the lists after this version.
    pub withdrawn: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// The platform's own identifier of the record.
    pub oid: Option<String>,
    /// The title by language.
    pub title: Localized,
    /// Canonical BCP 47 tag of the language it was written in.
    pub original: String,
    /// Alpha-2 codes, at least one.
    pub countries: Vec<String>,
    /// What the publisher says of the life of what the record describes.
    pub status: Option<Status>,
    /// Sector codes.
    pub sectors: Vec<String>,
    /// Numbers of the Sustainable Development Goals it serves.
    pub sdgs: Vec<u8>,
    /// An enterprise's legal form.
    pub form: Option<LegalForm>,
    /// Canonical BCP 47 tags of the languages in which it has any text.
    pub languages: Vec<String>,
    /// Where it is on the map.
    pub place: Option<Place>,
    /// When the publisher says that somebody should look at it again, as a date is written.
    pub review_by: Option<String>,
    /// The platforms that a partnership names, by the keys with which they go on today; empty for other kinds.
    #[serde(serialize_with = "to_texts", deserialize_with = "from_texts")]
    pub partners: Vec<PublicKey>,
    /// The records that it names, each as what.
    #[serde(serialize_with = "to_texts", deserialize_with = "from_texts")]
    pub mentions: Vec<Mention>,
    /// From when on it is shown to nobody, in Unix milliseconds; absent if it does not expire.
    pub over_from: Option<i64>,
}

impl Row {
    /// The row in the bytes that [`Current::encode`] wrote; absent for other bytes.
    pub(super) fn decode((id, author): RowKey, bytes: &[u8], spoken: &Spoken) -> Option<Self> {
        let mut row = Self {
            id,
            author,
            current: Current::decode(bytes)?,
            pending: false,
            flagged: false,
            hidden: spoken.hidden.contains_key(&(id, author)),
        };
        row.pending = spoken.answers.are_awaited(&row);
        row.flagged = spoken.is_flagged(&row);
        Some(row)
    }

    /// Whether this audience may see it.
    pub(super) fn is_shown_to(&self, audience: Audience) -> bool {
        audience.may_see(self.current.visibility) && (audience == Audience::Federation || !self.hidden)
    }

    /// The word for lists: `withdrawn`, `hidden` for a comment that this node does not show, `pending` for a partnership that is not accepted,
    /// or what the publisher says, which is `active` if nothing.
    pub fn status(&self) -> &'static str {
        match self.current.status {
            _ if self.current.withdrawn => "withdrawn",
            _ if self.hidden => "hidden",
            None | Some(Status::Active) if self.pending => "pending",
            Some(status) => status.as_str(),
            None => Status::Active.as_str(),
        }
    }
}

impl Current {
    /// The bytes that are stored.
    pub(super) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a row is text, numbers and lists")
    }

    /// What [`Current::encode`] wrote; absent for other bytes.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The same version, taken off the lists.
    pub(super) fn withdrawn(self) -> Self {
        Self {
            withdrawn: true,
            ..self
        }
    }

    /// Until when somebody should look at it again: as its publisher says, else a year after it was published. `None` for
    /// a time that no calendar has.
    pub fn review_by(&self) -> Option<Date> {
        let said = self.review_by.as_deref().and_then(|text| Date::parse(text).ok());
        said.or_else(|| clock::date(self.time)?.a_year_later())
    }

    /// Under what it is counted; absent if it is not.
    pub(super) fn count_key(&self, author: PublicKey) -> Option<CountKey> {
        (!self.withdrawn).then_some((author, self.kind, self.visibility))
    }

    /// Under what it is found by the platform's own identifier; absent if it has none.
    pub(super) fn oid_key(&self) -> Option<(Kind, String)> {
        Some((self.kind, self.oid.clone()?))
    }
}

/// What an entry says about a record.
pub(super) enum Said {
    /// A version that can be listed.
    Published { id: RecordId, current: Box<Current> },
    /// A version that this program cannot read; the record is known if the body itself could be read.
    Unreadable { id: Option<RecordId> },
    /// The record is to be listed no more.
    Withdrawn { id: RecordId },
    /// Nothing is to be left of the record; these entries were about it.
    Erased {
        id: RecordId,
        entries: BTreeMap<PublicKey, Vec<u64>>,
    },
    /// Nothing is left, with its author, of what these entries erase.
    Confirmed { erased: Vec<Hash> },
    /// A platform takes part in this version of a partnership, or does not.
    Answered { version: (RecordId, Hash), accepted: bool },
    /// What a platform has against a comment, or that it has nothing against it.
    OfAComment {
        id: RecordId,
        against: Option<(Act, Reason)>,
    },
    /// Nothing that the catalogue knows of.
    Nothing,
}

/// What entry `seq` says, its head, and when its author says it was signed.
pub(super) fn read(envelope: &[u8], body: Option<&[u8]>, seq: u64) -> (Said, Head, i64) {
    let head = Head {
        seq,
        id: Hash::of(envelope),
    };
    // The store only holds authentic entries; one that does not decode was damaged on the disk, and
    // the check of the logs names it.
    let Ok(envelope) = Envelope::decode(envelope) else {
        return (Said::Unreadable { id: None }, head, 0);
    };
    let time = envelope.time();
    // What was erased says nothing any more; the entry that has erased it does.
    let Some(body) = body else {
        return (Said::Nothing, head, time);
    };
    let said = match Operation::decode(body) {
        Ok(Operation::Publish { id, record }) => match Record::read(&record) {
            Ok(record) => Said::Published {
                id,
                current: Box::new(current(&record, envelope.author(), head, time)),
            },
            Err(_) => Said::Unreadable { id: Some(id) },
        },
        Ok(Operation::Withdraw { id }) => Said::Withdrawn { id },
        Ok(Operation::Erase { id, entries }) => Said::Erased { id, entries },
        Ok(Operation::Confirm { erased }) => Said::Confirmed { erased },
        Ok(Operation::Accept { id, entry }) => Said::Answered {
            version: (id, entry),
            accepted: true,
        },
        Ok(Operation::Decline { id, entry }) => Said::Answered {
            version: (id, entry),
            accepted: false,
        },
        Ok(Operation::Flag { id, reason }) => Said::OfAComment {
            id,
            against: Some((Act::Flag, known(&reason))),
        },
        Ok(Operation::Hide { id, reason }) => Said::OfAComment {
            id,
            against: Some((Act::Hide, known(&reason))),
        },
        Ok(Operation::Allow { id }) => Said::OfAComment { id, against: None },
        Ok(Operation::Unknown { .. }) => Said::Nothing,
        Err(_) => Said::Unreadable { id: None },
    };
    (said, head, time)
}

/// The reason that a code is for this version.
fn known(code: &str) -> Reason {
    Reason::parse(code).unwrap_or(Reason::Other)
}

fn current(record: &Record, signer: PublicKey, head: Head, time: i64) -> Current {
    let (mut form, mut point, mut partners) = (None, None, Vec::new());
    match record.details() {
        Details::Enterprise(enterprise) => (form, point) = (Some(enterprise.legal_form), enterprise.geo),
        Details::Event(event) => point = event.geo,
        Details::Partnership(partnership) => partners.extend(partnership.platforms()),
        _ => {}
    }
    Current {
        kind: record.kind(),
        signer,
        seq: head.seq,
        entry: head.id,
        time,
        withdrawn: false,
        visibility: record.visibility(),
        oid: record.oid().map(str::to_owned),
        title: record.title().clone(),
        original: record.original().to_owned(),
        countries: record.countries().to_vec(),
        status: record.heading().status,
        sectors: record.heading().sectors.clone(),
        sdgs: record.heading().sdgs.clone(),
        form,
        languages: record.languages().map(str::to_owned).collect(),
        place: point.as_ref().map(Place::from),
        review_by: record.heading().review_by.map(|date| date.to_string()),
        partners,
        mentions: Mention::of(record),
        over_from: expiry::moment(record),
    }
}

fn to_texts<T: Display, S: Serializer>(values: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(T::to_string))
}

fn from_texts<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let values = texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom));
    values.collect()
}

fn to_text<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn from_text<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}
