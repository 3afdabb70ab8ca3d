//! Lateness: by how many accesses the running context gets on before what pends is taken, by what made it so, on each CPU. The manuals stand at the rules in `late.rs`.

#![allow(missing_docs)]

mod common;

use common::{A, B, CPUS, HIGH, fired, irq, on, outcomes, passes, see, seen};
use irqshare::model::FailureKind::{AsleepForEver, Panic};
use irqshare::model::{self, Cpu, Failure, Register, Setup, cpu};
use irqshare::{Main, Shared, interrupts};
use std::cell::Cell;
use std::collections::BTreeSet;

/// So many accesses the running context has made: each is a write to this.
static X: Register<u8> = Register::new(0);
static LOW: Shared<u8, irq::A> = Shared::new(0);
/// Raises A when it is written, and when it is read.
static RAISES: Register<u8> = Register::new(0)
    .on_write(|cpu, _, written| {
        cpu.hold::<irq::A>();
        written
    })
    .on_read(|cpu, held| {
        cpu.hold::<irq::A>();
        held
    });

const CORTEX: [fn() -> Setup; 2] = [Setup::cortex_m, Setup::cortex_m0];
const AVRS: [fn() -> Setup; 3] = [Setup::avr, Setup::avr_xmega, Setup::avr_dx];

thread_local! {
    /// What it holds, and held when A was caused.
    static STEPS: Cell<u8> = const { Cell::new(0) };
    static CAUSED: Cell<u8> = const { Cell::new(0) };
}

fn step() {
    STEPS.set(STEPS.get() + 1);
    X.write(STEPS.get());
}

/// Now something causes A.
fn caused() {
    CAUSED.set(X.read());
}

/// A handler that tells how late it is, and takes its cause away.
fn tell() {
    see(X.read() - CAUSED.get());
    cpu().release::<irq::A>();
}

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().attach::<irq::A>(0).reset(&X, || 0).reset(&LOW, || 0).reset(&RAISES, || 0)
}

/// What main ends with, which is the same reduced and in every order.
#[track_caller]
fn ends<T: Ord + std::fmt::Debug>(
    setup: impl Fn() -> Setup,
    body: impl Fn(&Cpu, &mut Main) -> T,
) -> BTreeSet<T> {
    let body = |cpu: &Cpu, main: &mut Main| {
        STEPS.set(0);
        CAUSED.set(0);
        body(cpu, main)
    };
    let all = outcomes(&setup().every_order(), body);
    assert_eq!(outcomes(&setup(), body), all, "reduced, and in every order");
    all
}

/// So late A comes behind what causes it.
#[track_caller]
fn late<const N: usize>(setup: impl Fn() -> Setup, by: [u64; N], cause: impl Fn(&Cpu, &mut Main)) {
    on(A, tell);
    let all = ends(setup, |cpu, main| {
        cause(cpu, main);
        (0..4).for_each(|_| step());
        seen()
    });
    assert_eq!(all, by.map(|steps| vec![steps]).into());
}

/// An access that isn't independent of other letters, nor of steps.
fn letter(letter: u8) {
    X.write(letter);
    see(letter);
}

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

// ---- handlers ----

/// What a handler leaves pending is taken when it returns; on AVR one instruction runs first (RETI sets I).
#[test]
fn a_handler_returns() {
    on(A, tell);
    on(B, || {
        irq::A::pend();
        caused();
    });
    let behind = |cpu: fn() -> Setup| {
        ends(
            || with(cpu()).attach::<irq::B>(1),
            |_, _| {
                (0..3).for_each(|_| step());
                seen()
            },
        )
    };
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        assert_eq!(behind(cpu), [vec![], vec![0]].into());
    }
    for cpu in AVRS {
        assert_eq!(behind(cpu), [vec![], vec![0], vec![1]].into());
    }
}

/// Two that pend together: the second follows the first at once, or on AVR an instruction later.
#[test]
fn one_after_the_other() {
    on(A, || see(X.read()));
    on(B, || see(X.read()));
    let both = |cpu: fn() -> Setup| {
        ends(
            || with(cpu()).attach::<irq::B>(0),
            |_, _| {
                interrupts::free(|_| {
                    irq::A::pend();
                    irq::B::pend();
                });
                (0..4).for_each(|_| step());
                seen()
            },
        )
    };
    for cpu in CORTEX {
        assert_eq!(both(cpu), [vec![0, 0], vec![1, 1]].into());
    }
    assert_eq!(both(Setup::riscv), [vec![0, 0]].into());
    for cpu in AVRS {
        assert_eq!(both(cpu), [vec![0, 0], vec![0, 1], vec![1, 1], vec![1, 2]].into());
    }
}

/// A barrier has all taken that pends, on AVR too: `nop`s stand for one there.
#[test]
fn a_barrier_has_all_taken() {
    on(A, || ());
    on(B, || ());
    for (_, cpu) in CPUS {
        passes(&with(cpu()).attach::<irq::B>(0), |cpu, _| {
            interrupts::free(|_| {
                irq::B::pend();
                irq::A::pend();
            });
            cpu.barrier();
            assert_eq!((fired(A), fired(B)), (1, 1));
        });
    }
}

