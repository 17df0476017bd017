//! The map: where the records of the directory are, drawn by the server for each view, and a table that says the same.

pub(super) mod outlines;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use ayni_protocol::vocabulary::spelling;

use super::filters::{self, Select};
use super::names::{country_name, grouped, total};
use super::{Frame, address, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::search::{Cluster, Facet, Grid};
use crate::text::{Language, say};
pub(in crate::http) use outlines::WORLD_SVG;

/// How far one can zoom in: then the map is 11 degrees wide.
const ZOOM_MAX: u32 = 5;

/// Groups of records side by side.
const CELLS: i64 = 24;

/// Smallest and largest circle of a group, as parts of the width of the map.
const RADIUS: (f64, f64) = (0.006, 0.022);

/// Which part of the world is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct View {
    /// The middle, in degrees.
    lon: i64,
    lat: i64,
    /// How often the whole world was halved.
    zoom: u32,
}

impl FromStr for View {
    type Err = ();

    /// Reads `LON,LAT,ZOOM` in whole degrees.
    fn from_str(text: &str) -> Result<Self, ()> {
        let numbers: Vec<i64> = text
            .split(',')
            .map(|part| part.parse().map_err(|_| ()))
            .collect::<Result<_, _>>()?;
        let [lon, lat, zoom] = numbers[..] else { return Err(()) };
        let fits = lon.abs() <= 180 && lat.abs() <= 90 && (0..=i64::from(ZOOM_MAX)).contains(&zoom);
        fits.then(|| Self::at(lon, lat, zoom as u32)).ok_or(())
    }
}

impl fmt::Display for View {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{},{},{}", self.lon, self.lat, self.zoom)
    }
}

impl View {
    /// The view around a point, moved so that it does not go beyond the world.
    fn at(lon: i64, lat: i64, zoom: u32) -> Self {
        let (width, height) = (360 >> zoom, 180 >> zoom);
        let within = |middle: i64, length: i64, world: i64| {
            let most = (world - length) / 2;
            middle.clamp(-most, most)
        };
        Self {
            lon: within(lon, width, 360),
            lat: within(lat, height, 180),
            zoom,
        }
    }

    /// Width in degrees; it is half as high.
    fn width(self) -> i64 {
        360 >> self.zoom
    }

    /// The same as the view box of a picture: tenths of a degree, y to the south.
    fn view_box(self) -> String {
        let width = 10 * self.width();
        let (west, north) = (10 * self.lon - width / 2, -10 * self.lat - width / 4);
        format!("{west} {north} {width} {}", width / 2)
    }

    fn grid(self) -> Grid {
        let e6 = |degrees: i64| degrees * 1_000_000;
        Grid {
            west: e6(self.lon) - e6(self.width()) / 2,
            south: e6(self.lat) - e6(self.width()) / 4,
            east: e6(self.lon) + e6(self.width()) / 2,
            north: e6(self.lat) + e6(self.width()) / 4,
            cell: e6(self.width()) / CELLS,
        }
    }
}

#[derive(Template)]
#[template(path = "map.html")]
struct Map {
    frame: Frame,
    text: String,
    fields: Vec<Select>,
    total: String,
    list: String,
    view_box: String,
    countries: Vec<Country>,
    circles: Vec<Circle>,
    /// Where the links around the map lead, each with its words.
    moves: Vec<(String, String)>,
    view: Option<String>,
}

/// A country with records.
struct Country {
    name: String,
    count: String,
    href: String,
    /// Its outline, as far as the map has it, and how dark it is: 1 to 4.
    path: Option<&'static str>,
    level: u32,
}

/// Records that are near each other.
struct Circle {
    /// Whether it leads to the directory, and not nearer.
    is_list: bool,
    x: i64,
    y: i64,
    radius: i64,
    count: String,
    href: String,
    label: String,
}

/// Answers `GET /map`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    let frame = Frame::new(reader, &uri, say(reader.language, "web-map", &[]));
    shown(node.as_ref(), frame, &uri, "/map").await
}

