//! `Hint`: variables that look as if they belonged together, as they are told.

use super::names::name_of;
use super::sources::Sources;
use crate::model::engine::Place;
use crate::model::engine::{Findings, Found, Program, Totals, Variables, bit};
use core::fmt;
use std::collections::BTreeSet;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Cells that one handler always changes together, in one run, and that a context which it interrupts reads one by one: the handler came between, so what was read is partly old and partly new. If they
/// belong together, that is a bug; if not, all is well, which is why it is no failure. See [`Report::hints`](super::Report::hints).
///
/// ```
/// use irqshare::{Global, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn INT0(_isr) {
///         PULSES.update(|n| n + 1);
///         LAST_AT.set(PULSES.get() * 10);
///     }
/// }
/// static PULSES: Global<u8> = Global::new(0);
/// static LAST_AT: Global<u8> = Global::new(0);
///
/// let setup = Setup::avr().attach::<INT0>(1).reset(&PULSES, || 0).reset(&LAST_AT, || 0).interrupts_on();
/// let report = model::check(&setup.atomicity(), |_cpu, _main| _ = (PULSES.get(), LAST_AT.get()));
/// println!("{}", report.hints()[0]);
/// assert_eq!((report.hints()[0].reader(), report.hints()[0].handler()), ("main", "INT0"));
/// ```
#[derive(Debug, Clone)]
pub struct Hint {
    reader: &'static str,
    handler: &'static str,
    variables: Vec<String>,
    places: [Place; 2],
}

impl Hint {
    /// The context that reads them one by one: `main`, or a vector's name.
    ///
    /// ```
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # irqshare::handlers! {
    /// #     device: irqshare::model::atmega328p;
    /// #     fn INT0(_isr) { PULSES.set(1); LAST_AT.set(1) }
    /// # }
    /// # static PULSES: Global<u8> = Global::new(0);
    /// # static LAST_AT: Global<u8> = Global::new(0);
    /// # let setup = Setup::avr().attach::<INT0>(1).reset(&PULSES, || 0).reset(&LAST_AT, || 0).interrupts_on();
    /// let report = model::check(&setup.atomicity(), |_cpu, _main| _ = (PULSES.get(), LAST_AT.get()));
    /// assert_eq!(report.hints()[0].reader(), "main");
    /// ```
    pub fn reader(&self) -> &'static str {
        self.reader
    }

    /// The vector whose handler changes them in one run.
    ///
    /// ```
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # irqshare::handlers! {
    /// #     device: irqshare::model::atmega328p;
    /// #     fn INT0(_isr) { PULSES.set(1); LAST_AT.set(1) }
    /// # }
    /// # static PULSES: Global<u8> = Global::new(0);
    /// # static LAST_AT: Global<u8> = Global::new(0);
    /// # let setup = Setup::avr().attach::<INT0>(1).reset(&PULSES, || 0).reset(&LAST_AT, || 0).interrupts_on();
    /// let report = model::check(&setup.atomicity(), |_cpu, _main| _ = (PULSES.get(), LAST_AT.get()));
    /// assert_eq!(report.hints()[0].handler(), "INT0");
    /// ```
    pub fn handler(&self) -> &'static str {
        self.handler
    }

    /// The cells, by the names that the setup resets them by, or where it does; an array is one.
    ///
    /// ```
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # irqshare::handlers! {
    /// #     device: irqshare::model::atmega328p;
    /// #     fn INT0(_isr) { PULSES.set(1); LAST_AT.set(1) }
    /// # }
    /// # static PULSES: Global<u8> = Global::new(0);
    /// # static LAST_AT: Global<u8> = Global::new(0);
    /// # let setup = Setup::avr().attach::<INT0>(1).reset(&PULSES, || 0).reset(&LAST_AT, || 0).interrupts_on();
    /// let report = model::check(&setup.atomicity(), |_cpu, _main| _ = (PULSES.get(), LAST_AT.get()));
    /// assert_eq!(report.hints()[0].variables().len(), 2); // then `.together((&PULSES, &LAST_AT))`, or not
    /// ```
    pub fn variables(&self) -> &[String] {
        &self.variables
    }

    /// Where it reads one, and then another: of several such places, those of the shortest schedule.
    ///
    /// ```
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # irqshare::handlers! {
    /// #     device: irqshare::model::atmega328p;
    /// #     fn INT0(_isr) { PULSES.set(1); LAST_AT.set(1) }
    /// # }
    /// # static PULSES: Global<u8> = Global::new(0);
    /// # static LAST_AT: Global<u8> = Global::new(0);
    /// # let setup = Setup::avr().attach::<INT0>(1).reset(&PULSES, || 0).reset(&LAST_AT, || 0).interrupts_on();
    /// let report = model::check(&setup.atomicity(), |_cpu, _main| _ = (PULSES.get(), LAST_AT.get()));
    /// let [first, second] = report.hints()[0].places();
    /// assert_eq!(first.line(), second.line());
    /// ```
    pub fn places(&self) -> [Place; 2] {
        self.places
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.places.map(|at| format!("{}:{}", at.file(), at.line()));
        let Self { reader, handler, .. } = self;
        let (what, how) = match &self.variables[..] {
            [one] => (one.clone(), format!("&{one}")),
            all => {
                let (last, rest) = all.split_last().expect("two or more");
                (format!("{} and {last}", rest.join(", ")), format!("(&{})", all.join(", &")))
            }
        };
        write!(
            f,
            "{reader} reads {what} one by one ({first}, {second}), and {handler}, which always changes them in one run, came between. If they belong together, \
             read them in one section, and declare it: `.together({how})`"
        )
    }
}

