//! What a workload took, as it is printed.

use serde::{Deserialize, Serialize};

use crate::limits::Limits;

/// One run of a workload. What does not apply to it is absent.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// The workload's name.
    pub(crate) workload: String,
    /// How many records it was about.
    pub(crate) records: u64,
    /// In how many logs they are.
    pub(crate) authors: u64,
    /// Seconds from the first record to the last that is durable and listed.
    pub(crate) wall_s: f64,
    /// Records in a second.
    pub(crate) records_per_s: f64,
    /// Most memory that the process had at any time, in MB of 10⁶ bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rss_mb: Option<f64>,
    /// The same of the node, where it is another process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) peer_rss_mb: Option<f64>,
    /// What the data directory takes at the end, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) disk_bytes: Option<u64>,
    /// What the records say, in bytes of their JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) raw_bytes: Option<u64>,
    /// What this machine can do at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) limits: Option<Limits>,
}

impl Outcome {
    /// Prints it: for people, unless they want JSON alone, and then as one line of JSON.
    pub(crate) fn print(&self, json_alone: bool) {
        if !json_alone {
            println!(
                "{}: {} records in {:.2} s, {:.0}/s",
                self.workload, self.records, self.wall_s, self.records_per_s
            );
            let ratios = self.limits.as_ref().map(|limits| limits.ratios(self.records_per_s));
            for (name, ratio) in ratios.into_iter().flatten() {
                println!("  {ratio:.2} × {name}");
            }
        }
        println!("{}", serde_json::to_string(self).expect("numbers and words"));
    }
}
