//! The platforms of a demo: each with its own data directory, key, node and web address.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ayni_node::node::{Node, NodeHandle, Publication, ServeOptions};
use ayni_node::refusal::Refusal;
use ayni_node::setup::{self, Profile};
use serde_json::Value;
use tokio::task::JoinHandle;

use super::{Platform, admission};
use crate::failure::Failure;
use crate::ui::Ui;

/// Records of one publication: small enough to see them come.
const BATCH_RECORDS: usize = 50;

/// Pause before a node that is not ready yet is asked again.
pub(super) const ASK_AGAIN: Duration = Duration::from_millis(100);

/// What a node answers that can't sign yet, but soon will.
const NOT_YET: [&str; 4] = ["busy", "catching_up", "charter_awaited", "own_log_unknown"];

/// What the federation of a demo is called.
const NAME: &str = "Ayni demo";

/// How one platform stands.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// Its name.
    pub(crate) name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub(crate) country: String,
    /// `north` or `south`.
    pub(crate) side: String,
    /// Where its web site is, `address:port`.
    pub(crate) http: String,
    /// Entries that it holds, its own and others'.
    pub(crate) entries: u64,
    /// Records that it lists, its own and others'.
    pub(crate) records: u64,
    /// Equal on two platforms when they hold the same entries.
    pub(crate) frontier_digest: String,
    /// Its connections between South and South.
    pub(crate) south_south: u64,
    /// Its connections between North and South.
    pub(crate) north_south: u64,
    /// Its connections between North and North.
    pub(crate) north_north: u64,
}

/// The nodes that run, and what they publish.
pub(crate) struct Federation {
    members: Vec<Member>,
}

struct Member {
    platform: Platform,
    node: Node,
    /// Its sample on the way into its log; absent when all of it is there.
    publishing: Option<JoinHandle<Result<(), Refusal>>>,
}

/// Data directories of platforms whose nodes don't run yet, the founder's first.
pub(crate) struct Prepared {
    dirs: Vec<PathBuf>,
}

/// Makes a data directory for each platform under `place`, and the federation of them all in the first.
pub(crate) fn prepare(place: &Path, platforms: &[Platform]) -> Result<Prepared, Failure> {
    let mut dirs = Vec::new();
    let mut cards = Vec::new();
    for (number, platform) in (1..).zip(platforms) {
        let dir = place.join(format!("{number:02}-{}", platform.country.to_lowercase()));
        let profile = Profile {
            name: platform.name.clone(),
            country: platform.country.clone(),
            side: Some(platform.side.clone()),
            language: Some(platform.language.clone()),
        };
        cards.push(setup::init(&dir, profile)?.card);
        dirs.push(dir);
    }
    let founders = platforms.len() - usize::from(admission::is_shown(platforms.len()));
    if let Some((founder, others)) = dirs.first().zip(cards.get(1..founders)) {
        setup::found(founder, NAME, None, others)?;
    }
    Ok(Prepared { dirs })
}

/// Starts all nodes, lets the others join the founder, and lets each publish its sample. In a federation that is
/// large enough the last platform comes in by vote, which is shown.
///
/// Errors: the failure, with the nodes that run already, which are to be stopped.
pub(crate) async fn start(
    ui: &Ui,
    prepared: Prepared,
    platforms: Vec<Platform>,
) -> Result<Federation, (Federation, Failure)> {
    let admits = admission::is_shown(platforms.len());
    let mut federation = Federation { members: Vec::new() };
    let mut ticket: Option<String> = None;
    for (dir, platform) in prepared.dirs.into_iter().zip(platforms) {
        match started(dir, ticket.clone()).await {
            Ok(node) => federation.members.push(Member {
                platform,
                node,
                publishing: None,
            }),
            Err(refusal) => return Err((federation, refusal.into())),
        }
        if ticket.is_none() {
            match federation.members[0].node.handle().invite(None, None).await {
                Ok(made) => ticket = Some(made),
                Err(refusal) => return Err((federation, refusal.into())),
            }
        }
    }
    if admits {
        let nodes: Vec<(String, NodeHandle)> = federation
            .members
            .iter()
            .map(|member| (member.platform.name.clone(), member.node.handle()))
            .collect();
        if let Err(failure) = admission::show(ui, &nodes).await {
            return Err((federation, failure));
        }
    }
    for member in &mut federation.members {
        let (handle, records) = (member.node.handle(), member.platform.records.clone());
        member.publishing = Some(tokio::spawn(publish(handle, records)));
    }
    Ok(federation)
}

