//! The driver: waits for an input, lets the replica judge it, and performs the outputs in order.
//!
//! It is the only place where judgement meets the world. Inputs that wait together are judged
//! together, and what they append is made durable in one commit before any other of their outputs
//! is performed: so the promise holds that nothing is announced before it is durable, and a busy
//! node pays for one commit where it would have paid for many.

mod ask;
mod batch;
mod held;
mod owed;
mod reading;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeSet;
use std::sync::Arc;

use ayni_protocol::charter::assembly::Assembly;
use ayni_protocol::charter::{CertifiedCharter, Charters};
use ayni_protocol::frontier::Range;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::AuthenticEntry;
use ayni_protocol::replica::{Input, Notice, Output, Replica, Verdict};
use tokio::sync::{Notify, Semaphore, mpsc, watch};

pub(crate) use ask::{Ask, DecisionFailure, PublishFailure};
use batch::Batch;
pub(crate) use held::held_charters;
use owed::{Owed, report};
pub(crate) use reading::Reading;
pub(crate) use view::{Peer, View};

use crate::addresses::AddressBook;
use crate::clock::{self, Steady};
use crate::network::{Command, Event, Parcel};
use crate::store::{Health, Store, StoreError};

/// Most answers that are read from the store at the same time: each holds up to
/// [`RESPONSE_ENTRIES_BYTES_MAX`](ayni_protocol::limits::RESPONSE_ENTRIES_BYTES_MAX) in memory.
const SERVES_MAX: usize = 4;

/// How many papers lie in the store at least before those that no longer count are forgotten.
const PAPERS_LEAST: usize = 256;

/// What the driver works with.
pub(crate) struct Driver {
    pub(crate) replica: Replica,
    pub(crate) store: Store,
    pub(crate) federation: Hash,
    pub(crate) network: mpsc::Sender<Command>,
    pub(crate) events: mpsc::Receiver<Event>,
    pub(crate) asks: mpsc::Receiver<Ask>,
    /// Answers of peers that are being read.
    pub(crate) reading: Reading,
    pub(crate) view: watch::Sender<View>,
    /// Told after each commit of entries.
    pub(crate) appended: Arc<Notify>,
    pub(crate) addresses: AddressBook,
    /// Inputs that came of performing outputs, to be judged before anything else.
    pub(crate) later: Vec<Input>,
    /// Whether the replica must go back to what is durable before it judges anything more.
    pub(crate) goes_back: bool,
    /// How many papers the store may hold before those that no longer count are forgotten.
    pub(crate) papers_max: usize,
    pub(crate) clock: Steady,
    /// Whether the store takes writes.
    pub(crate) health: watch::Receiver<Health>,
    pub(crate) stop: watch::Receiver<bool>,
}

impl Driver {
    /// Runs until told to stop, or until the store is lost; `first` are the outputs of the replica's
    /// start.
    pub(crate) async fn run(mut self, first: Vec<Output>) {
        let mut owed = Owed::default();
        let serves = Arc::new(Semaphore::new(SERVES_MAX));
        let mut view = self.view.borrow().clone();
        self.perform(first, &mut owed, &mut view, &serves).await;
        loop {
            if std::mem::take(&mut self.goes_back) {
                self.go_back();
            }
            let now = self.clock.now();
            let mut batch = Batch::default();
            // What came of performing the last batch is due at once.
            let wake = match self.later.is_empty() {
                true => self.clock.instant(self.replica.next_wake(now)),
                false => self.clock.instant(now),
            };
            for input in std::mem::take(&mut self.later) {
                batch.add(self.replica.handle(input, now));
            }
            tokio::select! {
                // A node that is told to stop has promised nothing for what it has not read yet. Its own
                // platform comes before its peers, who always have something to say.
                biased;
                _ = self.stop.changed() => break,
                changed = self.health.changed() => {
                    if changed.is_err() || !self.store_changed() {
                        break;
                    }
                }
                ask = self.asks.recv() => match ask {
                    Some(ask) => self.judge_ask(ask, &mut owed, &mut batch),
                    None => break,
                },
                Some(read) = self.reading.next() => self.judge_read(read, &mut batch),
                event = self.events.recv() => match event {
                    Some(event) => self.judge_event(event, &mut view, &mut batch).await,
                    None => break,
                },
                () = tokio::time::sleep_until(wake.into()) => {
                    batch.add(self.replica.handle(Input::Tick, self.clock.now()));
                }
            }
            // What the replica is judging by may not be what is durable: that comes first.
            while !batch.is_full() && !self.goes_back {
                if let Ok(ask) = self.asks.try_recv() {
                    self.judge_ask(ask, &mut owed, &mut batch);
                } else if let Some(read) = self.reading.try_next() {
                    self.judge_read(read, &mut batch);
                } else if let Ok(event) = self.events.try_recv() {
                    self.judge_event(event, &mut view, &mut batch).await;
                } else {
                    break;
                }
            }
            self.perform(batch.outputs, &mut owed, &mut view, &serves).await;
            self.forget_papers().await;
            self.addresses.keep_in_time(self.clock.now());
        }
        self.addresses.keep().await;
    }

