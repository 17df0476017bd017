//! The node: what the protocol judges, performed on a real machine.
//!
//! [`node::Node`] wires the parts; the driver lets the replica judge what happens and performs what
//! it says. Each library that touches the world has one folder: libp2p in [`network`], sled in
//! [`store`], tantivy in [`search`], axum in [`http`].

mod addresses;
pub mod backup;
pub mod catalogue;
mod cause;
pub mod clock;

pub mod config;
mod cores;
pub mod data_dir;
mod driver;
pub mod duplicates;
pub mod exchange;
pub mod http;
pub mod import;
pub mod keystore;
pub mod memory;
pub mod network;
pub mod node;
mod packing;
pub mod refusal;
pub mod search;
pub mod setup;
pub mod store;
pub mod text;
pub mod words;
