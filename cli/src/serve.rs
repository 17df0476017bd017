//! `ayni serve`: runs the node until it is told to end.

use std::time::Duration;

use ayni_node::node::{Node, NodeHandle, ServeOptions};
use ayni_node::refusal::Refusal;
use clap::Args;
use serde_json::json;

use crate::context::Context;
use crate::failure::Failure;
use crate::logs;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
use crate::memory;
use crate::signals::Signals;

/// What is logged unless something else is asked for: what this program does, and what troubles its libraries.
const USUAL_LOG: &str = "warn,ayni=info,ayni_node=info";

/// Longest wait, at the end, for work that still reads the disk. Nothing that was acknowledged needs it.
const LAST_WORK_WAIT_MAX: Duration = Duration::from_secs(5);

/// Where the node listens and whom it calls first.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// Where peers reach it; several are possible.
    #[arg(long, value_name = "MULTIADDR")]
    listen: Vec<String>,
    /// Where web site and API are.
    #[arg(long, value_name = "ADDR:PORT")]
    http: Option<String>,
    /// Peers to call first.
    #[arg(long, value_name = "MULTIADDR")]
    peer: Vec<String>,
    /// Sign before any other platform has said how far it knows this one's log.
    #[arg(long)]
    alone: bool,
    /// What is logged, as `RUST_LOG` has it.
    #[arg(long, value_name = "FILTER")]
    log: Option<String>,
}

impl Serve {
    /// Starts the node, says where it is, and comes back when it has ended cleanly.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        logs::to_stderr(self.log.as_deref(), if context.ui.quiet { "error" } else { USUAL_LOG })?;
        #[cfg(all(target_os = "linux", target_env = "gnu"))]
        memory::keep_little();
        let runtime = tokio::runtime::Runtime::new().map_err(Refusal::internal)?;
        let served = runtime.block_on(self.served(context));
        runtime.shutdown_timeout(LAST_WORK_WAIT_MAX);
        served
    }

    async fn served(self, context: &Context) -> Result<(), Failure> {
        let dir = context.data_dir()?;
        let ui = context.ui;
        let mut signals = Signals::listen()?;
        let options = ServeOptions {
            listen: self.listen,
            http: self.http,
            peers: self.peer,
            alone: self.alone,
        };
        let mut node = Node::start(&dir, options).await?;
        let ended_early = tokio::select! {
            () = until_ready(node.handle()) => None,
            asked = signals.next() => Some(asked),
            why = node.ended() => Some(Err(why.into())),
        };
        let result = match ended_early {
            Some(ended) => ended,
            // A closed stdout does not end a node: its reader may only have wanted the first line.
            None => match ready(context, &node) {
                Ok(()) | Err(Failure::OutputClosed) => tokio::select! {
                    asked = signals.next() => asked,
                    // Whoever watches over the process starts it again.
                    why = node.ended() => Err(why.into()),
                },
                Err(failure) => Err(failure),
            },
        };
        ui.status("cli-serve-ending", &[]);
        signals.then_end_at_once();
        node.stop().await;
        result
    }
}

/// Comes back as soon as the node answers for itself.
async fn until_ready(node: NodeHandle) {
    while !node.ready() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn ready(context: &Context, node: &Node) -> Result<(), Failure> {
    let ui = context.ui;
    let (http, listening, did) = (node.http().to_string(), node.listening(), node.did());
    if ui.json {
        return ui.json(&json!({ "ready": true, "http": http, "listen": listening, "did": did }));
    }
    let mut pairs = vec![
        (ui.say("cli-web", &[]), format!("http://{http}/")),
        (ui.say("cli-did", &[]), did.to_string()),
    ];
    pairs.extend(
        listening
            .into_iter()
            .map(|address| (ui.say("cli-listening", &[]), address)),
    );
    ui.pairs(pairs)?;
    ui.status("cli-serve-ready", &[]);
    Ok(())
}
