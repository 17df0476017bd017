//! Search as its readers see it.

use std::fs;

use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::catalogue::Owners;
use crate::catalogue::tests::{Author, CACHE_BYTES, enterprise, id, platforms};

/// A directory with a store, its catalogue and its index.
struct Shelf {
    data: TempDir,
    store: Store,
    search: Search,
}

impl Shelf {
    fn new() -> Self {
        Self::in_directory(tempfile::tempdir().expect("directory"))
    }

    fn in_directory(data: TempDir) -> Self {
        let store = Store::open(data.path(), CACHE_BYTES).expect("opens");
        let catalogue = Arc::new(Catalogue::open(&store).expect("opens"));
        let search = Search::open(&data.path().join("index"), catalogue, store.clone()).expect("opens");
        Self { data, store, search }
    }

    /// Its directory, when nothing is open any more.
    fn ended(self) -> TempDir {
        let Self { data, store, search } = self;
        drop((store, search));
        data
    }

    /// Takes entries into the logs and lists them; they are not in the index yet.
    fn list(&self, entries: Vec<ayni_protocol::log::AuthenticEntry>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
        runtime.block_on(self.store.append(entries)).expect("appended");
        self.search.catalogue.follow(&Owners::default()).expect("listed");
    }

    fn take(&self, entries: Vec<ayni_protocol::log::AuthenticEntry>) {
        self.list(entries);
        self.search.follow(|_| true).expect("indexed");
        assert_eq!((self.search.behind(), self.search.left()), (0, 0));
    }

    fn results(&self, query: &Query, audience: Audience) -> Found<Row> {
        self.search.find(query, audience, &platforms()).expect("results")
    }

    /// The numbers of the records that are found, in their order.
    fn found(&self, query: &Query) -> Vec<u8> {
        let results = self.results(query, Audience::Federation);
        assert_eq!(results.total, results.records.len() as u64);
        results.records.iter().map(|row| row.id.as_bytes()[0]).collect()
    }

    fn by_text(&self, text: &str) -> Vec<u8> {
        self.found(&words(text))
    }
}

fn words(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        filter: Filter::default(),
        order: Order::Relevance,
        facets: Vec::new(),
        grid: None,
    }
}

fn all(filter: Filter) -> Query {
    Query { filter, ..words("") }
}

fn practice(title: &str, language: &str, text: &str, more: Value) -> Value {
    let text = json!({ language: text });
    let mut record = json!({
        "kind": "practice", "original": language, "title": { language: title }, "countries": ["EC"], "licence": "CC0-1.0",
        "visibility": "public", "objective": text, "context": text, "approach": text, "results": text, "validation": "self",
        "organisations": [{ "name": "Asociación Sumak" }],
    });
    let fields = record.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    record
}

#[test]
fn a_text_is_found_in_any_form_of_its_words_and_without_accents() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    shelf.take(vec![
        author.publish(
            id(1),
            practice(
                "Las mujeres",
                "es",
                "Las cooperativas de producción agrícola ahorran juntas.",
                json!({}),
            ),
        ),
        author.publish(
            id(2),
            practice("Le sel", "fr", "Les coopératives fixent leurs prix.", json!({})),
        ),
        author.publish(
            id(3),
            enterprise(
                "Baker's union",
                json!({ "description": { "en": "Members sharing ovens." } }),
            ),
        ),
    ]);
    assert_eq!(shelf.by_text("cooperativa producción"), [1]);
    assert_eq!(shelf.by_text("COOPERATIVAS PRODUCCION"), [1]);
    assert_eq!(shelf.by_text("coopérative prix"), [2]);
    assert_eq!(shelf.by_text("share oven"), [3]);
    assert!(shelf.by_text("producción ovens").is_empty(), "every word is wanted");
    assert_eq!(
        shelf.by_text("les prix de la coopérative"),
        [2],
        "small words need not be there"
    );
    assert_eq!(shelf.by_text("sumak").len(), 2, "organisations have names");
}

#[test]
fn a_record_is_found_by_what_its_form_and_sectors_are_called_in_other_languages() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    let codes = json!({ "sectors": ["ica:ICA170", "local: Tontines"], "legal_form": "mutual_society" });
    shelf.take(vec![
        author.publish(id(1), enterprise("Mujeres sanas", codes)),
        author.publish(id(2), practice("Panaderas", "es", "Hornean juntas.", json!({}))),
    ]);
    for text in ["santé", "health", "salud", "mutuelles", "tontine", "mujeres santé"] {
        assert_eq!(shelf.by_text(text), [1], "{text}");
    }
}

