//! What a platform has just signed is listed from what it knows, not from what is stored.

use ayni_protocol::record::{Record, example};
use fastrand::Rng;

use super::*;

/// Made-up records of each kind: their entries, and how whoever publishes them expects them to be listed.
fn signed(author: &mut Author) -> (Vec<AuthenticEntry>, Vec<expected::Version>) {
    let mut rng = Rng::with_seed(7);
    let (mut entries, mut versions) = (Vec::new(), Vec::new());
    for kind in Kind::ALL {
        for _ in 0..40 {
            let json = example::of(*kind, &mut |choices| rng.usize(..choices));
            let record = Record::parse(&json).expect("a record");
            let id = RecordId::from_bytes(rng.u128(..).to_be_bytes());
            let entry = author.publish(id, record.to_json());
            let time = entry.entry().envelope().time();
            versions.push((id, Box::new(Current::of(&record, author.key(), entry.head(), time))));
            entries.push(entry);
        }
    }
    (entries, versions)
}

/// All rows, as they are stored.
fn rows(node: &Node, versions: &[RecordId]) -> Vec<Row> {
    let rows = versions.iter().map(|id| {
        let row = node.catalogue.current(id, None, Audience::Federation);
        row.expect("read").expect("listed")
    });
    rows.collect()
}

#[test]
fn versions_are_listed_as_their_publisher_expects_them_just_as_whoever_reads_their_entries_lists_them() {
    let (one, other) = (Node::new(), Node::new());
    let mut author = Author::new(1);
    let (entries, versions) = signed(&mut author);
    // Those that would be shown to nobody are in lists all the same.
    let is_over = |current: &Current| current.is_over(clock::unix_ms());
    let ids: Vec<RecordId> = versions
        .iter()
        .filter(|(_, row)| !is_over(row))
        .map(|(id, _)| *id)
        .collect();

    other.take(entries.clone());
    one.catalogue.expect(versions);
    one.take(entries);
    assert_eq!(rows(&one, &ids), rows(&other, &ids));
    assert_eq!(one.catalogue.counts(), other.catalogue.counts());
}

#[test]
fn what_is_expected_of_a_log_that_was_taken_back_is_not_listed() {
    let node = Node::new();
    let mut author = Author::new(1);
    let first = author.publish(id(1), enterprise("First", json!({})));
    let head = first.head();
    node.take(vec![first]);
    // Signed once more, by a copy of the key.
    let lost = author.publish(id(2), enterprise("Lost", json!({})));
    let record = Record::parse(&enterprise("Lost", json!({}))).expect("a record");
    let current = Current::of(&record, author.key(), lost.head(), 2);
    node.append(vec![lost]);
    node.catalogue.expect([(id(2), Box::new(current))]);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
    runtime.block_on(node.store.cut(author.key(), head.seq)).expect("cut");
    author.head = Some(head);
    node.catalogue.follow(&Owners::default()).expect("indexed");
    node.take(vec![author.publish(id(3), enterprise("Third", json!({})))]);
    assert_eq!(
        node.titles(&Filter::default()),
        BTreeSet::from(["First", "Third"].map(str::to_owned))
    );
    node.is_counted_right();
}

#[test]
fn who_knows_only_some_of_the_entries_reads_the_others() {
    let node = Node::new();
    let mut author = Author::new(1);
    let (entries, mut versions) = signed(&mut author);
    let is_over = |current: &Current| current.is_over(clock::unix_ms());
    let ids: Vec<RecordId> = versions
        .iter()
        .filter(|(_, row)| !is_over(row))
        .map(|(id, _)| *id)
        .collect();
    versions.retain(|(_, row)| !(100..200).contains(&row.seq));
    node.catalogue.expect(versions);
    node.take(entries);
    assert_eq!(rows(&node, &ids).len(), ids.len());
}
