//! What travels between Ayni nodes, and what makes it valid.
//!
//! Everything here is a function of bytes and values: no clock, socket, file, thread or async
//! runtime, so that the same inputs give the same outputs in a node, in the simulator and in a
//! fuzzer. [`replica::Replica`] is the one door through which a node uses these rules; the rest are
//! the formats it judges.

pub mod cbor;
pub mod charter;
pub mod cose;
pub mod entry;
pub mod frontier;
pub mod identity;
pub mod limits;
pub mod localized;
pub mod log;
pub mod message;
pub mod operation;
pub mod record;
pub mod replica;
pub mod vocabulary;
