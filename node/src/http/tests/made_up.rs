//! A node that knows a few things by heart.

mod records;

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use serde_json::{Value, json};

use super::site;
use crate::catalogue::{Act, Audience, Filter, LIMIT_MAX, Page};
use crate::exchange::{Difference, PROVENANCE};
use crate::http::backend::{Backend, StateOfRecords};
use crate::node::{Outcome, Publication, Wish};
use crate::refusal::Refusal;
use crate::search::{Cluster, Facet, Found, Query};
use ayni_protocol::record::translation::{self, Translation, TranslationError};
use ayni_protocol::record::{Kind, Record};
pub(super) use records::{
    COMMENT, ENTRY, INTERNAL, PARTNERSHIP, PUBLIC, SENEGAL, WITHDRAWN, example_id, platform, registered_id,
};
use records::{ECUADOR, KINGDOM, record, row};

/// What more records have than go into a file.
pub(super) const MUCH: &str = "much";

pub(super) const TOKEN: &str = "0123456789abcdef0123456789abcdef";

thread_local! {
    /// What the node has been asked to publish in this test.
    static PUBLISHED: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
}

/// What the node has been asked to publish since somebody last looked.
pub(super) fn published() -> Vec<Value> {
    PUBLISHED.take()
}

/// The platform's own numbers of all that was published, by whatever thread.
static NUMBERS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How often a record with this number of the platform's own was published, in any test.
pub(super) fn times_published(number: &str) -> usize {
    let numbers = NUMBERS.lock().unwrap_or_else(PoisonError::into_inner);
    numbers.iter().filter(|known| *known == number).count()
}

/// The ids of all that was withdrawn together with others, by whatever thread.
static TAKEN_BACK: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How often this record was withdrawn together with others, in any test.
pub(super) fn times_withdrawn(id: &str) -> usize {
    let ids = TAKEN_BACK.lock().unwrap_or_else(PoisonError::into_inner);
    ids.iter().filter(|known| *known == id).count()
}

#[derive(Clone, Copy)]
pub(in crate::http) struct MadeUp;

fn not_found(id: &str) -> Refusal {
    Refusal::new("not_found", 404).with("id", id)
}

#[async_trait]
impl Backend for MadeUp {
    fn ready(&self) -> bool {
        true
    }

    fn token_is(&self, presented: &str) -> bool {
        presented == TOKEN
    }

    fn is_called(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case("ayni.example.org")
    }

    fn state(&self) -> StateOfRecords {
        StateOfRecords {
            number: 7,
            changed_ms: 1_767_323_045_000,
        }
    }

    async fn status(&self) -> Result<Value, Refusal> {
        Ok(json!({
            "did": SENEGAL, "peer_id": "12D3KooW", "name": platform(SENEGAL)["name"],
            "country": "SN", "side": "south", "basis": "unctad", "federation": ENTRY, "epoch": 0, "state": "ready",
            "entries": 7_512, "records": 7_387, "authors": 3, "peers": 2,
            "links": { "north_south": 1, "south_south": 1, "north_north": 0 },
            "frontier_digest": ENTRY, "disk_bytes": 1, "uptime_s": 1, "version": "0.1.0",
        }))
    }

    async fn peers(&self) -> Result<Value, Refusal> {
        let peer = |did, link| {
            let mut peer = platform(did);
            peer["link"] = json!(link);
            peer["address"] = json!("/ip4/192.0.2.1/tcp/4370");
            peer["since"] = json!("2026-01-02T03:04:05.678Z");
            peer
        };
        Ok(json!([peer(ECUADOR, "south_south"), peer(KINGDOM, "north_south")]))
    }

    async fn charter(&self) -> Result<Value, Refusal> {
        let members = [SENEGAL, ECUADOR, KINGDOM, "did:key:z6MkAbsent"].map(|did| {
            let mut member = platform(did);
            member["basis"] = json!("unctad");
            member["role"] = json!("member");
            member
        });
        Ok(
            json!({ "federation": ENTRY, "name": "Ayni <North & South>", "epoch": 0, "quorum": "majority", "members": members }),
        )
    }

