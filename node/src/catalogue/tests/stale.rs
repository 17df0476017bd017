//! What should have been looked at again by a day.

use super::*;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

#[test]
fn records_past_their_review_come_longest_overdue_first() {
    let node = Node::new();
    let (mut me, mut other) = (Author::new(1), Author::new(2));
    let until = |title: &str, date: &str| enterprise(title, json!({ "review_by": date }));
    node.take(vec![
        me.publish(id(1), until("Autumn", "2026-10-01")),
        me.publish(id(2), until("Spring", "2026-03")),
        me.publish(id(3), until("Today", "2026-11-25")),
        me.publish(id(4), until("This year", "2026")),
        me.publish(id(5), until("Gone", "2020")),
        me.withdraw(id(5)),
        // These authors sign in January 1970: a year later is 1971.
        me.publish(id(6), enterprise("Unsaid", json!({}))),
        other.publish(id(7), until("Another's", "2020")),
    ]);
    let stale = |filter: &Filter, today: &str| {
        let stale = node
            .catalogue
            .stale(filter, me.key(), &platforms(), day(today))
            .expect("read");
        let titles = stale
            .records
            .iter()
            .map(|record| record["title"]["en"].as_str().unwrap_or_default().to_owned());
        (stale.total, titles.collect::<Vec<_>>())
    };
    let all = Filter::default();
    let titles = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>();
    assert_eq!(stale(&all, "2026-11-25"), (3, titles(&["Unsaid", "Spring", "Autumn"])));
    assert_eq!(stale(&all, "2026-11-26").0, 4, "a day passes when it is over");
    assert_eq!(stale(&all, "2027-01-01").0, 5, "and a year when it is over");
    assert_eq!(stale(&all, "1971-01-01").0, 0);
    assert_eq!(stale(&all, "1971-01-02"), (1, titles(&["Unsaid"])));
    let two = Filter {
        limit: 2,
        ..all.clone()
    };
    assert_eq!(stale(&two, "2026-11-25"), (3, titles(&["Unsaid", "Spring"])));
    let none = Filter {
        platform: Some("Réseau".to_owned()),
        ..all.clone()
    };
    assert_eq!(
        stale(&none, "2027-11-25").0,
        0,
        "another platform's records are not one's own"
    );
    let gone = Filter {
        status: Some("withdrawn"),
        ..all
    };
    assert_eq!(stale(&gone, "2027-11-25"), (1, titles(&["Gone"])));
}

#[test]
fn a_stale_record_says_what_its_keeper_needs() {
    let node = Node::new();
    let mut me = Author::new(1);
    node.take(vec![me.publish(
        id(1),
        enterprise("Mill", json!({ "oid": "R01", "review_by": "2026-03" })),
    )]);
    let stale = node
        .catalogue
        .stale(&Filter::default(), me.key(), &platforms(), day("2026-11-25"));
    let shown = json!({
        "id": id(1).to_string(), "kind": "enterprise", "title": { "en": "Mill" }, "original": "en", "oid": "R01",
        "review_by": "2026-03", "updated": "1970-01-01T00:00:00.001Z", "status": "active",
    });
    assert_eq!(stale.expect("read").records, [shown]);
}

#[test]
fn no_more_are_given_than_a_page_may_have() {
    let node = Node::new();
    for limit in [0, LIMIT_MAX + 1] {
        let filter = Filter {
            limit,
            ..Filter::default()
        };
        let refused = node
            .catalogue
            .stale(&filter, Author::new(1).key(), &platforms(), day("2026"));
        assert!(matches!(refused, Err(CatalogueError::Limit(_))), "{limit}");
    }
}
