//! This node at a glance: what `status` tells.

use ayni_protocol::frontier::Frontier;
use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::Head;
use ayni_protocol::replica::Link;
use ayni_protocol::vocabulary::side::{self, Basis};

use super::handle::{NodeHandle, blocking};
use super::progress::remaining_s;
use super::standing::Standing;
use super::view::{Links, Status};
use crate::catalogue::{Audience, Filter};
use crate::clock;
use crate::refusal::Refusal;

impl NodeHandle {
    /// This node at a glance.
    pub async fn status(&self) -> Result<Status, Refusal> {
        let parts = self.parts();
        let view = self.view();
        let (store, catalogue, platforms) = (parts.store.clone(), parts.catalogue.clone(), self.platforms());
        let looked_up = blocking(move || {
            let all = Filter {
                limit: 1,
                ..Filter::default()
            };
            let listed = catalogue.list(&all, Audience::Federation, &platforms);
            // Where the store can't be read just now, what it had counted says most.
            let records = listed.map_or_else(|_| catalogue.counts().records, |listed| listed.total);
            Ok((records, store.disk_bytes()))
        });
        let (records, disk_bytes) = looked_up.await?;
        let mut links = Links::default();
        for peer in view.peers.values() {
            match peer.link {
                Some(Link::NorthSouth) => links.north_south += 1,
                Some(Link::SouthSouth) => links.south_south += 1,
                Some(Link::NorthNorth) => links.north_north += 1,
                None => {}
            }
        }
        let platform = &parts.config.platform;
        let member = view
            .charters
            .as_ref()
            .and_then(|charters| charters.current().member(&self.me()));
        let (side, basis) = match member {
            Some(member) => (member.side, member.basis()),
            None if side::of(&platform.country) == Some(platform.side) => (platform.side, Basis::Table),
            None => (platform.side, Basis::Declared),
        };
        let standing = Standing::of(view.charters.as_deref(), &self.me());
        let state = match (standing, view.peers.is_empty(), view.behind) {
            (Standing::Waiting, ..) => self.waiting_state(),
            (Standing::Out { removed: true, .. }, ..) => "removed",
            (_, _, 1..) => "syncing",
            (_, true, 0) => "alone",
            (_, false, 0) => "synced",
        };
        let checked = self.checked();
        let rate = self.0.progress.rate();
        let is_missing = view.behind > 0;
        Ok(Status {
            did: self.did(),
            peer_id: self.me().peer_id(),
            name: platform.name.clone(),
            country: platform.country.clone(),
            side: side.as_str(),
            basis: basis.as_str(),
            federation: parts.federation.to_string(),
            federation_name: view.charters.as_ref().map(|charters| charters.current().name.clone()),
            epoch: view.charters.as_ref().map(|charters| charters.current().epoch),
            state,
            entries: view.frontier.entries(),
            records,
            authors: view.frontier.authors() as u64,
            peers: view.peers.len() as u64,
            links,
            behind: view.behind,
            entries_per_s: rate.filter(|_| is_missing),
            remaining_s: rate
                .filter(|_| is_missing)
                .and_then(|rate| remaining_s(view.behind, rate)),
            unlisted: self.unlisted(&view.frontier),
            unsearchable: self.unsearchable(),
            refused: view.refused,
            frontier_digest: view.frontier.digest().whole.to_string(),
            disk_bytes,
            checked: checked.map(|checked| clock::rfc3339(checked.at)),
            damaged: checked.map(|checked| checked.damaged),
            uptime_s: self.uptime_s(),
            version: env!("CARGO_PKG_VERSION"),
            listen: view.listening.iter().cloned().collect(),
            card: platform.card().sign(&parts.secret),
        })
    }

    /// Entries that are held and that the catalogue has not come to yet.
    fn unlisted(&self, frontier: &Frontier) -> u64 {
        let catalogue = &self.parts().catalogue;
        let of_log = |(author, head): (PublicKey, Head)| head.seq.saturating_sub(catalogue.followed_to(&author));
        frontier.heads().map(of_log).fold(0, u64::saturating_add)
    }
}
