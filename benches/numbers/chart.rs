//! The chart of the README, as SVG: for some operations a bar each for us, for nobody's protection, for C and for others, on three targets.
//!
//! One file for light and dark: the style follows `prefers-color-scheme`, also within `<img>`, on GitHub, crates.io and docs.rs alike, and it brings its own background, so that it can be read
//! where the page's theme is another than the system's. (GitHub alone understands a `<picture>` of two files; crates.io and docs.rs would show both of their readers the same one.) No script, no
//! foreign font. Letters are so large that they can be read on a phone, where the picture is half as wide; masked parts are hatched and their number stands in brackets, so that no colour is needed.
//!
//! GitHub and crates.io find it beside the README; rustdoc gets it as a `data:` link (`as_link`), whose definition comes before the README's own and so wins.

use crate::Result;
use crate::table::{TARGETS, Table};
use std::fmt::Write;

/// An operation (`bars` on each target have one scale): what the reader is told, and the approaches in the order of their bars.
struct Scene {
    title: &'static str,
    operation: &'static str,
    bars: &'static [(&'static str, &'static str)],
}

const OURS: (&str, &str) = ("irqshare", "irqshare");
const FLOOR: (&str, &str) = ("floor", "unprotected");
const C: (&str, &str) = ("c", "C");
const SECTION: (&str, &str) = ("critical-section", "critical-section");
const RTIC: (&str, &str) = ("rtic", "RTIC");
const EMBASSY: (&str, &str) = ("embassy-sync", "embassy-sync");
const PORTABLE: (&str, &str) = ("portable-atomic", "portable-atomic");
const ATOMIC: (&str, &str) = ("atomic-waker", "atomic-waker");

const SCENES: [Scene; 4] = [
    Scene {
        title: "Main reads a u16 (ATmega328P), a u32 (Cortex-M)",
        operation: "global-word-get",
        bars: &[OURS, FLOOR, C, PORTABLE, SECTION, RTIC],
    },
    Scene {
        title: "Main changes a struct that it shares with a handler",
        operation: "shared-main",
        bars: &[OURS, FLOOR, C, SECTION, EMBASSY, RTIC],
    },
    Scene {
        title: "The handler changes that struct",
        operation: "shared-handler",
        bars: &[OURS, FLOOR, C, SECTION, EMBASSY, RTIC],
    },
    Scene {
        title: "A handler wakes a task",
        operation: "waker-wake-handler",
        bars: &[OURS, FLOOR, ATOMIC, EMBASSY],
    },
];

const EXPLAINED: [&str; 4] = [
    "Bars compare within their group: each has its own scale.",
    "Handlers on ATmega328P run with interrupts off anyway.",
    "Unprotected is a static mut, which goes wrong. Opt-level s, LTO.",
    "On Cortex-M, Rust keeps a frame pointer and C doesn't: 2 of each.",
];

/// How many of [`TARGETS`] are shown.
const COLUMNS: usize = 3;

const WIDTH: usize = 800;
const MARGIN: usize = 20;
/// Where the first column begins, how far it is to the next, and how long the longest bar is.
const LEFT: usize = 193;
const COLUMN: usize = 204;
const LONGEST: usize = 100;
const ROW: usize = 28;
const BAR: usize = 18;

