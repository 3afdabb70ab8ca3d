//! What the handlers do: write down where they struck, then act on the data of the operation.
//!
//! On Cortex-M the timer is SysTick, above all else; it makes the handlers pending, which follow it on the same boundary unless they are masked. On AVR
//! and RISC-V the timer's own handler is the low one.

use super::kept::Kept;
use super::{cores, sweep};
use crate::{High, Low};
use irqshare::{Isr, Main};

/// Who strikes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Striker {
    Low,
    High,
    /// Both are pending at the same moment.
    Both,
    /// The high one strikes the low one's action.
    Nested,
    /// Above the ceilings of all locks.
    Urgent,
    /// SysTick itself.
    Top,
    /// The line that the operation enables or disables.
    Line,
}

impl Striker {
    /// By the letter in the log.
    pub fn of(mode: u8) -> Option<Self> {
        Some(match mode {
            b'l' => Self::Low,
            b'h' => Self::High,
            b'b' => Self::Both,
            b'n' => Self::Nested,
            b'u' => Self::Urgent,
            b't' => Self::Top,
            b'x' => Self::Line,
            _ => return None,
        })
    }

    /// Whether this core has it.
    pub fn is_here(self) -> bool {
        cfg!(target_arch = "arm") || matches!(self, Self::Low | Self::High | Self::Both)
    }
}

/// What the timer brings to an operation that sleeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// The end of the wait, then the strike: the operation is awake again.
    Close,
    /// The strike, which ends the sleep.
    Strike,
    /// The end of the wait for one that slept through the strike.
    Rescue,
}

/// So much later than its strike no operation is still on its way.
const PATIENCE: u16 = 3900;

