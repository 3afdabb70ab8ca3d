//! Registers at their addresses: a driver with its PAC, or a HAL, runs as it is.
//!
//! On a Cortex-M3 or M4 each bit of the first megabyte of peripherals has a word of its own, too:
//! the bit-band alias of the *Armv7-M Architecture Reference Manual*, B3.1, by which HALs set
//! single bits. It comes with the peripheral.

use super::super::cpu::Cpu;
use super::super::engine;
use super::super::setup::Setup;
use core::ops::Range;
use std::boxed::Box;
use std::format;
use std::rc::Rc;
use std::string::{String, ToString};
use std::vec::Vec;

/// What a peripheral does, for its registers and for their alias.
pub(super) type Shared = Rc<dyn Fn(&engine::BusAccess) -> u64>;

/// The peripherals whose bits have an alias, and where that is.
const BANDED: Range<usize> = 0x4000_0000..0x4010_0000;
const ALIAS: usize = 0x4200_0000;

impl Setup {
    /// A peripheral at its address, where the pointers of a PAC, of a HAL or of C lead.
    ///
    /// Each access to one of its registers is a moment at which an interrupt may come. Then
    /// `reacts` is called, and returns what a load gives, or what the register holds after a store.
    /// All registers hold 0 when a run begins. Keep what the peripheral remembers besides in
    /// statics, because those are undone after each run.
    ///
    /// Write it behind [`watch`](Self::watch). With [`peripheral_named`](Self::peripheral_named) a
    /// report has names for the registers. For the NVIC there is
    /// [`core_peripherals`](Self::core_peripherals). Each peripheral that the program uses must be
    /// there, or the first access ends the test program (SIGSEGV). On a Cortex-M3 or M4 its
    /// bit-band alias is there, too, and a store to that is one access that reads the register and
    /// writes it.
    ///
    /// **Context**: tests on Linux. A host has no memory below 0x1_0000, so AVR's registers can't
    /// be there.
    ///
    /// ```no_run
    /// use irqshare::model::{self, BusAccess, Cpu, Setup};
    ///
    /// const UART0: usize = 0x4000_c000; // a LM3S6965's
    /// const DATA: usize = 0;
    /// const FLAGS: usize = 0x18;
    ///
    /// fn uart(cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     match (access.offset(), access.written()) {
    ///         (DATA, None) => 7, // what has come
    ///         (DATA, Some(_)) => { cpu.named("UART0").pend(); 0 } // sent
    ///         (FLAGS, None) => 0x80, // there is room
    ///         _ => access.as_memory(),
    ///     }
    /// }
    ///
    /// # fn handler() {}
    /// let setup = Setup::cortex_m().watch()
    ///     .attach_fn("UART0", 5, 1, handler, 0).interrupts_on()
    ///     .peripheral(UART0, 0x1000, uart);
    /// ```
    #[must_use]
    pub fn peripheral(
        self,
        address: usize,
        size: usize,
        reacts: impl Fn(&Cpu, &BusAccess) -> u64 + 'static,
    ) -> Self {
        self.peripheral_of(Names::default(), address..address.saturating_add(size), shared(reacts))
    }

    /// A [`peripheral`](Self::peripheral) whose registers have names in reports, `USART2.CR1`
    /// instead of `0x4000440c`: each stands beside its distance from the peripheral's address.
    ///
    /// ```no_run
    /// use irqshare::model::{self, BusAccess, Cpu, Setup};
    ///
    /// fn memory(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     access.as_memory()
    /// }
    ///
    /// let setup = Setup::cortex_m().watch()
    ///     .peripheral_named("USART2", &[("SR", 0), ("DR", 4), ("CR1", 0xc)], 0x4000_4400, 0x400, memory);
    /// ```
    #[must_use]
    pub fn peripheral_named(
        self,
        name: &str,
        registers: &[(&str, usize)],
        address: usize,
        size: usize,
        reacts: impl Fn(&Cpu, &BusAccess) -> u64 + 'static,
    ) -> Self {
        self.peripheral_of(Names::new(name, registers), address..address.saturating_add(size), shared(reacts))
    }

