//! Talks to the node that runs on a data directory, over its HTTP interface.

use std::fs::File;
use std::io::{self, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ayni_node::data_dir::DataDir;
use ayni_node::refusal::Refusal;
use ayni_node::text::Language;
use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, RequestBuilder};

use crate::context::Context;
use crate::failure::{Failure, Told};

/// Longest wait for a connection: the node is on this machine, or in a container of it.
const CONNECT_WAIT_MAX: Duration = Duration::from_secs(5);
/// Longest wait for an answer to a question: the node itself gives up after 30 s.
const ANSWER_WAIT_MAX: Duration = Duration::from_secs(40);
/// Longest wait for what reads or writes a lot: the node itself gives up after 10 minutes.
const WORK_WAIT_MAX: Duration = Duration::from_secs(11 * 60);
/// Longest answer in bytes: a page of 100 whole records of 500,000 bytes each, more than any record has.
const ANSWER_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Longest token file in bytes: it is one short line.
const FILE_BYTES_MAX: u64 = 4 * 1024;

/// A running node.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    dir: PathBuf,
    base: String,
    /// Absent for what anybody may ask.
    token: Option<String>,
    language: Language,
}

impl Client {
    /// The node that runs on the data directory of `context`. Nothing is sent to it yet.
    ///
    /// Errors: `no_node` if no process that listens has the directory; the token can't be read.
    pub(crate) fn find(context: &Context) -> Result<Self, Failure> {
        let dir = context.data_dir()?;
        let address = locked_address(&dir).ok_or_else(|| no_node(&dir, context.ui.language))?;
        let path = DataDir::new(&dir).token();
        let token = short_text(&path).map_err(|cause| {
            Failure::from(
                Refusal::new("token_unreadable", 500)
                    .with("path", path.display())
                    .with("cause", cause),
            )
        })?;
        Ok(Self {
            agent: agent(),
            dir,
            base: format!("http://{address}"),
            token: Some(token.trim().to_owned()),
            language: context.ui.language,
        })
    }

    /// The same node, asked as anybody would: it shows public records alone.
    pub(crate) fn without_token(self) -> Self {
        Self { token: None, ..self }
    }

    /// What the node answers to a question.
    pub(crate) fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Value, Failure> {
        let request = self
            .agent
            .get(format!("{}{path}", self.base))
            .query_pairs(query.iter().map(|(name, value)| (*name, value.as_str())))
            .header("accept", "application/json")
            .header("accept-language", self.language.as_str());
        self.read(self.signed(request).call())
    }

    /// What the node answers to `body`, a JSON text.
    pub(crate) fn post(&self, path: &str, query: &[(&str, String)], body: &[u8]) -> Result<Value, Failure> {
        let request = self
            .agent
            .post(format!("{}{path}", self.base))
            .query_pairs(query.iter().map(|(name, value)| (*name, value.as_str())))
            .content_type("application/json")
            .header("accept", "application/json")
            .header("accept-language", self.language.as_str());
        let request = self
            .signed(request)
            .config()
            .timeout_global(Some(WORK_WAIT_MAX))
            .build();
        self.read(request.send(body))
    }

    fn signed<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        match &self.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    fn read(&self, answer: Result<Response<ureq::Body>, ureq::Error>) -> Result<Value, Failure> {
        let mut answer = answer.map_err(|error| self.unanswered(&error))?;
        let status = answer.status();
        let bytes = answer
            .body_mut()
            .with_config()
            .limit(ANSWER_BYTES_MAX)
            .read_to_vec()
            .map_err(|error| self.unanswered(&error))?;
        if status.is_success() {
            return serde_json::from_slice(&bytes).map_err(|_| self.odd(status.as_u16()));
        }
        Err(refused(&bytes).unwrap_or_else(|| self.odd(status.as_u16())))
    }

    fn unanswered(&self, error: &ureq::Error) -> Failure {
        let refused = matches!(error, ureq::Error::ConnectionFailed | ureq::Error::HostNotFound)
            || matches!(error, ureq::Error::Timeout(ureq::Timeout::Connect))
            || matches!(error, ureq::Error::Io(cause) if cause.kind() == io::ErrorKind::ConnectionRefused);
        if refused {
            return no_node(&self.dir, self.language);
        }
        match error {
            ureq::Error::BodyExceedsLimit(_) | ureq::Error::Protocol(_) => self.odd(0),
            cause => Refusal::new("node_silent", 503)
                .with("address", &self.base)
                .with("cause", cause)
                .into(),
        }
    }

    /// Something answers, but not as a node does.
    fn odd(&self, status: u16) -> Failure {
        Refusal::new("answer_odd", 502)
            .with("address", &self.base)
            .with("status", status)
            .into()
    }
}

/// A client of nodes on this machine: no proxy may see the token, no redirect may carry it elsewhere.
fn agent() -> Agent {
    Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_connect(Some(CONNECT_WAIT_MAX))
        .timeout_global(Some(ANSWER_WAIT_MAX))
        // A connection that the node has closed meanwhile would look like a lost node; a new one costs nothing here.
        .max_idle_connections(0)
        .build()
        .into()
}

/// Where the node that holds `dir` listens.
fn locked_address(dir: &Path) -> Option<SocketAddr> {
    let mut address = DataDir::new(dir).running()?.http?;
    // What listens on every address of the machine is reached on its own one.
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    Some(address)
}

