//! `Finding`: accesses that aren't atomic although each is safe; which of them are meant; and their collection over a search.

use crate::model::engine::bytes::Bytes;
use crate::model::engine::machine::{Access, Triple};
use crate::model::engine::path::Path;
use crate::model::report::sources::Sources;
use crate::model::reset::Reset;
use crate::model::setup::Setup;
use core::fmt;
use core::panic::Location;
use std::collections::HashMap;
use std::format;
use std::string::String;
use std::vec::Vec;

/// The four orders of three accesses, the second of which is another context's, that no run without interrupts has.
///
/// ```
/// # use irqshare::model::Order;
/// assert_eq!(Order::Rww.to_string(), "R-W-W"); // read, another writes, written: a lost update
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Read, written by another, read: two looks that should see one value see two.
    Rwr,
    /// Written, written by another, read: it reads what it didn't write.
    Wwr,
    /// Read, written by another, written: it writes on the strength of what isn't true any more; the other's write is lost.
    Rww,
    /// Written, read by another, written: the other sees what was only half done.
    Wrw,
}

impl Order {
    fn of(accesses: &[Access; 3]) -> Self {
        match accesses.map(|a| a.written) {
            [false, _, false] => Self::Rwr,
            [true, true, _] => Self::Wwr,
            [false, _, true] => Self::Rww,
            [true, false, _] => Self::Wrw,
        }
    }

    /// What goes wrong in this order, in words.
    ///
    /// ```
    /// # use irqshare::model::Order;
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
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
/// # use irqshare::{Global, model::{self, Setup}};
/// # static COUNT: Global<u8> = Global::new(0);
/// # fn main() {
/// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
/// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
/// for finding in failure.findings() {
///     println!("{finding}"); // what is lost, where, and who does it
/// }
/// # assert!(!failure.findings().is_empty());
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Finding {
    pub(in crate::model) order: Order,
    pub(in crate::model) places: [&'static Location<'static>; 3],
    /// Who is struck by whom.
    pub(in crate::model) contexts: Vec<(&'static str, &'static str)>,
    pub(in crate::model) variable: Option<String>,
    pub(in crate::model) token: String,
}

impl Finding {
    /// In which order.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
    /// # use irqshare::{Global, model::{self, Order, Setup}};
    /// # static COUNT: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// assert_eq!(failure.findings()[0].order(), Order::Rww); // `update` instead
    /// # }
    /// ```
    pub fn order(&self) -> Order {
        self.order
    }

    /// Where the three accesses stand.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static COUNT: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// let [first, between, last] = failure.findings()[0].places(); // main's two, and the handler's
    /// assert!(first.line() == last.line() && between.line() < first.line());
    /// # }
    /// ```
    pub fn places(&self) -> [&'static Location<'static>; 3] {
        self.places
    }

    /// Who makes the first and the last access, and who the one between: `("main", "USART_RX")`; each pair that the search met.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static COUNT: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// assert_eq!(failure.findings()[0].contexts(), [("main", "UART0")]);
    /// # }
    /// ```
    pub fn contexts(&self) -> &[(&'static str, &'static str)] {
        &self.contexts
    }

    /// The cell, by the name that the setup resets it by, if that can be read from the source; `BUFFER[3]` for an element.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static COUNT: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// // "COUNT", as `reset` calls it
    /// let name = failure.findings()[0].variable().unwrap_or("a cell");
    /// # assert!(name == "COUNT" || name == "a cell");
    /// # }
    /// ```
    pub fn variable(&self) -> Option<&str> {
        self.variable.as_deref()
    }

