//! Work that is spread over all cores.

use rayon::prelude::*;

/// Fewer items than this one core does sooner than another is woken.
const ITEMS_LEAST: usize = 16;

/// What `of` makes of each item, in their order.
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, of: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < ITEMS_LEAST {
        return items.into_iter().map(of).collect();
    }
    items.into_par_iter().map(of).collect()
}
