//! What a workload took, as it is printed.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::limits::Limits;

/// How long something takes, of many times.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Latency {
    /// Half of them take no longer than this many milliseconds.
    pub(crate) p50_ms: f64,
    /// All but one in a hundred.
    pub(crate) p99_ms: f64,
}

impl Latency {
    /// That of these times; of none there is none.
    pub(crate) fn of(mut times: Vec<Duration>) -> Result<Self, String> {
        times.sort();
        if times.is_empty() {
            return Err("nothing was measured".to_owned());
        }
        let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
        Ok(Self {
            p50_ms: at(0.5),
            p99_ms: at(0.99),
        })
    }
}

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
    /// Of a start: the same after the node was killed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) killed_s: Option<f64>,
    /// From a publication until it is everywhere.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) latency: Option<Latency>,
    /// The same with bare gossipsub over the same links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bare: Option<Latency>,
    /// Bytes that passed between the nodes, both ways together, handshakes included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wire_bytes: Option<u64>,
    /// Most memory that the process had at any time, in MB of 10⁶ bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rss_mb: Option<f64>,
    /// The same of the node, where it is another process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) peer_rss_mb: Option<f64>,
    /// What the data directory takes at the end, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) disk_bytes: Option<u64>,
    /// What the records say, in bytes of the bodies that are signed, or of their JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) raw_bytes: Option<u64>,
    /// What this machine can do at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) limits: Option<Limits>,
}

impl Outcome {
    /// A run of which nothing is known but how long it took.
    pub(crate) fn new(workload: &str, records: u64, records_per_s: f64, wall_s: f64) -> Self {
        Self {
            workload: workload.to_owned(),
            records,
            authors: 1,
            wall_s,
            records_per_s,
            killed_s: None,
            latency: None,
            bare: None,
            wire_bytes: None,
            rss_mb: None,
            peer_rss_mb: None,
            disk_bytes: None,
            raw_bytes: None,
            limits: None,
        }
    }

    /// Prints it: for people, unless they want JSON alone, and then as one line of JSON.
    pub(crate) fn print(&self, json_alone: bool) {
        if !json_alone {
            println!(
                "{}: {} records in {:.2} s, {:.0}/s",
                self.workload, self.records, self.wall_s, self.records_per_s
            );
            if let Some(killed) = self.killed_s {
                println!("  {killed:.2} s after kill -9");
            }
            if let (Some(latency), Some(bare)) = (&self.latency, &self.bare) {
                println!(
                    "  p50 {:.1} ms, {:.1} × bare gossipsub; p99 {:.1} ms, {:.1} ×",
                    latency.p50_ms,
                    latency.p50_ms / bare.p50_ms,
                    latency.p99_ms,
                    latency.p99_ms / bare.p99_ms
                );
            }
            for (name, bytes) in [("wire", self.wire_bytes), ("disk", self.disk_bytes)] {
                if let (Some(bytes), Some(raw)) = (bytes, self.raw_bytes) {
                    println!("  {name}: {bytes} bytes, {:.3} × raw", bytes as f64 / raw as f64);
                }
            }
            let ratios = self.limits.as_ref().map(|limits| limits.ratios(self.records_per_s));
            for (name, ratio) in ratios.into_iter().flatten() {
                println!("  {ratio:.2} × {name}");
            }
        }
        println!("{}", serde_json::to_string(self).expect("numbers and words"));
    }
}
