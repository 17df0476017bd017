//! Bodies that are erased, from the logs and from every file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use ayni_protocol::replica::Places;
use serde_json::json;

use super::*;

const ID: RecordId = RecordId::from_bytes([5; 16]);

/// A body of the record whose text compresses, or does not.
fn body(text: &str) -> Vec<u8> {
    let record = json!({ "kind": "contact", "name": text });
    Operation::Publish { id: ID, record }.encode([9; 16])
}

fn secret_text() -> String {
    (0..400).map(|number| format!("Secreto{} ", number * 7_919)).collect()
}

fn erased(seqs: impl IntoIterator<Item = u64>) -> Places {
    Places::from([(author(1), seqs.into_iter().collect())])
}

/// Whether any file below a directory holds these bytes.
fn is_in_a_file(directory: &Path, wanted: &[u8]) -> bool {
    fs::read_dir(directory).expect("list").any(|entry| {
        let path = entry.expect("entry").path();
        match path.is_dir() {
            true => is_in_a_file(&path, wanted),
            false => {
                let bytes = fs::read(&path).expect("file");
                bytes.windows(wanted.len()).any(|window| window == wanted)
            }
        }
    })
}

/// The text's bytes as they lie in the store: a stretch from the middle of the compressed body.
fn compressed(body: &[u8]) -> Vec<u8> {
    let stored = zstd::bulk::compress(body, 1).expect("zstd");
    assert!(stored.len() < body.len() && stored.len() > 600, "{}", stored.len());
    stored[500..560].to_vec()
}

/// A log of twenty entries, the secret in the third and the last.
fn log_with_secret() -> Vec<AuthenticEntry> {
    let bodies = (1..=20).map(|seq| match seq {
        3 => body(&secret_text()),
        20 => body("PlainSecret"),
        _ => format!("other {seq}").repeat(30).into_bytes(),
    });
    log(1, bodies)
}

#[tokio::test]
async fn nothing_of_an_erased_body_is_in_any_file_after_the_rewrite_plain_or_compressed() {
    let data = data();
    let entries = log_with_secret();
    let packed = compressed(&body(&secret_text()));
    let store = open(&data);
    store.append(entries.clone()).await.expect("appended");
    store.put_charter(0, vec![3; 20_000]).await.expect("stored");
    assert!(is_in_a_file(data.path(), &packed) && is_in_a_file(data.path(), b"PlainSecret"));
    store
        .erase(vec![(ID, erased([3, 20]))], Vec::new())
        .await
        .expect("erased");
    assert_eq!(store.entry(&author(1), 3).expect("read").expect("held").1, None);
    assert!(store.rewrite_due().expect("readable"));
    assert!(is_in_a_file(data.path(), &packed), "sled only adds to its log");

    store.rewrite().await.expect("rewritten");
    assert!(!store.rewrite_due().expect("readable"));
    for store in [store, open_again(&data)] {
        assert!(!is_in_a_file(data.path(), &packed) && !is_in_a_file(data.path(), b"PlainSecret"));
        let mut expected = bytes_of(&entries);
        (expected[2].1, expected[19].1) = (None, None);
        assert_eq!(read_all(&store, author(1)), expected);
        assert_eq!(store.charters().expect("read"), [(0, vec![3; 20_000])]);
        let verified = verified(&store, &FEDERATION, Depth::Signatures);
        assert_eq!((verified.ok, verified.erased), (true, 2), "{verified:?}");
        drop(store);
    }
}

#[tokio::test]
async fn whoever_reads_while_the_files_change_places_waits_for_it() {
    let data = data();
    let store = open(&data);
    store.append(log_with_secret()).await.expect("appended");
    let (reader, is_over) = (store.clone(), Arc::new(AtomicBool::new(false)));
    let stop = Arc::clone(&is_over);
    let reading = std::thread::spawn(move || {
        while !stop.load(Ordering::Relaxed) {
            reader.entry(&author(1), 1).expect("read").expect("held");
        }
    });
    for seq in 3..8 {
        let erasure = store.erase(vec![(ID, erased([seq]))], Vec::new());
        erasure.await.expect("erased");
        store.rewrite().await.expect("rewritten");
        assert!(!store.rewrite_due().expect("readable"));
    }
    is_over.store(true, Ordering::Relaxed);
    reading.join().expect("no read was refused");
}