/// The node in `dir`, after it has taken `ticket`.
async fn started(dir: PathBuf, ticket: Option<String>) -> Result<Node, Refusal> {
    if let Some(ticket) = ticket {
        let dir = dir.clone();
        tokio::task::spawn_blocking(move || setup::join(&dir, &ticket))
            .await
            .map_err(Refusal::internal)??;
    }
    let options = ServeOptions {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        http: Some("127.0.0.1:0".to_owned()),
        peers: Vec::new(),
        alone: false,
    };
    Node::start(&dir, options).await
}

impl Federation {
    /// The platforms, the founder first.
    pub(crate) fn platforms(&self) -> impl Iterator<Item = &Platform> {
        self.members.iter().map(|member| &member.platform)
    }

    /// Records of all samples together, and the profile that each platform publishes of itself.
    pub(crate) fn expected(&self) -> u64 {
        self.members
            .iter()
            .map(|member| member.platform.records.len() as u64 + 1)
            .sum()
    }

    /// Whether every platform has published its whole sample.
    ///
    /// Errors: what kept one of them from it.
    pub(crate) async fn has_published(&mut self) -> Result<bool, Failure> {
        for member in &mut self.members {
            if let Some(publishing) = member.publishing.take_if(|publishing| publishing.is_finished()) {
                publishing.await.map_err(Refusal::internal)??;
            }
        }
        Ok(self.members.iter().all(|member| member.publishing.is_none()))
    }

    /// How the platforms stand, in their order.
    pub(crate) async fn standings(&self) -> Result<Vec<Standing>, Failure> {
        let mut standings = Vec::new();
        for member in &self.members {
            standings.push(member.standing().await?);
        }
        Ok(standings)
    }

    /// Stops all nodes, side by side.
    pub(crate) async fn stop(self) {
        let ending: Vec<_> = self
            .members
            .into_iter()
            .map(|member| tokio::spawn(member.stop()))
            .collect();
        for ended in ending {
            // A node that panics while it ends must not keep the others from ending.
            let _ = ended.await;
        }
    }
}

impl Member {
    async fn standing(&self) -> Result<Standing, Refusal> {
        let status = self.node.handle().status().await?;
        Ok(Standing {
            name: self.platform.name.clone(),
            country: self.platform.country.clone(),
            side: self.platform.side.clone(),
            http: self.node.http().to_string(),
            entries: status.entries,
            records: status.records,
            frontier_digest: status.frontier_digest,
            south_south: status.links.south_south,
            north_south: status.links.north_south,
            north_north: status.links.north_north,
        })
    }

    async fn stop(self) {
        if let Some(publishing) = self.publishing {
            publishing.abort();
        }
        self.node.stop().await;
    }
}

/// Publishes `records`, as soon as the node can sign.
async fn publish(handle: NodeHandle, records: Vec<Value>) -> Result<(), Refusal> {
    for batch in records.chunks(BATCH_RECORDS) {
        loop {
            match handle
                .publish(
                    batch.to_vec(),
                    Publication {
                        dry_run: false,
                        partial: false,
                    },
                )
                .await
            {
                Ok(_) => break,
                Err(refusal) if NOT_YET.contains(&refusal.code) => tokio::time::sleep(ASK_AGAIN).await,
                Err(refusal) => return Err(refusal),
            }
        }
    }
    Ok(())
}
