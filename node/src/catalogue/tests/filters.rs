//! What each filter lets pass.

use super::*;

/// A catalogue in which three platforms have published what the filters tell apart.
fn node() -> Node {
    let node = Node::new();
    let geo = |lat: i64, lon: i64| json!({ "lat": lat, "lon": lon, "precision": "exact" });
    let mut north = Author::new(1);
    let london = enterprise(
        "London",
        json!({
            "geo": geo(51_507_400, -127_800), "sectors": ["isic:A"], "sdgs": [8, 12], "review_by": "2027",
            "description": { "en": "Bread", "fr-SN": "Du pain" }, "machine_translated": ["fr-SN"],
        }),
    );
    let leeds = enterprise(
        "Leeds",
        json!({ "geo": geo(53_799_600, -1_549_100), "sectors": ["isic:C", "local:bread"], "status": "closed" }),
    );
    let mutual = enterprise("Mutual", json!({ "legal_form": "mutual_society", "status": "active" }));
    let gone = enterprise(
        "Gone",
        json!({ "sectors": ["isic:A"], "geo": geo(51_507_400, -127_800) }),
    );
    let practice = json!({
        "kind": "practice", "original": "en", "title": { "en": "Practice" }, "countries": ["GB"], "licence": "CC0-1.0",
        "objective": { "en": "o" }, "context": { "en": "c" }, "approach": { "en": "a" }, "results": { "en": "r" },
        "organisations": [{ "name": "One" }], "validation": "self", "sdgs": [8],
    });
    let entries = vec![
        north.publish(id(1), london),
        north.publish(id(2), leeds),
        north.publish(id(3), mutual),
        north.publish(id(4), gone),
        north.withdraw(id(4)),
        north.publish(id(5), practice),
    ];
    node.take(entries);
    node
}

fn titles(node: &Node, filter: Filter) -> Vec<String> {
    node.titles(&filter).into_iter().collect()
}

fn all() -> Filter {
    Filter::default()
}

#[test]
fn each_filter_lets_pass_what_it_names() {
    let node = node();
    let sectors = |sectors: &[&str]| Filter {
        sectors: sectors.iter().map(|code| (*code).to_owned()).collect(),
        ..all()
    };
    assert_eq!(titles(&node, sectors(&["isic:A"])), ["London"]);
    assert_eq!(titles(&node, sectors(&["isic:A", "local:bread"])), ["Leeds", "London"]);
    assert!(titles(&node, sectors(&["isic:B"])).is_empty());
    let goal = |sdg| Filter {
        sdg: Some(sdg),
        ..all()
    };
    assert_eq!(titles(&node, goal(8)), ["London", "Practice"]);
    assert_eq!(titles(&node, goal(12)), ["London"]);
    assert!(titles(&node, goal(1)).is_empty());
    let form = |form: &str| Filter {
        form: Some(form.parse().expect("a form")),
        ..all()
    };
    assert_eq!(titles(&node, form("cooperative")), ["Leeds", "London"]);
    assert_eq!(titles(&node, form("mutual_society")), ["Mutual"]);
    let language = |tag: &str| Filter {
        language: Some(tag.to_owned()),
        ..all()
    };
    assert_eq!(
        titles(&node, language("fr")),
        ["London"],
        "also where the title has none"
    );
    assert_eq!(titles(&node, language("en")).len(), 4);
    assert!(titles(&node, language("es")).is_empty());
    let since = |updated_since| Filter {
        updated_since: Some(updated_since),
        ..all()
    };
    // The authors of these tests sign one entry a millisecond.
    assert_eq!(titles(&node, since(3)), ["Mutual", "Practice"]);
}

#[test]
fn near_is_what_has_a_place_within_the_radius() {
    let node = node();
    let near = |text: &str| Filter {
        near: Some(text.parse().expect("a circle")),
        ..all()
    };
    assert_eq!(titles(&node, near("51.5,-0.1,10")), ["London"]);
    // Leeds is 270 km away.
    assert_eq!(titles(&node, near("51.5,-0.1,260")), ["London"]);
    assert_eq!(titles(&node, near("51.5,-0.1,280")), ["Leeds", "London"]);
    assert_eq!(
        titles(&node, near("0,0,20000")),
        ["Leeds", "London"],
        "without a place there is no distance"
    );
}

#[test]
fn withdrawn_records_are_listed_only_when_asked_for() {
    let node = node();
    let status = |status| Filter {
        status: Some(status),
        ..all()
    };
    assert_eq!(titles(&node, all()), ["Leeds", "London", "Mutual", "Practice"]);
    assert_eq!(titles(&node, status("active")), ["London", "Mutual", "Practice"]);
    assert_eq!(titles(&node, status("closed")), ["Leeds"]);
    assert_eq!(titles(&node, status("withdrawn")), ["Gone"]);
    // Other filters hold for them too.
    let away = Filter {
        near: "0,0,10".parse().ok(),
        ..status("withdrawn")
    };
    assert!(titles(&node, away).is_empty());
}

