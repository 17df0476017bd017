//! The store as its users see it, and as a damaged disk leaves it.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use ayni_protocol::charter::paper;
use ayni_protocol::entry::Entry;
use ayni_protocol::frontier::Range;
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use ayni_protocol::limits::BODY_BYTES_MAX;
use ayni_protocol::log::{AuthenticEntry, Fork, authenticate};
use tempfile::TempDir;

mod aside;
mod bodies;

use super::values::EntryEncoder;
use super::*;

const CACHE_BYTES: u64 = 16 * 1024 * 1024;
const FEDERATION: Hash = Hash([7; 32]);

fn secret(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn author(seed: u8) -> PublicKey {
    secret(seed).public()
}

/// The first entries of a log, with these bodies.
fn log(seed: u8, bodies: impl IntoIterator<Item = Vec<u8>>) -> Vec<AuthenticEntry> {
    let (secret, mut prev) = (secret(seed), None);
    let sign = |(body, seq)| {
        let entry = Entry::sign(&secret, &FEDERATION, seq, prev, 1_000 + seq as i64, body);
        prev = Some(entry.envelope().id());
        entry
    };
    let entries = bodies.into_iter().zip(1..).map(sign).collect();
    authenticate(&FEDERATION, entries).expect("authentic")
}

fn short_log(seed: u8, length: usize) -> Vec<AuthenticEntry> {
    log(
        seed,
        (0..length).map(|number| format!("body {number} of {seed}").repeat(20).into_bytes()),
    )
}

fn bytes_of(entries: &[AuthenticEntry]) -> Vec<EntryBytes> {
    let bytes = |entry: &AuthenticEntry| {
        let entry = entry.entry();
        (entry.envelope().bytes().to_vec(), entry.body().map(<[u8]>::to_vec))
    };
    entries.iter().map(bytes).collect()
}

fn data() -> TempDir {
    tempfile::tempdir().expect("directory")
}

fn open(data: &TempDir) -> Store {
    Store::open(data.path(), CACHE_BYTES).expect("opens")
}

fn refused(data: &TempDir) -> StoreError {
    Store::open(data.path(), CACHE_BYTES)
        .map(drop)
        .expect_err("must be refused")
}

fn verified(store: &Store, federation: &Hash, depth: Depth) -> Verification {
    let found = store.verify(federation, depth, |_| ControlFlow::Continue(()));
    found.expect("readable").expect("nobody broke it off")
}

fn whole(author: PublicKey) -> Range {
    Range {
        author,
        from: 1,
        to: u64::MAX,
    }
}

fn read_all(store: &Store, author: PublicKey) -> Vec<EntryBytes> {
    store.entries(whole(author), usize::MAX, usize::MAX).expect("readable")
}

/// Changes the logs behind the store's back.
fn meddle(store: &Store, change: impl FnOnce(&sled::Tree) -> sled::Result<()>) {
    let changed = store.0.shared.database.logs(|logs| Ok(change(logs)?));
    changed.expect("changed");
}

/// Puts other bytes in the place of an entry.
fn replace(store: &Store, seed: u8, seq: u64, (envelope, body): (&[u8], Option<&[u8]>)) {
    let value = EntryEncoder::new().expect("zstd").encode(envelope, body);
    let mut batch = sled::Batch::default();
    values::put(&mut batch, &keys::of_entry(keys::ENTRIES, &author(seed), seq), &value);
    meddle(store, |logs| logs.apply_batch(batch));
}

fn remove(store: &Store, seed: u8, seq: u64) {
    store.lose(&author(seed), seq);
}

impl Store {
    /// Loses an entry, as a damaged disk does.
    pub(crate) fn lose(&self, author: &PublicKey, seq: u64) {
        let key = [&keys::of_entry(keys::ENTRIES, author, seq)[..], &[0, 0]].concat();
        meddle(self, |logs| logs.remove(key).map(drop));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("directory");
    for entry in fs::read_dir(from).expect("list") {
        let entry = entry.expect("entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_the_store_is_opened_again() {
    let data = data();
    let (north, south) = (short_log(1, 30), short_log(2, 3));
    let frontier = {
        let store = open(&data);
        store.append(north[..10].to_vec()).await.expect("appended");
        store
            .append([&south[..], &north[10..]].concat())
            .await
            .expect("appended");
        store.frontier()
    };
    let store = open(&data);
    assert_eq!(store.frontier(), frontier);
    assert_eq!(store.entry_count(), 33);
    assert_eq!(read_all(&store, author(1)), bytes_of(&north));
    assert_eq!(read_all(&store, author(2)), bytes_of(&south));
    assert_eq!(
        store.entry(&author(1), 7).expect("read"),
        Some(bytes_of(&north).remove(6))
    );
    assert_eq!(store.entry(&author(1), 31).expect("read"), None);
    let id = north[6].head().id;
    assert_eq!(store.locate(&id).expect("read"), Some((author(1), 7)));
    assert_eq!(store.locate(&FEDERATION).expect("read"), None);
    assert!(store.disk_bytes() > 0);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_when_the_program_ends_without_a_close() {
    let (data, copied) = (data(), data());
    let entries = short_log(1, 20);
    let store = open(&data);
    store.append(entries.clone()).await.expect("appended");
    // What the disk holds at this moment is what a killed program leaves.
    copy(data.path(), copied.path());
    let after = open(&copied);
    assert_eq!(read_all(&after, author(1)), bytes_of(&entries));
}

/// The proof that author 1 has forked its log at its first entry.
fn fork_paper() -> Vec<u8> {
    let envelope = |entry: &AuthenticEntry| entry.entry().envelope().clone();
    let (one, other) = (envelope(&short_log(1, 1)[0]), envelope(&log(1, [vec![2]])[0]));
    paper::of_fork(&Fork::prove(&one, &other, &FEDERATION).expect("a fork"))
}

#[tokio::test]
async fn charters_papers_tickets_and_addresses_are_there_after_the_store_is_opened_again() {
    let data = data();
    let fork = fork_paper();
    let addresses = PeerAddresses {
        worked: vec!["/ip4/192.0.2.1/tcp/4001".to_owned()],
        told: vec![
            "/dns4/ayni.example/udp/4001/quic-v1".to_owned(),
            "/ip6/2001:db8::1/tcp/4001".to_owned(),
        ],
    };
    {
        let store = open(&data);
        store.put_charter(0, vec![3; 20_000]).await.expect("stored");
        store.put_charter(1, b"one".to_vec()).await.expect("stored");
        store.put_charter(1, b"one, certified".to_vec()).await.expect("stored");
        store.put_paper(fork.clone()).await.expect("stored");
        store.put_paper(vec![5; 100_000]).await.expect("stored");
        store.put_guest(author(7), -3).await.expect("stored");
        store.put_addresses(author(2), addresses.clone()).await.expect("stored");
        store.put_addresses(author(3), addresses.clone()).await.expect("stored");
        store
            .put_addresses(author(3), PeerAddresses::default())
            .await
            .expect("stored");
    }
    let store = open(&data);
    assert_eq!(
        store.charters().expect("read"),
        [(0, vec![3; 20_000]), (1, b"one, certified".to_vec())]
    );
    let papers = store.papers().expect("read");
    assert_eq!(papers.len(), 2);
    assert!(papers.contains(&fork) && papers.contains(&vec![5; 100_000]));
    assert_eq!(store.guests().expect("read"), [(author(7), -3)].into());
    let read = store.addresses().expect("read");
    assert_eq!(read.get(&author(2)), Some(&addresses));
    assert_eq!(read.get(&author(3)), Some(&PeerAddresses::default()));
}

#[tokio::test]
async fn papers_that_no_longer_count_are_forgotten_and_those_that_came_meanwhile_stay() {
    let data = data();
    let fork = fork_paper();
    {
        let store = open(&data);
        store.put_paper(fork.clone()).await.expect("stored");
        for size in [10, 100_000] {
            store.put_paper(vec![5; size]).await.expect("stored");
        }
        let counts = [paper::Paper::id(&fork)].into();
        let (forgotten, put) = tokio::join!(store.keep_papers(counts), store.put_paper(vec![6; 10]));
        forgotten.and(put).expect("written");
        assert_eq!((store.paper_count(), store.papers().expect("read").len()), (2, 2));
        store.close().await.expect("closed");
    }
    let store = open(&data);
    let papers = store.papers().expect("read");
    assert_eq!(papers.len(), 2);
    assert!(papers.contains(&fork) && papers.contains(&vec![6; 10]));
}

#[tokio::test]
async fn a_paper_that_could_not_be_kept_is_not_shown() {
    let data = data();
    let store = open(&data);
    store.fail_writes(true);
    assert!(store.put_paper(fork_paper()).await.is_err());
    assert!(store.papers().expect("read").is_empty());
}

#[tokio::test]
async fn an_entry_that_does_not_continue_its_log_is_refused_with_its_whole_job() {
    let data = data();
    let store = open(&data);
    let (entries, other) = (short_log(1, 5), short_log(2, 1));
    let again = log(1, [b"another first".to_vec()]);
    let gap = [&other[..], &entries[..1], &entries[2..]].concat();
    assert!(matches!(
        store.append(gap).await,
        Err(StoreError::NotNext { head: 1, found: 3, .. })
    ));
    assert_eq!(store.entry_count(), 0, "nothing of the job was written");
    store.append(entries[..2].to_vec()).await.expect("appended");
    for wrong in [&entries[..1], &entries[3..], &again[..]] {
        assert!(matches!(
            store.append(wrong.to_vec()).await,
            Err(StoreError::NotNext { head: 2, .. })
        ));
    }
    store.append(entries[2..].to_vec()).await.expect("appended");
    assert_eq!(read_all(&store, author(1)), bytes_of(&entries));
    assert_eq!(read_all(&store, author(2)), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writers_at_once_are_all_served_and_only_their_own_fault_is_theirs() {
    let data = data();
    let store = open(&data);
    let writers: Vec<_> = (1..=100)
        .map(|seed| {
            let store = store.clone();
            tokio::spawn(async move {
                for entry in short_log(seed, 5) {
                    store.append(vec![entry.clone()]).await.expect("appended");
                    assert!(store.append(vec![entry]).await.is_err(), "twice");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic");
    }
    drop(store);
    assert_eq!(open(&data).entry_count(), 500);
}

#[tokio::test]
async fn a_range_is_read_in_order_and_stops_at_its_bounds() {
    let data = data();
    let store = open(&data);
    let entries = log(1, (0..40).map(|_| vec![1; 1_000]));
    let size = entries[2].entry().size();
    store.append(entries.clone()).await.expect("appended");
    let read = |from, to, most, bytes| {
        let range = Range {
            author: author(1),
            from,
            to,
        };
        store.entries(range, most, bytes).expect("readable")
    };
    let bytes = bytes_of(&entries);
    assert_eq!(read(3, 12, usize::MAX, usize::MAX), bytes[2..12]);
    assert_eq!(read(3, 12, 4, usize::MAX), bytes[2..6]);
    assert_eq!(read(3, 12, 100, size * 3), bytes[2..5]);
    assert_eq!(read(3, 12, 0, 0), bytes[2..3], "at least one");
    assert_eq!(read(39, 99, 100, usize::MAX), bytes[38..]);
    assert_eq!(read(41, 99, 100, usize::MAX), []);
    assert_eq!(read(5, 4, 100, usize::MAX), []);
    let unknown = Range {
        author: author(9),
        from: 1,
        to: 5,
    };
    assert_eq!(store.entries(unknown, 10, 10).expect("readable"), []);
}

#[tokio::test]
async fn the_largest_bodies_stay_in_the_file_that_is_synced() {
    let data = data();
    let mut noise = 1_u64;
    let mut random = |length| -> Vec<u8> {
        let mut byte = || {
            noise = noise
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (noise >> 56) as u8
        };
        (0..length).map(|_| byte()).collect()
    };
    let lengths = [
        BODY_BYTES_MAX,
        0,
        100_000,
        20_000,
        20_000,
        20_000,
        20_000,
        20_000,
        20_000,
        BODY_BYTES_MAX,
    ];
    let entries = log(1, lengths.map(&mut random));
    let store = open(&data);
    store.append(entries.clone()).await.expect("appended");
    assert_eq!(read_all(&store, author(1)), bytes_of(&entries));
    drop(store);
    let blobs = fs::read_dir(data.path().join(DIRECTORY).join("blobs")).expect("sled's directory");
    assert_eq!(blobs.count(), 0, "sled put a page outside its log");
    assert_eq!(read_all(&open(&data), author(1)), bytes_of(&entries));
}

#[tokio::test]
async fn an_entry_is_not_shown_before_it_is_durable() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 2);
    store.append(entries[..1].to_vec()).await.expect("appended");
    let (envelope, body) = bytes_of(&entries).remove(1);
    replace(&store, 1, 2, (&envelope, body.as_deref()));
    meddle(&store, |logs| {
        let place = [&author(1).as_bytes()[..], &2_u64.to_be_bytes()].concat();
        logs.insert(keys::of_id(&entries[1].head().id), place).map(drop)
    });
    assert_eq!(read_all(&store, author(1)).len(), 1);
    assert_eq!(store.entry(&author(1), 2).expect("read"), None);
    assert_eq!(store.locate(&entries[1].head().id).expect("read"), None);
}

/// Waits until the store's health is as wanted.
async fn until(store: &Store, wanted: fn(&Health) -> bool) {
    let mut health = store.health();
    let changed = tokio::time::timeout(std::time::Duration::from_secs(90), health.wait_for(wanted)).await;
    changed.expect("it changes").expect("the store is open");
}

#[tokio::test]
async fn a_store_that_cannot_be_written_says_so_to_all_who_wait_reads_on_and_recovers() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 4);
    store.append(entries[..2].to_vec()).await.expect("appended");
    store.fail_writes(true);
    let (one, other) = tokio::join!(store.append(entries[2..3].to_vec()), store.put_charter(0, vec![1]));
    assert!(matches!(one, Err(StoreError::Io { .. })), "{one:?}");
    assert!(matches!(other, Err(StoreError::Io { .. })), "{other:?}");
    assert!(matches!(
        &*store.health().borrow(),
        Health::Refuses(StoreError::Io { .. })
    ));
    assert_eq!(read_all(&store, author(1)), bytes_of(&entries[..2]));
    assert_eq!(store.charters().expect("read"), []);
    assert_eq!(store.openings(), 1, "while there is no room it stays open for reads");

    store.fail_writes(false);
    assert!(
        store.append(entries[2..].to_vec()).await.is_err(),
        "sled itself takes nothing more after a failed write"
    );
    until(&store, |health| matches!(health, Health::Writes)).await;
    assert_eq!((store.openings(), store.entry_count()), (2, 2));
    store.append(entries[2..].to_vec()).await.expect("appended");
    store.close().await.expect("closed");
    drop(store);
    assert_eq!(read_all(&open(&data), author(1)), bytes_of(&entries));
}

#[tokio::test]
async fn a_store_that_is_opened_again_holds_what_the_disk_holds() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 3);
    store.append(entries[..2].to_vec()).await.expect("appended");
    // The batch of a write that failed may have come to the disk as a whole.
    let (envelope, body) = bytes_of(&entries).remove(2);
    replace(&store, 1, 3, (&envelope, body.as_deref()));
    let head = entries[2].head();
    meddle(&store, |logs| {
        let value = [&head.seq.to_be_bytes()[..], &head.id.0].concat();
        logs.insert(keys::of_author(keys::HEADS, &author(1)), value)?;
        logs.insert(keys::ENTRY_COUNT, &3_u64.to_be_bytes()).map(drop)
    });
    store.fail_writes(true);
    assert!(store.append(entries[2..].to_vec()).await.is_err());
    assert_eq!(store.entry_count(), 2);
    store.fail_writes(false);
    until(&store, |health| matches!(health, Health::Writes)).await;
    assert_eq!(store.frontier().head(&author(1)), Some(head));
    assert_eq!(read_all(&store, author(1)), bytes_of(&entries));
}

#[tokio::test]
async fn a_store_that_turns_out_damaged_when_it_is_opened_again_is_given_up() {
    let data = data();
    let store = open(&data);
    store.append(short_log(1, 5)).await.expect("appended");
    remove(&store, 1, 3);
    store.fail_writes(true);
    assert!(store.put_charter(0, vec![1]).await.is_err());
    store.fail_writes(false);
    until(&store, |health| {
        matches!(health, Health::Lost(StoreError::Log { seq: 3, .. }))
    })
    .await;
    assert!(matches!(
        store.put_charter(0, vec![1]).await,
        Err(StoreError::Log { seq: 3, .. })
    ));
}

#[tokio::test]
async fn whatever_is_acknowledged_has_waited_for_the_disk() {
    let data = data();
    let store = open(&data);
    let syncs = || store.0.shared.database.syncs.load(std::sync::atomic::Ordering::Acquire);
    let mut before = syncs();
    let mut waited = |what: &str| {
        let now = syncs();
        assert!(now > before, "{what} was acknowledged without an fsync");
        before = now;
    };
    store.append(short_log(1, 1)).await.expect("appended");
    waited("an entry");
    store.put_charter(0, vec![1]).await.expect("stored");
    waited("a charter");
    store.put_paper(fork_paper()).await.expect("stored");
    waited("a fork");
    store.close().await.expect("closed");
    waited("the end");
}

#[test]
fn a_new_store_is_on_the_disk_before_it_is_used() {
    let data = data();
    let store = open(&data);
    let syncs = store.0.shared.database.syncs.load(std::sync::atomic::Ordering::Acquire);
    assert!(syncs > 0);
}

#[tokio::test]
async fn a_closed_store_takes_no_more_writes_and_still_reads() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 2);
    store.append(entries[..1].to_vec()).await.expect("appended");
    store.close().await.expect("closed");
    assert!(data.path().join(MARK_FILE).exists());
    assert!(matches!(
        store.append(entries[1..].to_vec()).await,
        Err(StoreError::Closed)
    ));
    assert!(matches!(store.close().await, Err(StoreError::Closed)));
    assert_eq!(read_all(&store, author(1)).len(), 1);
}

#[test]
fn a_store_that_is_open_elsewhere_is_busy() {
    let data = data();
    let _store = open(&data);
    assert!(matches!(refused(&data), StoreError::Busy { .. }));
}

#[test]
fn a_store_of_a_newer_version_is_refused_with_both_versions() {
    let data = data();
    let store = open(&data);
    let newer = SCHEMA_VERSION + 1;
    meddle(&store, |logs| logs.insert(keys::SCHEMA, &newer.to_be_bytes()).map(drop));
    drop(store);
    let error = refused(&data);
    assert!(matches!(error, StoreError::Newer { found, known, .. } if (found, known) == (newer, SCHEMA_VERSION)));
    assert!(
        error
            .to_string()
            .contains("version 3; this program knows versions up to 2"),
        "{error}"
    );
}

#[tokio::test]
async fn the_mark_tells_a_store_that_was_lost_from_a_new_one() {
    let data = data();
    {
        let store = open(&data);
        store.append(short_log(1, 5)).await.expect("appended");
    }
    fs::remove_dir_all(data.path().join(DIRECTORY)).expect("removed");
    for _ in 0..2 {
        assert!(matches!(
            refused(&data),
            StoreError::LostItsEnd {
                what: "entries",
                expected: 5,
                found: 0,
                ..
            }
        ));
    }
    assert!(
        !data.path().join(DIRECTORY).exists(),
        "a refused store is left as it is"
    );
    fs::remove_file(data.path().join(MARK_FILE)).expect("removed");
    assert_eq!(open(&data).entry_count(), 0);
}

#[tokio::test]
async fn the_mark_tells_a_store_that_lost_its_charter_or_its_last_entries() {
    let (data, older) = (data(), data());
    let entries = short_log(1, 5);
    {
        let store = open(&data);
        store.append(entries[..3].to_vec()).await.expect("appended");
    }
    copy(data.path(), older.path());
    {
        let store = open(&data);
        store.append(entries[3..].to_vec()).await.expect("appended");
    }
    let go_back = || {
        fs::remove_dir_all(data.path().join(DIRECTORY)).expect("removed");
        copy(&older.path().join(DIRECTORY), &data.path().join(DIRECTORY));
    };
    go_back();
    assert!(matches!(
        refused(&data),
        StoreError::LostItsEnd {
            what: "entries",
            expected: 5,
            found: 3,
            ..
        }
    ));
    fs::remove_file(data.path().join(MARK_FILE)).expect("removed");
    {
        let store = open(&data);
        store.put_charter(0, vec![1]).await.expect("stored");
    }
    go_back();
    assert!(matches!(
        refused(&data),
        StoreError::LostItsEnd {
            what: "charters",
            expected: 1,
            found: 0,
            ..
        }
    ));
}

#[tokio::test]
async fn a_fault_in_the_tail_of_a_log_is_named_when_the_store_is_opened() {
    let fault = async |change: fn(&Store)| {
        let data = data();
        let store = open(&data);
        store.append(short_log(1, 50)).await.expect("appended");
        store.append(short_log(2, 50)).await.expect("appended");
        change(&store);
        drop(store);
        match refused(&data) {
            StoreError::Log { author, seq, .. } => (author, seq),
            error => panic!("{error}"),
        }
    };
    assert_eq!(fault(|store| remove(store, 2, 20)).await, (author(2), 20));
    assert_eq!(fault(|store| remove(store, 2, 50)).await, (author(2), 50));
    assert_eq!(
        fault(|store| replace(store, 1, 50, (b"x", Some(b"y")))).await,
        (author(1), 50)
    );
    assert_eq!(
        fault(|store| replace(store, 1, 51, (b"x", Some(b"y")))).await,
        (author(1), 51)
    );
    let lose_head = |store: &Store| {
        meddle(store, |logs| {
            logs.remove(keys::of_author(keys::HEADS, &author(1))).map(drop)
        });
    };
    assert_eq!(fault(lose_head).await, (author(1), 1));
}

#[tokio::test]
async fn verify_counts_whole_logs_and_finds_nothing() {
    let data = data();
    let store = open(&data);
    store.append(short_log(1, 700)).await.expect("appended");
    store.append(short_log(2, 3)).await.expect("appended");
    store.put_paper(fork_paper()).await.expect("stored");
    let mut last = 0;
    let counting = |done| {
        last = done;
        ControlFlow::Continue(())
    };
    let found = store.verify(&FEDERATION, Depth::Chain, counting).expect("readable");
    let found = found.expect("nobody broke it off");
    assert_eq!(
        (found.entries, found.authors, found.erased, found.ok),
        (703, 2, 0, true)
    );
    assert_eq!(
        found.forks,
        [ForkedLog {
            author: author(1),
            seq: 1
        }]
    );
    assert_eq!(last, 703);
    let json = serde_json::to_value(&found).expect("json");
    assert_eq!(json["forks"][0]["author"], author(1).to_string());
    let elsewhere = verified(&store, &Hash([8; 32]), Depth::Chain);
    assert_eq!(
        (elsewhere.ok, elsewhere.bad.len()),
        (false, 703),
        "no entry is of another federation"
    );
}

#[tokio::test]
async fn a_check_that_is_broken_off_has_no_result() {
    let data = data();
    let store = open(&data);
    store.append(short_log(1, 700)).await.expect("appended");
    let mut looks = 0;
    let found = store.verify(&FEDERATION, Depth::Chain, |_| {
        looks += 1;
        ControlFlow::Break(())
    });
    assert_eq!((found.expect("readable"), looks), (None, 1));
}

#[tokio::test]
async fn only_the_deep_check_looks_at_a_signature_that_the_chain_vouches_for() {
    let data = data();
    let store = open(&data);
    let first = Entry::sign(&secret(1), &FEDERATION, 1, None, 0, vec![1]);
    let mut envelope = first.envelope().bytes().to_vec();
    *envelope.last_mut().expect("a signature") ^= 1;
    let first = Entry::decode(&envelope, vec![1]).expect("well formed");
    let second = Entry::sign(&secret(1), &FEDERATION, 2, Some(first.envelope().id()), 0, vec![2]);
    let run = authenticate(&FEDERATION, vec![first, second]).expect("the second vouches for the first");
    store.append(run).await.expect("appended");
    let bad = |depth| verified(&store, &FEDERATION, depth).bad;
    assert_eq!(bad(Depth::Chain), []);
    let bad = bad(Depth::Signatures);
    assert_eq!((bad.len(), bad[0].seq), (1, 1));
}

#[tokio::test]
async fn verify_names_each_bad_entry_and_no_other() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 600);
    let bytes = bytes_of(&entries);
    store.append(entries).await.expect("appended");
    let bad = || -> Vec<(u64, String)> {
        let found = verified(&store, &FEDERATION, Depth::Chain);
        assert_eq!(found.ok, found.bad.is_empty());
        assert_eq!(found.entries, 600);
        found.bad.into_iter().map(|bad| (bad.seq, bad.why)).collect()
    };
    let seqs = || -> Vec<u64> { bad().into_iter().map(|(seq, _)| seq).collect() };
    let restore = |seq: u64| {
        let (envelope, body) = &bytes[seq as usize - 1];
        replace(&store, 1, seq, (envelope, body.as_deref()));
    };
    // A body with one bit flipped.
    let mut body = bytes[99].1.clone().expect("its body");
    body[3] ^= 1;
    replace(&store, 1, 100, (&bytes[99].0, Some(&body)));
    assert_eq!(seqs(), [100]);
    restore(100);
    // A hole, a longer hole, and one at each end.
    remove(&store, 1, 257);
    assert_eq!(bad(), [(257, "it is missing".to_owned())]);
    remove(&store, 1, 258);
    assert_eq!(bad(), [(257, "it is missing, and all up to entry 258".to_owned())]);
    restore(257);
    restore(258);
    for seq in [1, 600] {
        remove(&store, 1, seq);
        assert_eq!(seqs(), [seq]);
        restore(seq);
    }
    // An entry of the right number that the author signed, but never put into this log.
    let stray = Entry::sign(&secret(1), &FEDERATION, 300, Some(Hash([1; 32])), 0, b"stray".to_vec());
    replace(&store, 1, 300, (stray.envelope().bytes(), stray.body()));
    assert_eq!(seqs(), [300, 301]);
    // One that somebody else signed.
    let forged = Entry::sign(&secret(9), &FEDERATION, 300, Some(Hash([1; 32])), 0, b"forged".to_vec());
    replace(&store, 1, 300, (forged.envelope().bytes(), forged.body()));
    assert_eq!(bad(), [(300, "another entry lies in its place".to_owned())]);
    // One whose signature is not the author's.
    let mut envelope = bytes[299].0.clone();
    *envelope.last_mut().expect("long") ^= 1;
    replace(&store, 1, 300, (&envelope, bytes[299].1.as_deref()));
    assert_eq!(seqs(), [300, 301], "301 names the true one as its predecessor");
    restore(300);
    // Another last entry than the head's.
    let prev = Hash::of(&bytes[598].0);
    let last = Entry::sign(&secret(1), &FEDERATION, 600, Some(prev), 0, b"other".to_vec());
    replace(&store, 1, 600, (last.envelope().bytes(), last.body()));
    assert_eq!(bad(), [(600, "it is not the one that its log's head names".to_owned())]);
    restore(600);
    assert_eq!(bad(), []);
}

/// Damages a copy of a store's file in ways that depend on `trial`.
fn damage(path: &Path, trial: u64) {
    let mut bytes = fs::read(path).expect("file");
    let length = bytes.len() as u64;
    // A step that is coprime to the length spreads the places over the whole file.
    let place = (trial * 7_919_993 % length) as usize;
    match trial % 4 {
        0 => bytes.truncate(place),
        1 => bytes[place..].iter_mut().take(4_096).for_each(|byte| *byte = 0),
        _ => bytes[place] ^= 1 << (trial % 8),
    }
    fs::write(path, bytes).expect("written");
}

#[tokio::test]
async fn no_damage_of_the_file_panics_or_passes_for_the_logs_that_were_written() {
    let original = data();
    let logs = [
        short_log(1, 2_000),
        log(2, (0..60).map(|number| vec![number; 15_000 * usize::from(number % 3)])),
    ];
    {
        let store = open(&original);
        for entries in &logs {
            for entries in entries.chunks(200) {
                store.append(entries.to_vec()).await.expect("appended");
            }
        }
    }
    let mut noticed = 0;
    for trial in 1..=60 {
        let damaged = data();
        copy(original.path(), damaged.path());
        damage(&damaged.path().join(DIRECTORY).join("db"), trial);
        let Ok(store) = Store::open(damaged.path(), CACHE_BYTES) else {
            noticed += 1;
            continue;
        };
        let intact = logs.iter().all(|entries| {
            let read = store.entries(whole(entries[0].author()), usize::MAX, usize::MAX);
            read.is_ok_and(|read| read == bytes_of(entries))
        });
        let found = store.verify(&FEDERATION, Depth::Chain, |_| ControlFlow::Continue(()));
        let whole = found.is_ok_and(|found| found.is_some_and(|found| found.ok && found.entries == 2_060));
        assert_eq!(intact, whole, "trial {trial}");
        noticed += usize::from(!intact);
    }
    assert!(noticed > 0, "the trials damage something");
}