    /// Replays the shortest schedule that shows it.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
    /// # use irqshare::{Global, Main, model::{self, Cpu, Setup}};
    /// # static COUNT: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let body = |_: &Cpu, _: &mut Main| COUNT.set(COUNT.get() + 1);
    /// let failure = model::try_check(&setup, body).unwrap_err();
    /// for finding in failure.findings() { // each by its own schedule
    ///     let one = model::replay(&setup, finding.token(), body).unwrap_err();
    ///     assert!(!one.picture().is_empty());
    /// }
    /// # }
    /// ```
    pub fn token(&self) -> &str {
        &self.token
    }
}

impl fmt::Display for Finding {
    /// `R-W-W on TICKS: main src/main.rs:10, UART src/main.rs:31, main src/main.rs:11`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (who, by) = self.contexts.first().copied().unwrap_or_default();
        let on = self.variable.as_ref().map(|name| format!(" on {name}")).unwrap_or_default();
        let [first, strike, second] = self.places.map(|p| format!("{}:{}", p.file(), p.line()));
        write!(f, "{}{on}: {who} {first}, {by} {strike}, {who} {second}", self.order)?;
        for (who, by) in self.contexts.iter().skip(1) {
            write!(f, "; also {who} struck by {by}")?;
        }
        Ok(())
    }
}

/// Findings that are meant: see [`Setup::allow`].
///
/// ```
/// # use irqshare::{Global, model::{Allowed, Order}};
/// # static DONE: Global<bool> = Global::new(false);
/// let polled = Allowed::on(&DONE).order(Order::Rwr); // main looks until the handler has set it
/// # let _ = polled;
/// ```
#[derive(Debug, Clone)]
pub struct Allowed {
    bytes: Option<Bytes>,
    order: Option<Order>,
    places: Option<[(String, u32); 3]>,
    place: &'static Location<'static>,
}

impl Allowed {
    /// Findings on a cell, or on any element of an array of cells.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::DONE.set(true) } } }
    /// # use irqshare::{Global, model::{self, Allowed, Setup}};
    /// # static DONE: Global<bool> = Global::new(false);
    /// # fn main() {
    /// let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&DONE, || false).interrupts_on()
    ///     .allow(Allowed::on(&DONE)); // main polls it: two looks may differ
    /// model::check(&setup, |_cpu, _main| assert!(DONE.get() <= DONE.get()));
    /// # }
    /// ```
    #[track_caller]
    pub fn on<C: Reset + 'static>(cell: &'static C) -> Self {
        let bytes = Bytes::of(cell.slot() as usize, size_of::<C::Value>());
        Self { bytes: Some(bytes), order: None, places: None, place: Location::caller() }
    }

    /// The finding with these three places: the ends of the files' paths, and the lines.
    ///
    /// ```
    /// # use irqshare::model::{self, Allowed, FailureKind, Setup};
    /// let known = Allowed::at([("src/main.rs", 40), ("src/irq.rs", 12), ("src/main.rs", 41)]);
    /// let failure = model::try_check(&Setup::avr().allow(known), |_cpu, _main| {}).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::StaleAllowance); // those lines have moved
    /// ```
    #[track_caller]
    pub fn at(places: [(&str, u32); 3]) -> Self {
        let places = places.map(|(file, line)| (file.into(), line));
        Self { bytes: None, order: None, places: Some(places), place: Location::caller() }
    }

    /// Only those in this order.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
    /// # use irqshare::{Global, model::{self, Allowed, Order, Setup}};
    /// # static COUNT: Global<u8> = Global::new(0);
    /// # fn main() {
    /// // two looks may differ, but no update may be lost
    /// let looks = Allowed::on(&COUNT).order(Order::Rwr);
    /// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on();
    /// let failure = model::try_check(&setup.allow(looks), |_cpu, _main| {
    ///     COUNT.set(COUNT.get() + COUNT.get());
    /// }).unwrap_err();
    /// assert_eq!(failure.findings()[0].order(), Order::Rww);
    /// # }
    /// ```
    #[must_use]
    pub fn order(mut self, order: Order) -> Self {
        self.order = Some(order);
        self
    }

    fn matches(&self, found: &Found) -> bool {
        self.bytes.is_none_or(|bytes| bytes.meets(found.triple.bytes))
            && self.order.is_none_or(|order| order == Order::of(&found.triple.accesses))
            && self.places.as_ref().is_none_or(|places| {
                places.iter().zip(&found.triple.accesses).all(|((file, line), access)| {
                    access.place.line() == *line && access.place.file().ends_with(file.as_str())
                })
            })
    }
}

/// Who is struck, and by whom.
type Struck = (Option<usize>, Option<usize>);

