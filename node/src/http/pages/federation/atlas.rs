//! The members of the federation on a map, and the links of this node to them: each kind of link has a line of its own.

use super::super::map::outlines::centre;
use super::super::names::link_name;
use crate::text::Language;

/// How far a line bends to the side, as a part of its length: so that lines to neighbours do not lie upon each other.
const BEND: f64 = 0.18;

/// The kinds of links, in the order of the legend.
const LINKS: [&str; 3] = ["north_south", "south_south", "north_north"];

/// What the map shows.
pub(super) struct Atlas {
    pub(super) spots: Vec<Spot>,
    pub(super) arcs: Vec<Arc>,
    /// The kinds of links with their names.
    pub(super) legend: Vec<(&'static str, String)>,
}

/// A country with members, in tenths of a degree, y to the south.
pub(super) struct Spot {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) names: String,
    /// Whether this node is there.
    pub(super) is_own: bool,
}

/// A link.
pub(super) struct Arc {
    pub(super) path: String,
    pub(super) link: &'static str,
    pub(super) name: String,
}

/// A member as the map shows it.
pub(super) struct Placed<'a> {
    pub(super) country: &'a str,
    /// Its name with that of its country.
    pub(super) name: String,
    /// What the link of this node to it is, if there is one.
    pub(super) link: Option<&'a str>,
    pub(super) is_own: bool,
}

/// The map of these members. A country that is too small for the map is in the table alone.
pub(super) fn atlas(members: &[Placed<'_>], language: Language) -> Atlas {
    let mut spots: Vec<Spot> = Vec::new();
    for member in members {
        let Some((x, y)) = centre(member.country) else {
            continue;
        };
        match spots.iter_mut().find(|spot| (spot.x, spot.y) == (x, y)) {
            Some(spot) => {
                spot.names.push_str(", ");
                spot.names.push_str(&member.name);
                spot.is_own |= member.is_own;
            }
            None => spots.push(Spot {
                x,
                y,
                names: member.name.clone(),
                is_own: member.is_own,
            }),
        }
    }
    let own = spots.iter().find(|spot| spot.is_own).map(|spot| (spot.x, spot.y));
    let arcs = members.iter().filter_map(|member| {
        let link = LINKS.into_iter().find(|link| Some(*link) == member.link)?;
        let (from, to) = (own?, centre(member.country)?);
        (from != to).then(|| Arc {
            path: bent(from, to),
            link,
            name: format!("{}: {}", member.name, link_name(link, language)),
        })
    });
    let arcs: Vec<Arc> = arcs.collect();
    Atlas {
        legend: LINKS
            .into_iter()
            .filter(|link| arcs.iter().any(|arc| arc.link == *link))
            .map(|link| (link, link_name(link, language)))
            .collect(),
        spots,
        arcs,
    }
}

/// A line from here to there that bends to its left.
fn bent((x, y): (i64, i64), (to_x, to_y): (i64, i64)) -> String {
    let (across, down) = ((to_x - x) as f64, (to_y - y) as f64);
    let middle_x = (x + to_x) as f64 / 2.0 + BEND * down;
    let middle_y = (y + to_y) as f64 / 2.0 - BEND * across;
    format!("M{x} {y}Q{} {} {to_x} {to_y}", middle_x.round(), middle_y.round())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(country: &'static str, link: Option<&'static str>, is_own: bool) -> Placed<'static> {
        Placed {
            country,
            name: country.to_owned(),
            link,
            is_own,
        }
    }

    #[test]
    fn each_link_is_a_line_of_its_kind_from_this_node() {
        let members = [
            placed("SN", None, true),
            placed("EC", Some("south_south"), false),
            placed("GB", Some("north_south"), false),
            placed("KE", None, false),
            placed("SN", Some("south_south"), false),
            placed("XX", Some("south_south"), false),
        ];
        let atlas = atlas(&members, Language::En);
        assert_eq!(atlas.spots.len(), 4, "two members of one country share a spot");
        assert_eq!(atlas.spots[0].names, "SN, SN");
        let links: Vec<_> = atlas.arcs.iter().map(|arc| (arc.link, arc.name.as_str())).collect();
        assert_eq!(
            links,
            [("south_south", "EC: South–South"), ("north_south", "GB: North–South")]
        );
        let legend: Vec<_> = atlas.legend.iter().map(|(link, _)| *link).collect();
        assert_eq!(legend, ["north_south", "south_south"]);
    }
}
