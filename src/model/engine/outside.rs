//! What a live run asks the world outside, which pends its interrupts.

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

/// Asked at each point, and while main sleeps; told whether it does.
pub(super) type Poll<'a> = &'a mut dyn FnMut(bool) -> Device;
