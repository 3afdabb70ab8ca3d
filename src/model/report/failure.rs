//! `Failure`: what a check found, with the schedule as a picture and the token that replays it.

use crate::model::engine::failure_kind::FailureKind;
use crate::model::report::colour::Tone;
use crate::model::report::finding::Finding;
use crate::model::report::picture::Picture;
use std::boxed::Box;
use std::path::PathBuf;
use std::string::String;
use std::vec::Vec;

/// Why a check failed.
///
/// Its `Display` is the whole report: what went wrong, the schedule in lanes, how to replay it.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::FLAG.set(true) } } }
/// # use irqshare::{Global, model::{self, Setup}};
/// # static FLAG: Global<bool> = Global::new(false);
/// # fn main() {
/// # let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&FLAG, || false).interrupts_on();
/// let result = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get(), "too early"));
/// let failure = result.unwrap_err();
/// let report = failure.to_string();
/// assert!(report.contains("too early") && report.contains(failure.picture()));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Failure {
    pub(in crate::model) kind: FailureKind,
    pub(in crate::model) message: String,
    pub(in crate::model) schedules: u64,
    pub(in crate::model) picture: Box<Picture>,
    pub(in crate::model) token: Option<String>,
    pub(in crate::model) findings: Vec<Finding>,
    /// Whether no shorter schedule fails.
    pub(in crate::model) shortest: bool,
    /// Where it was drawn or written down.
    pub(in crate::model) files: Vec<PathBuf>,
}

impl Failure {
    pub(in crate::model) fn without_schedule(kind: FailureKind, message: String) -> Self {
        Self {
            kind,
            message,
            schedules: 0,
            picture: Box::default(),
            token: None,
            findings: Vec::new(),
            shortest: false,
            files: Vec::new(),
        }
    }

    /// What went wrong.
    ///
    /// ```
    /// # use irqshare::{Global, model::{self, FailureKind, Setup}};
    /// static MODE: Global<u8> = Global::new(0);
    ///
    /// let failure = model::try_check(&Setup::avr(), |_cpu, _main| MODE.set(1)).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::NotReset); // `.reset(&MODE, || 0)` is missing
    /// ```
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// What went wrong, in words: of a panic what it said, and where; of findings all of them. It has no picture and no colour.
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let failure = model::try_check(&Setup::avr(), |_cpu, _main| panic!("no room")).unwrap_err();
    /// assert!(failure.message().contains("no room"));
    /// ```
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How many schedules were run, the failing one among them. The shortest one is looked for after that, and doesn't count.
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let result = model::try_check(&Setup::avr(), |cpu, _main| assert_ne!(cpu.any(0..9), 4));
    /// let failure = result.unwrap_err();
    /// assert_eq!(failure.schedules(), 5); // 0, 1, 2 and 3 passed
    /// ```
    pub fn schedules(&self) -> u64 {
        self.schedules
    }

    /// Whether no schedule fails that has fewer arrivals, or as many and fewer accesses. `false` when the search for one took too long, and for a replay.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::BYTES.update(|bytes| bytes + 1) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static BYTES: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(3).reset(&BYTES, || 0).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| assert_ne!(BYTES.get(), 1)).unwrap_err();
    /// assert!(failure.is_shortest()); // one arrival is enough, and the picture shows no more
    /// # assert_eq!(failure.picture().matches("starts").count(), 1);
    /// # }
    /// ```
    pub fn is_shortest(&self) -> bool {
        self.shortest
    }

    /// The failing schedule as text: a lane for main, each handler and each device that took part, from top to bottom, with the values before and after, and the source
    /// at the right. Empty when no schedule failed: a limit was met, or the setup can't be run.
    ///
    /// A line is a lane that runs, a dotted one waits, a heavy one masks others; `(1)`, `(2)`, `(3)` are the accesses of a finding. Of a long schedule the end is drawn, and
    /// what surrounds these.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::FLAG.set(true) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static FLAG: Global<bool> = Global::new(false);
    /// # fn main() {
    /// # let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get())).unwrap_err();
    /// for line in failure.picture().lines() {
    ///     println!("{line}"); //    3  ┊                   │ set FLAG: false -> true ..
    /// }
    /// # assert!(failure.picture().contains("false -> true"));
    /// # }
    /// ```
    pub fn picture(&self) -> &str {
        &self.picture.text
    }

    /// The same as a drawing, to be looked at in a browser or an editor: one SVG file, for light and dark backgrounds, without scripts.
    ///
    /// To have it written: [`Setup::svg`](super::Setup::svg), or `IRQSHARE_SVG=folder` in the environment of a [`check`](super::check).
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::FLAG.set(true) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static FLAG: Global<bool> = Global::new(false);
    /// # fn main() {
    /// # let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// # let path = std::env::temp_dir().join(format!("irqshare_{}.svg", std::process::id()));
    /// let failure = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get())).unwrap_err();
    /// std::fs::write(&path, failure.svg()).expect("written"); // for a web page, or a bug report
    /// # std::fs::remove_file(&path).unwrap();
    /// # assert!(failure.svg().contains("</svg>"));
    /// # }
    /// ```
    pub fn svg(&self) -> String {
        crate::model::report::svg::draw(self)
    }

