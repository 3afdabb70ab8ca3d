//! Live runs: interrupts come when a device pends them.

use super::{Machine, Source, Stop, numbers, with};
use crate::handlers::Vector;
use core::any::TypeId;
use std::boxed::Box;

/// Whether a device of a live run has more to do.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::BYTES.set() } } }
/// # use irqshare::{Event, sleep_until};
/// # static BYTES: Event = Event::new();
/// use irqshare::model::{self, Device, Setup, Wire};
///
/// # fn main() {
/// # let setup = Setup::cortex_m().attach::<irq::UART0>(0).reset(&BYTES, Event::new).interrupts_on();
/// let mut left = 3;
/// let line = |wire: &Wire| {
///     if left == 0 { return Device::Done }
///     left -= 1;
///     wire.pend::<irq::UART0>();
///     Device::Running
/// };
/// model::run(&setup, line, |_cpu, main| loop { // ends when main sleeps, and the line is done
///     sleep_until(main, |_main, _cs| BYTES.take());
/// });
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// It may pend an interrupt at some later point.
    Running,
    /// It never will again: when main sleeps, the run is over.
    Done,
}

/// What a device of a live run holds: the interrupt lines.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { EXTI0 = 6 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn EXTI0(_isr) { super::PRESSED.set() } } }
/// # use irqshare::{Event, sleep_until};
/// # static PRESSED: Event = Event::new();
/// use irqshare::model::{self, Device, Setup, Wire};
///
/// /// Presses whenever main waits for it.
/// fn button(wire: &Wire) -> Device {
///     if wire.asleep() { wire.pend::<irq::EXTI0>() }
///     Device::Running
/// }
/// # fn main() {
/// # let setup = Setup::cortex_m().attach::<irq::EXTI0>(0).reset(&PRESSED, Event::new).interrupts_on();
/// model::run(&setup, button, |_cpu, main| {
///     let presses = sleep_until(main, |_main, _cs| PRESSED.take());
///     assert!(presses.get() >= 1);
/// });
/// # }
/// ```
#[derive(Debug)]
pub struct Wire {
    asleep: bool,
}

impl Wire {
    /// Makes an attached vector pending, as its peripheral would.
    ///
    /// A vector that isn't attached ends the run, which panics.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { EXTI0 = 6 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn EXTI0(_isr) { super::PRESSED.set() } } }
    /// # use irqshare::{Event, model::{self, Device, Setup, Wire}, sleep_until};
    /// # static PRESSED: Event = Event::new();
    /// # fn main() {
    /// # let setup = Setup::cortex_m().attach::<irq::EXTI0>(0).reset(&PRESSED, Event::new).interrupts_on();
    /// let (keys, typed) = std::sync::mpsc::channel(); // from another thread: a window, a terminal
    /// # keys.send('x').unwrap();
    /// let button = |wire: &Wire| {
    ///     if typed.try_recv() == Ok('x') { wire.pend::<irq::EXTI0>() }
    ///     Device::Running
    /// };
    /// # model::run(&setup, button, |_cpu, main| assert_eq!(sleep_until(main, |_main, _cs| PRESSED.take()).get(), 1));
    /// # }
    /// ```
    pub fn pend<V: Vector>(&self) {
        with(|m| {
            let line = m.find(TypeId::of::<V>(), V::NAME);
            m.pending.put(line, true);
        });
    }

    /// Whether main is asleep, so that the device may take its time.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { TIMER = 6 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn TIMER(_isr) { super::TICKS.set() } } }
    /// # use irqshare::{Event, model::{self, Device, Setup, Wire}, sleep_until};
    /// # static TICKS: Event = Event::new();
    /// # fn main() {
    /// # let setup = Setup::cortex_m().attach::<irq::TIMER>(0).reset(&TICKS, Event::new).interrupts_on();
    /// let timer = |wire: &Wire| {
    ///     if wire.asleep() { // else it is asked at each of main's accesses: don't wait there
    ///         std::thread::sleep(std::time::Duration::from_millis(1));
    ///         wire.pend::<irq::TIMER>();
    ///     }
    ///     Device::Running
    /// };
    /// # model::run(&setup, timer, |_cpu, main| assert_eq!(sleep_until(main, |_main, _cs| TICKS.take()).get(), 1));
    /// # }
    /// ```
    pub fn asleep(&self) -> bool {
        self.asleep
    }
}

pub(in crate::model) type Poll<'a> = &'a mut dyn FnMut(&Wire) -> Device;

impl Machine<'_> {
    /// Asks the devices, and takes what pends.
    pub(in crate::model) fn live_point(&self, asleep: bool) -> Device {
        let device = match self.source.try_borrow_mut() {
            Ok(mut source) => match &mut *source {
                Source::Live(poll) => poll(&Wire { asleep }),
                Source::Path(_) => Device::Done,
            },
            Err(_) => Device::Running,
        };
        loop {
            let running = self.running.get();
            let first = numbers(self.pending.bits() | self.held.bits())
                .filter(|&i| self.preempts(i, running))
                .max_by_key(|&i| self.rank(i));
            let Some(first) = first else { return device };
            self.pending.put(first, false);
            self.fire(first, None, false);
        }
    }

    pub(in crate::model) fn live_sleep(&self) {
        let fired = |m: &Self| m.lines.iter().map(|l| u64::from(l.fired.get())).sum::<u64>();
        let before = fired(self);
        loop {
            if self.wakes_now() && self.all.get() {
                return;
            }
            let device = self.live_point(true);
            if fired(self) != before || self.wakes_now() {
                return;
            }
            if device == Device::Done {
                std::panic::resume_unwind(Box::new(Stop::Done));
            }
        }
    }
}
