//! Logs: what may follow what, and what makes a run of entries authentic.
//!
//! **An entry is authentic if its own signature verifies, or if it is an ancestor, by `prev`, of an
//! entry of the same author whose signature verifies.** So a run of any length costs one signature
//! check and one hash an entry: the last signature vouches for the last id, which commits to the
//! one before, and so on back to the first.

use serde::{Deserialize, Serialize};

use crate::entry::{Entry, EntryError, Envelope};
use crate::identity::{Hash, PublicKey};

/// The last entry of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Head {
    /// Its number, which is also how many entries the log has.
    pub seq: u64,
    /// Its id.
    pub id: Hash,
}

/// Why a run of entries is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// Nothing to check.
    #[error("a run of entries has at least one")]
    Empty,
    /// The signature that vouches for the run does not hold.
    #[error("the signature of entry {seq} of {author:?} does not verify in this federation")]
    Forged {
        /// Whose entry it claims to be.
        author: PublicKey,
        /// Its number.
        seq: u64,
    },
    /// Two neighbours in the run are not by one author.
    #[error("entry {seq} is by {found:?}, in a run of {author:?}")]
    Author {
        /// The author of the run.
        author: PublicKey,
        /// The author of this entry.
        found: PublicKey,
        /// Its number.
        seq: u64,
    },
    /// Two neighbours in the run are not one after the other.
    #[error("entry {seq} of {author:?} is not the predecessor that entry {} names", seq + 1)]
    Broken {
        /// The author of the run.
        author: PublicKey,
        /// The number of the earlier one.
        seq: u64,
    },
}

/// How a run of authentic entries stands to the log as it is held here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It continues the log.
    Next,
    /// Entries are missing in between.
    Early,
    /// The log already has an entry with its first number. Where that is another entry, the two
    /// prove a fork.
    Held,
    /// Its first entry has the next number but names another predecessor: this log and that run
    /// differ at the head already.
    Diverged,
}

/// An entry that its author is known to have signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthenticEntry(Entry);

impl AuthenticEntry {
    /// The entry.
    pub fn entry(&self) -> &Entry {
        &self.0
    }

    /// The same entry without its body.
    pub fn without_body(self) -> Self {
        Self(self.0.without_body())
    }

    /// The entry, given away.
    pub fn into_entry(self) -> Entry {
        self.0
    }

    /// The head of a log that ends with this entry.
    pub fn head(&self) -> Head {
        Head {
            seq: self.0.envelope().seq(),
            id: self.0.envelope().id(),
        }
    }

    /// Whose entry it is.
    pub fn author(&self) -> PublicKey {
        self.0.envelope().author()
    }

    /// Its number.
    pub fn seq(&self) -> u64 {
        self.0.envelope().seq()
    }

    /// How this entry, as the first of a run, stands to a log that ends at `head` (absent: an empty log).
    pub fn place(&self, head: Option<Head>) -> Place {
        let next = head.map_or(1, |head| head.seq + 1);
        let envelope = self.0.envelope();
        match envelope.seq().cmp(&next) {
            std::cmp::Ordering::Less => Place::Held,
            std::cmp::Ordering::Greater => Place::Early,
            std::cmp::Ordering::Equal if envelope.prev() == head.map(|head| head.id) => Place::Next,
            std::cmp::Ordering::Equal => Place::Diverged,
        }
    }
}

/// Checks that `entries` are consecutive entries of one author's log, vouched for by the signature
/// of the last.
///
/// Costs one signature check, whatever the length; the hashes were taken when the entries were
/// decoded.
///
/// # Errors
/// [`LogError`] names the first rule found broken; none of the entries is authentic then.
pub fn authenticate(federation: &Hash, entries: Vec<Entry>) -> Result<Vec<AuthenticEntry>, LogError> {
    let last = entries.last().ok_or(LogError::Empty)?.envelope();
    let author = last.author();
    for pair in entries.windows(2) {
        let (earlier, later) = (pair[0].envelope(), pair[1].envelope());
        if earlier.author() != author {
            return Err(LogError::Author {
                author,
                found: earlier.author(),
                seq: earlier.seq(),
            });
        }
        if later.prev() != Some(earlier.id()) || Some(later.seq()) != earlier.seq().checked_add(1) {
            return Err(LogError::Broken {
                author,
                seq: earlier.seq(),
            });
        }
    }
    if !last.verifies(federation) {
        return Err(LogError::Forged {
            author,
            seq: last.seq(),
        });
    }
    Ok(entries.into_iter().map(AuthenticEntry).collect())
}

/// Two different entries of one author with one number, each with its author's own signature: proof,
/// for anyone, of a broken or stolen key. Less than 1,100 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// In the order of their ids, so that one fork has one proof.
    envelopes: [Envelope; 2],
}

/// Why two envelopes are no proof of a fork.
#[derive(Debug, thiserror::Error)]
pub enum ForkError {
    /// One of them is malformed.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// They may well stand in one log, or they are one entry, or in the wrong order.
    #[error("these entries are not two of one author with one number, in the order of their ids")]
    NoFork,
    /// A signature does not hold.
    #[error("the signature of entry {seq} of {author:?} does not verify in this federation")]
    Forged {
        /// Whose entry it claims to be.
        author: PublicKey,
        /// Its number.
        seq: u64,
    },
}

impl Fork {
    /// The proof that `one` and `other` make together, if they do.
    ///
    /// An entry that is authentic only through a later one proves nothing by itself, so both
    /// signatures are checked.
    pub fn prove(one: &Envelope, other: &Envelope, federation: &Hash) -> Option<Self> {
        let (first, second) = if one.id() < other.id() {
            (one, other)
        } else {
            (other, one)
        };
        let envelopes = [first.clone(), second.clone()];
        Self::check(envelopes, federation).ok()
    }

