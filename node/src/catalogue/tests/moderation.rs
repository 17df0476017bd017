//! Comments, and what platforms say of them.

use super::*;
use ayni_protocol::vocabulary::moderation::Reason;

/// The record that comments are about, the comment, and an answer to it.
const ABOUT: u8 = 1;
const COMMENT: u8 = 2;

pub(super) fn comment(about: u8, more: Value) -> Value {
    let mut record = json!({
        "kind": "comment", "original": "fr", "title": {"fr": "Un avis"}, "countries": ["SN"], "licence": "CC0-1.0",
        "visibility": "public", "about": id(about).to_string(), "body": {"fr": "Très juste."}, "language": "fr",
    });
    let fields = record.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    record
}

fn flag(author: &mut Author, number: u8, reason: &str) -> AuthenticEntry {
    let (id, reason) = (id(number), reason.to_owned());
    author.sign(&Operation::Flag { id, reason })
}

fn hide(author: &mut Author, number: u8) -> AuthenticEntry {
    let (id, reason) = (id(number), "spam".to_owned());
    author.sign(&Operation::Hide { id, reason })
}

fn allow(author: &mut Author, number: u8) -> AuthenticEntry {
    author.sign(&Operation::Allow { id: id(number) })
}

/// A node of this platform.
fn node_of(author: &Author) -> Node {
    let mut node = Node::new();
    node.catalogue = Catalogue::open(&node.store).expect("opens").of_platform(author.key());
    node
}

/// The state of the comment, and what the public sees of it.
fn seen(node: &Node) -> (&'static str, bool) {
    let public = node.catalogue.current(&id(COMMENT), None, Audience::Public);
    let is_public = public.expect("read").is_some();
    for (filter, audience) in [
        (Filter::default(), Audience::Public),
        (status("flagged"), Audience::Public),
        (status("hidden"), Audience::Public),
    ] {
        let listed = node.catalogue.list(&filter, audience, &platforms()).expect("a page");
        assert_eq!(listed.total, listed.rows.len() as u64, "totals are right");
        assert!(is_public || listed.rows.iter().all(|row| row.id != id(COMMENT)));
    }
    let history = node.catalogue.history(&id(COMMENT), Audience::Public).expect("read");
    assert_eq!(history.is_empty(), !is_public);
    let row = node.current(COMMENT).expect("its own people see it");
    assert_eq!(node.titles_of(&Filter::default()).contains(&id(COMMENT)), !row.hidden);
    (row.status(), is_public)
}

fn status(status: &'static str) -> Filter {
    Filter {
        status: Some(status),
        ..Filter::default()
    }
}

impl Node {
    /// The ids that the platform's own people find.
    fn titles_of(&self, filter: &Filter) -> Vec<RecordId> {
        let found = self.catalogue.list(filter, Audience::Federation, &platforms());
        let found = found.expect("a page");
        assert_eq!(found.total, found.rows.len() as u64);
        found.rows.iter().map(|row| row.id).collect()
    }

    fn moderation(&self, audience: Audience) -> Vec<Value> {
        let row = self.current(COMMENT).expect("listed");
        self.catalogue.moderation(&row, audience, &platforms())
    }
}

const SHOWN: (&str, bool) = ("active", true);
const HIDDEN: (&str, bool) = ("hidden", false);

#[test]
fn a_comment_is_hidden_by_whoever_has_the_record_that_it_is_about_and_by_the_nodes_own_platform() {
    let [mut one, mut two, mut three] = [1, 2, 3].map(Author::new);
    let entries = vec![
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
        two.publish(id(COMMENT), comment(ABOUT, json!({}))),
    ];
    let (by_holder, by_stranger) = (hide(&mut one, COMMENT), hide(&mut three, COMMENT));
    for (reader, word, wanted) in [
        (&two, &by_holder, HIDDEN),
        (&three, &by_holder, HIDDEN),
        (&two, &by_stranger, SHOWN),
        (&one, &by_stranger, SHOWN),
        (&three, &by_stranger, HIDDEN),
    ] {
        let node = node_of(reader);
        node.take(entries.clone());
        assert_eq!(seen(&node), SHOWN);
        node.take(vec![word.clone()]);
        assert_eq!(seen(&node), wanted);
        let found = |wanted| node.titles_of(&status(wanted)) == [id(COMMENT)];
        assert_eq!((found("hidden"), found("flagged")), (wanted == HIDDEN, wanted == SHOWN));
    }
}

