//! Platforms that go on with another key.

use ayni_protocol::charter::{Change, Charter, Member, Quorum, Role};
use ayni_protocol::vocabulary::side::Side;

use super::*;

fn member(author: &Author) -> Member {
    Member {
        key: author.key(),
        name: format!("Platform {}", author.key().short()),
        country: "SN".to_owned(),
        side: Side::South,
        role: Role::Member,
    }
}

/// The owners where `new` has taken the place of `old`.
pub(super) fn replaced(old: &Author, new: &Author) -> Owners {
    let founded = vec![member(old), member(&Author::new(9))];
    let charter = Charter::found("Red".to_owned(), Quorum::Majority, founded, [0; 16]).expect("a charter");
    let change = Change::Replace {
        old: old.key(),
        last: u64::MAX,
        new: member(new),
    };
    Owners::of(&charter.amend(&[change]).expect("a charter"))
}

#[test]
fn the_records_of_a_replaced_key_are_the_new_ones_and_it_updates_and_withdraws_them() {
    let node = Node::new();
    let (mut old, mut new) = (Author::new(1), Author::new(2));
    let first = enterprise("First", json!({"oid": "1"}));
    node.take(vec![
        old.publish(id(1), first.clone()),
        old.publish(id(2), enterprise("Second", json!({}))),
    ]);
    assert_eq!(node.current(1).expect("listed").author, old.key());

    let owners = replaced(&old, &new);
    let follow = || node.catalogue.follow(&owners).expect("indexed");
    assert_eq!(follow(), 2, "all is found under the new key");
    let row = node.current(1).expect("listed");
    assert_eq!((row.author, row.current.signer), (new.key(), old.key()));
    assert_eq!(
        node.catalogue.record(&row).expect("read").expect("held")["title"],
        first["title"]
    );
    let by_oid = node.catalogue.find_by_oid(&new.key(), Kind::Enterprise, "1");
    assert_eq!(by_oid.expect("read"), Some(id(1)));

    node.append(vec![
        new.publish(id(1), enterprise("First, mended", json!({"oid": "1"}))),
        new.withdraw(id(2)),
    ]);
    assert_eq!(follow(), 2);
    assert_eq!(
        node.current(1)
            .expect("listed")
            .current
            .title
            .get("en")
            .unwrap_or_default(),
        "First, mended"
    );
    assert!(node.current(2).expect("known").current.withdrawn);
    assert_eq!(node.catalogue.counts().records, 1);
}

#[test]
fn it_does_not_matter_which_keys_entries_arrive_first() {
    let (mut old, mut new) = (Author::new(1), Author::new(2));
    let owners = replaced(&old, &new);
    let before = vec![
        old.publish(id(1), enterprise("Old", json!({}))),
        old.publish(id(2), enterprise("Kept", json!({}))),
    ];
    let after = vec![new.withdraw(id(1))];
    let told = |runs: [&[AuthenticEntry]; 2]| {
        let node = Node::new();
        for run in runs {
            node.append(run.to_vec());
            node.catalogue.follow(&owners).expect("indexed");
        }
        (node.current(1), node.current(2), node.catalogue.counts())
    };
    let in_order = told([&before, &after]);
    assert!(in_order.0.as_ref().expect("known").current.withdrawn);
    assert_eq!(in_order, told([&after, &before]));
}
