//! Answers of peers on their way to the replica: long ones are unpacked and checked on other threads, several at once.

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::RESPONSE_BYTES_MAX;
use ayni_protocol::replica::{Answer, Input};
use tokio::sync::mpsc;

use crate::cores;
use crate::packing::Parcel;
use crate::store::{Store, carried_among};

/// A parcel no longer than this is read at once: that takes less time than to hand it to another thread.
const AT_ONCE_BYTES_MAX: usize = 8 * 1024;

/// Most answers that are being read or have been: more than the links that a node keeps can have under way.
const ANSWERS_MAX: usize = 256;

/// See the module.
pub(crate) struct Reading {
    place: mpsc::Sender<Input>,
    answers: mpsc::Receiver<Input>,
}

impl Default for Reading {
    fn default() -> Self {
        let (place, answers) = mpsc::channel(ANSWERS_MAX);
        Self { place, answers }
    }
}

impl Reading {
    /// Reads an answer; returns what it comes to if that is known at once.
    pub(super) fn begin(
        &self,
        store: &Store,
        federation: Hash,
        (peer, request): (PublicKey, u64),
        parcel: Parcel,
    ) -> Option<Input> {
        if parcel.bytes().len() <= AT_ONCE_BYTES_MAX {
            let answer = read(store, &federation, &parcel);
            return Some(Input::Response { peer, request, answer });
        }
        let Ok(place) = self.place.clone().try_reserve_owned() else {
            return Some(Input::RequestFailed { peer, request });
        };
        let store = store.clone();
        // More of them at once than there are cores would only take memory.
        cores::begin(move || {
            let answer = read(&store, &federation, &parcel);
            place.send(Input::Response { peer, request, answer });
        });
        None
    }

    /// The next one that is read.
    pub(super) async fn next(&mut self) -> Option<Input> {
        self.answers.recv().await
    }

    /// The next one, if one is read already.
    pub(super) fn try_next(&mut self) -> Option<Input> {
        self.answers.try_recv().ok()
    }
}

/// What a peer has answered, unpacked and judged as far as its bytes go. Stretches of logs that came packed, and are
/// authentic, are kept for when they are stored.
fn read(store: &Store, federation: &Hash, parcel: &Parcel) -> Answer {
    let (content, frames) = match parcel.unpack(RESPONSE_BYTES_MAX) {
        Ok(unpacked) => unpacked,
        Err(error) => return Answer::Malformed(error.to_string()),
    };
    let answer = Answer::read(federation, &content);
    if answer.is_authentic() {
        store.carry(carried_among(parcel.bytes(), &content, &frames));
    }
    answer
}
