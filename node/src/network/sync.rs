//! `/ayni/sync/1`: one request and one answer a stream, each a frame that is bounded before it is
//! read.
//!
//! A frame is one byte that says how the rest is packed (0 as it is, 1 as one or more zstd frames),
//! the length of the rest in four bytes, big-endian, and the rest. Neither the length in the frame
//! nor the size that a zstd frame claims is believed: memory grows with the bytes that arrive, up
//! to the bound.

use std::io::{self, Read};
use std::time::Duration;

use ayni_protocol::limits::{self, REQUEST_BYTES_MAX, RESPONSE_BYTES_MAX, RESPONSE_WAIT_MAX_MS};
use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::StreamProtocol;
use libp2p::request_response::{self, Codec, ProtocolSupport};

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

/// Below this a frame isn't worth packing.
const PACK_BYTES_MIN: usize = 256;

/// zstd's own default: fast, and within some percent of what slower levels reach on short text.
const PACK_LEVEL: i32 = 3;

/// Binary logarithm of the largest zstd window accepted (2 MiB): what a frame of
/// [`RESPONSE_BYTES_MAX`] can need, and what an unpacker may have to allocate at once.
const WINDOW_LOG_MAX: u32 = 21;

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
    type Response = Vec<u8>;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Request>
    where
        T: AsyncRead + Unpin + Send,
    {
        match read(io, REQUEST_BYTES_MAX).await {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Err(error.to_string())),
            read => read.map(Ok),
        }
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Vec<u8>>
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
        write(io, &request, REQUEST_BYTES_MAX).await
    }

    async fn write_response<T>(&mut self, _: &StreamProtocol, io: &mut T, response: Vec<u8>) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        write(io, &response, RESPONSE_BYTES_MAX).await
    }
}

/// The content of the next frame: at most `max` bytes, as it travels and when unpacked.
async fn read<T>(io: &mut T, max: usize) -> io::Result<Vec<u8>>
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

    let mut bytes = Vec::new();
    io.take(length as u64).read_to_end(&mut bytes).await?;
    if bytes.len() < length {
        return Err(malformed(format!(
            "a frame of {length} bytes ended after {}",
            bytes.len()
        )));
    }
    match packing {
        PACKED => unpack(&bytes, max),
        _ => Ok(bytes),
    }
}

async fn write<T>(io: &mut T, bytes: &[u8], max: usize) -> io::Result<()>
where
    T: AsyncWrite + Unpin + Send,
{
    if bytes.len() > max {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} bytes are more than the {max} of a frame", bytes.len()),
        ));
    }
    let packed = pack(bytes)?;
    let (packing, content) = match &packed {
        Some(packed) => (PACKED, packed.as_slice()),
        None => (PLAIN, bytes),
    };
    let length = u32::try_from(content.len()).map_err(io::Error::other)?;
    io.write_all(&[packing]).await?;
    io.write_all(&length.to_be_bytes()).await?;
    io.write_all(content).await
}

/// `bytes` packed, or `None` if that wouldn't make them shorter.
fn pack(bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
    if bytes.len() < PACK_BYTES_MIN {
        return Ok(None);
    }
    let packed = zstd::bulk::compress(bytes, PACK_LEVEL)?;
    Ok((packed.len() < bytes.len()).then_some(packed))
}

fn unpack(packed: &[u8], max: usize) -> io::Result<Vec<u8>> {
    let mut unpacker = zstd::stream::read::Decoder::with_buffer(packed)?;
    unpacker.window_log_max(WINDOW_LOG_MAX)?;
    let mut bytes = Vec::new();
    unpacker
        .take(max as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| malformed(format!("a frame can't be unpacked: {error}")))?;
    if bytes.len() > max {
        return Err(malformed(format!(
            "a frame unpacks to more than the {max} bytes allowed"
        )));
    }
    Ok(bytes)
}

fn malformed(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;
    use futures::io::Cursor;

    fn written(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut io = Cursor::new(Vec::new());
        block_on(write(&mut io, bytes, RESPONSE_BYTES_MAX))?;
        Ok(io.into_inner())
    }

    fn read_back(frame: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut io = Cursor::new(frame);
        block_on(read(&mut io, RESPONSE_BYTES_MAX))
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
    fn only_what_gets_shorter_is_packed() {
        assert_eq!(written(&[5; 100]).unwrap()[0], PLAIN);
        assert_eq!(written(&noise(10_000)).unwrap()[0], PLAIN);
        let packed = written(&[5; 10_000]).unwrap();
        assert_eq!(packed[0], PACKED);
        assert!(packed.len() < 200, "{} bytes", packed.len());
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
    fn a_decompression_bomb_is_refused() {
        let bomb = zstd::bulk::compress(&vec![0; 256 * 1024 * 1024], PACK_LEVEL).unwrap();
        assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
        let length = u32::try_from(bomb.len()).unwrap();
        refusal(frame(PACKED, length, &bomb));

        // The same without a stated size, so that only counting what comes out stops it.
        let endless = zstd::stream::encode_all(&vec![0; 64 * 1024 * 1024][..], PACK_LEVEL).unwrap();
        let length = u32::try_from(endless.len()).unwrap();
        assert!(refusal(frame(PACKED, length, &endless)).contains("unpacks to more"));
    }

    #[test]
    fn a_frame_that_claims_a_huge_window_is_refused() {
        // Magic number, no single segment, window descriptor of exponent 21 (2 GiB), an empty last
        // raw block.
        let huge = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 21 << 3, 0x01, 0x00, 0x00];
        refusal(frame(PACKED, 9, &huge));
    }

    #[test]
    fn rubbish_for_a_packed_frame_is_refused() {
        refusal(frame(PACKED, 500, &noise(500)));
    }

    #[test]
    fn more_than_a_frame_holds_is_not_written() {
        for bytes in [vec![0; RESPONSE_BYTES_MAX + 1], noise(RESPONSE_BYTES_MAX + 1)] {
            let error = written(&bytes).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        }
    }
}
