//! Sends requests to the node one after the other, while the rows of the next are read.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

use ayni_node::refusal::Refusal;
use serde_json::Value;

use crate::client::Client;
use crate::failure::Failure;

/// Requests of which the answer is not there yet: one that the node works on and one behind it, which is ready when that is done.
const UNDER_WAY_MAX: usize = 2;

/// The answer to a request, with what was to be remembered of it.
pub(super) type Answered<T> = (T, Result<Value, Failure>);

/// Requests under way. They arrive in the order in which they were sent, and none after one that failed.
pub(super) struct Sending<T> {
    requests: SyncSender<(Vec<u8>, T)>,
    answers: Receiver<Answered<T>>,
    under_way: usize,
}

impl<T: Send> Sending<T> {
    /// Begins to send what [`Self::send`] is given to the node of `client`, in a thread of its own.
    pub(super) fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        client: &'scope Client,
        path: &'static str,
        query: Vec<(&'static str, String)>,
    ) -> Self
    where
        T: 'scope,
    {
        let (requests, waiting) = sync_channel::<(Vec<u8>, T)>(UNDER_WAY_MAX);
        let (answer, answers) = sync_channel(UNDER_WAY_MAX);
        scope.spawn(move || {
            for (body, remembered) in waiting {
                let answered = client.post(path, &query, &body);
                let failed = answered.is_err();
                if answer.send((remembered, answered)).is_err() || failed {
                    return;
                }
            }
        });
        Self {
            requests,
            answers,
            under_way: 0,
        }
    }

    /// Sends a request. Where as many are under way as may be, waits for the answer to the first of them and gives it back: what is told in
    /// which order does not hang on how fast the node is.
    pub(super) fn send(&mut self, body: Vec<u8>, remembered: T) -> Option<Answered<T>> {
        let answered = match self.under_way {
            UNDER_WAY_MAX => self.answers.recv().ok(),
            _ => None,
        };
        self.under_way += 1 - usize::from(answered.is_some());
        // Where nobody takes it any more, an answer before it has said why.
        let _ = self.requests.send((body, remembered));
        answered
    }

    /// The answers to all that was sent, as they come; nothing more is sent.
    pub(super) fn rest(self) -> impl Iterator<Item = Answered<T>> {
        drop(self.requests);
        self.answers.into_iter()
    }
}

/// The results in an answer, one for each record that was sent.
pub(super) fn results(answer: &Value, sent: usize) -> Result<&[Value], Failure> {
    let results = answer["results"].as_array().map(Vec::as_slice).unwrap_or_default();
    match results.len() == sent {
        true => Ok(results),
        false => Err(Refusal::new("version_mismatch", 502).into()),
    }
}