    /// Forgets papers that no longer count, now and then: whoever may vote could fill the disk with them.
    async fn forget_papers(&mut self) {
        if self.store.paper_count() <= self.papers_max || self.goes_back || self.refusal().is_some() {
            return;
        }
        let only = self.replica.assembly().map(Assembly::paper_ids).unwrap_or_default();
        self.papers_max = PAPERS_LEAST.max(2 * only.len());
        if let Err(error) = self.store.keep_papers(only).await {
            tracing::warn!(%error, "papers that no longer count stay");
        }
    }

    /// Why the store takes no writes now, if that is so.
    fn refusal(&self) -> Option<Arc<StoreError>> {
        self.health.borrow().refusal().cloned().map(Arc::new)
    }

    /// Follows a change of the store's health. Whether the node can go on.
    fn store_changed(&mut self) -> bool {
        let health = self.health.borrow_and_update().clone();
        match health {
            Health::Writes => self.goes_back = true,
            Health::Refuses(_) => {}
            Health::Lost(error) => {
                tracing::error!(%error, "without its store this node ends");
                return false;
            }
        }
        true
    }

    fn judge_ask(&mut self, ask: Ask, owed: &mut Owed, batch: &mut Batch) {
        if let Some(error) = self.refusal() {
            return ask.fail(&error);
        }
        let number = owed.number();
        let input = match ask {
            Ask::Publish { bodies, time, reply } => {
                owed.publications.insert(number, reply);
                Input::Publish {
                    publication: number,
                    time,
                    bodies,
                }
            }
            Ask::Propose { changes, reply } => {
                owed.decisions.insert(number, reply);
                Input::Propose { ask: number, changes }
            }
            Ask::Vote { charter, go_on, reply } => {
                owed.decisions.insert(number, reply);
                Input::Vote {
                    ask: number,
                    charter,
                    go_on,
                }
            }
            Ask::Guests(guests) => Input::Guests { guests },
        };
        batch.add(self.replica.handle(input, self.clock.now()));
    }

    /// Judges an answer that was being read.
    fn judge_read(&mut self, read: Input, batch: &mut Batch) {
        let input = match read {
            // It could not be kept.
            Input::Response { peer, request, .. } if self.refusal().is_some() => Input::RequestFailed { peer, request },
            read => read,
        };
        batch.add(self.replica.handle(input, self.clock.now()));
    }

