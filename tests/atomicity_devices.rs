//! Devices strike: what DMA and peripherals do between two accesses of a context. What counts, and what is only a peripheral's way.

#![allow(missing_docs)]

mod common;

use common::triples::{findings, finds};
use common::{A, CPUS, fails, irq, on};
use irqshare::Main;
use irqshare::model::FailureKind::{BadSetup, NotAtomic};
use irqshare::model::{Cpu, Plain, Register, Setup};

static BUFFER: Plain<[u8; 4]> = Plain::new([0; 4]);
static WIDE: Plain<u32> = Plain::new(0);
static STATUS: Register<u8> = Register::new(0);
static DATA: Register<u8> = Register::new(0);
/// Writing 1 clears.
static CLEARED: Register<u8> = Register::new(0).on_write(|_, held, written| held & !written);

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
        .reset(&BUFFER, || [0; 4])
        .reset(&WIDE, || 0)
        .reset(&STATUS, || 0)
        .reset(&DATA, || 0)
        .reset(&CLEARED, || 0)
}

/// The program writes into the buffer while the DMA does, and while it is sent.
#[test]
fn a_buffer_that_dma_has() {
    for (_, cpu) in CPUS {
        let receives = |_: &Cpu| {
            BUFFER.at(0).poke(7); // (dma)
        };
        finds(
            || with(cpu()).device("dma", 1, receives),
            ["W-W-R set dma get"],
            |_, _| {
                BUFFER.at(0).set(1); // (set)
                BUFFER.at(1).set(1);
                BUFFER.at(0).get(); // (get)
            },
        );
        let sends = |_: &Cpu| {
            let _ = BUFFER.at(0).peek(); // (sends)
        };
        finds(
            || with(cpu()).device("dma", 1, sends),
            ["W-R-W once sends twice"],
            |_, _| {
                BUFFER.at(0).set(1); // (once)
                BUFFER.at(0).set(2); // (twice)
            },
        );
    }
}

/// A value of several words, read while the DMA writes it.
#[test]
fn a_value_that_dma_tears() {
    let writes = |_: &Cpu| {
        WIDE.poke(0x0101_0101); // (writes)
    };
    finds(
        || with(Setup::avr()).device("dma", 1, writes),
        ["R-W-R reads writes reads"],
        |_, _| {
            WIDE.get(); // (reads)
        },
    );
    // A word is read by one instruction.
    let once = findings(with(Setup::cortex_m()).device("dma", 1, writes), |_, _| _ = WIDE.get());
    assert!(once.is_empty(), "{once:?}");
}

/// Main polls: it looks again at what it waits for. That a device changed it is what it waits for.
#[test]
fn polling_is_no_finding() {
    for (name, cpu) in CPUS {
        let setup = || with(cpu()).device("line", 1, |_| STATUS.poke(1));
        let found = findings(setup(), |_, _| while STATUS.read() == 0 {});
        assert!(found.is_empty(), "{found:?}");
        let setup = || with(cpu()).device("dma", 1, |_| WIDE.poke(1));
        let found = findings(setup(), |_, _| while WIDE.get() == 0 {});
        // The value was torn, on an AVR.
        assert_eq!(found.is_empty(), name != "avr", "{found:?}");
    }
}

/// Two looks with something else in between may be taken for one.
#[test]
fn two_looks_that_are_no_poll() {
    for (_, cpu) in CPUS {
        let setup = || {
            with(cpu()).device("line", 1, |_| {
                STATUS.poke(1); // (line)
            })
        };
        finds(setup, ["R-W-R first line second"], |_, _| {
            STATUS.read(); // (first)
            DATA.read();
            STATUS.read(); // (second)
        });
    }
}

/// What peripherals are for: a start bit that clears itself, a flag that is cleared by writing it, a byte that was taken and is replaced.
#[test]
fn a_peripherals_way_is_no_finding() {
    type Acts = fn(&Cpu);
    type Body = fn(&Cpu, &mut Main);
    let bodies: [(Acts, Body); 3] = [
        (
            |_| STATUS.poke(0),
            |_, _| {
                STATUS.write(1);
                DATA.read();
                STATUS.read();
            },
        ),
        (|_| CLEARED.poke(CLEARED.peek() | 2), |_, _| CLEARED.write(CLEARED.read())),
        (
            |_| _ = DATA.peek(),
            |_, _| {
                DATA.write(1);
                DATA.write(2);
            },
        ),
    ];
    for (_, cpu) in CPUS {
        for (number, (acts, body)) in bodies.into_iter().enumerate() {
            let found = findings(with(cpu()).device("line", 2, acts), body);
            assert!(found.is_empty(), "{number}: {found:?}");
        }
    }
}

/// A device strikes at all contexts that are interrupted where it acts, and after a handler that ended at its depth it has seen nothing.
#[test]
fn it_strikes_at_all_that_are_interrupted() {
    on(A, || {
        BUFFER.at(1).get(); // (handler)
        DATA.read();
        BUFFER.at(1).get(); // (again)
    });
    let writes = |_: &Cpu| {
        BUFFER.at(0).poke(1); // (zero)
        BUFFER.at(1).poke(1); // (one)
    };
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(1).device("dma", 1, writes);
    finds(setup, ["R-W-R handler one again", "R-W-R main zero later"], |_, _| {
        BUFFER.at(0).get(); // (main)
        DATA.read();
        BUFFER.at(0).get(); // (later)
    });
}

/// The condition of a device only looks: no strike.
#[test]
fn a_condition_is_no_access() {
    for (_, cpu) in CPUS {
        let setup = || with(cpu()).device_when("dma", 1, || BUFFER.at(0).peek() == 1, |_| DATA.poke(1));
        let found = findings(setup(), |_, _| {
            BUFFER.at(0).set(1);
            BUFFER.at(0).set(2);
        });
        assert!(found.is_empty(), "{found:?}");
    }
}

/// A ring of a DMA's, whose driver takes two looks at flags and counter for one (stm32l4xx-hal's `CircBuffer`): found without an assertion.
#[test]
fn a_ring_that_is_looked_at_twice() {
    static LEFT: Register<u8> = Register::new(4);
    let dma = |_: &Cpu| {
        let at = 4 - LEFT.peek();
        BUFFER.at(at.into()).poke(at + 1);
        if at == 1 {
            CLEARED.poke(1);
        }
        LEFT.poke(if at == 3 { 4 } else { 3 - at });
    };
    let setup = with(Setup::cortex_m()).reset(&LEFT, || 4).device("dma", 3, dma).atomicity();
    let failure = fails(&setup, NotAtomic, |_, _| {
        let mut taken = 0;
        for _ in 0..2 {
            if CLEARED.read() & 1 == 1 {
                CLEARED.write(1);
                (taken..2).for_each(|at| _ = BUFFER.at(at).get());
            } else {
                let there = usize::from(4 - LEFT.read());
                (taken..there).for_each(|at| _ = BUFFER.at(at).get());
                taken = there;
            }
        }
    });
    assert!(failure.picture().contains("dma"), "{failure}");
}

/// `peek` and `poke` of memory are a device's.
#[test]
fn the_program_uses_get_and_set() {
    for used in [|| _ = WIDE.peek(), || WIDE.poke(1)] {
        let failure = fails(&with(Setup::avr()), BadSetup, |_, _| used());
        assert!(failure.message().contains("write `get` or `set`"), "{failure}");
    }
}
