//! What a `Setup` attaches to its CPU: vectors, devices, and the cells that are reset.
//!
//! Here types end: the engine knows a vector by its handler, a device by a closure, a cell by its bytes.

use super::engine::Place;
use super::engine::{Attached, Bytes, MOST_LINES, Variable, show};
use super::reset::Reset;
use super::setup::Setup;
use crate::arch::hosted::{Attaches, Emulated, Neighbours};
use crate::vector::Vector;
use core::any::TypeId;
use std::boxed::Box;

impl Setup {
    /// Attaches a vector whose interrupt arrives at most `firings` times, at any moments. With 0 it fires only when the program or a [device](Self::device) makes it
    /// pending.
    ///
    /// A check in which it never fires fails, for nothing was tried out about it: switch it on, pend it, attach it in those tests alone that it is for, or say
    /// [`may_stay_silent`](Self::may_stay_silent).
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { SUM.update(|sum| sum + 1) }
    ///     fn SSI0(_isr) { SUM.update(|sum| sum + 10) }
    /// }
    /// static SUM: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m()
    ///     .attach::<UART0>(2) // never, once or twice, whenever
    ///     .attach::<SSI0>(0) // when it is pended
    ///     .reset(&SUM, || 0)
    ///     .interrupts_on();
    /// model::check(&setup, |cpu, _main| {
    ///     SSI0::pend();
    ///     cpu.barrier();
    ///     assert!((10..=12).contains(&SUM.get()));
    /// });
    /// ```
    #[must_use]
    pub fn attach<V: Emulated>(mut self, firings: u32) -> Self {
        if V::ELSEWHERE {
            self.complain(std::format!(
                "`{name}` has no body in `handlers!`: say what its interrupt calls, by `.attach_handler::<{name}>({firings}, function)`",
                name = V::NAME
            ));
        }
        self.vector_of::<V>(firings, None)
    }

    /// Attaches a vector that `handlers!` name without a body (`fn UART0;`), since something else binds its handler; and the function that this calls, or what stands for it.
    ///
    /// Otherwise as [`attach`](Self::attach): [`interrupts_on`](Self::interrupts_on) or [`Cpu::enable`](super::Cpu::enable) switches the line on. For a Cortex-M alone: elsewhere nothing tells which handler runs, so `handlers!` refuse `fn UART0;` there.
    ///
    /// ```
    /// use irqshare::{Shared, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     #[priority(2)]
    ///     fn UART0; // a HAL binds it, and calls `received` in it
    /// }
    /// static BYTES: Shared<Vec<u8>, UART0> = Shared::new(Vec::new());
    ///
    /// fn received(byte: u8) {
    ///     UART0::in_handler(|isr| BYTES.get_mut(isr).push(byte));
    /// }
    ///
    /// let setup = Setup::cortex_m().attach_handler::<UART0>(2, || received(7))
    ///     .reset(&BYTES, Vec::new).interrupts_on();
    /// model::check(&setup, |_cpu, main| {
    ///     assert!(BYTES.lock(main, |bytes| bytes.len()) <= 2);
    /// });
    /// ```
    #[must_use]
    pub fn attach_handler<V: Emulated>(mut self, firings: u32, handler: impl Fn() + 'static) -> Self {
        if !V::ELSEWHERE {
            self.complain(std::format!(
                "`{name}` has a body in `handlers!`: attach it by `.attach::<{name}>({firings})`",
                name = V::NAME
            ));
        }
        if !self.program.cpu.is_cortex() {
            self.complain(std::format!(
                "`fn {name};` is for a Cortex-M: on AVR and RISC-V nothing tells which handler runs, so give `{name}` a body in `handlers!`",
                name = V::NAME
            ));
        }
        self.vector_of::<V>(firings, Some(Box::new(handler)))
    }

    /// Attaches a handler that is a function like any other, for code that knows nothing of this crate: a Rust function or one of C's. `priority` is the logical one: 1 is the lowest.
    ///
    /// Otherwise as [`attach`](Self::attach). On a Cortex-M the line is off until [`interrupts_on`](Self::interrupts_on), or until C enables it by its number.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// extern "C" fn usart1_handler() {
    ///     BYTES.set(1);
    /// }
    ///
    /// let setup = Setup::cortex_m().attach_fn("USART1", 37, 2, || usart1_handler(), 1)
    ///     .reset(&BYTES, || 0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| assert!(BYTES.get() <= 1));
    /// assert_eq!(report.fired("USART1"), 1);
    /// ```
    #[must_use]
    pub fn attach_fn(
        mut self,
        name: &'static str,
        number: u16,
        priority: u16,
        handler: impl Fn() + 'static,
        firings: u32,
    ) -> Self {
        /// It has no vector.
        struct Function;
        if self
            .program
            .lines
            .iter()
            .any(|line| line.name == name || (line.device.is_none() && line.number == number))
        {
            self.complain(std::format!(
                "`{name}`, number {number}: attached twice, or another has its name or its number"
            ));
        }
        if !(1..=self.program.top()).contains(&priority) && !self.program.cpu.is_avr() {
            self.complain(std::format!(
                "`{name}` has priority {priority}, but on this CPU they go from 1, the lowest, to {}",
                self.program.top()
            ));
        }
        self.attached(Attached {
            id: TypeId::of::<Function>(),
            name,
            number,
            priority,
            level: 1,
            switched: true,
            takes_values: false,
            handler: || (),
            elsewhere: Some(Box::new(handler)),
            clear: || (),
            firings,
            device: None,
            max_masked: None,
            may_be_early: false,
            may_stay_silent: false,
        })
    }

