//! Whoever the charter does not name gets nothing, however good the ticket.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, Platform, TCP, agreed, publish};
use ayni_tests::records;
use tracing_subscriber::EnvFilter;

use crate::{stop, three};

/// What the nodes of this process log about links, line by line.
#[derive(Clone, Default)]
struct Journal(Arc<Mutex<Vec<u8>>>);

impl Write for Journal {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Journal {
    /// The journal of this process, which is kept from the first call on.
    fn keep() -> &'static Self {
        static JOURNAL: OnceLock<Journal> = OnceLock::new();
        JOURNAL.get_or_init(|| {
            let journal = Journal::default();
            let writer = journal.clone();
            tracing_subscriber::fmt()
                .with_env_filter(EnvFilter::new("ayni_node=debug"))
                .with_ansi(false)
                .with_writer(move || writer.clone())
                .init();
            journal
        })
    }

    /// How many lines hold all of `words`.
    fn lines_with(&self, words: &[&str]) -> usize {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&bytes);
        text.lines()
            .filter(|line| words.iter().all(|word| line.contains(word)))
            .count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_with_a_good_ticket_gets_no_session_and_no_entry() {
    let journal = Journal::keep();
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    publish(&nodes[0], records::enterprises("SN", "R", 10)).await;
    let ticket = nodes[0].handle().invite(None, None).await.expect("a ticket");

    let stranger = Platform::new("Étranger", "FR");
    stranger.join(&ticket);
    let outside = stranger.start(TCP).await;
    let short = stranger.did()[stranger.did().len() - 8..].to_owned();
    eventually("the stranger knocking three times", async || {
        match journal.lines_with(&["turned away", &short]) {
            3.. => Ok(()),
            times => Err(format!("{times} times")),
        }
    })
    .await;

    let status = outside.handle().status().await.expect("a status");
    assert_eq!((status.state, status.epoch), ("applied", None));
    assert_eq!((status.entries, status.records, status.authors), (0, 0, 0));
    let refusal = outside
        .handle()
        .publish(vec![records::enterprise("FR", "R-1")], Default::default())
        .await
        .expect_err("it has no charter");
    assert_eq!(refusal.code, "charter_awaited");
    // Nothing of it reaches the others, and they go on as before.
    publish(&nodes[1], records::enterprises("EC", "R", 2)).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 15).await;
    for node in &nodes {
        let peers = node.handle().peers().await;
        assert!(peers.iter().all(|peer| peer.did != stranger.did()), "{peers:?}");
    }
    nodes.push(outside);
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_of_another_federation_have_nothing_to_do_with_this_one() {
    let ours = Platform::new("Réseau d'essai", "SN");
    ours.found(&[]);
    let theirs = Platform::new("Red de prueba", "EC");
    // Both have founded a federation of the two, so each is in the other's charter.
    let founded = Platform::new("Trial network", "GB");
    founded.found(&[&theirs, &ours]);
    let (one, other) = (ours.start(TCP).await, founded.start(TCP).await);
    theirs.join(&other.handle().invite(None, None).await.expect("a ticket"));
    let third = theirs.start(TCP).await;
    agreed(&[&other, &third], 2).await;
    publish(&one, records::enterprises("SN", "R", 5)).await;
    agreed(&[&one], 6).await;
    publish(&third, records::enterprises("EC", "R", 5)).await;
    agreed(&[&other, &third], 7).await;
    assert_eq!(one.handle().status().await.expect("a status").entries, 6);
    // A ticket of the one federation is not taken where the other was founded.
    let ticket = other.handle().invite(None, None).await.expect("a ticket");
    stop(vec![one, other, third]).await;
    let refusal = ayni_node::setup::join(ours.path(), &ticket).expect_err("it has a federation");
    assert_eq!(refusal.code, "already_in_federation");
}