/// A triple, and the shortest schedule that has it.
#[derive(Debug)]
pub(in crate::model) struct Found {
    pub(in crate::model) triple: Triple,
    /// Who is struck by whom, and the schedule that showed it first.
    contexts: Vec<(Struck, Path)>,
    /// Arrivals and accesses.
    length: (u32, u64),
    pub(in crate::model) path: Path,
}

impl Found {
    /// Schedules that together show all that is known of it.
    pub(in crate::model) fn shown_by(&self) -> impl Iterator<Item = &Path> {
        self.contexts.iter().map(|(_, path)| path).chain([&self.path])
    }

    pub(in crate::model) fn length(&self) -> (u32, u64) {
        self.length
    }
}

/// What makes a triple that triple: the order, the lines, and the cell. An array is one cell.
type Key = (Order, [(&'static str, u32); 3], usize);
/// The same, quicker to compare.
type Quick = ([usize; 3], u8, usize);

/// What a search has found so far.
#[derive(Debug, Default)]
pub(in crate::model) struct Findings {
    /// Which of `all` it is.
    quick: HashMap<Quick, usize>,
    known: HashMap<Key, usize>,
    pub(in crate::model) all: Vec<Found>,
}

impl Findings {
    /// Takes what one schedule has shown.
    pub(in crate::model) fn take(
        &mut self,
        setup: &Setup,
        triples: Vec<Triple>,
        path: &Path,
        length: (u32, u64),
    ) {
        for triple in triples {
            let Some(cell) = setup.cell_at(triple.bytes) else { continue };
            if setup.cells[cell].synchronises {
                continue;
            }
            let accesses = &triple.accesses;
            let kinds = accesses.iter().fold(0, |kinds, a| kinds << 1 | u8::from(a.written));
            let quick = (accesses.map(|a| core::ptr::from_ref(a.place).addr()), kinds, cell);
            let new = self.all.len();
            let index = *self.quick.entry(quick).or_insert_with(|| {
                let key = (Order::of(accesses), accesses.map(|a| (a.place.file(), a.place.line())), cell);
                *self.known.entry(key).or_insert(new)
            });
            let contexts = (accesses[0].vector, accesses[1].vector);
            if index == new {
                let contexts = std::vec![(contexts, path.again())];
                self.all.push(Found { triple, contexts, length, path: path.again() });
                continue;
            }
            let found = &mut self.all[index];
            if !found.contexts.iter().any(|(known, _)| *known == contexts) {
                found.contexts.push((contexts, path.again()));
            }
            if length < found.length || (length == found.length && path.is_before(&found.path)) {
                (found.triple, found.length, found.path) = (triple, length, path.again());
            }
        }
    }

    /// Leaves out what is allowed; those allowances that nothing matches, where they stand.
    pub(in crate::model) fn leave_out(&mut self, allowed: &[Allowed]) -> Vec<&'static Location<'static>> {
        let stale = allowed.iter().filter(|a| !self.all.iter().any(|found| a.matches(found)));
        let stale = stale.map(|a| a.place).collect();
        self.all.retain(|found| !allowed.iter().any(|a| a.matches(found)));
        // In the order of the source.
        self.all.sort_by_key(|found| {
            (
                found.triple.accesses.map(|a| (a.place.file(), a.place.line())),
                Order::of(&found.triple.accesses),
            )
        });
        stale
    }

    /// For people.
    pub(in crate::model) fn told(&self, setup: &Setup, test: u32) -> Vec<Finding> {
        let mut sources = Sources::default();
        let name = |vector: Option<usize>| vector.map_or("main", |v| setup.vectors[v].name);
        let tell = |found: &Found| {
            let mut contexts: Vec<Struck> = found.contexts.iter().map(|(contexts, _)| *contexts).collect();
            contexts.sort_unstable();
            Finding {
                order: Order::of(&found.triple.accesses),
                places: found.triple.accesses.map(|a| a.place),
                contexts: contexts.iter().map(|&(who, by)| (name(who), name(by))).collect(),
                variable: setup.name_of(found.triple.bytes, &mut sources),
                token: found.path.token(test),
            }
        };
        self.all.iter().map(tell).collect()
    }
}