#[test]
fn filters_narrow_each_other_and_the_total_counts_all_pages() {
    let node = node();
    let both = Filter {
        sdg: Some(8),
        kind: Some(Kind::Enterprise),
        ..all()
    };
    assert_eq!(titles(&node, both), ["London"]);
    let mut filter = Filter {
        country: Some("gb".to_owned()),
        language: Some("en".to_owned()),
        limit: 3,
        ..all()
    };
    let first = node.list(&filter);
    assert_eq!((first.total, first.records.len()), (4, 3));
    filter.cursor = first.cursor;
    let second = node.list(&filter);
    assert_eq!((second.total, second.records.len(), second.cursor), (4, 1, None));
}

#[test]
fn a_new_version_is_found_by_what_it_says_alone() {
    let node = Node::new();
    let mut author = Author::new(1);
    node.take(vec![author.publish(
        id(1),
        enterprise("A", json!({ "sectors": ["isic:A"], "sdgs": [1] })),
    )]);
    node.take(vec![
        author.publish(id(1), enterprise("B", json!({ "sectors": ["isic:B"] }))),
    ]);
    let sector = |code: &str| Filter {
        sectors: vec![code.to_owned()],
        ..all()
    };
    assert!(titles(&node, sector("isic:A")).is_empty());
    assert_eq!(titles(&node, sector("isic:B")), ["B"]);
    assert!(titles(&node, Filter { sdg: Some(1), ..all() }).is_empty());
}

#[test]
fn filters_hold_alone_and_together() {
    let node = Node::new();
    let [mut gb, mut sn, mut cy, mut guest] = [1, 2, 3, 9].map(Author::new);
    let practice = json!({
        "kind": "practice", "original": "en", "title": {"en": "Savings"}, "countries": ["SN"], "licence": "CC0-1.0",
        "objective": {"en": "o"}, "context": {"en": "c"}, "approach": {"en": "a"}, "results": {"en": "r"},
        "organisations": [{"name": "o"}], "validation": "self",
    });
    node.take(vec![
        gb.publish(id(1), enterprise("Leeds", json!({}))),
        gb.publish(id(2), enterprise("Dakar and Leeds", json!({"countries": ["SN", "GB"]}))),
        sn.publish(id(3), practice),
        cy.publish(id(4), enterprise("Paphos", json!({"countries": ["CY"]}))),
        guest.publish(id(5), enterprise("Ankara", json!({"countries": ["TR"]}))),
    ]);
    assert_eq!(node.catalogue.counts().unreadable, 0);
    let expect = |filter: Filter, titles: &[&str]| {
        assert_eq!(
            node.titles(&filter),
            titles.iter().map(|title| (*title).to_owned()).collect(),
            "{filter:?}"
        );
    };
    let all = Filter::default;
    expect(all(), &["Leeds", "Dakar and Leeds", "Savings", "Paphos", "Ankara"]);
    expect(
        Filter {
            kind: Some(Kind::Practice),
            ..all()
        },
        &["Savings"],
    );
    expect(
        Filter {
            country: Some("sn".to_owned()),
            ..all()
        },
        &["Savings", "Dakar and Leeds"],
    );
    expect(
        Filter {
            country: Some("XX".to_owned()),
            ..all()
        },
        &[],
    );
    expect(
        Filter {
            side: Some(Side::South),
            ..all()
        },
        &["Savings"],
    );
    expect(
        Filter {
            side: Some(Side::North),
            ..all()
        },
        &["Leeds", "Dakar and Leeds", "Paphos"],
    );
    expect(
        Filter {
            side: Some(Side::South),
            platform: Some(gb.key().to_string()),
            ..all()
        },
        &[],
    );
    expect(
        Filter {
            platform: Some("coops ÉCOSSE".to_owned()),
            ..all()
        },
        &["Leeds", "Dakar and Leeds"],
    );
    expect(
        Filter {
            platform: Some(guest.key().to_string()),
            ..all()
        },
        &["Ankara"],
    );
    expect(
        Filter {
            platform: Some("nobody".to_owned()),
            ..all()
        },
        &[],
    );
    let narrow = Filter {
        kind: Some(Kind::Enterprise),
        country: Some("SN".to_owned()),
        side: Some(Side::North),
        platform: Some(gb.key().to_string()),
        ..all()
    };
    expect(narrow, &["Dakar and Leeds"]);
    let ankara = node.current(5).expect("a row").to_json(&platforms());
    assert_eq!(
        ankara["platform"],
        json!({"did": guest.key().to_string()}),
        "not in the charter"
    );
}
