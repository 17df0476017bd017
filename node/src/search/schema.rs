//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::facets::Facet;
use super::words;

/// Version of the fields and of what is put into them: an index of another version is made anew.
pub(super) const VERSION: u32 = 2;

/// The names of fields whose values are read document by document: see [`Fields`].
pub(super) const ID_HIGH: &str = "id_high";
pub(super) const ID_LOW: &str = "id_low";
pub(super) const TIE: &str = "tie";
pub(super) const TIME: &str = "time";
pub(super) const LAT: &str = "lat";
pub(super) const LON: &str = "lon";
pub(super) const NAME_ORDER: &str = "name_order";

/// Every field, by what is in it.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// Record id and owner's key: whose edition of which record.
    pub(super) key: Field,
    /// Record id.
    pub(super) id: Field,
    /// Its halves as numbers, by which it is read back.
    pub(super) id_halves: [Field; 2],
    /// What decides between those that are alike in all else.
    pub(super) tie: Field,
    /// When the version was published, as its author says: Unix milliseconds.
    pub(super) time: Field,
    /// From when on it is shown to nobody; absent if it does not expire.
    pub(super) over_from: Field,
    /// Where it is, in 1e-6 degree; absent without a place.
    pub(super) lat: Field,
    pub(super) lon: Field,
    /// Its title in the language it was written in, as it is sorted.
    pub(super) name_order: Field,
    /// Who may see it.
    pub(super) visibility: Field,
    /// By which it is filtered and counted.
    facets: Vec<Field>,
    /// Titles and names, unstemmed: they are also found by their beginnings and with a typing error.
    pub(super) names: Field,
    /// All texts, each stemmed by its language.
    pub(super) texts: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let fast = || NumericOptions::default().set_fast();
        let text = |analyzer: &str| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(analyzer)
                .set_index_option(IndexRecordOption::WithFreqs);
            TextOptions::default().set_indexing_options(indexing)
        };
        let key = schema.add_bytes_field("key", INDEXED);
        let id = schema.add_bytes_field("id", INDEXED);
        let id_halves = [ID_HIGH, ID_LOW].map(|half| schema.add_u64_field(half, fast()));
        let tie = schema.add_u64_field(TIE, fast());
        let time = schema.add_i64_field(TIME, fast());
        let over_from = schema.add_i64_field("over_from", fast());
        let (lat, lon) = (schema.add_i64_field(LAT, fast()), schema.add_i64_field(LON, fast()));
        let name_order = schema.add_text_field(NAME_ORDER, FAST);
        let visibility = schema.add_text_field("visibility", STRING);
        let facets = Facet::INDEXED
            .iter()
            .map(|facet| schema.add_text_field(facet.name(), STRING | FAST));
        let facets = facets.collect();
        let names = schema.add_text_field("names", text(words::PLAIN));
        let texts = schema.add_text_field("texts", text(words::MARKED));
        Self {
            schema: schema.build(),
            key,
            id,
            id_halves,
            tie,
            time,
            over_from,
            lat,
            lon,
            name_order,
            visibility,
            facets,
            names,
            texts,
        }
    }

    pub(super) fn facet(&self, facet: Facet) -> Field {
        self.facets[facet as usize]
    }
}