    async fn judge_event(&mut self, event: Event, view: &mut View, batch: &mut Batch) {
        let input = match event {
            // What could not be kept is not judged; it comes by comparison once the store writes again.
            Event::Gossip { message, .. } if self.refusal().is_some() => {
                let verdict = Verdict::Ignore;
                return self.send(Command::Verdict { message, verdict }).await;
            }
            Event::Response { peer, id, .. } if self.refusal().is_some() => Input::RequestFailed { peer, request: id },
            Event::Connected {
                peer,
                address,
                transport,
                outbound,
            } => {
                tracing::info!(peer = %peer.short(), %address, outbound, "link up");
                if outbound {
                    self.addresses.worked(peer, address.clone());
                }
                let link = self.replica.link(&peer);
                let known = Peer {
                    address,
                    transport,
                    since: clock::unix_ms(),
                    rtt_ms: None,
                    score: None,
                    link,
                };
                // A guest that only knocks is no peer.
                if self.replica.is_peer(&peer) {
                    Arc::make_mut(&mut view.peers).insert(peer, known);
                }
                Input::Connected { peer, outbound }
            }
            Event::Disconnected { peer } => {
                tracing::info!(peer = %peer.short(), "link down");
                Arc::make_mut(&mut view.peers).remove(&peer);
                Input::Disconnected { peer }
            }
            Event::DialFailed { peer, reason } => {
                tracing::debug!(peer = %peer.short(), %reason, "dial failed");
                Input::DialFailed { peer }
            }
            Event::Request { peer, inbound, bytes } => Input::Request { peer, inbound, bytes },
            Event::Response { peer, id, parcel } => {
                match self.reading.begin(&self.store, self.federation, (peer, id), parcel) {
                    Some(input) => input,
                    None => return,
                }
            }
            Event::RequestFailed { peer, id, reason } => {
                tracing::debug!(peer = %peer.short(), %reason, "request failed");
                Input::RequestFailed { peer, request: id }
            }
            Event::Gossip {
                from,
                message,
                topic,
                id,
                bytes,
            } => Input::Gossip {
                from,
                message,
                topic,
                id: Hash(id),
                bytes,
            },
            Event::RoundTrip { peer, time, score } => {
                if let Some(known) = Arc::make_mut(&mut view.peers).get_mut(&peer) {
                    known.rtt_ms = Some(time.as_secs_f64() * 1e3);
                    known.score = Some(score);
                }
                return;
            }
            Event::Identified { peer, addresses, .. } => {
                let link = view.peers.get(&peer).map(|known| known.address.as_str());
                self.addresses.told(peer, addresses, link);
                return;
            }
            Event::Malformed { peer, reason } => {
                tracing::warn!(peer = %peer.short(), %reason, "refused");
                view.refused += 1;
                return;
            }
            Event::Refused { peer, address, reason } => {
                let peer = peer.map(|peer| peer.short()).unwrap_or_default();
                tracing::debug!(%peer, %address, %reason, "turned away");
                return;
            }
            Event::Listening { address } => {
                tracing::debug!(%address, "listening");
                Arc::make_mut(&mut view.listening).insert(address);
                return;
            }
            Event::ListenFailed { address, reason } => {
                tracing::warn!(%address, %reason, "no longer listening");
                Arc::make_mut(&mut view.listening).remove(&address);
                return;
            }
        };
        batch.add(self.replica.handle(input, self.clock.now()));
    }

    /// Performs the outputs of a batch: first verdicts, which say nothing of this node, then what must be durable, then the
    /// rest in order.
    async fn perform(&mut self, outputs: Vec<Output>, owed: &mut Owed, view: &mut View, serves: &Arc<Semaphore>) {
        let (mut durable, mut rest) = (Vec::new(), Vec::new());
        for output in outputs {
            match output {
                Output::Verdict { message, verdict } => self.send(Command::Verdict { message, verdict }).await,
                output if is_durable(&output) => durable.push(output),
                output => rest.push(output),
            }
        }
        let grew = durable.iter().any(|output| {
            matches!(
                output,
                Output::Append(_) | Output::Erase { .. } | Output::Cut { .. } | Output::Fill(_)
            )
        });
        let governed = durable
            .iter()
            .any(|output| matches!(output, Output::KeepCharter(_) | Output::KeepPaper(_)));
        match self.keep(durable).await {
            Ok(cuts) => self.later.extend(cuts),
            Err(error) => return self.give_up(error, rest, owed).await,
        }
        let epoch = |charters: &Charters| charters.current().epoch;
        if governed || self.replica.charters().map(epoch) != view.charters.as_deref().map(epoch) {
            self.charter_in_force(view);
            self.view.send_replace(view.clone());
        }
        // The catalogue follows the logs, and the charter, which says whose a log is.
        if grew || governed {
            self.appended.notify_one();
        }
        for output in rest {
            self.perform_one(output, owed, view, serves).await;
        }
        if *view.frontier != *self.replica.frontier() {
            view.frontier = Arc::new(self.replica.frontier().clone());
        }
        view.behind = self.replica.behind();
        self.view.send_replace(view.clone());
    }

