//! Records that have expired: in no list and no total.

use super::moderation::comment;
use super::*;

/// 2030-01-01, in Unix milliseconds.
const NEW_YEAR: i64 = 1_893_456_000_000;

#[test]
fn what_has_expired_is_in_no_list_and_no_total_and_nothing_is_left_out_twice() {
    let node = Node::new();
    let [mut one, mut two] = [1, 2].map(Author::new);
    let until = |year: &str| json!({ "expires": year });
    node.take(vec![
        one.publish(id(1), enterprise("Mill", json!({}))),
        one.publish(id(2), enterprise("Fair", until("2001"))),
        one.publish(
            id(3),
            enterprise(
                "Fair of the members",
                json!({"expires": "2001", "visibility": "federation"}),
            ),
        ),
        one.publish(id(4), enterprise("Taken back", until("2001"))),
        one.withdraw(id(4)),
        two.publish(id(5), comment(1, until("2001"))),
        one.sign(&Operation::Hide {
            id: id(5),
            reason: "spam".to_owned(),
        }),
    ]);
    assert_eq!(node.titles(&Filter::default()), BTreeSet::from(["Mill".to_owned()]));
    let total = |audience| {
        let listed = node.catalogue.list(&Filter::default(), audience, &platforms());
        listed.expect("a page").total
    };
    assert_eq!((total(Audience::Public), total(Audience::Federation)), (1, 1));
    node.take(vec![one.publish(id(2), enterprise("Fair again", json!({})))]);
    assert_eq!(total(Audience::Public), 2);
}

#[test]
fn what_expires_while_nothing_else_happens_is_seen_to() {
    let node = Node::new();
    let mut one = Author::new(1);
    node.take(vec![one.publish(id(1), enterprise("Fair", json!({"expires": "2029"})))]);
    let over = |now| -> u64 { node.catalogue.over(now).expect("read").values().sum() };
    assert_eq!((over(NEW_YEAR - 1), over(NEW_YEAR), over(NEW_YEAR + 1)), (0, 1, 1));
    assert_eq!(over(NEW_YEAR - 1), 0, "a clock may be set back");
}
