//! Upkeep: what a platform should look at among its records.

use super::handle::{NodeHandle, blocking, list_refusal};
use super::revision::today;
use crate::catalogue::{Alike, Filter, Stale};
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

    /// Records that are likely of the same thing as one of this platform's that passes a filter: among its own, or with `across` among those
    /// of all platforms.
    ///
    /// # Errors
    /// `bad_query`.
    pub async fn alike(&self, filter: Filter, across: bool) -> Result<Alike, Refusal> {
        let (catalogue, platforms, me) = (self.parts().catalogue.clone(), self.platforms(), self.me());
        blocking(move || catalogue.alike(&filter, me, across, &platforms).map_err(list_refusal)).await
    }
}
