//! A reading: what search finds as of one commit of the index.
//!
//! The columns of its segments are opened once, and the values of facets numbered once: to do that for each search took a fifth of its
//! time.

use std::collections::BTreeSet;

use ayni_protocol::identity::PublicKey;
use tantivy::columnar::{Cardinality, Column, ColumnValues as _, StrColumn};
use tantivy::fastfield::FastFieldReaders;
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal};

use super::facets::Facet;
use super::{document, schema};
use crate::catalogue::Place;
use crate::store::rows::RowKey;

/// See the module.
pub(super) struct Reading {
    pub(super) searcher: Searcher,
    /// By ordinal.
    segments: Vec<Columns>,
    /// By facet that is in the index: all its values in all segments, each once and in their order.
    values: Vec<Vec<String>>,
    /// The keys of the platforms among those, in their order: to read one takes as long as to look up a record.
    owners: Vec<Option<PublicKey>>,
}

/// What a segment says of its documents.
pub(super) struct Columns {
    pub(super) ties: Column<u64>,
    pub(super) times: Column<i64>,
    /// Absent in a segment none of whose documents has a title.
    pub(super) names: Option<StrColumn>,
    /// Likewise without any place.
    places: Option<(Column<i64>, Column<i64>)>,
    id_halves: [Column<u64>; 2],
    facets: Vec<Option<Facets>>,
}

/// Under which values of a facet a segment's documents are.
struct Facets {
    /// The values' numbers in this segment.
    numbers: Column<u64>,
    /// By those, the numbers in the reading.
    in_all: Vec<usize>,
}

impl Reading {
    /// Opens what is needed to search.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub(super) fn of(searcher: Searcher) -> tantivy::Result<Self> {
        let fields = || searcher.segment_readers().iter().map(|segment| segment.fast_fields());
        let mut facets: Vec<Vec<Option<Facets>>> = fields().map(|_| Vec::new()).collect();
        let mut values = Vec::with_capacity(Facet::INDEXED.len());
        for facet in Facet::INDEXED.iter().copied() {
            let columns: Vec<Option<StrColumn>> = fields()
                .map(|fields| fields.str(facet.name()))
                .collect::<tantivy::Result<_>>()?;
            let texts: Vec<Option<Vec<String>>> = columns
                .iter()
                .map(|column| column.as_ref().map(values_of).transpose())
                .collect::<tantivy::Result<_>>()?;
            let all: Vec<String> = texts
                .iter()
                .flatten()
                .flatten()
                .cloned()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            for ((facets, column), texts) in facets.iter_mut().zip(columns).zip(texts) {
                let number = |text| all.binary_search(&text).expect("it is one of them");
                facets.push(column.zip(texts).map(|(column, texts)| Facets {
                    numbers: column.ords().clone(),
                    in_all: texts.into_iter().map(number).collect(),
                }));
            }
            values.push(all);
        }
        let segments = fields()
            .zip(facets)
            .map(|(fields, facets)| Columns::open(fields, facets))
            .collect::<tantivy::Result<_>>()?;
        let owners = values[Facet::Platform as usize].iter();
        let owners = owners.map(|did| did.parse().ok()).collect();
        Ok(Self {
            searcher,
            segments,
            values,
            owners,
        })
    }

    pub(super) fn columns(&self, segment: SegmentOrdinal) -> &Columns {
        &self.segments[segment as usize]
    }

    /// The values of a facet, by their numbers.
    pub(super) fn values(&self, facet: Facet) -> &[String] {
        &self.values[facet as usize]
    }

    /// The platforms that are values of [`Facet::Platform`], by their numbers.
    pub(super) fn owners(&self) -> &[Option<PublicKey>] {
        &self.owners
    }

    /// Whose edition of which record a document is.
    pub(super) fn key_of(&self, address: DocAddress) -> Option<RowKey> {
        let columns = self.columns(address.segment_ord);
        let owner = columns.numbers_of(Facet::Platform, address.doc_id).next()?;
        let [high, low] = &columns.id_halves;
        let halves = [high.first(address.doc_id)?, low.first(address.doc_id)?];
        Some((document::of_halves(halves), self.owners[owner]?))
    }
}

impl Columns {
    fn open(fields: &FastFieldReaders, facets: Vec<Option<Facets>>) -> tantivy::Result<Self> {
        let (lat, lon) = (fields.column_opt(schema::LAT)?, fields.column_opt(schema::LON)?);
        Ok(Self {
            ties: fields.u64(schema::TIE)?,
            times: fields.i64(schema::TIME)?,
            names: fields.str(schema::NAME_ORDER)?,
            places: lat.zip(lon),
            id_halves: [fields.u64(schema::ID_HIGH)?, fields.u64(schema::ID_LOW)?],
            facets,
        })
    }

    /// Where a document is, if it says so.
    pub(super) fn place_of(&self, doc: DocId) -> Option<Place> {
        let (lat, lon) = self.places.as_ref()?;
        Some(Place {
            lat: lat.first(doc)?,
            lon: lon.first(doc)?,
        })
    }

    /// The values of a facet under which a document is, by their numbers in the reading.
    fn numbers_of(&self, facet: Facet, doc: DocId) -> impl Iterator<Item = usize> {
        let facets = self.facets[facet as usize].iter();
        facets.flat_map(move |Facets { numbers, in_all }| {
            let numbers = numbers.values_for_doc(doc);
            numbers.map(|number| in_all[number as usize])
        })
    }

    /// Counts documents by a facet: `counts` has a place for each of its values in the reading.
    pub(super) fn count(&self, facet: Facet, docs: &[DocId], counts: &mut [u64], scratch: &mut Scratch) {
        let Some(Facets { numbers, in_all }) = &self.facets[facet as usize] else {
            return;
        };
        if let ([only], Cardinality::Full) = (&in_all[..], numbers.get_cardinality()) {
            counts[*only] += docs.len() as u64;
            return;
        }
        let Scratch { docs: of, rows, values } = scratch;
        of.clear();
        rows.clear();
        numbers.row_ids_for_docs(docs, of, rows);
        values.resize(rows.len(), 0);
        numbers.values.get_vals(rows, values);
        values.iter().for_each(|number| counts[in_all[*number as usize]] += 1);
    }
}

/// Room for [`Columns::count`]: many values are read together sooner than one by one.
#[derive(Default)]
pub(super) struct Scratch {
    docs: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

/// All values of a column, by their numbers.
fn values_of(column: &StrColumn) -> tantivy::Result<Vec<String>> {
    let (mut stream, mut values) = (column.dictionary().stream()?, Vec::new());
    while stream.advance() {
        values.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(values)
}