/// The map at `path`, where its links around lead too.
pub(super) async fn shown(node: &dyn Backend, frame: Frame, uri: &Uri, path: &str) -> Result<Response, Refused> {
    let mut parameters = filters::parameters(uri, &["view"])?;
    let given = parameters
        .iter()
        .find(|(name, _)| name == "view")
        .map(|(_, value)| value.clone());
    // A view that is none is the whole world: nothing is hidden by it.
    let view: View = given.and_then(|text| text.parse().ok()).unwrap_or_default();
    parameters.retain(|(name, _)| !matches!(name.as_str(), "view" | "cursor"));
    let mut query = query::search(&parameters)?;
    query.filter.limit = 1;
    query.facets = filters::FIELDS.to_vec();
    query.grid = Some(view.grid());
    let text = query.text.clone();
    let (mut found, members) = filters::found(node, query, &parameters, false).await?;

    let language = frame.language;
    let fields = filters::fields(&filters::FIELDS, &parameters, &members, &found.counts, language);
    let with = |more: &[(&str, String)]| -> Vec<(String, String)> {
        let mut all = parameters.clone();
        all.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        all.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        all
    };
    let at = |view: View| address(path, &with(&[("view", view.to_string())]));

    let counts = found.counts.remove(&Facet::Country).unwrap_or_default();
    let in_country = |code: &str| address("/records", &with(&[("country", code.to_owned())]));
    let largest = found
        .clusters
        .iter()
        .map(|cluster| cluster.count)
        .max()
        .unwrap_or_default();
    let circles = found.clusters.iter().map(|cluster| {
        let (lon, lat) = (cluster.lon / 1_000_000, cluster.lat / 1_000_000);
        let href = match view.zoom < ZOOM_MAX {
            true => at(View::at(lon, lat, view.zoom + 1)),
            false => address("/records", &with(&[("near", near(cluster))])),
        };
        Circle {
            is_list: view.zoom >= ZOOM_MAX,
            x: cluster.lon / 100_000,
            y: -cluster.lat / 100_000,
            radius: radius(cluster.count, largest, view.width()),
            count: grouped(cluster.count, language),
            label: say(language, "web-records", &[("count", cluster.count.to_string())]),
            href,
        }
    });
    let shown = Map {
        view_box: view.view_box(),
        circles: circles.collect(),
        moves: moves(view)
            .into_iter()
            .map(|(key, view)| (at(view), frame.say(key)))
            .collect(),
        total: total(found.total, language),
        list: address("/records", &parameters),
        view: (view != View::default()).then(|| view.to_string()),
        text,
        fields,
        countries: countries(&counts, in_country, language),
        frame,
    };
    Ok(page(&shown, language)?)
}

/// The countries with records, in the order of their names; `href` says where those of one are listed.
fn countries(counts: &[(String, u64)], href: impl Fn(&str) -> String, language: Language) -> Vec<Country> {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let country = |(code, count): &(String, u64)| Country {
        name: country_name(code, language),
        count: grouped(*count, language),
        href: href(code),
        path: outlines::of(code),
        level: level(*count, most),
    };
    let mut countries: Vec<Country> = counts.iter().map(country).collect();
    countries.sort_by_cached_key(|country| spelling::fold(&country.name));
    countries
}

/// Where one can go from a view: what the link says, and the view.
fn moves(view: View) -> Vec<(&'static str, View)> {
    let View { lon, lat, zoom } = view;
    let (across, up) = (view.width() / 4, view.width() / 8);
    let mut moves = Vec::new();
    if zoom < ZOOM_MAX {
        moves.push(("web-map-in", View::at(lon, lat, zoom + 1)));
    }
    if zoom > 0 {
        moves.push(("web-map-out", View::at(lon, lat, zoom - 1)));
        moves.push(("web-map-west", View::at(lon - across, lat, zoom)));
        moves.push(("web-map-north", View::at(lon, lat + up, zoom)));
        moves.push(("web-map-south", View::at(lon, lat - up, zoom)));
        moves.push(("web-map-east", View::at(lon + across, lat, zoom)));
        moves.push(("web-map-world", View::default()));
    }
    // At the edge of the world some lead nowhere.
    moves.retain(|(_, to)| *to != view);
    moves
}

/// How dark a country is: each step has about four times as many records as the one before.
fn level(count: u64, most: u64) -> u32 {
    let below = (most.max(1) as f64 / count.max(1) as f64).log(4.0);
    4_u32.saturating_sub(below as u32).max(1)
}

/// A circle whose area grows with what it stands for.
fn radius(count: u64, largest: u64, width: i64) -> i64 {
    let part = (count as f64 / largest.max(1) as f64).sqrt();
    let (least, most) = RADIUS;
    ((least + (most - least) * part) * 10.0 * width as f64).round() as i64
}

/// A circle around a group, in the words of the filter.
fn near(cluster: &Cluster) -> String {
    let degrees = |e6: i64| e6 as f64 / 1e6;
    format!("{:.3},{:.3},{}", degrees(cluster.lat), degrees(cluster.lon), 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_reads_back_and_stays_within_the_world() {
        for text in ["0,0,0", "-17,15,4", "100,-40,3"] {
            let view: View = text.parse().expect("a view");
            assert_eq!(view.to_string(), text);
        }
        assert_eq!("179,89,1".parse(), Ok(View::at(90, 45, 1)));
        for text in ["", "0,0", "0,0,9", "a,b,c", "200,0,1", "0,0,0,0"] {
            assert!(text.parse::<View>().is_err(), "{text}");
        }
        assert_eq!(View::default().view_box(), outlines::WORLD);
    }

    #[test]
    fn every_move_leads_elsewhere_and_none_beyond_the_world() {
        for view in ["0,0,0", "-90,45,1", "-17,15,5"] {
            let view: View = view.parse().expect("a view");
            for (key, to) in moves(view) {
                assert_ne!(to, view, "{key}");
                assert_eq!(View::at(to.lon, to.lat, to.zoom), to, "{key}");
            }
        }
        assert_eq!(moves(View::default()).len(), 1, "the world can only be gone into");
    }

    #[test]
    fn more_records_are_darker_and_larger() {
        assert_eq!([1, 7, 30, 100].map(|count| level(count, 100)), [1, 3, 4, 4]);
        assert!(radius(1, 100, 360) < radius(50, 100, 360) && radius(50, 100, 360) < radius(100, 100, 360));
        assert!(radius(1, 1, 11) > 0);
    }
}
