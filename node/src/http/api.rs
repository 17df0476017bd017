//! The JSON interface under `/api/v1`, and the two addresses that say how the node is.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use ayni_protocol::record::translation::Translation;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Refused, problem_json};
use super::backend::Backend;
use super::body::{self, BODY_BYTES_MAX, RECORDS_BYTES_MAX};
use super::caller::{Admin, Caller};
use super::query::{self, Id};
use super::reader::Reader;
use super::statistics::Statistics;
use crate::catalogue::{Act, Audience};
use crate::node::{Outcome, Publication, Wish};
use crate::search::Counts;
use crate::text::Language;

type Node = State<Arc<dyn Backend>>;
type Answer = Result<Response, Refused>;
type Body = Result<Bytes, BytesRejection>;

/// Every address of the interface.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    let publishing = post(publish).layer(DefaultBodyLimit::max(RECORDS_BYTES_MAX));
    Router::new()
        .route("/healthz", get(StatusCode::NO_CONTENT))
        .route("/readyz", get(ready))
        .route("/api/v1/status", get(status))
        .route("/api/v1/peers", get(peers))
        .route("/api/v1/records", get(list).merge(publishing))
        .route("/api/v1/search", get(search))
        .route("/api/v1/statistics", get(statistics))
        .route("/api/v1/index/rebuild", post(rebuild_index))
        .route("/api/v1/records/{id}", get(show))
        .route("/api/v1/records/{id}/history", get(history))
        .route("/api/v1/records/{id}/withdraw", post(withdraw))
        .route("/api/v1/records/{id}/review", post(review))
        .route("/api/v1/records/{id}/same", post(same))
        .route("/api/v1/records/{id}/translation", get(template).post(translate))
        .route("/api/v1/withdrawals", post(withdraw_many))
        .route("/api/v1/stale", get(stale))
        .route("/api/v1/duplicates", get(duplicates))
        .route("/api/v1/records/{id}/answer", post(answer))
        .route("/api/v1/records/{id}/flag", post(flag))
        .route("/api/v1/records/{id}/hide", post(hide))
        .route("/api/v1/records/{id}/allow", post(allow))
        .route("/api/v1/records/{id}/erase", post(erase))
        .route("/api/v1/records/{id}/receipt", get(receipt))
        .route("/api/v1/entries/{id}", get(entry))
        .route("/api/v1/charter", get(charter))
        .route("/api/v1/charter/ballots", get(ballots))
        .route("/api/v1/charter/proposals", post(propose))
        .route("/api/v1/charter/votes", post(vote))
        .route("/api/v1/invitations", post(invite))
        .route("/api/v1/verify", post(verify))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

/// JSON that no cache keeps: what it says changes with every entry, and with who asks.
fn fresh(value: impl serde::Serialize) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(value)).into_response()
}

