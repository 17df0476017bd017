//! The catalogue as its readers see it.

mod answers;
mod expiry;
mod filters;
mod foreseen;
mod mentions;
mod moderation;
mod owners;
mod pages;
mod places;
mod stale;

use std::collections::BTreeSet;

use ayni_protocol::entry::Entry;
use ayni_protocol::identity::SecretKey;
use ayni_protocol::log::{AuthenticEntry, authenticate};
use ayni_protocol::operation::Operation;
use ayni_protocol::record::Date;
use ayni_protocol::vocabulary::side::Side;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::clock;

pub(crate) const CACHE_BYTES: u64 = 16 * 1024 * 1024;
pub(crate) const FEDERATION: Hash = Hash([7; 32]);

/// A platform that signs operations.
pub(crate) struct Author {
    secret: SecretKey,
    head: Option<Head>,
}

impl Author {
    pub(crate) fn new(seed: u8) -> Self {
        Self {
            secret: SecretKey::from_seed(&[seed; 32]),
            head: None,
        }
    }

    pub(crate) fn key(&self) -> PublicKey {
        self.secret.public()
    }

    fn sign_body(&mut self, body: Vec<u8>) -> AuthenticEntry {
        let seq = self.head.map_or(1, |head| head.seq + 1);
        let prev = self.head.map(|head| head.id);
        let entry = Entry::sign(&self.secret, &FEDERATION, seq, prev, seq as i64, body);
        let entry = authenticate(&FEDERATION, vec![entry]).expect("authentic").remove(0);
        self.head = Some(entry.head());
        entry
    }

    pub(crate) fn sign(&mut self, operation: &Operation) -> AuthenticEntry {
        self.sign_body(operation.encode([0; 16]))
    }

    pub(crate) fn publish(&mut self, id: RecordId, record: Value) -> AuthenticEntry {
        self.sign(&Operation::Publish { id, record })
    }

    pub(crate) fn withdraw(&mut self, id: RecordId) -> AuthenticEntry {
        self.sign(&Operation::Withdraw { id })
    }
}

pub(crate) fn id(number: u8) -> RecordId {
    RecordId::from_bytes([number; 16])
}

/// An enterprise with this title; `more` adds and replaces fields.
pub(crate) fn enterprise(title: &str, more: Value) -> Value {
    let mut record = json!({
        "kind": "enterprise", "original": "en", "title": {"en": title}, "countries": ["GB"],
        "licence": "CC0-1.0", "visibility": "public", "legal_form": "cooperative",
    });
    let fields = record.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    record
}

/// A data directory with an open store and catalogue.
struct Node {
    _data: TempDir,
    store: Store,
    catalogue: Catalogue,
}

impl Node {
    fn new() -> Self {
        let data = tempfile::tempdir().expect("directory");
        let store = Store::open(data.path(), CACHE_BYTES).expect("opens");
        let catalogue = Catalogue::open(&store).expect("opens");
        Self {
            _data: data,
            store,
            catalogue,
        }
    }

    fn append(&self, entries: Vec<AuthenticEntry>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
        runtime.block_on(self.store.append(entries)).expect("appended");
    }

    /// Appends and indexes.
    fn take(&self, entries: Vec<AuthenticEntry>) {
        let count = entries.len() as u64;
        self.append(entries);
        assert_eq!(self.catalogue.follow(&Owners::default()).expect("indexed"), count);
    }

    fn list(&self, filter: &Filter) -> Page {
        self.catalogue
            .list(filter, Audience::Federation, &platforms())
            .expect("a page")
            .page(&platforms())
    }

    fn titles(&self, filter: &Filter) -> BTreeSet<String> {
        let page = self.list(filter);
        assert_eq!(page.total, page.records.len() as u64);
        page.records
            .iter()
            .map(|row| row["title"]["en"].as_str().expect("a title").to_owned())
            .collect()
    }

