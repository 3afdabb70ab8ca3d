//! `Setup`: which CPU, which vectors and how often, which devices, what is reset before each run.

use crate::handlers::Vector;
use crate::mask::bind::Line;
use crate::model::cells::ResetCell;
use crate::model::cpu::Cpu;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::sampler::Chance;
use crate::model::report::finding::Allowed;
use crate::model::reset::Reset;
use core::any::TypeId;
use core::cell::Cell;
use core::panic::Location;
use core::time::Duration;
use std::boxed::Box;
use std::path::PathBuf;
use std::string::String;
use std::vec::Vec;

/// The emulated machine and the search: build one, then give it to [`check`](super::check), [`replay`](super::replay) or [`run`](super::run).
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { USART_RX = 18 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn USART_RX(isr) { super::BYTES.get(isr).push(7) } } }
/// # use irqshare::Shared;
/// # static BYTES: Shared<Vec<u8>, irq::USART_RX> = Shared::new(Vec::new());
/// use irqshare::model::{self, Setup};
///
/// # fn main() {
/// let setup = Setup::avr() // the machine,
///     .attach::<irq::USART_RX>(2) // its interrupts,
///     .reset(&BYTES, Vec::new) // the statics that the test uses,
///     .interrupts_on() // how it begins,
///     .max_masked(4); // what else is to hold
/// let report = model::check(&setup, |_cpu, main| {
///     assert!(BYTES.lock(main, |bytes| bytes.len()) <= 2);
/// });
/// # assert!(report.complete());
/// # }
/// ```
pub struct Setup {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) on: bool,
    /// Vectors and devices, as they were attached.
    pub(super) vectors: Vec<Attached>,
    /// In the order in which they are reset.
    pub(super) cells: Vec<ResetCell>,
    /// The same, by their address.
    pub(super) by_address: Vec<(Bytes, usize)>,
    /// Some that were touched lately.
    pub(super) recent: [Cell<Bytes>; 16],
    // How to search.
    pub(super) most: Option<u64>,
    pub(super) time: Option<Duration>,
    pub(super) sample: Option<Sample>,
    pub(super) reduced: bool,
    pub(super) workers: usize,
    // What to look for.
    pub(super) atomicity: bool,
    pub(super) allowed: Vec<Allowed>,
    pub(super) max_nesting: Option<u32>,
    pub(super) max_in_a_row: u32,
    pub(super) longest: u64,
    pub(super) mutant: Option<Mutant>,
    // Where to write it.
    pub(super) svg: Option<PathBuf>,
    pub(super) json: Option<PathBuf>,
    /// The first thing that is wrong with it, to be told by whoever runs it.
    pub(super) wrong: Option<String>,
}

/// So many schedules chosen by chance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) schedules: u64,
    pub(super) seed: u64,
    pub(super) chance: Chance,
}

/// Which CPU is emulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Avr,
    CortexM,
    CortexM0,
    RiscV,
}

/// What a device does when it acts.
type Acts = Box<dyn Fn(&Cpu)>;

/// A vector as the machine knows it, or a device.
pub(super) struct Attached {
    pub(super) id: TypeId,
    pub(super) name: &'static str,
    pub(super) number: u16,
    pub(super) priority: u16,
    pub(super) switched: bool,
    pub(super) takes_values: bool,
    pub(super) handler: unsafe fn(),
    pub(super) clear: unsafe fn(),
    pub(super) firings: u32,
    /// What a device does; `None` for a vector.
    pub(super) device: Option<Acts>,
    /// The most accesses for which sections may hold it off.
    pub(super) max_masked: Option<u32>,
    /// It may look for a value that isn't there yet.
    pub(super) may_be_early: bool,
}