async fn ready(State(node): Node) -> StatusCode {
    if node.ready() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

async fn status(State(node): Node, _: Admin) -> Answer {
    Ok(fresh(node.status().await?))
}

/// What anybody may know of a connection, as the page of the federation shows it: not where the other end is, nor how it is seen here.
const PEER: [&str; 6] = ["did", "name", "country", "side", "link", "since"];

async fn peers(State(node): Node, Caller(audience): Caller) -> Answer {
    let mut peers = node.peers().await?;
    if audience == Audience::Public {
        for peer in peers
            .as_array_mut()
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
        {
            peer.retain(|name, _| PEER.contains(&name.as_str()));
        }
    }
    Ok(fresh(peers))
}

async fn charter(State(node): Node, _: Caller) -> Answer {
    Ok(fresh(node.charter().await?))
}

async fn list(State(node): Node, Caller(audience): Caller, uri: Uri) -> Answer {
    let parameters = query::parameters(&uri, &[&query::FILTERS[..], &["limit", "cursor", "full"]].concat())?;
    let filter = query::filter(&parameters)?;
    let full = query::switch(&parameters, "full")?;
    Ok(fresh(node.list(filter, audience, full).await?))
}

async fn search(State(node): Node, Caller(audience): Caller, uri: Uri) -> Answer {
    let known = [&query::FILTERS[..], &query::SEARCH[..], &["limit", "cursor"]].concat();
    let query = query::search(&query::parameters(&uri, &known)?)?;
    let is_counted = !query.facets.is_empty();
    let found = node.search(query, audience, false).await?;
    let mut answer = json!({ "total": found.total, "records": found.records, "cursor": found.cursor });
    if is_counted {
        answer["facets"] = counted(found.counts);
    }
    Ok(fresh(answer))
}

/// How many records there are under the values of facets.
fn counted(counts: Counts) -> Value {
    let counts = counts.into_iter().map(|(facet, values)| {
        let values = values
            .into_iter()
            .map(|(value, count)| json!({ "value": value, "count": count }));
        (facet.name().to_owned(), Value::Array(values.collect()))
    });
    Value::Object(counts.collect())
}

async fn statistics(State(node): Node, Caller(audience): Caller, uri: Uri) -> Answer {
    let filter = query::filter(&query::parameters(&uri, &query::FILTERS)?)?;
    let Statistics {
        as_of,
        state,
        total,
        counts,
    } = Statistics::of(node.as_ref(), filter, audience).await?;
    Ok(fresh(json!({
        "as_of": as_of,
        "frontier_digest": state.frontier_digest,
        "unsearchable": state.unsearchable,
        "total": total,
        "facets": counted(counts),
    })))
}

async fn rebuild_index(State(node): Node, _: Admin) -> Answer {
    Ok(fresh(node.rebuild_index().await?))
}

async fn show(State(node): Node, Caller(audience): Caller, Id(id): Id) -> Answer {
    Ok(fresh(node.show(&id, audience).await?))
}

async fn history(State(node): Node, Caller(audience): Caller, Id(id): Id) -> Answer {
    Ok(fresh(node.history(&id, audience).await?))
}

async fn entry(State(node): Node, Caller(audience): Caller, Id(id): Id) -> Answer {
    Ok(fresh(node.entry(&id, audience).await?))
}

async fn publish(State(node): Node, _: Admin, reader: Reader, uri: Uri, body: Body) -> Answer {
    let parameters = query::parameters(&uri, &["dry_run", "partial"])?;
    let how = Publication {
        dry_run: query::switch(&parameters, "dry_run")?,
        partial: query::switch(&parameters, "partial")?,
    };
    let records = body::records(&body::whole(body, RECORDS_BYTES_MAX)?)?;
    let outcomes = node.publish(records, how).await?;
    let results: Vec<Value> = outcomes
        .iter()
        .map(|outcome| result(outcome, reader.language))
        .collect();
    Ok(fresh(json!({ "results": results })))
}

/// What became of one record.
fn result(outcome: &Outcome, language: Language) -> Value {
    match outcome {
        Outcome::Done {
            id,
            kind,
            entry,
            seq,
            outcome,
            differences,
        } => {
            let mut value = json!({ "id": id, "kind": kind, "outcome": outcome });
            if let Some(entry) = entry {
                value["entry"] = json!(entry);
            }
            if let Some(seq) = seq {
                value["seq"] = json!(seq);
            }
            if !differences.is_empty() {
                value["changes"] = json!(differences);
            }
            value
        }
        Outcome::Refused(problems) => {
            let problems: Vec<Value> = problems.iter().map(|problem| problem_json(problem, language)).collect();
            json!({ "problems": problems })
        }
    }
}

async fn withdraw(State(node): Node, _: Admin, Id(id): Id) -> Answer {
    Ok(fresh(node.withdraw(&id).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Withdrawals {
    ids: Vec<String>,
}

async fn withdraw_many(State(node): Node, _: Admin, body: Body) -> Answer {
    let Withdrawals { ids } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(json!({ "results": node.withdraw_many(ids).await? })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    next: Option<String>,
}

async fn review(State(node): Node, _: Admin, Id(id): Id, body: Body) -> Answer {
    let Review { next } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.review(&id, next).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    other: String,
}

async fn same(State(node): Node, _: Admin, Id(id): Id, body: Body) -> Answer {
    let Same { other } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.same(&id, &other).await?))
}

async fn template(State(node): Node, _: Admin, Id(id): Id) -> Answer {
    Ok(fresh(node.template(&id).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Translated {
    language: String,
    texts: BTreeMap<String, String>,
    #[serde(default)]
    machine: bool,
    #[serde(default)]
    replace: bool,
}

async fn translate(State(node): Node, _: Admin, Id(id): Id, body: Body) -> Answer {
    let translated: Translated = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    let translation = Translation {
        language: translated.language,
        texts: translated.texts,
        machine: translated.machine,
        replace: translated.replace,
    };
    Ok(fresh(node.translate(&id, translation).await?))
}

async fn stale(State(node): Node, _: Admin, uri: Uri) -> Answer {
    let parameters = query::parameters(&uri, &[&query::FILTERS[..], &["limit"]].concat())?;
    Ok(fresh(node.stale(query::filter(&parameters)?).await?))
}

async fn duplicates(State(node): Node, _: Admin, uri: Uri) -> Answer {
    let parameters = query::parameters(&uri, &[&query::FILTERS[..], &["limit", "across"]].concat())?;
    let across = query::switch(&parameters, "across")?;
    Ok(fresh(node.alike(query::filter(&parameters)?, across).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    accepted: bool,
}

async fn answer(State(node): Node, _: Admin, Id(id): Id, body: Body) -> Answer {
    let Answered { accepted } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.answer(&id, accepted).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Objection {
    reason: String,
}

async fn flag(State(node): Node, _: Admin, Id(id): Id, body: Body) -> Answer {
    let Objection { reason } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.moderate(&id, Some((Act::Flag, &reason))).await?))
}

async fn hide(State(node): Node, _: Admin, Id(id): Id, body: Body) -> Answer {
    let Objection { reason } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.moderate(&id, Some((Act::Hide, &reason))).await?))
}

async fn allow(State(node): Node, _: Admin, Id(id): Id) -> Answer {
    Ok(fresh(node.moderate(&id, None).await?))
}

async fn erase(State(node): Node, _: Admin, Id(id): Id) -> Answer {
    Ok(fresh(node.erase(&id).await?))
}

async fn receipt(State(node): Node, _: Admin, Id(id): Id) -> Answer {
    Ok(fresh(node.receipt(&id).await?))
}

async fn ballots(State(node): Node, _: Caller) -> Answer {
    Ok(fresh(node.ballots().await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proposal {
    changes: Vec<Wish>,
}

async fn propose(State(node): Node, _: Admin, body: Body) -> Answer {
    let Proposal { changes } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.propose(changes).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vote {
    /// Null to vote for none; never left out, since a vote can't be taken back.
    #[serde(deserialize_with = "Option::deserialize")]
    charter: Option<String>,
    #[serde(default)]
    next_round: bool,
}

async fn vote(State(node): Node, _: Admin, body: Body) -> Answer {
    let Vote { charter, next_round } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.vote(charter, next_round).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invitation {
    role: Option<String>,
    #[serde(default, deserialize_with = "body::integer")]
    expires_s: Option<u64>,
}

async fn invite(State(node): Node, _: Admin, body: Body) -> Answer {
    let Invitation { role, expires_s } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    let ticket = node.invite(role, expires_s).await?;
    Ok(fresh(json!({ "ticket": ticket })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    #[serde(default)]
    deep: bool,
}

async fn verify(State(node): Node, _: Admin, body: Body) -> Answer {
    let Check { deep } = body::object(&body::whole(body, BODY_BYTES_MAX)?)?;
    Ok(fresh(node.verify(deep).await?))
}