    pub(super) fn peripheral_of(mut self, names: Names, range: Range<usize>, reacts: Shared) -> Self {
        let names = Rc::new(names);
        let banded = BANDED.start <= range.start && range.end <= BANDED.end;
        if banded && self.program.cpu == engine::CpuKind::CortexM {
            let alias = ALIAS + 32 * (range.start - BANDED.start);
            let (of, names, reacts) = (range.clone(), names.clone(), reacts.clone());
            let name = {
                let start = of.start;
                move |at: usize, _| format!("{}, bit {}", names.of(start, at / 128 * 4, 4), at / 4 % 32)
            };
            let reacts = move |access: &engine::BusAccess| bit_reacts(&of, &*reacts, access);
            self = self.registers(alias..alias + 32 * range.len(), Box::new(name), Box::new(reacts));
        }
        let start = range.start;
        let name = move |at, size| names.of(start, at, size);
        self.registers(range, Box::new(name), Box::new(move |access| reacts(access)))
    }

    fn registers(
        mut self,
        range: Range<usize>,
        name: super::described::Name,
        reacts: engine::Reacts,
    ) -> Self {
        if self.program.watched.is_none() {
            self.complain("`peripheral` is for what is watched: write `.watch()` before it".into());
        } else if let Err(why) = engine::map(&range) {
            self.complain(why);
        } else {
            super::described::keep_peripheral(&mut self.program, range, name, reacts);
        }
        self
    }
}

fn shared(reacts: impl Fn(&Cpu, &BusAccess) -> u64 + 'static) -> Shared {
    Rc::new(move |access| reacts(&Cpu(()), &BusAccess(*access)))
}

/// A bit of a register is accessed by its alias: the bus reads the register, and for a store writes
/// it back.
fn bit_reacts(
    of: &Range<usize>,
    reacts: &dyn Fn(&engine::BusAccess) -> u64,
    access: &engine::BusAccess,
) -> u64 {
    let place = engine::Place::caller();
    let (offset, bit) = (access.offset / 128 * 4, access.offset / 4 % 32);
    let look = || engine::with(|m| m.peek_register(of.start + offset, 4, place));
    let word = |written| engine::BusAccess { base: of.start, offset, size: 4, held: look(), written };
    let read = reacts(&word(None));
    let Some(written) = access.written else { return read >> bit & 1 };
    let held = reacts(&word(Some(read & !(1 << bit) | (written & 1) << bit)));
    let [a, b, c, d, ..] = held.to_le_bytes();
    engine::with(|m| m.poke_register(of.start + offset, &[a, b, c, d], place));
    0
}

/// What reports call the registers of a peripheral.
#[derive(Default)]
pub(super) struct Names {
    peripheral: Option<String>,
    registers: Vec<(String, usize)>,
}

impl Names {
    pub(super) fn new(peripheral: &str, registers: &[(&str, usize)]) -> Self {
        let registers = registers.iter().map(|&(name, offset)| (name.to_string(), offset)).collect();
        Self { peripheral: Some(peripheral.to_string()), registers }
    }

    /// Of so many bytes of the peripheral that begins there.
    fn of(&self, start: usize, at: usize, size: usize) -> String {
        let Some(peripheral) = &self.peripheral else { return format!("{:#x}", start + at) };
        let register = |offset| self.registers.iter().find(|(_, known)| *known == offset);
        match (register(at), register(at / 4 * 4)) {
            (Some((name, _)), _) if size <= 4 => format!("{peripheral}.{name}"),
            (_, Some((name, offset))) if size <= 4 => format!("{peripheral}.{name}+{}", at - offset),
            _ if at == 0 && size > 4 => peripheral.clone(),
            _ => format!("{peripheral}+{at:#x}"),
        }
    }
}

/// Registers by their addresses: for a [device](Setup::device), its condition, and for tests.
impl Cpu {
    /// What a register of a [peripheral](Setup::peripheral) holds, of four bytes: its peripheral
    /// doesn't react. An address where there is none fails the check.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```no_run
    /// use irqshare::model::{self, Setup};
    ///
    /// const DATA: usize = 0x4000_c000;
    ///
    /// # fn handler() {}
    /// let setup = Setup::cortex_m().watch()
    ///     .attach_fn("UART0", 5, 1, handler, 0).interrupts_on()
    ///     .peripheral(0x4000_c000, 0x1000, |_cpu, access| access.as_memory())
    ///     .device("line", 2, |cpu| {
    ///         cpu.poke(DATA, cpu.peek(DATA) + 1);
    ///         cpu.named("UART0").pend();
    ///     });
    /// ```
    #[track_caller]
    pub fn peek(&self, address: usize) -> u32 {
        peek(address)
    }

