//! Packing: how bytes are made shorter, where they are stored and where they travel. The only file that names zstd.
//!
//! What is packed is one zstd frame, or several one after the other: so a stretch of a log is packed once and travels as
//! it is stored, between whatever else an answer has. A frame says how long its content is, and is refused where it does
//! not, or where that is more than its place has room for.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Read};
use std::ops::Range;

use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{find_frame_compressed_size, get_error_name, get_frame_content_size};

/// How hard is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For what is packed while somebody waits, and again and again.
    Little,
    /// For what is packed once and then stored and sent many times: zstd's own default.
    Some,
}

impl Effort {
    fn level(self) -> i32 {
        match self {
            Self::Little => 1,
            Self::Some => 3,
        }
    }
}

/// Binary logarithm of the largest zstd window accepted (2 MiB): what the longest answer can need, and what is
/// allocated at once for a frame that does not say how long its content is.
const WINDOW_LOG_MAX: u32 = 21;

/// A frame among packed bytes, and its content among the unpacked ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) packed: Range<usize>,
    pub(crate) content: Range<usize>,
}

/// Below this a content isn't worth packing.
const PACK_BYTES_MIN: usize = 256;

/// Bytes as they travel: as they are, or packed.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    is_packed: bool,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Parcel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let packed = if self.is_packed { "packed" } else { "plain" };
        write!(f, "Parcel({} bytes, {packed})", self.bytes.len())
    }
}

impl Parcel {
    /// A content, packed if that makes it shorter.
    pub fn of(content: Vec<u8>) -> Self {
        let packed = (content.len() >= PACK_BYTES_MIN).then(|| pack(&content, Effort::Some));
        match packed.filter(|packed| packed.len() < content.len()) {
            Some(packed) => Self::as_it_came(true, packed),
            None => Self::as_it_came(false, content),
        }
    }

    /// What has travelled: `bytes` that are a content, or are frames that hold one.
    pub(crate) fn as_it_came(is_packed: bool, bytes: Vec<u8>) -> Self {
        Self { is_packed, bytes }
    }

    /// Whether it is packed.
    pub(crate) fn is_packed(&self) -> bool {
        self.is_packed
    }

    /// What travels.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The content, at most `max` bytes, and in which frames it came.
    ///
    /// # Errors
    /// As [`unpack`].
    pub(crate) fn unpack(&self, max: usize) -> io::Result<(Cow<'_, [u8]>, Vec<Frame>)> {
        match self.is_packed {
            true => unpack(&self.bytes, max).map(|(content, frames)| (Cow::Owned(content), frames)),
            false if self.bytes.len() > max => Err(malformed(too_long(max))),
            false => Ok((Cow::Borrowed(&self.bytes), Vec::new())),
        }
    }
}

thread_local! {
    /// What zstd needs: its tables take longer to make than a small content to pack.
    static LITTLE: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static SOME: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Decompressor<'static>> = RefCell::default();
}

/// `bytes` as one frame.
///
/// # Panics
/// If there is no memory for zstd's tables.
pub(crate) fn pack(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let with = |packer: &mut Option<Compressor<'static>>| {
        let packer = packer.get_or_insert_with(|| Compressor::new(effort.level()).expect("memory for zstd's tables"));
        packer.compress(bytes).expect("there is room for any content")
    };
    match effort {
        Effort::Little => LITTLE.with_borrow_mut(with),
        Effort::Some => SOME.with_borrow_mut(with),
    }
}

/// The content of one frame that is to have `length` bytes.
///
/// # Errors
/// If it is no frame, or has another length.
pub(crate) fn unpack_frame(frame: &[u8], length: usize) -> io::Result<Vec<u8>> {
    let content = UNPACKER.with_borrow_mut(|unpacker| unpacker.decompress(frame, length))?;
    match content.len() == length {
        true => Ok(content),
        false => Err(malformed(format!(
            "a content of {} bytes is not the {length} expected",
            content.len()
        ))),
    }
}

/// The content of all frames in `packed`, at most `max` bytes, and where each lies.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] if these are no frames, or their content is longer.
pub(crate) fn unpack(packed: &[u8], max: usize) -> io::Result<(Vec<u8>, Vec<Frame>)> {
    let (mut content, mut frames) = (Vec::with_capacity(content_bytes(packed).min(max)), Vec::new());
    let mut at = 0;
    while at < packed.len() {
        let (frame, begin) = (first_frame(&packed[at..])?, content.len());
        match get_frame_content_size(frame) {
            Ok(Some(size)) => {
                let size = usize::try_from(size).ok().filter(|size| *size <= max - begin);
                let size = size.ok_or_else(|| malformed(too_long(max)))?;
                content.resize(begin + size, 0);
                let unpacked = UNPACKER
                    .with_borrow_mut(|unpacker| unpacker.decompress_to_buffer(frame, &mut content[begin..]))
                    .map_err(|error| malformed(unreadable(error)))?;
                if unpacked != size {
                    return Err(malformed(unreadable("it is shorter than it says")));
                }
            }
            Ok(None) => unpack_unsized(frame, &mut content, max)?,
            Err(_) => return Err(malformed(unreadable("its head is none"))),
        }
        let packed = at..at + frame.len();
        let content = begin..content.len();
        at = packed.end;
        frames.push(Frame { packed, content });
    }
    Ok((content, frames))
}