    /// Attaches `V`, and all others that the same `handlers!` binds, each with so many firings. One that is attached before keeps what it has: give those first that need another bound, or a handler.
    ///
    /// So a test doesn't miss a vector that the program gets later. Each `handlers!` needs a line of its own.
    ///
    /// ```
    /// use irqshare::{Event, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { CAME.set() }
    ///     fn SSI0(_isr) { CAME.set() }
    ///     fn TIMER_0A(_isr) { CAME.set() }
    /// }
    /// static CAME: Event = Event::new();
    ///
    /// let setup = Setup::cortex_m()
    ///     .attach::<UART0>(2)
    ///     .attach_all::<UART0>(1) // `SSI0` and `TIMER_0A`
    ///     .reset(&CAME, Event::new)
    ///     .interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = CAME.take());
    /// assert_eq!(["UART0", "SSI0", "TIMER_0A"].map(|vector| report.fired(vector)), [2, 1, 1]);
    /// ```
    #[must_use]
    pub fn attach_all<V: Neighbours>(self, firings: u32) -> Self {
        Attaches::of::<V>().into_iter().fold(self, |setup, attach| attach(setup, firings))
    }

    pub(crate) fn attach_if_missing<V: Emulated>(self, firings: u32) -> Self {
        if self.is_attached::<V>() { self } else { self.attach::<V>(firings) }
    }

    fn is_attached<V: Vector>(&self) -> bool {
        self.program.lines.iter().any(|line| line.id == TypeId::of::<V>())
    }

    fn vector_of<V: Emulated>(mut self, firings: u32, elsewhere: Option<Box<dyn Fn()>>) -> Self {
        if self.is_attached::<V>() {
            self.complain(std::format!(
                "`{}` is attached twice: give the bound once, and before `attach_all`",
                V::NAME
            ));
        }
        if V::CHIP_BITS > 0 {
            self.knows_bits(V::CHIP_BITS);
        }
        self.attached(Attached {
            id: TypeId::of::<V>(),
            name: V::NAME,
            number: V::NUMBER,
            priority: V::PRIORITY,
            level: 1,
            switched: V::SWITCHED,
            takes_values: V::TAKES_VALUES,
            handler: V::handler,
            elsewhere,
            clear: V::clear,
            firings,
            device: None,
            max_masked: None,
            may_be_early: false,
            may_stay_silent: false,
        })
    }

    pub(super) fn attached(mut self, attached: Attached) -> Self {
        if self.program.lines.len() == MOST_LINES {
            self.complain(std::format!("more than {MOST_LINES} vectors and devices are attached: attach those alone that the test is about"));
            return self;
        }
        self.program.lines.push(attached);
        self
    }

    /// Resets a cell to a value before every run, or an array of cells to an array of values. Every cell that a run touches must be reset, so that no schedule sees what another
    /// left.
    ///
    /// Reports call the cell what this line calls it.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// static MODE: Global<u8> = Global::new(0);
    /// static CHANNELS: [Global<u16>; 4] = [const { Global::new(0) }; 4];
    ///
    /// let setup = Setup::avr().reset(&MODE, || 1).reset(&CHANNELS, || [10, 20, 30, 40]);
    /// model::check(&setup, |_cpu, _main| assert_eq!((MODE.get(), CHANNELS[3].get()), (1, 40)));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn reset<C: Reset + 'static>(
        mut self,
        cell: &'static C,
        value: impl Fn() -> C::Value + 'static,
    ) -> Self {
        self.program.memory.keep(variable(cell, value, Place::caller()));
        self
    }

    /// A vector that is attached, to be told more about.
    pub(super) fn vector<V: Vector>(&mut self, wants: &str) -> Option<&mut Attached> {
        if !self.is_attached::<V>() {
            self.complain(std::format!(
                "`{wants}` is for a vector that is attached: write `.attach::<{}>(1)` before it",
                V::NAME
            ));
        }
        self.program.lines.iter_mut().find(|line| line.id == TypeId::of::<V>())
    }
}

/// A cell, as the engine knows it.
pub(super) fn variable<C: Reset + 'static>(
    cell: &'static C,
    value: impl Fn() -> C::Value + 'static,
    place: Place,
) -> Variable {
    Variable {
        bytes: Bytes::of(cell.slot().expose_provenance(), size_of::<C::Value>()),
        size: size_of::<C::Value>(),
        place,
        synchronises: C::SYNCHRONISES,
        reset: Box::new(move || {
            // SAFETY: between runs nobody uses the cell: its references last no longer than a run.
            unsafe { *cell.slot() = value() }
        }),
        show: Box::new(move || {
            // SAFETY: the model's thread looks, between two accesses, and no context uses a reference to the value just now.
            show(unsafe { &*cell.slot() })
        }),
        watched: None,
        path: "",
    }
}
