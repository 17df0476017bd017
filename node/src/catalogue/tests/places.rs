//! Where rows lie: whatever comes and goes, each is found, in one block alone.

use super::*;
use crate::store::rows::Block;

/// All blocks on the disk.
fn blocks(node: &Node) -> Vec<Block> {
    let rows = node.store.rows();
    let heads = rows.heads().map(|head| head.expect("a head"));
    heads.map(|(number, _)| rows.block(number).expect("a block")).collect()
}

fn numbered(number: u16) -> RecordId {
    let mut chance = fastrand::Rng::with_seed(u64::from(number));
    RecordId::from_bytes(std::array::from_fn(|_| chance.u8(..)))
}

fn holds(node: &Node, text: &str) -> bool {
    let stored: Vec<Vec<u8>> = blocks(node)
        .iter()
        .flat_map(|block| block.rows().map(|(_, row)| row.to_vec()).collect::<Vec<_>>())
        .collect();
    let found = |row: &Vec<u8>| row.windows(text.len()).any(|part| part == text.as_bytes());
    stored.iter().any(found)
}

#[test]
fn rows_that_come_one_by_one_end_in_few_blocks_and_each_is_in_one() {
    let node = Node::new();
    let mut author = Author::new(1);
    for number in 0..300 {
        // Each third is of a record that was there before.
        let id = numbered(if number % 3 == 2 { number / 2 } else { number });
        let oid = json!({"oid": format!("R{number}")});
        node.take(vec![author.publish(id, enterprise(&format!("Title {number}"), oid))]);
    }
    let blocks = blocks(&node);
    let ids: Vec<RecordId> = blocks
        .iter()
        .flat_map(|block| block.slots().iter().map(|slot| slot.id))
        .collect();
    let distinct: BTreeSet<RecordId> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len());
    assert_eq!(node.catalogue.counts().records, distinct.len() as u64);
    assert!(blocks.len() < 30, "{} blocks", blocks.len());
    let again = Catalogue::open(&node.store).expect("opens");
    for catalogue in [&node.catalogue, &again] {
        for id in &distinct {
            let row = catalogue
                .current(id, None, Audience::Federation)
                .expect("read")
                .expect("a row");
            let oid = row.current.oid.expect("an identifier");
            let found = catalogue
                .find_by_oid(&author.key(), Kind::Enterprise, &oid)
                .expect("read");
            assert_eq!(found, Some(*id));
        }
    }
    // Page by page, and all at once where the filter makes that due.
    let mut paged = Vec::new();
    let mut filter = Filter {
        limit: 7,
        ..Filter::default()
    };
    loop {
        let page = node
            .catalogue
            .list(&filter, Audience::Federation, &platforms())
            .expect("a page");
        paged.extend(page.rows.iter().map(|row| row.id));
        filter.cursor = page.cursor();
        if filter.cursor.is_none() {
            break;
        }
    }
    assert!(paged.iter().eq(distinct.iter()));
    let active = Filter {
        status: Some("active"),
        limit: LIMIT_MAX,
        ..Filter::default()
    };
    let listed = node
        .catalogue
        .list(&active, Audience::Federation, &platforms())
        .expect("a page");
    assert!(listed.rows.iter().map(|row| row.id).eq(distinct));
}

#[test]
fn what_was_replaced_or_erased_is_in_no_block() {
    let node = Node::new();
    let mut author = Author::new(1);
    let many =
        (0..200).map(|number| author.publish(numbered(number), enterprise(&format!("Title {number:03}"), json!({}))));
    let entries: Vec<AuthenticEntry> = many.collect();
    node.take(entries);
    assert!(holds(&node, "Title 050") && holds(&node, "Title 060"));
    node.take(vec![author.publish(numbered(50), enterprise("Another", json!({})))]);
    assert!(!holds(&node, "Title 050") && holds(&node, "Another"));
    let entries = BTreeMap::from([(author.key(), vec![61])]);
    node.take(vec![author.sign(&Operation::Erase {
        id: numbered(60),
        entries,
    })]);
    assert!(!holds(&node, "Title 060") && holds(&node, "Title 061"));
    assert!(
        node.catalogue
            .current(&numbered(60), None, Audience::Federation)
            .expect("read")
            .is_none()
    );
    assert_eq!(node.catalogue.counts().records, 199);
}