/// A fault built into the emulated CPU, to see that a test would notice: see [`Setup::mutant`].
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { ADC = 18 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn ADC(_isr) { super::SAMPLE.set(0x100) } } }
/// # use irqshare::{Global, model::{self, Mutant, Setup}};
/// # static SAMPLE: Global<u16> = Global::new(0);
/// # fn main() {
/// # let setup = Setup::avr().attach::<irq::ADC>(1).reset(&SAMPLE, || 0xff).interrupts_on();
/// // SAFETY: any two bytes are a `u16`, and the run borrows nothing.
/// let broken = unsafe { setup.mutant(Mutant::MaskNothing) };
/// let failure = model::try_check(&broken, |_cpu, _main| {
///     assert!([0xff, 0x100].contains(&SAMPLE.get()));
/// });
/// assert!(failure.is_err()); // so the test does notice when a section is missing
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mutant {
    /// Sections and locks mask nothing.
    MaskNothing,
    /// The end of a section or lock enables, instead of restoring what was there.
    ReleaseEnables,
    /// A lock masks up to one priority below its ceiling.
    CeilingTooLow,
}

impl Setup {
    fn new(kind: Kind) -> Self {
        let mut setup = Self {
            kind,
            name: "",
            on: false,
            vectors: Vec::new(),
            cells: Vec::new(),
            by_address: Vec::new(),
            recent: Default::default(),
            most: None,
            time: None,
            sample: None,
            reduced: true,
            workers: 1,
            atomicity: false,
            allowed: Vec::new(),
            max_nesting: None,
            max_in_a_row: 1_000,
            longest: 1_000_000,
            mutant: None,
            svg: None,
            json: None,
            wrong: None,
        }
        .reset(&crate::wait::WOKEN, || false);
        // The executors' own flag, which wakers set while main looks.
        setup.cells[0].synchronises = true;
        setup
    }

    /// An AVR: a word is one byte, handlers don't nest, interrupts are off at reset, and the instruction after `sei` runs before any handler does.
    ///
    /// ```
    /// # use irqshare::{interrupts, model::{self, Setup}};
    /// model::check(&Setup::avr(), |_cpu, _main| {
    ///     assert!(!interrupts::are_enabled());
    ///     // SAFETY: no section is open.
    ///     unsafe { interrupts::enable() } // `sei`, as `main` does it; or `Setup::interrupts_on`
    /// });
    /// ```
    pub fn avr() -> Self {
        Self::new(Kind::Avr)
    }

    /// A Cortex-M of v7-M or v8-M.main: four bytes (eight to load), handlers nest by priority, locks mask up to their ceiling, interrupts are on at
    /// reset but each line is off until its `enable`.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::BYTES.set(1) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static BYTES: Global<u8> = Global::new(0);
    /// # fn main() {
    /// let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&BYTES, || 0);
    /// model::check(&setup, |_cpu, main| {
    ///     assert_eq!(BYTES.get(), 0); // the line is off
    ///     irq::UART0::enable(main);
    ///     assert!(BYTES.get() <= 1);
    /// });
    /// # }
    /// ```
    pub fn cortex_m() -> Self {
        Self::new(Kind::CortexM)
    }

    /// A Cortex-M of v6-M or v8-M.base: as [`cortex_m`](Self::cortex_m), without BASEPRI, so every lock masks everything.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5, TIMER = 6 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(isr) { super::BYTES.get(isr); } #[priority(3)] fn TIMER(_isr) { super::TICKS.update(|ticks| ticks + 1) } } }
    /// # use irqshare::{Global, Shared, model::{self, Setup}};
    /// # static BYTES: Shared<u8, irq::UART0> = Shared::new(0);
    /// # static TICKS: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::cortex_m0().attach::<irq::UART0>(1).attach::<irq::TIMER>(1).reset(&BYTES, || 0).reset(&TICKS, || 0).interrupts_on();
    /// model::check(&setup, |_cpu, main| BYTES.lock(main, |_bytes| {
    ///     let ticks = TICKS.get();
    ///     // the timer's handler, above the ceiling, waits too: there is no BASEPRI
    ///     assert_eq!(TICKS.get(), ticks);
    /// }));
    /// # }
    /// ```
    pub fn cortex_m0() -> Self {
        Self::new(Kind::CortexM0)
    }