#[test]
fn a_name_is_found_by_its_beginning_and_with_a_typing_error() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    shelf.take(vec![
        author.publish(id(1), enterprise("Laiterie du Delta", json!({ "acronym": "LADEL" }))),
        author.publish(id(2), enterprise("Boulangerie", json!({ "tags": ["levain"] }))),
    ]);
    assert_eq!(shelf.by_text("lait"), [1]);
    assert_eq!(shelf.by_text("laitrie"), [1], "a letter is missing");
    assert_eq!(shelf.by_text("laiteire"), [1], "two are exchanged");
    assert_eq!(shelf.by_text("ladel"), [1]);
    assert_eq!(shelf.by_text("levain"), [2]);
    assert!(shelf.by_text("laitrei").is_empty(), "two errors are too many");
}

#[test]
fn what_fits_better_comes_first_and_other_orders_are_kept() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    let place = |lat: i64| json!({ "geo": { "lat": lat, "lon": 0, "precision": "exact" }, "countries": ["GB"] });
    shelf.take(vec![
        author.publish(
            id(1),
            enterprise("Zebra", json!({ "description": { "en": "They sell honey." } })),
        ),
        author.publish(id(2), enterprise("Honey", json!({}))),
        author.publish(id(3), enterprise("Élan", place(51_500_000))),
        author.publish(id(4), enterprise("apple", place(51_600_000))),
    ]);
    assert_eq!(shelf.by_text("honey"), [2, 1], "a name says more than a text");
    let ordered = |order| shelf.found(&Query { order, ..words("") });
    assert_eq!(ordered(Order::Newest), [4, 3, 2, 1]);
    assert_eq!(
        ordered(Order::Relevance),
        [4, 3, 2, 1],
        "without words what is newest comes first"
    );
    assert_eq!(ordered(Order::Name), [4, 3, 2, 1]);
    let near = Filter {
        near: "51.5,0.0,20".parse().ok(),
        ..Filter::default()
    };
    let by_distance = Query {
        order: Order::Distance,
        ..all(near.clone())
    };
    assert_eq!(shelf.found(&by_distance), [3, 4]);
    let nearer = Filter {
        near: "51.5,0.0,5".parse().ok(),
        ..near
    };
    assert_eq!(shelf.found(&all(nearer)), [3]);
}

#[test]
fn pages_show_each_record_once_in_every_order() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    // Some are alike in all by which they are ordered; some are in other segments.
    for portion in 0..3 {
        let of_portion = (1..=20).map(|number| {
            let title = format!("Cooperative {}", (portion * 20 + number) % 7);
            let geo = json!({ "geo": { "lat": 51_000_000 + i64::from(number % 5), "lon": 0, "precision": "exact" } });
            author.publish(id(portion * 20 + number), enterprise(&title, geo))
        });
        shelf.take(of_portion.collect());
    }
    for order in [Order::Relevance, Order::Newest, Order::Name, Order::Distance] {
        for text in ["", "cooperative"] {
            let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
            loop {
                let filter = Filter {
                    limit: 7,
                    cursor,
                    near: "51,0,100".parse().ok(),
                    ..Filter::default()
                };
                let query = Query {
                    order,
                    filter,
                    ..words(text)
                };
                let results = shelf.results(&query, Audience::Public);
                assert_eq!(results.total, 60);
                seen.extend(results.records.iter().map(|row| row.id));
                pages += 1;
                cursor = results.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!((pages, seen.len()), (9, 60), "{order:?}");
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), 60, "{order:?}");
        }
    }
    let of_another_order = Query {
        order: Order::Name,
        filter: Filter {
            cursor: Some(encode_cursor(Order::Newest, &(Rank::Number(1), 1))),
            ..Filter::default()
        },
        ..words("")
    };
    let refused = shelf.search.find(&of_another_order, Audience::Public, &platforms());
    assert!(matches!(refused, Err(SearchError::Catalogue(CatalogueError::Cursor))));
}

