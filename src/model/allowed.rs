//! `Allowed`: which findings are meant.

use super::engine::Place;
use super::engine::{Access, Bytes, Findings, Found, Memory, Order};
use super::report::Finding;
use super::reset::Reset;
use std::string::String;
use std::vec::Vec;

/// Findings that are meant: see [`Setup::allow`](super::Setup::allow).
///
/// ```
/// use irqshare::{Global, model::{Allowed, Order}};
///
/// static DONE: Global<bool> = Global::new(false);
/// let polled = Allowed::on(&DONE).order(Order::Rwr); // main looks until the handler has set it
/// # let _ = polled;
/// ```
#[derive(Debug, Clone)]
pub struct Allowed {
    bytes: Option<Bytes>,
    order: Option<Order>,
    places: Option<[(String, u32); 3]>,
    /// A static of watched code, which isn't looked up yet.
    name: Option<&'static str>,
    place: Place,
}

impl Allowed {
    /// Findings on a cell, or on any element of an array of cells.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Allowed, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { DONE.set(true) }
    /// }
    /// static DONE: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&DONE, || false).interrupts_on()
    ///     .allow(Allowed::on(&DONE)); // main polls it: two looks may differ
    /// model::check(&setup, |_cpu, _main| assert!(DONE.get() <= DONE.get()));
    /// ```
    #[track_caller]
    pub fn on<C: Reset + 'static>(cell: &'static C) -> Self {
        Self { bytes: Some(bytes_of(cell)), order: None, places: None, name: None, place: Place::caller() }
    }

    /// Findings on a static of [watched](super::Setup::watch) code, or on a part of one, by the name that reports show.
    ///
    /// ```no_run
    /// use irqshare::model::{Allowed, Setup};
    ///
    /// # fn handler() {}
    /// let setup = Setup::cortex_m().watch().attach_fn("USART1", 37, 1, handler, 1)
    ///     .allow(Allowed::on_static("RING.head")); // main polls it: two looks may differ
    /// ```
    #[cfg(feature = "watch")]
    #[track_caller]
    pub fn on_static(name: &'static str) -> Self {
        Self { bytes: None, order: None, places: None, name: Some(name), place: Place::caller() }
    }

    /// Looks up the static that is named; its name, if there is none.
    pub(super) fn looked_up(mut self, memory: &Memory) -> Result<Self, &'static str> {
        if let Some(name) = self.name {
            self.bytes = Some(memory.named(name).ok_or(name)?);
        }
        Ok(self)
    }

    /// The finding with these three places: the ends of the files' paths, and the lines. Of what came between, any place will do.
    ///
    /// ```
    /// use irqshare::model::{self, Allowed, FailureKind, Setup};
    ///
    /// let known = Allowed::at([("src/main.rs", 40), ("src/irq.rs", 12), ("src/main.rs", 41)]);
    /// let failure = model::try_check(&Setup::avr().allow(known), |_cpu, _main| {}).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::StaleAllowance); // those lines have moved
    /// ```
    #[track_caller]
    pub fn at(places: [(&str, u32); 3]) -> Self {
        let places = places.map(|(file, line)| (file.into(), line));
        Self { bytes: None, order: None, places: Some(places), name: None, place: Place::caller() }
    }

    /// Only those in this order.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Allowed, Order, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// // two looks may differ, but no update may be lost
    /// let looks = Allowed::on(&COUNT).order(Order::Rwr);
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on();
    /// let failure = model::try_check(&setup.allow(looks), |_cpu, _main| {
    ///     COUNT.set(COUNT.get() + COUNT.get());
    /// }).unwrap_err();
    /// assert_eq!(failure.findings()[0].order(), Order::Rww);
    /// ```
    #[must_use]
    pub fn order(mut self, order: Order) -> Self {
        self.order = Some(order);
        self
    }

    fn matches(&self, found: &Found) -> bool {
        let triple = &found.triple;
        self.bytes.is_none_or(|bytes| triple.on.iter().any(|on| bytes.meets(*on)))
            && self.order.is_none_or(|order| order == triple.order)
            && self.places.as_ref().is_none_or(|places| {
                let is = |(file, line): &(String, u32), access: &Access| {
                    access.place.line() == *line && access.place.file().ends_with(file.as_str())
                };
                let [first, strike, second] = &triple.accesses;
                let mut between = triple.others.iter().chain([strike]);
                is(&places[0], first)
                    && between.any(|access| is(&places[1], access))
                    && is(&places[2], second)
            })
    }
}

impl Finding {
    /// Whether it is on this cell, or on an element of this array of cells; of two that belong together, on either.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    /// static MODE: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1)
    ///     .reset(&COUNT, || 0).reset(&MODE, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     MODE.set(MODE.get() + 1);
    ///     COUNT.set(COUNT.get() + 1);
    /// }).unwrap_err();
    /// let finding = &failure.findings()[0];
    /// assert!(finding.is_on(&COUNT) && !finding.is_on(&MODE));
    /// ```
    pub fn is_on<C: Reset + 'static>(&self, cell: &'static C) -> bool {
        self.meets(bytes_of(cell))
    }
}

/// Where a cell's value stands.
fn bytes_of<C: Reset + 'static>(cell: &'static C) -> Bytes {
    Bytes::of(cell.slot() as usize, size_of::<C::Value>())
}

/// Leaves out what is allowed; those allowances that nothing matches, where they stand.
pub(super) fn leave_out(findings: &mut Findings, allowed: &[Allowed]) -> Vec<Place> {
    let all = || findings.all.iter().chain(&findings.hints);
    let stale = allowed.iter().filter(|a| !all().any(|found| a.matches(found)));
    let stale = stale.map(|a| a.place).collect();
    for found in [&mut findings.all, &mut findings.hints] {
        found.retain(|found| !allowed.iter().any(|a| a.matches(found)));
    }
    stale
}
