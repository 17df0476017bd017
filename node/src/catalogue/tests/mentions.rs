//! Which records name a record.

use super::moderation::comment;
use super::*;

fn naming(title: &str, predicate: &str, record: u8) -> Value {
    enterprise(
        title,
        json!({"relations": [{"predicate": predicate, "record": id(record).to_string()}]}),
    )
}

fn mentions(node: &Node, number: u8, audience: Audience) -> Mentions {
    let found = node.catalogue.mentions(&id(number), audience, &platforms());
    found.expect("read").unwrap_or_default()
}

/// Who says what of a record.
fn said(node: &Node, number: u8, audience: Audience) -> Vec<(String, String)> {
    let found = mentions(node, number, audience).relations;
    assert_eq!(found.total, found.records.len());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let said = found.records.iter();
    said.map(|record| (text(&record["predicate"]), text(&record["title"]["en"])))
        .collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(predicate, title): &(&str, &str)| ((*predicate).to_owned(), (*title).to_owned());
    wanted.iter().map(owned).collect()
}

#[test]
fn a_record_shows_who_says_what_of_it_as_long_as_that_is_said() {
    let node = Node::new();
    let [mut one, mut two] = [1, 2].map(Author::new);
    node.take(vec![
        one.publish(id(1), enterprise("Mill", json!({}))),
        two.publish(id(2), naming("Their mill", "same_as", 1)),
        one.publish(id(3), naming("Wheel", "part_of", 1)),
        two.publish(id(4), naming("Report", "about", 1)),
    ]);
    let wanted = [("same_as", "Their mill"), ("part_of", "Wheel"), ("about", "Report")];
    assert_eq!(said(&node, 1, Audience::Public), pairs(&wanted));
    assert_eq!(
        mentions(&node, 1, Audience::Public).relations.records[0]["platform"]["name"],
        "Réseau"
    );
    assert!(
        said(&node, 2, Audience::Public).is_empty(),
        "it says nothing of the others"
    );

    node.take(vec![
        two.publish(id(2), naming("Their mill", "part_of", 3)),
        one.withdraw(id(3)),
    ]);
    assert_eq!(said(&node, 1, Audience::Public), pairs(&[("about", "Report")]));
    assert_eq!(said(&node, 3, Audience::Public), pairs(&[("part_of", "Their mill")]));
    node.take(vec![one.publish(id(3), naming("Wheel", "part_of", 1))]);
    assert_eq!(said(&node, 1, Audience::Public).len(), 2, "listed again");
    let entries = BTreeMap::from([(two.key(), vec![3])]);
    node.take(vec![two.sign(&Operation::Erase { id: id(4), entries })]);
    assert_eq!(said(&node, 1, Audience::Public), pairs(&[("part_of", "Wheel")]));
    let before = mentions(&node, 1, Audience::Public);
    node.catalogue.reset().expect("forgotten");
    node.catalogue.follow(&Owners::default()).expect("made anew");
    assert_eq!(mentions(&node, 1, Audience::Public), before);
}

#[test]
fn the_public_is_told_only_of_records_that_it_may_see_and_nobody_of_those_that_are_over() {
    let node = Node::new();
    let mut one = Author::new(1);
    let with = |record: Value, field: &str, value: &str| {
        let mut record = record;
        record[field] = json!(value);
        record
    };
    node.take(vec![
        one.publish(id(2), with(naming("Inside", "same_as", 1), "visibility", "federation")),
        one.publish(id(3), with(naming("Over", "same_as", 1), "expires", "2001")),
        one.publish(id(4), naming("Open", "same_as", 1)),
        one.publish(id(5), comment(1, json!({"visibility": "federation"}))),
    ]);
    assert_eq!(said(&node, 1, Audience::Public), pairs(&[("same_as", "Open")]));
    assert_eq!(
        said(&node, 1, Audience::Federation),
        pairs(&[("same_as", "Inside"), ("same_as", "Open")])
    );
    assert_eq!(mentions(&node, 1, Audience::Public).comments.total, 0);
    assert_eq!(mentions(&node, 1, Audience::Federation).comments.total, 1);
}

#[test]
fn comments_stand_below_the_record_the_oldest_first_and_answers_below_the_comment_too() {
    let node = Node::new();
    let [mut one, mut two] = [1, 2].map(Author::new);
    node.take(vec![
        one.publish(id(1), enterprise("Mill", json!({}))),
        one.publish(
            id(2),
            comment(1, json!({"handle": "Awa", "body": {"fr": "Un", "en": "One"}})),
        ),
        one.publish(id(3), comment(1, json!({"parent": id(2).to_string()}))),
        two.sign(&Operation::Flag {
            id: id(2),
            reason: "spam".to_owned(),
        }),
    ]);
    let found = mentions(&node, 1, Audience::Public).comments;
    assert_eq!((found.total, found.complete), (2, true));
    assert_eq!(
        found.records[0],
        json!({
            "id": id(2).to_string(), "platform": json!(platforms()[&one.key()]), "time": "1970-01-01T00:00:00.002Z",
            "body": {"fr": "Un", "en": "One"}, "language": "fr", "handle": "Awa", "flagged": true,
        })
    );
    assert_eq!(found.records[1]["parent"], id(2).to_string());
    assert_eq!(
        mentions(&node, 2, Audience::Public).comments.records,
        [found.records[1].clone()]
    );
    let hide = |number| Operation::Hide {
        id: id(number),
        reason: "untrue".to_owned(),
    };
    node.take(vec![one.sign(&hide(2))]);
    let left = mentions(&node, 1, Audience::Public).comments.records;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].get("parent"), None, "nothing leads to what is hidden");
    node.take(vec![one.sign(&Operation::Allow { id: id(2) }), one.sign(&hide(3))]);
    for audience in [Audience::Public, Audience::Federation] {
        assert_eq!(mentions(&node, 1, audience).comments.total, 1);
    }
}

#[test]
fn no_more_comments_are_shown_than_a_page_bears_and_it_is_said_how_many_there_are() {
    let node = Node::new();
    let mut one = Author::new(1);
    let many = MENTIONS_SHOWN_MAX + 20;
    let number = |number: usize| RecordId::from_bytes((number as u128 + 1_000).to_be_bytes());
    let comments = (0..many).map(|place| one.publish(number(place), comment(1, json!({}))));
    node.take(comments.collect());
    let found = mentions(&node, 1, Audience::Public).comments;
    assert_eq!(
        (found.total, found.records.len(), found.complete),
        (many, MENTIONS_SHOWN_MAX, true)
    );
    assert_eq!(found.records[0]["id"], number(0).to_string());

    let long = "é".repeat(5_000);
    let texts = ["fr", "en", "es", "pt", "ar", "zh", "sw", "wo"].map(|language| (language.to_owned(), json!(long)));
    let body = Value::Object(texts.into_iter().collect());
    let longer = (0..many).map(|place| one.publish(number(place), comment(1, json!({"body": body}))));
    node.take(longer.collect());
    let found = mentions(&node, 1, Audience::Public).comments;
    assert_eq!(found.total, many);
    assert!(
        (1..MENTIONS_SHOWN_MAX).contains(&found.records.len()),
        "{}",
        found.records.len()
    );
}