/// The store of a directory whose last handle is about to go.
fn open_again(data: &TempDir) -> Store {
    let copied = data.path().join("again");
    copy(&data.path().join(DIRECTORY), &copied.join(DIRECTORY));
    Store::open(&copied, CACHE_BYTES).expect("opens")
}

#[tokio::test]
async fn a_body_that_comes_after_its_erasure_is_not_kept() {
    let data = data();
    let entries = log_with_secret();
    {
        let store = open(&data);
        store.erase(vec![(ID, erased([3]))], Vec::new()).await.expect("erased");
        store.append(entries.clone()).await.expect("appended");
        store.fill(entries[2..3].to_vec()).await.expect("refused in silence");
        assert!(!store.rewrite_due().expect("readable"), "it was never in a file");
    }
    let store = open(&data);
    assert_eq!(store.entry(&author(1), 3).expect("read").expect("held").1, None);
    assert_eq!(store.bodies().erased, erased([3]));
    assert!(store.bodies().lacking.is_empty());
}

#[tokio::test]
async fn what_an_entry_erases_stays_said_though_another_names_it() {
    let data = data();
    let store = open(&data);
    let erase = Operation::Erase {
        id: ID,
        entries: [(author(1), vec![1])].into(),
    }
    .encode([1; 16]);
    let entries = log(1, [body("one"), erase.clone()]);
    store.append(entries).await.expect("appended");
    store
        .erase(vec![(ID, erased([1, 2]))], Vec::new())
        .await
        .expect("erased");
    let bodies: Vec<_> = read_all(&store, author(1)).into_iter().map(|(_, body)| body).collect();
    assert_eq!(bodies, [None, Some(erase)]);
}

#[tokio::test]
async fn a_body_that_nobody_has_erased_is_lacking_until_it_is_filled_in() {
    let data = data();
    let entries = log_with_secret();
    {
        let store = open(&data);
        let mut lacking = entries.clone();
        lacking[2] = lacking[2].clone().without_body();
        store.append(lacking).await.expect("appended");
        let found = verified(&store, &FEDERATION, Depth::Chain);
        assert_eq!((found.bad.len(), found.bad[0].seq, found.erased), (1, 3, 0));
        assert!(found.bad[0].why.contains("nobody has erased it"), "{found:?}");
    }
    let store = open(&data);
    assert_eq!(store.bodies().lacking, erased([3]));
    let other = log(1, [vec![1], vec![2], b"another branch".to_vec()]);
    store.fill(other[2..].to_vec()).await.expect("left as it is");
    assert_eq!(store.fills(), 0);
    store.fill(entries[2..3].to_vec()).await.expect("filled");
    assert_eq!(read_all(&store, author(1)), bytes_of(&entries));
    assert!(verified(&store, &FEDERATION, Depth::Signatures).ok);
    assert!(store.bodies().lacking.values().all(|seqs| seqs.is_empty()));
}

#[tokio::test]
async fn what_was_set_aside_of_the_record_goes_too_and_other_records_stay() {
    let data = data();
    let store = open(&data);
    let entries = log_with_secret();
    store.append(entries.clone()).await.expect("appended");
    store.cut(author(1), 2).await.expect("cut");
    store.erase(vec![(ID, erased([1]))], Vec::new()).await.expect("erased");
    let branch = store.branch(&author(1), entries[19].head(), 100).expect("read");
    let with_body: Vec<bool> = branch.iter().map(|(_, body)| body.is_some()).collect();
    let expected: Vec<bool> = (3..=20).map(|seq| seq != 3 && seq != 20).collect();
    assert_eq!(with_body, expected);
    store.rewrite().await.expect("rewritten");
    assert!(!is_in_a_file(data.path(), b"PlainSecret"));
}