#[test]
fn it_does_not_matter_whether_word_comment_or_record_comes_last() {
    let publish_about = |author: &mut Author| author.publish(id(ABOUT), enterprise("Mill", json!({})));
    for word_first in [true, false] {
        let [mut one, mut two] = [1, 2].map(Author::new);
        let of_holder = match word_first {
            true => [hide(&mut one, COMMENT), publish_about(&mut one)],
            false => [publish_about(&mut one), hide(&mut one, COMMENT)],
        };
        let comment = two.publish(id(COMMENT), comment(ABOUT, json!({})));
        for place in 0..=2 {
            let mut entries = of_holder.to_vec();
            entries.insert(place, comment.clone());
            let node = node_of(&two);
            entries.into_iter().for_each(|entry| node.take(vec![entry]));
            assert_eq!(
                seen(&node),
                HIDDEN,
                "the comment in place {place}, the word first: {word_first}"
            );
        }
    }
}

#[test]
fn whoever_has_the_record_no_longer_hides_the_comment_only_on_its_own_node() {
    let [mut one, mut two] = [1, 2].map(Author::new);
    let entries = BTreeMap::from([(one.key(), vec![1])]);
    let log = [
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
        two.publish(id(COMMENT), comment(ABOUT, json!({}))),
        hide(&mut one, COMMENT),
        one.sign(&Operation::Erase { id: id(ABOUT), entries }),
    ];
    for (reader, wanted) in [(&two, SHOWN), (&one, HIDDEN)] {
        let node = node_of(reader);
        node.take(log[..3].to_vec());
        assert_eq!(seen(&node), HIDDEN);
        node.take(log[3..].to_vec());
        assert_eq!(seen(&node), wanted);
    }
}

#[test]
fn a_flag_hides_nothing_and_is_shown_with_who_and_why_to_the_platforms_people_and_with_why_to_all() {
    let [mut one, mut two] = [1, 2].map(Author::new);
    let node = node_of(&one);
    node.take(vec![
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
        two.publish(id(COMMENT), comment(ABOUT, json!({}))),
        flag(&mut one, COMMENT, "a_reason_of_tomorrow"),
        flag(&mut two, COMMENT, "insult"),
    ]);
    assert_eq!(seen(&node), SHOWN);
    assert_eq!(node.titles_of(&status("flagged")), [id(COMMENT)]);
    let mut moderation = node.moderation(Audience::Federation);
    moderation.sort_by_key(|word| word["reason"].to_string());
    assert_eq!(
        moderation,
        [
            json!({ "did": two.key().to_string(), "name": "Réseau", "act": "flag", "reason": "insult", "time": "1970-01-01T00:00:00.002Z" }),
            json!({ "did": one.key().to_string(), "name": "Coops Écosse", "act": "flag", "reason": "other", "time": "1970-01-01T00:00:00.002Z" }),
        ]
    );
    let mut public = node.moderation(Audience::Public);
    public.sort_by_key(|word| word["reason"].to_string());
    assert_eq!(public, [json!({ "reason": "insult" }), json!({ "reason": "other" })]);
}

#[test]
fn the_last_word_counts_and_allow_takes_all_back_on_the_disk_too() {
    let [mut one, mut two] = [1, 2].map(Author::new);
    let node = node_of(&one);
    node.take(vec![
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
        two.publish(id(COMMENT), comment(ABOUT, json!({}))),
        hide(&mut one, COMMENT),
        flag(&mut one, COMMENT, "untrue"),
    ]);
    assert_eq!(seen(&node), SHOWN);
    node.take(vec![hide(&mut one, COMMENT)]);
    assert_eq!(seen(&node), HIDDEN);
    let reopened = Catalogue::open(&node.store).expect("opens");
    assert!(reopened.is_hidden(&id(COMMENT), &two.key()).expect("read"));
    node.take(vec![allow(&mut one, COMMENT)]);
    assert_eq!(seen(&node), SHOWN);
    assert!(node.moderation(Audience::Federation).is_empty() && node.titles_of(&status("flagged")).is_empty());
    let reopened = Catalogue::open(&node.store).expect("opens");
    assert!(!reopened.is_hidden(&id(COMMENT), &two.key()).expect("read"));
    assert_eq!(*reopened.words(), *node.catalogue.words());
}

#[test]
fn a_word_means_nothing_for_what_is_no_comment() {
    let mut one = Author::new(1);
    let node = node_of(&one);
    node.take(vec![
        hide(&mut one, ABOUT),
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
    ]);
    let row = node.current(ABOUT).expect("listed");
    assert_eq!((row.status(), row.hidden, row.flagged), ("active", false, false));
    assert!(
        node.catalogue
            .moderation(&row, Audience::Federation, &platforms())
            .is_empty()
    );
}

#[test]
fn a_hidden_comment_that_is_withdrawn_or_published_again_stays_hidden() {
    let [mut one, mut two] = [1, 2].map(Author::new);
    let node = node_of(&two);
    node.take(vec![
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
        two.publish(id(COMMENT), comment(ABOUT, json!({}))),
        hide(&mut one, COMMENT),
        two.publish(id(COMMENT), comment(ABOUT, json!({"body": {"fr": "Encore."}}))),
        one.withdraw(id(ABOUT)),
    ]);
    assert_eq!(seen(&node), HIDDEN);
    node.take(vec![two.withdraw(id(COMMENT))]);
    let public = node.catalogue.current(&id(COMMENT), None, Audience::Public);
    assert!(public.expect("read").is_none());
    assert_eq!(node.current(COMMENT).expect("known").status(), "withdrawn");
    assert!(node.titles_of(&Filter::default()).is_empty());
}

