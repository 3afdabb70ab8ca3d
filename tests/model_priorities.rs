//! Who preempts whom, and in what order: AVR, Cortex-M and RISC-V.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, irq, on, outcomes, passes, see, seen};
use irqshare::model::{self, Plain, Setup};
use irqshare::{Shared, interrupts};
use std::collections::BTreeSet;

static X: Plain<u8> = Plain::new(0);
static LOW: Shared<u8, ceilings::C1> = Shared::new(0);
static CELL: Shared<u8, (users::C1, users::C2)> = Shared::new(0);
static MIDDLE: Shared<u8, (ceilings::C1, ceilings::C2)> = Shared::new(0);

mod ceilings {
    irqshare::handlers! {
        device: super::ceilings_device;
        fn C1() {}
        #[priority(2)]
        fn C2() {}
    }
}
mod ceilings_device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        C1 = 20,
        C2 = 21,
    }
}

/// C1's lock of a cell that it shares with C2.
mod users {
    irqshare::handlers! {
        device: super::ceilings_device;
        fn C1(isr) {
            super::see(b'C');
            super::CELL.lock(isr, |_| { super::X.get(); });
            super::see(b'c');
        }
        #[priority(2)]
        fn C2(isr) {
            *super::CELL.get_mut(isr) += 1;
            super::bracket(b'H');
        }
    }
}

/// RISC-V's three machine-level interrupts, by their numbers.
mod machine {
    irqshare::handlers! {
        device: super::machine_device;
        fn SOFTWARE() { super::see(3_u8) }
        fn TIMER() { super::see(7_u8) }
        fn EXTERNAL() { super::see(11_u8) }
    }
}
mod machine_device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        SOFTWARE = 3,
        TIMER = 7,
        EXTERNAL = 11,
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.every_order().interrupts_on().reset(&X, || 0).reset(&LOW, || 0).reset(&MIDDLE, || 0)
}

fn letters() -> String {
    seen().iter().map(|&c| char::from_u32(u32::try_from(c).expect("a letter")).expect("a letter")).collect()
}

/// `A a`: A begins, makes an access, ends. Likewise for the others.
fn tell() {
    on(A, || bracket(b'A'));
    on(B, || bracket(b'B'));
    on(HIGH, || bracket(b'H'));
    on(TOP, || bracket(b'T'));
}

fn bracket(letter: u8) {
    see(letter);
    X.get();
    see(letter.to_ascii_lowercase());
}

/// Higher preempts lower, lower doesn't preempt higher.
#[test]
fn higher_preempts_lower() {
    tell();
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
        let orders = outcomes(&setup, |_, _| {
            X.get();
            letters()
        });
        let all = ["", "Aa", "Hh", "AaHh", "HhAa", "AHha"].map(String::from);
        assert_eq!(orders, BTreeSet::from(all));
    }
}

/// Equal priorities don't preempt each other.
#[test]
fn equal_does_not_preempt() {
    tell();
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = with(cpu()).attach::<irq::A>(1).attach::<irq::B>(1);
        let orders = outcomes(&setup, |_, _| {
            X.get();
            letters()
        });
        assert_eq!(orders, BTreeSet::from(["", "Aa", "Bb", "AaBb", "BbAa"].map(String::from)));
    }
}

/// AVR and RISC-V don't nest, whatever priorities the handlers declare.
#[test]
fn avr_and_riscv_do_not_nest() {
    tell();
    for cpu in [Setup::avr, Setup::riscv] {
        let setup = with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
        let orders = outcomes(&setup, |_, _| {
            X.get();
            letters()
        });
        assert!(orders.contains("AaHhTt") && orders.contains("TtHhAa"));
        let nested =
            |order: &String| order.as_bytes().chunks(2).any(|pair| pair[0].to_ascii_lowercase() != pair[1]);
        assert!(!orders.iter().any(nested), "{orders:?}");
        assert_eq!(orders.len(), 16, "nobody, 3 alone, 6 pairs, 6 triples: {orders:?}");
    }
}

/// Inside a lock, who fires? BASEPRI lets pass what is above the ceiling, PRIMASK nobody. Inside the closure as well as at its edges.
#[test]
fn a_lock_holds_off_up_to_its_ceiling() {
    tell();
    let inside = |cpu: Setup, middle: bool| {
        let setup = with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1).attach::<irq::TOP>(1);
        outcomes(&setup, |_, main| {
            let look = |_: &mut u8| {
                let before = letters();
                X.get();
                letters()[before.len()..].to_string()
            };
            if middle { MIDDLE.lock(main, look) } else { LOW.lock(main, look) }
        })
    };
    let strings = |all: &[&str]| all.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(inside(Setup::cortex_m(), false), strings(&["", "Hh", "Tt", "HhTt", "TtHh", "HTth"]));
    assert_eq!(inside(Setup::cortex_m(), true), strings(&["", "Tt"]));
    for cpu in [Setup::cortex_m0, Setup::riscv, Setup::avr] {
        assert_eq!(inside(cpu(), true), strings(&[""]));
    }
}

