//! What is no finding though its order is one: what is set up before the other could strike, and what else the other did in the same run. And what is one all the same, which a rule that leaves out too much
//! would lose.

#![allow(missing_docs)]

mod common;

use common::triples::{finds, told};
use common::{A, B, HIGH, irq, on};
use irqshare::interrupts;
use irqshare::model::{self, Plain, Setup};

static X: Plain<u8> = Plain::new(0);
static Y: Plain<u8> = Plain::new(0);

/// Lines and interrupts are off.
fn off(cpu: Setup) -> Setup {
    cpu.reset(&X, || 0).reset(&Y, || 0)
}

/// As a program turns them on.
fn switch_on(cpu: &model::Cpu) {
    cpu.enable::<irq::A>();
    // SAFETY: no section is open.
    unsafe { interrupts::enable() };
}

fn writes() {
    X.set(1); // (a)
}

/// Set up before the lines are on: that a handler changes it is how data comes from there. The same with the value of the `static`.
#[test]
fn what_is_set_up_before_lines_are_on() {
    on(A, writes);
    for (_, cpu) in common::CPUS {
        let setup = || off(cpu()).attach::<irq::A>(2);
        finds(setup, [], |cpu, _| {
            X.set(5);
            switch_on(cpu);
            X.get();
        });
        // Another look later is another matter, and so is what is set when the line is on.
        finds(setup, ["R-W-R first a second"], |cpu, _| {
            X.set(5);
            switch_on(cpu);
            X.get(); // (first)
            X.get(); // (second)
        });
        finds(setup, ["W-W-R late a look"], |cpu, _| {
            switch_on(cpu);
            X.set(5); // (late)
            X.get(); // (look)
        });
        // In a section, or with the line off again, it is late as well.
        finds(setup, ["W-W-R section a again"], |cpu, _| {
            switch_on(cpu);
            interrupts::free(|_| X.set(5)); // (section)
            X.get(); // (again)
        });
        finds(setup, ["W-W-R without a then"], |cpu, _| {
            switch_on(cpu);
            Y.get();
            cpu.disable::<irq::A>();
            X.set(5); // (without)
            cpu.enable::<irq::A>();
            X.get(); // (then)
        });
    }
}

/// A line that is on and may come, within the section in which it was switched on, couldn't come before.
#[test]
fn a_section_around_the_set_up() {
    on(A, writes);
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        finds(
            || off(cpu()).attach::<irq::A>(2),
            [],
            |cpu, _| {
                interrupts::free(|_| {
                    cpu.enable::<irq::A>();
                    X.set(5);
                });
                X.get();
            },
        );
    }
}

/// The other orders stay: an update that began too early loses what it overwrites, two looks are two, and who sees what is half set up was let in too early.
#[test]
fn other_orders_count_from_the_beginning() {
    on(A, || {
        X.get(); // (looks)
        X.set(1); // (sets)
    });
    for (_, cpu) in common::CPUS {
        let setup = || off(cpu()).attach::<irq::A>(1);
        finds(setup, ["R-W-W before sets behind"], |cpu, _| {
            let x = X.get(); // (before)
            switch_on(cpu);
            X.set(x + 1); // (behind)
        });
        finds(setup, ["W-R-W half looks whole"], |cpu, _| {
            X.set(1); // (half)
            switch_on(cpu);
            X.set(2); // (whole)
        });
    }
}

/// One that only software pends can't come before it is pended; but one that another may pend can.
#[test]
fn what_only_software_pends() {
    on(A, writes);
    for (_, cpu) in common::CPUS {
        finds(
            || off(cpu()).interrupts_on().attach::<irq::A>(0),
            [],
            |_, _| {
                X.set(5);
                irq::A::pend();
                X.get();
            },
        );
    }
    on(B, irq::A::pend);
    for (_, cpu) in common::CPUS {
        finds(
            || off(cpu()).interrupts_on().attach::<irq::A>(0).attach::<irq::B>(1),
            ["W-W-R five a six"],
            |_, _| {
                X.set(5); // (five)
                X.get(); // (six)
            },
        );
    }
}

/// Of three writes in one run the last is told, with the others beside it. Two runs, or two handlers, are two.
#[test]
fn one_run_is_one_finding() {
    on(A, || {
        X.set(1);
        X.set(2);
        X.set(3); // (last)
    });
    for (_, cpu) in common::CPUS {
        let setup = || off(cpu()).interrupts_on().attach::<irq::A>(2);
        let found = finds(setup, ["R-W-R m1 last m2"], |_, _| {
            X.get(); // (m1)
            X.get(); // (m2)
        });
        let lines: Vec<u32> = found[0].between().iter().map(|at| at.line()).collect();
        let last = found[0].places()[1].line();
        assert_eq!(lines, [last - 2, last - 1, last]);
        assert!(
            found[0].to_string().contains(&format!("(and :{}, :{})", last - 2, last - 1)),
            "{}",
            found[0]
        );
    }
    on(B, || {
        X.set(4); // (b)
    });
    for (_, cpu) in common::CPUS {
        let setup = || off(cpu()).interrupts_on().attach::<irq::A>(1).attach::<irq::B>(1);
        finds(setup, ["R-W-R n1 b n2", "R-W-R n1 last n2"], |_, _| {
            X.get(); // (n1)
            X.get(); // (n2)
        });
    }
}

/// What nests in a run is a run of its own: it is told beside it.
#[test]
fn what_nests_is_a_run_of_its_own() {
    on(A, || {
        X.set(1);
        X.set(2); // (outer)
    });
    on(HIGH, || {
        X.set(3); // (inner)
    });
    let setup = || off(Setup::cortex_m()).interrupts_on().attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let found = finds(setup, ["R-W-R k1 inner k2", "R-W-R k1 outer k2"], |_, _| {
        X.get(); // (k1)
        X.get(); // (k2)
    });
    assert_eq!(told(&found).len(), 2);
    // The order on the cell is that of the source.
    assert_eq!(found.iter().map(|f| f.between().len()).collect::<Vec<_>>(), [2, 1]);
}
