//! What staff meet: the way in, and what keeps others out.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use tower::ServiceExt as _;

use super::made_up::{MadeUp, TOKEN};
use super::{Answer, answered};

/// The site with its sessions, as one browser meets it.
pub(super) struct Browser {
    site: axum::Router,
    cookie: Option<String>,
}

impl Browser {
    pub(super) fn new() -> Self {
        let site = super::super::routes(std::sync::Arc::new(MadeUp));
        Self { site, cookie: None }
    }

    pub(super) async fn send(&mut self, request: Request<Body>) -> Answer {
        let mut request = request;
        if let Some(cookie) = &self.cookie {
            let cookie = HeaderValue::from_str(cookie).expect("a cookie");
            request.headers_mut().insert(header::COOKIE, cookie);
        }
        let response = self.site.clone().oneshot(request).await.expect("routes never fail");
        let answer = answered(response).await;
        // Beside it comes the one that keeps a choice of language.
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
        let mut pairs = cookies.filter_map(|cookie| cookie.to_str().ok()?.split_once(';'));
        if let Some((pair, _)) = pairs.find(|(pair, _)| pair.starts_with("session=")) {
            self.cookie = Some(pair.to_owned());
        }
        answer
    }

    pub(super) async fn open(&mut self, address: &str) -> Answer {
        let request = Request::get(address).header(header::HOST, "127.0.0.1:4380");
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    pub(super) async fn submit(&mut self, address: &str, form: &str) -> Answer {
        self.send(form_from("http://127.0.0.1:4380", address, form)).await
    }

    pub(super) async fn log_in(&mut self) -> Answer {
        let answer = self.submit("/admin/login", &format!("token={TOKEN}&next=/admin")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer
    }
}

/// A form that a page of `origin` sends.
fn form_from(origin: &str, address: &str, form: &str) -> Request<Body> {
    Request::post(address)
        .header(header::HOST, "127.0.0.1:4380")
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .expect("a request")
}

#[tokio::test]
async fn whoever_has_not_logged_in_is_led_to_the_login_and_back() {
    let mut browser = Browser::new();
    let refused = browser.open("/admin?lang=fr").await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let login = refused.header(header::LOCATION).to_owned();
    assert_eq!(login, "/admin/login?next=%2Fadmin%3Flang%3Dfr");
    let page = browser.open(&login).await;
    assert!(
        page.body.contains(r#"name="next" value="/admin?lang=fr""#),
        "{}",
        page.body
    );

    let wrong = browser.submit("/admin/login", "token=nonsense&next=/admin").await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert!(wrong.body.contains(r#"role="alert""#) && !wrong.body.contains("nonsense"));

    let right = browser.log_in().await;
    assert_eq!(right.header(header::LOCATION), "/admin");
    let overview = browser.open("/admin").await;
    assert_eq!(
        (overview.status, overview.header(header::CACHE_CONTROL)),
        (StatusCode::OK, "no-store")
    );
    browser.submit("/admin/logout", "").await;
    assert_eq!(browser.open("/admin").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_login_leads_to_no_other_site() {
    for next in [
        "//example.org",
        "https://example.org",
        "/records",
        "/admin/logout",
        "/adminX",
        "/admin/\\example.org",
    ] {
        let mut browser = Browser::new();
        let answer = browser
            .submit("/admin/login", &format!("token={TOKEN}&next={next}"))
            .await;
        assert_eq!(answer.header(header::LOCATION), "/admin", "{next}");
    }
}

#[tokio::test]
async fn forms_of_other_sites_change_nothing() {
    let mut browser = Browser::new();
    browser.log_in().await;
    for origin in [
        "http://example.org",
        "null",
        "http://127.0.0.1:4381",
        "http://127.0.0.1:4380.example.org",
    ] {
        let answer = browser.send(form_from(origin, "/admin/logout", "")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{origin}");
    }
    let no_origin = Request::post("/admin/logout").header(header::HOST, "127.0.0.1:4380");
    let answer = browser.send(no_origin.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.open("/admin").await.status, StatusCode::OK, "still logged in");
}

#[tokio::test]
async fn pages_for_staff_answer_under_the_sites_own_names_only() {
    for (host, status) in [
        ("127.0.0.1:4380", StatusCode::OK),
        ("[::1]:4380", StatusCode::OK),
        ("localhost", StatusCode::OK),
        ("Ayni.example.org", StatusCode::OK),
        ("evil.example.org", StatusCode::MISDIRECTED_REQUEST),
        ("", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let request = Request::get("/admin/login").header(header::HOST, host);
        let answer = Browser::new()
            .send(request.body(Body::empty()).expect("a request"))
            .await;
        assert_eq!(answer.status, status, "{host}");
    }
}

#[tokio::test]
async fn the_token_opens_no_page_and_a_session_no_interface() {
    let mut browser = Browser::new();
    let with_token = Request::get("/admin")
        .header(header::HOST, "localhost")
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
    let answer = browser.send(with_token.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    browser.log_in().await;
    assert_eq!(browser.open("/api/v1/status").await.status, StatusCode::UNAUTHORIZED);
}
