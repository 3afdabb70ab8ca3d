//! `Signal`: of a word, of ten bytes, and of values that are dropped. The latest value is there or was taken, whole; each is dropped once; whoever waited was woken.

use super::value::{Ten, Value};
use super::{operation, operation_in_low};
use crate::contract::kept::Kept;
use crate::contract::strike::{PLAN, Striker};
use crate::contract::wakers::{self, MINE, OTHERS};
use core::task::{Context, Poll, Waker};
use irqshare::{Main, Signal};

/// Nobody waits, and no value is there, or this one.
fn before<T: Send>(signal: &Signal<T>, value: T) {
    signal.signal(value);
    wakers::reset();
}

#[inline(always)]
fn poll<T: Send>(signal: &Signal<T>, waker: &Waker) -> Option<T> {
    match signal.poll_wait(&mut Context::from_waker(waker)) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// What is there, taken; and nobody is left that waits, or `None` isn't it.
fn left<T: Send + Value>(signal: &Signal<T>) -> Option<T> {
    let left = signal.try_take();
    let woken = (wakers::mine(), wakers::others());
    signal.signal(T::OLD);
    signal.reset();
    if (wakers::mine(), wakers::others()) == woken && wakers::settled() { left } else { Some(T::OLD) }
}

/// The operations for one type.
macro_rules! of {
    ($module:ident: $type:ty; $signal:ident $act_signal:ident $take:ident $act_take:ident $poll:ident $act_poll:ident) => {
        mod $module {
            use super::*;

            type T = $type;
            static SIGNAL: [Signal<T>; 3] = [const { Signal::new() }; 3];

            operation! {
                b"l" $signal(main) -> () { SIGNAL[0].signal(T::MAIN) }
                act $act_signal(_isr) { SIGNAL[0].signal(T::STRUCK) }
                before {
                    before(&SIGNAL[0], T::OLD);
                    SIGNAL[0].reset();
                    poll(&SIGNAL[0], &MINE);
                }
                right(_seen) { {
                    let left = left(&SIGNAL[0]);
                    (left == Some(T::MAIN) || left == Some(T::STRUCK)) && wakers::mine() == 1
                } }
            }

            operation! {
                b"lh" $take(main) -> Option<T> { SIGNAL[1].try_take() }
                act $act_take(_isr) { SIGNAL[1].signal(T::STRUCK) }
                before { before(&SIGNAL[1], T::OLD) }
                right(seen) { {
                    let left = left(&SIGNAL[1]);
                    (seen == Some(T::OLD) && left == Some(T::STRUCK)) || (seen == Some(T::STRUCK) && left.is_none())
                } }
            }

            operation! {
                b"lh" $poll(main) -> Option<T> { poll(&SIGNAL[2], &MINE) }
                act $act_poll(_isr) { SIGNAL[2].signal(T::STRUCK) }
                before {
                    before(&SIGNAL[2], T::OLD);
                    SIGNAL[2].reset();
                    poll(&SIGNAL[2], &OTHERS);
                }
                right(seen) { {
                    let left = left(&SIGNAL[2]);
                    let taken = seen == Some(T::STRUCK) && left.is_none() && wakers::mine() == 0;
                    let woken = seen.is_none() && left == Some(T::STRUCK) && wakers::mine() == 1;
                    (taken || woken) && wakers::others() == 1
                } }
            }

            pub fn all(main: &mut Main) {
                $signal(main);
                $take(main);
                $poll(main);
            }
        }
    };
}
of! { four: u32; op_signal_u32 act_signal_u32 op_signal_u32_take act_signal_u32_take op_signal_u32_poll_wait act_signal_u32_poll_wait }
of! { ten: Ten; op_signal_ten act_signal_ten op_signal_ten_take act_signal_ten_take op_signal_ten_poll_wait act_signal_ten_poll_wait }

/// A value that counts its drops.
struct Numbered {
    number: u8,
    _ballast: Ten,
}

/// By number; the last one is of those that were torn.
static DROPS: [Kept<u8>; 4] = [const { Kept::of(0) }; 4];
static OWNED: [Signal<Numbered>; 2] = [const { Signal::new() }; 2];

impl Numbered {
    fn new(number: u8) -> Self {
        Self { number, _ballast: Ten::OLD }
    }
}

impl Drop for Numbered {
    fn drop(&mut self) {
        let drops = &DROPS[usize::from(self.number.min(3))];
        drops.put(drops.get() + 1);
    }
}

fn fresh() {
    for drops in &DROPS {
        drops.put(0);
    }
}

/// Each of the first few was dropped once.
fn dropped(numbers: usize) -> bool {
    DROPS.iter().enumerate().all(|(number, drops)| drops.get() == u8::from(number < numbers))
}

operation! {
    b"lhn" op_signal_owned(main) -> () { OWNED[0].signal(Numbered::new(1)) }
    act act_signal_owned(_isr) { OWNED[0].signal(Numbered::new(2)) }
    high { {
        // In the nested sweep two values come from handlers: this one is taken back.
        drop(OWNED[0].try_take());
    } }
    before {
        OWNED[0].reset();
        fresh();
        OWNED[0].signal(Numbered::new(0));
    }
    right(_seen) { {
        OWNED[0].reset();
        dropped(if PLAN.striker.get() == Striker::High { 2 } else { 3 })
    } }
}

operation! {
    b"l" op_signal_owned_take(main) -> Option<u8> { OWNED[1].try_take().map(|value| value.number) }
    act act_signal_owned_take(_isr) { OWNED[1].signal(Numbered::new(1)) }
    before {
        OWNED[1].reset();
        fresh();
        OWNED[1].signal(Numbered::new(0));
    }
    right(seen) { {
        let left = OWNED[1].try_take().map(|value| value.number);
        dropped(2) && ((seen == Some(0) && left == Some(1)) || (seen == Some(1) && left.is_none()))
    } }
}

static SIGNAL: Signal<u32> = Signal::new();

operation_in_low! {
    b'L' op_signal_u32_in_low(_isr) -> () { SIGNAL.signal(u32::MAIN) }
    act(_isr) { SIGNAL.signal(u32::STRUCK) }
    before(main) {
        before(&SIGNAL, u32::OLD);
        SIGNAL.reset();
        poll(&SIGNAL, &MINE);
    }
    right(_seen) { {
        let left = left(&SIGNAL);
        (left == Some(u32::MAIN) || left == Some(u32::STRUCK)) && wakers::mine() == 1
    } }
}

pub fn all(main: &mut Main) {
    four::all(main);
    ten::all(main);
    op_signal_owned(main);
    op_signal_owned_take(main);
    op_signal_u32_in_low(main);
}
