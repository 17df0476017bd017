//! Who works here: staff who have shown a page the node's access token get a session, which a cookie names.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use ayni_protocol::identity::Hash;

use super::backend::Backend;
use super::origin::SameSite;
use super::pages;
use super::reader::cookies;
use super::tray::{FILES_BYTES_MAX, Tray};
use crate::refusal::Refusal;

/// Most sessions at a time: a platform has few staff. Beyond it the one that was used longest ago ends.
const SESSIONS_MAX: usize = 64;

/// A session that nobody uses ends after this long.
const QUIET_MAX: Duration = Duration::from_secs(2 * 60 * 60);

/// Every session ends after this long: a working day.
const AGE_MAX: Duration = Duration::from_secs(12 * 60 * 60);

/// The cookie's name.
const COOKIE: &str = "session";

/// Pages under which the browser sends the cookie.
const PATH: &str = "/admin";

/// The sessions that are open. They end with the node.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<BTreeMap<Hash, Session>>);

#[derive(Debug)]
struct Session {
    began: Instant,
    used: Instant,
    /// What the next page says first.
    notice: Option<String>,
    /// The file that waits to be published.
    tray: Option<Arc<Tray>>,
}

impl Session {
    fn is_open(&self, now: Instant) -> bool {
        now.duration_since(self.began) < AGE_MAX && now.duration_since(self.used) < QUIET_MAX
    }
}

impl Sessions {
    fn all(&self) -> MutexGuard<'_, BTreeMap<Hash, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a session; the cookie that names it. `is_https` keeps the browser from sending it unencrypted.
    pub(super) fn open(&self, is_https: bool) -> Result<HeaderValue, Refusal> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(Refusal::internal)?;
        let secret = hex::encode(secret);
        let now = Instant::now();
        let mut sessions = self.all();
        sessions.retain(|_, session| session.is_open(now));
        if sessions.len() >= SESSIONS_MAX {
            let quietest = sessions.iter().min_by_key(|(_, session)| session.used);
            let quietest = quietest.map(|(key, _)| *key);
            quietest.map(|key| sessions.remove(&key));
        }
        let session = Session {
            began: now,
            used: now,
            notice: None,
            tray: None,
        };
        // Only the hash is kept and looked up: how long that takes says nothing of the secret.
        sessions.insert(Hash::of(secret.as_bytes()), session);
        let secure = if is_https { "; Secure" } else { "" };
        cookie(&format!(
            "{COOKIE}={secret}; Path={PATH}; HttpOnly; SameSite=Strict{secure}"
        ))
    }

    /// The session that a request belongs to, which is used now.
    fn of(&self, headers: &HeaderMap) -> Option<Hash> {
        let now = Instant::now();
        let mut sessions = self.all();
        let named = cookies(headers).filter(|(name, _)| *name == COOKIE);
        let mut keys = named.map(|(_, secret)| Hash::of(secret.as_bytes()));
        keys.find(|key| {
            let session = sessions.get_mut(key).filter(|session| session.is_open(now));
            session.map(|session| session.used = now).is_some()
        })
    }
}

fn cookie(text: &str) -> Result<HeaderValue, Refusal> {
    HeaderValue::from_str(text).map_err(Refusal::internal)
}

/// Proof that the request comes from staff who have logged in, on a page of this site.
#[derive(Clone, Debug)]
pub(super) struct Staff {
    sessions: Arc<Sessions>,
    key: Hash,
}

impl Staff {
    /// Says `notice` at the top of the next page of this session.
    pub(super) fn tell(&self, notice: String) {
        let mut sessions = self.sessions.all();
        let session = sessions.get_mut(&self.key);
        session
            .into_iter()
            .for_each(|session| session.notice = Some(notice.clone()));
    }

    /// What was to be said, once.
    pub(super) fn told(&self) -> Option<String> {
        self.sessions.all().get_mut(&self.key)?.notice.take()
    }

    /// Keeps a file until the session ends or another one comes.
    ///
    /// # Errors
    /// `uploads_full` where those of all sessions take the room.
    pub(super) fn keep(&self, tray: Tray) -> Result<(), Refusal> {
        let now = Instant::now();
        let mut sessions = self.sessions.all();
        // The file of a session that has ended goes with it.
        sessions.retain(|_, session| session.is_open(now));
        if let Some(session) = sessions.get_mut(&self.key) {
            session.tray = None;
        }
        let trays = sessions.values().filter_map(|session| session.tray.as_ref());
        let held: usize = trays.map(|tray| tray.bytes()).sum();
        if held + tray.bytes() > FILES_BYTES_MAX {
            return Err(Refusal::new("uploads_full", 503));
        }
        if let Some(session) = sessions.get_mut(&self.key) {
            session.tray = Some(Arc::new(tray));
        }
        Ok(())
    }

    /// The file of this session, if it is still the one with this key.
    pub(super) fn kept(&self, key: &str) -> Option<Arc<Tray>> {
        let tray = self.sessions.all().get(&self.key)?.tray.clone();
        tray.filter(|tray| tray.key == key)
    }

    /// Ends the session; the cookie that ends the browser's.
    pub(super) fn leave(self) -> Result<HeaderValue, Refusal> {
        self.sessions.all().remove(&self.key);
        cookie(&format!("{COOKIE}=; Path={PATH}; Max-Age=0; HttpOnly; SameSite=Strict"))
    }
}

impl FromRequestParts<Arc<dyn Backend>> for Staff {
    type Rejection = Response;

