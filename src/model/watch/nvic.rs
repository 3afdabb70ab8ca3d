//! What belongs to a Cortex-M's core, at its addresses: the NVIC, SysTick, the SCB.
//!
//! The registers are those of the *Armv7-M Architecture Reference Manual*, B3.2.2, B3.3.2 and
//! B3.4.3.

use super::super::engine::{BusAccess, Machine, Place, with};
use super::super::setup::Setup;
use super::peripheral::Names;
use core::ops::Range;
use std::rc::Rc;

/// The System Control Space.
const SCS: Range<usize> = 0xe000_e000..0xe000_f000;
/// What traces: DWT's counters stand still.
const DWT: Range<usize> = 0xe000_1000..0xe000_2000;

/// SysTick.
const CSR: usize = 0x10;
const ENABLE: u64 = 1 << 0;
const TICKINT: u64 = 1 << 1;
const COUNTFLAG: u64 = 1 << 16;

/// Registers of a bit a line, each of 32 words.
const ISER: usize = 0x100;
const ICER: usize = 0x180;
const ISPR: usize = 0x200;
const ICPR: usize = 0x280;
const IABR: usize = 0x300;
/// Priorities, a byte each.
const IPR: usize = 0x400;
const IPR_END: usize = 0x7f0;

/// What pends of the exceptions: a bit that sets it, and the next lower one that clears it.
const ICSR: usize = 0xd04;
const PENDING: [(u64, &str); 2] = [(1 << 28, "PendSV"), (1 << 26, "SysTick")];
/// A line is pended by its number.
const STIR: usize = 0xf00;

const REGISTERS: [(&str, usize); 18] = [
    ("SYST_CSR", CSR),
    ("SYST_RVR", 0x14),
    ("SYST_CVR", 0x18),
    ("ISER0", ISER),
    ("ISER1", ISER + 4),
    ("ISER2", ISER + 8),
    ("ICER0", ICER),
    ("ICER1", ICER + 4),
    ("ICER2", ICER + 8),
    ("ISPR0", ISPR),
    ("ISPR1", ISPR + 4),
    ("ISPR2", ISPR + 8),
    ("ICPR0", ICPR),
    ("ICPR1", ICPR + 4),
    ("ICPR2", ICPR + 8),
    ("ICSR", ICSR),
    ("SCR", 0xd10),
    ("STIR", STIR),
];

impl Setup {
    /// The core's registers at their addresses. `NVIC::unmask`, `NVIC::pend`, and a HAL's own
    /// stores then switch, pend and prioritise what you attached, by its number.
    ///
    /// PendSV and SysTick are what you attached before by these names.
    /// `.attach_fn("PendSV", 14, 1, handler, 0)` is pended by `SCB::set_pendsv`, and has no switch.
    /// `.attach_fn("SysTick", 15, 1, handler, 3)` ticks so often while SysTick and its interrupt are
    /// enabled. A loop that waits for SysTick's flag waits no time. The rest of the System Control
    /// Space is memory, and so is the DWT. Its counter stands still, so a loop which waits for
    /// cycles is endless.
    ///
    /// Write it behind [`watch`](Self::watch), and behind these two.
    ///
    /// ```no_run
    /// use irqshare::model::Setup;
    ///
    /// # fn tim2() {}
    /// let setup = Setup::cortex_m().watch()
    ///     .attach_fn("TIM2", 28, 1, tim2, 2) // off until the program unmasks it
    ///     .core_peripherals();
    /// ```
    #[must_use]
    pub fn core_peripherals(mut self) -> Self {
        for line in self.program.lines.iter_mut().filter(|line| line.name == "PendSV") {
            line.switched = false;
        }
        let exceptions =
            PENDING.map(|(_, name)| self.program.lines.iter().position(|line| line.name == name));
        self.peripheral_of(
            Names::new("SCS", &REGISTERS),
            SCS,
            Rc::new(move |access| reacts(access, exceptions)),
        )
        .peripheral_of(
            Names::new("DWT", &[]),
            DWT,
            Rc::new(|access| access.written.unwrap_or(access.held)),
        )
    }
}

