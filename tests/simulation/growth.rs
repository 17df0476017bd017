//! How what a node sends grows with the federation.
//!
//! Two ways, which must agree where both can be gone: a [`crowd`] of real replicas, as many as a charter may have, and a
//! [`forecast`] for any number, in which entries go over a graph and real messages are encoded about real frontiers. Both
//! have one workload: each platform publishes [`ENTRIES_A_DAY`] entries with bodies of [`BODY_BYTES`], one by one, at any
//! time; a message is on its way for [`DELAYS`] milliseconds; nothing is lost. Counted is what is sent, before it is packed
//! and without what TCP, Noise and Yamux put around it.
//!
//! The tests here run small federations in a few seconds. `AYNI_GROWTH` names the sizes of larger ones, of which is printed
//! what a node sends in a day; `AYNI_DECISIONS` those that decide on a charter:
//!
//! ```sh
//! AYNI_GROWTH=10,100,200,1000,10000 cargo test --release -p ayni-tests --test simulation growth -- --nocapture
//! AYNI_DECISIONS=10,100,200 cargo test --release -p ayni-tests --test simulation growth -- --nocapture
//! ```

mod crowd;
mod forecast;
mod graph;
mod spread;
mod traffic;

use std::ops::RangeInclusive;

use ayni_protocol::frontier::Frontier;
use ayni_protocol::identity::Hash;
use ayni_protocol::limits::{CHARTER_MEMBERS_MAX, LOGS_MAX};
use ayni_protocol::log::Head;
use ayni_protocol::message::Response;

use crate::scenario::secret;
use crowd::Crowd;
use forecast::{Forecast, differ_bytes};
use graph::Graph;
use spread::Spread;
use traffic::{Kind, Traffic, gossip_bytes};

/// Entries that each platform publishes in a day.
const ENTRIES_A_DAY: usize = 10;

/// Bytes of the body of an entry.
const BODY_BYTES: usize = 1_024;

/// How long a message is on its way, in milliseconds: anything from the next country to the other side of the world.
const DELAYS: RangeInclusive<u64> = 10..=150;

/// A day in milliseconds.
const DAY: u64 = 24 * 3_600 * 1_000;

/// Between two times that gossipsub tells neighbours which messages are here, in milliseconds.
const HEARTBEAT: u64 = 1_000;

/// Heartbeats at which it tells of a message.
const HISTORY_HEARTBEATS: u64 = 3;

/// Entries whose ways are followed, and comparisons that are judged, for a forecast.
const SAMPLES: (usize, usize) = (200, 100_000);

/// A frontier with one entry of each of so many authors.
fn frontier(authors: usize) -> Frontier {
    let head = |number: usize| Head {
        seq: 1,
        id: Hash::of(&number.to_be_bytes()),
    };
    (0..authors)
        .map(|number| (secret(number).public(), head(number)))
        .collect()
}

/// Runs a crowd with the workload for so many hours, and returns it with what a node has sent in a day.
fn live(platforms: usize, hours: f64, seed: u64) -> (Crowd, Traffic) {
    let mut crowd = Crowd::new(platforms, seed);
    let time = (hours * 3_600_000.0) as u64;
    let entries = (platforms * ENTRIES_A_DAY) as f64 * hours / 24.0;
    crowd.plan_publications(entries.round() as usize, time);
    crowd.run_for(time);
    let day = crowd.sent_mean().times(24.0 / hours);
    crowd.converge(60_000);
    assert_eq!(
        crowd.spreads.len(),
        entries.round() as usize,
        "each entry has come to everybody once"
    );
    (crowd, day)
}

#[test]
fn what_equal_nodes_say_to_each_other_does_not_grow_with_the_federation() {
    let said = [6, 20, 40].map(|platforms| {
        let mut crowd = Crowd::new(platforms, 1);
        crowd.run_for(600_000);
        let sent = crowd.sent_mean();
        let (compare, equal) = (sent.of(Kind::Compare), sent.of(Kind::Equal));
        assert!(
            compare.messages >= 30.0,
            "{platforms} platforms compare {} times",
            compare.messages
        );
        assert_eq!(compare.messages, sent.rounds, "nothing else is asked");
        assert_eq!(compare.bytes + equal.bytes, sent.bytes(), "and nothing else is said");
        (
            (compare.bytes / compare.messages).round(),
            (equal.bytes / equal.messages).round(),
        )
    });
    assert!(said.iter().all(|each| *each == said[0]), "{said:?}");
    assert!(said[0].0 + said[0].1 < 250.0, "{said:?}");
}

