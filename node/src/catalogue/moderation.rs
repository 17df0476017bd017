//! Moderation: what platforms say of comments, and which comments a node shows to nobody but its own people for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{Kind, RecordId};
use ayni_protocol::vocabulary::moderation::Reason;
use serde_json::{Map, Value, json};

use super::{Answers, Audience, Catalogue, Platform, Row};
use crate::clock;
use crate::store::StoreError;
use crate::store::rows::{CountKey, RowKey};

/// Most comments of which a platform may say something at the same time: more than people read, and with a hundred
/// platforms some hundred megabytes of memory. What it says beyond is passed over until it allows some of them.
pub const WORDS_PER_PLATFORM_MAX: usize = 10_000;

/// What a platform says against a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody should look at it.
    Flag,
    /// It is not to be shown.
    Hide,
}

impl Act {
    /// The name of the operation that says so.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Hide => "hide",
        }
    }
}

/// What a platform says of a comment, with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it says.
    pub act: Act,
    /// Why; [`Reason::Other`] for reasons of later versions.
    pub reason: Reason,
    /// When it says it said so, in Unix milliseconds.
    pub time: i64,
}

/// The words of all platforms, the last of each on each record. Whoever has nothing against one, or no longer, has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    by_record: BTreeMap<RecordId, BTreeMap<PublicKey, Word>>,
    /// On how many records each platform has a word.
    counts: BTreeMap<PublicKey, usize>,
}

impl Words {
    /// Puts what a platform says of a record in the place of what it said before.
    pub(crate) fn set(&mut self, id: RecordId, platform: PublicKey, word: Option<Word>) {
        let of_record = self.by_record.entry(id).or_default();
        let before = match word {
            Some(word) => of_record.insert(platform, word),
            None => of_record.remove(&platform),
        };
        if of_record.is_empty() {
            self.by_record.remove(&id);
        }
        let count = self.counts.entry(platform).or_default();
        *count += usize::from(word.is_some());
        *count -= usize::from(before.is_some());
        if *count == 0 {
            self.counts.remove(&platform);
        }
    }

    /// What a platform says of a record.
    pub(crate) fn of(&self, id: &RecordId, platform: &PublicKey) -> Option<Word> {
        self.by_record.get(id)?.get(platform).copied()
    }

    /// The records of which some platform says something.
    pub(super) fn records(&self) -> impl Iterator<Item = &RecordId> {
        self.by_record.keys()
    }

    /// Whether a platform may not say something of one more record.
    pub(crate) fn are_full(&self, platform: &PublicKey) -> bool {
        self.count(platform) >= WORDS_PER_PLATFORM_MAX
    }

    fn count(&self, platform: &PublicKey) -> usize {
        self.counts.get(platform).copied().unwrap_or_default()
    }

    /// Of what a stretch of a platform's log says, in its order, that for which there is room: a function of the log alone.
    pub(super) fn fitting(
        &self,
        platform: &PublicKey,
        said: Vec<(RecordId, Option<Word>)>,
    ) -> Vec<(RecordId, Option<Word>)> {
        let (mut count, mut there) = (self.count(platform), BTreeMap::new());
        let mut fitting = Vec::new();
        for (id, word) in said {
            let is_there = there.entry(id).or_insert_with(|| self.of(&id, platform).is_some());
            match (*is_there, word.is_some()) {
                (false, true) if count >= WORDS_PER_PLATFORM_MAX => {
                    tracing::warn!(platform = %platform.short(), "says more of comments than is kept");
                    continue;
                }
                (false, true) => count += 1,
                (true, false) => count -= 1,
                _ => {}
            }
            *is_there = word.is_some();
            fitting.push((id, word));
        }
        fitting
    }

    /// The records that some platform hides, each with those that do.
    fn hides(&self) -> impl Iterator<Item = (&RecordId, BTreeSet<PublicKey>)> {
        self.by_record.iter().filter_map(|(id, words)| {
            let hiding = words.iter().filter(|(_, word)| word.act == Act::Hide);
            let hiding: BTreeSet<PublicKey> = hiding.map(|(platform, _)| *platform).collect();
            (!hiding.is_empty()).then_some((id, hiding))
        })
    }

    /// What platforms say of the comment that a row stands for, in the order of their keys, as this audience is told: `reason`, and for the
    /// platform's own people `did`, `name` where the charter has one, `act` and `time` too. Empty for other kinds.
    fn shown(&self, row: &Row, audience: Audience, platforms: &BTreeMap<PublicKey, Platform>) -> Vec<Value> {
        let of_record = self
            .by_record
            .get(&row.id)
            .filter(|_| row.current.kind == Kind::Comment);
        let shown = of_record.into_iter().flatten().map(|(platform, word)| {
            let mut shown = Map::new();
            if audience == Audience::Federation {
                shown.insert("did".to_owned(), json!(platform.to_string()));
                if let Some(platform) = platforms.get(platform) {
                    shown.insert("name".to_owned(), json!(platform.name));
                }
                shown.insert("act".to_owned(), json!(word.act.as_str()));
                shown.insert("time".to_owned(), json!(clock::rfc3339(word.time)));
            }
            shown.insert("reason".to_owned(), json!(word.reason));
            Value::Object(shown)
        });
        shown.collect()
    }
}

/// The comments that a node hides, each with that under which it is counted all the same.
pub(super) type Hidden = BTreeMap<RowKey, Option<CountKey>>;

