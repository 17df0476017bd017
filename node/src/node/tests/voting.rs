//! What a voting platform is told: a founder whose fellow members are elsewhere.

use ayni_protocol::identity::Hash;

use super::*;

/// A platform that has founded a federation with `others`, each a name and a country, and its node.
async fn founder_with(others: &[(&str, &str)]) -> (TempDir, Node) {
    let dir = tempfile::tempdir().expect("a directory");
    let made = |place: &str, name: &str, country: &str| {
        let profile = crate::setup::Profile {
            name: name.to_owned(),
            country: country.to_owned(),
            side: None,
            language: None,
        };
        crate::setup::init(&dir.path().join(place), profile).expect("a platform")
    };
    made("own", "RESOPP", "SN");
    let cards: Vec<String> = (0..)
        .zip(others)
        .map(|(place, (name, country)): (usize, _)| made(&place.to_string(), name, country).card)
        .collect();
    let own = dir.path().join("own");
    crate::setup::found(&own, "Red", None, &cards).expect("a federation");
    let node = Node::start(&own, on_free_ports()).await.expect("a node");
    (dir, node)
}

fn quorum() -> Vec<Wish> {
    vec![Wish::Quorum("two_thirds".to_owned())]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_already_is_said_to_be_and_not_signed_again() {
    let (_dir, node) = founder_with(&[("Red de prueba", "EC")]).await;
    let handle = node.handle();
    let first = handle.propose(quorum()).await.expect("proposed and voted for");
    assert_eq!((first.round, first.already), (Some(0), false));
    let again = handle.propose(quorum()).await.expect("the same once more");
    assert_eq!(
        (again.charter.clone(), again.round, again.already),
        (first.charter.clone(), Some(0), true)
    );
    let signed = handle.vote(first.charter.clone(), false).await.expect("no error");
    assert!(signed.already && !signed.in_force, "{signed:?}");

    // Another one is proposed without a vote, and refusing all is another vote.
    let other = vec![Wish::Remove {
        platform: "Red de prueba".to_owned(),
    }];
    let other = handle.propose(other).await.expect("proposed");
    assert_eq!((other.round, other.already), (None, false));
    for charter in [other.charter, None] {
        let refusal = handle.vote(charter, false).await.expect_err("it has voted");
        assert_eq!(refusal.code, "already_voted");
    }
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_what_has_just_come_into_force_is_told_so() {
    let (_dir, node) = alone().await;
    let handle = node.handle();
    let decided = handle.propose(quorum()).await.expect("one vote is a quorum");
    assert!(decided.in_force, "{decided:?}");
    let hash = decided.charter.expect("a charter");
    let signed = handle.vote(Some(hash[..8].to_owned()), false).await.expect("in force");
    assert_eq!((signed.in_force, signed.epoch, signed.charter), (true, 1, Some(hash)));
    let unknown = handle.vote(Some(Hash([9; 32]).to_string()), false).await;
    assert_eq!(unknown.expect_err("nobody proposes it").code, "unknown_proposal");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_that_contradict_each_other_are_refused_by_the_names_of_platforms() {
    let (_dir, node) = founder_with(&[("Red de prueba", "EC")]).await;
    let platform = || "Red de prueba".to_owned();
    let role = Wish::Role {
        platform: platform(),
        role: "mirror".to_owned(),
    };
    let remove = Wish::Remove { platform: platform() };
    let refusal = node.handle().propose(vec![remove, role]).await.expect_err("both");
    assert_eq!(refusal.code, "bad_change");
    assert!(refusal.to_string().contains("Red de prueba"), "{refusal}");
    assert!(!refusal.to_string().contains("PublicKey"), "{refusal}");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_members_with_one_name_each_is_named_by_its_did_and_shown_with_its_country() {
    let (_dir, node) = founder_with(&[("Red de prueba", "EC"), ("Red de prueba", "BO")]).await;
    let handle = node.handle();
    let remove = |platform: &str| {
        vec![Wish::Remove {
            platform: platform.to_owned(),
        }]
    };
    let refusal = handle.propose(remove("Red de prueba")).await.expect_err("which one?");
    assert_eq!(refusal.code, "ambiguous_platform");
    let voters = handle.ballots().expect("a charter").voters;
    let shown = |voter: &VoterView| {
        let all = voters.iter().map(|other| (other.did.as_str(), other.name.as_str()));
        told_apart(&voter.did, &voter.name, &voter.country, all)
    };
    for voter in voters.iter().filter(|voter| voter.did != handle.did()) {
        assert!(refusal.to_string().contains(&voter.did), "{refusal}");
        assert_eq!(shown(voter), format!("Red de prueba ({})", voter.country));
    }
    let own = voters.iter().find(|voter| voter.did == handle.did()).expect("it votes");
    assert_eq!(shown(own), "RESOPP");
    let other = voters.iter().find(|voter| voter.country == "BO").expect("another");
    handle.propose(remove(&other.did)).await.expect("its did is its own");
    node.stop().await;
}
