//! A row: what the catalogue knows of one author's current version of a record.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use ayni_protocol::cbor;
use ayni_protocol::entry::Envelope;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::localized::Localized;
use ayni_protocol::log::Head;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Date, Details, Kind, Record, RecordId, Status, Visibility};
use ayni_protocol::vocabulary::decent_work::DecentWork;
use ayni_protocol::vocabulary::legal_form::LegalForm;
use ayni_protocol::vocabulary::moderation::Reason;
use ayni_protocol::vocabulary::partnership::Modality;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Act, Audience, Mention, Place, Spoken, expiry, version};
use crate::clock;
use crate::store::rows::{CountKey, ROW_BYTES_MAX, RowKey, Slot, VersionRow, oid_print};

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
    #[serde(rename = "k")]
    pub kind: Kind,
    /// The key that signed this version.
    #[serde(rename = "b", serialize_with = "to_bytes", deserialize_with = "from_bytes")]
    pub signer: PublicKey,
    /// The number of the entry that published this version, in the log of that key.
    #[serde(rename = "n")]
    pub seq: u64,
    /// The id of that entry.
    #[serde(rename = "e")]
    pub entry: Hash,
    /// When its author says it was published, in Unix milliseconds.
    #[serde(rename = "t")]
    pub time: i64,
    /// Whether the author took the record off the lists after this version.
    #[serde(rename = "w", default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Who may see it.
    #[serde(rename = "v")]
    pub visibility: Visibility,
    /// The platform's own identifier of the record.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub oid: Option<String>,
    /// The title by language.
    #[serde(rename = "T")]
    pub title: Localized,
    /// Canonical BCP 47 tag of the language it was written in.
    #[serde(rename = "O")]
    pub original: String,
    /// Alpha-2 codes, at least one.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// What the publisher says of the life of what the record describes.
    #[serde(rename = "S", default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// ISO 3166-2 code of a part of one of them.
    #[serde(rename = "R", default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Sector codes.
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<String>,
    /// Numbers of the Sustainable Development Goals it serves.
    #[serde(rename = "g", default, skip_serializing_if = "Vec::is_empty")]
    pub sdgs: Vec<u8>,
    /// Pillars of decent work that it serves.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub pillars: Vec<DecentWork>,
    /// What a partnership is between North and South; empty for other kinds.
    #[serde(rename = "M", default, skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// An enterprise's legal form.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub form: Option<LegalForm>,
    /// Canonical BCP 47 tags of the languages in which it has any text.
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Where it is on the map.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// When the publisher says that somebody should look at it again, as a date is written.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
    /// The platforms that a partnership names, by the keys with which they go on today; empty for other kinds.
    #[serde(
        rename = "P",
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "to_all_bytes",
        deserialize_with = "from_all_bytes"
    )]
    pub partners: Vec<PublicKey>,
    /// The records that it names, each as what.
    #[serde(
        rename = "m",
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "to_texts",
        deserialize_with = "from_texts"
    )]
    pub mentions: Vec<Mention>,
    /// From when on it is shown to nobody, in Unix milliseconds; absent if it does not expire.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub over_from: Option<i64>,
}

impl Row {
    /// The row of what is stored.
    pub(super) fn of((id, author): RowKey, current: Current, spoken: &Spoken) -> Self {
        let mut row = Self {
            id,
            author,
            current,
            pending: false,
            flagged: false,
            hidden: spoken.hidden.contains_key(&(id, author)),
        };
        row.pending = spoken.answers.are_awaited(&row);
        row.flagged = spoken.is_flagged(&row);
        row
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
    /// What lists need of a record that `signer` has published, or is about to, by this entry.
    pub(crate) fn of(record: &Record, signer: PublicKey, head: Head, time: i64) -> Self {
        let (mut form, mut point, mut partners, mut modality) = (None, None, Vec::new(), None);
        match record.details() {
            Details::Enterprise(enterprise) => (form, point) = (Some(enterprise.legal_form), enterprise.geo),
            Details::Event(event) => point = event.geo,
            Details::Partnership(partnership) => {
                partners.extend(partnership.platforms());
                modality = partnership.modality();
            }
            _ => {}
        }
        Self {
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
            region: record.heading().region.clone(),
            sectors: record.heading().sectors.clone(),
            sdgs: record.heading().sdgs.clone(),
            pillars: record.heading().decent_work.clone(),
            modality,
            form,
            languages: record.languages().map(str::to_owned).collect(),
            place: point.as_ref().map(Place::from),
            review_by: record.heading().review_by.map(|date| date.to_string()),
            partners,
            mentions: Mention::of(record),
            over_from: expiry::moment(record),
        }
    }

    /// The same version, published by another entry than was thought.
    pub(crate) fn published_by(self, head: Head, time: i64) -> Self {
        Self {
            seq: head.seq,
            entry: head.id,
            time,
            ..self
        }
    }

    /// The bytes that are stored: what a row need not have is left out.
    pub(super) fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// What [`Current::encode`] wrote; absent for other bytes.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        cbor::decode_open(bytes, ROW_BYTES_MAX).ok()
    }

    /// What is known of it without reading it.
    pub(super) fn slot(&self, id: RecordId) -> Slot {
        let oid = self.oid.as_deref().map_or(0, |oid| oid_print(self.kind, oid));
        Slot { id, oid }
    }

    /// The entry that published it.
    pub(super) fn version(&self) -> VersionRow {
        let head = Head {
            seq: self.seq,
            id: self.entry,
        };
        version(self.signer, head, self.time, "publish")
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

/// What entry `seq` of an author's log says, its head, and when its author says it was signed.
pub(super) fn read(author: PublicKey, envelope: &[u8], body: Option<&[u8]>, seq: u64) -> (Said, Head, i64) {
    let head = Head {
        seq,
        id: Hash::of(envelope),
    };
    // The store only holds authentic entries; one that does not decode was damaged on the disk, and
    // the check of the logs names it.
    let Ok(envelope) = Envelope::decode_of(envelope, Some(author)) else {
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
                current: Box::new(Current::of(&record, envelope.author(), head, time)),
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

fn to_texts<T: Display, S: Serializer>(values: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(T::to_string))
}

fn from_texts<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let values = texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom));
    values.collect()
}

fn to_bytes<S: Serializer>(key: &PublicKey, serializer: S) -> Result<S::Ok, S::Error> {
    Hash(*key.as_bytes()).serialize(serializer)
}

/// Keys that stand in rows were checked when their entries were.
fn from_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PublicKey, D::Error> {
    Hash::deserialize(deserializer).map(|Hash(bytes)| PublicKey::trusted(bytes))
}

fn to_all_bytes<S: Serializer>(keys: &[PublicKey], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(keys.iter().map(|key| Hash(*key.as_bytes())))
}

fn from_all_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PublicKey>, D::Error> {
    let keys = Vec::<Hash>::deserialize(deserializer)?.into_iter();
    Ok(keys.map(|Hash(bytes)| PublicKey::trusted(bytes)).collect())
}