#[test]
fn filters_and_counts_say_the_same() {
    let (shelf, mut author, mut other) = (Shelf::new(), Author::new(1), Author::new(2));
    shelf.take(vec![
        author.publish(
            id(1),
            practice(
                "Uno",
                "es",
                "texto",
                json!({ "sdgs": [5, 8], "decent_work": ["rights"], "region": "EC-P" }),
            ),
        ),
        author.publish(
            id(2),
            enterprise("Two", json!({ "sectors": ["isic:A", "isic:C"], "sdgs": [8] })),
        ),
        author.publish(
            id(3),
            enterprise(
                "Three",
                json!({ "sectors": ["isic:A"], "title": { "en": "Three", "fr-SN": "Trois" } }),
            ),
        ),
        author.publish(id(4), enterprise("Four", json!({ "status": "closed" }))),
    ]);
    shelf.take(vec![
        other.publish(id(5), enterprise("Five", json!({ "visibility": "federation" }))),
    ]);
    let query = Query {
        facets: Facet::ALL.to_vec(),
        ..words("")
    };
    let results = shelf.results(&query, Audience::Federation);
    assert_eq!(results.total, 5);
    let counted = |facet| results.counts[&facet].clone();
    let of = |values: &[(&str, u64)]| -> Vec<(String, u64)> {
        values
            .iter()
            .map(|(value, count)| ((*value).to_owned(), *count))
            .collect()
    };
    assert_eq!(counted(Facet::Kind), of(&[("enterprise", 4), ("practice", 1)]));
    assert_eq!(counted(Facet::Sector), of(&[("isic:A", 2), ("isic:C", 1)]));
    assert_eq!(counted(Facet::Sdg), of(&[("8", 2), ("5", 1)]));
    assert_eq!(counted(Facet::Pillar), of(&[("rights", 1)]));
    assert_eq!(counted(Facet::Region), of(&[("EC-P", 1)]));
    assert_eq!(
        counted(Facet::Language),
        of(&[("en", 4), ("es", 1), ("fr", 1), ("fr-sn", 1)])
    );
    assert_eq!(counted(Facet::Status), of(&[("active", 4), ("closed", 1)]));
    assert_eq!(counted(Facet::Form), of(&[("cooperative", 4)]));
    let (author, other) = (author.key().to_string(), other.key().to_string());
    assert_eq!(
        counted(Facet::Platform),
        of(&[(author.as_str(), 4), (other.as_str(), 1)])
    );
    assert_eq!(counted(Facet::Side), of(&[("north", 4), ("south", 1)]));
    let only_sides = Query {
        facets: vec![Facet::Side],
        ..words("")
    };
    let counts = shelf.results(&only_sides, Audience::Federation).counts;
    assert_eq!(
        counts,
        Counts::from([(Facet::Side, counted(Facet::Side))]),
        "the platforms by which sides are counted are not told"
    );
    let public = shelf.results(&query, Audience::Public);
    assert_eq!(
        (public.total, public.counts[&Facet::Platform].len()),
        (4, 1),
        "members alone see the fifth"
    );
    // Each value of each facet is a filter that leaves as many.
    for (facet, values) in &results.counts {
        for (value, count) in values {
            let given = || Some(value.clone());
            let mut filter = Filter::default();
            match facet {
                Facet::Kind => filter.kind = value.parse().ok(),
                Facet::Country => filter.country = given(),
                Facet::Region => filter.region = given(),
                Facet::Platform => filter.platform = given(),
                Facet::Sector => filter.sectors.push(value.clone()),
                Facet::Form => filter.form = ayni_protocol::vocabulary::parse(value),
                Facet::Sdg => filter.sdg = value.parse().ok(),
                Facet::Pillar => filter.pillar = ayni_protocol::vocabulary::parse(value),
                Facet::Language => filter.language = given(),
                Facet::Modality => filter.modality = ayni_protocol::vocabulary::parse(value),
                Facet::Side => filter.side = ayni_protocol::vocabulary::parse(value),
                Facet::Status => filter.status = ["active", "closed"].into_iter().find(|status| status == value),
            }
            assert_eq!(
                shelf.found(&all(filter.clone())).len() as u64,
                *count,
                "{facet:?} {value}"
            );
            let listed = shelf.search.catalogue.list(&filter, Audience::Federation, &platforms());
            assert_eq!(listed.expect("a list").total, *count, "{facet:?} {value}");
        }
    }
}

#[test]
fn a_record_that_comes_again_is_found_once_whenever_it_came_before() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    let mut again = |title: &str| author.publish(id(1), enterprise(title, json!({})));
    let alone = |shelf: &Shelf, title: &str| {
        assert_eq!((shelf.by_text(title), shelf.search.records()), (vec![1], 1), "{title}");
        assert_eq!(shelf.by_text("dairy"), [1], "{title}");
    };
    // In one step, in two of one commit, after the commit, and in an index that is made anew.
    shelf.list(vec![again("Dairy one"), again("Dairy two")]);
    shelf.search.take_in(|_| true).expect("taken in");
    shelf.take(vec![again("Dairy three")]);
    alone(&shelf, "three");
    shelf.take(vec![again("Dairy four")]);
    alone(&shelf, "four");
    shelf.search.reset();
    shelf.search.follow(|_| true).expect("indexed");
    alone(&shelf, "four");
    shelf.take(vec![again("Dairy five")]);
    alone(&shelf, "five");
}

