//! What failures and reports look like: as text, as a drawing, and for tools. It stands above all that draws.

use super::colour::{self, Tone};
use super::failure::Failure;
use super::passed::Report;
use super::{json, lanes, svg};
use std::format;
use std::string::String;

impl Failure {
    /// The same as a drawing, to be looked at in a browser or an editor: one SVG file, for light and dark backgrounds, without scripts.
    ///
    /// To have it written: [`Setup::svg`](crate::model::Setup::svg), or `IRQSHARE_SVG=folder` in the environment of a [`check`](crate::model::check).
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { FLAG.set(true) }
    /// }
    /// static FLAG: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// let path = std::env::temp_dir().join(format!("irqshare_{}.svg", std::process::id()));
    /// let failure = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get())).unwrap_err();
    /// std::fs::write(&path, failure.svg()).expect("written"); // for a web page, or a bug report
    /// # std::fs::remove_file(&path).unwrap();
    /// # assert!(failure.svg().contains("</svg>"));
    /// ```
    pub fn svg(&self) -> String {
        svg::draw(self)
    }

    /// All of this for tools: a JSON document.
    ///
    /// ```text
    /// { "version": 1,              // grows when something below changes its meaning or goes; new keys may come
    ///   "failure": {
    ///     "kind": "NotAtomic",     // the `FailureKind`
    ///     "message": "...",
    ///     "token": "...",          // null without a schedule
    ///     "schedules": 7,
    ///     "shortest": true,        // `is_shortest`
    ///     "complete_up_to": 2,     // `complete_up_to`, else null
    ///     "findings": [{           // all that were found, whatever the kind
    ///       "order": "R-W-W", "means": "...", "variable": "TICKS", "token": "...",      // variable: null if it isn't known
    ///       "cells": [{ "reset": { "file": "src/main.rs", "line": 3, "column": 9 }, "bytes": [0, 4] }],  // `reset_at`, and `bytes` from and to: one, or two that belong together
    ///       "places": [{ "file": "src/main.rs", "line": 10, "column": 5 }],              // three
    ///       "between": [{ "file": "src/main.rs", "line": 30, "column": 5 }],             // all that came between; the last is the second of the places
    ///       "contexts": [{ "interrupted": "main", "by": "UART" }] }],
    ///     "lanes": [{ "name": "main", "device": false }],                                // main is the first
    ///     "events": [{
    ///       "number": 1,           // from 1 on, in the schedule; they jump where events are left out that repeat those before
    ///       "lane": 0,             // an index of "lanes"
    ///       "what": "write",       // read, write (or lent to be written), mask, unmask, start, end, sleep, line, note, fault
    ///       "text": "set TICKS: 4 -> 5",
    ///       "variable": "TICKS", "before": "4", "after": "5",                            // null where there is none
    ///       "mark": 1,             // 1, 2, 3: the accesses of a finding, of which several may be 2; else null
    ///       "file": "src/main.rs", "line": 10, "column": 5, "source": "TICKS.set(5);" }],      // null without a place
    ///     "report": { .. } } }     // what was looked at until then, as in `Report::json`; null if no schedule was run
    /// ```
    ///
    /// To have it written: [`Setup::json`](crate::model::Setup::json), or `IRQSHARE_JSON=folder` in the environment of a [`check`](crate::model::check).
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let failure = model::try_check(&Setup::avr(), |_cpu, _main| panic!("no room")).unwrap_err();
    /// let json: serde_json::Value = serde_json::from_str(&failure.json())?;
    /// assert_eq!(json["failure"]["kind"], "Panic");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn json(&self) -> String {
        json::failure(self)
    }

    /// As `Display` has it, and with colour where [`check`](crate::model::check) has it.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// if let Err(failure) = model::try_check(&Setup::avr(), |_cpu, _main| { /* .. */ }) {
    ///     eprintln!("{}", failure.coloured()); // in a test harness of your own
    ///     std::process::exit(1);
    /// }
    /// ```
    pub fn coloured(&self) -> String {
        self.told(colour::is_wanted())
    }

    /// The whole report.
    fn told(&self, colour: bool) -> String {
        let (first, rest) = self.message.split_once('\n').unwrap_or((&self.message, ""));
        let mut text = Tone::Fault.paint(first, colour);
        if !rest.is_empty() {
            text += &format!("\n{rest}");
        }
        text += &self.found_beside();
        if !self.picture.rows.is_empty() {
            text += &format!("\n\n{}:\n", self.which());
            text += &if colour { lanes::draw(&self.picture, true) } else { self.picture.text.clone() };
        }
        if let Some(token) = &self.token {
            text += &format!("\ntoken: {}", Tone::Strong.paint(token, colour));
        }
        for file in &self.files {
            text += &format!("\nwritten: {}", file.display());
        }
        text
    }
}

impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.told(false))
    }
}

impl core::error::Error for Failure {}

impl Report {
    /// All of this for tools: a JSON document.
    ///
    /// ```text
    /// { "version": 1,              // as in `Failure::json`
    ///   "report": {
    ///     "schedules": 5,
    ///     "points": 4,
    ///     "complete": true,
    ///     "sample": false,
    ///     "arrivals": 2,           // `arrivals`, else null
    ///     "fired": [{ "vector": "UART", "times": 2 }],
    ///     "silent": [],            // vectors that never fired, as they may
    ///     "masked": [{ "vector": "UART", "accesses": 6,
    ///       "from": { "file": "src/main.rs", "line": 10, "column": 9 },   // null if nothing held it off
    ///       "from_first_access": false }],                               // true: another crate's function opened the section
    ///     "unseen": [],            // `unseen`
    ///     "nesting": ["UART"],     // from the outermost on
    ///     "hints": [{              // `Report::hints`
    ///       "reader": "main", "handler": "UART", "variables": ["LENGTH", "DATA"],
    ///       "places": [{ "file": "src/main.rs", "line": 10, "column": 5 }] }] } }           // two
    /// ```
    ///
    /// To have it written: [`Setup::json`](crate::model::Setup::json), or `IRQSHARE_JSON=folder` in the environment of a [`check`](crate::model::check).
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let report = model::check(&Setup::avr(), |cpu, _main| _ = cpu.any([1, 2, 3]));
    /// let json: serde_json::Value = serde_json::from_str(&report.json())?;
    /// assert_eq!(json["report"]["schedules"], 3);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn json(&self) -> String {
        json::report(self)
    }
}
