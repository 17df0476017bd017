//! Names that begin with a word and are not the word itself.
//!
//! tantivy's own query for that, a fuzzy one without an error, makes an automaton of 100 KB for each word, and whenever that is given
//! back, glibc tidies all its memory up.

use tantivy::index::SegmentReader;
use tantivy::postings::SegmentPostings;
use tantivy::query::{BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet as _, Score, TERMINATED, TantivyError};

/// Behind every text that begins with the one before it: no byte of UTF-8 is as great.
const BEHIND: u8 = 0xff;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Beginning {
    pub(super) field: Field,
    pub(super) word: String,
}

impl Query for Beginning {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Beginning {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = segment.inverted_index(self.field)?;
        let behind = [self.word.as_bytes(), &[BEHIND]].concat();
        let mut longer = index.terms().range().gt(&self.word).lt(behind).into_stream()?;
        let mut found: Option<BitSet> = None;
        while longer.advance() {
            let found = found.get_or_insert_with(|| BitSet::with_max_value(segment.max_doc()));
            let postings = index.read_postings_from_terminfo(longer.value(), IndexRecordOption::Basic)?;
            put(postings, found);
        }
        Ok(match found {
            Some(found) => Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        match scorer.doc() <= doc && scorer.seek(doc) == doc {
            true => Ok(Explanation::new("Beginning", 1.0)),
            false => Err(TantivyError::InvalidArgument(format!("document {doc} is not found"))),
        }
    }
}

fn put(mut postings: SegmentPostings, found: &mut BitSet) {
    let mut doc = postings.doc();
    while doc != TERMINATED {
        found.insert(doc);
        doc = postings.advance();
    }
}
