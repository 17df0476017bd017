//! Publishing: what is new is judged by the catalogue, signed by the driver, and listed before it is
//! acknowledged.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ayni_protocol::limits::{BODY_BYTES_MAX, PUBLICATION_ENTRIES_MAX};
use ayni_protocol::log::Head;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Problem, RecordId};
use ayni_protocol::replica::PublishError;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot;

use super::handle::{NodeHandle, blocking};
use super::publication::{self, Outcome, Publication};
use super::store_refusal;
use super::unlisted::Unlisted;
use super::view::Signed;
use crate::catalogue::{Audience, Row};
use crate::clock;
use crate::driver::{Ask, PublishFailure};
use crate::keystore::random;
use crate::refusal::Refusal;

/// Most records of one withdrawal, so that an answer comes within seconds.
pub const WITHDRAWAL_RECORDS_MAX: usize = 500;

/// Longest wait of a publication for the first word of a peer on how long this node's log is.
const OWN_LOG_WAIT: Duration = Duration::from_secs(10);

/// What became of a record that was to be withdrawn.
#[derive(Clone, Debug, Serialize)]
pub struct Withdrawal {
    /// Its id.
    pub id: String,
    /// `withdrawn`, or `unchanged` if it was so already.
    pub outcome: &'static str,
    /// The entry that says so, if it has been signed now.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
}

impl NodeHandle {
    /// Publishes records of this platform; returns once they are durable and listed.
    ///
    /// One outcome for each record, in order. A record that this platform has published before, by
    /// its id or its own identifier (`oid`), is updated.
    ///
    /// # Errors
    /// `record_invalid` with every problem, unless the publication is partial; `too_many_records`;
    /// or why this node cannot sign now.
    pub async fn publish(&self, records: Vec<Value>, how: Publication) -> Result<Vec<Outcome>, Refusal> {
        if records.len() > PUBLICATION_ENTRIES_MAX {
            return Err(Refusal::new("too_many_records", 422).with("limit", PUBLICATION_ENTRIES_MAX));
        }
        // Before its turn, while the one before it is being signed.
        let me = self.me();
        let read = blocking(move || Ok(publication::read(me, records))).await?;
        let mut unlisted = self.publishing_turn().lock_owned().await;
        let node = self.clone();
        // As with `in_turn`, but what the one before has signed need not be listed: it is known.
        let done = tokio::spawn(async move {
            let (store, catalogue) = (&node.parts().store, &node.parts().catalogue);
            if !unlisted.settle(catalogue, store, &node.me()) {
                node.index().await?;
                unlisted.clear();
            }
            let _listing = node.listing();
            let published = node.publish_read(read, how, &mut unlisted).await;
            drop(unlisted);
            if published.is_ok() {
                // It is durable: that the lists may not show it yet is no reason to say that it failed.
                node.index_or_say_so().await;
            }
            published
        });
        done.await.map_err(Refusal::internal)?
    }

    /// Publishes records within a turn, when all is listed.
    pub(super) async fn publish_alone(&self, records: Vec<Value>, how: Publication) -> Result<Vec<Outcome>, Refusal> {
        let me = self.me();
        let read = blocking(move || Ok(publication::read(me, records))).await?;
        let outcomes = self.publish_read(read, how, &mut Unlisted::default()).await?;
        self.index_or_say_so().await;
        Ok(outcomes)
    }

