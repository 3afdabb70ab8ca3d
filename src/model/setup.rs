//! `Setup`: which CPU, and how it begins. Other files have the rest of it: `attach` what is on it, `options` what is looked for, and how, `outputs` where it is written.

use super::allowed::Allowed;
use super::engine::Place;
use super::engine::{CpuKind, Mutant, Program, SearchOptions, hash};
use std::path::PathBuf;
use std::string::String;
use std::vec::Vec;

/// The emulated machine and the search: build one, then give it to [`check`](super::check), [`replay`](super::replay) or [`run`](super::run).
///
/// ```
/// use irqshare::{Shared, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn USART_RX(isr) { BYTES.get_mut(isr).push(7) }
/// }
/// static BYTES: Shared<Vec<u8>, USART_RX> = Shared::new(Vec::new());
///
/// let setup = Setup::avr() // the machine,
///     .attach::<USART_RX>(2) // its interrupts,
///     .reset(&BYTES, Vec::new) // the statics that the test uses,
///     .interrupts_on() // how it begins,
///     .max_masked(4); // what else is to hold
/// let report = model::check(&setup, |_cpu, main| {
///     assert!(BYTES.lock(main, |bytes| bytes.len()) <= 2);
/// });
/// assert!(report.complete());
/// ```
pub struct Setup {
    pub(super) name: &'static str,
    /// What is run, on which CPU, and what is looked for.
    pub(super) program: Program,
    pub(super) search: SearchOptions,
    pub(super) allowed: Vec<Allowed>,
    /// The test says how many bits of a priority the chip has.
    pub(super) bits_said: bool,
    /// The most that the devices say of those whose vectors are attached; 0 if none does.
    pub(super) bits_of_device: u8,
    // Where to write it.
    pub(super) svg: Option<PathBuf>,
    pub(super) json: Option<PathBuf>,
    /// The first thing that is wrong with it, to be told by whoever runs it.
    pub(super) wrong: Option<String>,
}

impl Setup {
    pub(super) fn new(cpu: CpuKind) -> Self {
        let mut setup = Self {
            name: "",
            program: Program::new(cpu),
            search: SearchOptions::default(),
            allowed: Vec::new(),
            bits_said: false,
            bits_of_device: 0,
            svg: None,
            json: None,
            wrong: None,
        }
        .reset(&crate::wait::WOKEN, || false);
        // The executors' own flag, which wakers set while main looks.
        setup.program.memory.last_synchronises();
        setup
    }

    /// An AVR: a word is one byte, handlers don't nest, and interrupts are off at reset. The instruction after `sei` runs before any handler does, so `sei; sleep` has no gap; it needn't be the next access, before
    /// which a handler may come.
    ///
    /// XMEGA, AVR-Dx, megaAVR-0 and tinyAVR 0 to 2, whose handlers nest, are [`avr_xmega`](Self::avr_xmega) and [`avr_dx`](Self::avr_dx).
    ///
    /// ```
    /// use irqshare::{interrupts, model::{self, Setup}};
    ///
    /// model::check(&Setup::avr(), |_cpu, _main| {
    ///     assert!(!interrupts::are_enabled());
    ///     // SAFETY: no section is open.
    ///     unsafe { interrupts::enable() } // `sei`, as `main` does it; or `Setup::interrupts_on`
    /// });
    /// ```
    pub fn avr() -> Self {
        Self::new(CpuKind::Avr)
    }

    /// A Cortex-M of v7-M or v8-M.main: four bytes (eight to load), handlers nest by priority, locks mask up to their ceiling, interrupts are on at
    /// reset but each line is off until its `enable`. It has as many bits of priority as the `device:` or [`priority_bits`](Self::priority_bits) say, or else 8.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { BYTES.set(1) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&BYTES, || 0);
    /// model::check(&setup, |_cpu, main| {
    ///     assert_eq!(BYTES.get(), 0); // the line is off
    ///     UART0::enable(main);
    ///     assert!(BYTES.get() <= 1);
    /// });
    /// ```
    pub fn cortex_m() -> Self {
        Self::new(CpuKind::CortexM)
    }

    /// A Cortex-M of v6-M or v8-M.base: as [`cortex_m`](Self::cortex_m), without BASEPRI, so every lock masks everything, and with 2 bits of priority: the highest is 4.
    ///
    /// ```
    /// use irqshare::{Global, Shared, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { BYTES.get_mut(isr); }
    ///     #[priority(3)]
    ///     fn TIMER_0A(_isr) { TICKS.update(|ticks| ticks + 1) }
    /// }
    /// static BYTES: Shared<u8, UART0> = Shared::new(0);
    /// static TICKS: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m0().attach::<UART0>(1).attach::<TIMER_0A>(1)
    ///     .reset(&BYTES, || 0).reset(&TICKS, || 0).interrupts_on();
    /// model::check(&setup, |_cpu, main| BYTES.lock(main, |_bytes| {
    ///     let ticks = TICKS.get();
    ///     // the timer's handler, above the ceiling, waits too: there is no BASEPRI
    ///     assert_eq!(TICKS.get(), ticks);
    /// }));
    /// ```
    pub fn cortex_m0() -> Self {
        Self::new(CpuKind::CortexM0)
    }

