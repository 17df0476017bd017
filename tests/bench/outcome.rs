//! What a workload took, as it is printed.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

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

/// One run of a workload, or the medians of several. What does not apply to it is absent.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// The workload's name.
    pub(crate) workload: String,
    /// How many records it was about.
    pub(crate) records: u64,
    /// In how many logs they are.
    pub(crate) authors: u64,
    /// How many runs each figure is the median of.
    pub(crate) runs: u64,
    /// Seconds from the first record to the last that is durable and listed.
    pub(crate) wall_s: f64,
    /// Records in a second.
    pub(crate) records_per_s: f64,
    /// Seconds from the same time until the node that lacked something has listed all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) listed_s: Option<f64>,
    /// Of a start: the same after the node was killed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) killed_s: Option<f64>,
    /// From a publication until it is everywhere, or from a question to its answer.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) latency: Option<Latency>,
    /// The same with bare gossipsub over the same links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bare: Option<Latency>,
    /// The same, where each node checks a signature and appends durably, and does nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) least: Option<Latency>,
    /// Seconds in which the search index was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) index_s: Option<f64>,
    /// Its bytes on the disk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) index_bytes: Option<u64>,
    /// Bytes that passed between the nodes, both ways together, handshakes included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wire_bytes: Option<u64>,
    /// Bytes both ways that it takes nodes whose handshakes are over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) settled_wire_bytes: Option<u64>,
    /// How often one of them has to wait for the other meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) round_trips: Option<u64>,
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
    /// What the workload did as a part of each limit, or a multiple of it: of each run by itself, for the limits are of the
    /// same moment.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) ratios: BTreeMap<String, f64>,
}

impl Outcome {
    /// A run of which nothing is known but how long it took.
    pub(crate) fn new(workload: &str, records: u64, records_per_s: f64, wall_s: f64) -> Self {
        Self {
            workload: workload.to_owned(),
            records,
            authors: 1,
            runs: 1,
            wall_s,
            records_per_s,
            listed_s: None,
            killed_s: None,
            latency: None,
            bare: None,
            least: None,
            index_s: None,
            index_bytes: None,
            wire_bytes: None,
            settled_wire_bytes: None,
            round_trips: None,
            rss_mb: None,
            peer_rss_mb: None,
            disk_bytes: None,
            raw_bytes: None,
            limits: None,
            ratios: BTreeMap::new(),
        }
    }

    /// The medians of so many runs, each figure by itself; `run` gets the number of the run, from 0.
    pub(crate) fn median(runs: u64, run: impl FnMut(u64) -> Result<Self, String>) -> Result<Self, String> {
        let outcomes: Vec<Self> = (0..runs).map(run).collect::<Result<_, _>>()?;
        let printed: Vec<Value> = outcomes.iter().map(|outcome| json!(outcome)).collect();
        let median = median(&printed.iter().collect::<Vec<_>>());
        let median: Self = serde_json::from_value(median).map_err(|error| error.to_string())?;
        Ok(Self { runs, ..median })
    }

    /// Beside limits that were measured in the same run.
    pub(crate) fn beside(self, limits: Limits) -> Self {
        let wire_mb_per_s = self.wire_bytes.map(|bytes| bytes as f64 / self.wall_s / 1e6);
        Self {
            ratios: limits.ratios(self.records_per_s, wire_mb_per_s),
            limits: Some(limits),
            ..self
        }
    }

    /// Prints it: for people, unless they want JSON alone, and then as one line of JSON.
    pub(crate) fn print(&self, json_alone: bool) {
        if !json_alone {
            println!(
                "{}: {} records in {:.2} s, {:.0}/s",
                self.workload, self.records, self.wall_s, self.records_per_s
            );
            if let Some(listed) = self.listed_s {
                println!("  {listed:.2} s until listed");
            }
            if let Some(killed) = self.killed_s {
                println!("  {killed:.2} s after kill -9");
            }
            let latencies = [
                ("published to listed", &self.latency),
                ("bare gossipsub", &self.bare),
                ("the same, with a signature checked and a file synced", &self.least),
            ];
            for (what, latency) in latencies {
                if let Some(latency) = latency {
                    println!("  {what}: p50 {:.1} ms, p99 {:.1} ms", latency.p50_ms, latency.p99_ms);
                }
            }
            for (name, bytes) in [("wire", self.wire_bytes), ("disk", self.disk_bytes)] {
                if let (Some(bytes), Some(raw)) = (bytes, self.raw_bytes) {
                    println!("  {name}: {bytes} bytes, {:.3} × raw", bytes as f64 / raw as f64);
                }
            }
            if let (Some(bytes), Some(round_trips)) = (self.settled_wire_bytes, self.round_trips) {
                println!("  after the handshakes: {bytes} bytes, {round_trips} round trips");
            }
            for (name, ratio) in &self.ratios {
                println!("  {ratio:.2} × {name}");
            }
        }
        println!("{}", serde_json::to_string(self).expect("numbers and words"));
    }
}

/// The middle of these: of numbers the number, of objects that of each field, of anything else the first.
fn median(values: &[&Value]) -> Value {
    match values[0] {
        Value::Object(fields) => {
            let of = |name: &String| median(&values.iter().filter_map(|value| value.get(name)).collect::<Vec<_>>());
            fields.keys().map(|name| (name.clone(), of(name))).collect()
        }
        Value::Number(_) => {
            if let Some(mut whole) = values.iter().map(|value| value.as_u64()).collect::<Option<Vec<_>>>() {
                whole.sort_unstable();
                return json!(whole[(whole.len() - 1) / 2].midpoint(whole[whole.len() / 2]));
            }
            let mut numbers: Vec<f64> = values.iter().filter_map(|value| value.as_f64()).collect();
            numbers.sort_by(f64::total_cmp);
            json!(numbers[(numbers.len() - 1) / 2].midpoint(numbers[numbers.len() / 2]))
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_has_its_own_median() {
        let runs = [(3.0, 10, 0.5), (1.0, 30, 0.1), (2.0, 21, 0.2), (9.0, 20, 0.9)];
        let median = Outcome::median(4, |run| {
            let (wall_s, wire_bytes, ratio) = runs[run as usize];
            Ok(Outcome {
                wire_bytes: Some(wire_bytes),
                ratios: BTreeMap::from([("limit".to_owned(), ratio)]),
                ..Outcome::new("sync", 100, 1.0, wall_s)
            })
        });
        let median = median.expect("all have run");
        assert_eq!(
            (median.runs, median.records, median.workload.as_str()),
            (4, 100, "sync")
        );
        assert_eq!((median.wall_s, median.wire_bytes), (2.5, Some(20)));
        assert!((median.ratios["limit"] - 0.35).abs() < 1e-9);
    }
}
