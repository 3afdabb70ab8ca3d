//! What a live run asks the world outside, which pends its interrupts.

/// Whether a device of a live run has more to do.
///
/// ```
/// use irqshare::{Event, model::{self, Device, Setup, Wire}, sleep_until};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) { BYTES.set() }
/// }
/// static BYTES: Event = Event::new();
///
/// let setup = Setup::cortex_m().attach::<UART0>(0).reset(&BYTES, Event::new).interrupts_on();
/// let mut left = 3;
/// let line = |wire: &Wire| {
///     if left == 0 { return Device::Done }
///     left -= 1;
///     wire.pend::<UART0>();
///     Device::Running
/// };
/// model::run(&setup, line, |_cpu, main| loop { // ends when main sleeps, and the line is done
///     sleep_until(main, |_main, _cs| BYTES.take());
/// });
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
