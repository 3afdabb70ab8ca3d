//! Accesses that aren't atomic, cell by cell: each access to a `Global`, a `Shared`, an `IrqMutex`, a `Moved` is safe, and a sequence of them may not be. What is one operation
//! (`update`, one lock, one section) is never split; a lock that only reads is no write; what orders its users by itself is left out.

#![allow(missing_docs)]

mod common;

use common::triples::finds;
use irqshare::model::{Cpu, Register, Setup};
use irqshare::{
    AtomicWaker, Event, Global, IrqMutex, Isr, Main, Moved, Shared, Signal, block_on, interrupts,
};
use std::cell::{Cell, RefCell};
use std::task::Waker;

static BYTE: Global<u8> = Global::new(0);
static WORD: Global<u16> = Global::new(0);
static SHARED: Shared<u8, irq::A> = Shared::new(0);
static OTHER: Shared<u8, irq::A> = Shared::new(0);
static MOVED: Moved<u8, irq::A> = Moved::new();
static MUTEX: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));
static OPTION: IrqMutex<RefCell<Option<u8>>> = IrqMutex::new(RefCell::new(None));
static REGISTER: Register<u8> = Register::new(0);
static EVENT: Event = Event::new();
static SIGNAL: Signal<u8> = Signal::new();
static WAKER: AtomicWaker = AtomicWaker::new();

mod irq {
    irqshare::handlers! {
        device: super::common::device;

        fn A(isr) {
            super::DOES.get()(isr);
        }
    }
}

