//! Lateness: by how many accesses the running context gets on before what pends is taken, by what made it so, on each CPU. The manuals stand at the rules in `late.rs`.

#![allow(missing_docs)]

mod common;

use common::late::*;
use common::{A, B, CPUS, fired, irq, on, seen};
use irqshare::model::{Cpu, Setup};
use irqshare::{Main, interrupts};

// ---- requests ----

/// What the program makes pending, by a store, is late by an access; what hardware does, a register that was touched or a device, by two. So it is on every CPU; or as the setup says.
#[test]
fn a_request_is_late() {
    let stores: [fn(&Cpu, &mut Main); 2] = [|_, _| irq::A::pend(), |cpu, _| cpu.hold::<irq::A>()];
    let lines: [fn(&Cpu, &mut Main); 2] = [|_, _| RAISES.write(1), |_, _| _ = RAISES.read()];
    for (_, cpu) in CPUS {
        for store in stores {
            late(|| with(cpu()), [0, 1], store);
        }
        for line in lines {
            late(|| with(cpu()), [0, 1, 2], line);
        }
        for request in stores.into_iter().chain(lines) {
            late(|| with(cpu()).late(0), [0], request);
            late(|| with(cpu()).late(1), [0, 1], request);
            late(|| with(cpu()).late(3), [0, 1, 2, 3], request);
            late(
                || with(cpu()).late(3),
                [0],
                move |cpu, main| {
                    request(cpu, main);
                    cpu.barrier();
                    assert_eq!(fired(A), 1);
                },
            );
        }
    }
}

/// At whichever moment the device acts.
#[test]
fn a_device_is_late() {
    on(A, tell);
    for (_, cpu) in CPUS {
        let setup = || {
            with(cpu()).device("line", 1, |cpu| {
                CAUSED.set(X.peek());
                cpu.hold::<irq::A>();
            })
        };
        let body = |_: &Cpu, _: &mut Main| {
            (0..4).for_each(|_| step());
            seen()
        };
        // Not yet, or still late.
        let never = vec![];
        assert_eq!(ends(setup, body), [never.clone(), vec![0], vec![1], vec![2]].into());
        assert_eq!(ends(|| setup().late(1), body), [never.clone(), vec![0], vec![1]].into());
        assert_eq!(ends(|| setup().late(0), body), [never, vec![0]].into());
    }
}

/// A line that is switched on at its peripheral, by a store: RISC-V has it in a CSR, `mie`, whose write is seen at once.
#[test]
fn a_line_that_is_switched_on() {
    let on_again = |cpu: &Cpu, _: &mut Main| {
        cpu.disable::<irq::A>();
        irq::A::pend();
        step();
        caused();
        cpu.enable::<irq::A>();
    };
    for cpu in CORTEX.into_iter().chain(AVRS) {
        late(|| with(cpu()), [0, 1], on_again);
    }
    late(|| with(Setup::riscv()), [0], on_again);
}

/// A second request doesn't make the first one later: main gets on by one instruction, which is the second request.
#[test]
fn the_first_counts() {
    let orders = |cpu: fn() -> Setup| {
        on(A, || letter(b'A'));
        on(B, || letter(b'B'));
        ends(
            || with(cpu()).attach::<irq::B>(0),
            |_, _| {
                irq::B::pend();
                irq::A::pend();
                step();
                seen()
            },
        )
    };
    let [a, b] = [u64::from(b'A'), u64::from(b'B')];
    for cpu in CORTEX {
        // B before A's request; or B is late, and A goes first, by its number.
        let all = [vec![b, a], vec![a, b]];
        assert_eq!(orders(cpu), all.into());
    }
}

// ---- masks ----

fn in_a_section(_: &Cpu, _: &mut Main) {
    interrupts::free(|_| irq::A::pend());
}

/// The end of a section is seen an instruction later, which is the most there, but on RISC-V: `mstatus` is a CSR.
#[test]
fn the_end_of_a_section() {
    for cpu in CORTEX.into_iter().chain(AVRS) {
        late(|| with(cpu()), [0, 1], in_a_section);
        late(|| with(cpu()).late(0), [0], in_a_section);
        late(|| with(cpu()).late(5), [0, 1], in_a_section);
        late(
            || with(cpu()),
            [0],
            |cpu, main| {
                in_a_section(cpu, main);
                cpu.barrier();
                assert_eq!(fired(A), 1);
            },
        );
    }
    late(|| with(Setup::riscv()), [0], in_a_section);
    late(|| with(Setup::riscv()).late(5), [0], in_a_section);
}

/// So is the end of a lock, by BASEPRI as well.
#[test]
fn the_end_of_a_lock() {
    let in_a_lock = |_: &Cpu, main: &mut Main| LOW.lock(main, |_| irq::A::pend());
    for cpu in CORTEX.into_iter().chain(AVRS) {
        late(|| with(cpu()), [0, 1], in_a_lock);
        late(|| with(cpu()).late(5), [0, 1], in_a_lock);
    }
    late(|| with(Setup::riscv()), [0], in_a_lock);
}

/// `interrupts::enable` ends with a barrier on Cortex-M, and is a write to a CSR on RISC-V. On AVR it is `sei`, behind which one instruction runs.
#[test]
fn interrupts_are_enabled() {
    let enable = |_: &Cpu, _: &mut Main| {
        interrupts::disable();
        irq::A::pend();
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
    };
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        late(|| with(cpu()), [0], enable);
        late(|| with(cpu()).late(5), [0], enable);
    }
    for cpu in AVRS {
        late(|| with(cpu()), [0, 1], enable);
    }
}

/// What this crate does to a line has barriers: nothing is late behind it.
#[test]
fn lines_are_enabled_with_a_barrier() {
    let enables = |_: &Cpu, main: &mut Main| {
        irq::A::disable(main);
        irq::A::pend();
        step();
        caused();
        irq::A::enable(main);
    };
    let resumes = |_: &Cpu, main: &mut Main| {
        irq::A::pause(main);
        irq::A::pend();
        step();
        caused();
        irq::A::resume(main);
    };
    for cpu in CORTEX {
        late(|| with(cpu()), [0], enables);
        late(|| with(cpu()).late(5), [0], resumes);
    }
}
