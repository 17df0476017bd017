//! Partnerships, and what the platforms that they name say to them.

use super::*;

/// A partnership of these authors; `purpose` tells versions apart.
fn partnership(partners: &[&Author], purpose: &str) -> Value {
    let participants = partners.iter().zip(["SN", "EC", "FR"]).map(|(partner, country)| {
        json!({ "name": country, "country": country, "role": "provider", "platform": partner.key().to_string() })
    });
    json!({
        "kind": "partnership", "original": "en", "title": {"en": "Exchange"}, "countries": ["SN"], "licence": "CC0-1.0",
        "visibility": "public", "purpose": {"en": purpose}, "participants": participants.collect::<Vec<_>>(),
    })
}

fn accept(author: &mut Author, of: &AuthenticEntry) -> AuthenticEntry {
    let entry = of.head().id;
    author.sign(&Operation::Accept { id: id(1), entry })
}

fn status(node: &Node) -> &'static str {
    node.current(1).expect("listed").status()
}

#[test]
fn a_partnership_is_active_when_every_platform_that_it_names_has_accepted_that_version() {
    let node = Node::new();
    let [mut one, mut two, mut three] = [1, 2, 3].map(Author::new);
    let first = one.publish(id(1), partnership(&[&one, &two, &three], "First"));
    node.take(vec![first.clone()]);
    assert_eq!(status(&node), "pending");
    node.take(vec![accept(&mut two, &first)]);
    assert_eq!(status(&node), "pending");
    node.take(vec![accept(&mut three, &first)]);
    assert_eq!(status(&node), "active");

    let second = one.publish(id(1), partnership(&[&one, &two, &three], "Second"));
    node.take(vec![second.clone()]);
    assert_eq!(status(&node), "pending", "a change needs new acceptance");
    node.take(vec![accept(&mut two, &second), accept(&mut three, &second)]);
    assert_eq!(status(&node), "active");
    let (entry, id) = (second.head().id, id(1));
    node.take(vec![two.sign(&Operation::Decline { id, entry })]);
    assert_eq!(status(&node), "pending", "the last word counts");

    let reopened = Catalogue::open(&node.store).expect("opens");
    let row = reopened
        .current(&id, None, Audience::Federation)
        .expect("read")
        .expect("listed");
    assert!(row.pending, "what was said is on the disk");
}

#[test]
fn an_answer_counts_whether_it_comes_before_or_behind_the_version_that_it_is_to() {
    let node = Node::new();
    let [mut one, mut two] = [1, 2].map(Author::new);
    let version = one.publish(id(1), partnership(&[&one, &two], "First"));
    node.take(vec![accept(&mut two, &version)]);
    node.take(vec![version]);
    assert_eq!(status(&node), "active");
}

#[test]
fn nobody_accepts_in_the_place_of_another() {
    let node = Node::new();
    let [mut one, two, mut stranger] = [1, 2, 3].map(Author::new);
    let version = one.publish(id(1), partnership(&[&one, &two], "First"));
    node.take(vec![version.clone(), accept(&mut stranger, &version)]);
    assert_eq!(status(&node), "pending");
}

#[test]
fn a_partnership_shows_its_modality_and_who_has_said_what() {
    let node = Node::new();
    let [mut one, two, mut three] = [1, 2, 3].map(Author::new);
    let record = partnership(&[&one, &two, &three], "First");
    let version = one.publish(id(1), record.clone());
    let entry = version.head().id;
    node.take(vec![version, three.sign(&Operation::Decline { id: id(1), entry })]);
    let row = node.current(1).expect("listed");
    let cooperation = node.catalogue.answers().cooperation(&row, &record, &platforms());
    let cooperation = cooperation.expect("a partnership");
    assert!(!cooperation.active);
    assert_eq!(
        cooperation.modality.map(|modality| modality.as_str()),
        Some("north_south")
    );
    let states: Vec<_> = cooperation
        .platforms
        .iter()
        .map(|platform| platform["state"].as_str())
        .collect();
    assert_eq!(states, [Some("accepted"), Some("waiting"), Some("declined")]);
    let pending = Filter {
        status: Some("pending"),
        ..Filter::default()
    };
    assert_eq!(node.list(&pending).total, 1);
}
