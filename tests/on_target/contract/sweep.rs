//! Arms the timer with one delay after the other, so that the handler strikes one instruction later each time.

use super::kept::Kept;
use super::{cores, print, strike};
use crate::{High, Low};
use irqshare::{Isr, Main};
use strike::{PLAN, Striker};

/// One operation, what the handlers do meanwhile, and which outcomes are right.
pub struct Case {
    /// The operation's function, and the low handler's action, as the judge finds them in the program.
    pub op: usize,
    pub act: usize,
    pub before: fn(&mut Main),
    /// Arms, runs the operation, and notes what it returned.
    pub fire: fn(&mut Main),
    pub right: fn(&mut Main) -> bool,
    pub low: fn(&mut Isr<'_, Low>),
    pub high: fn(&mut Isr<'_, High>),
    /// Ends the wait of an operation that sleeps until it is struck.
    pub close: Option<fn()>,
}

/// An operation inside the low handler, which the more urgent ones strike.
pub struct InLow {
    pub op: usize,
    pub before: fn(&mut Main),
    pub fire: fn(&mut Isr<'_, Low>),
    pub right: fn(&mut Main) -> bool,
    pub high: fn(&mut Isr<'_, High>),
}

/// The delay of this run.
pub static DELAY: Kept<u16> = Kept::new();
/// And of the strike within the strike.
pub static SECOND: Kept<u16> = Kept::new();
/// The operation is over.
pub static FINISHED: Kept<bool> = Kept::of(false);

/// No operation takes this many ticks.
const MOST: u16 = 4000;
/// When the wait of an operation that sleeps ends without a strike. It sleeps by then, and has slept so many ticks that their strikes all are alike.
const CLOSE: u16 = 1500;
const ASLEEP: u16 = 100;
/// So many strikes after the operation's end are enough to see its last boundary.
const LATE: u8 = 4;

/// Sweeps a strike over the operation in main, by each of the strikers that the modes name.
pub fn main(main: &mut Main, modes: &[u8], case: &Case) {
    PLAN.low.put(case.low);
    PLAN.high.put(case.high);
    for &mode in modes {
        match Striker::of(mode) {
            Some(Striker::Nested) if cores::NESTS => over_both(main, case),
            Some(striker) if striker.is_here() => match case.close {
                Some(close) => over_sleep(main, mode, striker, case, close),
                None => over(main, case.op, mode, striker, case.before, case.right, |main| (case.fire)(main)),
            },
            _ => {}
        }
    }
}

/// Sweeps a strike over the operation in the low handler. Where handlers don't nest, it comes only when the low one is over, which is to be seen too.
pub fn in_low(main: &mut Main, mode: u8, case: &InLow) {
    PLAN.high.put(case.high);
    let striker = if mode == b'U' { Striker::Urgent } else { Striker::High };
    if striker.is_here() {
        let fire = case.fire;
        over(main, case.op, mode, striker, case.before, case.right, |main| strike::within_low(main, fire));
    }
}

/// One delay after the other, until the strike comes after the operation's end.
fn over(
    main: &mut Main,
    op: usize,
    mode: u8,
    striker: Striker,
    before: fn(&mut Main),
    right: fn(&mut Main) -> bool,
    fire: impl Fn(&mut Main),
) {
    let mut late = 0;
    let mut delay = 1;
    while late < LATE {
        assert!(delay < MOST);
        before(main);
        DELAY.put(delay);
        FINISHED.put(false);
        strike::ready(striker);
        fire(main);
        strike::wait();
        print::record(op, mode, delay, PLAN.struck_at(striker), right(main));
        late += u8::from(PLAN.late.get());
        delay += 1;
    }
}

/// An operation that sleeps until it is struck, so that no strike would come after it: up to a certain delay the strike ends its wait; from there on
/// something else does, and the strike comes after that.
fn over_sleep(main: &mut Main, mode: u8, striker: Striker, case: &Case, close: fn()) {
    let mut late = 0;
    let mut delay = 1;
    let mut struck = 0;
    let mut alike = 0;
    let mut asleep = false;
    while late < LATE {
        assert!(delay < MOST);
        (case.before)(main);
        DELAY.put(delay.min(CLOSE));
        FINISHED.put(false);
        strike::ready(striker);
        strike::ready_to_sleep(close, delay.saturating_sub(CLOSE));
        (case.fire)(main);
        strike::wait();
        let at = PLAN.struck_at(striker);
        let right = (case.right)(main) && !PLAN.overslept.get();
        print::record(case.op, mode, delay, at, right);
        late += u8::from(PLAN.late.get());
        alike = if at == struck { alike + 1 } else { 0 };
        struck = at;
        delay += 1;
        if alike == ASLEEP && !asleep {
            asleep = true;
            delay = CLOSE;
        }
        assert!(asleep || delay < CLOSE);
    }
}

/// Two delays: the low handler strikes the operation, the high one the low handler's action.
fn over_both(main: &mut Main, case: &Case) {
    let mut late = 0;
    let mut delay = 0;
    let mut struck = 0;
    while late < LATE {
        delay += 1;
        assert!(delay < MOST);
        let mut second = 1;
        let mut late_second = 0;
        while late_second < LATE {
            assert!(second < MOST);
            (case.before)(main);
            DELAY.put(delay);
            SECOND.put(second);
            FINISHED.put(false);
            strike::ready(Striker::Nested);
            (case.fire)(main);
            strike::wait();
            let at = (PLAN.low_at.get(), PLAN.high_at.get());
            if second == 1 && at.0 == struck {
                // The same boundary as with the last delay: the timer is finer than the instructions.
                break;
            }
            struck = at.0;
            print::nested(case.op, case.act, (delay, second), at, (case.right)(main));
            late_second += u8::from(PLAN.late_second.get());
            second += 1;
        }
        late += u8::from(PLAN.late.get());
    }
}

/// One operation in main. Never inlined, so that the judge finds it. What `act` says is done by the low and by the high handler, unless `high` says
/// something else for that one.
macro_rules! operation {
    (
        $modes:literal $op:ident($main:ident) -> $type:ty $body:block
        act $act:ident($isr:ident) $action:block $(high $high:block)? $(close $close:block)?
        before $before:block
        right($seen:ident) $right:block
    ) => {
        pub fn $op(main: &mut irqshare::Main) {
            static SEEN: $crate::contract::kept::Kept<$type> = $crate::contract::kept::Kept::new();

            #[unsafe(no_mangle)]
            #[inline(never)]
            #[allow(unused_variables, reason = "some operations ask for no context")]
            fn $op($main: &mut irqshare::Main) -> $type $body

            #[unsafe(no_mangle)]
            #[inline(never)]
            #[allow(unused_variables, reason = "as above")]
            fn $act($isr: &mut irqshare::Isr<'_, $crate::Low>) $action

            #[allow(unused_variables, reason = "as above")]
            fn act_high($isr: &mut irqshare::Isr<'_, $crate::High>) { $crate::contract::sweep::either!($action $($high)?) }

            #[allow(unused_variables, reason = "as above")]
            fn prepare($main: &mut irqshare::Main) $before

            #[allow(unused_variables, reason = "as above")]
            fn is_right($main: &mut irqshare::Main) -> bool {
                let $seen = SEEN.get();
                $right
            }

            #[inline(never)]
            fn fire(main: &mut irqshare::Main) {
                let op = core::hint::black_box($op as fn(&mut irqshare::Main) -> $type);
                $crate::contract::strike::arm();
                let seen = op(main);
                $crate::contract::sweep::FINISHED.put(true);
                SEEN.put(seen);
            }

            $crate::contract::sweep::main(
                main,
                $modes,
                &$crate::contract::sweep::Case {
                    op: $crate::contract::cores::address($op as *const ()),
                    act: $crate::contract::cores::address($act as *const ()),
                    before: prepare,
                    fire,
                    right: is_right,
                    low: $act,
                    high: act_high,
                    close: $crate::contract::sweep::either!({ None } $({ Some($close) })?),
                },
            );
        }
    };
}
pub(crate) use operation;

/// The second block, if there is one.
macro_rules! either {
    ($first:block) => {
        $first
    };
    ($first:block $second:block) => {
        $second
    };
}
pub(crate) use either;

/// One operation in the low handler, struck by the high one (`b'L'`) or by the urgent one (`b'U'`).
macro_rules! operation_in_low {
    (
        $mode:literal $op:ident($isr:ident) -> $type:ty $body:block
        act($high:ident) $action:block
        before($main:ident) $before:block
        right($seen:ident) $right:block
    ) => {
        pub fn $op(main: &mut irqshare::Main) {
            static SEEN: $crate::contract::kept::Kept<$type> = $crate::contract::kept::Kept::new();

            #[unsafe(no_mangle)]
            #[inline(never)]
            #[allow(unused_variables, reason = "some operations ask for no context")]
            fn $op($isr: &mut irqshare::Isr<'_, $crate::Low>) -> $type $body

            #[allow(unused_variables, reason = "as above")]
            fn act_high($high: &mut irqshare::Isr<'_, $crate::High>) $action

            #[allow(unused_variables, reason = "as above")]
            fn prepare($main: &mut irqshare::Main) $before

            #[allow(unused_variables, reason = "as above")]
            fn is_right($main: &mut irqshare::Main) -> bool {
                let $seen = SEEN.get();
                $right
            }

            #[inline(never)]
            fn fire(isr: &mut irqshare::Isr<'_, $crate::Low>) {
                let op = core::hint::black_box($op as fn(&mut irqshare::Isr<'_, $crate::Low>) -> $type);
                $crate::contract::strike::arm();
                let seen = op(isr);
                $crate::contract::sweep::FINISHED.put(true);
                SEEN.put(seen);
            }

            $crate::contract::sweep::in_low(
                main,
                $mode,
                &$crate::contract::sweep::InLow {
                    op: $crate::contract::cores::address($op as *const ()),
                    before: prepare,
                    fire,
                    right: is_right,
                    high: act_high,
                },
            );
        }
    };
}
pub(crate) use operation_in_low;
