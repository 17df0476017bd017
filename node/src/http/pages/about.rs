//! The page that says who runs this node, what it is, and how far to trust it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use ayni_protocol::record::Kind;
use serde::Deserialize;
use serde_json::Value;

use super::answers::read;
use super::fields::leads_to_web;
use super::markdown::Piece;
use super::names::{country_name, side_name};
use super::rows::path;
use super::words::{Choice, Words, language_name};
use super::{Frame, page};
use crate::catalogue::{Audience, Filter};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::refusal::Refusal;
use crate::text::say;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    frame: Frame,
    name: String,
    country: String,
    side: String,
    did: String,
    profile: Option<Profile>,
}

/// What the platform says of itself.
struct Profile {
    href: String,
    mandate: Option<Words>,
    web_site: Option<String>,
    languages: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    did: String,
    name: String,
    country: String,
    side: String,
}

/// Answers `GET /about`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let status: Status = read(node.status().await?)?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "site-about", &[]));
    let about = About {
        profile: profile(node.as_ref(), &status.did, &frame).await?,
        country: country_name(&status.country, language),
        side: side_name(&status.side, language),
        name: status.name,
        did: status.did,
        frame,
    };
    Ok(page(&about, language)?)
}

/// The record by which the platform introduces itself, if it has published one.
async fn profile(node: &dyn Backend, did: &str, frame: &Frame) -> Result<Option<Profile>, Refusal> {
    let filter = Filter {
        kind: Some(Kind::Platform),
        platform: Some(did.to_owned()),
        limit: 1,
        ..Filter::default()
    };
    let found = node.list(filter, Audience::Public, true).await?;
    let language = frame.language;
    let profile = found.records.first().map(|record| Profile {
        href: format!("{}{}", path(record, &[]), frame.keep),
        mandate: Choice::of(record, language).words(&record["mandate"]),
        web_site: record["web_site"]
            .as_str()
            .filter(|site| leads_to_web(site))
            .map(str::to_owned),
        languages: names(&record["languages"], frame),
    });
    Ok(profile)
}

fn names(tags: &Value, frame: &Frame) -> String {
    let tags = tags.as_array().into_iter().flatten().filter_map(Value::as_str);
    let names: Vec<String> = tags.map(|tag| language_name(tag, frame.language)).collect();
    names.join(", ")
}
