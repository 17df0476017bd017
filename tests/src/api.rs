//! A node's API, as other programs use it.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;

/// Longest wait for an answer.
const ANSWER_WAIT_MAX: Duration = Duration::from_secs(120);

/// A node's API, with or without the token.
pub struct Api {
    agent: Agent,
    base: String,
    token: Option<String>,
}

/// What the node answered: the HTTP status, and the JSON (null where it is none).
pub type Answer = (u16, Value);

impl Api {
    /// The API at `address` for anyone.
    pub fn public(address: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(ANSWER_WAIT_MAX));
        Self {
            agent: config.build().into(),
            base: format!("http://{address}"),
            token: None,
        }
    }

    /// The API at `address` for whoever can read the data directory `dir`.
    ///
    /// # Panics
    /// If the token can't be read.
    pub fn with_token(address: &str, dir: &Path) -> Self {
        let token = std::fs::read_to_string(dir.join("api.token")).expect("a token");
        Self {
            token: Some(token.trim().to_owned()),
            ..Self::public(address)
        }
    }

    /// The same API with another token.
    pub fn with_other_token(self, token: String) -> Self {
        Self {
            token: Some(token),
            ..self
        }
    }

    /// What the node answers to a question.
    ///
    /// # Errors
    /// The words of the network, if there was no whole answer.
    pub fn get(&self, path: &str) -> Result<Answer, String> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        read(request.call())
    }

    /// What the node answers when it gets `body`.
    ///
    /// # Errors
    /// As [`Api::get`].
    pub fn post(&self, path: &str, body: &Value) -> Result<Answer, String> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        read(request.send_json(body))
    }
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Answer, String> {
    let mut answer = answer.map_err(|error| error.to_string())?;
    let status = answer.status().as_u16();
    let text = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
    Ok((status, serde_json::from_str(&text).unwrap_or_default()))
}
