//! Lines over a logarithmic axis, drawn as SVG: for light and dark, with nothing but text and paths.

use std::fmt::Write;

/// Panels side by side, their size, and the room around what is drawn in each.
const PANEL_WIDTH: f64 = 460.0;
const PLOT_HEIGHT: f64 = 280.0;
const LEFT: f64 = 58.0;
const RIGHT: f64 = 22.0;
const TOP: f64 = 92.0;

/// Below the plot: the numbers of the axis and its name; and then the legend, a line of it each.
const AXIS_HEIGHT: f64 = 58.0;
const LEGEND_LINE: f64 = 20.0;
const LEGEND_COLUMNS: usize = 2;

/// About how many steps the upright axis has.
const STEPS: f64 = 5.0;

/// Of lines, by their number; told apart by people who see colours differently, and on white as on black.
const COLOURS: [&str; 6] = ["var(--ink)", "#2f7ed8", "#e8743b", "#19a979", "#a259d9", "#c9971c"];

const STYLE: &str = "\
:root{--paper:#fff;--ink:#24292f;--soft:#6b737c;--grid:#e3e6ea}\
@media(prefers-color-scheme:dark){:root{--paper:#15191e;--ink:#e4e8ec;--soft:#98a2ac;--grid:#2c333b}}\
text{font:12px system-ui,sans-serif;fill:var(--soft)}\
.head{font-size:17px;font-weight:600;fill:var(--ink)}\
.title{font-size:14px;font-weight:600;fill:var(--ink)}\
.grid{stroke:var(--grid);fill:none}\
.line{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}\
.dashed{stroke-dasharray:2 6}";

/// Lines that share their axes.
pub(crate) struct Panel {
    /// What goes upwards, and in what unit.
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
}

/// A line through points, from left to right.
pub(crate) struct Line {
    pub(crate) name: String,
    /// Which colour it has; lines of one colour belong together.
    pub(crate) colour: usize,
    pub(crate) is_dashed: bool,
    /// Entries, and what is measured with so many.
    pub(crate) points: Vec<(f64, f64)>,
}