    /// Whoever has no session is led to the page where they get one, and from there back.
    async fn from_request_parts(parts: &mut Parts, node: &Arc<dyn Backend>) -> Result<Self, Response> {
        let same_site = SameSite::from_request_parts(parts, node).await;
        same_site.map_err(IntoResponse::into_response)?;
        let sessions = sessions(parts).map_err(IntoResponse::into_response)?;
        match sessions.of(&parts.headers) {
            Some(key) => Ok(Self { sessions, key }),
            None => Err(Redirect::to(&pages::login_for(&parts.uri)).into_response()),
        }
    }
}

/// The sessions that a request may belong to.
pub(super) struct Open(pub(super) Arc<Sessions>);

impl FromRequestParts<Arc<dyn Backend>> for Open {
    type Rejection = super::answer::Refused;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<dyn Backend>) -> Result<Self, Self::Rejection> {
        sessions(parts).map(Self)
    }
}

fn sessions(parts: &Parts) -> Result<Arc<Sessions>, super::answer::Refused> {
    let sessions = parts.extensions.get::<Arc<Sessions>>().cloned();
    sessions.ok_or_else(|| Refusal::internal("routes without sessions").into())
}

#[cfg(test)]
mod tests {
    use axum::http::header;
    use ayni_protocol::record::Kind;
    use tempfile::NamedTempFile;

    use super::super::tray::{self, FILE_BYTES_MAX, Order};
    use super::*;
    use crate::exchange::{Format, Hints, Mapping};
    use crate::import::Report;

    fn headers(cookie: &HeaderValue) -> HeaderMap {
        let pair = cookie.to_str().expect("text").split(';').next().expect("a pair");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, pair.parse().expect("a header"));
        headers
    }

    #[test]
    fn a_session_is_open_until_it_is_left_or_grows_old() {
        let sessions = Arc::new(Sessions::default());
        let cookie = sessions.open(true).expect("random bytes");
        let text = cookie.to_str().expect("text");
        for attribute in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/admin"] {
            assert!(text.contains(attribute), "{text}");
        }
        let headers = headers(&cookie);
        let key = sessions.of(&headers).expect("open");
        sessions.all().get_mut(&key).expect("it").used -= QUIET_MAX;
        assert_eq!(sessions.of(&headers), None, "nobody has used it for too long");
        let session = sessions.all().remove(&key).expect("it");
        let (used, began) = (Instant::now(), session.began - AGE_MAX);
        sessions.all().insert(key, Session { used, began, ..session });
        assert_eq!(sessions.of(&headers), None, "it is older than a day's work");
    }

    #[test]
    fn what_is_told_is_said_once() {
        let sessions = Arc::new(Sessions::default());
        let cookie = sessions.open(false).expect("random bytes");
        let key = sessions.of(&headers(&cookie)).expect("open");
        let staff = Staff {
            sessions: sessions.clone(),
            key,
        };
        staff.tell("done".to_owned());
        assert_eq!((staff.told().as_deref(), staff.told()), (Some("done"), None));
        staff.leave().expect("a cookie");
        assert_eq!(sessions.of(&headers(&cookie)), None);
    }

    fn tray(bytes: usize) -> Tray {
        let order = Order {
            missing: None,
            name: "a.csv".to_owned(),
            file: vec![0; bytes].into(),
            format: Format::Csv,
            hints: Hints::default(),
            mapping: Mapping::plain(Kind::Enterprise),
        };
        let sorted = tray::Sorted {
            absence: None,
            report: Report::default(),
            rejected: NamedTempFile::new().expect("a file"),
        };
        Tray::new(format!("of {bytes}"), order, sorted)
    }

    #[test]
    fn a_session_keeps_one_file_and_all_together_keep_so_many_bytes() {
        let sessions = Arc::new(Sessions::default());
        let mut staff = (0..=FILES_BYTES_MAX / FILE_BYTES_MAX).map(|_| {
            let cookie = sessions.open(false).expect("random bytes");
            Staff {
                key: sessions.of(&headers(&cookie)).expect("open"),
                sessions: sessions.clone(),
            }
        });
        let late = staff.next().expect("one");
        let others: Vec<Staff> = staff.collect();
        for one in &others {
            one.keep(tray(FILE_BYTES_MAX)).expect("room");
        }
        assert_eq!(late.keep(tray(1)).expect_err("full").code, "uploads_full");
        others[0]
            .keep(tray(FILE_BYTES_MAX - 1))
            .expect("in the place of its own");
        assert!(
            others[0].kept(&format!("of {FILE_BYTES_MAX}")).is_none(),
            "that one is gone"
        );
        assert!(others[0].kept(&format!("of {}", FILE_BYTES_MAX - 1)).is_some());
        late.keep(tray(1)).expect("room for a byte");
        let key = late.key;
        late.leave().expect("a cookie");
        let ended = Staff { key, sessions };
        assert!(ended.kept("of 1").is_none(), "a file goes with its session");
    }

    #[test]
    fn the_session_that_was_used_longest_ago_makes_room() {
        let sessions = Sessions::default();
        let first = sessions.open(false).expect("random bytes");
        let second = sessions.open(false).expect("random bytes");
        for _ in 2..SESSIONS_MAX {
            sessions.open(false).expect("random bytes");
        }
        assert!(sessions.of(&headers(&first)).is_some());
        sessions.open(false).expect("random bytes");
        assert!(sessions.of(&headers(&first)).is_some());
        assert!(sessions.of(&headers(&second)).is_none());
    }
}