const STYLE: &str = "
text { font: 20px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', 'DejaVu Sans', sans-serif; fill: #1f2328; }
.page { fill: #ffffff; } .title { font-size: 26px; font-weight: bold; } .faint { fill: #59636e; } .scene, .head, .ours { font-weight: bold; }
.end { text-anchor: end; } .rule { stroke: #1f2328; stroke-opacity: .15; }
.bar { fill: #8c959f; } .bar.ours { fill: #0969da; } .edge { fill: none; stroke: #59636e; } .edge.ours { stroke: #0969da; }
.stripe { stroke: #ffffff; stroke-width: 4; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .page { fill: #0d1117; } .faint { fill: #9198a1; } .rule { stroke: #e6edf3; }
.bar { fill: #7d8590; } .bar.ours { fill: #58a6ff; } .edge { stroke: #9198a1; } .edge.ours { stroke: #58a6ff; } .stripe { stroke: #0d1117; }
}
";

pub fn draw(table: &Table) -> Result<String> {
    let mut body = String::new();
    let mut y = MARGIN + 26;
    text(&mut body, (MARGIN, y), "title", "What sharing with an interrupt handler costs");
    y += 34;
    text(&mut body, (MARGIN, y), "", "ATmega328P: CPU cycles. Cortex-M: executed instructions.");
    y += 38;
    legend(&mut body, table, y)?;
    for line in EXPLAINED {
        y += 28;
        text(&mut body, (MARGIN, y), "faint", line);
    }
    y += 46;
    for (column, target) in TARGETS.iter().enumerate().take(COLUMNS) {
        let name = if target.name == "ATmega328P" {
            "ATmega328P".into()
        } else {
            format!("Cortex-M, {}", target.name)
        };
        text(&mut body, (LEFT + column * COLUMN, y), "head", &name);
    }
    y += 12;
    let mut told = Vec::new();
    for scene in &SCENES {
        let _ = writeln!(body, "<path class=\"rule\" d=\"M{MARGIN} {y}H{}\"/>", WIDTH - MARGIN);
        y += 30;
        text(&mut body, (MARGIN, y), "scene", scene.title);
        y += 12;
        draw_scene(&mut body, scene, table, y)?;
        told.push(told_of(scene, table));
        y += scene.bars.len() * ROW + 14;
    }
    let height = y + 6;
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">What sharing with an interrupt handler costs: irqshare beside unprotected code, C and other crates</title>\n\
         <desc id=\"desc\">{}</desc>\n<style>{STYLE}</style>\n\
         {}{}<rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n{body}</svg>\n",
        told.join(" "),
        pattern("masked", "bar"),
        pattern("masked-ours", "bar ours"),
    );
    roxmltree::Document::parse(&drawing).map_err(|error| format!("the chart is no XML: {error}"))?;
    Ok(drawing)
}

fn pattern(id: &str, class: &str) -> String {
    format!(
        "<pattern id=\"{id}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"{class}\" width=\"8\" height=\"8\"/>\
         <path class=\"stripe\" d=\"M0 0V8\"/></pattern>\n"
    )
}

fn text(out: &mut String, (x, y): (usize, usize), class: &str, text: &str) {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\"{class}>{text}</text>");
}

/// A bar of which the last part is masked.
fn bar(out: &mut String, (x, y): (usize, usize), (open, masked): (usize, usize), ours: bool) {
    let (class, fill) = if ours { (" ours", "masked-ours") } else { ("", "masked") };
    if open > 0 {
        let _ = writeln!(
            out,
            "<rect class=\"bar{class}\" x=\"{x}\" y=\"{y}\" width=\"{open}\" height=\"{BAR}\"/>"
        );
    }
    if masked > 0 {
        let x = x + open;
        let _ = writeln!(
            out,
            "<rect fill=\"url(#{fill})\" x=\"{x}\" y=\"{y}\" width=\"{masked}\" height=\"{BAR}\"/>"
        );
    }
    let _ = writeln!(
        out,
        "<rect class=\"edge{class}\" x=\"{x}.5\" y=\"{y}.5\" width=\"{}\" height=\"{}\"/>",
        open + masked - 1,
        BAR - 1
    );
}

/// One of the bars, and what it says.
fn legend(out: &mut String, table: &Table, y: usize) -> Result<()> {
    let pair = table.get(SCENES[0].operation, OURS.0, 0);
    let Some(cost @ (all, masked)) = pair.map(|pair| pair.shown()[0]).filter(|cost| cost.1 > 0) else {
        return Err(format!("the chart's legend needs a masked `{}`", SCENES[0].operation));
    };
    let length = (cost.1 * 80 / cost.0) as usize;
    bar(out, (MARGIN, y - 15), (80 - length, length), true);
    text(out, (MARGIN + 90, y), "ours", &format!("{all} ({masked})"));
    text(out, (MARGIN + 166, y), "", &format!("costs {all}; interrupts are held off for {masked} of them"));
    Ok(())
}

fn draw_scene(out: &mut String, scene: &Scene, table: &Table, top: usize) -> Result<()> {
    for (column, on) in TARGETS.iter().enumerate().take(COLUMNS) {
        let x = LEFT + column * COLUMN;
        let get = |approach| table.get(scene.operation, approach, column).map(|pair| pair.lto);
        let most =
            scene.bars.iter().filter_map(|(approach, _)| get(approach)).map(|figures| figures.cost).max();
        let (Some(most), Some(_)) = (most, get(OURS.0)) else {
            return Err(format!("the chart needs `{}` on {}", scene.operation, on.name));
        };
        for (i, (approach, _)) in scene.bars.iter().enumerate() {
            let y = top + i * ROW;
            let Some(figures) = get(approach) else {
                text(out, (x, y + 16), "faint", "-");
                continue;
            };
            let scaled = |part: u32| ((part as usize) * LONGEST + most as usize / 2) / most as usize;
            let masked = figures.masked.unwrap_or(0);
            let (length, hatched) = (scaled(figures.cost), scaled(masked));
            bar(out, (x, y), (length - hatched, hatched), *approach == OURS.0);
            let said =
                if masked > 0 { format!("{} ({masked})", figures.cost) } else { figures.cost.to_string() };
            text(out, (x + length + 6, y + 16), if *approach == OURS.0 { "ours" } else { "" }, &said);
        }
    }
    for (i, (approach, name)) in scene.bars.iter().enumerate() {
        let class = if *approach == OURS.0 { "end ours" } else { "end" };
        text(out, (LEFT - 12, top + i * ROW + 16), class, name);
    }
    Ok(())
}

/// The same for whoever can't see it.
fn told_of(scene: &Scene, table: &Table) -> String {
    let mut parts = Vec::new();
    for (column, on) in TARGETS.iter().enumerate().take(COLUMNS) {
        let bars = scene.bars.iter().filter_map(|(approach, name)| {
            let figures = table.get(scene.operation, approach, column)?.lto;
            let masked = figures.masked.filter(|masked| *masked > 0);
            let masked = masked.map_or_else(String::new, |masked| format!(", {masked} of them masked"));
            Some(format!("{name} {}{masked}", figures.cost))
        });
        parts.push(format!("on {} ({}): {}", on.name, on.unit, bars.collect::<Vec<_>>().join("; ")));
    }
    format!("{}: {}.", scene.title, parts.join(". "))
}

/// The definition of the README's link to the chart, with the chart in it.
pub fn as_link(drawing: &str) -> String {
    format!("[cost chart]: data:image/svg+xml;base64,{}\n", base64(drawing.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for part in bytes.chunks(3) {
        let bits =
            part.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for i in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * i) & 63) as usize]);
            out.push(if i > part.len() { '=' } else { letter });
        }
    }
    out
}