#[test]
fn an_entry_that_gossip_lost_costs_each_node_one_bucket_of_heads_at_a_time_and_one_copy() {
    let platforms = 40;
    let mut crowd = Crowd::new(platforms, 2);
    crowd.lose_gossip();
    crowd.plan_publications(1, 1);
    crowd.run_for(1);
    assert!(!crowd.has_converged());
    crowd.converge(10 * 60_000);
    let sent = crowd.sent_mean().times(platforms as f64);
    let largest = (0..16)
        .map(|bucket| differ_bytes(crowd.frontier(0), 1 << bucket).len())
        .max();
    assert!(Some(crowd.differ_max) <= largest, "{} bytes of heads", crowd.differ_max);
    assert_eq!(sent.of(Kind::Entries).messages.round(), platforms as f64 - 1.0);
}

#[test]
fn every_entry_is_everywhere_within_seconds_and_the_forecast_is_what_replicas_do() {
    let platforms = 40;
    let (crowd, lived) = live(platforms, 4.0, 3);
    assert!(crowd.spreads.iter().all(|time| *time < 3_000), "{:?}", crowd.spreads);
    let mut forecast = Forecast::over(crowd.graph().clone(), 100, fastrand::Rng::with_seed(3));
    let foreseen = forecast.day(20_000).sent;
    let is_near = |lived: f64, foreseen: f64| (foreseen / lived - 1.0).abs() < 0.1;
    assert!(
        is_near(lived.rounds, foreseen.rounds),
        "{} {}",
        lived.rounds,
        foreseen.rounds
    );
    assert!(
        is_near(lived.bytes(), foreseen.bytes()),
        "{} {}",
        lived.bytes(),
        foreseen.bytes()
    );
    for kind in [Kind::Compare, Kind::Equal, Kind::GossipedEntry, Kind::Control] {
        let (lived, foreseen) = (lived.of(kind).bytes, foreseen.of(kind).bytes);
        assert!(is_near(lived, foreseen), "{kind:?}: {lived} bytes, {foreseen} foreseen");
    }
}

#[test]
fn an_answer_names_all_heads_of_as_many_logs_as_a_charter_keeps_and_of_ten_thousand_those_of_two_buckets() {
    let all = frontier(LOGS_MAX);
    assert!(Response::decode(&differ_bytes(&all, u16::MAX)).is_ok());
    let more = frontier(LOGS_MAX + 1);
    assert!(Response::decode(&differ_bytes(&more, u16::MAX)).is_err());
    let ten_thousand = frontier(10 * CHARTER_MEMBERS_MAX);
    assert!(Response::decode(&differ_bytes(&ten_thousand, 3)).is_ok());
    assert!(Response::decode(&differ_bytes(&ten_thousand, 7)).is_err());
}

#[test]
fn an_answer_names_the_heads_of_as_many_buckets_as_hold_logs_that_have_moved() {
    let platforms = CHARTER_MEMBERS_MAX;
    let before = frontier(platforms);
    for moved in [1, 4, 16] {
        let mut after = before.clone();
        for number in 0..moved {
            let id = Hash::of(b"moved");
            after.advance(secret(number).public(), Head { seq: 2, id });
        }
        let bytes = differ_bytes(&after, after.differing_buckets(&before.digest())).len() as f64;
        // 78 bytes a head, and the share of the buckets that so many keys fall into.
        let foreseen = 78.0 * platforms as f64 * (1.0 - (15.0_f64 / 16.0).powi(moved as i32));
        assert!(
            (bytes / foreseen - 1.0).abs() < 0.25,
            "{moved} logs: {bytes} bytes, {foreseen} foreseen"
        );
    }
}

#[test]
fn an_entry_goes_through_ten_thousand_nodes_within_a_second_and_to_none_more_often_than_it_has_neighbours() {
    let mut dice = fastrand::Rng::with_seed(6);
    let graph = Graph::grown(10_000, graph::USUAL, &mut dice);
    let spread = Spread::over(&graph, forecast::entry().encode().len(), &mut dice);
    assert!(spread.time() < 1_000, "{} ms", spread.time());
    let copies = spread.copies as f64 / 10_000.0;
    assert!((1.0..graph.mesh_mean()).contains(&copies), "{copies} copies");
}

/// The sizes that an environment variable names, with commas between; none without it.
fn sizes(variable: &str) -> Vec<usize> {
    let named = std::env::var(variable).unwrap_or_default();
    let sizes = named.split(',').filter(|size| !size.is_empty());
    sizes
        .map(|size| size.parse().expect("numbers with commas between"))
        .collect()
}

#[test]
fn federations_of_the_sizes_that_are_named_are_run_and_what_their_nodes_send_is_printed() {
    sizes("AYNI_GROWTH").into_iter().for_each(print_growth);
}

