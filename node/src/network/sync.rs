//! `/ayni/sync/1`: one request and one answer a stream, each a frame that is bounded before it is
//! read.
//!
//! A frame is one byte that says how the rest is packed (0 as it is, 1 as one or more zstd frames),
//! the length of the rest in four bytes, big-endian, and the rest. The length in the frame is not believed: memory grows
//! with the bytes that arrive, up to the bound. Answers are handed on as they came, to be unpacked where that holds up
//! nobody.

use std::io;
use std::time::Duration;

use ayni_protocol::limits::{self, REQUEST_BYTES_MAX, RESPONSE_BYTES_MAX, RESPONSE_WAIT_MAX_MS};
use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::StreamProtocol;
use libp2p::request_response::{self, Codec, ProtocolSupport};

use crate::packing::{Parcel, malformed};

/// The protocol's name and version.
pub(super) const PROTOCOL: StreamProtocol = StreamProtocol::new("/ayni/sync/1");

/// Longest wait for an answer, the asker's and the answerer's.
pub const REQUEST_WAIT_MAX: Duration = Duration::from_millis(RESPONSE_WAIT_MAX_MS);

/// Most requests to one peer that wait for their answers. Twice what the replica has under way,
/// since it may give one up and ask again a moment before this does.
pub const REQUESTS_PER_PEER_MAX: usize = 2 * limits::REQUESTS_PER_PEER_MAX;

/// Most requests of one peer that wait for this node's answer: what a peer may send.
pub(super) const INBOUND_PER_PEER_MAX: usize = REQUESTS_PER_PEER_MAX;

/// Most requests of all peers that wait for this node's answer.
pub(super) const INBOUND_MAX: usize = 512;

/// Most streams on one connection, both directions: what both sides may have under way, and as much
/// again for those that are being closed.
const STREAMS_MAX: usize = 2 * (INBOUND_PER_PEER_MAX + REQUESTS_PER_PEER_MAX);

/// Memory for a frame before its bytes are there: what most answers with entries need.
const READ_AHEAD_BYTES: usize = 128 * 1024;

/// How much of a frame is written together with its head: all of what most questions and answers without entries are.
const FIRST_WRITE_BYTES: usize = 4 * 1024;

const PLAIN: u8 = 0;
const PACKED: u8 = 1;

/// The behaviour that speaks this protocol, in both directions.
pub(super) fn behaviour() -> request_response::Behaviour<Frames> {
    let config = request_response::Config::default()
        .with_request_timeout(REQUEST_WAIT_MAX)
        .with_max_concurrent_streams(STREAMS_MAX);
    request_response::Behaviour::with_codec(Frames, [(PROTOCOL, ProtocolSupport::Full)], config)
}

/// What a request holds, or what is wrong with it.
///
/// libp2p drops a request that can't be read without a word to anyone. A malformed one is handed on
/// as this instead, so that its sender can be named.
pub(super) type Request = Result<Vec<u8>, String>;

/// Reads and writes frames of bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frames;

impl Codec for Frames {
    type Protocol = StreamProtocol;
    type Request = Request;
    type Response = Parcel;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Request>
    where
        T: AsyncRead + Unpin + Send,
    {
        let unpacked = read(io, REQUEST_BYTES_MAX).await.and_then(|parcel| {
            let (content, _) = parcel.unpack(REQUEST_BYTES_MAX)?;
            Ok(content.into_owned())
        });
        match unpacked {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Err(error.to_string())),
            read => read.map(Ok),
        }
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Parcel>
    where
        T: AsyncRead + Unpin + Send,
    {
        read(io, RESPONSE_BYTES_MAX).await
    }

    async fn write_request<T>(&mut self, _: &StreamProtocol, io: &mut T, request: Request) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        let request = request.map_err(io::Error::other)?;
        write(io, &Parcel::of(request), REQUEST_BYTES_MAX).await
    }

    async fn write_response<T>(&mut self, _: &StreamProtocol, io: &mut T, response: Parcel) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        write(io, &response, RESPONSE_BYTES_MAX).await
    }
}