    async fn publish(&self, records: Vec<Value>, how: Publication) -> Result<Vec<Outcome>, Refusal> {
        let mut outcomes = Vec::new();
        let mut refusal = Refusal::new("record_invalid", 422);
        for (index, given) in records.iter().enumerate() {
            let mut given = given.clone();
            let id = given.as_object_mut().and_then(|given| given.remove("id"));
            if !how.dry_run {
                PUBLISHED.with_borrow_mut(|published| published.push(given.clone()));
                let mut numbers = NUMBERS.lock().unwrap_or_else(PoisonError::into_inner);
                numbers.extend(given["oid"].as_str().map(str::to_owned));
            }
            // What has a number of its own is held already under another title.
            let held = record(PUBLIC).filter(|_| how.dry_run && !given["oid"].is_null());
            let changes = held.map(|held| {
                vec![Difference {
                    field: "title.fr".to_owned(),
                    old: held["title"]["fr"].clone(),
                    new: given["title"]["fr"].clone(),
                }]
            });
            let changes = changes.unwrap_or_default();
            let id = id.as_ref().and_then(Value::as_str).unwrap_or(PUBLIC);
            outcomes.push(match Record::parse(&given) {
                Ok(_) => Outcome::Done {
                    id: id.to_owned(),
                    kind: Kind::Practice.as_str(),
                    entry: (!how.dry_run).then(|| ENTRY.to_owned()),
                    seq: (!how.dry_run).then_some(13),
                    outcome: if changes.is_empty() { "published" } else { "updated" },
                    differences: changes,
                },
                Err(problems) => {
                    let indexed = problems.iter().cloned().map(|problem| (index, problem));
                    refusal.problems.extend(indexed);
                    Outcome::Refused(problems)
                }
            });
        }
        if refusal.problems.is_empty() || how.partial {
            return Ok(outcomes);
        }
        Err(refusal.with("count", 1))
    }

    async fn withdraw(&self, id: &str) -> Result<Value, Refusal> {
        record(id).ok_or_else(|| not_found(id))?;
        Ok(json!({ "entry": ENTRY, "seq": 14 }))
    }

    async fn withdraw_many(&self, ids: Vec<String>) -> Result<Value, Refusal> {
        let mut outcomes = Vec::new();
        for (id, seq) in ids.iter().zip(14..) {
            let record = record(id).ok_or_else(|| not_found(id))?;
            TAKEN_BACK
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(id.clone());
            outcomes.push(match record["status"].as_str() {
                Some("withdrawn") => json!({ "id": id, "outcome": "unchanged" }),
                _ => json!({ "id": id, "outcome": "withdrawn", "entry": ENTRY, "seq": seq }),
            });
        }
        Ok(json!(outcomes))
    }

    async fn review(&self, id: &str, next: Option<String>) -> Result<Value, Refusal> {
        record(id).ok_or_else(|| not_found(id))?;
        if let Some(value) = next.as_deref().filter(|next| *next == "yesterday") {
            return Err(Refusal::new("bad_review_date", 422).with("value", value));
        }
        Ok(json!({ "id": id, "kind": "practice", "entry": ENTRY, "seq": 15, "outcome": "updated", "next": next }))
    }

    async fn editable(&self, id: &str) -> Result<Value, Refusal> {
        let mut record = record(id).ok_or_else(|| not_found(id))?;
        if record["platform"]["did"] != SENEGAL {
            return Err(Refusal::new("not_own_record", 403).with("id", id));
        }
        let is_withdrawn = record["status"] == "withdrawn";
        let fields = record.as_object_mut().ok_or_else(|| not_found(id))?;
        PROVENANCE
            .into_iter()
            .chain(["id"])
            .for_each(|name| _ = fields.remove(name));
        if is_withdrawn {
            fields.remove("status");
        }
        Ok(json!({ "id": id, "version": ENTRY, "withdrawn": is_withdrawn, "record": record }))
    }

    async fn replace(&self, id: &str, version: &str, record: Value) -> Result<Value, Refusal> {
        let held = self.editable(id).await?;
        if version != ENTRY {
            return Err(Refusal::new("record_changed", 409).with("id", id));
        }
        PUBLISHED.with_borrow_mut(|published| published.push(record.clone()));
        if let Err(problems) = Record::parse(&record) {
            let mut refusal = Refusal::new("record_invalid", 422).with("count", 1);
            refusal.problems = problems.into_iter().map(|problem| (0, problem)).collect();
            return Err(refusal);
        }
        let outcome = if held["record"] == record {
            "unchanged"
        } else {
            "updated"
        };
        Ok(json!({ "id": id, "entry": ENTRY, "seq": 14, "outcome": outcome }))
    }

    async fn template(&self, id: &str) -> Result<Value, Refusal> {
        let record = record(id).ok_or_else(|| not_found(id))?;
        Ok(json!({ "original": record["original"], "texts": translation::template(&record) }))
    }

    async fn translate(&self, id: &str, translation: Translation) -> Result<Value, Refusal> {
        let record = record(id).ok_or_else(|| not_found(id))?;
        let translated = translation::add(&record, &translation).map_err(|error| match error {
            TranslationError::Nothing => Refusal::new("translation_empty", 422),
            _ => Refusal::new("translation_untranslated", 422),
        })?;
        Ok(json!({ "id": id, "outcome": "updated", "title": translated["title"], "machine": translation.machine }))
    }