/// The hints of a search, for people: for each reader and each handler one, with all that is connected.
pub(super) fn told(findings: &Findings, totals: &Totals, program: &Program) -> Vec<Hint> {
    let mut hints: Vec<(&Found, Variables)> = Vec::new();
    let mut all: Vec<&Found> = findings.hints.iter().collect();
    all.sort_by_key(|found| found.length());
    for found in all {
        let [first, strike, _] = &found.triple.accesses;
        let both = variables(found);
        let always = totals.wrote.iter().filter(|(line, _)| strike.who == Some(*line));
        if !always.into_iter().all(|(_, wrote)| wrote & both == both || wrote & both == 0) {
            continue;
        }
        let contexts = |found: &Found| (found.triple.accesses[0].who, found.triple.accesses[1].who);
        let (mut joined, mut shown) = (both, found);
        hints.retain(|&(other, set)| {
            let same = contexts(other) == (first.who, strike.who) && set & both != 0;
            if same {
                (joined, shown) = (joined | set, if shown.length() < other.length() { shown } else { other });
            }
            !same
        });
        hints.push((shown, joined));
    }
    let mut sources = Sources::default();
    let mut tell = |(found, set): (&Found, Variables)| {
        let [first, strike, last] = &found.triple.accesses;
        let numbers = (0..Variables::BITS).filter(|number| set >> number & 1 == 1);
        let names: BTreeSet<String> = numbers
            .map(|number| {
                let variable = program.memory.variable(number);
                let name = name_of(&program.memory, variable.bytes, &mut sources);
                name.unwrap_or_else(|| format!("what is reset at {}", variable.place))
            })
            .collect();
        Hint {
            reader: program.name(first.who),
            handler: program.name(strike.who),
            variables: names.into_iter().collect(),
            places: [first.place, last.place],
        }
    };
    let mut told: Vec<Hint> = hints.into_iter().map(&mut tell).collect();
    told.sort_by_key(|hint| hint.places.map(|at| (at.file(), at.line())));
    told
}

/// What the two reads are of.
fn variables(found: &Found) -> Variables {
    [0, 2]
        .map(|at: usize| bit(found.triple.accesses[at].variable).unwrap_or(0))
        .iter()
        .fold(0, |set, bit| set | bit)
}
