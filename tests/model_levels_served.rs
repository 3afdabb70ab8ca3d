//! What random programs have shown: levels around the runs of their handlers, each change of which is a moment; what holds off, and from when; what is lent.

#![allow(missing_docs)]

mod common;

use common::masked::passes_both;
use common::triples::told;
use common::{A, CPUS, HIGH, TOP, fails, fired, irq, on, outcomes};
use irqshare::model::{self, Cpu, FailureKind, Register, Setup};
use irqshare::{IrqMutex, Main, Shared, interrupts};
use std::cell::Cell;
use std::collections::BTreeSet;

static SEEN: Register<u8> = Register::new(0);
static CELL: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));
static OF_A: Shared<u8, irq::A> = Shared::new(0);

mod external {
    mod device {
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            MachineExternal = 11,
        }
    }
    irqshare::handlers! {
        device: device;
        fn MachineExternal(_isr) {
            super::FIRED.set(super::FIRED.get() + 1);
            super::model::cpu().release::<MachineExternal>();
            if super::FIRED.get() == 1 {
                super::model::cpu().hold::<MachineExternal>();
                super::model::cpu().release::<MachineExternal>();
            }
        }
    }
}

thread_local! {
    static FIRED: Cell<u32> = const { Cell::new(0) };
}

/// The device may hold the line between the masking and a release, which then takes that away: the release is a moment, also in the schedules where it changes nothing.
#[test]
fn a_release_that_changes_nothing_is_a_moment() {
    on(A, || model::cpu().release::<irq::A>());
    for (name, cpu) in CPUS {
        let holds = |cpu: &Cpu| {
            SEEN.poke(1);
            cpu.hold::<irq::A>();
        };
        let setup = || cpu().interrupts_on().reset(&SEEN, || 0).attach::<irq::A>(0).device("d", 1, holds);
        let body = |cpu: &Cpu, _: &mut Main| {
            interrupts::free(|_| {
                cpu.release::<irq::A>();
                (SEEN.peek(), fired(A))
            })
        };
        for setup in [setup(), setup().every_order()] {
            // It acted before the release, and A didn't run: by then, or at all.
            assert!(outcomes(&setup, body).contains(&(1, 0)), "{name}");
        }
    }
}

/// The handler returns with everything masked, and its level still there: the NVIC has made it pending again by then, so taking the cause away comes too late. On RISC-V and AVR a handler can't return so.
#[test]
fn a_level_that_is_there_when_its_handler_ends_is_latched() {
    on(A, interrupts::disable);
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let runs = outcomes(&cpu().interrupts_on().attach::<irq::A>(0), |cpu, _| {
            cpu.hold::<irq::A>();
            cpu.barrier();
            cpu.release::<irq::A>();
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            fired(A)
        });
        assert_eq!(runs, BTreeSet::from([2]));
    }
}

/// A PLIC's gateway has one request under way at a time: a level that comes and goes while its handler runs is never seen.
#[test]
fn a_plic_takes_no_note_of_an_edge_while_its_handler_runs() {
    let setup = Setup::riscv().interrupts_on().attach::<external::MachineExternal>(0);
    let report = model::check(&setup, |cpu, _| {
        FIRED.set(0);
        cpu.hold::<external::MachineExternal>();
    });
    assert_eq!(report.fired("MachineExternal"), 1);
}

/// A lock in which everything is masked already, by what a handler left, isn't what holds anyone off.
#[test]
fn a_lock_where_all_is_masked_holds_nobody_off() {
    on(TOP, interrupts::disable);
    let setup = || Setup::cortex_m().interrupts_on().reset(&OF_A, || 0).attach::<irq::TOP>(1);
    let report = passes_both(setup, |_, main| OF_A.lock(main, |_| ()));
    assert_eq!(report.masked()[0].accesses, 0);
    // In another lock it still holds off, from the first.
    let setup = || setup().attach::<irq::A>(1);
    let report = passes_both(setup, |_, main| OF_A.lock(main, |_| ()));
    assert_eq!(report.masked()[1].accesses, 1);
}

/// TOP switches A's line on in the lock: A is held off from there on, by TOP's access and by main's own, if TOP strikes before that.
#[test]
fn a_line_that_is_switched_on_in_a_lock_is_held_off_from_there() {
    on(TOP, || {
        model::cpu().enable::<irq::A>();
        SEEN.write(1);
    });
    let setup = || {
        let setup = Setup::cortex_m().interrupts_on().reset(&OF_A, || 0).reset(&SEEN, || 0);
        setup.attach::<irq::A>(1).attach::<irq::TOP>(1)
    };
    let report = passes_both(setup, |cpu, main| {
        cpu.disable::<irq::A>();
        OF_A.lock(main, |_| ());
    });
    assert_eq!(report.masked()[0].accesses, 2);
}

/// An input takes an instruction at least: what comes between `sei` and `sleep` then isn't there to wake main.
#[test]
fn an_input_parts_sei_and_sleep() {
    let setup = || Setup::avr().attach::<irq::A>(1);
    let body = |asks: bool| {
        move |cpu: &Cpu, _: &mut Main| {
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            if asks {
                cpu.any([1, 2]);
            }
            cpu.sleep();
        }
    };
    common::passes(&setup(), body(false));
    fails(&setup(), FailureKind::AsleepForEver, body(true));
}

/// What was lent while interrupts were off has come back when they are turned on, and not when it is touched the next time, which may be after another has.
#[test]
fn what_was_lent_comes_back_when_interrupts_are_turned_on() {
    on(HIGH, || interrupts::free(|cs| CELL.set(cs, 1))); // (strike)
    for (_, cpu) in CPUS {
        let setup = cpu().interrupts_on().reset(&CELL, || Cell::new(0)).attach::<irq::HIGH>(1).atomicity();
        let failure = fails(&setup, FailureKind::NotAtomic, |_, _| {
            interrupts::disable();
            interrupts::free(|cs| CELL.get(cs)); // (read)
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            interrupts::free(|cs| CELL.set(cs, 2)); // (write)
        });
        assert_eq!(told(failure.findings()), ["R-W-W read strike write"]);
    }
}
