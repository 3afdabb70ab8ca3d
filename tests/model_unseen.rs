//! What a report says of a handler of which the model saw nothing.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, irq, on, passes};
use irqshare::model::{self, Plain, Register, Setup};
use irqshare::{Global, interrupts};
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

static X: Plain<u16> = Plain::new(0);
static G: Global<u16> = Global::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.every_order().interrupts_on().attach::<irq::A>(1).reset(&X, || 0x00ff).reset(&G, || 0)
}

/// Catches a search that went through all schedules of a handler which has nothing to try out, and says nothing of it; and a note on one that has.
#[test]
fn a_handler_that_is_not_seen_is_named() {
    static ATOMIC: AtomicU8 = AtomicU8::new(0);
    static REGISTER: Register<u8> = Register::new(0);
    let unseen: [fn(); 3] = [
        || {
            ATOMIC.fetch_add(1, Relaxed);
        },
        || interrupts::free(|_| ()),
        || model::cpu().note("here"),
    ];
    let seen: [fn(); 6] = [
        || {
            X.get();
        },
        || G.set(1),
        || {
            REGISTER.read();
        },
        || irq::HIGH::pend(),
        || model::cpu().disable::<irq::HIGH>(),
        || interrupts::free(|cs| G.set_in(cs, 1)),
    ];
    let is_unseen = |setup: Setup| {
        let report = passes(&setup.attach::<irq::HIGH>(1).reset(&REGISTER, || 0), |_, _| _ = G.get());
        let named = report.unseen().contains(&"A");
        assert_eq!(
            report.to_string().contains("\nA fired, but did nothing that the model sees"),
            named,
            "{report}"
        );
        named
    };
    for (_, cpu) in common::CPUS {
        for more in [|setup| setup, |setup: Setup| setup.parallel()] as [fn(Setup) -> Setup; 2] {
            for does in unseen {
                on(A, does);
                assert!(is_unseen(more(with(cpu()))));
            }
            for does in seen {
                on(A, does);
                assert!(!is_unseen(more(with(cpu()))));
            }
        }
    }
    // What another handler does in it is that one's.
    on(A, || ATOMIC.store(1, Relaxed));
    on(HIGH, || G.set(1));
    let report = passes(&with(Setup::cortex_m()).attach::<irq::HIGH>(1), |_, _| _ = G.get());
    assert_eq!(report.unseen(), ["A"]);
}
