//! How many schedules there are: each number was derived by hand, with the tree in the comment, before the engine was asked.
//!
//! The rules. A point stands before each access, at the start and the end of each section and lock, where main's `&mut T` of a lock begins,
//! after a line is switched, and when main has ended. At a point, each vector that may arrive and may preempt does, or none does;
//! what was declined isn't offered again until something was accessed. In the trees `.` is "nobody", a letter is that handler.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, irq, on, passes};
use irqshare::model::{Plain, Setup};
use irqshare::{Global, IrqMutex, Shared, interrupts};
use std::cell::Cell;

static BYTE: Plain<u8> = Plain::new(0);
static WORD: Plain<u32> = Plain::new(0);
static ONE: Global<u8> = Global::new(0);
static TWO: Global<u16> = Global::new(0);
static MUTEX: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));
static LOW: Shared<u8, sharing::C> = Shared::new(0);

mod sharing {
    irqshare::handlers! {
        device: super::sharing_device;
        fn C() {}
    }
}

mod sharing_device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        C = 9,
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .reset(&BYTE, || 0)
        .reset(&WORD, || 0)
        .reset(&ONE, || 0)
        .reset(&TWO, || 0)
        .reset(&MUTEX, || Cell::new(0))
        .reset(&LOW, || 0)
}

fn accesses(n: u32) {
    for _ in 0..n {
        BYTE.get();
    }
}

/// n accesses, one vector once: before the 1st, .., before the nth, after the last, never.
///
/// ```text
/// point 1 ─ A
///         └ . ─ point 2 ─ A
///                       └ . ─ .. ─ end ─ A
///                                      └ .      n + 2 leaves
/// ```
#[test]
fn accesses_and_one_vector_once() {
    for (name, cpu) in common::CPUS {
        for n in 0..6 {
            let report = passes(&with(cpu()).attach::<irq::A>(1), |_, _| accesses(n));
            assert_eq!(
                (report.schedules(), report.points()),
                (u64::from(n) + 2, u64::from(n) + 1),
                "{name}, {n}"
            );
        }
    }
}

/// Four bytes are four accesses on AVR, one elsewhere: 4 + 2 and 1 + 2.
#[test]
fn a_word_is_as_wide_as_the_cpu() {
    let count = |cpu: Setup| passes(&with(cpu).attach::<irq::A>(1), |_, _| WORD.set(1)).schedules();
    assert_eq!([count(Setup::avr()), count(Setup::cortex_m()), count(Setup::riscv())], [6, 3, 3]);
}

/// n accesses, one vector twice, no nesting: n + 1 moments, and 0, 1 or 2 firings, with repetition: C(n+1+2, 2).
///
/// n = 1: none; A at 1; A at end; AA at 1; A at 1 and end; AA at end: 6. n = 2: 10. n = 3: 15.
#[test]
fn one_vector_twice() {
    for (n, schedules) in [(0, 3), (1, 6), (2, 10), (3, 15)] {
        let report = passes(&with(Setup::avr()).attach::<irq::A>(2), |_, _| accesses(n));
        assert_eq!(report.schedules(), schedules, "{n} accesses");
        assert_eq!(report.fired("A"), 2);
    }
}

/// Two vectors that don't nest, once each, n accesses, m = n + 1 moments: each of A and B is at one of them or nowhere, (m + 1)² ways, and where both
/// are at one moment, both orders: + m.
///
/// n = 0: 4 + 1 = 5 (none; A; B; AB; BA). n = 1: 9 + 2 = 11. n = 2: 16 + 3 = 19.
#[test]
fn two_vectors_that_do_not_nest() {
    for cpu in [Setup::avr, Setup::riscv, Setup::cortex_m] {
        for (n, schedules) in [(0, 5), (1, 11), (2, 19)] {
            let setup = with(cpu()).attach::<irq::A>(1).attach::<irq::B>(1);
            assert_eq!(passes(&setup, |_, _| accesses(n)).schedules(), schedules, "{n} accesses");
        }
    }
}

/// HIGH nests in A, whose handler makes one access; main makes none.
///
/// ```text
/// end ─ .
///     ├ A ─ A's access ─ HIGH                      (in A, before it)
///     │                └ . ─ A's end ─ HIGH        (in A, behind it)
///     │                              └ . ─ HIGH    (after A)
///     │                                  └ .
///     └ HIGH ─ A                                   (after HIGH)
///            └ .
/// ```
/// 7 leaves. On AVR nobody is offered in A, which takes two leaves away: 5.
#[test]
fn two_vectors_that_nest() {
    on(A, || accesses(1));
    let count =
        |cpu: Setup| passes(&with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1), |_, _| {}).schedules();
    assert_eq!([count(Setup::cortex_m()), count(Setup::cortex_m0())], [7, 7]);
    assert_eq!([count(Setup::avr()), count(Setup::riscv())], [5, 5]);
}

/// The same with a second access in A: HIGH before the first, the second, or A's end: 8. And with one access in main:
///
/// HIGH alone or nobody: 1 + 2. A at one of 2 moments: HIGH before A at the same moment, in A (2), after A at the same moment, at the other moment, or never: 2 x 6.
/// 15 in all.
#[test]
fn nesting_in_longer_handlers() {
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    on(A, || accesses(2));
    assert_eq!(passes(&setup(), |_, _| {}).schedules(), 8);
    on(A, || accesses(1));
    assert_eq!(passes(&setup(), |_, _| accesses(1)).schedules(), 15);
}