/// What the handlers are to do, and what they found.
pub struct Plan {
    pub striker: Kept<Striker>,
    pub low: Kept<fn(&mut Isr<'_, Low>)>,
    pub high: Kept<fn(&mut Isr<'_, High>)>,
    #[cfg(target_arch = "arm")]
    pub top: Kept<fn(&mut Isr<'_, crate::Tick>)>,
    /// What the low handler runs next instead of its action: an operation.
    within: Kept<Option<fn(&mut Isr<'_, Low>)>>,
    pub low_at: Kept<usize>,
    pub high_at: Kept<usize>,
    /// Where the urgent one or SysTick struck.
    pub other_at: Kept<usize>,
    /// Ends the wait of an operation that sleeps.
    close: Kept<Option<fn()>>,
    /// What the timer brings next to one that sleeps.
    next: Kept<Next>,
    /// How long after the end of the wait the strike comes.
    rest: Kept<u16>,
    /// It had to be woken from a sleep that the strike should have ended; or it ended by itself.
    pub overslept: Kept<bool>,
    /// The operation was over.
    pub late: Kept<bool>,
    /// The low handler's action was over.
    pub late_second: Kept<bool>,
    acted: Kept<bool>,
    /// Who acted: each handler has its own note, since the high one strikes the low one anywhere.
    low_acted: Kept<bool>,
    high_acted: Kept<bool>,
    other_acted: Kept<bool>,
}

pub static PLAN: Plan = Plan {
    striker: Kept::of(Striker::Low),
    low: Kept::of(nothing),
    high: Kept::of(nothing),
    #[cfg(target_arch = "arm")]
    top: Kept::of(nothing),
    within: Kept::of(None),
    low_at: Kept::of(0),
    high_at: Kept::of(0),
    other_at: Kept::of(0),
    close: Kept::of(None),
    next: Kept::of(Next::Strike),
    rest: Kept::of(0),
    overslept: Kept::of(false),
    late: Kept::of(false),
    late_second: Kept::of(false),
    acted: Kept::of(false),
    low_acted: Kept::of(false),
    high_acted: Kept::of(false),
    other_acted: Kept::of(false),
};

fn nothing<V>(_: &mut Isr<'_, V>) {}

impl Plan {
    pub fn struck_at(&self, striker: Striker) -> usize {
        match striker {
            Striker::Low | Striker::Nested => self.low_at.get(),
            Striker::High => self.high_at.get(),
            // The more urgent one comes first; where they are equal, the low one.
            Striker::Both if cores::NESTS => self.high_at.get(),
            Striker::Both => self.low_at.get(),
            Striker::Urgent | Striker::Top | Striker::Line => self.other_at.get(),
        }
    }

    /// Notes whether the operation was over when the first one struck.
    #[inline(always)]
    fn first(&self) {
        if self.strikes() == 0 {
            self.late.put(sweep::FINISHED.get());
        }
    }

    /// How many acted.
    pub fn strikes(&self) -> u8 {
        u8::from(self.low_acted.get()) + u8::from(self.high_acted.get()) + u8::from(self.other_acted.get())
    }
}

/// Before a run.
pub fn ready(striker: Striker) {
    PLAN.striker.put(striker);
    PLAN.low_at.put(0);
    PLAN.high_at.put(0);
    PLAN.other_at.put(0);
    PLAN.close.put(None);
    PLAN.overslept.put(false);
    PLAN.late.put(false);
    PLAN.late_second.put(false);
    PLAN.acted.put(false);
    PLAN.low_acted.put(false);
    PLAN.high_acted.put(false);
    PLAN.other_acted.put(false);
}

/// After `ready`, for an operation that sleeps until it is struck: `close` ends the wait, before the strike if that comes a rest of ticks after it.
pub fn ready_to_sleep(close: fn(), rest: u16) {
    PLAN.close.put(Some(close));
    PLAN.rest.put(rest);
    PLAN.next.put(if rest > 0 { Next::Close } else { Next::Strike });
}

/// The timer expired: whether it brought something else than the strike.
#[inline(always)]
fn is_no_strike() -> bool {
    let Some(close) = PLAN.close.get() else { return false };
    match PLAN.next.get() {
        Next::Close => {
            PLAN.next.put(Next::Strike);
            PLAN.overslept.put(sweep::FINISHED.get());
            close();
            cores::arm(PLAN.rest.get());
            true
        }
        Next::Strike => false,
        Next::Rescue => {
            cores::disarm();
            PLAN.overslept.put(true);
            close();
            true
        }
    }
}

/// After the strike: the one that sleeps through it is rescued.
#[inline(always)]
fn rescue() {
    if PLAN.close.get().is_some() {
        PLAN.next.put(Next::Rescue);
        cores::arm(PATIENCE);
    }
}

/// Arms the timer with the delay of this run, a few instructions before the operation.
#[inline(always)]
pub fn arm() {
    cores::arm(sweep::DELAY.get());
    cores::pad();
}

/// Waits until all have struck. A strike that doesn't come is seen in the log: its address is 0.
pub fn wait() {
    let expected = if matches!(PLAN.striker.get(), Striker::Both | Striker::Nested) { 2 } else { 1 };
    let mut patience = 20_000u16;
    while PLAN.strikes() < expected && patience > 0 {
        patience -= 1;
    }
    cores::disarm();
}

/// Runs `fire` inside the low handler.
pub fn within_low(_: &mut Main, fire: fn(&mut Isr<'_, Low>)) {
    PLAN.within.put(Some(fire));
    cores::call_low();
    let mut patience = 20_000u16;
    while PLAN.within.get().is_some() && patience > 0 {
        patience -= 1;
    }
}

#[inline(always)]
pub fn low(isr: &mut Isr<'_, Low>) {
    let at = cores::struck_low();
    if let Some(fire) = PLAN.within.get() {
        fire(isr);
        PLAN.within.put(None);
        return;
    }
    #[cfg(not(target_arch = "arm"))]
    if is_no_strike() {
        return;
    }
    if cores::passed_on() {
        return;
    }
    PLAN.low_at.put(at);
    PLAN.first();
    let act = core::hint::black_box(PLAN.low.get());
    if PLAN.striker.get() == Striker::Nested {
        cores::arm(sweep::SECOND.get());
        cores::pad();
        act(isr);
        PLAN.acted.put(true);
    } else {
        act(isr);
    }
    #[cfg(not(target_arch = "arm"))]
    rescue();
    PLAN.low_acted.put(true);
}

#[inline(always)]
pub fn high(isr: &mut Isr<'_, High>) {
    let at = cores::struck_high();
    PLAN.high_at.put(at);
    if PLAN.striker.get() == Striker::Nested {
        PLAN.late_second.put(PLAN.acted.get());
    } else {
        PLAN.first();
    }
    (PLAN.high.get())(isr);
    PLAN.high_acted.put(true);
}

/// A line that is outside the ceiling of every lock: it does nothing but be there in time.
#[cfg(target_arch = "arm")]
#[inline(always)]
pub fn urgent(_: &mut Isr<'_, crate::Urgent>) {
    let at = cores::struck_high();
    PLAN.other_at.put(at);
    PLAN.first();
    PLAN.other_acted.put(true);
}

/// What moves into the carrier.
#[cfg(target_arch = "arm")]
pub struct Owned(pub u32);

/// A line whose value comes with `enable`.
#[cfg(target_arch = "arm")]
#[inline(always)]
pub fn carrier(_: &mut Isr<'_, crate::Carrier>, owned: &mut Owned) {
    use crate::Carrier;
    use irqshare::Vector;
    let own = ((1 << Carrier::PRIORITY_BITS) - u32::from(Carrier::PRIORITY)) << (8 - Carrier::PRIORITY_BITS);
    // At another priority than its own it mustn't run.
    owned.0 += if u32::from(cores::priority(Carrier::NUMBER)) == own { 1 } else { 100 };
}

/// SysTick: strikes, or lets others strike.
#[cfg(target_arch = "arm")]
#[inline(always)]
pub fn tick(isr: &mut Isr<'_, crate::Tick>) {
    let at = cores::struck_high();
    cores::disarm();
    if is_no_strike() {
        return;
    }
    rescue();
    match PLAN.striker.get() {
        Striker::Low => Low::pend(),
        Striker::High => High::pend(),
        Striker::Both => {
            Low::pend();
            High::pend();
        }
        Striker::Nested if PLAN.low_at.get() == 0 => Low::pend(),
        Striker::Nested => High::pend(),
        Striker::Urgent => crate::Urgent::pend(),
        striker @ (Striker::Top | Striker::Line) => {
            PLAN.other_at.put(at);
            PLAN.first();
            if striker == Striker::Top {
                (PLAN.top.get())(isr);
            } else {
                crate::Carrier::pend();
            }
            PLAN.other_acted.put(true);
        }
    }
}