    /// Makes durable what must be; entries that follow each other go into one commit. Returns what the
    /// replica is to know of logs that were taken back.
    async fn keep(&self, outputs: Vec<Output>) -> Result<Vec<Input>, StoreError> {
        let mut entries: Vec<AuthenticEntry> = Vec::new();
        let mut cuts = Vec::new();
        for output in outputs {
            match output {
                Output::Append(run) => entries.extend(run),
                Output::Erase {
                    erasures,
                    entries: erasing,
                } => {
                    // What is erased may have come in this batch.
                    if !entries.is_empty() {
                        self.store.append(std::mem::take(&mut entries)).await?;
                    }
                    self.store.erase(erasures, erasing).await?;
                }
                Output::Fill(filled) => {
                    if !entries.is_empty() {
                        self.store.append(std::mem::take(&mut entries)).await?;
                    }
                    self.store.fill(filled).await?;
                }
                Output::KeepCharter(certified) => self.keep_charter(&certified).await?,
                Output::KeepPaper(bytes) => self.store.put_paper(bytes).await?,
                Output::Cut { author, to } => {
                    // Some of what is taken back may have come in this batch.
                    if !entries.is_empty() {
                        self.store.append(std::mem::take(&mut entries)).await?;
                    }
                    let head = self.store.cut(author, to).await?;
                    tracing::warn!(author = %author.short(), to, "log taken back");
                    cuts.push(Input::Cut { author, head });
                }
                _ => unreachable!("only what must be durable is passed here"),
            }
        }
        if !entries.is_empty() {
            self.store.append(entries).await?;
        }
        Ok(cuts)
    }

    async fn keep_charter(&self, certified: &CertifiedCharter) -> Result<(), StoreError> {
        let charter = certified.charter();
        tracing::info!(
            epoch = charter.epoch,
            members = charter.members.len(),
            "charter in force"
        );
        self.store.put_charter(charter.epoch, certified.encode()).await
    }

    /// The store refused: nothing of the batch is announced, whoever waits is told, and the
    /// replica goes back to what is durable.
    async fn give_up(&mut self, error: StoreError, rest: Vec<Output>, owed: &mut Owed) {
        tracing::error!(%error, "the store refused a commit");
        let error = Arc::new(error);
        for (_, reply) in std::mem::take(&mut owed.publications) {
            let _ = reply.send(Err(PublishFailure::Store(error.clone())));
        }
        for (_, reply) in std::mem::take(&mut owed.decisions) {
            let _ = reply.send(Err(DecisionFailure::Store(error.clone())));
        }
        for output in rest {
            match output {
                Output::Respond { inbound, .. } | Output::Serve { inbound, .. } => {
                    self.send(Command::Decline { inbound }).await;
                }
                Output::Request { peer, request, .. } => {
                    self.later.push(Input::RequestFailed { peer, request });
                }
                Output::Dial(peer) => self.later.push(Input::NoAddress { peer }),
                _ => {}
            }
        }
        self.goes_back = true;
    }

    /// Takes the replica back to what is durable.
    fn go_back(&mut self) {
        match held_charters(&self.store).and_then(|charters| Ok((charters, self.store.papers()?))) {
            Ok((charters, papers)) => {
                let failed = Input::KeepFailed {
                    can_keep: self.refusal().is_none(),
                    frontier: self.store.frontier(),
                    bodies: self.store.bodies(),
                    charters,
                    papers,
                };
                // First of all: whatever is judged next must build on what is durable.
                self.later.insert(0, failed);
            }
            // Nothing durable can be relied on any more. What is in memory is never announced:
            // every later append must follow the store's own head.
            Err(error) => tracing::error!(%error, "the store cannot be read"),
        }
    }

