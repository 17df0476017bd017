//! Sends requests to the node one after the other, while the rows of the next are read.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

use ayni_node::refusal::Refusal;
use serde_json::Value;

use crate::client::Client;
use crate::failure::Failure;

/// Requests that wait behind the one under way: the next is ready when its answer comes, and little is held in memory.
const WAITING_MAX: usize = 1;

/// The answer to a request, with what was to be remembered of it.
pub(super) type Answered<T> = (T, Result<Value, Failure>);

/// Requests under way. They arrive in the order in which they were sent, and none after one that failed.
pub(super) struct Sending<T> {
    requests: SyncSender<(Vec<u8>, T)>,
    answers: Receiver<Answered<T>>,
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
        let (requests, waiting) = sync_channel::<(Vec<u8>, T)>(WAITING_MAX);
        // Between two looks at the answers: that of the request under way, of the one behind it, and of the one just sent.
        let (answer, answers) = sync_channel(WAITING_MAX + 2);
        scope.spawn(move || {
            for (body, remembered) in waiting {
                let answered = client.post(path, &query, &body);
                let failed = answered.is_err();
                if answer.send((remembered, answered)).is_err() || failed {
                    return;
                }
            }
        });
        Self { requests, answers }
    }

    /// Sends a request, when there is a place for it, and gives back the answers that have come meanwhile.
    pub(super) fn send(&self, body: Vec<u8>, remembered: T) -> Vec<Answered<T>> {
        // Where nobody takes it any more, the answers say why.
        let _ = self.requests.send((body, remembered));
        self.answers.try_iter().collect()
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