/// A section holds off everyone, also on Cortex-M.
#[test]
fn a_section_holds_off_everyone() {
    tell();
    for (name, cpu) in common::CPUS {
        let setup = with(cpu()).attach::<irq::A>(1).attach::<irq::TOP>(1);
        passes(&setup, |_, _| {
            interrupts::free(|_| {
                let before = letters();
                X.get();
                assert_eq!(letters(), before, "{name}");
            });
        });
    }
}

/// In a handler, a lock to a higher ceiling holds off what shares the cell, and lets pass what is above.
#[test]
fn a_lock_in_a_handler() {
    tell();
    let setup = with(Setup::cortex_m()).attach::<users::C1>(1).attach::<users::C2>(1).reset(&CELL, || 0);
    let orders = outcomes(&setup, |_, _| {
        X.get();
        letters()
    });
    // C2 strikes in C1 before its lock or after it, but that it isn't in between shows in that the model finds no second `&mut`.
    assert_eq!(orders, BTreeSet::from(["", "Cc", "Hh", "CcHh", "HhCc", "CHhc"].map(String::from)));
}

/// Pended together, they tail-chain by priority, then by number, whatever the order of pending.
#[test]
fn pending_ones_go_by_priority_then_number() {
    tell();
    let setup = || {
        with(Setup::cortex_m())
            .attach::<irq::A>(1)
            .attach::<irq::B>(1)
            .attach::<irq::HIGH>(1)
            .attach::<irq::TOP>(1)
    };
    for turn in 0..4 {
        let orders = outcomes(&setup(), |cpu, main| {
            // Off, so that only what is pended by hand counts: each can still arrive once, so they are disabled until pended.
            irq::A::disable(main);
            irq::B::disable(main);
            irq::HIGH::disable(main);
            irq::TOP::disable(main);
            let before = letters().len();
            let pends = [irq::B::pend, irq::TOP::pend, irq::A::pend, irq::HIGH::pend];
            for i in 0..4 {
                pends[(i + turn) % 4]();
            }
            interrupts::free(|_| {
                irq::B::enable(main);
                irq::A::enable(main);
                irq::HIGH::enable(main);
                irq::TOP::enable(main);
            });
            cpu.barrier();
            let all = letters()[before..].to_string();
            // What arrives by itself besides, each once more, doesn't matter here: the first four of each.
            let mut firsts = String::new();
            for c in all.chars().filter(char::is_ascii_uppercase) {
                if !firsts.contains(c) {
                    firsts.push(c);
                }
            }
            firsts
        });
        assert_eq!(orders, BTreeSet::from(["THAB".to_string()]), "{turn}");
    }
}

/// On AVR the lowest number goes first, though B was pended before A.
#[test]
fn avr_goes_by_number() {
    tell();
    let setup = Setup::avr().attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::TOP>(1).reset(&X, || 0);
    let orders = outcomes(&setup, |cpu, _| {
        irq::TOP::pend();
        irq::B::pend();
        irq::A::pend();
        // SAFETY: no section is open.
        unsafe { irqshare::interrupts::enable() };
        cpu.barrier();
        let mut firsts = letters();
        firsts.retain(|c| c.is_ascii_uppercase());
        firsts
    });
    // One arrival more each: at the point where all pend, they merge; after a handler has begun its vector may come again.
    for order in &orders {
        let first = |c| order.find(c).expect("it was pended");
        assert!(first('A') < first('B') && first('B') < first('T'), "{order}");
    }
    assert!(orders.contains("ABT"), "{orders:?}");
}

/// On RISC-V external goes before software before timer.
#[test]
fn riscv_goes_external_software_timer() {
    let setup = || {
        Setup::riscv()
            .attach::<machine::TIMER>(1)
            .attach::<machine::SOFTWARE>(1)
            .attach::<machine::EXTERNAL>(1)
    };
    let orders = outcomes(&setup(), |_, _| {
        machine::TIMER::pend();
        machine::EXTERNAL::pend();
        machine::SOFTWARE::pend();
        // SAFETY: no section is open.
        unsafe { irqshare::interrupts::enable() };
        seen()
    });
    for order in &orders {
        let first = |n| order.iter().position(|&seen| seen == n).expect("it was pended");
        assert!(first(11) < first(3) && first(3) < first(7), "{order:?}");
    }
    assert!(orders.contains(&vec![11, 3, 7]), "{orders:?}");
}

/// What a handler pends at its own level waits for its end; what is above it strikes in it.
#[test]
fn pending_from_a_handler() {
    tell();
    on(A, || {
        see(b'A');
        irq::B::pend();
        irq::HIGH::pend();
        model::cpu().barrier();
        see(b'a');
    });
    let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::B>(1).attach::<irq::HIGH>(1);
    let orders = outcomes(&setup, |cpu, _| {
        irq::A::pend();
        cpu.barrier();
        letters()
    });
    assert!(orders.contains("AHhaBb"), "{orders:?}");
    for order in &orders {
        let inside = &order[order.find('A').expect("it was pended")..=order.find('a').expect("it ended")];
        assert!(inside.contains("Hh"), "HIGH doesn't wait: {order}");
        assert!(!inside.contains('B'), "B waits: {order}");
    }
}