    async fn perform_one(&mut self, output: Output, owed: &mut Owed, view: &mut View, serves: &Arc<Semaphore>) {
        match output {
            Output::Allow { members, guests } => self.allow(members, guests).await,
            Output::Dial(peer) => {
                let addresses = self.addresses.of(&peer);
                if addresses.is_empty() {
                    // The peer's profile may still arrive by way of others.
                    self.later.push(Input::NoAddress { peer });
                } else {
                    self.send(Command::Dial { peer, addresses }).await;
                }
            }
            Output::Disconnect(peer) => self.send(Command::Disconnect { peer }).await,
            // What comes back could not be kept: asked over and over, it would cost the line for nothing.
            Output::Request { peer, request, .. } if self.refusal().is_some() => {
                self.later.push(Input::RequestFailed { peer, request });
            }
            Output::Request { peer, request, bytes } => {
                self.send(Command::Request {
                    peer,
                    id: request,
                    bytes,
                })
                .await;
            }
            Output::Respond { inbound, bytes } => {
                let parcel = Parcel::of(bytes);
                self.send(Command::Respond { inbound, parcel }).await;
            }
            Output::Serve { inbound, ranges } => self.serve(inbound, ranges, serves),
            Output::Gossip { topic, id, bytes } => {
                self.send(Command::Gossip { topic, id: id.0, bytes }).await;
            }
            Output::Published { publication, result } => {
                if let Some(reply) = owed.publications.remove(&publication) {
                    let _ = reply.send(result.map_err(PublishFailure::from));
                }
            }
            Output::Decided { ask, result } => {
                if let Some(reply) = owed.decisions.remove(&ask) {
                    let _ = reply.send(result.map_err(DecisionFailure::from));
                }
            }
            Output::Branch(run) => {
                self.look_up(move |store, federation| held::fork_in(store, federation, &run))
                    .await
            }
            Output::Check { peer, author, head } => {
                self.look_up(move |store, _| held::differs(store, peer, author, head))
                    .await;
            }
            Output::Restore { author, head } => {
                self.look_up(move |store, federation| held::restored(store, federation, &author, head))
                    .await;
            }
            Output::Notice(notice) => {
                view.refused += u64::from(matches!(notice, Notice::Refused { .. }));
                report(&notice);
            }
            Output::Verdict { .. }
            | Output::Append(_)
            | Output::Erase { .. }
            | Output::Fill(_)
            | Output::KeepCharter(_)
            | Output::KeepPaper(_)
            | Output::Cut { .. } => {
                unreachable!("these were performed first")
            }
        }
    }

    async fn allow(&self, members: BTreeSet<PublicKey>, guests: BTreeSet<PublicKey>) {
        let kinds = members
            .iter()
            .filter_map(|key| self.replica.link(key).map(|link| (*key, link as u8)))
            .collect();
        self.send(Command::Allow { members, guests }).await;
        self.send(Command::Kinds(kinds)).await;
    }

    fn charter_in_force(&mut self, view: &mut View) {
        view.charters = self.replica.charters().cloned().map(Arc::new);
        view.assembly = self.replica.assembly().cloned().map(Arc::new);
        for (peer, known) in Arc::make_mut(&mut view.peers) {
            known.link = self.replica.link(peer);
        }
    }

    /// Reads what the replica wants to know from the store, beside the async runtime; what was found is
    /// judged before anything else.
    async fn look_up(
        &mut self,
        read: impl FnOnce(&Store, &Hash) -> Result<Option<Input>, StoreError> + Send + 'static,
    ) {
        let (store, federation) = (self.store.clone(), self.federation);
        match tokio::task::spawn_blocking(move || read(&store, &federation)).await {
            Ok(Ok(found)) => self.later.extend(found),
            failed => tracing::error!(?failed, "entries could not be read"),
        }
    }

    /// Answers with entries from the store, beside the driver: reading may wait for the disk.
    fn serve(&self, inbound: u64, ranges: Vec<Range>, serves: &Arc<Semaphore>) {
        let (store, network, serves) = (self.store.clone(), self.network.clone(), serves.clone());
        tokio::spawn(async move {
            let Ok(_permit) = serves.acquire_owned().await else {
                return;
            };
            let read = tokio::task::spawn_blocking(move || held::read_runs(&store, ranges)).await;
            let command = match read {
                Ok(Ok(parcel)) => Command::Respond { inbound, parcel },
                failed => {
                    tracing::error!(?failed, "entries could not be read");
                    Command::Decline { inbound }
                }
            };
            let _ = network.send(command).await;
        });
    }

    async fn send(&self, command: Command) {
        // The network ends only when the driver does.
        let _ = self.network.send(command).await;
    }
}

/// Whether an output must be durable before any other is performed.
fn is_durable(output: &Output) -> bool {
    matches!(
        output,
        Output::Append(_)
            | Output::Erase { .. }
            | Output::Fill(_)
            | Output::KeepCharter(_)
            | Output::KeepPaper(_)
            | Output::Cut { .. }
    )
}
