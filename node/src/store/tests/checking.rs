//! What `verify` finds, and that no damage passes for what was written.

use super::*;

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
