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
mod checking;
mod failing;
mod marks;
mod sealed;

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
    // What the journal repeats would mend it.
    store.0.shared.database.settle().expect("settled");
    let changed = store.0.shared.database.logs(|logs| Ok(change(logs)?));
    changed.expect("changed");
}

/// Puts other bytes in the place of an entry.
fn replace(store: &Store, seed: u8, seq: u64, (envelope, body): (&[u8], Option<&[u8]>)) {
    store.take_apart(&author(seed), seq);
    let value = values::encode_entry(envelope, body);
    let mut batch = batch::Batch::default();
    values::put(&mut batch, &keys::of_entry(keys::ENTRIES, &author(seed), seq), &value);
    meddle(store, |logs| logs.apply_batch(batch.into()));
}

fn remove(store: &Store, seed: u8, seq: u64) {
    store.lose(&author(seed), seq);
}

impl Store {
    /// Loses an entry, as a damaged disk does.
    pub(crate) fn lose(&self, author: &PublicKey, seq: u64) {
        self.take_apart(author, seq);
        let key = [&keys::of_entry(keys::ENTRIES, author, seq)[..], &[0, 0]].concat();
        meddle(self, |logs| logs.remove(key).map(drop));
    }

    /// Lets the entries of the segment with this one stand alone, if it is in one.
    fn take_apart(&self, author: &PublicKey, seq: u64) {
        let mut batch = batch::Batch::default();
        let taken = self.0.shared.database.logs(|logs| {
            let Some(segment) = segments::segment_with(logs, author, seq)? else {
                return Ok(());
            };
            segments::remove_segment(logs, &mut batch, author, segment.first)?;
            let content = segment.content()?;
            for (seq, (envelope, body)) in content.entries()? {
                let key = keys::of_entry(keys::ENTRIES, author, seq);
                values::put(&mut batch, &key, &values::encode_entry(envelope, body));
            }
            Ok(())
        });
        taken.expect("the segment is whole");
        meddle(self, |logs| logs.apply_batch(batch.into()));
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

#[tokio::test]
async fn commits_small_and_large_in_turn_are_all_there_whenever_the_program_is_killed() {
    let data = data();
    let entries = short_log(1, 900);
    let store = open(&data);
    let mut done = 0;
    // Those of one and three go by the journal, those of 300 by sled alone; the last but one completes a segment that the journal had begun.
    for length in [1, 3, 300, 1, 1, 300, 90, 1, 1, 127, 1] {
        store
            .append(entries[done..done + length].to_vec())
            .await
            .expect("appended");
        done += length;
        let copied = tempfile::tempdir().expect("directory");
        copy(data.path(), copied.path());
        // Opened again and killed again before anything is written.
        for _ in 0..2 {
            let after = open(&copied);
            assert_eq!(read_all(&after, author(1)), bytes_of(&entries[..done]), "{done}");
            assert_eq!(after.entry_count(), done as u64);
        }
    }
    store.close().await.expect("closed");
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
            .contains("version 4; this program knows versions up to 3"),
        "{error}"
    );
}
