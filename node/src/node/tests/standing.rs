//! What a platform is told that waits for the charter, that has left it, or that only keeps copies.

use ayni_protocol::charter::admission::{Card, Ticket};
use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{CertifiedCharter, Change, Charter, Quorum, Role};

use super::*;
use crate::setup::{self, Joined};

/// A platform that has just been made, and another that founds a federation with it.
struct Two {
    dir: TempDir,
    founder: SecretKey,
    charter: Charter,
}

impl Two {
    fn new(role: Role) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let profile = setup::Profile {
            name: "RESOPP".to_owned(),
            country: "SN".to_owned(),
            side: None,
            language: None,
        };
        let made = setup::init(dir.path(), profile).expect("a platform");
        let founder = SecretKey::from_seed(&[2; 32]);
        let card = config().platform.card().sign(&founder);
        let members = [(&card, Role::Member), (&made.card, role)];
        let members = members.map(|(card, role)| Card::read(card, role).expect("a card"));
        let charter = Charter::found("Red".to_owned(), Quorum::Majority, members.to_vec(), [7; 16]);
        Self {
            dir,
            founder,
            charter: charter.expect("a charter"),
        }
    }

    /// Takes a ticket of `inviter`, which can't be reached.
    fn join(&self, inviter: &SecretKey, federation: Hash) -> Result<Joined, Refusal> {
        let guest = SecretKey::from_seed(&[9; 32]);
        let ticket = Ticket {
            federation,
            name: "Red".to_owned(),
            addresses: Vec::new(),
            role: Role::Member,
            expires: i64::MAX,
            guest: Some(guest.public()),
        };
        setup::join(self.dir.path(), &ticket.sign_for(inviter, &guest))
    }

    /// Keeps charter 0 in the platform's store, and with `removed` one that names it no more.
    async fn keep_charters(&self, removed: bool) {
        let store = Store::open(self.dir.path(), CACHE_BYTES).expect("its store");
        let own = keystore::read_key(&DataDir::new(self.dir.path()))
            .expect("its key")
            .public();
        let next = self.charter.amend(&[Change::Remove { key: own, last: 0 }]);
        let charters = [self.charter.clone(), next.expect("a charter")];
        for charter in charters.into_iter().take(1 + usize::from(removed)) {
            let epoch = charter.epoch;
            let ballot = Ballot::confirm(&self.founder, &self.charter.hash(), epoch, charter.hash());
            let certified = CertifiedCharter::new(charter, vec![ballot]).encode();
            store.put_charter(epoch, certified).await.expect("durable");
        }
        store.close().await.expect("closed");
    }

    fn inviter(&self) -> String {
        let membership = Membership::read(&DataDir::new(self.dir.path())).expect("readable");
        membership.expect("it has joined").inviter.expect("by a ticket")
    }

    async fn start(&self) -> Node {
        let options = ServeOptions {
            alone: true,
            ..on_free_ports()
        };
        Node::start(self.dir.path(), options).await.expect("a node")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_the_charter_may_take_another_ticket_to_the_same_federation() {
    let two = Two::new(Role::Member);
    let federation = two.charter.hash();
    two.join(&two.founder, federation).expect("a ticket");
    let dir = DataDir::new(two.dir.path());
    let mut membership = Membership::read(&dir).expect("readable").expect("joined");
    membership.restored = true;
    membership.write(&dir).expect("written");

    let other = SecretKey::from_seed(&[3; 32]);
    let again = two.join(&other, federation).expect("another ticket");
    assert_eq!(again.state, "joining");
    assert_eq!(two.inviter(), other.public().to_string());
    let membership = Membership::read(&dir).expect("readable").expect("joined");
    assert!(membership.restored, "its log may still be longer elsewhere");
    let refusal = two.join(&other, Hash([5; 32])).expect_err("another federation");
    assert_eq!(refusal.code, "already_in_federation");

    let node = two.start().await;
    let handle = node.handle();
    assert_eq!(handle.status().await.expect("a status").state, "joining");
    let waits = [
        handle.charter().expect_err("none has come"),
        handle.ballots().expect_err("none has come"),
        handle.invite(None, None).await.expect_err("into what?"),
        publish(&handle, "R-1").await.expect_err("where?"),
    ];
    for refusal in waits {
        assert_eq!(refusal.code, "charter_awaited");
        assert!(!refusal.to_string().contains("no federation"), "{refusal}");
    }
    drop(handle);
    node.stop().await;

    two.keep_charters(false).await;
    let refusal = two.join(&two.founder, federation).expect_err("it is in");
    assert_eq!(refusal.code, "already_in_federation");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_platform_is_told_so_and_may_apply_anew() {
    let two = Two::new(Role::Observer);
    let federation = two.charter.hash();
    two.join(&two.founder, federation).expect("a ticket");
    two.keep_charters(true).await;
    let node = two.start().await;
    let handle = node.handle();
    let status = handle.status().await.expect("a status");
    assert_eq!((status.state, status.epoch), ("removed", Some(1)));
    let refusals = [
        publish(&handle, "R-1").await.expect_err("it is out"),
        handle.invite(None, None).await.expect_err("it is out"),
        handle.vote(None, false).await.expect_err("it is out"),
    ];
    for refusal in refusals {
        assert_eq!(refusal.code, "not_a_member");
        let sentence = refusal.to_string();
        assert!(sentence.contains("no longer") && sentence.contains('1'), "{sentence}");
    }
    drop(handle);
    node.stop().await;
    let again = two.join(&two.founder, federation).expect("another ticket");
    assert_eq!(again.state, "unheard", "it is for no node to apply again by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_with_a_vote_invite_and_a_mirror_publishes_nothing() {
    for (role, invites, publishes) in [
        (Role::Member, true, true),
        (Role::Observer, false, true),
        (Role::Mirror, false, false),
    ] {
        let two = Two::new(role);
        two.join(&two.founder, two.charter.hash()).expect("a ticket");
        two.keep_charters(false).await;
        let node = two.start().await;
        let handle = node.handle();
        let code = handle.invite(None, None).await.err().map(|refusal| refusal.code);
        assert_eq!(code, (!invites).then_some("cannot_invite"), "{role:?}");
        let code = publish(&handle, "R-1").await.err().map(|refusal| refusal.code);
        assert_eq!(code, (!publishes).then_some("not_a_publisher"), "{role:?}");
        node.stop().await;
    }
}