    fn current(&self, number: u8) -> Option<Row> {
        self.catalogue
            .current(&id(number), None, Audience::Federation)
            .expect("read")
    }

    fn is_counted_right(&self) {
        let all = Filter {
            limit: LIMIT_MAX,
            ..Filter::default()
        };
        for audience in [Audience::Public, Audience::Federation] {
            let listed = self.catalogue.list(&all, audience, &platforms()).expect("a page");
            assert_eq!(listed.total, listed.rows.len() as u64);
        }
        assert_eq!(self.catalogue.counts().records, self.list(&all).total);
    }
}

pub(crate) fn platforms() -> BTreeMap<PublicKey, Platform> {
    let platform = |seed: u8, name: &str, country: &str, side| {
        let key = Author::new(seed).key();
        let platform = Platform {
            did: key.to_string(),
            name: name.to_owned(),
            country: country.to_owned(),
            side,
            former: false,
        };
        (key, platform)
    };
    BTreeMap::from([
        platform(1, "Coops Écosse", "GB", Side::North),
        platform(2, "Réseau", "SN", Side::South),
        // Declares another side than the table has.
        platform(3, "Kypros", "CY", Side::North),
    ])
}

#[test]
fn a_published_record_is_listed_with_all_that_a_list_shows() {
    let node = Node::new();
    let mut author = Author::new(1);
    let entry = author.publish(
        id(1),
        enterprise("Mill", json!({"oid": "R01", "countries": ["GB", "IE"]})),
    );
    let entry_id = entry.head().id;
    node.take(vec![entry]);
    let page = node.list(&Filter::default());
    assert_eq!((page.total, page.cursor), (1, None));
    let platform = json!({"did": author.key().to_string(), "name": "Coops Écosse", "country": "GB", "side": "north"});
    assert_eq!(
        page.records,
        [json!({
            "id": id(1).to_string(), "kind": "enterprise", "title": {"en": "Mill"}, "original": "en", "countries": ["GB", "IE"],
            "platform": platform, "oid": "R01", "status": "active", "visibility": "public", "seq": 1,
            "entry": entry_id.to_string(), "time": "1970-01-01T00:00:00.001Z",
        })]
    );
    let row = node.current(1).expect("a row");
    assert_eq!(
        node.catalogue.record(&row).expect("a record").expect("held")["legal_form"],
        "cooperative"
    );
}

