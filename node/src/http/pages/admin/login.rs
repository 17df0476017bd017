//! The way in: staff show the node's access token once and get a session.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::Frame;
use super::{LOGIN_BYTES_MAX, Sent, desk, with_form};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::origin::SameSite;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::{Open, Staff};

const PARAMETERS: [&str; 2] = ["lang", "next"];

#[derive(Template)]
#[template(path = "admin/login.html")]
struct Login {
    frame: Frame,
    /// Where to go then.
    next: String,
    is_wrong: bool,
}

/// What somebody shows, and where they want to go.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    token: String,
    next: String,
}

/// Answers `GET /admin/login`.
pub(super) async fn show(_: SameSite, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    let parameters = query::parameters(&uri, &PARAMETERS)?;
    let next = parameters.into_iter().find(|(name, _)| name == "next");
    let next = next.map(|(_, next)| next).unwrap_or_default();
    let login = Login {
        frame: Frame::new(reader, &uri, String::new()),
        next: inside(next),
        is_wrong: false,
    };
    Ok(desk(&titled(login), reader.language)?)
}

/// Answers `POST /admin/login`: the right token opens a session.
pub(super) async fn enter(
    State(node): State<Arc<dyn Backend>>,
    same_site: SameSite,
    Open(sessions): Open,
    reader: Reader,
    uri: Uri,
    Sent(shown): Sent<Shown, LOGIN_BYTES_MAX>,
) -> Result<Response, Refused> {
    let next = inside(shown.next);
    if node.token_is(shown.token.trim()) {
        let cookie = sessions.open(same_site.is_https)?;
        return Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&next)).into_response());
    }
    let login = Login {
        frame: Frame::new(reader, &uri, String::new()),
        next,
        is_wrong: true,
    };
    let wrong = Some(StatusCode::FORBIDDEN);
    Ok(with_form(&titled(login), wrong, reader.language)?)
}

/// Answers `POST /admin/logout`.
pub(super) async fn leave(staff: Staff) -> Result<Response, Refused> {
    let cookie = staff.leave()?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

fn titled(mut login: Login) -> Login {
    login.frame.title = login.frame.say("admin-login");
    login
}

/// The address if it is one of a page for staff: a login leads nowhere else.
fn inside(next: String) -> String {
    let is_inside = next == "/admin" || next.starts_with("/admin/") || next.starts_with("/admin?");
    let is_page = is_inside && !next.starts_with("/admin/log") && !next.contains(['\\', '\r', '\n']);
    if is_page { next } else { "/admin".to_owned() }
}
