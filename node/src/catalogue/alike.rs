//! Records that are likely of the same thing: what is compared is read from the logs, and judged in [`crate::duplicates`].

use std::collections::BTreeMap;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{Details, Kind, Record, RecordId};
use ayni_protocol::vocabulary::relation::Predicate;
use serde::Serialize;
use serde_json::Value;

use super::filter::Sieve;
use super::{Audience, Catalogue, CatalogueError, Filter, Platform, Row};
use crate::duplicates::{self, Fingerprint, RECORDS_MAX, Reason};
use crate::store::StoreError;

/// Likely duplicates of one platform's records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alike {
    /// How many pairs were found.
    pub total: usize,
    /// The likeliest of them.
    pub pairs: Vec<AlikePair>,
    /// False if there was more to compare than is compared at a time.
    pub complete: bool,
}

/// Two records that are likely of the same thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlikePair {
    /// How likely, in per cent: see [`duplicates::SCORE_LIKELY`].
    pub score: u8,
    /// What speaks for it and against it, the weightiest first.
    pub reasons: Vec<Reason>,
    /// Both, as lists show them.
    pub records: [Value; 2],
}

/// What is likely of the same thing as one record.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AlikeTo {
    /// The records, the likeliest first.
    pub records: Vec<Likeness>,
}

/// A record that is likely of the same thing as another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Likeness {
    /// As in [`AlikePair`].
    pub score: u8,
    /// As in [`AlikePair`].
    pub reasons: Vec<Reason>,
    /// The record, as lists show it.
    pub record: Value,
}

/// People are compared with nobody, and neither is what they say.
fn is_compared(kind: Kind) -> bool {
    !kind.names_people() && kind != Kind::Comment
}

/// The records that one says to be the same.
fn same_as(record: &Record) -> impl Iterator<Item = RecordId> {
    let relations = record.heading().relations.iter();
    let same = relations.filter(|relation| relation.predicate == Predicate::SameAs);
    same.map(|relation| relation.record)
}

/// A record that is compared.
struct Compared {
    row: Row,
    wanted: bool,
}

impl Catalogue {
    /// Pairs of records that are likely of the same thing and not said to be the same yet. One of each is a record of `author` that passes the
    /// filter; the other one is `author`'s too, or with `across` anybody's.
    ///
    /// At most as many pairs as the filter's limit; its cursor plays no part. Blocks: reads every record that is compared, at most
    /// [`RECORDS_MAX`], the author's own first.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub fn alike(
        &self,
        filter: &Filter,
        author: PublicKey,
        across: bool,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Alike, CatalogueError> {
        filter.check_limit()?;
        let wanted = Sieve::new(filter, Audience::Federation, platforms).of(author);
        let of_kind = Filter {
            kind: filter.kind,
            ..Filter::default()
        };
        let all = Sieve::new(&of_kind, Audience::Federation, platforms);
        let spoken = self.spoken()?;
        let (mut own, mut others, mut complete) = (BTreeMap::new(), BTreeMap::new(), true);
        let is_wanted = |owner: &PublicKey| across || *owner == author;
        self.visit(is_wanted, |key, current| {
            let is_own = key.1 == author;
            let row = Row::of(key, current, &spoken);
            if all.passes(&row) && is_compared(row.current.kind) {
                let compared = Compared {
                    wanted: is_own && wanted.passes(&row),
                    row,
                };
                // Of more than are compared, the first by record id.
                let side = if is_own { &mut own } else { &mut others };
                side.insert(key, compared);
                if side.len() > RECORDS_MAX {
                    side.pop_last();
                    complete = false;
                }
            }
        })?;
        complete &= own.len() + others.len() <= RECORDS_MAX;
        let own = own.into_values().chain(others.into_values()).take(RECORDS_MAX);
        let (mut prints, mut linked, mut compared) = (Vec::new(), Vec::new(), Vec::new());
        for one in own {
            let Some(record) = self.record(&one.row)?.and_then(|json| Record::read(&json).ok()) else {
                continue;
            };
            linked.extend(same_as(&record).map(|other| (one.row.id, other)));
            let phone = self.phone_of(&record, &one.row.author)?;
            prints.push(Fingerprint::of(one.row.id, &record, phone.as_deref()));
            compared.push(one);
        }
        let found = duplicates::find(&prints, |place| compared[place].wanted, &linked);
        let pairs = found.pairs.iter().take(filter.limit).map(|pair| AlikePair {
            score: pair.score,
            reasons: pair.reasons.clone(),
            records: pair.places.map(|place| compared[place].row.to_json(platforms)),
        });
        Ok(Alike {
            total: found.pairs.len(),
            pairs: pairs.collect(),
            complete: complete && found.complete,
        })
    }

    /// Those of `others` that are likely of the same thing as the record of `row`, and not said to be the same yet. Blocks: reads each of
    /// them. Phone numbers play no part: who may not see a contact learns nothing of it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn alike_to(
        &self,
        row: &Row,
        others: &[Row],
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<AlikeTo, StoreError> {
        let (mut prints, mut linked, mut compared) = (Vec::new(), Vec::new(), Vec::new());
        let others = others.iter().filter(|other| other.id != row.id);
        for one in std::iter::once(row)
            .chain(others)
            .filter(|row| is_compared(row.current.kind))
        {
            let Some(record) = self.record(one)?.and_then(|json| Record::read(&json).ok()) else {
                continue;
            };
            linked.extend(same_as(&record).map(|other| (one.id, other)));
            prints.push(Fingerprint::of(one.id, &record, None));
            compared.push(one);
        }
        // Where the record itself is not compared or has no body any more, nothing is like it.
        if compared.first().is_none_or(|first| first.id != row.id) {
            return Ok(AlikeTo::default());
        }
        let found = duplicates::find(&prints, |place| place == 0, &linked);
        let records = found.pairs.into_iter().map(|pair| Likeness {
            score: pair.score,
            reasons: pair.reasons,
            // The lower place is the record's own.
            record: compared[pair.places[1]].to_json(platforms),
        });
        Ok(AlikeTo {
            records: records.collect(),
        })
    }

    /// The phone number under which a record's people are reached, which never leaves here.
    fn phone_of(&self, record: &Record, author: &PublicKey) -> Result<Option<String>, StoreError> {
        let Details::Enterprise(enterprise) = record.details() else {
            return Ok(None);
        };
        let Some(row) = enterprise
            .contact
            .map(|id| self.row(&id, author))
            .transpose()?
            .flatten()
        else {
            return Ok(None);
        };
        let contact = self.record(&row)?.and_then(|json| Record::read(&json).ok());
        Ok(contact.and_then(|contact| match contact.details() {
            Details::Contact(contact) => contact.phone.clone(),
            _ => None,
        }))
    }
}
