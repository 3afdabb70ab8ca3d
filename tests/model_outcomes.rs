//! Exact outcome sets: over all schedules main sees these values, all of them and no others. A model that misses one misses a bug; one that invents one
//! cries wolf.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, fired, irq, on, outcomes};
use irqshare::model::{Plain, Setup};
use irqshare::{Global, interrupts};
use std::collections::BTreeSet;

static P16: Plain<u16> = Plain::new(0);
static P32: Plain<u32> = Plain::new(0);
static P64: Plain<u64> = Plain::new(0);
static BYTE: Plain<u8> = Plain::new(0);
static G: Global<u8> = Global::new(0);
static G16: Global<u16> = Global::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .attach::<irq::A>(1)
        .reset(&P16, || 0x00ff)
        .reset(&P32, || 0x1111_1111)
        .reset(&P64, || 0x1111_1111_1111_1111)
        .reset(&BYTE, || 0)
        .reset(&G, || 0)
        .reset(&G16, || 0)
}

/// Low byte first: old, new, or the low byte old and the high byte new. The other way round can't be.
#[test]
fn a_plain_u16_on_avr_is_torn_one_way() {
    on(A, || P16.set(0x0100));
    assert_eq!(outcomes(&with(Setup::avr()), |_, _| P16.get()), BTreeSet::from([0x00ff, 0x0100, 0x01ff]));
}

/// Written by main, read by the handler: the upper byte is stored first, so it sees that one new with the old lower one.
#[test]
fn a_plain_u16_is_written_torn() {
    on(A, || common::see(P16.get()));
    let seen = outcomes(&with(Setup::avr()), |_, _| {
        P16.set(0x0100);
        common::seen()
    });
    assert_eq!(seen, BTreeSet::from([vec![], vec![0x00ff], vec![0x01ff]]));
}

/// Four bytes: whatever number of low bytes is old, the rest is new.
#[test]
fn a_plain_u32_on_avr_has_five_values() {
    on(A, || P32.set(0x2222_2222));
    assert_eq!(
        outcomes(&with(Setup::avr()), |_, _| P32.get()),
        BTreeSet::from([0x1111_1111, 0x2222_2211, 0x2222_1111, 0x2211_1111, 0x2222_2222])
    );
}

/// One word is read whole on 32-bit CPUs; a u64 is two, even on Cortex-M, for plain code has no promise of an `ldrd`.
#[test]
fn plain_words_on_32_bits() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        on(A, || P32.set(0x2222_2222));
        assert_eq!(outcomes(&with(cpu()), |_, _| P32.get()), BTreeSet::from([0x1111_1111, 0x2222_2222]));
        on(A, || P64.set(0x2222_2222_2222_2222));
        assert_eq!(
            outcomes(&with(cpu()), |_, _| P64.get()),
            BTreeSet::from([0x1111_1111_1111_1111, 0x2222_2222_1111_1111, 0x2222_2222_2222_2222])
        );
    }
}

/// Main adds 1, the handler adds 10, each by `get` and `set` of one byte: the handler is lost (1) when it strikes between main's two; main is never lost.
/// The look at the end may come before the handler (1 again), after it (11).
#[test]
fn an_update_by_hand_is_lost() {
    on(A, || BYTE.update(|x| x + 10));
    for (name, cpu) in common::CPUS {
        let ends = outcomes(&with(cpu()), |_, _| {
            BYTE.update(|x| x + 1);
            let before = fired(A);
            let value = BYTE.get();
            (if before == fired(A) { Some(before) } else { None }, value)
        });
        assert_eq!(
            ends,
            BTreeSet::from([(Some(0), 1), (None, 11), (Some(1), 1), (Some(1), 11)]),
            "{name}: (Some(1), 1) is the lost one"
        );
    }
}

/// The same by `Global::update`: nothing is lost. (A comes before it; or behind it, which is before the second look; or not yet.)
#[test]
fn an_update_is_not_lost() {
    on(A, || G.update(|x| x + 10));
    for (name, cpu) in common::CPUS {
        let ends = outcomes(&with(cpu()), |_, _| {
            G.update(|x| x + 1);
            let before = fired(A);
            let value = G.get();
            (if before == fired(A) { Some(before) } else { None }, value)
        });
        assert_eq!(ends, BTreeSet::from([(Some(1), 11), (None, 11), (Some(0), 1)]), "{name}");
    }
}

/// Main sets 5 beside the handler's `update(+ 10)`: before it 5, after it 15; its own old value plus 10 never survives.
#[test]
fn set_beside_update() {
    on(A, || G16.update(|x| x + 10));
    for (name, cpu) in common::CPUS {
        let ends = outcomes(&with(cpu()), |_, _| {
            G16.set(5);
            G16.get()
        });
        assert_eq!(ends, BTreeSet::from([5, 15]), "{name}");
    }
}

/// Main looks twice: values may change between the looks, but never back.
#[test]
fn two_looks() {
    on(A, || G.set(1));
    for (name, cpu) in common::CPUS {
        let looks = outcomes(&with(cpu()), |_, _| (G.get(), G.get()));
        assert_eq!(looks, BTreeSet::from([(0, 0), (0, 1), (1, 1)]), "{name}");
        let within = outcomes(&with(cpu()), |_, _| interrupts::free(|_| (G.get(), G.get())));
        assert_eq!(within, BTreeSet::from([(0, 0), (1, 1)]), "{name}: in a section");
    }
}

/// Two handlers of one priority, A appends 1, B appends 2 (in decimal): every order of every subset.
#[test]
fn two_handlers_in_every_order() {
    on(A, || G.update(|x| x * 10 + 1));
    on(B, || G.update(|x| x * 10 + 2));
    for (name, cpu) in common::CPUS {
        let ends = outcomes(&with(cpu()).attach::<irq::B>(1), |_, _| G.get());
        assert_eq!(ends, BTreeSet::from([0, 1, 2, 12, 21]), "{name}");
    }
}

/// HIGH strikes inside A's update by hand, where handlers nest: A's old value plus 1 wins, and HIGH's 10 is lost.
#[test]
fn nested_handlers_lose_updates() {
    on(A, || BYTE.update(|x| x + 1));
    on(HIGH, || BYTE.update(|x| x + 10));
    let ends = |cpu: Setup| {
        outcomes(&with(cpu).attach::<irq::HIGH>(1), |_, _| {
            G.get();
            (fired(A) + fired(HIGH) == 2, BYTE.get())
        })
    };
    let one_after_another = BTreeSet::from([(false, 0), (false, 1), (false, 10), (false, 11), (true, 11)]);
    assert_eq!(ends(Setup::avr()), one_after_another);
    assert_eq!(ends(Setup::riscv()), one_after_another);
    // Nested before `G.get` it is (true, 1); at the look itself, after the count, (false, 1), which A alone gives too.
    let mut nested = one_after_another;
    nested.insert((true, 1));
    assert_eq!(ends(Setup::cortex_m()), nested);
    assert_eq!(ends(Setup::cortex_m0()), nested);
}
