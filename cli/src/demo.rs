//! `ayni demo`: a whole federation on this machine, North and South, with the sample records.

mod admission;
mod federation;
mod sample;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ayni_node::data_dir::DataDir;
use ayni_node::refusal::Refusal;
use clap::Args;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::context::Context;
use crate::failure::Failure;
use crate::logs;
use crate::signals::Signals;
use crate::status::side_key;
use crate::ui::{LOOK_EVERY, Progress, Ui};
use federation::{Federation, Standing};
use sample::{PLATFORMS_MAX, Platform};

/// Platforms of a demo unless said otherwise: two of the South, one of the North.
const PLATFORMS_USUAL: usize = 3;

/// Longest wait until all hold the same. A few seconds are usual; a loaded machine takes minutes.
const AGREE_WAIT_MAX: Duration = Duration::from_secs(900);

/// Longest wait for links beyond those that brought the records.
const LINKS_WAIT_MAX: Duration = Duration::from_secs(5);

/// How often a line says how far it has come, where no bar can.
const LINE_EVERY: Duration = Duration::from_secs(2);

/// How large the federation is, and when it ends.
#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// How many platforms.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=PLATFORMS_MAX))]
    platforms: Option<u64>,
    /// Most records that each publishes.
    #[arg(long, value_name = "N")]
    records: Option<usize>,
    /// Ends when all hold the same.
    #[arg(long)]
    exit_when_synced: bool,
}

impl Demo {
    /// Runs the federation until it agrees, shows it, and goes on until Ctrl-C unless asked otherwise.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        logs::to_stderr(None, "error")?;
        let count = self
            .platforms
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(PLATFORMS_USUAL);
        let ui = context.ui;
        let platforms = sample::platforms(count, self.records)?;
        let place = Place::new(context)?;
        let path = place.path().display().to_string();
        ui.status(
            "cli-demo-start",
            &[("count", count.to_string()), ("path", path.clone())],
        );
        ui.status("cli-demo-licences", &[]);
        let prepared = federation::prepare(place.path(), &platforms)?;
        let runtime = tokio::runtime::Runtime::new().map_err(Refusal::internal)?;
        runtime.block_on(async {
            let mut signals = Signals::listen()?;
            let (federation, result) = match federation::start(&ui, prepared, platforms).await {
                Ok(mut federation) => {
                    let result = self.shown(&ui, &place, &mut federation, &mut signals).await;
                    (federation, result)
                }
                Err((federation, failure)) => (federation, Err(failure)),
            };
            ui.status("cli-demo-ending", &[]);
            signals.then_end_at_once();
            federation.stop().await;
            result
        })
    }

    /// Shows how the platforms come to agree, then how they stand.
    async fn shown(
        &self,
        ui: &Ui,
        place: &Place,
        federation: &mut Federation,
        signals: &mut Signals,
    ) -> Result<(), Failure> {
        let begun = Instant::now();
        let converged = tokio::select! {
            converged = agree(ui, federation, begun) => converged?,
            asked = signals.next() => {
                asked?;
                return Err(Refusal::new("interrupted", 500).into());
            }
        };
        let seconds = begun.elapsed().as_millis() as f64 / 1_000.0;
        let standings = linked(federation).await?;
        report(ui, &standings, converged, seconds)?;
        if !converged {
            return Err(Refusal::new("demo_apart", 500)
                .with("seconds", begun.elapsed().as_secs())
                .into());
        }
        if self.exit_when_synced {
            return Ok(());
        }
        match place {
            Place::Passing(_) => ui.status("cli-demo-look", &[]),
            Place::Kept(path) => ui.status("cli-demo-look-kept", &[("path", path.display().to_string())]),
        }
        signals.next().await
    }
}

/// Where the platforms' data directories lie.
enum Place {
    /// A temporary directory, removed at the end.
    Passing(TempDir),
    /// Where `--data` says.
    Kept(PathBuf),
}

impl Place {
    fn new(context: &Context) -> Result<Self, Failure> {
        let Some(dir) = &context.data else {
            let made = tempfile::Builder::new().prefix("ayni-demo-").tempdir();
            return Ok(Self::Passing(made.map_err(Refusal::internal)?));
        };
        // Invented platforms have no business in the directory of a real one.
        if DataDir::new(dir).check_initialised().is_ok() {
            return Err(Refusal::new("already_initialised", 409)
                .with("path", dir.display())
                .into());
        }
        std::fs::create_dir_all(dir).map_err(|cause| Failure::unwritable(dir, cause))?;
        Ok(Self::Kept(dir.clone()))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Passing(dir) => dir.path(),
            Self::Kept(path) => path,
        }
    }
}