    async fn same(&self, one: &str, other: &str) -> Result<Value, Refusal> {
        for id in [one, other] {
            record(id).ok_or_else(|| not_found(id))?;
        }
        Ok(json!({ "id": one, "other": other, "entry": ENTRY, "seq": 16, "outcome": "updated" }))
    }

    async fn stale(&self, filter: Filter) -> Result<Value, Refusal> {
        let row = json!({ "id": PUBLIC, "kind": "practice", "review_by": "2025-01-02" });
        let kind = filter.kind.unwrap_or(Kind::Practice);
        let records = if kind == Kind::Practice { vec![row] } else { Vec::new() };
        Ok(json!({ "total": records.len(), "records": records }))
    }

    async fn alike(&self, filter: Filter, across: bool) -> Result<Value, Refusal> {
        let total = usize::from(across) + usize::from(filter.kind.is_none());
        let pair = json!({
            "score": 85, "records": [row(0), row(3)],
            "reasons": [{ "sign": "same_name" }, { "sign": "same_postcode", "value": "<12500>" }],
        });
        let pairs = if total > 0 { vec![pair] } else { Vec::new() };
        Ok(json!({ "total": total, "pairs": pairs, "complete": true }))
    }

    async fn alike_to(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        self.show(id, audience).await?;
        let reasons =
            json!([{ "sign": "same_name", "points": 60, "value": "sel" }, { "sign": "other_country", "points": -10 }]);
        Ok(json!({ "records": [{ "score": 80, "reasons": reasons, "record": row(3) }] }))
    }

    async fn erase(&self, id: &str) -> Result<Value, Refusal> {
        record(id).ok_or_else(|| not_found(id))?;
        Ok(json!({ "entry": ENTRY, "seq": 15 }))
    }

    async fn answer(&self, id: &str, accepted: bool) -> Result<Value, Refusal> {
        record(id).ok_or_else(|| not_found(id))?;
        Ok(json!({ "entry": ENTRY, "seq": if accepted { 17 } else { 18 } }))
    }

    async fn moderate(&self, id: &str, against: Option<(Act, &str)>) -> Result<Value, Refusal> {
        record(id).ok_or_else(|| not_found(id))?;
        let seq = match against {
            Some((Act::Flag, "spam")) => 19,
            Some((Act::Hide, "spam")) => 20,
            Some(_) => return Err(Refusal::new("unknown_reason", 422).with("known", "spam")),
            None => 21,
        };
        Ok(json!({ "entry": ENTRY, "seq": seq }))
    }

    async fn receipt(&self, id: &str) -> Result<Value, Refusal> {
        record(id).ok_or_else(|| not_found(id))?;
        let said = [(SENEGAL, "erased"), (ECUADOR, "waiting"), (KINGDOM, "cannot_confirm")];
        let said = said.map(|(did, state)| {
            let since = (state == "erased").then_some("2026-02-03T04:05:06Z");
            let mut said = json!({ "did": did, "name": platform(did)["name"], "state": state });
            since.into_iter().for_each(|since| said["since"] = json!(since));
            said
        });
        Ok(json!({
            "id": id, "author": SENEGAL, "erased": [{ "entry": ENTRY, "time": "2026-02-03T04:05:06Z" }],
            "platforms": said, "complete": false,
        }))
    }

    async fn search(&self, query: Query, audience: Audience, full: bool) -> Result<Found<Value>, Refusal> {
        let counts = query.facets.iter().map(|facet| {
            let value = if *facet == Facet::Country { "SN" } else { "practice" };
            (*facet, vec![(value.to_owned(), 25)])
        });
        let cluster = Cluster {
            lat: 14_600_000,
            lon: -17_400_000,
            count: 25,
        };
        let (counts, clusters) = (counts.collect(), query.grid.map(|_| cluster).into_iter().collect());
        let is_much = query.text == MUCH;
        let page = self.list(query.filter, audience, full).await?;
        Ok(Found {
            total: if is_much { 10_001 } else { page.total },
            records: page.records,
            // A whole record is the only one there is.
            cursor: page.cursor.filter(|_| !full),
            counts,
            clusters,
        })
    }

    async fn rebuild_index(&self) -> Result<Value, Refusal> {
        Ok(json!({ "records": 25, "disk_bytes": 1_000, "seconds": 0.1 }))
    }