#[test]
fn federations_of_the_sizes_that_are_named_decide_and_what_that_costs_is_printed() {
    sizes("AYNI_DECISIONS").into_iter().for_each(print_decision);
}

/// Prints what replicas do, as far as a charter may have so many, and what is foreseen.
#[allow(clippy::print_stdout)] // whoever names sizes wants to see the table
fn print_growth(platforms: usize) {
    if platforms <= CHARTER_MEMBERS_MAX {
        // As many hours as make the same number of entries, but no more than a day.
        let hours = (1_000.0 / platforms as f64).clamp(1.0, 24.0);
        let began = std::time::Instant::now();
        let (mut crowd, day) = live(platforms, hours, 4);
        let each = began.elapsed().as_micros() as f64 / crowd.inputs as f64;
        println!("\n{platforms} platforms, replicas, {hours} hours; {each:.0} µs an input");
        let most = crowd.sent_max() * 24.0 / hours;
        crowd.spreads.sort_unstable();
        print_day(crowd.graph(), &day, &crowd.spreads);
        println!("  the node that sends the most {:.2} MB", most / 1e6);
    }
    for (mesh, name) in [
        (graph::USUAL, "forecast"),
        (graph::WIDE, "forecast with the mesh of gossipsub's own choice"),
    ] {
        let mut forecast = Forecast::new(platforms, mesh, SAMPLES.0, 4);
        let day = forecast.day(SAMPLES.1);
        let mut times: Vec<u64> = forecast.spreads.iter().map(Spread::time).collect();
        times.sort_unstable();
        println!("\n{platforms} platforms, {name}");
        print_day(&forecast.graph, &day.sent, &times);
        let hops = forecast.spreads.iter().map(|spread| spread.hops_max).max();
        println!(
            "  {:.2}% of comparisons differ, {:.2}% cannot be read; at most {} hops",
            100.0 * day.differing,
            100.0 * day.refused,
            hops.unwrap_or(0),
        );
    }
}

/// Prints what a node sends in a day.
#[allow(clippy::print_stdout)] // as above
fn print_day(graph: &Graph, day: &Traffic, times: &[u64]) {
    println!(
        "  links {:.1}, mesh {:.1}, told at heartbeats {:.1}; an entry is everywhere after {} ms, at most {}",
        graph.links_mean(),
        graph.mesh_mean(),
        graph.lazy_mean(),
        times.get(times.len() / 2).unwrap_or(&0),
        times.last().unwrap_or(&0),
    );
    let copies = day.of(Kind::GossipedEntry).bytes / gossip_bytes(forecast::entry().encode().len()) as f64;
    println!(
        "  {:.0} rounds, {:.2} copies of each entry",
        day.rounds,
        copies / (graph.links.len() * ENTRIES_A_DAY) as f64
    );
    for kind in traffic::KINDS {
        let count = day.of(kind);
        if count.messages > 0.0 {
            println!(
                "  {:>14} {:>10.1} messages {:>10.3} MB",
                format!("{kind:?}"),
                count.messages,
                count.bytes / 1e6
            );
        }
    }
    println!("  {:>14} {:>31.3} MB", "all", day.bytes() / 1e6);
}

/// Prints what a decision on a charter costs, in which all vote within an hour.
#[allow(clippy::print_stdout)] // as above
fn print_decision(platforms: usize) {
    let hour = 3_600_000;
    let quiet = {
        let mut quiet = Crowd::new(platforms, 5);
        quiet.run_for(hour);
        quiet.sent_mean().bytes()
    };
    let mut crowd = Crowd::new(platforms, 5);
    crowd.plan_decision(hour);
    crowd.run_for(hour);
    let mut late = 0;
    while crowd.in_epoch(1) < platforms {
        assert!(late < 600, "{} of {platforms} have the charter", crowd.in_epoch(1));
        crowd.run_for(1_000);
        late += 1;
    }
    let sent = crowd.sent_mean();
    println!(
        "\n{platforms} platforms decide; all have the charter of {} bytes {late} s after the hour; {} nodes announce it",
        crowd.charter_bytes(),
        crowd.charters_announced,
    );
    for kind in [Kind::GossipedPaper, Kind::Governance, Kind::Control] {
        let count = sent.of(kind);
        println!(
            "  {:>14} {:>10.1} messages {:>10.3} MB",
            format!("{kind:?}"),
            count.messages,
            count.bytes / 1e6
        );
    }
    println!(
        "  {:>14} {:>31.3} MB more than in a quiet hour",
        "all",
        (sent.bytes() - quiet) / 1e6
    );
}
