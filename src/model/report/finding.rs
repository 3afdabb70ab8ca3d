//! `Finding`: accesses that aren't atomic although each is safe, as they are told.

use super::names::name_of;
use super::sources::Sources;
use crate::model::engine::{Bytes, Findings, Found, Order, Program};
use core::fmt;
use core::ops::Range;
use core::panic::Location;
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
        })
    }
}

/// Three accesses to one variable: two of one context, consecutive in it, and between them one of a context that interrupts it, in one of the four
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
    places: [&'static Location<'static>; 3],
    /// Who is struck by whom.
    contexts: Vec<(&'static str, &'static str)>,
    variable: Option<String>,
    /// The cell, where it is reset, and what of it the three have in common.
    cell: Bytes,
    reset: &'static Location<'static>,
    pub(in crate::model) bytes: Bytes,
    token: String,
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
    pub fn places(&self) -> [&'static Location<'static>; 3] {
        self.places
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

    /// The cell, by the name that the setup resets it by, if that can be read from the source; `BUFFER[3]` for an element.
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

    /// Where the setup resets the cell: which one it is, also where the source doesn't tell its name. [`is_on`](Self::is_on) compares it with a cell.
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
    /// assert_eq!(failure.findings()[0].reset_at().line(), line);
    /// ```
    pub fn reset_at(&self) -> &'static Location<'static> {
        self.reset
    }

    /// Which of the cell's bytes the three accesses have in common: all of them, or those of an element of an array.
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
    /// assert_eq!(failure.findings()[0].bytes(), 6..8); // BUFFER[3]
    /// ```
    pub fn bytes(&self) -> Range<usize> {
        self.bytes.start - self.cell.start..self.bytes.end - self.cell.start
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

impl fmt::Display for Finding {
    /// `R-W-W on TICKS: main src/main.rs:10, UART src/main.rs:31, main src/main.rs:11`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (who, by) = self.contexts.first().copied().unwrap_or_default();
        let on = match &self.variable {
            Some(name) => name.clone(),
            None => format!("the cell that {}:{} resets", self.reset.file(), self.reset.line()),
        };
        let [first, strike, second] = self.places.map(|p| format!("{}:{}", p.file(), p.line()));
        write!(f, "{} on {on}: {who} {first}, {by} {strike}, {who} {second}", self.order)?;
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

/// What a search has found, for people. The tokens are those of a test.
pub(super) fn told(findings: &Findings, program: &Program, test: u32) -> Vec<Finding> {
    let mut sources = Sources::default();
    let tell = |found: &Found| {
        let bytes = found.triple.bytes;
        let variable = program.memory.at(bytes).expect("a finding is on a variable");
        Finding {
            order: found.triple.order,
            places: found.triple.accesses.map(|a| a.place),
            contexts: found
                .contexts()
                .iter()
                .map(|&(who, by)| (program.name(who), program.name(by)))
                .collect(),
            variable: name_of(&program.memory, bytes, &mut sources),
            cell: variable.bytes,
            reset: variable.place,
            bytes,
            token: found.token(test),
        }
    };
    findings.all.iter().map(tell).collect()
}