    /// Lets a register of a [peripheral](Setup::peripheral) hold this: its peripheral doesn't
    /// react. An address where there is none fails the check.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```no_run
    /// use irqshare::model::{self, Setup};
    ///
    /// const DATA: usize = 0x4000_c000;
    ///
    /// # fn handler() {}
    /// let setup = Setup::cortex_m().watch()
    ///     .attach_fn("UART0", 5, 1, handler, 0).interrupts_on()
    ///     .peripheral(0x4000_c000, 0x1000, |_cpu, access| access.as_memory())
    ///     .device("line", 2, |cpu| {
    ///         cpu.poke(DATA, cpu.peek(DATA) + 1);
    ///         cpu.named("UART0").pend();
    ///     });
    /// ```
    #[track_caller]
    pub fn poke(&self, address: usize, value: u32) {
        poke(address, value);
    }
}

#[track_caller]
fn peek(address: usize) -> u32 {
    let place = engine::Place::caller();
    let held = engine::with(|m| m.peek_register(address, 4, place));
    u32::try_from(held).expect("four bytes")
}

#[track_caller]
fn poke(address: usize, value: u32) {
    let place = engine::Place::caller();
    engine::with(|m| m.poke_register(address, &value.to_le_bytes(), place));
}

/// An access to a register of a peripheral, for the function that you give to
/// [`Setup::peripheral`].
///
/// ```no_run
/// use irqshare::model::{BusAccess, Cpu, Setup};
///
/// /// A status register at 4, whose bits a store of 1 clears, and memory.
/// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
///     match (access.offset(), access.written()) {
///         (4, Some(clears)) => access.held() & !clears,
///         _ => access.as_memory(),
///     }
/// }
///
/// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct BusAccess(engine::BusAccess);

impl BusAccess {
    /// How far the register is from the peripheral's address, in bytes.
    ///
    /// ```no_run
    /// use irqshare::model::{BusAccess, Cpu, Setup};
    ///
    /// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     if access.offset() == 0x18 { 0x90 } else { access.as_memory() }
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
    /// ```
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// How many bytes are accessed.
    ///
    /// ```no_run
    /// use irqshare::model::{BusAccess, Cpu, Setup};
    ///
    /// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     assert_eq!(access.size(), 4); // no driver may access a part
    ///     access.as_memory()
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
    /// ```
    pub fn size(&self) -> usize {
        self.0.size
    }

    /// What the register holds, before a store.
    ///
    /// ```no_run
    /// use irqshare::model::{BusAccess, Cpu, Setup};
    ///
    /// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     access.held() | 1 // a bit that stays
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
    /// ```
    pub fn held(&self) -> u64 {
        self.0.held
    }

    /// What is stored, or `None` if it is a load.
    ///
    /// ```no_run
    /// use irqshare::model::{BusAccess, Cpu, Setup};
    ///
    /// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     access.written().unwrap_or(7) // a load gives 7
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
    /// ```
    pub fn written(&self) -> Option<u64> {
        self.0.written
    }

    /// What memory does: a load gives what is held, and a store is held.
    ///
    /// ```no_run
    /// use irqshare::model::{BusAccess, Cpu, Setup};
    ///
    /// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     access.as_memory()
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
    /// ```
    pub fn as_memory(&self) -> u64 {
        self.written().unwrap_or(self.held())
    }

    /// What another register of the peripheral holds. It has four bytes.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```no_run
    /// use irqshare::model::{BusAccess, Cpu, Setup};
    ///
    /// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     if access.peek(0x30) & 1 == 1 { 7 } else { 0 } // only if it is switched on
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
    /// ```
    #[track_caller]
    pub fn peek(&self, offset: usize) -> u32 {
        peek(self.0.base + offset)
    }

    /// Sets another register of the peripheral, of four bytes, as when a status bit goes because
    /// data was read.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```no_run
    /// use irqshare::model::{BusAccess, Cpu, Setup};
    ///
    /// fn reacts(_cpu: &Cpu, access: &BusAccess) -> u64 {
    ///     if access.offset() == 0 { access.poke(0x18, 0) } // the flag goes
    ///     access.as_memory()
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().peripheral(0x4000_c000, 0x1000, reacts);
    /// ```
    #[track_caller]
    pub fn poke(&self, offset: usize, value: u32) {
        poke(self.0.base + offset, value);
    }
}