type Action = fn(&mut Isr<'_, irq::A>);

thread_local! {
    static DOES: Cell<Action> = const { Cell::new(|_| {}) };
}

fn a(does: Action) {
    DOES.set(does);
}

/// With A at most twice.
fn with(cpu: fn() -> Setup) -> impl Fn() -> Setup {
    move || {
        cpu()
            .interrupts_on()
            .attach::<irq::A>(2)
            .reset(&BYTE, || 0)
            .reset(&WORD, || 0)
            .reset(&SHARED, || 0)
            .reset(&OTHER, || 0)
            .reset(&MOVED, || None)
            .reset(&MUTEX, || Cell::new(0))
            .reset(&OPTION, || RefCell::new(Some(1)))
            .reset(&REGISTER, || 0)
            .reset(&EVENT, Event::new)
            .reset(&SIGNAL, Signal::new)
            .reset(&WAKER, AtomicWaker::new)
    }
}

/// On every CPU.
#[track_caller]
fn everywhere<const N: usize>(expected: [&str; N], body: impl Fn(&Cpu, &mut Main)) {
    for (_, cpu) in common::CPUS {
        finds(with(cpu), expected, &body);
    }
}

// ---- Global ----

/// `get`, then `set`: A's write is lost. One `update` isn't split, nor is `replace`; but between two of them there is a gap.
#[test]
fn a_global_is_got_then_set() {
    a(|_| {
        BYTE.set(7); // (a)
    });
    everywhere(["R-W-W got a set"], |_, _| {
        let x = BYTE.get(); // (got)
        BYTE.set(x + 1); // (set)
    });
    everywhere([], |_, _| BYTE.update(|x| x + 1));
    everywhere(["W-W-R once a again"], |_, _| {
        BYTE.replace(3); // (once)
        BYTE.update(|x| x + 1); // (again)
    });
}

/// A Global that is wider than a word is masked, so it isn't torn, though it takes several accesses; two looks are two.
#[test]
fn a_wide_global() {
    a(|_| {
        WORD.set(0x0101); // (a)
    });
    everywhere([], |_, _| {
        WORD.get();
    });
    everywhere(["R-W-R one a two"], |_, _| {
        WORD.get(); // (one)
        WORD.get(); // (two)
    });
    a(|_| {
        WORD.update(|w| w + 1); // (step)
    });
    everywhere(["W-R-W w1 step w2", "W-W-R w2 step r"], |_, _| {
        WORD.set(1); // (w1)
        WORD.set(2); // (w2)
        WORD.get(); // (r)
    });
}

// ---- Shared ----

/// Two locks, the second of which writes what the first made of it.
#[test]
fn a_shared_is_locked_twice() {
    a(|isr| {
        *SHARED.get_mut(isr) += 1; // (a)
    });
    everywhere(["R-W-W read a write"], |_, main| {
        let x = SHARED.lock(main, |s| *s); // (read)
        SHARED.lock(main, |s| *s = x + 5); // (write)
    });
    everywhere([], |_, main| {
        SHARED.lock(main, |s| *s += 5);
    });
}

/// A lock whose value's bytes don't change is a read: among reads nothing is found, and between two locks that write it is a read in between.
#[test]
fn a_lock_that_only_reads_is_no_write() {
    a(|isr| {
        let _ = *SHARED.get_mut(isr); // (a)
    });
    everywhere([], |_, main| {
        SHARED.lock(main, |s| *s);
        SHARED.lock(main, |s| *s += 1);
        SHARED.lock(main, |s| *s);
    });
    everywhere(["W-R-W w1 a w2"], |_, main| {
        SHARED.lock(main, |s| *s += 1); // (w1)
        SHARED.lock(main, |s| *s += 1); // (w2)
    });
    a(|isr| {
        SHARED.lock(isr, |s| *s += 0); // what was there
    });
    everywhere([], |_, main| {
        SHARED.lock(main, |s| *s);
        SHARED.lock(main, |s| *s);
    });
}

/// A lock of two cells is an access to each: here SHARED is read and OTHER written.
#[test]
fn a_lock_of_two() {
    a(|isr| {
        isr.lock((&SHARED, &OTHER), |(s, o)| *o = *s + 1); // (a)
    });
    everywhere(["R-W-R o1 a o2", "W-R-W s1 a s2"], |_, main| {
        SHARED.lock(main, |s| *s += 1); // (s1)
        OTHER.lock(main, |o| *o); // (o1)
        SHARED.lock(main, |s| *s += 1); // (s2)
        OTHER.lock(main, |o| *o); // (o2)
    });
    everywhere([], |_, main| {
        main.lock((&SHARED, &OTHER), |(s, o)| (*s, *o) = (*o, *s + 1));
    });
}

/// Two looks of A itself, in one run: nobody else can strike, for this is all of the cell's users.
#[test]
fn a_handler_at_the_ceiling() {
    a(|isr| {
        *SHARED.get_mut(isr) += 1;
        *SHARED.get_mut(isr) += 1;
    });
    everywhere([], |_, main| {
        SHARED.lock(main, |s| *s += 1);
    });
}

/// Moved in, looked at, taken back; A adds to what it finds, and only reads when there is nothing.
#[test]
fn a_value_that_moves() {
    a(|isr| {
        if let Some(value) = MOVED.get_mut(isr) {
            // (a)
            *value += 1;
        }
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu)().may_be_early::<irq::A>();
        let expected = ["W-W-R put a look", "R-W-R look a look-again", "R-W-W look-again a take"];
        finds(setup, expected, |_, main| {
            MOVED.put(main, 1); // (put)
            MOVED.lock(main, |value| *value); // (look)
            MOVED.lock(main, |value| *value); // (look-again)
            MOVED.take(main); // (take)
        });
    }
}

// ---- IrqMutex ----

/// Two sections, and one.
#[test]
fn a_mutex_in_two_sections() {
    a(|_| {
        interrupts::free(|cs| MUTEX.update(cs, |x| x + 1)); // (a)
    });
    everywhere(["R-W-W read a write"], |_, _| {
        let x = interrupts::free(|cs| MUTEX.get(cs)); // (read)
        interrupts::free(|cs| MUTEX.set(cs, x + 5)); // (write)
    });
    everywhere([], |_, _| {
        interrupts::free(|cs| {
            let x = MUTEX.get(cs);
            MUTEX.set(cs, x + 5);
        });
    });
}

/// The borrow lasts as long as its section, with another section inside, or with another cell's: what is written after that counts.
#[test]
fn a_borrow_goes_on_after_an_inner_section() {
    a(|_| {
        interrupts::free(|cs| MUTEX.set(cs, 9)); // (a)
    });
    everywhere(["W-W-R write a read"], |_, _| {
        interrupts::free(|cs| {
            let value = MUTEX.borrow(cs); // (write)
            interrupts::free(|_| {});
            value.set(5);
        });
        interrupts::free(|cs| MUTEX.get(cs)); // (read)
    });
    everywhere(["W-W-R write2 a read2"], |_, _| {
        interrupts::free(|cs| {
            let value = MUTEX.borrow(cs); // (write2)
            WORD.update(|w| w + 1);
            value.set(5);
        });
        interrupts::free(|cs| MUTEX.get(cs)); // (read2)
    });
}

/// `RefCell` counts its borrows in a flag, which is as before when they end: a look is no write, even if it is a mutable one.
#[test]
fn an_option_in_a_ref_cell() {
    a(|_| {
        interrupts::free(|cs| OPTION.with(cs, |value| *value)); // (a-looks)
    });
    everywhere(["W-R-W put a-looks take"], |_, _| {
        interrupts::free(|cs| OPTION.put(cs, 5)); // (put)
        interrupts::free(|cs| OPTION.take(cs)); // (take)
    });
    a(|_| {
        interrupts::free(|cs| OPTION.take(cs)); // (a-takes)
    });
    everywhere(["R-W-R look1 a-takes look2"], |_, _| {
        interrupts::free(|cs| OPTION.with(cs, |value| *value)); // (look1)
        interrupts::free(|cs| OPTION.borrow_ref(cs).is_some()); // (look2)
    });
}

/// The outer section's token, used in an inner one: the reference outlives that.
#[test]
fn a_borrow_from_an_inner_section() {
    a(|_| {
        interrupts::free(|cs| MUTEX.set(cs, 9)); // (a)
    });
    everywhere(["W-W-R write a read"], |_, _| {
        interrupts::free(|cs| {
            let value = interrupts::free(|_| MUTEX.borrow(cs)); // (write)
            value.set(5);
        });
        interrupts::free(|cs| MUTEX.get(cs)); // (read)
    });
}

/// A mutable borrow that is still out while an inner section ends is no write by that.
#[test]
fn a_ref_that_is_out_is_no_write() {
    a(|_| {
        interrupts::free(|cs| OPTION.with(cs, |value| *value)); // (a)
    });
    everywhere([], |_, _| {
        for _ in 0..2 {
            interrupts::free(|cs| {
                let value = OPTION.borrow_ref_mut(cs);
                interrupts::free(|_| {});
                assert_eq!(*value, Some(1));
            });
        }
    });
}

/// On AVR a handler is a section: what it borrows comes back at its end.
#[test]
fn a_handler_that_is_a_section() {
    a(|isr| {
        let value = MUTEX.borrow(isr.cs()); // (a)
        WORD.update(|w| w + 1);
        value.set(9);
    });
    finds(with(Setup::avr), ["R-W-R m1 a m2"], |_, _| {
        interrupts::free(|cs| MUTEX.get(cs)); // (m1)
        interrupts::free(|cs| MUTEX.get(cs)); // (m2)
    });
}

// ---- registers ----

/// A peripheral's register is a variable, too: `modify` is a read and a write.
#[test]
fn a_register_is_modified() {
    a(|_| {
        REGISTER.modify(|r| r | 1); // (a)
    });
    everywhere(["R-W-W m a m"], |_, _| {
        REGISTER.modify(|r| r | 2); // (m)
    });
}

// ---- what orders its users by itself ----

/// Looks, takes and waits as they come: meant to be struck.
#[test]
fn events_signals_and_wakers_are_left_out() {
    a(|_| {
        EVENT.set();
        SIGNAL.signal(1);
        WAKER.wake();
    });
    everywhere([], |_, _| {
        WAKER.register(Waker::noop());
        for _ in 0..2 {
            let (_, _) = (EVENT.is_set(), SIGNAL.signaled());
        }
        let _ = EVENT.take();
        SIGNAL.reset();
        SIGNAL.try_take();
        WAKER.register(Waker::noop());
        WAKER.take();
    });
}

/// `block_on` keeps a flag of its own beside them, which is looked at and set in turn.
#[test]
fn a_task_that_waits_is_left_out() {
    a(|_| {
        EVENT.set();
        SIGNAL.signal(1);
    });
    everywhere([], |_, main| {
        block_on(main, |_| async {
            EVENT.wait().await;
            SIGNAL.wait().await
        });
    });
}