    /// A RISC-V in machine mode: four bytes, handlers don't nest, interrupts are off at reset.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { MachineTimer = 7 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn MachineTimer(_isr) { super::TICKS.update(|ticks| ticks + 1) } } }
    /// # use irqshare::{Global, interrupts, model::{self, Setup}};
    /// # static TICKS: Global<u64> = Global::new(0);
    /// # fn main() {
    /// let setup = Setup::riscv().attach::<irq::MachineTimer>(1).reset(&TICKS, || 0xffff_ffff);
    /// model::check(&setup, |_cpu, _main| {
    ///     // SAFETY: no section is open. (mie.MTIE is set at the start; `cpu.disable` clears it.)
    ///     unsafe { interrupts::enable() };
    ///     assert!([0xffff_ffff, 0x1_0000_0000].contains(&TICKS.get())); // two words
    /// });
    /// # }
    /// ```
    pub fn riscv() -> Self {
        Self::new(Kind::RiscV)
    }

    /// Names what is checked, so that tokens of one check aren't taken for another's with the same vectors, in the same test or example.
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
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
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::FLAG.set(true) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static FLAG: Global<bool> = Global::new(false);
    /// # fn main() {
    /// let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = FLAG.get()); // no `enable`: it is on
    /// assert_eq!(report.fired("UART0"), 1);
    /// # }
    /// ```
    #[must_use]
    pub fn interrupts_on(mut self) -> Self {
        self.on = true;
        self
    }

    /// Attaches a vector whose interrupt arrives at most `firings` times, at any moments. With 0 it fires only when the program or a [device](Self::device) makes it
    /// pending.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5, DMA0 = 11 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::SUM.update(|sum| sum + 1) } fn DMA0(_isr) { super::SUM.update(|sum| sum + 10) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static SUM: Global<u8> = Global::new(0);
    /// # fn main() {
    /// let setup = Setup::cortex_m()
    ///     .attach::<irq::UART0>(2) // never, once or twice, whenever
    ///     .attach::<irq::DMA0>(0) // when it is pended
    ///     .reset(&SUM, || 0)
    ///     .interrupts_on();
    /// model::check(&setup, |_cpu, _main| {
    ///     irq::DMA0::pend();
    ///     assert!((10..=12).contains(&SUM.get()));
    /// });
    /// # }
    /// ```
    #[must_use]
    pub fn attach<V: Line>(mut self, firings: u32) -> Self {
        if self.vectors.iter().any(|v| v.id == TypeId::of::<V>()) {
            self.complain(std::format!("`{}` is attached twice: give the bound once", V::NAME));
        }
        self.attached(Attached {
            id: TypeId::of::<V>(),
            name: V::NAME,
            number: V::NUMBER,
            priority: V::PRIORITY,
            switched: V::SWITCHED,
            takes_values: V::TAKES_VALUES,
            handler: V::handler,
            clear: V::clear,
            firings,
            device: None,
            max_masked: None,
            may_be_early: false,
        })
    }

    /// Something that the hardware does by itself, at most so many times, at any moments, whatever is masked: a byte that comes in, a transfer that ends.
    ///
    /// It acts between two instructions, as one. What it knows stands in [`Register`](super::Register)s, which it uses by `peek` and `poke`, and it makes interrupts pending (`cpu.pend`, `cpu.hold`). A device that uses a cell, or masks, fails
    /// the check.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { USART_RX = 18 } }
    /// use irqshare::model::{self, Cpu, Register, Setup};
    ///
    /// static DATA: Register<u8> = Register::new(0);
    ///
    /// mod irq {
    ///     irqshare::handlers! {
    ///         device: super::device;
    ///         fn USART_RX() { assert_eq!(super::DATA.read(), 7); }
    ///     }
    /// }
    ///
    /// fn receives(cpu: &Cpu) {
    ///     DATA.poke(7);
    ///     cpu.pend::<irq::USART_RX>();
    /// }
    ///
    /// # fn main() {
    /// let setup = Setup::avr().interrupts_on().reset(&DATA, || 0).attach::<irq::USART_RX>(0)
    ///     .device("line", 2, receives);
    /// model::check(&setup, |_cpu, _main| {});
    /// # }
    /// ```
    #[must_use]
    pub fn device(mut self, name: &'static str, times: u32, acts: impl Fn(&Cpu) + 'static) -> Self {
        unsafe fn nothing() {}
        if times == 0 {
            self.complain(std::format!("the device `{name}` acts zero times: a bound is 1 or more"));
        }
        self.attached(Attached {
            id: TypeId::of::<()>(),
            name,
            number: u16::MAX,
            priority: u16::MAX,
            switched: false,
            takes_values: false,
            handler: nothing,
            clear: nothing,
            firings: times,
            device: Some(Box::new(acts)),
            max_masked: None,
            may_be_early: false,
        })
    }