#[test]
fn what_an_earlier_key_has_said_is_the_platforms_and_its_next_key_takes_it_back() {
    let [mut one, mut two, mut old, mut new] = [1, 2, 3, 4].map(Author::new);
    let owners = owners::replaced(&old, &new);
    let node = node_of(&one);
    node.append(vec![
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
        new.publish(id(ABOUT), enterprise("Mill", json!({}))),
        two.publish(id(COMMENT), comment(ABOUT, json!({}))),
        hide(&mut old, COMMENT),
    ]);
    node.catalogue.follow(&owners).expect("indexed");
    assert_eq!(seen(&node), HIDDEN);
    let word = node.catalogue.words().of(&id(COMMENT), &new.key());
    assert_eq!(
        word.map(|word| (word.act, word.reason)),
        Some((Act::Hide, Reason::Spam))
    );
    node.append(vec![allow(&mut new, COMMENT)]);
    node.catalogue.follow(&owners).expect("indexed");
    assert_eq!(seen(&node), SHOWN);
}

#[test]
fn what_is_hidden_comes_to_light_at_no_moment_while_the_catalogue_is_made_anew() {
    let [mut one, mut two] = [1, 2].map(Author::new);
    let node = node_of(&Author::new(9));
    node.take(vec![
        one.publish(id(ABOUT), enterprise("Mill", json!({}))),
        two.publish(id(COMMENT), comment(ABOUT, json!({}))),
        hide(&mut one, COMMENT),
    ]);
    let is_hidden = || node.catalogue.is_hidden(&id(COMMENT), &two.key()).expect("read");
    assert!(is_hidden());
    node.catalogue.reset().expect("reset");
    assert!(is_hidden(), "the rows are gone, and with them the word");
    node.catalogue.follow(&Owners::default()).expect("indexed");
    assert!(is_hidden());
    node.take(vec![allow(&mut one, COMMENT)]);
    assert!(!is_hidden());
}

/// What three platforms sign: each its own log, in its order.
fn logs() -> [Vec<AuthenticEntry>; 3] {
    let [mut one, mut two, mut three] = [1, 2, 3].map(Author::new);
    [
        vec![
            hide(&mut one, COMMENT),
            flag(&mut one, COMMENT + 1, "spam"),
            one.publish(id(ABOUT), enterprise("Mill", json!({}))),
            hide(&mut one, COMMENT + 1),
            one.publish(
                id(9),
                enterprise(
                    "Shop",
                    json!({"relations": [{"predicate": "same_as", "record": id(ABOUT).to_string()}]}),
                ),
            ),
        ],
        vec![
            two.publish(id(COMMENT), comment(ABOUT, json!({}))),
            flag(&mut two, COMMENT, "insult"),
            two.publish(id(COMMENT + 1), comment(8, json!({"parent": id(COMMENT).to_string()}))),
            two.publish(id(COMMENT), comment(ABOUT, json!({"body": {"fr": "Encore."}}))),
        ],
        vec![
            hide(&mut three, COMMENT + 1),
            three.publish(id(8), enterprise("Farm", json!({}))),
            three.withdraw(id(8)),
            allow(&mut three, COMMENT),
        ],
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_hidden_and_what_is_mentioned_does_not_depend_on_the_order_of_arrival(turns in prop::collection::vec(0_usize..3, 0..14)) {
        let told = |turns: &[usize]| {
            let node = node_of(&Author::new(9));
            let mut logs = logs().map(|log| log.into_iter());
            let rest = [0, 1, 2].into_iter().flat_map(|log| [log; 5]);
            for log in turns.iter().copied().chain(rest) {
                if let Some(entry) = logs[log].next() {
                    node.take(vec![entry]);
                }
                // Whoever asks in between gets what counts then, and changes nothing.
                node.titles_of(&Filter::default());
            }
            let rows: Vec<_> = (0..=9).map(|number| node.catalogue.editions(&id(number), Audience::Federation).expect("read")).collect();
            let mentions: Vec<_> = (0..=9).map(|number| {
                node.catalogue.mentions(&id(number), Audience::Federation, &platforms()).expect("read")
            }).collect();
            (rows, mentions, node.titles_of(&status("hidden")), node.catalogue.words())
        };
        let wanted = told(&[]);
        prop_assert_eq!(&wanted.2, &[id(COMMENT), id(COMMENT + 1)]);
        prop_assert!(wanted == told(&turns));
    }
}