/// [`Hidden`], as of so many steps.
#[derive(Default)]
pub(super) struct Known {
    steps: Option<u64>,
    hidden: Arc<Hidden>,
    /// What was hidden when the rows were last thrown away, until they are whole again: nothing comes to light meanwhile.
    before: Hidden,
}

/// What is known of rows besides what they hold: what platforms say of the records of others.
#[derive(Clone, Default)]
pub(crate) struct Spoken {
    pub(super) answers: Arc<Answers>,
    pub(super) words: Arc<Words>,
    pub(super) hidden: Arc<Hidden>,
}

impl Spoken {
    /// The comments that this node shows to nobody but its own people.
    pub(crate) fn hidden(&self) -> impl Iterator<Item = &RowKey> {
        self.hidden.keys()
    }

    /// Whether a row is a comment of which some platform says something.
    pub(super) fn is_flagged(&self, row: &Row) -> bool {
        row.current.kind == Kind::Comment && self.words.by_record.contains_key(&row.id)
    }
}

impl Catalogue {
    /// What platforms say of comments. Does not touch the disk.
    pub(crate) fn words(&self) -> Arc<Words> {
        Arc::clone(&self.state().words)
    }

    /// What platforms have said so far. Reads from the disk only if something has changed since it was last asked for.
    pub(crate) fn spoken(&self) -> Result<Spoken, StoreError> {
        // First of all, so that nobody finds newer words with older steps.
        let hidden = self.hidden()?;
        let state = self.state();
        Ok(Spoken {
            answers: Arc::clone(&state.answers),
            words: Arc::clone(&state.words),
            hidden,
        })
    }

    /// What platforms say of the comment that a row stands for, as this audience is told: see [`Words::shown`].
    pub(super) fn moderation(
        &self,
        row: &Row,
        audience: Audience,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Vec<Value> {
        self.words().shown(row, audience, platforms)
    }

    /// Whether this node shows the comment `id` of `owner` to nobody but its own people. False for other kinds.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub(crate) fn is_hidden(&self, id: &RecordId, owner: &PublicKey) -> Result<bool, StoreError> {
        Ok(self.hidden()?.contains_key(&(*id, *owner)))
    }

    /// The comments that are hidden here. Worked out anew when anything has changed: it hangs on words, on comments and on whose records
    /// they are about, which come in any order.
    pub(super) fn hidden(&self) -> Result<Arc<Hidden>, StoreError> {
        let mut known = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        let (steps, words, me) = {
            let state = self.state();
            let me = self.platform.map(|platform| state.owners.owner(&platform));
            (state.steps, Arc::clone(&state.words), me)
        };
        if known.steps == Some(steps) {
            return Ok(Arc::clone(&known.hidden));
        }
        let mut hidden = known.before.clone();
        for (id, hiding) in words.hides() {
            for ((_, author), current) in self.stored_of(id)? {
                let Some(about) = current.about() else { continue };
                let mut counts = me.is_some_and(|me| hiding.contains(&me));
                for platform in &hiding {
                    // Also those that have withdrawn theirs: it stays readable, and what is said about it stays too.
                    counts = counts || self.has(&about, platform);
                }
                if counts {
                    hidden.insert((*id, author), current.count_key(author));
                }
            }
        }
        known.steps = Some(steps);
        known.hidden = Arc::new(hidden);
        Ok(Arc::clone(&known.hidden))
    }

    /// What is hidden now stays so, whatever becomes of the rows, until [`Self::settle_hidden`].
    pub(super) fn keep_hidden(&self) {
        let mut known = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        known.before = (*known.hidden).clone();
    }

    /// The rows are whole again.
    pub(super) fn settle_hidden(&self) {
        let mut known = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.before.is_empty() {
            known.before = Hidden::new();
            known.steps = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::identity::SecretKey;

    use super::*;

    fn id(number: usize) -> RecordId {
        RecordId::from_bytes((number as u128).to_be_bytes())
    }

    #[test]
    fn a_platform_has_room_for_so_many_words_and_for_more_when_it_allows_some() {
        let platform = SecretKey::from_seed(&[1; 32]).public();
        let word = Some(Word {
            act: Act::Flag,
            reason: Reason::Spam,
            time: 0,
        });
        let mut words = Words::default();
        let keep = |words: &mut Words, said: Vec<(RecordId, Option<Word>)>| {
            let fitting = words.fitting(&platform, said);
            let count = fitting.len();
            fitting.into_iter().for_each(|(id, word)| words.set(id, platform, word));
            count
        };
        let many = (0..WORDS_PER_PLATFORM_MAX + 5).map(|number| (id(number), word));
        assert_eq!(keep(&mut words, many.collect()), WORDS_PER_PLATFORM_MAX);
        assert!(words.are_full(&platform));
        // What it has said already it may say otherwise.
        assert_eq!(
            keep(&mut words, vec![(id(0), word), (id(WORDS_PER_PLATFORM_MAX), word)]),
            1
        );
        let exchanged = vec![
            (id(0), None),
            (id(WORDS_PER_PLATFORM_MAX), word),
            (id(0), None),
            (id(0), word),
        ];
        assert_eq!(keep(&mut words, exchanged), 3);
        assert!(words.are_full(&platform) && words.of(&id(0), &platform).is_none());
        let other = SecretKey::from_seed(&[2; 32]).public();
        assert!(!words.are_full(&other));
    }
}