    /// What isn't atomic, in the order of the source; empty for other failures.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { ADC = 18 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn ADC(_isr) { super::SAMPLE.set(7) } } }
    /// # use irqshare::{Global, model::{self, Order, Setup}};
    /// # static SAMPLE: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::ADC>(1).reset(&SAMPLE, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     if SAMPLE.get() > 5 { /* another value than was compared: */ SAMPLE.get(); }
    ///     # SAMPLE.get();
    /// }).unwrap_err();
    /// assert!(failure.findings().iter().all(|finding| finding.order() == Order::Rwr));
    /// # assert!(!failure.findings().is_empty());
    /// # }
    /// ```
    pub fn findings(&self) -> &[Finding] {
        &self.findings
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
    ///     "findings": [{
    ///       "order": "R-W-W", "means": "...", "variable": "TICKS", "token": "...",      // variable: null if it isn't known
    ///       "places": [{ "file": "src/main.rs", "line": 10, "column": 5 }],              // three
    ///       "contexts": [{ "interrupted": "main", "by": "UART" }] }],
    ///     "lanes": [{ "name": "main", "device": false }],                                // main is the first
    ///     "events": [{
    ///       "number": 1,           // from 1 on, in the schedule; they jump where events are left out that repeat those before
    ///       "lane": 0,             // an index of "lanes"
    ///       "what": "write",       // read, write (or lent to be written), mask, unmask, start, end, sleep, line, note, fault
    ///       "text": "set TICKS: 4 -> 5",
    ///       "variable": "TICKS", "before": "4", "after": "5",                            // null where there is none
    ///       "mark": 1,             // 1, 2, 3: the accesses of a finding; else null
    ///       "file": "src/main.rs", "line": 10, "column": 5, "source": "TICKS.set(5);" }] } }   // null without a place
    /// ```
    ///
    /// To have it written: [`Setup::json`](super::Setup::json), or `IRQSHARE_JSON=folder` in the environment of a [`check`](super::check).
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let failure = model::try_check(&Setup::avr(), |_cpu, _main| panic!("no room")).unwrap_err();
    /// let json: serde_json::Value = serde_json::from_str(&failure.json())?;
    /// assert_eq!(json["failure"]["kind"], "Panic");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn json(&self) -> String {
        crate::model::report::json::failure(self)
    }

    /// Replays the failing schedule: give it to [`replay`](super::replay), or to `IRQSHARE_REPLAY`. Of several findings, it is the one with the shortest schedule.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::FLAG.set(true) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static FLAG: Global<bool> = Global::new(false);
    /// # fn main() {
    /// # let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get())).unwrap_err();
    /// if let Some(token) = failure.token() { // `None` if no schedule failed: a limit was met, say
    ///     println!("IRQSHARE_REPLAY={token} cargo test");
    /// }
    /// # assert!(failure.token().is_some());
    /// # }
    /// ```
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// What the schedule is, for whoever looks at it.
    pub(in crate::model) fn which(&self) -> String {
        let which = if self.shortest { "the shortest schedule that shows it" } else { "the schedule" };
        std::format!("{which}, met after {}", self.schedules)
    }

    /// As `Display` has it, and with colour where [`check`](super::check) has it.
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// if let Err(failure) = model::try_check(&Setup::avr(), |_cpu, _main| { /* .. */ }) {
    ///     eprintln!("{}", failure.coloured()); // in a test harness of your own
    ///     std::process::exit(1);
    /// }
    /// ```
    pub fn coloured(&self) -> String {
        self.told(crate::model::report::colour::is_wanted())
    }

    /// The whole report.
    pub(in crate::model) fn told(&self, colour: bool) -> String {
        let (first, rest) = self.message.split_once('\n').unwrap_or((&self.message, ""));
        let mut text = Tone::Fault.paint(first, colour);
        if !rest.is_empty() {
            text += &std::format!("\n{rest}");
        }
        if !self.picture.rows.is_empty() {
            text += &std::format!("\n\n{}:\n", self.which());
            text += &if colour {
                crate::model::report::lanes::draw(&self.picture, true)
            } else {
                self.picture.text.clone()
            };
        }
        if let Some(token) = &self.token {
            text += &std::format!("\ntoken: {}", Tone::Strong.paint(token, colour));
        }
        for file in &self.files {
            text += &std::format!("\nwritten: {}", file.display());
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
