//! How fast entries come in, and how long what is missing will take at that.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::handle::NodeHandle;

/// How often it is looked how many entries there are.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);

/// Looks that are kept: a rate is that of so many seconds at most, which is steady enough to be shown and soon follows a line that gets slower.
const LOOKS: usize = 10;

/// How many entries there were, and when.
#[derive(Default)]
pub(super) struct Progress(Mutex<VecDeque<(Instant, u64)>>);

impl Progress {
    fn look(&self, now: Instant, entries: u64) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.push_back((now, entries));
        while looks.len() > LOOKS {
            looks.pop_front();
        }
    }

    /// Entries a second that have come in of late, 0 if none; absent until two looks are a while apart.
    pub(super) fn rate(&self) -> Option<f64> {
        let looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ((since, before), (until, after)) = (looks.front()?, looks.back()?);
        let seconds = until.duration_since(*since).as_secs_f64();
        (seconds > 0.0).then(|| after.saturating_sub(*before) as f64 / seconds)
    }
}

/// Seconds that so many entries take at this rate; absent if none come.
pub(super) fn remaining_s(entries: u64, rate: f64) -> Option<u64> {
    (rate > 0.0).then(|| (entries as f64 / rate).ceil() as u64)
}

impl NodeHandle {
    /// Looks how many entries there are, until the node stops.
    pub(super) async fn watch_progress(self, mut stop: watch::Receiver<bool>) {
        let mut ticks = tokio::time::interval(LOOK_INTERVAL);
        loop {
            tokio::select! {
                _ = ticks.tick() => self.0.progress.look(Instant::now(), self.frontier().entries()),
                _ = stop.changed() => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_seconds_and_not_known_at_once() {
        let (progress, began) = (Progress::default(), Instant::now());
        assert_eq!(progress.rate(), None);
        progress.look(began, 1_000);
        assert_eq!(progress.rate(), None);
        let at = |second: u64| began + Duration::from_secs(second);
        progress.look(at(1), 1_500);
        assert_eq!(progress.rate(), Some(500.0));
        for second in 2..=20 {
            progress.look(at(second), 1_500 + 90 * (second - 1));
        }
        assert_eq!(progress.rate(), Some(90.0));
        // A log that was taken back is no progress.
        progress.look(at(21), 10);
        assert_eq!(progress.rate(), Some(0.0));
    }

    #[test]
    fn what_comes_at_no_rate_has_no_end() {
        assert_eq!(remaining_s(1_000, 0.0), None);
        assert_eq!(remaining_s(1_000, 300.0), Some(4));
        assert_eq!(remaining_s(0, 300.0), Some(0));
    }
}