    /// Judges and signs; returns once that is durable.
    async fn publish_read(
        &self,
        read: Vec<Result<publication::Read, Vec<Problem>>>,
        how: Publication,
        unlisted: &mut Unlisted,
    ) -> Result<Vec<Outcome>, Refusal> {
        let (catalogue, me, before) = (self.parts().catalogue.clone(), self.me(), std::mem::take(unlisted));
        let judge = move || {
            let judged = publication::judge(&catalogue, &me, &before, read, how);
            Ok((judged, before))
        };
        let (judged, before) = blocking(judge).await?;
        *unlisted = before;
        let mut judged = judged?;
        let mut outcomes = judged.outcomes;
        if how.dry_run || judged.bodies.is_empty() {
            return Ok(outcomes);
        }
        let (mut positions, mut bodies, mut versions) = (Vec::new(), Vec::new(), Vec::new());
        for (position, body) in judged.bodies {
            positions.push(position);
            bodies.push(body.bytes);
            versions.push((body.id, body.current));
        }
        let (heads, time) = self.append(bodies).await?;
        let last = heads.last().copied();
        let versions = versions.into_iter().zip(&heads);
        let listed = versions.map(|((id, current), head)| (id, Box::new(current.published_by(*head, time))));
        self.parts().catalogue.expect(listed);
        let signed: BTreeMap<usize, Signed> = positions.into_iter().zip(heads.into_iter().map(Signed::from)).collect();
        let repeated = judged.repeated.iter().map(|(again, first)| (*again, *first));
        for (position, first) in repeated.chain(signed.keys().map(|position| (*position, *position))) {
            let Some(signed) = signed.get(&first) else { continue };
            if let Outcome::Done { entry, seq, .. } = &mut outcomes[position] {
                (*entry, *seq) = (Some(signed.entry.clone()), Some(signed.seq));
            }
        }
        judged.versions.signed(&signed);
        if let Some(last) = last {
            unlisted.add(last, judged.versions);
        }
        Ok(outcomes)
    }

    /// Takes a record of this platform off the lists.
    ///
    /// # Errors
    /// `not_found`, `not_own_record`, `already_withdrawn`, or why this node cannot sign now.
    pub async fn withdraw(&self, id: &str) -> Result<Signed, Refusal> {
        let id = id.to_owned();
        self.in_turn(move |node| async move { node.withdraw_alone(&id).await })
            .await
    }

    async fn withdraw_alone(&self, id: &str) -> Result<Signed, Refusal> {
        let row = self.own_row(id).await?;
        if row.current.withdrawn {
            return Err(Refusal::new("already_withdrawn", 409).with("id", id));
        }
        let body = Operation::Withdraw { id: row.id }.encode(random()?);
        let signed = self.sign(vec![body]).await?.pop();
        signed.ok_or_else(|| Refusal::internal("one body gave no entry"))
    }

    /// Takes many records of this platform off the lists; returns once that is durable, in one commit.
    ///
    /// One outcome for each id, in order. All are checked before anything is signed, and nothing is if one of them is refused. A record
    /// that is withdrawn already stays so, and nothing is signed for it.
    ///
    /// # Errors
    /// `too_many_records` beyond [`WITHDRAWAL_RECORDS_MAX`]; `not_found` or `not_own_record` for the first that is so; or why this node
    /// cannot sign now.
    pub async fn withdraw_many(&self, ids: Vec<String>) -> Result<Vec<Withdrawal>, Refusal> {
        if ids.len() > WITHDRAWAL_RECORDS_MAX {
            return Err(Refusal::new("too_many_records", 422).with("limit", WITHDRAWAL_RECORDS_MAX));
        }
        self.in_turn(move |node| async move { node.withdraw_many_alone(&ids).await })
            .await
    }

    async fn withdraw_many_alone(&self, ids: &[String]) -> Result<Vec<Withdrawal>, Refusal> {
        let (mut named, mut listed) = (Vec::with_capacity(ids.len()), Vec::new());
        for id in ids {
            let row = self.own_row(id).await?;
            named.push(row.id);
            if !row.current.withdrawn && !listed.contains(&row.id) {
                listed.push(row.id);
            }
        }
        let encoded = |id: &RecordId| Ok(Operation::Withdraw { id: *id }.encode(random()?));
        let bodies = listed.iter().map(encoded).collect::<Result<Vec<_>, Refusal>>()?;
        let signed = match bodies.is_empty() {
            true => Vec::new(),
            false => self.sign(bodies).await?,
        };
        let signed: BTreeMap<RecordId, Signed> = listed.into_iter().zip(signed).collect();
        let outcome = |id: RecordId| Withdrawal {
            id: id.to_string(),
            outcome: if signed.contains_key(&id) {
                "withdrawn"
            } else {
                "unchanged"
            },
            signed: signed.get(&id).cloned(),
        };
        Ok(named.into_iter().map(outcome).collect())
    }