/// The whole picture.
pub(crate) fn svg(title: &str, panels: &[Panel]) -> String {
    let width = PANEL_WIDTH * panels.len() as f64;
    let legend = panels
        .iter()
        .map(|panel| panel.lines.len().div_ceil(LEGEND_COLUMNS))
        .max();
    let height = TOP + PLOT_HEIGHT + AXIS_HEIGHT + LEGEND_LINE * legend.unwrap_or_default() as f64 + 14.0;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"var(--paper)\"/>\n\
         <text class=\"head\" x=\"24\" y=\"36\">{title}</text>\n"
    );
    for (number, panel) in panels.iter().enumerate() {
        let _ = writeln!(out, "<g transform=\"translate({})\">", PANEL_WIDTH * number as f64);
        draw(panel, &mut out);
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

fn draw(panel: &Panel, out: &mut String) {
    let points = || panel.lines.iter().flat_map(|line| &line.points);
    let mut across: Vec<f64> = points().map(|point| point.0).collect();
    across.sort_by(f64::total_cmp);
    across.dedup();
    let (Some(first), Some(last)) = (across.first(), across.last()) else {
        return;
    };
    // A little room on both sides, and a width even where there is one number only.
    let (from, to) = (first.ln() - 0.3, last.ln() + 0.3);
    let step = step(points().map(|point| point.1).fold(0.0, f64::max));
    let top = (points().map(|point| point.1).fold(0.0, f64::max) / step)
        .ceil()
        .max(1.0)
        * step;
    let right = PANEL_WIDTH - RIGHT;
    let bottom = TOP + PLOT_HEIGHT;
    let x = |entries: f64| LEFT + (entries.ln() - from) / (to - from) * (right - LEFT);
    let y = |value: f64| bottom - value / top * PLOT_HEIGHT;

    let _ = writeln!(
        out,
        "<text class=\"title\" x=\"24\" y=\"{}\">{}</text>",
        TOP - 22.0,
        panel.title
    );
    for number in 0..=(top / step).round() as u32 {
        let value = f64::from(number) * step;
        let at = y(value);
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{LEFT} {at:.1}H{right}\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 8.0,
            at + 4.0,
            round(value)
        );
    }
    for entries in across {
        let at = x(entries);
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{at:.1} {bottom}v5\"/><text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 20.0,
            grouped(entries as u64)
        );
    }
    let _ = writeln!(
        out,
        "<text x=\"{right}\" y=\"{}\" text-anchor=\"end\">entries, logarithmic</text>",
        bottom + 40.0
    );
    for (number, line) in panel.lines.iter().enumerate() {
        let colour = COLOURS[line.colour % COLOURS.len()];
        let dashed = if line.is_dashed { " dashed" } else { "" };
        let path: Vec<String> = line
            .points
            .iter()
            .map(|point| format!("{:.1} {:.1}", x(point.0), y(point.1)))
            .collect();
        let _ = writeln!(
            out,
            "<path class=\"line{dashed}\" stroke=\"{colour}\" d=\"M{}\"/>",
            path.join("L")
        );
        for point in &line.points {
            let _ = writeln!(
                out,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.6\" fill=\"{colour}\"><title>{}: {} with {} entries</title></circle>",
                x(point.0),
                y(point.1),
                line.name,
                round(point.1),
                grouped(point.0 as u64)
            );
        }
        let column = (right - LEFT) / LEGEND_COLUMNS as f64 * (number % LEGEND_COLUMNS) as f64 + LEFT;
        let row = bottom + AXIS_HEIGHT + LEGEND_LINE * (number / LEGEND_COLUMNS) as f64;
        let _ = writeln!(
            out,
            "<path class=\"line{dashed}\" stroke=\"{colour}\" d=\"M{column:.1} {row}h24\"/><text x=\"{:.1}\" y=\"{}\">{}</text>",
            column + 32.0,
            row + 4.0,
            line.name
        );
    }
}

/// 1, 2 or 5 times a power of ten, of which about [`STEPS`] make up `most`.
fn step(most: f64) -> f64 {
    let least = (most / STEPS).max(1e-9);
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|times| times * power);
    steps.into_iter().find(|step| *step >= least).unwrap_or(10.0 * power)
}

/// With as many digits behind the point as say something.
fn round(value: f64) -> String {
    match value {
        0.0 => "0".to_owned(),
        0.0..0.1 => format!("{value:.3}"),
        0.1..10.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// In groups of three digits, with thin spaces between them.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut groups: Vec<&str> = digits.as_bytes()[first..]
        .chunks(3)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    if first > 0 {
        groups.insert(0, &digits[..first]);
    }
    groups.join("\u{2009}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_numbers_are_grouped() {
        assert_eq!((step(100.0), step(101.0), step(7.0)), (20.0, 50.0, 2.0));
        assert_eq!(grouped(1_000_000), "1\u{2009}000\u{2009}000");
        assert_eq!(grouped(100_000), "100\u{2009}000");
        assert_eq!(grouped(999), "999");
    }

    #[test]
    fn each_line_is_drawn_and_named() {
        let line = |name: &str, colour| Line {
            name: name.to_owned(),
            colour,
            is_dashed: colour == 1,
            points: vec![(100.0, 3.0), (1_000.0, 4.0)],
        };
        let panel = Panel {
            title: "µs".to_owned(),
            lines: vec![line("one", 0), line("other", 1)],
        };
        let drawn = svg("Growth", &[panel]);
        assert_eq!(drawn.matches("<circle").count(), 4);
        assert!(drawn.contains(">one</text>") && drawn.contains(">other</text>"));
        assert!(!drawn.contains("NaN"));
    }
}
