//! Writes that fail, what is shown meanwhile, and how the store comes back.

use super::*;

#[tokio::test]
async fn an_entry_is_not_shown_before_it_is_durable() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 2);
    store.append(entries[..1].to_vec()).await.expect("appended");
    let (envelope, body) = bytes_of(&entries).remove(1);
    replace(&store, 1, 2, (&envelope, body.as_deref()));
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