    /// A RISC-V in machine mode: four bytes, handlers don't nest, interrupts are off at reset.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model::{self, Setup}};
    ///
    /// mod device { #[derive(Clone, Copy)] pub enum Interrupt { MachineTimer = 7 } }
    /// irqshare::handlers! {
    ///     device: device;
    ///     fn MachineTimer(_isr) { TICKS.update(|ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u64> = Global::new(0);
    ///
    /// let setup = Setup::riscv().attach::<MachineTimer>(1).reset(&TICKS, || 0xffff_ffff);
    /// model::check(&setup, |_cpu, _main| {
    ///     // SAFETY: no section is open. (mie.MTIE is set at the start; `cpu.disable` clears it.)
    ///     unsafe { interrupts::enable() };
    ///     assert!([0xffff_ffff, 0x1_0000_0000].contains(&TICKS.get())); // two words
    /// });
    /// ```
    pub fn riscv() -> Self {
        Self::new(CpuKind::RiscV)
    }

    /// Names what is checked, so that tokens of one check aren't taken for another's with the same vectors, in the same test or example.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// for size in [1, 2, 4] {
    ///     let setup = Setup::avr().named(match size { 1 => "small", 2 => "middle", _ => "large" });
    ///     // a token of "small" doesn't replay "large"
    ///     model::check(&setup, |_cpu, _main| assert!(size > 0));
    /// }
    /// ```
    #[must_use]
    pub fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Starts as if initialisation was over: interrupts on, and every attached line enabled (but those whose handlers take values along: they want
    /// their `enable`).
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { FLAG.set(true) }
    /// }
    /// static FLAG: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = FLAG.get()); // no `enable`: it is on
    /// assert_eq!(report.fired("UART0"), 1);
    /// ```
    #[must_use]
    pub fn interrupts_on(mut self) -> Self {
        self.program.on = true;
        self
    }

    /// Builds a fault into the emulated CPU, to see that a test fails when it should.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model::{self, Mutant, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = || Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on();
    /// let body = || interrupts::free(|_cs| {
    ///     interrupts::free(|_cs| ()); // a section inside a section
    ///     let count = COUNT.get();
    ///     assert_eq!(COUNT.get(), count); // the outer one is still open
    /// });
    /// model::check(&setup(), |_cpu, _main| body());
    /// for mutant in [Mutant::MaskNothing, Mutant::ReleaseEnables] {
    ///     // SAFETY: any byte is a `u8`, and the run borrows nothing.
    ///     let broken = unsafe { setup().mutant(mutant) };
    ///     let caught = model::try_check(&broken, |_cpu, _main| body()).is_err();
    ///     assert!(caught, "{mutant:?}"); // one that isn't asks for another assertion
    /// }
    /// ```
    ///
    /// # Safety
    /// What the masks would have held off now runs: a value wider than a machine word may be read half old, half new. So every bit pattern must be
    /// a value of the types that the run reads from `Global`s, and the run must not use what a section alone keeps sound, such as `&T`
    /// borrowed from an `IrqMutex` across other accesses. A second `&mut T` to a `Shared` is refused before it is made: the run fails, or the process
    /// aborts if a panic unwinds then.
    #[must_use]
    pub unsafe fn mutant(mut self, mutant: Mutant) -> Self {
        self.program.mutant = Some(mutant);
        self
    }

    pub(super) fn complain(&mut self, what: String) {
        self.wrong.get_or_insert(what);
    }

    /// What a token belongs to: the CPU, the vectors and their bounds, and the test that runs it.
    pub(super) fn identity(&self, place: Place) -> u32 {
        let mut text = std::format!(
            "{} {:?} {:?} {} {} {} {} {:?}",
            place.file(),
            self.name,
            self.program.cpu,
            self.program.on,
            self.program.priority_bits,
            self.program.spurious_wakes,
            self.program.event_on_pend,
            std::thread::current().name()
        );
        for line in &self.program.lines {
            let priority = self.program.priority(line);
            text += &std::format!(" {} {} {priority} {}", line.name, line.number, line.firings);
            if line.runs_on() {
                text += " runs on";
            }
        }
        if self.program.fair_after != Program::new(self.program.cpu).fair_after {
            text += &std::format!(" fair after {}", self.program.fair_after);
        }
        hash(text.as_bytes())
    }
}

impl core::fmt::Debug for Setup {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Setup")
            .field("cpu", &self.program.cpu)
            .field(
                "vectors",
                &self.program.lines.iter().map(|line| (line.name, line.firings)).collect::<Vec<_>>(),
            )
            .finish_non_exhaustive()
    }
}
