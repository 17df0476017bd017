//! Logs in segments: whatever becomes of them, they read as they were written.

use ayni_protocol::record::RecordId;
use ayni_protocol::replica::Places;
use proptest::prelude::*;

use super::super::segments::{CONTENT_BYTES_MAX, Stretch, stretches};
use super::*;
use crate::packing;

const ID: RecordId = RecordId::from_bytes([5; 16]);

/// First and last number of each segment, and how many entries stand alone.
fn shape(store: &Store) -> (Vec<(u64, u64)>, usize) {
    let read = store.0.shared.database.logs(|logs| {
        let (mut segments, mut alone) = (Vec::new(), 0);
        for found in stretches(logs, &author(1), 1, u64::MAX)? {
            match found?.1? {
                Stretch::Segment(segment) => segments.push(segment.seqs().into_inner()),
                Stretch::Single(..) => alone += 1,
            }
        }
        Ok((segments, alone))
    });
    read.expect("readable")
}

fn range(from: u64, to: u64) -> Range {
    let author = author(1);
    Range { author, from, to }
}

#[tokio::test]
async fn a_log_is_cut_at_the_same_numbers_however_its_entries_came() {
    let entries = short_log(1, 300);
    for size in [1, 100, 128, 129, 300] {
        let data = data();
        let store = open(&data);
        for group in entries.chunks(size) {
            store.append(group.to_vec()).await.expect("appended");
        }
        assert_eq!(shape(&store), (vec![(1, 128), (129, 256)], 44), "{size} at a time");
        assert_eq!(read_all(&store, author(1)), bytes_of(&entries), "{size} at a time");
        for seq in [1, 128, 129, 257, 300] {
            let entry = &entries[seq as usize - 1];
            assert_eq!(
                store.entry(&author(1), seq).expect("read"),
                bytes_of(&entries[seq as usize - 1..]).into_iter().next()
            );
            assert_eq!(store.locate(&entry.head().id).expect("read"), Some((author(1), seq)));
        }
        assert_eq!(store.locate(&Hash([3; 32])).expect("read"), None);
        let some = store
            .entries(range(100, 270), usize::MAX, usize::MAX)
            .expect("readable");
        assert_eq!(some, bytes_of(&entries[99..270]));
        assert!(verified(&store, &FEDERATION, Depth::Signatures).ok);
    }
}

#[tokio::test]
async fn long_entries_make_short_segments() {
    let data = data();
    let store = open(&data);
    let entries = log(
        1,
        (0..130_u8).map(|number| vec![number; if number % 40 == 0 { 300_000 } else { 5_000 }]),
    );
    store.append(entries.clone()).await.expect("appended");
    let (segments, alone) = shape(&store);
    assert!(segments.len() > 6 && alone == 2, "{segments:?}");
    assert_eq!(segments.last().map(|(_, last)| *last), Some(128));
    assert_eq!(read_all(&store, author(1)), bytes_of(&entries));
    let sent = store.pieces(range(1, 130), usize::MAX).expect("readable");
    let longest = sent.iter().map(|(length, _)| *length).max();
    assert!(longest > Some(CONTENT_BYTES_MAX), "one that is longer is alone");
}

#[tokio::test]
async fn a_segment_is_sent_as_it_is_stored_and_stored_as_it_came() {
    let (one, other) = (data(), data());
    let (from, to) = (open(&one), open(&other));
    let entries = short_log(1, 256);
    from.append(entries.clone()).await.expect("appended");
    let frames = |store: &Store| {
        let pieces = store.pieces(range(1, 256), usize::MAX).expect("readable");
        let frames = pieces.into_iter().map(|(_, piece)| match piece {
            Piece::Segment(segment) => segment.frame().to_vec(),
            Piece::Entry(_) => panic!("an entry that stands alone"),
        });
        frames.collect::<Vec<_>>()
    };
    // Packed in another way, so that it can be told from what this store would pack itself.
    let sent: Vec<Vec<u8>> = frames(&from)
        .iter()
        .map(|frame| {
            packing::pack(
                &packing::unpack(frame, usize::MAX).expect("own frame").0,
                packing::Effort::Little,
            )
        })
        .collect();
    assert_ne!(sent, frames(&from));
    let packed = sent.concat();
    let (content, came) = packing::unpack(&packed, usize::MAX).expect("own frames");
    to.carry(carried_among(&packed, &content, &came));
    to.append(entries.clone()).await.expect("appended");
    assert_eq!(frames(&to), sent);
    assert_eq!(read_all(&to, author(1)), bytes_of(&entries));
}

#[tokio::test]
async fn a_frame_of_other_entries_is_never_stored_in_their_place() {
    let data = data();
    let store = open(&data);
    let (entries, others) = (short_log(1, 128), short_log(2, 128));
    let mut content = Vec::new();
    for (envelope, body) in bytes_of(&others) {
        ayni_protocol::message::entries::write(&mut content, &envelope, body.as_deref());
    }
    let packed = packing::pack(&content, packing::Effort::Some);
    let (content, frames) = packing::unpack(&packed, usize::MAX).expect("own frame");
    store.carry(carried_among(&packed, &content, &frames));
    store.append(entries.clone()).await.expect("appended");
    assert_eq!(read_all(&store, author(1)), bytes_of(&entries));
}

/// What happens to a log.
#[derive(Clone, Debug)]
enum Step {
    Append(usize),
    Erase(Vec<u64>),
    Cut(u64),
    Open,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1_usize..200).prop_map(Step::Append),
        2 => prop::collection::vec(1_u64..500, 1..6).prop_map(Step::Erase),
        1 => (0_u64..500).prop_map(Step::Cut),
        1 => Just(Step::Open),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_becomes_of_a_log_it_reads_as_if_each_entry_stood_alone(steps in prop::collection::vec(step(), 1..10)) {
        let runtime = tokio::runtime::Runtime::new().expect("runtime");
        let entries = short_log(1, 2_000);
        let all = bytes_of(&entries);
        let data = data();
        let mut store = open(&data);
        let (mut held, mut erased) = (0, BTreeSet::<u64>::new());
        for step in &steps {
            match step {
                Step::Append(count) => {
                    let next = entries[held..held + count].to_vec();
                    runtime.block_on(store.append(next)).expect("appended");
                    held += count;
                }
                Step::Erase(seqs) => {
                    let places = Places::from([(author(1), seqs.iter().copied().collect())]);
                    runtime.block_on(store.erase(vec![(ID, places)], Vec::new())).expect("erased");
                    erased.extend(seqs);
                }
                Step::Cut(to) if (*to as usize) < held => {
                    runtime.block_on(store.cut(author(1), *to)).expect("cut");
                    held = *to as usize;
                    // What comes in their place may be other entries.
                    erased.retain(|seq| *seq <= *to);
                }
                Step::Cut(_) => {}
                Step::Open => {
                    drop(store);
                    store = open(&data);
                }
            }
            let mut expected = all[..held].to_vec();
            for (seq, (_, body)) in (1..).zip(&mut expected) {
                if erased.contains(&seq) {
                    *body = None;
                }
            }
            prop_assert_eq!(read_all(&store, author(1)), expected, "after {:?} of {:?}", step, steps);
            prop_assert!(verified(&store, &FEDERATION, Depth::Chain).ok);
        }
    }
}
