//! A program that fetches pages as a browser does, byte by byte.

use std::io::Read as _;
use std::time::Duration;

use ureq::Agent;

/// Longest wait for an answer.
const ANSWER_WAIT_MAX: Duration = Duration::from_secs(120);

/// Fetches with the cookies that it was given.
#[derive(Debug)]
pub(crate) struct Visitor {
    agent: Agent,
    cookies: String,
}

/// What came.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) status: u16,
    /// Names in small letters.
    pub(crate) headers: Vec<(String, String)>,
    /// As it was sent: packed, if packing was asked for.
    pub(crate) body: Vec<u8>,
}

impl Visitor {
    /// Anybody, or staff with the cookies of a browser that has logged in.
    pub(crate) fn new(cookies: String) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(ANSWER_WAIT_MAX));
        Self {
            agent: config.build().into(),
            cookies,
        }
    }

    /// What lies at an address.
    pub(crate) fn get(&self, url: &str, headers: &[(&str, &str)]) -> Fetched {
        let mut request = self.agent.get(url);
        if !self.cookies.is_empty() {
            request = request.header("cookie", &self.cookies);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = request.call().unwrap_or_else(|error| panic!("{url}: {error}"));
        let headers = answer.headers().iter().map(|(name, value)| {
            let value = value.to_str().unwrap_or_default();
            (name.as_str().to_owned(), value.to_owned())
        });
        let headers = headers.collect();
        let mut body = Vec::new();
        answer
            .body_mut()
            .as_reader()
            .read_to_end(&mut body)
            .expect("a whole body");
        Fetched {
            status: answer.status().as_u16(),
            headers,
            body,
        }
    }
}

impl Fetched {
    /// The header of this name; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Bytes that came over the wire: the lines of the head and the body.
    pub(crate) fn bytes(&self) -> usize {
        let head: usize = self
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len() + 4)
            .sum();
        "HTTP/1.1 200 OK\r\n\r\n".len() + head + self.body.len()
    }
}