/// In a handler it is the handler that gets on: by an access, or to its end, behind which the more urgent one follows.
#[test]
fn a_handler_gets_on() {
    for cpu in CORTEX {
        let setup = || with(cpu()).attach::<irq::HIGH>(0);
        let body = |cpu: &Cpu, _: &mut Main| {
            irq::A::pend();
            cpu.barrier();
            seen()
        };
        on(HIGH, || see(X.read()));
        on(A, || {
            irq::HIGH::pend();
            (0..3).for_each(|_| step());
        });
        assert_eq!(ends(setup, body), [vec![0], vec![1]].into());
        let [a, high] = [u64::from(b'a'), u64::from(b'H')];
        on(HIGH, || see(b'H'));
        on(A, || {
            irq::HIGH::pend();
            see(b'a');
        });
        // `a` is no access: it ends, and HIGH follows.
        assert_eq!(ends(setup, body), [vec![a, high]].into());
        on(A, || {
            irq::HIGH::pend();
            cpu_barrier();
            see(b'a');
        });
        assert_eq!(ends(setup, body), [vec![high, a]].into());
    }
}

fn cpu_barrier() {
    cpu().barrier();
}

// ---- ends ----

/// When main has ended, and while it sleeps, nothing gets on.
#[test]
fn nobody_gets_on() {
    on(A, || ());
    for (name, cpu) in CPUS {
        for setup in [with(cpu()), with(cpu()).every_order()] {
            let report = passes(&setup, |_, _| irq::A::pend());
            assert_eq!((report.schedules(), report.fired("A")), (1, 1), "{name}");
        }
    }
    // `sei; sleep`: what pends before comes in the sleep, and not after it.
    for cpu in AVRS {
        let pends_and_sleeps = |cpu: &Cpu, _: &mut Main| {
            interrupts::disable();
            irq::A::pend();
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            cpu.sleep();
            fired(A)
        };
        assert_eq!(ends(|| with(cpu()), pends_and_sleeps), [1].into());
    }
}

/// Elsewhere what pends comes before the sleep, and then nothing ends that.
#[test]
fn a_late_one_may_be_missed() {
    on(A, || ());
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        for setup in [with(cpu()), with(cpu()).every_order()] {
            let failure = common::fails(&setup.spurious_wakes(0), AsleepForEver, |cpu, _| {
                irq::A::pend();
                cpu.sleep();
            });
            // Late, it would come in the sleep.
            assert!(failure.picture().contains("ends"), "{failure}");
        }
    }
}

/// It is late once, not at the end of each section: a loop of sections lets it in.
#[test]
fn it_is_late_once() {
    on(A, tell);
    for (_, cpu) in CPUS {
        let sections = |_: &Cpu, _: &mut Main| {
            irq::A::pend();
            while fired(A) == 0 && STEPS.get() < 5 {
                interrupts::free(|_| step());
            }
            seen()
        };
        assert_eq!(ends(|| with(cpu()), sections), [vec![0], vec![1]].into());
    }
}

// ---- what comes of it ----

/// Two requests one after the other are two runs, or one if the first is late.
#[test]
fn two_requests_may_be_one() {
    on(A, || ());
    for (_, cpu) in CPUS {
        let twice = |cpu: &Cpu, _: &mut Main| {
            irq::A::pend();
            irq::A::pend();
            cpu.barrier();
            fired(A)
        };
        assert_eq!(ends(|| with(cpu()), twice), [1, 2].into());
        assert_eq!(ends(|| with(cpu()).late(0), twice), [2].into());
    }
}

/// A level that is withdrawn in time doesn't fire where the flag is the level; the NVIC has latched it.
#[test]
fn what_is_withdrawn_in_time() {
    on(A, || cpu().release::<irq::A>());
    let withdraws = |cpu: &Cpu, _: &mut Main| {
        cpu.hold::<irq::A>();
        cpu.release::<irq::A>();
        cpu.barrier();
        fired(A)
    };
    for cpu in AVRS.into_iter().chain([Setup::riscv as fn() -> Setup]) {
        assert_eq!(ends(|| with(cpu()), withdraws), [0, 1].into());
    }
    for cpu in CORTEX {
        assert_eq!(ends(|| with(cpu()), withdraws), [1].into());
    }
}

/// A sample is late, too, and a token says who was.
#[test]
fn samples_and_tokens() {
    on(A, tell);
    let kicks = |_: &Cpu, _: &mut Main| {
        STEPS.set(0);
        CAUSED.set(0);
        irq::A::pend();
        step();
        assert_eq!(fired(A), 1, "late");
    };
    let waits = |_: &Cpu, _: &mut Main| {
        STEPS.set(0);
        CAUSED.set(0);
        irq::A::pend();
        step();
        assert_eq!(fired(A), 0, "in time");
    };
    for (_, cpu) in CPUS {
        let found = |setup: Setup, body: fn(&Cpu, &mut Main)| -> Failure {
            let failure = model::try_check(&setup, body).expect_err("one of the two");
            assert_eq!(failure.kind(), Panic);
            failure
        };
        for setup in
            [|setup: Setup| setup, |setup: Setup| setup.every_order(), |setup: Setup| setup.sample(50, 1)]
        {
            let fresh = || setup(with(cpu()));
            for body in [kicks as fn(&Cpu, &mut Main), waits] {
                let body: fn(&Cpu, &mut Main) = body;
                let failure = found(fresh(), body);
                let again = model::replay(&fresh(), failure.token().expect("a schedule fails"), body);
                assert_eq!(again.expect_err("it fails again").picture(), failure.picture());
            }
        }
    }
}