/// The next frame: at most `max` bytes, as it travels.
async fn read<T>(io: &mut T, max: usize) -> io::Result<Parcel>
where
    T: AsyncRead + Unpin + Send,
{
    let mut head = [0; 5];
    io.read_exact(&mut head).await?;
    let [packing, length @ ..] = head;
    let length = u32::from_be_bytes(length) as usize;
    if packing != PLAIN && packing != PACKED {
        return Err(malformed(format!(
            "a frame begins with {packing}, expected {PLAIN} or {PACKED}"
        )));
    }
    if length > max {
        return Err(malformed(format!(
            "a frame of {length} bytes is longer than the {max} allowed"
        )));
    }

    let mut bytes = Vec::with_capacity(length.min(READ_AHEAD_BYTES));
    io.take(length as u64).read_to_end(&mut bytes).await?;
    if bytes.len() < length {
        return Err(malformed(format!(
            "a frame of {length} bytes ended after {}",
            bytes.len()
        )));
    }
    Ok(Parcel::as_it_came(packing == PACKED, bytes))
}

async fn write<T>(io: &mut T, parcel: &Parcel, max: usize) -> io::Result<()>
where
    T: AsyncWrite + Unpin + Send,
{
    let bytes = parcel.bytes();
    if bytes.len() > max {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} bytes are more than the {max} of a frame", bytes.len()),
        ));
    }
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    let packing = if parcel.is_packed() { PACKED } else { PLAIN };
    // Each write is a frame of Yamux, at twelve bytes: what is short goes in one.
    let (first, rest) = bytes.split_at(bytes.len().min(FIRST_WRITE_BYTES));
    let mut frame = Vec::with_capacity(5 + first.len());
    frame.push(packing);
    frame.extend(length.to_be_bytes());
    frame.extend(first);
    io.write_all(&frame).await?;
    io.write_all(rest).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;
    use futures::io::Cursor;

    fn written(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut io = Cursor::new(Vec::new());
        block_on(write(&mut io, &Parcel::of(bytes.to_vec()), RESPONSE_BYTES_MAX))?;
        Ok(io.into_inner())
    }

    fn read_back(frame: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut io = Cursor::new(frame);
        let parcel = block_on(read(&mut io, RESPONSE_BYTES_MAX))?;
        Ok(parcel.unpack(RESPONSE_BYTES_MAX)?.0.into_owned())
    }

    fn frame(packing: u8, length: u32, content: &[u8]) -> Vec<u8> {
        [&[packing][..], &length.to_be_bytes(), content].concat()
    }

    fn refusal(frame: Vec<u8>) -> String {
        let error = read_back(frame).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{error}");
        error.to_string()
    }

    /// Bytes that don't shrink.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn what_is_written_is_read_back() {
        for bytes in [
            vec![],
            vec![7],
            b"ayni ".repeat(60_000),
            noise(300),
            noise(1024 * 1024),
            vec![0; RESPONSE_BYTES_MAX],
        ] {
            assert_eq!(read_back(written(&bytes).unwrap()).unwrap(), bytes);
        }
    }

    #[test]
    fn a_frame_that_is_too_long_is_refused_by_its_first_five_bytes() {
        let length = u32::try_from(RESPONSE_BYTES_MAX).unwrap() + 1;
        assert!(refusal(frame(PLAIN, length, &[])).contains("longer than"));
        assert!(refusal(frame(PACKED, u32::MAX, &[])).contains("longer than"));
        let mut io = Cursor::new(frame(PLAIN, u32::try_from(REQUEST_BYTES_MAX).unwrap() + 1, &[]));
        let request = block_on(Frames.read_request(&PROTOCOL, &mut io)).unwrap();
        assert!(request.unwrap_err().contains("longer than"));
    }

    #[test]
    fn a_frame_that_ends_early_is_refused() {
        assert!(refusal(frame(PLAIN, 1_000_000, &[1, 2, 3])).contains("ended after 3"));
        assert!(read_back(vec![PLAIN, 0]).is_err());
    }

    #[test]
    fn an_unknown_packing_is_refused() {
        assert!(refusal(frame(2, 0, &[])).contains("begins with 2"));
    }

    #[test]
    fn rubbish_for_a_packed_frame_is_refused() {
        refusal(frame(PACKED, 500, &noise(500)));
    }

    #[test]
    fn more_than_a_frame_holds_is_not_written() {
        let error = written(&noise(RESPONSE_BYTES_MAX + 1)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    }
}