/// No node answers; where none was ever made, that is what to do first.
fn no_node(dir: &Path, language: Language) -> Failure {
    let failure = Failure::from(Refusal::new("no_node", 503).with("path", dir.display()));
    match DataDir::new(dir).check_initialised() {
        Ok(()) => failure,
        Err(missing) => failure.advised(missing.hint(language)),
    }
}

fn short_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(FILE_BYTES_MAX).read_to_string(&mut text)?;
    Ok(text)
}

/// The failure that a problem document tells; `None` if `bytes` is none.
fn refused(bytes: &[u8]) -> Option<Failure> {
    let document: Value = serde_json::from_slice(bytes).ok()?;
    let text = |name: &str| document[name].as_str().map(str::to_owned);
    Some(Failure::Told(Told {
        code: text("code")?,
        message: text("detail").or_else(|| text("title"))?,
        hint: text("hint").unwrap_or_default(),
        problems: document["problems"].as_array().cloned().unwrap_or_default(),
    }))
}

/// `text` as one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    let mut segment = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            segment.push(char::from(byte));
        } else {
            segment.push_str(&format!("%{byte:02X}"));
        }
    }
    segment
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;

    use ayni_node::text::Language;

    use super::*;
    use crate::failure::NO_NODE;

    fn client(address: SocketAddr) -> Client {
        let base = format!("http://{address}");
        Client {
            agent: agent(),
            dir: PathBuf::from("data"),
            base,
            token: Some("t".to_owned()),
            language: Language::Fr,
        }
    }

    /// Answers one request with `answer`, and gives back what was asked.
    fn asked(answer: &'static str) -> (Result<Value, Failure>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut request = [0; 4_096];
            let length = stream.read(&mut request).expect("a request");
            stream.write_all(answer.as_bytes()).expect("an open connection");
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        let result = client(address).get("/api/v1/records", &[("side", "sou th&".to_owned())]);
        (result, server.join().expect("no panic"))
    }

    #[test]
    fn a_question_carries_token_and_language() {
        let (answer, request) = asked("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"total\": 3}");
        assert_eq!(answer.expect("an answer")["total"], 3);
        assert!(
            request.starts_with("GET /api/v1/records?side=sou%20th%26 "),
            "{request}"
        );
        assert!(request.contains("authorization: Bearer t\r\n"), "{request}");
        assert!(request.contains("accept-language: fr\r\n"), "{request}");
    }

    #[test]
    fn a_problem_document_is_told_as_it_is() {
        let body = r#"{"code":"busy","title":"t","detail":"le nœud est occupé","hint":"plus tard"}"#;
        let answer = format!("HTTP/1.1 503 no\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        let (result, _) = asked(Box::leak(answer.into_boxed_str()));
        let failure = result.expect_err("a refusal");
        assert_eq!(failure.code(), "busy");
        assert_eq!(failure.message(Language::En), "le nœud est occupé");
        assert_eq!(failure.hint(Language::En), "plus tard");
    }

    #[test]
    fn what_is_no_node_is_told_apart_from_none() {
        let (result, _) = asked("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
        assert_eq!(result.expect_err("no JSON").code(), "answer_odd");
        let closed = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .expect("a free port");
        let failure = client(closed).get("/healthz", &[]).expect_err("nobody listens");
        assert_eq!((failure.code(), failure.exit_status()), ("no_node", NO_NODE));
    }

    #[test]
    fn only_a_process_that_holds_the_directory_and_listens_is_a_node() {
        let dir = tempfile::tempdir().expect("a directory");
        assert_eq!(locked_address(dir.path()), None);
        let mut lock = DataDir::new(dir.path()).lock().expect("a free directory");
        for (told, expected) in [
            (None, None),
            (Some("127.0.0.1:80"), Some("127.0.0.1:80")),
            (Some("0.0.0.0:80"), Some("127.0.0.1:80")),
            (Some("[::]:80"), Some("[::1]:80")),
        ] {
            let address = told.map(|text| text.parse().expect("an address"));
            lock.announce(address).expect("written");
            assert_eq!(
                locked_address(dir.path()).map(|a| a.to_string()).as_deref(),
                expected,
                "{told:?}"
            );
        }
        drop(lock);
        assert_eq!(locked_address(dir.path()), None, "its address may be another's by now");
    }

    #[test]
    fn whoever_asks_without_token_shows_no_token() {
        let address = SocketAddr::from(([127, 0, 0, 1], 1));
        let request = ureq::get("http://127.0.0.1:1/");
        assert!(
            client(address)
                .signed(request)
                .headers_ref()
                .is_some_and(|headers| headers.contains_key("authorization"))
        );
        let request = ureq::get("http://127.0.0.1:1/");
        let anybody = client(address).without_token().signed(request);
        assert!(
            anybody
                .headers_ref()
                .is_some_and(|headers| !headers.contains_key("authorization"))
        );
    }

    #[test]
    fn an_id_cannot_leave_its_path() {
        assert_eq!(segment("../a?b c"), "%2E%2E%2Fa%3Fb%20c");
        assert_eq!(segment("00ffAB"), "00ffAB");
    }
}
