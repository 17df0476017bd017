//! The sample records that ship with the program, and whose they are.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use ayni_node::exchange::{self, Format, Mapping};
use ayni_node::refusal::Refusal;
use ayni_protocol::record::Kind;
use serde::Deserialize;
use serde_json::Value;

use crate::failure::Failure;

/// One platform of a demo and the records it publishes.
#[derive(Clone, Debug)]
pub(crate) struct Platform {
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) side: String,
    pub(crate) language: String,
    pub(crate) source: String,
    pub(crate) licence: String,
    pub(crate) records: Vec<Value>,
}

pub(crate) fn platforms(_count: usize, _records_max: Option<usize>) -> Result<Vec<Platform>, Failure> {
    Ok(Vec::new())
}
