//! Pages of lists, and where the next one begins.

use super::*;

#[test]
fn pages_show_each_record_once_and_end() {
    let node = Node::new();
    let mut authors = [1, 2, 3].map(Author::new);
    let mut entries = Vec::new();
    for number in 0..120_u8 {
        for author in &mut authors {
            let country = ["GB", "SN"][usize::from(number % 2)];
            entries.push(author.publish(id(number), enterprise("x", json!({"countries": [country]}))));
        }
    }
    node.take(entries);
    let walk = |filter: Filter| {
        let (mut filter, mut seen, mut pages) = (filter, Vec::new(), 0);
        loop {
            let page = node.list(&filter);
            pages += 1;
            seen.extend(
                page.records
                    .iter()
                    .map(|row| (row["id"].to_string(), row["platform"]["did"].to_string())),
            );
            match page.cursor {
                Some(cursor) => filter.cursor = Some(cursor),
                None => {
                    assert_eq!(page.total, seen.len() as u64);
                    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "none twice");
                    return (seen.len(), pages);
                }
            }
        }
    };
    assert_eq!(
        walk(Filter {
            limit: 50,
            ..Filter::default()
        }),
        (360, 8)
    );
    assert_eq!(
        walk(Filter {
            limit: 360,
            ..Filter::default()
        }),
        (360, 1)
    );
    assert_eq!(
        walk(Filter {
            limit: 7,
            country: Some("SN".to_owned()),
            ..Filter::default()
        }),
        (180, 26)
    );
    let one_platform = Filter {
        limit: 11,
        platform: Some("Réseau".to_owned()),
        ..Filter::default()
    };
    assert_eq!(walk(one_platform), (120, 11));
}

#[test]
fn a_page_that_is_cut_goes_on_behind_its_last_row() {
    let node = Node::new();
    let mut author = Author::new(1);
    node.take(
        (1..=5)
            .map(|number| author.publish(id(number), enterprise("x", json!({}))))
            .collect(),
    );
    let listed = |cursor| {
        let filter = Filter {
            cursor,
            ..Filter::default()
        };
        node.catalogue
            .list(&filter, Audience::Public, &platforms())
            .expect("a page")
    };
    let all = listed(None);
    assert_eq!((all.rows.len(), all.cursor()), (5, None));
    let mut first = all.clone();
    first.cut(2);
    let rest = listed(first.cursor());
    assert_eq!([first.rows, rest.rows].concat(), all.rows);
    let mut whole = all.clone();
    whole.cut(5);
    assert_eq!(whole, all);
}

#[test]
fn a_wrong_cursor_or_limit_is_refused() {
    let node = Node::new();
    let list = |filter: Filter| node.catalogue.list(&filter, Audience::Public, &platforms());
    for cursor in ["", "!", "AQ", "nonsense", &"A".repeat(66), &"A".repeat(10_000)] {
        let filter = Filter {
            cursor: Some(cursor.to_owned()),
            ..Filter::default()
        };
        assert!(matches!(list(filter), Err(CatalogueError::Cursor)), "{cursor}");
    }
    for limit in [0, LIMIT_MAX + 1] {
        let filter = Filter {
            limit,
            ..Filter::default()
        };
        assert!(matches!(list(filter), Err(CatalogueError::Limit(found)) if found == limit));
    }
}