/// The lines of PendSV and SysTick.
type Exceptions = [Option<usize>; 2];

fn reacts(access: &BusAccess, of: Exceptions) -> u64 {
    let place = Place::caller();
    let held = access.written.unwrap_or(access.held);
    with(|m| match access.offset {
        CSR => systick(m, access, of[1], place),
        ISER..ICER => bits(m, access, ISER, |m, line| m.switch_line(line, true, place)),
        ICER..ISPR => bits(m, access, ICER, |m, line| m.switch_line(line, false, place)),
        ISPR..ICPR => bits(m, access, ISPR, |m, line| m.pend_line(line, place)),
        ICPR..IABR => bits(m, access, ICPR, |m, line| m.clear_pending(line, place)),
        IPR..IPR_END => priorities(m, access, place),
        ICSR => exceptions(m, access, of, place),
        STIR => {
            if let Some(number) = access.written {
                m.pend_line(m.line_of(u16::try_from(number & 0x1ff).unwrap_or(u16::MAX)), place);
            }
            0
        }
        _ => held,
    })
}

/// SysTick is enabled, and its interrupt. It counts as fast as the program looks.
fn systick(m: &Machine<'_>, access: &BusAccess, line: Option<usize>, place: Place) -> u64 {
    let Some(written) = access.written else {
        let counts = access.held & ENABLE == ENABLE;
        return access.held | if counts { COUNTFLAG } else { 0 };
    };
    let ticks = |control: u64| control & (ENABLE | TICKINT) == ENABLE | TICKINT;
    if ticks(written) != ticks(access.held) {
        m.switch_line(line.unwrap_or_else(|| m.find_named("SysTick")), ticks(written), place);
    }
    written & !COUNTFLAG
}

/// PendSV and SysTick are pended, or not any more.
fn exceptions(m: &Machine<'_>, access: &BusAccess, of: Exceptions, place: Place) -> u64 {
    let all = PENDING.into_iter().zip(of);
    let Some(written) = access.written else {
        let pending = all.filter(|(_, line)| line.is_some_and(|line| m.is_pending(line, place)));
        return pending.fold(0, |all, ((set, _), _)| all | set);
    };
    for ((set, name), line) in all {
        let line = || line.unwrap_or_else(|| m.find_named(name));
        if written & set != 0 {
            m.pend_line(line(), place);
        } else if written & set >> 1 != 0 {
            m.clear_pending(line(), place);
        }
    }
    0
}

/// What is written as 1 is done; what is read is whether the line is on, or pends.
fn bits(m: &Machine<'_>, access: &BusAccess, of: usize, does: impl Fn(&Machine<'_>, usize)) -> u64 {
    let first = 8 * (access.offset - of);
    let lines = (0..8 * access.size).map(|bit| (bit, u16::try_from(first + bit).unwrap_or(u16::MAX)));
    if let Some(written) = access.written {
        for (_, number) in lines.filter(|(bit, _)| written >> bit & 1 == 1) {
            does(m, m.line_of(number));
        }
        0
    } else {
        let set = lines.filter(|&(_, number)| m.is_set(number, of < ISPR));
        set.fold(0, |all, (bit, _)| all | 1 << bit)
    }
}

/// Priorities are set for what is attached.
fn priorities(m: &Machine<'_>, access: &BusAccess, place: Place) -> u64 {
    let Some(written) = access.written else { return access.held };
    for (at, byte) in written.to_le_bytes()[..access.size.min(8)].iter().enumerate() {
        let number = u16::try_from(access.offset - IPR + at).unwrap_or(u16::MAX);
        if access.held.to_le_bytes()[at] != *byte {
            m.set_hardware_priority(number, *byte, place);
        }
    }
    written
}