/// Three deep: A, HIGH and TOP, each with one access, so two moments inside it: before that, and its end. Main makes none.
///
/// A schedule is a word in which the more urgent may stand in the brackets of the less urgent, in either half: one handler `A`; two `A H`, `H A`, `A(H.)`, `A(.H)`: 4.
/// The third, least urgent one is added to a word of two by dividing its top level into what is in front, in either half, and behind: two on the top level, as in `H T` and
/// `T H`, are put into four places in order in 10 ways; one, as in `H(T.)` and `H(.T)`, in 4. In all 2 x 10 + 2 x 4 = 28.
/// Nobody 1, one of three 3, two of three 3 x 4, all three 28: 44.
#[test]
fn three_deep() {
    for who in [A, HIGH, TOP] {
        on(who, || accesses(1));
    }
    let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
    let report = passes(&setup, |_, _| {});
    assert_eq!(report.schedules(), 44);
}

/// A section is one moment from outside: before it, after it, never; whatever is in it. Likewise a Global's masked access and a lock.
#[test]
fn a_masked_region_is_one_point() {
    for (name, cpu) in common::CPUS {
        let count = |body: &dyn Fn(&mut irqshare::Main)| {
            passes(&with(cpu()).attach::<sharing::C>(1), |_, main| body(main)).schedules()
        };
        assert_eq!(count(&|_| interrupts::free(|_| accesses(5))), 3, "{name}: section");
        assert_eq!(count(&|_| TWO.update(|x| x + 1)), 3, "{name}: update");
        assert_eq!(count(&|main| LOW.lock(main, |x| *x += 1)), 3, "{name}: lock");
        assert_eq!(
            count(&|_| interrupts::free(|_| {
                interrupts::free(|_| accesses(2));
                accesses(2);
            })),
            3,
            "{name}: nested sections"
        );
        // Before, between, after, never.
        assert_eq!(
            count(&|_| {
                interrupts::free(|cs| MUTEX.set(cs, 1));
                interrupts::free(|cs| MUTEX.set(cs, 2));
            }),
            4,
            "{name}: adjacent sections"
        );
        // Nothing happens in it, so before and after are the same: that moment, and never.
        assert_eq!(count(&|_| interrupts::free(|_| ())), 2, "{name}: an empty section");
        assert_eq!(
            count(&|_| {
                let saved = interrupts::save_and_disable();
                accesses(3);
                // SAFETY: the last one that is open.
                unsafe { interrupts::restore(saved) };
                accesses(1);
            }),
            4, // before the section; after it; after the access; never
            "{name}: save and restore"
        );
    }
}

/// A lock up to ceiling 1 doesn't stop HIGH: before the lock, inside it (before the value is lent, and while it is), after it, never: 5. v6-M has no BASEPRI: 3.
#[test]
fn a_lock_lets_higher_ones_through() {
    let count = |cpu: Setup| {
        passes(&with(cpu).attach::<irq::HIGH>(1), |_, main| LOW.lock(main, |x| *x += 1)).schedules()
    };
    assert_eq!([count(Setup::cortex_m()), count(Setup::cortex_m0())], [5, 3]);
}

/// A handler's own accesses are no points where nothing nests, whatever it does: n + 2 still.
#[test]
fn handlers_of_avr_and_riscv_add_no_points() {
    on(A, || {
        accesses(3);
        TWO.update(|x| x + 1);
        interrupts::free(|_| accesses(2));
    });
    for cpu in [Setup::avr, Setup::riscv] {
        assert_eq!(passes(&with(cpu()).attach::<irq::A>(1), |_, _| accesses(2)).schedules(), 4);
    }
}

/// Off at reset: no points before `interrupts::enable`. Two accesses, enable, one access. On RISC-V: at the enabling, which is before the last access
/// (nothing was accessed in between), after it, never: 3. On AVR nothing strikes at `sei` itself, but before the next access: 3 too.
#[test]
fn nothing_strikes_while_interrupts_are_off() {
    for cpu in [Setup::avr, Setup::riscv] {
        let setup = cpu().every_order().reset(&BYTE, || 0).attach::<irq::A>(1);
        let report = passes(&setup, |_, _| {
            accesses(2);
            // SAFETY: no section is open.
            unsafe { irqshare::interrupts::enable() };
            accesses(1);
        });
        assert_eq!(report.schedules(), 3);
    }
}

/// A line that isn't enabled adds no points. Two accesses, enable, one access: at the enabling, after the access, never: 3.
#[test]
fn nothing_strikes_before_its_line_is_enabled() {
    let setup = Setup::cortex_m().every_order().reset(&BYTE, || 0).attach::<irq::A>(1);
    let report = passes(&setup, |_, main| {
        accesses(2);
        irq::A::enable(main);
        accesses(1);
    });
    assert_eq!(report.schedules(), 3);
}

/// B is switched off by main in the middle. A: 4 moments or never (before 1, before the switch = after 1, after the switch = before 2, end) .. with B
/// unattached. The switch is something that happened, so the moments before and after it differ: access, switch, access: 4 moments, 5 schedules.
#[test]
fn switching_a_line_is_an_event() {
    let setup = with(Setup::avr()).attach::<irq::A>(1).attach::<irq::B>(1);
    on(B, || {});
    let only_a = with(Setup::avr()).attach::<irq::A>(1);
    let report = passes(&only_a, |cpu, _| {
        accesses(1);
        cpu.enable::<irq::A>(); // it is on already
        accesses(1);
    });
    assert_eq!(report.schedules(), 5);
    // B off at once: at the one moment before (none, A, B, A B, B A) and then A at 2 more moments (before the access, end) if it didn't come.
    // none or B first: each 1 + 2 ways; A, A B, B A: 1 each: 3 + 3 + 3 = 9.
    let report = passes(&setup, |cpu, _| {
        cpu.disable::<irq::B>();
        accesses(1);
    });
    assert_eq!(report.schedules(), 9);
}
