//! Keys: what two records must share to be compared at all.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::fingerprint::Fingerprint;
use super::score::NEAR_M;
use crate::catalogue::Place;

/// Most records with one key among which each is compared with each. What more records share says little of any two of them.
const GROUP_MAX: usize = 60;

/// Side of a cell of the map in 1e-6 degree: about a kilometre from south to north.
const CELL_E6: i64 = 10_000;

/// Metres of a degree of latitude, and of longitude at the equator.
const DEGREE_M: f64 = 111_195.0;

/// Most cells from west to east that are noted for one place: near the poles a step would cross hundreds.
const CELLS_MAX: i64 = 8;

/// Hashes of keys, each with the position of a record that has it, in order. Another key with the same hash only makes for a
/// comparison in vain.
pub(super) struct Keys(Vec<(u64, usize)>);

impl Keys {
    pub(super) fn of(prints: &[Fingerprint]) -> Self {
        let mut keys = Vec::new();
        for (place, print) in prints.iter().enumerate() {
            let mut note = |key: u64| keys.push((key, place));
            print
                .registrations
                .iter()
                .for_each(|number| note(hash(&("registration", number))));
            print.lei.iter().for_each(|lei| note(hash(&("lei", lei))));
            print.sites.iter().for_each(|site| note(site_key(site)));
            print.phone.iter().for_each(|phone| note(phone_key(phone)));
            for name in &print.names {
                note(name_key(name));
                // Whole names that many have, and names that are only similar, are compared where they are neighbours.
                for word in name.iter().chain([&name.join(" ")]) {
                    print
                        .postcode
                        .iter()
                        .for_each(|postcode| note(hash(&("postcode", postcode, word))));
                    print
                        .place
                        .iter()
                        .flat_map(cells)
                        .for_each(|cell| note(hash(&("cell", cell, word))));
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        Self(keys)
    }

    /// Shows `visit` the pairs that share a key, the lower position first, until it says false; a pair may come again.
    pub(super) fn pairs(&self, mut visit: impl FnMut(usize, usize) -> bool) {
        let groups = self.0.chunk_by(|one, other| one.0 == other.0);
        for group in groups.filter(|group| group.len() <= GROUP_MAX) {
            for (index, (_, one)) in group.iter().enumerate() {
                for (_, other) in &group[index + 1..] {
                    if !visit(*one, *other) {
                        return;
                    }
                }
            }
        }
    }

    /// How many records have the rarest of a record's names.
    pub(super) fn shared_name(&self, print: &Fingerprint) -> usize {
        self.rarest(print.names.iter().map(|name| name_key(name)))
    }

    /// How many records have the rarest of a record's sites.
    pub(super) fn shared_site(&self, print: &Fingerprint) -> usize {
        self.rarest(print.sites.iter().map(|site| site_key(site)))
    }

    /// How many records have a record's phone.
    pub(super) fn shared_phone(&self, print: &Fingerprint) -> usize {
        self.rarest(print.phone.iter().map(|phone| phone_key(phone)))
    }

    fn rarest(&self, keys: impl Iterator<Item = u64>) -> usize {
        keys.map(|key| self.count(key)).min().unwrap_or(0)
    }

    fn count(&self, key: u64) -> usize {
        let from = self.0.partition_point(|(other, _)| *other < key);
        let to = self.0.partition_point(|(other, _)| *other <= key);
        to - from
    }
}

fn name_key(name: &[String]) -> u64 {
    hash(&("name", name))
}

fn site_key(site: &str) -> u64 {
    hash(&("site", site))
}

fn phone_key(phone: &str) -> u64 {
    hash(&("phone", phone))
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The cells that lie within half of [`NEAR_M`] of a place: two places that near each other share one.
fn cells(place: &Place) -> impl Iterator<Item = (i64, i64)> + use<> {
    let half_e6 = NEAR_M / 2.0 / DEGREE_M * 1e6;
    let north_south = half_e6.ceil() as i64;
    let parallel = (place.lat as f64 / 1e6).to_radians().cos().max(0.001);
    let west_east = (half_e6 / parallel).ceil() as i64;
    let rows = (place.lat - north_south).div_euclid(CELL_E6)..=(place.lat + north_south).div_euclid(CELL_E6);
    let first = (place.lon - west_east).div_euclid(CELL_E6);
    let last = (place.lon + west_east).div_euclid(CELL_E6).min(first + CELLS_MAX);
    rows.flat_map(move |row| (first..=last).map(move |column| (row, column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_cell_wherever_its_edges_are() {
        let steps = [-1_000, -670, -300, 0, 300, 670, 1_000];
        for lat in (-60..=60).map(|degrees| degrees * 1_000_000) {
            for (north, east) in steps.into_iter().flat_map(|north| steps.map(|east| (north, east))) {
                let one = Place { lat, lon: 9_999 };
                let other = Place {
                    lat: lat + north,
                    lon: 9_999 + east,
                };
                let shared = cells(&one).any(|cell| cells(&other).any(|theirs| theirs == cell));
                assert!(shared || one.metres_to(other) > NEAR_M, "{one:?} {other:?}");
            }
        }
        assert!(
            cells(&Place {
                lat: 90_000_000,
                lon: 0
            })
            .count()
                <= 2 * (CELLS_MAX as usize + 1)
        );
    }
}
