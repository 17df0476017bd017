//! Logs that are taken back, and branches that come back.

use std::ops::ControlFlow;

use super::*;

#[tokio::test]
async fn a_log_that_is_taken_back_ends_there_and_may_go_on_with_other_entries() {
    let data = data();
    let entries = short_log(1, 700);
    {
        let store = open(&data);
        store.append(entries.clone()).await.expect("appended");
        store.append(short_log(2, 3)).await.expect("appended");
        let head = store.cut(author(1), 300).await.expect("cut");
        assert_eq!(head, Some(entries[299].head()));
        assert_eq!((store.entry_count(), store.cuts() > 0), (303, true));
        assert_eq!(store.entry(&author(1), 301).expect("read"), None);
        assert_eq!(store.locate(&entries[300].head().id).expect("read"), None);
        let verified = store.verify(&FEDERATION, Depth::Signatures, |_| ControlFlow::Continue(()));
        let verified = verified.expect("readable").expect("not broken off");
        assert!(verified.ok, "{verified:?}");
    }
    // The mark beside it does not take that for a loss.
    let store = open(&data);
    assert_eq!(store.frontier().head(&author(1)), Some(entries[299].head()));
    let secret = SecretKey::from_seed(&[1; 32]);
    let prev = Some(entries[299].head().id);
    let other = Entry::sign(&secret, &FEDERATION, 301, prev, 0, b"another".to_vec());
    let other = authenticate(&FEDERATION, vec![other]).expect("authentic");
    store.append(other.clone()).await.expect("it goes on");
    let (_, body) = store.entry(&author(1), 301).expect("read").expect("held");
    assert_eq!(body.as_deref(), Some(&b"another"[..]));
}

#[tokio::test]
async fn a_branch_that_was_set_aside_is_found_as_far_as_it_continues_the_log() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 400);
    store.append(entries.clone()).await.expect("appended");
    store.cut(author(1), 0).await.expect("cut");
    assert_eq!((store.entry_count(), store.frontier().authors()), (0, 0));
    let last = entries[399].head();
    assert_eq!(store.find_aside(&author(1), &last.id).expect("read"), Some(400));
    assert_eq!(store.find_aside(&author(2), &last.id).expect("read"), None);
    assert_eq!(store.last_aside(&author(1)).expect("read"), Some(last));
    assert_eq!(store.last_aside(&author(2)).expect("read"), None);

    let branch = store.branch(&author(1), last, 256).expect("read");
    assert_eq!(branch, bytes_of(&entries[..256]));
    store.append(entries[..256].to_vec()).await.expect("restored");
    let rest = store.branch(&author(1), last, 256).expect("read");
    assert_eq!(rest, bytes_of(&entries[256..]));
    let elsewhere = Head {
        seq: 400,
        id: Hash([1; 32]),
    };
    assert!(store.branch(&author(1), elsewhere, 256).expect("read").is_empty());
}

#[tokio::test]
async fn what_waits_behind_a_cut_is_written_after_it() {
    let data = data();
    let store = open(&data);
    let entries = short_log(1, 10);
    store.append(entries.clone()).await.expect("appended");
    let (cut, appended) = tokio::join!(store.cut(author(1), 4), store.append(entries[4..].to_vec()));
    assert_eq!(cut.expect("cut").map(|head| head.seq >= 4), Some(true));
    appended.expect("the log goes on from where it was cut");
    assert_eq!(store.frontier().seq(&author(1)), 10);
}
