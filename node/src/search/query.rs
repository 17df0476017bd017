//! What is looked for, in the words of the index.

use std::collections::BTreeSet;
use std::ops::Bound;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::Visibility;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, Query, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Searcher, Term};

use super::beginning::Beginning;
use super::document;
use super::facets::Facet;
use super::schema::Fields;
use super::words;
use crate::catalogue::{Audience, Filter};
use crate::store::rows::RowKey;

/// Most words that are looked for; a text of more is cut.
const WORDS_MAX: usize = 16;

/// Fewest letters of a word that finds names which begin with it.
const PREFIX_LETTERS_MIN: usize = 3;

/// Fewest letters of a word that finds names with a typing error.
const TYPO_LETTERS_MIN: usize = 5;

/// How much more a name says than a text.
const NAME_BOOST: f32 = 3.0;

/// How much a name says that only begins like the word, or is it but for a typing error.
const PREFIX_SCORE: f32 = 0.5;
const TYPO_SCORE: f32 = 0.25;

/// Who asks for what.
pub(super) struct Asked<'a> {
    pub(super) text: &'a str,
    pub(super) filter: &'a Filter,
    pub(super) audience: Audience,
    /// The platforms whose records are looked for; absent for all.
    pub(super) authors: Option<BTreeSet<PublicKey>>,
    /// Comments that this node shows to nobody but its own people.
    pub(super) hidden: Vec<RowKey>,
    /// Comments of which some platform says something.
    pub(super) flagged: Vec<RowKey>,
    /// Unix milliseconds.
    pub(super) now: i64,
}

type Clauses = Vec<(Occur, Box<dyn Query>)>;

