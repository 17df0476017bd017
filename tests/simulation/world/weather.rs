//! How much goes wrong.

/// What the weather is like. Shares are of 1,000.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weather {
    /// Requests, answers and gossip that are lost.
    pub(crate) lost: u32,
    /// Longest delay of a message, in milliseconds: delays differ, so messages overtake each other.
    pub(crate) delay_max: u64,
    /// Outputs before which the node crashes.
    pub(crate) crashing: u32,
    /// Appends that the disk refuses.
    pub(crate) failing: u32,
}

/// Everything arrives, soon.
pub(crate) const CALM: Weather = Weather {
    lost: 0,
    delay_max: 60,
    crashing: 0,
    failing: 0,
};
