//! Erasing: what this platform takes back for good, what goes by itself, and what proves that it is gone.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ayni_protocol::charter::Member;
use ayni_protocol::identity::PublicKey;
use ayni_protocol::limits::CONFIRMED_PER_ENTRY_MAX;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use serde::Serialize;
use tokio::sync::watch;

use super::handle::{NodeHandle, blocking, not_found, parse_id};
use super::store_refusal;
use super::view::Signed;
use crate::catalogue::{Audience, Erasure};
use crate::clock;
use crate::keystore::random;
use crate::refusal::Refusal;

/// How often it is looked whether files are to be written anew: erasures that come together share one rewrite.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How often it is looked what has expired.
const EXPIRY_EVERY: Duration = Duration::from_secs(3600);

/// Wait before a rewrite that failed is tried again: the disk may be full.
const RETRY: Duration = Duration::from_secs(60);

/// How many times as long as a rewrite took there is none after it: who erases all the time takes a small part of the
/// disk's time.
const REST_TIMES: u32 = 10;

/// What is known of the erasure of a record.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// Which record.
    pub id: String,
    /// The platform whose record it was.
    pub author: String,
    /// The entries that have erased it, in the order of their time.
    pub erased: Vec<ErasedBy>,
    /// Every platform of the charter, by name.
    pub platforms: Vec<Confirmation>,
    /// Whether all that can confirm have done so.
    pub complete: bool,
}

/// An entry that has erased a record.
#[derive(Clone, Debug, Serialize)]
pub struct ErasedBy {
    /// Its id.
    pub entry: String,
    /// When its author says it was signed, RFC 3339.
    pub time: String,
}

/// What a platform says of an erasure.
#[derive(Clone, Debug, Serialize)]
pub struct Confirmation {
    /// Its did.
    pub did: String,
    /// Its name.
    pub name: String,
    /// `erased` from its files; `waiting` for its word; `cannot_confirm` for a mirror, which signs nothing.
    pub state: &'static str,
    /// Since when, as it says, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

impl NodeHandle {
    /// Erases a record of this platform: the bodies of all its versions, on every node.
    ///
    /// Returns once the erasure is durable and nothing of the record is shown any more; files are written anew after
    /// that, see [`NodeHandle::receipt`].
    ///
    /// # Errors
    /// `not_found`, `not_own_record`, `already_erased`, or why this node cannot sign now.
    pub async fn erase(&self, id: &str) -> Result<Signed, Refusal> {
        let id = id.to_owned();
        self.in_turn(move |node| async move { node.erase_alone(&id).await })
            .await
    }

    async fn erase_alone(&self, id: &str) -> Result<Signed, Refusal> {
        let (record, named) = parse_id(id).ok_or_else(|| not_found(id))?;
        let foreign = || Refusal::new("not_own_record", 403).with("id", id);
        if named.is_some_and(|named| named != self.me()) {
            return Err(foreign());
        }
        let (catalogue, owners, me) = (self.parts().catalogue.clone(), self.owners(), self.me());
        let mut last = None;
        loop {
            let (catalogue, owners) = (catalogue.clone(), owners.clone());
            let left = blocking(move || catalogue.erasable(&record, &owners, &me).map_err(store_refusal));
            let (entries, has_any) = left.await?;
            if entries.is_empty() {
                if let Some(signed) = last {
                    return Ok(signed);
                }
                if has_any {
                    return Err(Refusal::new("already_erased", 409).with("id", id));
                }
                self.history(id, Audience::Federation).await?;
                return Err(foreign());
            }
            let body = Operation::Erase { id: record, entries }.encode(random()?);
            last = self.sign(vec![body]).await?.pop();
        }
    }

    /// Which platforms have confirmed that a record is erased from their files.
    ///
    /// # Errors
    /// `not_found` for a record that nobody has erased; `ambiguous_id` where several platforms have.
    pub async fn receipt(&self, id: &str) -> Result<Receipt, Refusal> {
        let (record, named) = parse_id(id).ok_or_else(|| not_found(id))?;
        self.index().await?;
        let catalogue = self.parts().catalogue.clone();
        let found = blocking(move || {
            let mut erasures = catalogue.erasures_of(&record).map_err(store_refusal)?;
            erasures.retain(|erasure| named.is_none_or(|named| named == erasure.owner));
            erasures.sort_by_key(|erasure| (erasure.time, erasure.entry));
            let confirmed = erasures.iter().map(|erasure| catalogue.confirmations(&erasure.entry));
            let confirmed = confirmed.collect::<Result<Vec<_>, _>>().map_err(store_refusal)?;
            Ok((erasures, confirmed))
        });
        let (erasures, confirmed) = found.await?;
        let Some(author) = erasures.first().map(|erasure| erasure.owner) else {
            return Err(Refusal::new("not_erased", 404).with("id", id));
        };
        if let Some(other) = erasures.iter().find(|erasure| erasure.owner != author) {
            let candidates = [author, other.owner]
                .map(|owner| format!("{record}@{owner}"))
                .join(", ");
            return Err(Refusal::new("ambiguous_id", 409)
                .with("id", id)
                .with("candidates", candidates));
        }
        let platforms = self.confirmations(&confirmed)?;
        Ok(Receipt {
            id: record.to_string(),
            author: author.to_string(),
            erased: erasures.iter().map(erased_by).collect(),
            complete: platforms.iter().all(|platform| platform.state != "waiting"),
            platforms,
        })
    }

