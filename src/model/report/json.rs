//! JSON: failures and reports for tools. The format stands in the documentation of [`Failure::json`] and [`Report::json`].
//!
//! A writer of what these need, and no more: it saves a dependency.

use super::failure::Failure;
use super::finding::Finding;
use super::hint::Hint;
use super::passed::Report;
use super::picture::Row;
use crate::model::engine::Place;
use crate::model::engine::What;
use core::fmt::Display;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

const VERSION: u32 = 1;

pub(super) fn failure(failure: &Failure) -> String {
    let picture = &failure.picture;
    let lanes =
        array(&picture.lanes, |lane| Object::new().text("name", lane.name).put("device", lane.device).end());
    let told = Object::new()
        .text("kind", &format!("{:?}", failure.kind))
        .text("message", &failure.message)
        .maybe("token", failure.token.as_deref())
        .put("schedules", failure.schedules)
        .put("shortest", failure.shortest)
        .put("complete_up_to", number(failure.complete_up_to))
        .put("findings", array(&failure.findings, finding))
        .put("lanes", lanes)
        .put("events", array(&picture.rows, event))
        .put("report", failure.report().map_or("null".into(), counted))
        .end();
    document("failure", &told)
}

pub(super) fn report(report: &Report) -> String {
    document("report", &counted(report))
}

fn counted(report: &Report) -> String {
    let fired = array(&report.fired, |(vector, times)| {
        Object::new().text("vector", vector).put("times", times).end()
    });
    let masked = array(report.masked(), |stretch| {
        let from = stretch.from.map_or("null".into(), place);
        Object::new()
            .text("vector", stretch.vector)
            .put("accesses", stretch.accesses)
            .put("from", from)
            .put("from_first_access", stretch.from_first_access)
            .end()
    });
    Object::new()
        .put("schedules", report.schedules())
        .put("points", report.points())
        .put("complete", report.complete())
        .put("sample", report.is_sample())
        .put("arrivals", number(report.arrivals()))
        .put("fired", fired)
        .put("silent", array(report.silent(), |name| string(name)))
        .put("masked", masked)
        .put("unseen", array(report.unseen(), |name| string(name)))
        .put("nesting", array(report.nesting(), |name| string(name)))
        .put("hints", array(report.hints(), hint))
        .end()
}

fn document(key: &str, told: &str) -> String {
    Object::new().put("version", VERSION).put(key, told).end() + "\n"
}

fn finding(finding: &Finding) -> String {
    let cells: Vec<_> = finding.reset_at().into_iter().zip(finding.bytes()).collect();
    let cells = array(&cells, |(reset, bytes)| {
        let bytes = array(&[bytes.start, bytes.end], usize::to_string);
        Object::new().put("reset", place(*reset)).put("bytes", bytes).end()
    });
    let contexts = array(finding.contexts(), |(interrupted, by)| {
        Object::new().text("interrupted", interrupted).text("by", by).end()
    });
    Object::new()
        .text("order", &finding.order().to_string())
        .text("means", finding.order().means())
        .maybe("variable", finding.variable())
        .put("cells", cells)
        .put("places", array(&finding.places(), |at| place(*at)))
        .put("between", array(&finding.between(), |at| place(*at)))
        .put("contexts", contexts)
        .text("token", finding.token())
        .end()
}

fn hint(hint: &Hint) -> String {
    Object::new()
        .text("reader", hint.reader())
        .text("handler", hint.handler())
        .put("variables", array(hint.variables(), |name| string(name)))
        .put("places", array(&hint.places(), |at| place(*at)))
        .end()
}

fn event(row: &Row) -> String {
    let what = match row.what {
        What::Read => "read",
        What::Write => "write",
        What::Mask => "mask",
        What::Unmask => "unmask",
        What::Start => "start",
        What::End => "end",
        What::Sleep => "sleep",
        What::Line => "line",
        What::Note => "note",
        What::Fault => "fault",
    };
    Object::new()
        .put("number", row.number)
        .put("lane", row.lane)
        .text("what", what)
        .text("text", &row.said())
        .maybe("variable", row.variable.as_deref())
        .maybe("before", row.before.as_deref())
        .maybe("after", row.after.as_deref())
        .put("mark", number((row.mark > 0).then_some(row.mark.into())))
        .maybe("file", row.place.map(|place| place.file()))
        .put("line", number(row.place.map(|place| place.line())))
        .put("column", number(row.place.map(|place| place.column())))
        .maybe("source", row.source.as_deref())
        .end()
}

fn number(number: Option<u32>) -> String {
    number.map_or("null".into(), |n| n.to_string())
}

fn place(place: Place) -> String {
    Object::new().text("file", place.file()).put("line", place.line()).put("column", place.column()).end()
}

/// An object that is being written.
struct Object(String);

impl Object {
    fn new() -> Self {
        Self(String::new())
    }

    /// What is JSON already: numbers, flags, arrays, objects.
    fn put(mut self, key: &str, value: impl Display) -> Self {
        let comma = if self.0.is_empty() { "" } else { "," };
        self.0 += &format!("{comma}{}:{value}", string(key));
        self
    }

    fn text(self, key: &str, value: &str) -> Self {
        self.put(key, string(value))
    }

    fn maybe(self, key: &str, value: Option<&str>) -> Self {
        self.put(key, value.map_or("null".into(), string))
    }

    fn end(self) -> String {
        format!("{{{}}}", self.0)
    }
}

fn array<T>(items: &[T], each: impl Fn(&T) -> String) -> String {
    let mut all = String::new();
    for item in items {
        let comma = if all.is_empty() { "" } else { "," };
        all += &format!("{comma}{}", each(item));
    }
    format!("[{all}]")
}

/// RFC 8259, 7.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            c if c < ' ' => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out + "\""
}
