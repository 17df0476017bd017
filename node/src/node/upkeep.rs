//! Upkeep: what a platform should look at among its records.

use super::handle::{NodeHandle, blocking, list_refusal};
use super::revision::today;
use crate::catalogue::{Filter, Stale};
use crate::refusal::Refusal;

impl NodeHandle {
    /// This platform's own records that pass a filter and are past the date by which somebody should look at them again.
    ///
    /// # Errors
    /// `bad_query`.
    pub async fn stale(&self, filter: Filter) -> Result<Stale, Refusal> {
        let (catalogue, platforms, me) = (self.parts().catalogue.clone(), self.platforms(), self.me());
        let today = today()?;
        blocking(move || catalogue.stale(&filter, me, &platforms, today).map_err(list_refusal)).await
    }
}