/// The frame that these bytes begin with.
fn first_frame(packed: &[u8]) -> io::Result<&[u8]> {
    let length = find_frame_compressed_size(packed).map_err(|code| malformed(unreadable(get_error_name(code))))?;
    Ok(&packed[..length])
}

/// How long the frames say that their contents are together, as far as they say so: room that is made once need not be
/// made again and again.
fn content_bytes(packed: &[u8]) -> usize {
    let (mut rest, mut bytes) = (packed, 0_usize);
    while let Ok(frame) = first_frame(rest) {
        let size = get_frame_content_size(frame).ok().flatten();
        bytes = bytes.saturating_add(size.and_then(|size| usize::try_from(size).ok()).unwrap_or(0));
        rest = &rest[frame.len()..];
    }
    bytes
}

/// Appends the content of a frame that does not say how long it is: memory grows with what comes out.
fn unpack_unsized(frame: &[u8], content: &mut Vec<u8>, max: usize) -> io::Result<()> {
    let mut unpacker = zstd::stream::read::Decoder::with_buffer(frame)?.single_frame();
    unpacker.window_log_max(WINDOW_LOG_MAX)?;
    let room = max - content.len();
    let read = unpacker.take(room as u64 + 1).read_to_end(content);
    match read.map_err(|error| malformed(unreadable(error)))? {
        read if read <= room => Ok(()),
        _ => Err(malformed(too_long(max))),
    }
}

fn unreadable(why: impl std::fmt::Display) -> String {
    format!("a frame can't be unpacked: {why}")
}

fn too_long(max: usize) -> String {
    format!("a frame unpacks to more than the {max} bytes allowed")
}

pub(crate) fn malformed(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: usize = 2 << 20;

    fn refusal(packed: &[u8]) -> String {
        let error = unpack(packed, MAX).expect_err("refused");
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        error.to_string()
    }

    #[test]
    fn frames_that_follow_each_other_are_unpacked_as_one_and_each_can_be_told_apart() {
        let parts: [&[u8]; 4] = [b"a head", &[7; 100_000], b"", b"an end"];
        let frames = parts.map(|part| pack(part, Effort::Some));
        let packed = frames.concat();
        let (content, found) = unpack(&packed, MAX).expect("own frames");
        assert_eq!(content, parts.concat());
        for ((part, frame), found) in parts.iter().zip(&frames).zip(&found) {
            assert_eq!(content[found.content.clone()], **part);
            assert_eq!(packed[found.packed.clone()], **frame);
            assert_eq!(unpack_frame(frame, part.len()).expect("own frame"), *part);
            assert!(unpack_frame(frame, part.len() + 1).is_err(), "another length");
        }
        assert_eq!(unpack(&packed, content.len()).expect("it just fits").0, content);
        assert!(unpack(&packed, content.len() - 1).is_err());
    }

    #[test]
    fn a_bomb_is_refused_whether_or_not_it_says_how_large_it_is() {
        let bomb = pack(&vec![0; 256 * 1024 * 1024], Effort::Little);
        assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
        assert!(refusal(&bomb).contains("unpacks to more"));
        let endless = zstd::stream::encode_all(&vec![0; 64 * 1024 * 1024][..], 3).expect("packed");
        assert!(refusal(&endless).contains("unpacks to more"));
    }

    #[test]
    fn only_what_gets_shorter_is_packed() {
        let mut chance = fastrand::Rng::with_seed(1);
        let noise: Vec<u8> = (0..10_000).map(|_| chance.u8(..)).collect();
        for (content, is_packed) in [(vec![5; 100], false), (noise, false), (vec![5; 10_000], true)] {
            let parcel = Parcel::of(content.clone());
            assert_eq!(parcel.is_packed(), is_packed);
            assert_eq!(parcel.unpack(MAX).expect("own parcel").0, content);
        }
    }

    #[test]
    fn a_frame_that_claims_a_huge_window_is_refused() {
        // Magic number, no single segment, window descriptor of exponent 21 (2 GiB), an empty last raw block.
        refusal(&[0x28, 0xB5, 0x2F, 0xFD, 0x00, 21 << 3, 0x01, 0x00, 0x00]);
    }

    #[test]
    fn rubbish_and_a_frame_that_is_cut_short_are_refused() {
        refusal(b"rubbish, and long enough to be a frame");
        let frame = pack(&[7; 1_000], Effort::Little);
        refusal(&frame[..frame.len() - 1]);
        refusal(&[&frame[..], b"x"].concat());
    }
}