impl Asked<'_> {
    /// The query for it. Where a circle is asked for, it takes the box around that: the rest is for who collects.
    ///
    /// # Errors
    /// Where the index cannot be asked which words it has.
    pub(super) fn query(
        &self,
        fields: &Fields,
        tokenizers: &TokenizerManager,
        searcher: &Searcher,
    ) -> tantivy::Result<Box<dyn Query>> {
        let mut clauses = self.text(fields, tokenizers, searcher)?;
        if clauses.is_empty() {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        let must = |query: Box<dyn Query>| (Occur::Must, unscored(query));
        clauses.extend(self.filters(fields).into_iter().map(must));
        let not = |query: Box<dyn Query>| (Occur::MustNot, query);
        clauses.extend(self.left_out(fields).into_iter().map(not));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// A clause for each word of the text, all of which must be there. Small words don't count where others are looked for too.
    fn text(&self, fields: &Fields, tokenizers: &TokenizerManager, searcher: &Searcher) -> tantivy::Result<Clauses> {
        let plain = tokenizers.get(words::PLAIN).expect("it was registered");
        let mut wanted = words::words(plain, self.text);
        if wanted.iter().any(|word| !words::is_small(word)) {
            wanted.retain(|word| !words::is_small(word));
        }
        wanted.truncate(WORDS_MAX);
        let clauses = wanted.iter();
        clauses
            .map(|word| Ok((Occur::Must, word_query(fields, tokenizers, searcher, word)?)))
            .collect()
    }

    fn filters(&self, fields: &Fields) -> Vec<Box<dyn Query>> {
        let filter = self.filter;
        let of = |facet: Facet, value: &str| term(Term::from_field_text(fields.facet(facet), value));
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        if let Some(authors) = &self.authors {
            let terms = authors
                .iter()
                .map(|author| Term::from_field_text(fields.facet(Facet::Platform), &author.to_string()));
            queries.push(any_of(terms.collect()));
        }
        if !filter.sectors.is_empty() {
            let terms = filter.sectors.iter();
            let terms = terms.map(|code| Term::from_field_text(fields.facet(Facet::Sector), code));
            queries.push(any_of(terms.collect()));
        }
        let words = [
            (Facet::Kind, filter.kind.map(|kind| kind.as_str().to_owned())),
            (
                Facet::Country,
                filter.country.as_ref().map(|code| code.to_ascii_uppercase()),
            ),
            (Facet::Region, filter.region.clone()),
            (Facet::Sdg, filter.sdg.map(|goal| goal.to_string())),
            (Facet::Form, filter.form.map(|form| form.as_str().to_owned())),
            (Facet::Pillar, filter.pillar.map(|pillar| pillar.as_str().to_owned())),
            (
                Facet::Modality,
                filter.modality.map(|modality| modality.as_str().to_owned()),
            ),
            (
                Facet::Language,
                filter.language.as_ref().map(|tag| tag.to_ascii_lowercase()),
            ),
        ];
        queries.extend(words.into_iter().filter_map(|(facet, word)| Some(of(facet, &word?))));
        match filter.status {
            Some("hidden") => queries.push(self.keys(fields, &self.hidden)),
            Some("flagged") => queries.push(self.keys(fields, &self.flagged)),
            Some(status) => queries.push(of(Facet::Status, status)),
            None => {}
        }
        if let Some(since) = filter.updated_since {
            queries.push(range(fields.time, Bound::Included(since), Bound::Unbounded));
        }
        if let Some(near) = &filter.near {
            let (south, north) = near.latitudes();
            queries.push(range(fields.lat, Bound::Included(south), Bound::Included(north)));
        }
        queries
    }

    fn left_out(&self, fields: &Fields) -> Vec<Box<dyn Query>> {
        let mut queries = vec![range(fields.over_from, Bound::Unbounded, Bound::Included(self.now))];
        if self.audience == Audience::Public {
            // Fewer than those that are public, and so sooner looked through.
            let others = Visibility::ALL
                .iter()
                .filter(|visibility| **visibility != Visibility::Public);
            let others = others.map(|visibility| Term::from_field_text(fields.visibility, visibility.as_str()));
            queries.extend(others.map(term));
        }
        let status = self.filter.status;
        if status != Some("withdrawn") {
            let withdrawn = Term::from_field_text(fields.facet(Facet::Status), "withdrawn");
            queries.push(term(withdrawn));
        }
        let shows_hidden = matches!(status, Some("hidden" | "withdrawn")) && self.audience == Audience::Federation;
        if !self.hidden.is_empty() && !shows_hidden {
            queries.push(self.keys(fields, &self.hidden));
        }
        queries
    }

    fn keys(&self, fields: &Fields, keys: &[RowKey]) -> Box<dyn Query> {
        let terms = keys
            .iter()
            .map(|key| Term::from_field_bytes(fields.key, &document::key(key)));
        any_of(terms.collect())
    }
}

/// What finds a word: as a name, or the beginning of one; in any text, in all its forms; and where no record has it, as a name with
/// a typing error.
fn word_query(
    fields: &Fields,
    tokenizers: &TokenizerManager,
    searcher: &Searcher,
    word: &str,
) -> tantivy::Result<Box<dyn Query>> {
    let name = Term::from_field_text(fields.names, word);
    // It may be of any language: where stemmers agree, they say the same.
    let analyzers = words::analyzers().map(|name| tokenizers.get(name).expect("it was registered"));
    let stems: BTreeSet<String> = analyzers.flat_map(|analyzer| words::words(analyzer, word)).collect();
    let stems = stems.iter().map(|stem| Term::from_field_text(fields.texts, stem));
    let mut known = Vec::new();
    for stem in stems {
        if searcher.doc_freq(&stem)? > 0 {
            known.push(stem);
        }
    }
    let is_name = searcher.doc_freq(&name)? > 0;
    let is_known = is_name || !known.is_empty();
    let mut found: Vec<Box<dyn Query>> = known.into_iter().map(scored).collect();
    if is_name {
        found.push(Box::new(BoostQuery::new(scored(name.clone()), NAME_BOOST)));
    }
    let letters = word.chars().count();
    if letters >= PREFIX_LETTERS_MIN {
        let begins = Beginning {
            field: fields.names,
            word: word.to_owned(),
        };
        found.push(Box::new(ConstScoreQuery::new(Box::new(begins), PREFIX_SCORE)));
    }
    if letters >= TYPO_LETTERS_MIN && !is_known {
        let nearly = FuzzyTermQuery::new(name, 1, true);
        found.push(Box::new(ConstScoreQuery::new(Box::new(nearly), TYPO_SCORE)));
    }
    Ok(Box::new(BooleanQuery::union(found)))
}

fn scored(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn term(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// A filter says nothing of how well a record fits.
fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any_of(terms: Vec<Term>) -> Box<dyn Query> {
    match terms.is_empty() {
        true => Box::new(EmptyQuery),
        false => Box::new(TermSetQuery::new(terms)),
    }
}

fn range(field: Field, least: Bound<i64>, most: Bound<i64>) -> Box<dyn Query> {
    let of = |bound: Bound<i64>| bound.map(|number| Term::from_field_i64(field, number));
    Box::new(RangeQuery::new(of(least), of(most)))
}
