//! `Global` within a critical section that is open already: `get_in`, `set_in`, `update_in` and `replace_in`, on every emulated CPU.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, catches, fails, irq, mutated, on, passes};
use irqshare::model::{FailureKind::Panic, Mutant::MaskNothing, Mutant::ReleaseEnables, Setup};
use irqshare::{CriticalSection, Global, interrupts};

static NARROW: Global<u8> = Global::new(0);
static WIDE: Global<u64> = Global::new(0);
/// Two words on every CPU, and half of it changes with the other.
const OLD: u64 = 0xffff_ffff;

fn once(cpu: fn() -> Setup) -> Setup {
    cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&NARROW, || 0).reset(&WIDE, || OLD)
}

/// Catches a section that ends with the first access in it: the handler would see one value changed and the other not, or half of one.
#[test]
fn one_section_for_several() {
    for (_, cpu) in CPUS {
        on(A, || {
            let (narrow, wide) = (NARROW.get(), WIDE.get());
            assert_eq!(u64::from(narrow), wide - OLD, "half of the section is seen");
        });
        for mutant in [MaskNothing, ReleaseEnables] {
            let body = |_: &_, _: &mut _| {
                interrupts::free(|cs| {
                    NARROW.update_in(cs, |narrow| narrow + 1);
                    // A section of its own would end here.
                    NARROW.update(|narrow| narrow);
                    let before = WIDE.get_in(cs);
                    WIDE.set_in(cs, before + 1);
                    assert_eq!(WIDE.replace_in(cs, before + 1), before + 1);
                });
            };
            catches(|| once(cpu), mutant, Panic, body);
        }
    }
}

/// Catches one of them that masks again: without a section (which no safe code can do) each must be struck.
#[test]
fn they_mask_nothing_themselves() {
    fn unmasked() -> CriticalSection<'static> {
        // SAFETY: none: that is what the test is about. The model runs handlers at hooks alone.
        unsafe { CriticalSection::new() }
    }
    for (_, cpu) in CPUS {
        on(A, || WIDE.update(|wide| wide + 1));
        let lost = |_: &_, _: &mut _| {
            WIDE.update_in(unmasked(), |wide| wide + 1);
            assert!(common::fired(A) == 0 || WIDE.get() == OLD + 2, "an update is lost");
        };
        fails(&once(cpu), Panic, lost);

        on(A, || WIDE.set(OLD + 1));
        fails(&once(cpu), Panic, |_, _| {
            let wide = WIDE.get_in(unmasked());
            assert!([OLD, OLD + 1].contains(&wide), "torn");
        });

        on(A, || assert!([OLD, OLD + 1].contains(&WIDE.get()), "torn"));
        fails(&once(cpu), Panic, |_, _| WIDE.set_in(unmasked(), OLD + 1));
        fails(&once(cpu), Panic, |_, _| {
            WIDE.replace_in(unmasked(), OLD + 1);
        });
    }
}

/// On AVR a handler is a section: what it does to a Global needs no other.
#[test]
fn in_an_avr_handler() {
    on(A, || {
        // SAFETY: a handler of AVR runs with interrupts off.
        let cs = unsafe { CriticalSection::new() };
        WIDE.update_in(cs, |wide| wide + 1);
    });
    let body = |_: &_, _: &mut _| {
        WIDE.update(|wide| wide + 1);
        let wide = WIDE.get();
        assert_eq!(wide, OLD + 1 + u64::from(common::fired(A)));
    };
    passes(&once(Setup::avr), body);
    fails(&mutated(once(Setup::avr), MaskNothing), Panic, |_, _| {
        WIDE.update(|wide| wide + 1);
        let before = u64::from(common::fired(A));
        assert!(WIDE.get() > OLD + before, "an update is lost");
    });
}
