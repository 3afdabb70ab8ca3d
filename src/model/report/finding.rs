//! `Finding`: accesses that aren't atomic although each is safe, as they are told.

use super::names::name_of;
use super::sources::Sources;
use crate::model::engine::Place;
use crate::model::engine::{Bytes, Findings, Found, Memory, Order, Program};
use core::fmt;
use core::ops::Range;
use std::format;
use std::string::String;
use std::vec::Vec;

impl Order {
    /// What goes wrong in this order, in words.
    ///
    /// ```
    /// use irqshare::model::Order;
    ///
    /// assert_eq!(Order::Rwr.means(), "two looks see two values");
    /// ```
    pub fn means(self) -> &'static str {
        match self {
            Self::Rwr => "two looks see two values",
            Self::Wwr => "it reads back what another wrote",
            Self::Rww => "the write in between is lost, or what it was based on isn't true any more",
            Self::Wrw => "the read in between sees what is only half done",
            Self::MixedView => "it sees the one as it was, and the other as it is",
            Self::MixedWrite => {
                "what came in between sees, or leaves, the one of this context and the other of another"
            }
            Self::MixedUpdate => "what the write was based on isn't true any more",
        }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rwr => "R-W-R",
            Self::Wwr => "W-W-R",
            Self::Rww => "R-W-W",
            Self::Wrw => "W-R-W",
            Self::MixedView => "mixed view",
            Self::MixedWrite => "mixed write",
            Self::MixedUpdate => "mixed update",
        })
    }
}

/// Three accesses to one variable, or to variables that [belong together](crate::model::Setup::together): two of one context, and between them one of a context that interrupts it, in one of the
/// [orders](Order). Each such triple of source lines is found once.
///
/// ```
/// use irqshare::{Global, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
/// }
/// static COUNT: Global<u8> = Global::new(0);
///
/// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
/// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
/// for finding in failure.findings() {
///     println!("{finding}"); // what is lost, where, and who does it
/// }
/// assert!(!failure.findings().is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Finding {
    order: Order,
    places: [Place; 3],
    /// The places of what else came between, in the same run.
    others: Vec<Place>,
    /// Who is struck by whom.
    contexts: Vec<(&'static str, &'static str)>,
    variable: Option<String>,
    /// One, or two that belong together.
    cells: Vec<Cell>,
    token: String,
}

/// A cell that a finding is about.
#[derive(Debug, Clone)]
struct Cell {
    name: Option<String>,
    /// All of it, and what of it the accesses have in common.
    all: Bytes,
    bytes: Bytes,
    reset: Place,
}

impl Finding {
    /// In which order.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Order, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// assert_eq!(failure.findings()[0].order(), Order::Rww); // `update` instead
    /// ```
    pub fn order(&self) -> Order {
        self.order
    }

    /// Where the three accesses stand.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// let [first, between, last] = failure.findings()[0].places(); // main's two, and the handler's
    /// assert!(first.line() == last.line() && between.line() < first.line());
    /// ```
    pub fn places(&self) -> [Place; 3] {
        self.places
    }

    /// All that the context in the middle did between the two that counts, in the shortest schedule: the last of it is the second of the [`places`](Self::places). A handler that writes a
    /// variable three times in one run is one finding.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn ADC(_isr) {
    ///         BUSY.set(true);
    ///         BUSY.set(false);
    ///     }
    /// }
    /// static BUSY: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::avr().attach::<ADC>(1).reset(&BUSY, || false).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| while BUSY.get() | BUSY.get() {}).unwrap_err();
    /// let [finding] = failure.findings() else { panic!() };
    /// assert_eq!(finding.between().len(), 2);
    /// assert_eq!(finding.between()[1], finding.places()[1]);
    /// ```
    pub fn between(&self) -> Vec<Place> {
        self.others.iter().copied().chain([self.places[1]]).collect()
    }

    /// Who makes the first and the last access, and who the one between: `("main", "USART_RX")`; each pair that the search met.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// assert_eq!(failure.findings()[0].contexts(), [("main", "USART_RX")]);
    /// ```
    pub fn contexts(&self) -> &[(&'static str, &'static str)] {
        &self.contexts
    }

    /// The cell, by the name that the setup resets it by, if that can be read from the source; `BUFFER[3]` for an element, `DATA and LENGTH` for two that belong together.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// // "COUNT", as `reset` calls it
    /// let name = failure.findings()[0].variable().unwrap_or("a cell");
    /// assert!(name == "COUNT" || name == "a cell");
    /// ```
    pub fn variable(&self) -> Option<&str> {
        self.variable.as_deref()
    }

    /// Where the setup resets the cell: which one it is, also where the source doesn't tell its name. Of cells that [belong together](crate::model::Setup::together) there are two: the one of the first
    /// access, and the one of the last. [`is_on`](Self::is_on) compares them with a cell.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).interrupts_on().atomicity();
    /// let line = line!() + 1;
    /// let setup = setup.reset(&COUNT, || 0);
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// assert_eq!(failure.findings()[0].reset_at()[0].line(), line);
    /// ```
    pub fn reset_at(&self) -> Vec<Place> {
        self.cells.iter().map(|cell| cell.reset).collect()
    }

