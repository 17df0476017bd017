//! What the tests of whole federations share: platforms, their records, the program, and patience.

pub mod api;
pub mod patience;
pub mod platforms;
pub mod program;
pub mod records;
