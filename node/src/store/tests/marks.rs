//! What the store sees of its losses when it is opened: the mark outside of it, and the tails of the logs.

use super::*;

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