    /// Which of the cell's bytes the three accesses have in common: all of them, or those of an element of an array. Of cells that [belong together](crate::model::Setup::together), of the one and of the
    /// other.
    ///
    /// ```
    /// use irqshare::model::{self, Plain, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BUFFER.at(3).set(1) }
    /// }
    /// static BUFFER: Plain<[u16; 4]> = Plain::new([0; 4]);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&BUFFER, || [0; 4]).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     BUFFER.at(3).update(|byte| byte + 1);
    /// }).unwrap_err();
    /// assert_eq!(failure.findings()[0].bytes()[0], 6..8); // BUFFER[3]
    /// ```
    pub fn bytes(&self) -> Vec<Range<usize>> {
        let range = |cell: &Cell| cell.bytes.start - cell.all.start..cell.bytes.end - cell.all.start;
        self.cells.iter().map(range).collect()
    }

    /// Whether it is on any of these bytes.
    pub(in crate::model) fn meets(&self, bytes: Bytes) -> bool {
        self.cells.iter().any(|cell| cell.bytes.meets(bytes))
    }

    /// Replays the shortest schedule that shows it, and shows it alone of all that this schedule may show. No two findings have the same token.
    ///
    /// ```
    /// use irqshare::{Global, Main, model::{self, Cpu, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let body = |_: &Cpu, _: &mut Main| COUNT.set(COUNT.get() + 1);
    /// let failure = model::try_check(&setup, body).unwrap_err();
    /// for finding in failure.findings() {
    ///     let one = model::replay(&setup, finding.token(), body).unwrap_err();
    ///     println!("{}", one.picture()); // (1), (2) and (3) are its accesses
    ///     assert_eq!(one.token(), Some(finding.token()));
    /// }
    /// ```
    pub fn token(&self) -> &str {
        &self.token
    }
}

impl Cell {
    fn told(&self) -> String {
        let place = || format!("the cell that {}:{} resets", self.reset.file(), self.reset.line());
        self.name.clone().unwrap_or_else(place)
    }
}

impl fmt::Display for Finding {
    /// `R-W-W on TICKS: main src/main.rs:10, UART src/main.rs:31, main src/main.rs:11`; what else came between stands behind the second: `UART src/main.rs:31 (and :29)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (who, by) = self.contexts.first().copied().unwrap_or_default();
        let on: Vec<String> = self.cells.iter().map(Cell::told).collect();
        let on = on.join(" and ");
        let [first, strike, second] = self.places.map(|p| format!("{}:{}", p.file(), p.line()));
        write!(f, "{} on {on}: {who} {first}, {by} {strike}{}, {who} {second}", self.order, self.and())?;
        for (who, by) in self.contexts.iter().skip(1) {
            write!(f, "; also {who} struck by {by}")?;
        }
        Ok(())
    }
}

/// A list of findings, each with what it means and its token.
pub(super) fn listed(findings: &[Finding]) -> String {
    let list = |finding: &Finding| {
        format!("\n  {finding}\n      {}; token {}", finding.order().means(), finding.token())
    };
    findings.iter().map(list).collect()
}

impl Finding {
    /// ` (and :29, :30)`, or nothing.
    fn and(&self) -> String {
        let file = self.places[1].file();
        let others = self.others.iter().map(|at| {
            let file = if at.file() == file { "" } else { at.file() };
            format!("{file}:{}", at.line())
        });
        let others: Vec<String> = others.collect();
        if others.is_empty() { String::new() } else { format!(" (and {})", others.join(", ")) }
    }
}

/// The cell that a finding is about, or the two that belong together.
fn cells(memory: &Memory, on: [Bytes; 2], sources: &mut Sources) -> Vec<Cell> {
    let distinct = if on[0] == on[1] { &on[..1] } else { &on[..] };
    let tell = |&bytes: &Bytes| {
        let variable = memory.at(bytes).expect("a finding is on a variable");
        Cell { name: name_of(memory, bytes, sources), all: variable.bytes, bytes, reset: variable.place }
    };
    distinct.iter().map(tell).collect()
}

/// Places where something stands besides another, in the order of the source; each line once.
fn others(found: &Found) -> Vec<Place> {
    let [_, middle, _] = found.triple.accesses;
    let line = |at: Place| (at.file(), at.line());
    let mut others: Vec<_> = found.triple.others.iter().map(|access| access.place).collect();
    others.retain(|place| line(*place) != line(middle.place));
    others.sort_by_key(|place| line(*place));
    others.dedup_by_key(|place| line(*place));
    others
}

/// What a search has found, for people. The tokens are those of a test.
pub(super) fn told(findings: &Findings, program: &Program, test: u32) -> Vec<Finding> {
    let mut sources = Sources::default();
    let tell = |found: &Found| {
        let cells = cells(&program.memory, found.triple.on, &mut sources);
        let names: Option<Vec<&str>> = cells.iter().map(|cell| cell.name.as_deref()).collect();
        Finding {
            order: found.triple.order,
            places: found.triple.accesses.map(|a| a.place),
            others: others(found),
            contexts: found
                .contexts()
                .iter()
                .map(|&(who, by)| (program.name(who), program.name(by)))
                .collect(),
            variable: names.map(|names| names.join(" and ")),
            cells,
            token: found.token(test),
        }
    };
    findings.all.iter().map(tell).collect()
}