    async fn list(&self, filter: Filter, audience: Audience, full: bool) -> Result<Page, Refusal> {
        if filter.cursor.as_deref() == Some("nonsense") {
            return Err(Refusal::new("bad_cursor", 404));
        }
        if filter.kind == Some(Kind::Partnership) {
            let records: Vec<Value> = record(PARTNERSHIP).into_iter().collect();
            return Ok(Page {
                total: 1,
                records,
                cursor: None,
            });
        }
        if filter.kind == Some(Kind::Comment) && audience == Audience::Federation {
            return Ok(Page {
                total: 1,
                records: record(COMMENT).into_iter().collect(),
                cursor: None,
            });
        }
        // No page shows so many: somebody wants to know what there is.
        if filter.kind == Some(Kind::Enterprise) && filter.limit == LIMIT_MAX {
            let records = records::registered();
            return Ok(Page {
                total: records.len() as u64,
                records,
                cursor: None,
            });
        }
        let mut records: Vec<Value> = (0..filter.limit.min(25)).map(row).collect();
        if audience == Audience::Federation {
            records.push(json!({ "id": INTERNAL, "kind": "contact" }));
        }
        if full {
            records = match filter.kind {
                Some(Kind::Practice) => record(PUBLIC).into_iter().collect(),
                None => {
                    let named = [Kind::Contact, Kind::Expertise].map(|kind| site::examples(kind, audience));
                    record(PUBLIC).into_iter().chain(named.into_iter().flatten()).collect()
                }
                Some(kind) => site::examples(kind, audience),
            };
        }
        if let Some(kind) = filter.kind {
            records.retain(|record| record["kind"] == kind.as_str());
        }
        Ok(Page {
            total: 7_387,
            records,
            cursor: filter.cursor.is_none().then(|| "next+page".to_owned()),
        })
    }

    async fn show(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        let record = record(id).ok_or_else(|| not_found(id))?;
        if audience == Audience::Public && record["visibility"] == "federation" {
            return Err(not_found(id));
        }
        Ok(match audience {
            Audience::Federation if id == COMMENT => records::as_members_see_it(record),
            _ => record,
        })
    }

    async fn history(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        let record = self.show(id, audience).await?;
        Ok(json!([
            { "entry": ENTRY, "seq": 7, "author": SENEGAL, "time": "2025-09-08T09:17:25.678Z", "op": "publish", "title": record["title"] },
            { "entry": ENTRY, "seq": 12, "author": SENEGAL, "time": "2026-01-02T03:04:05.678Z", "op": "publish", "title": record["title"] },
        ]))
    }

    async fn entry(&self, id: &str, _: Audience) -> Result<Value, Refusal> {
        match id {
            ENTRY => Ok(json!({ "entry": ENTRY, "author": SENEGAL, "seq": 12 })),
            _ => Err(not_found(id)),
        }
    }

    async fn ballots(&self) -> Result<Value, Refusal> {
        let voter = |did: &str| json!({ "did": did, "name": platform(did)["name"] });
        let newcomer = json!({
            "did": "did:key:z6MkNew", "name": "New <one>", "country": "KE", "side": "south",
            "basis": "unctad", "role": "member",
        });
        let change = json!({ "change": "admit", "platform": newcomer, "key_words": "able-about-above" });
        let proposal = json!({
            "hash": ENTRY, "changes": [change], "proposers": [voter(SENEGAL)], "votes": [voter(SENEGAL)],
            "confirmations": [], "missing": [voter(ECUADOR)], "voted_here": true,
        });
        let voters = [SENEGAL, ECUADOR, KINGDOM].map(voter);
        Ok(json!({
            "epoch": 1, "round": 0, "quorum": 2, "voters": voters,
            "proposals": [proposal], "refusals": [voter(KINGDOM)], "doubles": [], "frozen": [],
        }))
    }

    async fn propose(&self, changes: Vec<Wish>) -> Result<Value, Refusal> {
        match changes.first() {
            Some(Wish::Admit { card, .. }) if card == "card" => {
                Ok(json!({ "federation": ENTRY, "charter": ENTRY, "round": 0, "epoch": 0, "in_force": false }))
            }
            _ => Err(Refusal::new("bad_card", 422).with("cause", "too short")),
        }
    }

    async fn vote(&self, charter: Option<String>, _: bool) -> Result<Value, Refusal> {
        Ok(json!({ "federation": ENTRY, "charter": charter, "round": 0, "epoch": 1, "in_force": true }))
    }

    async fn invite(&self, role: Option<String>, expires_s: Option<u64>) -> Result<String, Refusal> {
        Ok(format!(
            "{}-{}",
            role.unwrap_or_default(),
            expires_s.unwrap_or_default()
        ))
    }

    async fn verify(&self, _: bool) -> Result<Value, Refusal> {
        Err(Refusal::internal("the disk is on fire"))
    }
}