    /// The proof in two envelopes' bytes.
    ///
    /// # Errors
    /// [`ForkError`] if they prove nothing.
    pub fn verify(one: &[u8], other: &[u8], federation: &Hash) -> Result<Self, ForkError> {
        Self::check([Envelope::decode(one)?, Envelope::decode(other)?], federation)
    }

    fn check(envelopes: [Envelope; 2], federation: &Hash) -> Result<Self, ForkError> {
        let [one, other] = &envelopes;
        if one.author() != other.author() || one.seq() != other.seq() || one.id() >= other.id() {
            return Err(ForkError::NoFork);
        }
        if let Some(forged) = envelopes.iter().find(|envelope| !envelope.verifies(federation)) {
            return Err(ForkError::Forged {
                author: forged.author(),
                seq: forged.seq(),
            });
        }
        Ok(Self { envelopes })
    }

    /// The author whose log forked.
    pub fn author(&self) -> PublicKey {
        self.envelopes[0].author()
    }

    /// The number that two entries have.
    pub fn seq(&self) -> u64 {
        self.envelopes[0].seq()
    }

    /// Whether the two entries follow the same one, so that the log forked just here and not before.
    pub fn is_where_it_forked(&self) -> bool {
        self.envelopes[0].prev() == self.envelopes[1].prev()
    }

    /// Both envelopes, in the order of their ids.
    pub fn envelopes(&self) -> &[Envelope; 2] {
        &self.envelopes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::SecretKey;

    const FEDERATION: Hash = Hash([7; 32]);

    fn run(seed: u8, length: u64) -> Vec<Entry> {
        let secret = SecretKey::from_seed(&[seed; 32]);
        let mut entries: Vec<Entry> = Vec::new();
        for seq in 1..=length {
            let prev = entries.last().map(|entry| entry.envelope().id());
            entries.push(Entry::sign(&secret, &FEDERATION, seq, prev, 0, vec![seq as u8]));
        }
        entries
    }

    #[test]
    fn one_signature_vouches_for_a_whole_run() {
        let mut entries = run(1, 9);
        // An earlier signature may even be broken: its id, which covers it, is what was committed to.
        assert!(authenticate(&FEDERATION, entries.clone()).is_ok());
        assert!(authenticate(&FEDERATION, entries.split_off(8)).is_ok());
    }

    #[test]
    fn a_run_that_does_not_hang_together_is_refused() {
        let entries = run(1, 4);
        let skipping = vec![entries[0].clone(), entries[2].clone()];
        assert!(matches!(
            authenticate(&FEDERATION, skipping),
            Err(LogError::Broken { seq: 1, .. })
        ));
        let backwards = vec![entries[1].clone(), entries[0].clone()];
        assert!(matches!(
            authenticate(&FEDERATION, backwards),
            Err(LogError::Broken { seq: 2, .. })
        ));
        let mixed = vec![run(2, 1).remove(0), entries[1].clone()];
        assert!(matches!(authenticate(&FEDERATION, mixed), Err(LogError::Author { .. })));
        assert_eq!(authenticate(&FEDERATION, Vec::new()), Err(LogError::Empty));
    }

    #[test]
    fn a_run_of_another_federation_is_forged_here() {
        assert!(matches!(
            authenticate(&Hash([8; 32]), run(1, 3)),
            Err(LogError::Forged { seq: 3, .. })
        ));
    }

    #[test]
    fn the_place_of_a_run_follows_from_its_first_entry() {
        let entries = authenticate(&FEDERATION, run(1, 3)).expect("authentic");
        let head = entries[0].head();
        assert_eq!(entries[0].place(None), Place::Next);
        assert_eq!(entries[1].place(None), Place::Early);
        assert_eq!(entries[1].place(Some(head)), Place::Next);
        assert_eq!(entries[2].place(Some(head)), Place::Early);
        assert_eq!(entries[0].place(Some(head)), Place::Held);
        let elsewhere = Head {
            seq: 1,
            id: Hash([0; 32]),
        };
        assert_eq!(entries[1].place(Some(elsewhere)), Place::Diverged);
    }

    #[test]
    fn two_entries_with_one_number_prove_a_fork_and_nothing_else_does() {
        let secret = SecretKey::from_seed(&[1; 32]);
        let envelope = |body: &[u8]| Envelope::sign(&secret, &FEDERATION, 1, None, 0, body);
        let (one, other) = (envelope(b"\x01"), envelope(b"\x02"));
        let fork = Fork::prove(&one, &other, &FEDERATION).expect("a fork");
        assert_eq!((fork.author(), fork.seq()), (secret.public(), 1));
        assert!(fork.is_where_it_forked());
        assert_eq!(
            Fork::prove(&other, &one, &FEDERATION),
            Some(fork.clone()),
            "one fork, one proof"
        );
        let [first, second] = fork.envelopes().each_ref().map(Envelope::bytes);
        assert_eq!(Fork::verify(first, second, &FEDERATION).expect("own proof"), fork);
        assert!(matches!(
            Fork::verify(second, first, &FEDERATION),
            Err(ForkError::NoFork)
        ));
        assert!(matches!(
            Fork::verify(first, second, &Hash([8; 32])),
            Err(ForkError::Forged { seq: 1, .. })
        ));
        assert!(Fork::prove(&one, &one, &FEDERATION).is_none());
        let next = run(1, 2).remove(1);
        assert!(Fork::prove(&one, next.envelope(), &FEDERATION).is_none());
    }
}