#[test]
fn the_latest_version_is_current_a_withdrawn_one_is_not_listed_and_a_later_one_brings_it_back() {
    let node = Node::new();
    let mut author = Author::new(1);
    let all = Filter::default();
    node.take(vec![
        author.publish(id(1), enterprise("First", json!({}))),
        author.publish(id(1), enterprise("Second", json!({"status": "closed"}))),
    ]);
    assert_eq!(node.titles(&all), BTreeSet::from(["Second".to_owned()]));
    assert_eq!(node.current(1).expect("a row").status(), "closed");
    node.take(vec![author.withdraw(id(1))]);
    assert_eq!(node.titles(&all), BTreeSet::new());
    let row = node.current(1).expect("it can still be read");
    assert_eq!((row.status(), row.current.seq), ("withdrawn", 2));
    assert_eq!(
        node.catalogue.record(&row).expect("a record").expect("held")["title"]["en"],
        "Second"
    );
    node.is_counted_right();
    node.take(vec![
        author.withdraw(id(1)),
        author.publish(id(1), enterprise("Third", json!({}))),
    ]);
    assert_eq!(node.titles(&all), BTreeSet::from(["Third".to_owned()]));
    node.is_counted_right();
    let history = node.catalogue.history(&id(1), Audience::Federation).expect("read");
    let seen: Vec<(u64, &str, Option<&str>)> = history
        .iter()
        .map(|version| {
            (
                version.seq,
                version.op.as_str(),
                version.title.as_ref().and_then(|title| title.get("en")),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (1, "publish", Some("First")),
            (2, "publish", Some("Second")),
            (3, "withdraw", None),
            (4, "withdraw", None),
            (5, "publish", Some("Third")),
        ]
    );
    let json = serde_json::to_value(&history[2]).expect("json");
    assert_eq!(json["author"], author.key().to_string());
    assert_eq!(json["time"], "1970-01-01T00:00:00.003Z");
    assert!(json.get("title").is_none());
}

#[test]
fn an_author_cannot_touch_the_edition_of_another() {
    let node = Node::new();
    let (mut one, mut other) = (Author::new(1), Author::new(2));
    node.take(vec![
        one.publish(id(1), enterprise("One", json!({}))),
        other.publish(id(1), enterprise("Other", json!({}))),
        other.withdraw(id(2)),
    ]);
    assert_eq!(
        node.titles(&Filter::default()),
        BTreeSet::from(["One".to_owned(), "Other".to_owned()])
    );
    node.take(vec![other.withdraw(id(1))]);
    assert_eq!(node.titles(&Filter::default()), BTreeSet::from(["One".to_owned()]));
    assert_eq!(
        node.current(1).expect("a row").author,
        one.key(),
        "the one that is not withdrawn"
    );
    let theirs = node
        .catalogue
        .current(&id(1), Some(&other.key()), Audience::Federation)
        .expect("read");
    assert!(theirs.expect("a row").current.withdrawn);
    assert!(node.current(2).is_none());
    node.is_counted_right();
}

#[test]
fn a_record_is_found_by_the_platforms_own_identifier_as_long_as_it_has_it() {
    let node = Node::new();
    let mut author = Author::new(1);
    let find = |key: PublicKey, kind, oid: &str| node.catalogue.find_by_oid(&key, kind, oid).expect("read");
    let enterprise_by = |oid: &str| find(Author::new(1).key(), Kind::Enterprise, oid);
    node.take(vec![author.publish(id(1), enterprise("A", json!({"oid": "R1"})))]);
    assert_eq!(enterprise_by("R1"), Some(id(1)));
    assert_eq!(enterprise_by("R10"), None);
    assert_eq!(find(author.key(), Kind::Practice, "R1"), None);
    assert_eq!(find(Author::new(2).key(), Kind::Enterprise, "R1"), None);
    node.take(vec![author.withdraw(id(1))]);
    assert_eq!(enterprise_by("R1"), Some(id(1)), "importing it again brings it back");
    node.take(vec![author.publish(id(1), enterprise("A", json!({"oid": "R2"})))]);
    assert_eq!((enterprise_by("R1"), enterprise_by("R2")), (None, Some(id(1))));
    // Another record takes the identifier over, then the first one gives it up: in one step and in two.
    for (oid, steps) in [("X", 1), ("Y", 2)] {
        let entries = [
            author.publish(id(3), enterprise("C", json!({"oid": oid}))),
            author.publish(id(4), enterprise("D", json!({"oid": oid}))),
            author.publish(id(3), enterprise("C", json!({}))),
        ];
        for step in entries.chunks(3_usize.div_ceil(steps)) {
            node.take(step.to_vec());
        }
        assert_eq!(enterprise_by(oid), Some(id(4)));
    }
}

#[test]
fn what_is_for_members_is_never_shown_to_the_public() {
    let node = Node::new();
    let mut author = Author::new(1);
    let members_only = json!({"visibility": "federation"});
    node.take(vec![
        author.publish(id(1), enterprise("Was public", json!({}))),
        author.publish(id(1), enterprise("Is not now", members_only.clone())),
        author.publish(id(2), enterprise("Never was", members_only.clone())),
        author.withdraw(id(2)),
        author.publish(id(2), enterprise("Is not", members_only)),
        author.publish(id(3), enterprise("Open", json!({}))),
    ]);
    let public = |filter: Filter| {
        node.catalogue
            .list(&filter, Audience::Public, &platforms())
            .expect("a page")
            .page(&platforms())
    };
    for side in [None, Some(Side::North)] {
        let page = public(Filter {
            side,
            ..Filter::default()
        });
        assert_eq!((page.total, page.records.len()), (1, 1));
        assert_eq!(page.records[0]["title"]["en"], "Open");
    }
    assert_eq!(node.list(&Filter::default()).total, 3);
    for number in [1, 2] {
        assert!(
            node.catalogue
                .current(&id(number), None, Audience::Public)
                .expect("read")
                .is_none()
        );
    }
    let history = |number| {
        node.catalogue
            .history(&id(number), Audience::Public)
            .expect("read")
            .len()
    };
    assert_eq!((history(1), history(2), history(3)), (1, 0, 1));
    node.is_counted_right();
}

#[test]
fn what_this_program_cannot_read_is_counted_and_not_listed() {
    let node = Node::new();
    let mut author = Author::new(1);
    let newer = ayni_protocol::cbor::encode(&BTreeMap::from([("op", "endorse")]));
    node.take(vec![
        author.publish(id(1), json!({"kind": "opera", "title": {"en": "Aida"}})),
        author.publish(id(2), enterprise("No country", json!({"countries": []}))),
        author.sign_body(newer),
        author.sign_body(b"no CBOR".to_vec()),
        author.publish(id(3), enterprise("Known", json!({}))),
        author.publish(id(3), json!({"kind": "opera"})),
    ]);
    let counts = node.catalogue.counts();
    assert_eq!((counts.records, counts.unreadable), (1, 4));
    assert_eq!(counts.by_kind, BTreeMap::from([(Kind::Enterprise, 1)]));
    assert_eq!(node.titles(&Filter::default()), BTreeSet::from(["Known".to_owned()]));
    let history = |number, audience| node.catalogue.history(&id(number), audience).expect("read").len();
    assert_eq!((history(1, Audience::Federation), history(1, Audience::Public)), (1, 0));
    assert_eq!((history(3, Audience::Federation), history(3, Audience::Public)), (2, 1));
}

#[test]
fn a_record_with_a_key_that_the_json_library_reads_as_its_own_stops_nobody() {
    let node = Node::new();
    let mut author = Author::new(1);
    for (number, text) in (1..).zip(["1.5", "[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]", "not JSON"]) {
        for key in ["$serde_json::private::RawValue", "$serde_json::private::Number"] {
            let whole = author.publish(id(number), json!({ key: text }));
            let beside = author.publish(id(number), enterprise("Known", json!({ "extra": { key: text } })));
            node.take(vec![whole, beside]);
        }
    }
    let counts = node.catalogue.counts();
    assert_eq!((counts.records, counts.unreadable), (3, 6));
}

/// Everything that the catalogue says.
fn everything(catalogue: &Catalogue) -> (Vec<Value>, Counts, Vec<Version>) {
    let all = Filter {
        limit: LIMIT_MAX,
        ..Filter::default()
    };
    let records = catalogue
        .list(&all, Audience::Federation, &platforms())
        .expect("a page")
        .page(&platforms())
        .records;
    let versions = (0..10).flat_map(|number| catalogue.history(&id(number), Audience::Federation).expect("read"));
    (records, catalogue.counts(), versions.collect())
}

#[test]
fn a_catalogue_goes_on_where_it_stopped_and_begins_anew_where_it_must() {
    let node = Node::new();
    let mut author = Author::new(1);
    node.take(
        (0..30)
            .map(|number| author.publish(id(number % 10), enterprise("x", json!({"oid": number.to_string()}))))
            .collect(),
    );
    let before = everything(&node.catalogue);
    // Opened again: nothing to do.
    let again = Catalogue::open(&node.store).expect("opens");
    assert_eq!(again.follow(&Owners::default()).expect("indexed"), 0);
    assert_eq!(everything(&again), before);
    // Rows of another version.
    node.store.rows().reset(ROWS_VERSION + 1, 1).expect("reset");
    let anew = Catalogue::open(&node.store).expect("opens");
    assert_eq!(anew.follow(&Owners::default()).expect("indexed"), 30);
    assert_eq!(everything(&anew), before);
    // A cursor behind the end of the log.
    let beyond = Changes {
        author: author.key(),
        owner: author.key(),
        cursor: Head {
            seq: 31,
            id: Hash([1; 32]),
        },
        ends: Vec::new(),
        erasures: Vec::new(),
        confirmations: Vec::new(),
        answers: Vec::new(),
        words: Vec::new(),
        mentions: Vec::new(),
        blocks: Vec::new(),
        versions: Vec::new(),
        counts: BTreeMap::new(),
        unreadable: 5,
    };
    node.store.rows().apply(&beyond).expect("applied");
    let anew = Catalogue::open(&node.store).expect("opens");
    assert_eq!(anew.follow(&Owners::default()).expect("indexed"), 30);
    assert_eq!(everything(&anew), before);
}

#[test]
fn steps_do_not_change_what_is_said() {
    let node = Node::new();
    let mut author = Author::new(1);
    let mut entries = Vec::new();
    for number in 0..(STEP_ENTRIES_MAX * 2 + 10) {
        let record = id((number % 7) as u8);
        entries.push(match number % 5 {
            0 => author.withdraw(record),
            _ => author.publish(
                record,
                enterprise(&number.to_string(), json!({"oid": (number % 11).to_string()})),
            ),
        });
    }
    node.take(entries.clone());
    let one_by_one = Node::new();
    for entry in entries.chunks(97) {
        one_by_one.take(entry.to_vec());
    }
    assert_eq!(everything(&node.catalogue), everything(&one_by_one.catalogue));
    for oid in 0..11 {
        let find = |node: &Node| {
            node.catalogue
                .find_by_oid(&author.key(), Kind::Enterprise, &oid.to_string())
                .expect("read")
        };
        assert_eq!(find(&node), find(&one_by_one));
    }
    node.is_counted_right();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_order_of_arrival_gives_one_catalogue(
        deeds in prop::collection::vec((0_usize..3, 0_u8..4, 0_u8..4), 1..40),
        picks in prop::collection::vec(0_usize..3, 200), stops in prop::collection::vec(1_usize..5, 60),
    ) {
        let mut authors = [1, 2, 3].map(Author::new);
        let mut logs: [Vec<AuthenticEntry>; 3] = Default::default();
        for (author, number, deed) in &deeds {
            let signer = &mut authors[*author];
            let visibility = ["public", "federation"][usize::from(deed % 2)];
            logs[*author].push(match deed {
                3 => signer.withdraw(id(*number)),
                _ => signer.publish(id(*number), enterprise(&deed.to_string(), json!({"visibility": visibility, "oid": deed.to_string()}))),
            });
        }
        let in_one = Node::new();
        in_one.take(logs.concat());
        let mixed = Node::new();
        let mut rest = logs.map(|log| log.into_iter().collect::<std::collections::VecDeque<_>>());
        let mut order: Vec<AuthenticEntry> = picks.iter().filter_map(|author| rest[*author].pop_front()).collect();
        order.extend(rest.into_iter().flatten());
        let mut stops = stops.into_iter().cycle();
        while !order.is_empty() {
            let stop = stops.next().expect("endless").min(order.len());
            mixed.take(order.drain(..stop).collect());
        }
        prop_assert_eq!(everything(&in_one.catalogue), everything(&mixed.catalogue));
        mixed.is_counted_right();
        in_one.catalogue.reset().expect("reset");
        prop_assert_eq!(in_one.catalogue.counts(), Counts::default());
        in_one.catalogue.follow(&Owners::default()).expect("indexed");
        prop_assert_eq!(everything(&in_one.catalogue), everything(&mixed.catalogue));
    }
}
