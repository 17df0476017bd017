//! What observers and mirrors may do.

use ayni_node::node::{Node, ServeOptions};
use ayni_node::store::Depth;
use ayni_protocol::charter::Role;
use ayni_tests::platforms::{Platform, TCP, admit, agreed, agreed_on, publish};
use ayni_tests::records;

use crate::stop;

#[tokio::test(flavor = "multi_thread")]
async fn an_observer_publishes_and_a_mirror_only_replicates() {
    let founder = Platform::new("Réseau d'essai", "SN");
    let observer = Platform::new("Umbrella network", "CH");
    let mirror = Platform::new("Réseau d'essai, copie", "SN");
    founder.found_with_roles(&[(&observer, Role::Observer), (&mirror, Role::Mirror)]);
    let first = founder.start(TCP).await;
    let ticket = first.handle().invite(None, None).await.expect("a ticket");
    observer.join(&ticket);
    mirror.join(&ticket);
    let (second, third) = (observer.start(TCP).await, mirror.start(TCP).await);
    // A mirror has no log, so it has no profile either.
    agreed(&[&first, &second, &third], 2).await;

    publish(&second, records::enterprises("CH", "R", 4)).await;
    publish(&first, records::enterprises("SN", "R", 4)).await;
    agreed(&[&first, &second, &third], 10).await;
    let record = records::enterprise("SN", "M-1");
    let refusal = third
        .handle()
        .publish(vec![record], Default::default())
        .await
        .expect_err("a mirror");
    assert_eq!(refusal.code, "not_a_publisher");
    assert!(third.handle().verify(Depth::Chain).await.expect("readable").ok);

    // An observer has no vote; the founder's alone is the quorum.
    let fourth = Platform::new("Red de prueba", "EC");
    let refusal = admit(&second, &fourth).await.expect_err("no vote");
    assert_eq!(refusal.code, "no_vote");
    let changed = admit(&first, &fourth).await.expect("one vote is a quorum");
    assert!(changed.in_force && changed.epoch == 1, "{changed:?}");

    // Nobody could apply with a ticket of theirs, so they give out none.
    for node in [&second, &third] {
        let refusal = node.handle().invite(None, None).await.expect_err("no vote");
        assert_eq!(refusal.code, "cannot_invite");
    }

    // A newcomer gets what it lacks from the mirror where the others are off.
    fourth.join(&first.handle().invite(None, None).await.expect("a ticket"));
    let last = fourth.start(TCP).await;
    agreed(&[&first, &second, &third, &last], 11).await;
    last.stop().await;
    publish(&first, records::enterprises("SN", "S", 4)).await;
    agreed(&[&first, &second, &third], 15).await;
    stop(vec![first, second]).await;
    let status = third.handle().status().await.expect("a status");
    let options = ServeOptions {
        listen: vec![TCP.to_owned()],
        http: Some("127.0.0.1:0".to_owned()),
        peers: vec![format!("{}/p2p/{}", third.listening()[0], status.peer_id)],
        alone: false,
    };
    let last = Node::start(fourth.path(), options).await.expect("a node");
    // It says at once that its address has changed.
    agreed_on(&[&third, &last], 15).await;
    stop(vec![third, last]).await;
}
