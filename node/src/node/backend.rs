//! The node as the web site sees it: what the handle answers, as JSON.

use async_trait::async_trait;
use ayni_protocol::record::translation::Translation;
use serde::Serialize;
use serde_json::Value;

use super::governance::Wish;
use super::handle::NodeHandle;
use super::publication::{Outcome, Publication};
use crate::catalogue::{Act, Audience, Filter, Page};
use crate::http::{Backend, StateOfRecords};
use crate::refusal::Refusal;
use crate::search::{Found, Query};
use crate::store::Depth;

fn to_json(value: impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(value).map_err(Refusal::internal)
}

#[async_trait]
impl Backend for NodeHandle {
    fn ready(&self) -> bool {
        NodeHandle::ready(self)
    }

    fn token_is(&self, presented: &str) -> bool {
        NodeHandle::token_is(self, presented)
    }

    fn is_called(&self, name: &str) -> bool {
        let names = &self.config().http.names;
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    fn state(&self) -> StateOfRecords {
        NodeHandle::state(self)
    }

    async fn status(&self) -> Result<Value, Refusal> {
        to_json(NodeHandle::status(self).await?)
    }

    async fn peers(&self) -> Result<Value, Refusal> {
        to_json(NodeHandle::peers(self).await)
    }

    async fn charter(&self) -> Result<Value, Refusal> {
        to_json(NodeHandle::charter(self)?)
    }

    async fn publish(&self, records: Vec<Value>, how: Publication) -> Result<Vec<Outcome>, Refusal> {
        NodeHandle::publish(self, records, how).await
    }

    async fn withdraw(&self, id: &str) -> Result<Value, Refusal> {
        to_json(NodeHandle::withdraw(self, id).await?)
    }

    async fn withdraw_many(&self, ids: Vec<String>) -> Result<Value, Refusal> {
        to_json(NodeHandle::withdraw_many(self, ids).await?)
    }

    async fn review(&self, id: &str, next: Option<String>) -> Result<Value, Refusal> {
        to_json(NodeHandle::review(self, id, next.as_deref()).await?)
    }

    async fn editable(&self, id: &str) -> Result<Value, Refusal> {
        to_json(NodeHandle::editable(self, id).await?)
    }

    async fn replace(&self, id: &str, version: &str, record: Value) -> Result<Value, Refusal> {
        to_json(NodeHandle::replace(self, id, version, record).await?)
    }

    async fn template(&self, id: &str) -> Result<Value, Refusal> {
        to_json(NodeHandle::template(self, id).await?)
    }

    async fn translate(&self, id: &str, translation: Translation) -> Result<Value, Refusal> {
        to_json(NodeHandle::translate(self, id, translation).await?)
    }

    async fn same(&self, one: &str, other: &str) -> Result<Value, Refusal> {
        to_json(NodeHandle::same(self, one, other).await?)
    }

    async fn stale(&self, filter: Filter) -> Result<Value, Refusal> {
        to_json(NodeHandle::stale(self, filter).await?)
    }

    async fn alike(&self, filter: Filter, across: bool) -> Result<Value, Refusal> {
        to_json(NodeHandle::alike(self, filter, across).await?)
    }

    async fn alike_to(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        to_json(NodeHandle::alike_to(self, id, audience).await?)
    }

    async fn erase(&self, id: &str) -> Result<Value, Refusal> {
        to_json(NodeHandle::erase(self, id).await?)
    }

    async fn answer(&self, id: &str, accepted: bool) -> Result<Value, Refusal> {
        to_json(NodeHandle::answer(self, id, accepted).await?)
    }

    async fn moderate(&self, id: &str, against: Option<(Act, &str)>) -> Result<Value, Refusal> {
        to_json(NodeHandle::moderate(self, id, against).await?)
    }

    async fn receipt(&self, id: &str) -> Result<Value, Refusal> {
        to_json(NodeHandle::receipt(self, id).await?)
    }

    async fn list(&self, filter: Filter, audience: Audience, full: bool) -> Result<Page, Refusal> {
        NodeHandle::list(self, filter, audience, full).await
    }

    async fn search(&self, query: Query, audience: Audience, full: bool) -> Result<Found<Value>, Refusal> {
        NodeHandle::search(self, query, audience, full).await
    }

    async fn rebuild_index(&self) -> Result<Value, Refusal> {
        to_json(NodeHandle::rebuild_index(self).await?)
    }

    async fn show(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        NodeHandle::show(self, id, audience).await
    }

    async fn history(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        to_json(NodeHandle::history(self, id, audience).await?)
    }

    async fn entry(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        to_json(NodeHandle::entry(self, id, audience).await?)
    }

    async fn ballots(&self) -> Result<Value, Refusal> {
        to_json(NodeHandle::ballots(self)?)
    }

    async fn propose(&self, changes: Vec<Wish>) -> Result<Value, Refusal> {
        to_json(NodeHandle::propose(self, changes).await?)
    }

    async fn vote(&self, charter: Option<String>, next_round: bool) -> Result<Value, Refusal> {
        to_json(NodeHandle::vote(self, charter, next_round).await?)
    }

    async fn invite(&self, role: Option<String>, expires_s: Option<u64>) -> Result<String, Refusal> {
        NodeHandle::invite(self, role, expires_s).await
    }

    async fn verify(&self, deep: bool) -> Result<Value, Refusal> {
        let depth = if deep { Depth::Signatures } else { Depth::Chain };
        to_json(NodeHandle::verify(self, depth).await?)
    }
}