#[tokio::test]
async fn a_rewrite_without_room_is_refused_and_the_store_goes_on() {
    let data = data();
    let store = open(&data);
    let entries = log_with_secret();
    store.append(entries[..19].to_vec()).await.expect("appended");
    store.erase(vec![(ID, erased([3]))], Vec::new()).await.expect("erased");
    store.fail_writes(true);
    assert!(matches!(store.rewrite().await, Err(StoreError::Io { .. })));
    store.fail_writes(false);
    assert!(matches!(&*store.health().borrow(), Health::Writes));
    assert!(store.rewrite_due().expect("readable"));
    assert!(!data.path().join("store.new").exists(), "it takes no room");
    store.append(entries[19..].to_vec()).await.expect("it still writes");
    store.rewrite().await.expect("rewritten");
    assert_eq!(store.entry_count(), 20);
}

#[tokio::test]
async fn a_copy_leaves_the_room_on_the_disk_that_the_store_itself_needs() {
    let data = data();
    let store = open(&data);
    store.append(log_with_secret()).await.expect("appended");
    let copied = |name: &str, leaves| {
        let copy = Database::open(&data.path().join(name), CACHE_BYTES).expect("a new database");
        store.0.shared.database.copy_to(&copy, keys::REWRITE_DUE, leaves)
    };
    copied("enough", 0).expect("copied");
    match copied("full", u64::MAX) {
        Err(StoreError::Io { source, .. }) => assert_eq!(source.kind(), std::io::ErrorKind::StorageFull),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_rewrite_that_was_cut_off_at_any_moment_leaves_a_whole_store() {
    let data = data();
    let entries = log_with_secret();
    let original = data.path().join(DIRECTORY);
    {
        let store = open(&data);
        store.append(entries.clone()).await.expect("appended");
        store
            .erase(vec![(ID, erased([3, 20]))], Vec::new())
            .await
            .expect("erased");
    }
    let (new, old) = (data.path().join("store.new"), data.path().join("store.old"));
    // While the copy is made.
    copy(&original, &new);
    fs::write(new.join("db"), b"half a file").expect("written");
    let store = open(&data);
    assert!(store.rewrite_due().expect("readable") && !new.exists());
    store.rewrite().await.expect("rewritten");
    drop(store);
    // Between the two changes of names.
    fs::rename(&original, &new).expect("renamed");
    copy(&new, &old);
    let store = open(&data);
    assert_eq!(store.entry_count(), 20);
    assert!(!new.exists() && !old.exists());
    drop(store);
    // Before the old files are gone.
    copy(&original, &old);
    fs::write(old.join("note"), b"PlainSecret").expect("written");
    let store = open(&data);
    assert_eq!(store.entry_count(), 20);
    assert!(!is_in_a_file(data.path(), b"PlainSecret"));
}

#[tokio::test]
async fn a_store_of_an_earlier_version_opens_and_becomes_one_of_this_version() {
    let data = data();
    let store = open(&data);
    let log = short_log(1, 300);
    store.append(log.clone()).await.expect("appended");
    // As it was before: each entry for itself, and a row for its id.
    (1..=300).for_each(|seq| store.take_apart(&author(1), seq));
    meddle(&store, |logs| {
        for entry in &log {
            logs.insert([&[keys::IDS][..], &entry.head().id.0].concat(), vec![0; 40])?;
        }
        logs.insert(keys::SCHEMA, &1_u32.to_be_bytes()).map(drop)
    });
    drop(store);
    let store = open(&data);
    assert_eq!(read_all(&store, author(1)), bytes_of(&log));
    assert_eq!(store.locate(&log[4].head().id).expect("read"), Some((author(1), 5)));
    assert!(
        store.rewrite_due().expect("read"),
        "the old values still take their room"
    );
    let logs = &store.0.shared.database;
    let schema = logs.logs(|logs| Ok(logs.get(keys::SCHEMA)?)).expect("read");
    assert_eq!(schema.as_deref(), Some(&SCHEMA_VERSION.to_be_bytes()[..]));
    let left = |tag: u8| logs.logs(|logs| Ok(logs.scan_prefix([tag]).count())).expect("read");
    assert_eq!(left(keys::IDS), 0);
    assert_eq!(left(keys::ENTRIES), 300 % 128, "what is behind the last cut");
}