#[test]
fn what_was_withdrawn_or_erased_is_not_found_even_before_the_index_has_followed() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    shelf.take(
        (1..=3)
            .map(|number| author.publish(id(number), enterprise("Dairy", json!({}))))
            .collect(),
    );
    assert_eq!(shelf.by_text("dairy").len(), 3);
    let erase = |entries| Operation::Erase { id: id(2), entries };
    let erase = erase([(author.key(), vec![2])].into());
    shelf.list(vec![author.withdraw(id(1)), author.sign(&erase)]);
    assert!(shelf.search.is_behind());
    let left = |results: &Found<Row>| results.records.iter().map(|row| row.id).collect::<Vec<RecordId>>();
    assert_eq!(left(&shelf.results(&words("dairy"), Audience::Federation)), [id(3)]);
    shelf
        .search
        .follow_for(std::time::Duration::from_secs(60))
        .expect("followed");
    let results = shelf.results(&words("dairy"), Audience::Federation);
    assert_eq!((results.total, left(&results)), (1, vec![id(3)]));
    let withdrawn = Filter {
        status: Some("withdrawn"),
        ..Filter::default()
    };
    assert_eq!(shelf.found(&all(withdrawn)), [1]);
    // A new version takes the place of the old one.
    shelf.take(vec![author.publish(id(3), enterprise("Creamery", json!({})))]);
    assert!(shelf.by_text("dairy").is_empty());
    assert_eq!(shelf.by_text("creamery"), [3]);
}

/// Whether any file below a directory has these bytes.
fn is_in_a_file(directory: &Path, wanted: &[u8]) -> bool {
    fs::read_dir(directory).expect("list").any(|file| {
        let bytes = fs::read(file.expect("file").path()).unwrap_or_default();
        bytes.windows(wanted.len()).any(|window| window == wanted)
    })
}

#[test]
fn nothing_of_an_erased_word_is_in_any_file_of_the_index_after_it_was_purged() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    shelf.take(vec![
        author.publish(id(1), enterprise("Quetzalcoatlus", json!({}))),
        author.publish(id(2), enterprise("Dairy", json!({}))),
    ]);
    let index = shelf.data.path().join("index");
    assert!(is_in_a_file(&index, b"quetzalcoatlus"));
    let entries = [(author.key(), vec![1])].into();
    shelf.take(vec![author.sign(&Operation::Erase { id: id(1), entries })]);
    shelf.search.purge().expect("purged");
    assert!(!is_in_a_file(&index, b"quetzalcoatlus"));
    assert_eq!(shelf.by_text("dairy"), [2]);
    shelf.search.purge().expect("there is nothing to do");
}

#[test]
fn an_index_goes_on_where_it_was_and_a_lost_or_strange_one_is_made_anew() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    shelf.take(vec![author.publish(id(1), enterprise("Dairy", json!({})))]);
    // Listed, and the program ended before the index had followed.
    shelf.list(vec![author.publish(id(2), enterprise("Dairy too", json!({})))]);
    let shelf = Shelf::in_directory(shelf.ended());
    assert_eq!(shelf.by_text("dairy"), [1], "it has kept what it had");
    assert!(shelf.search.is_behind());
    shelf.search.follow(|_| true).expect("followed");
    assert_eq!(shelf.by_text("dairy").len(), 2);
    let mut data = shelf.ended();
    for damage in ["not JSON", "{}"] {
        fs::write(data.path().join("index").join("meta.json"), damage).expect("written");
        let shelf = Shelf::in_directory(data);
        assert!(shelf.by_text("dairy").is_empty());
        shelf.search.follow(|_| true).expect("followed");
        assert_eq!(shelf.by_text("dairy").len(), 2);
        data = shelf.ended();
    }
}

#[test]
fn an_index_of_other_rows_is_made_anew() {
    let (shelf, mut author) = (Shelf::new(), Author::new(1));
    shelf.take(
        (1..=2)
            .map(|number| author.publish(id(number), enterprise("Dairy", json!({}))))
            .collect(),
    );
    // As if a log had been taken back.
    shelf.search.catalogue.reset().expect("reset");
    shelf.search.follow(|_| true).expect("followed");
    assert!(shelf.by_text("dairy").is_empty());
    shelf.search.catalogue.follow(&Owners::default()).expect("listed");
    shelf.search.follow(|_| true).expect("followed");
    assert_eq!(shelf.by_text("dairy").len(), 2);
    // As if somebody asked for it.
    shelf.search.reset();
    shelf.search.follow(|_| true).expect("followed");
    assert_eq!((shelf.search.records(), shelf.by_text("dairy").len()), (2, 2));
}

#[test]
fn a_log_that_cannot_be_read_does_not_keep_the_others_from_being_found() {
    let (shelf, mut first, mut second) = (Shelf::new(), Author::new(1), Author::new(2));
    shelf.list(vec![first.publish(id(1), enterprise("Dairy", json!({})))]);
    shelf.list(vec![second.publish(id(2), enterprise("Dairy", json!({})))]);
    let lost = first.key().min(second.key());
    shelf.store.lose(&lost, 1);
    assert!(matches!(shelf.search.follow(|_| true), Err(SearchError::Catalogue(_))));
    assert_eq!(shelf.by_text("dairy").len(), 1);
    assert!(shelf.search.is_behind(), "the rest is tried again");
}