/// Waits until everything is published and all hold the same, showing who has what meanwhile. False if it takes too long.
async fn agree(ui: &Ui, federation: &mut Federation, begun: Instant) -> Result<bool, Failure> {
    let total = federation.expected();
    let names: Vec<String> = federation.platforms().map(|platform| platform.name.clone()).collect();
    let bars: Vec<Progress> = if ui.draws_bars() {
        ui.bars(&names, total)
    } else {
        Vec::new()
    };
    let mut said = Instant::now();
    loop {
        // Asked first: what is published after the standings were taken must not count as agreed.
        let published = federation.has_published().await?;
        let standings = federation.standings().await?;
        for (bar, standing) in bars.iter().zip(&standings) {
            let count = [("held", standing.records.to_string()), ("total", total.to_string())];
            bar.set(standing.records, total, ui.say("cli-demo-count", &count));
        }
        if published && agreed(&standings, total) {
            return Ok(true);
        }
        if begun.elapsed() > AGREE_WAIT_MAX {
            return Ok(false);
        }
        if bars.is_empty() && said.elapsed() >= LINE_EVERY {
            said = Instant::now();
            for (name, standing) in names.iter().zip(&standings) {
                let held = [
                    ("platform", name.clone()),
                    ("held", standing.records.to_string()),
                    ("total", total.to_string()),
                ];
                ui.status("cli-demo-held", &held);
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Whether all hold the same, and all of the `total` records are listed everywhere.
fn agreed(standings: &[Standing], total: u64) -> bool {
    standings
        .windows(2)
        .all(|pair| pair[0].frontier_digest == pair[1].frontier_digest)
        && standings.iter().all(|standing| standing.records >= total)
}

/// Gives the nodes a moment to make the links that they aim at: addresses of platforms travel as records, so the last
/// links come after the last records.
async fn linked(federation: &Federation) -> Result<Vec<Standing>, Failure> {
    let begun = Instant::now();
    loop {
        let standings = federation.standings().await?;
        if has_links(&standings) || begun.elapsed() > LINKS_WAIT_MAX {
            return Ok(standings);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Whether every platform has the links that the peering policy wants for it, as far as there are such platforms.
fn has_links(standings: &[Standing]) -> bool {
    let south = standings.iter().filter(|standing| standing.side == "south").count() as u64;
    let north = standings.len() as u64 - south;
    standings.iter().all(|standing| match standing.side.as_str() {
        "south" => standing.south_south >= 2.min(south - 1) && standing.north_south >= 1.min(north),
        _ => standing.north_south >= 2.min(south) && standing.north_north >= 1.min(north - 1),
    })
}

/// Prints how the platforms stand.
fn report(ui: &Ui, standings: &[Standing], converged: bool, seconds: f64) -> Result<(), Failure> {
    let records = standings
        .iter()
        .map(|standing| standing.records)
        .min()
        .unwrap_or_default();
    if ui.json {
        let platforms: Vec<Value> = standings
            .iter()
            .map(|standing| {
                json!({
                    "name": standing.name,
                    "country": standing.country,
                    "side": standing.side,
                    "http": standing.http,
                    "entries": standing.entries,
                    "records": standing.records,
                    "frontier_digest": standing.frontier_digest,
                })
            })
            .collect();
        let seconds = (seconds * 10.0).round() / 10.0;
        return ui.json(&json!({
            "platforms": platforms,
            "records": records,
            "converged": converged,
            "seconds": seconds,
        }));
    }
    let rows = standings.iter().map(|standing| {
        vec![
            standing.name.clone(),
            standing.country.clone(),
            ui.say(side_key(Some(&standing.side)), &[]),
            standing.records.to_string(),
            standing.south_south.to_string(),
            standing.north_south.to_string(),
            standing.north_north.to_string(),
            format!("http://{}/", standing.http),
        ]
    });
    let columns = [
        "cli-platform",
        "cli-country",
        "cli-side",
        "cli-records",
        "cli-link-south-south",
        "cli-link-north-south",
        "cli-link-north-north",
        "cli-web",
    ];
    ui.table(&columns, rows.collect())?;
    if converged {
        let done = [("records", records.to_string()), ("seconds", format!("{seconds:.1}"))];
        ui.status("cli-demo-converged", &done);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(frontier_digest: &str, records: u64) -> Standing {
        Standing {
            frontier_digest: frontier_digest.to_owned(),
            records,
            ..Standing::default()
        }
    }

    #[test]
    fn platforms_agree_when_logs_and_catalogues_are_equal() {
        assert!(agreed(&[standing("a", 5), standing("a", 5), standing("a", 5)], 5));
        assert!(!agreed(&[standing("a", 5), standing("a", 5), standing("b", 5)], 5));
        assert!(!agreed(&[standing("a", 5), standing("a", 4)], 5));
        assert!(
            !agreed(&[standing("a", 4), standing("a", 4)], 5),
            "something is still to come"
        );
    }

    #[test]
    fn links_are_wanted_only_where_there_are_platforms_for_them() {
        let platform = |side: &str, south_south, north_south, north_north| Standing {
            side: side.to_owned(),
            south_south,
            north_south,
            north_north,
            ..Standing::default()
        };
        assert!(has_links(&[platform("south", 0, 0, 0)]));
        assert!(has_links(&[
            platform("south", 1, 1, 0),
            platform("south", 1, 1, 0),
            platform("north", 0, 2, 0)
        ]));
        assert!(!has_links(&[
            platform("south", 1, 1, 0),
            platform("south", 1, 0, 0),
            platform("north", 0, 1, 0)
        ]));
        assert!(!has_links(&[platform("north", 0, 0, 0), platform("north", 0, 0, 1)]));
    }

    #[test]
    fn a_demo_keeps_out_of_a_real_data_directory() {
        let dir = tempfile::tempdir().expect("a directory");
        for file in ["identity.key", "config.toml"] {
            std::fs::write(dir.path().join(file), "").expect("a file");
        }
        let ui = Ui {
            language: ayni_node::text::Language::En,
            json: false,
            quiet: false,
        };
        let place = Place::new(&Context {
            ui,
            data: Some(dir.path().to_owned()),
        });
        assert_eq!(
            place.err().map(|failure| failure.code().to_owned()).as_deref(),
            Some("already_initialised")
        );
    }
}