    /// What each platform of the charter says: of each erasure, who has confirmed it.
    fn confirmations(&self, confirmed: &[BTreeMap<PublicKey, i64>]) -> Result<Vec<Confirmation>, Refusal> {
        let charters = self.view().charters.ok_or_else(|| self.charter_awaited())?;
        let since = |member: &Member| {
            let times = confirmed.iter().map(|confirmed| confirmed.get(&member.key).copied());
            // All of it is gone when the last of it is.
            times.collect::<Option<Vec<i64>>>()?.into_iter().max()
        };
        let said = charters.current().members.iter().map(|member| {
            let since = since(member);
            Confirmation {
                did: member.key.to_string(),
                name: member.name.clone(),
                state: match since {
                    Some(_) => "erased",
                    None if member.role.publishes() => "waiting",
                    None => "cannot_confirm",
                },
                since: since.map(clock::rfc3339),
            }
        });
        let mut said: Vec<Confirmation> = said.collect();
        said.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(said)
    }

    /// What is told of an id that is not shown: members hear that its record is erased.
    pub(super) async fn erased_or(&self, otherwise: Refusal, id: &str, audience: Audience) -> Refusal {
        if audience != Audience::Federation {
            return otherwise;
        }
        match self.receipt(id).await {
            Ok(_) => Refusal::new("record_erased", 410).with("id", id),
            Err(_) => otherwise,
        }
    }

    /// Writes the files anew if that is due; what the catalogue had of erased records is gone from it before.
    async fn rewrite(&self) -> Result<bool, Refusal> {
        let store = self.parts().store.clone();
        let due = blocking(move || store.rewrite_due().map_err(store_refusal)).await?;
        if due {
            self.index().await?;
            self.parts().store.rewrite().await.map_err(store_refusal)?;
        }
        Ok(due)
    }

    /// Confirms the erasures of which nothing is left here. Whoever publishes nothing confirms nothing.
    async fn confirm(&self) -> Result<(), Refusal> {
        let (catalogue, store, me) = (self.parts().catalogue.clone(), self.parts().store.clone(), self.me());
        let unconfirmed = blocking(move || {
            // One that came while the files were written anew waits for the next time.
            if store.rewrite_due().map_err(store_refusal)? {
                return Ok(Vec::new());
            }
            let unconfirmed = catalogue.unconfirmed(&me, CONFIRMED_PER_ENTRY_MAX);
            unconfirmed.map_err(store_refusal)
        });
        let erased = unconfirmed.await?;
        if erased.is_empty() {
            return Ok(());
        }
        self.purge_index().await?;
        self.in_turn(|node| async move {
            let body = Operation::Confirm { erased }.encode(random()?);
            node.sign(vec![body]).await.map(drop)
        })
        .await
    }

    /// Erases what has expired of this platform's own records of kinds that name people.
    async fn erase_expired(&self) -> Result<(), Refusal> {
        self.index().await?;
        let (catalogue, me) = (self.parts().catalogue.clone(), self.me());
        let expired = blocking(move || catalogue.expired(&me, clock::unix_ms()).map_err(store_refusal));
        let expired: Vec<RecordId> = expired.await?;
        for id in expired {
            self.erase(&id.to_string()).await?;
            tracing::info!(record = %id, "expired and erased");
        }
        Ok(())
    }
}

fn erased_by(erasure: &Erasure) -> ErasedBy {
    ErasedBy {
        entry: erasure.entry.to_string(),
        time: clock::rfc3339(erasure.time),
    }
}

/// Erases what expires, keeps the files free of what is erased, and confirms it, until the node stops.
pub(super) async fn keep(node: NodeHandle, mut stop: watch::Receiver<bool>) {
    let (mut expiry_at, mut confirmed_at) = (Instant::now(), None);
    let mut wait = LOOK_EVERY;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.changed() => return,
        }
        wait = LOOK_EVERY;
        if expiry_at <= Instant::now() {
            // A node that may not sign yet looks again soon.
            expiry_at = Instant::now() + said("expire", node.erase_expired().await).map_or(RETRY, |()| EXPIRY_EVERY);
        }
        let began = Instant::now();
        match said("rewrite", node.rewrite().await) {
            Some(true) => {
                tracing::info!("the files are free of what was erased");
                wait = LOOK_EVERY.max(began.elapsed() * REST_TIMES);
                confirmed_at = None;
            }
            Some(false) => {}
            None => wait = RETRY,
        }
        let entries = Some(node.view().frontier.entries());
        if confirmed_at != entries && said("confirm", node.confirm().await).is_some() {
            confirmed_at = entries;
        }
    }
}

/// What came of a piece of work; a failure is logged and the work tried again.
fn said<T>(work: &str, done: Result<T, Refusal>) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(refusal) => {
            let is_usual = ["not_a_publisher", "own_log_unknown", "charter_awaited", "catching_up"];
            if is_usual.contains(&refusal.code) {
                tracing::debug!(%refusal, work, "not yet");
            } else {
                tracing::warn!(%refusal, work, "erasure is not complete here yet");
            }
            None
        }
    }
}
