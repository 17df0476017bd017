//! Work that is spread over all cores, of which no more is done at a time than there are cores.

use std::panic::{AssertUnwindSafe, catch_unwind};

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

/// Begins work that takes a core for a while and waits for nothing. What it leaves undone by a panic, which is shown like any other, is
/// whatever it would have told.
pub(crate) fn begin(work: impl FnOnce() + Send + 'static) {
    rayon::spawn(|| {
        // Beyond a panic rayon would end the process.
        let _ = catch_unwind(AssertUnwindSafe(work));
    });
}