    /// This platform's own row of a record, also of a withdrawn one.
    ///
    /// # Errors
    /// `not_found`, or `not_own_record` if it is another platform's.
    pub(super) async fn own_row(&self, id: &str) -> Result<Row, Refusal> {
        let row = self.row(id, Audience::Federation, Some(self.me())).await;
        let row = match row {
            Err(refusal) if refusal.code == "not_found" => {
                self.row(id, Audience::Federation, None).await?;
                return Err(Refusal::new("not_own_record", 403).with("id", id));
            }
            row => row?,
        };
        // The id may name another platform.
        if row.author != self.me() {
            return Err(Refusal::new("not_own_record", 403).with("id", id));
        }
        Ok(row)
    }

    /// Does what judges by the catalogue and then signs, while nothing else does.
    ///
    /// The catalogue comes up to the logs first: an entry that is durable and not yet listed would be
    /// signed once more under another id. Once begun the work runs to its end even if whoever asked
    /// has gone, so that the next in turn finds its entries.
    pub(super) async fn in_turn<T: Send + 'static, F>(
        &self,
        work: impl FnOnce(Self) -> F + Send + 'static,
    ) -> Result<T, Refusal>
    where
        F: Future<Output = Result<T, Refusal>> + Send,
    {
        let mut unlisted = self.publishing_turn().lock_owned().await;
        let node = self.clone();
        let done = tokio::spawn(async move {
            node.index().await?;
            unlisted.clear();
            let done = work(node).await;
            drop(unlisted);
            done
        });
        done.await.map_err(Refusal::internal)?
    }

    /// Signs bodies as entries; returns once they are durable and in the catalogue.
    pub(super) async fn sign(&self, bodies: Vec<Vec<u8>>) -> Result<Vec<Signed>, Refusal> {
        let (heads, _) = self.append(bodies).await?;
        self.index_or_say_so().await;
        Ok(heads.into_iter().map(Signed::from).collect())
    }

    /// Has entries signed and kept. Returns their heads and their time, in Unix milliseconds. A node that has just started waits for the
    /// first word of a peer on how long its own log is.
    async fn append(&self, bodies: Vec<Vec<u8>>) -> Result<(Vec<Head>, i64), Refusal> {
        let patience = Instant::now() + OWN_LOG_WAIT;
        loop {
            let (reply, answer) = oneshot::channel();
            let time = clock::unix_ms();
            let ask = Ask::Publish {
                bodies: bodies.clone(),
                time,
                reply,
            };
            match self.ask(ask, answer).await? {
                Err(PublishFailure::Refused(PublishError::OwnHeadUnknown)) if Instant::now() < patience => {
                    tokio::time::sleep(OWN_LOG_WAIT / 50).await;
                }
                Ok(heads) => return Ok((heads, time)),
                Err(failure) => return Err(self.publish_refusal(failure)),
            }
        }
    }

    fn publish_refusal(&self, failure: PublishFailure) -> Refusal {
        match failure {
            PublishFailure::Refused(PublishError::NoCharter) => self.charter_awaited(),
            PublishFailure::Refused(PublishError::NotAPublisher) => {
                self.outside_or(Refusal::new("not_a_publisher", 403))
            }
            PublishFailure::Refused(PublishError::OwnHeadUnknown) => Refusal::new("own_log_unknown", 503),
            PublishFailure::Refused(PublishError::OwnLogBehind) => Refusal::new("catching_up", 503),
            PublishFailure::Refused(PublishError::Frozen) => Refusal::new("log_frozen", 409),
            PublishFailure::Refused(PublishError::TooMuch(_)) => {
                Refusal::new("body_too_large", 413).with("limit", BODY_BYTES_MAX)
            }
            PublishFailure::Store(error) => store_refusal((*error).clone()),
        }
    }
}