    fn attached(mut self, attached: Attached) -> Self {
        if self.vectors.len() == crate::model::engine::set::MOST_LINES {
            self.complain(std::format!(
                "more than {} vectors and devices are attached",
                crate::model::engine::set::MOST_LINES
            ));
            return self;
        }
        self.vectors.push(attached);
        self
    }

    /// Resets a cell to a value before every run, or an array of cells to an array of values. Every cell that a run touches must be reset, so that no schedule sees what another
    /// left.
    ///
    /// Reports call the cell what this line calls it.
    ///
    /// ```
    /// # use irqshare::{Global, model::{self, Setup}};
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
        self.keep(ResetCell::new(cell, value, Location::caller()));
        self
    }

    /// A vector that is attached, to be told more about.
    pub(super) fn vector<V: Vector>(&mut self, wants: &str) -> Option<&mut Attached> {
        if !self.vectors.iter().any(|v| v.id == TypeId::of::<V>()) {
            self.complain(std::format!(
                "`{wants}` is for a vector that is attached: write `.attach::<{}>(1)` before it",
                V::NAME
            ));
        }
        self.vectors.iter_mut().find(|v| v.id == TypeId::of::<V>())
    }

    /// Builds a fault into the emulated CPU, to see that a test fails when it should.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::COUNT.update(|count| count + 1) } } }
    /// # use irqshare::{Global, free, model::{self, Mutant, Setup}};
    /// # static COUNT: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = || Setup::avr().attach::<irq::UART0>(1).reset(&COUNT, || 0).interrupts_on();
    /// let body = || free(|_cs| {
    ///     free(|_cs| ()); // a section inside a section
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
    /// # }
    /// ```
    ///
    /// # Safety
    /// What the masks would have held off now runs: a value wider than a machine word may be read half old, half new. So every bit pattern must be
    /// a value of the types that the run reads from `Global`s, and the run must not use what a section alone keeps sound, such as `&T`
    /// borrowed from an `IrqMutex` across other accesses. A second `&mut T` to a `Shared` is refused before it is made.
    #[must_use]
    pub unsafe fn mutant(mut self, mutant: Mutant) -> Self {
        self.mutant = Some(mutant);
        self
    }

    pub(super) fn complain(&mut self, what: String) {
        self.wrong.get_or_insert(what);
    }

    /// What a token belongs to: the CPU, the vectors and their bounds, and the test that runs it.
    pub(super) fn identity(&self, place: &core::panic::Location<'_>) -> u32 {
        let mut text = std::format!(
            "{} {:?} {:?} {} {:?}",
            place.file(),
            self.name,
            self.kind,
            self.on,
            std::thread::current().name()
        );
        for v in &self.vectors {
            text += &std::format!(" {} {} {} {}", v.name, v.number, v.priority, v.firings);
        }
        crate::model::engine::token::hash(text.as_bytes())
    }
}

impl core::fmt::Debug for Setup {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Setup")
            .field("cpu", &self.kind)
            .field("vectors", &self.vectors.iter().map(|v| (v.name, v.firings)).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
