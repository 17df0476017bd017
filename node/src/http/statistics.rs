//! Figures to be cited: how many records there are of what, and as of which state of the logs.

use serde::Deserialize;

use super::backend::Backend;
use crate::catalogue::{Audience, Filter};
use crate::clock;
use crate::refusal::Refusal;
use crate::search::{Counts, Facet, Order, Query};

/// By what is counted.
pub(super) const FACETS: [Facet; 9] = [
    Facet::Kind,
    Facet::Country,
    Facet::Side,
    Facet::Platform,
    Facet::Form,
    Facet::Sector,
    Facet::Sdg,
    Facet::Pillar,
    Facet::Language,
];

/// How many records there are of what.
pub(super) struct Statistics {
    /// When this was counted, RFC 3339.
    pub(super) as_of: String,
    pub(super) state: Status,
    pub(super) total: u64,
    pub(super) counts: Counts,
}

/// Which state of the logs is counted: nodes with the same digest have the same entries.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Status {
    pub(super) frontier_digest: String,
    /// Entries of that state that are not counted yet.
    pub(super) unsearchable: u64,
}

impl Statistics {
    /// Counts the records that pass a filter, of those that this audience may see.
    pub(super) async fn of(node: &dyn Backend, filter: Filter, audience: Audience) -> Result<Self, Refusal> {
        let query = Query {
            filter: Filter { limit: 1, ..filter },
            order: Order::Newest,
            facets: FACETS.to_vec(),
            ..Query::default()
        };
        let state = serde_json::from_value(node.status().await?).map_err(Refusal::internal)?;
        let found = node.search(query, audience, false).await?;
        Ok(Self {
            as_of: clock::rfc3339(clock::unix_ms()),
            state,
            total: found.total,
            counts: found.counts,
        })
    }
}
