//! Variables that belong together, in small programs after faults that were reported in public: each is found without an assertion, once it is declared what belongs together, and the program without
//! the fault passes.

#![allow(missing_docs)]

mod common;

use common::triples::{finds, finds_quickly};
use common::{A, irq, on};
use irqshare::model::{self, Allowed, Order, Plain, Setup};
use irqshare::{Global, Main, Shared, interrupts};

// ---- an odometer and its time ----

/// The handler counts, and says when; main takes its speed from both. (berickson/car#25)
#[test]
fn an_odometer_and_its_time() {
    static COUNT: Global<u32> = Global::new(0);
    static AT: Global<u32> = Global::new(0);
    static BOTH: Global<(u32, u32)> = Global::new((0, 0));
    on(A, || {
        COUNT.update(|count| count + 1);
        AT.set(COUNT.get() * 10); // (at)
        BOTH.update(|(count, _)| (count + 1, (count + 1) * 10));
    });
    for (_, cpu) in common::CPUS {
        let setup = || {
            let setup = cpu().interrupts_on().attach::<irq::A>(2);
            let setup = setup.reset(&COUNT, || 0).reset(&AT, || 0).reset(&BOTH, || (0, 0));
            setup.together((&COUNT, &AT))
        };
        let found = finds(setup, ["mixed view count at time"], |_, _| {
            COUNT.get(); // (count)
            AT.get(); // (time)
        });
        assert_eq!(found[0].variable(), Some("COUNT and AT"));
        finds(setup, [], |_, _| {
            let (count, at) = BOTH.get();
            assert_eq!(count * 10, at);
        });
        finds(setup, [], |_, _| {
            let (count, at) = interrupts::free(|cs| (COUNT.get_in(cs), AT.get_in(cs)));
            assert_eq!(count * 10, at);
        });
    }
}

// ---- a position ----

/// A machine's three axes, which move in one run of a handler. (gnea/grbl#541)
#[test]
fn the_axes_of_a_position() {
    static POSITION: [Global<i32>; 3] = [const { Global::new(0) }; 3];
    on(A, || {
        for axis in &POSITION {
            axis.update(|position| position + 1); // (moves)
        }
    });
    for (_, cpu) in common::CPUS {
        let setup =
            || cpu().interrupts_on().attach::<irq::A>(2).reset(&POSITION, || [0; 3]).together(&POSITION);
        let expected = ["mixed view x moves y", "mixed view y moves z"];
        let found = finds(setup, expected, |_, _| {
            POSITION[0].get(); // (x)
            POSITION[1].get(); // (y)
            POSITION[2].get(); // (z)
        });
        assert_eq!(found[0].variable(), Some("POSITION[0] and POSITION[1]"));
        finds(setup, [], |_, _| {
            let all = interrupts::free(|cs| POSITION.each_ref().map(|axis| axis.get_in(cs)));
            assert_eq!([all[0]; 3], all);
        });
    }
}

// ---- a callback and its argument ----

/// Main installs a function and what it is called with; the handler comes between the two. (embassy-rs/embassy#34)
#[test]
fn a_callback_and_its_argument() {
    type Callback = fn(usize);
    fn zero(_: usize) {}
    fn one(_: usize) {}
    static FUNCTION: Global<Callback> = Global::new(zero);
    static ARGUMENT: Global<usize> = Global::new(0);
    static BOTH: Global<(Callback, usize)> = Global::new((zero, 0));
    on(A, || {
        let argument = ARGUMENT.get(); // (looks)
        FUNCTION.get()(argument);
        let (function, argument) = BOTH.get();
        function(argument);
    });
    for (_, cpu) in common::CPUS {
        let setup = || {
            let setup = cpu().interrupts_on().attach::<irq::A>(1).reset(&FUNCTION, || zero as Callback);
            let setup = setup.reset(&ARGUMENT, || 0).reset(&BOTH, || (zero as Callback, 0));
            setup.together((&FUNCTION, &ARGUMENT))
        };
        finds(
            setup,
            // The handler reads the argument first.
            ["mixed write function looks argument"],
            |_, _| {
                FUNCTION.set(one); // (function)
                ARGUMENT.set(1); // (argument)
            },
        );
        finds(setup, [], |_, _| BOTH.set((one, 1)));
        finds(setup, [], |_, _| {
            interrupts::free(|cs| {
                FUNCTION.set_in(cs, one);
                ARGUMENT.set_in(cs, 1);
            });
        });
    }
}

// ---- two buffers ----

/// The handler fills the one while main reads the other, and then says which: two runs are enough to overwrite what main reads. (stm32-rs/stm32h7xx-hal#171)
#[test]
fn an_index_and_two_buffers() {
    static BUFFERS: [Plain<[u16; 2]>; 2] = [const { Plain::new([0; 2]) }; 2];
    static READY: Global<u8> = Global::new(0);
    on(A, || {
        let next = 1 - READY.get();
        BUFFERS[usize::from(next)].set([7; 2]); // (fills)
        READY.set(next);
    });
    let setup = |firings| {
        move || {
            let setup = Setup::cortex_m().interrupts_on().attach::<irq::A>(firings);
            setup.reset(&BUFFERS, || [[0; 2]; 2]).reset(&READY, || 0).together((&READY, &BUFFERS))
        }
    };
    let body = |_: &model::Cpu, _: &mut Main| {
        let buffer = &BUFFERS[usize::from(READY.get())]; // (ready)
        buffer.at(0).get(); // (left)
        buffer.at(1).get(); // (right)
    };
    // One fills the other buffer: main has what was there when it looked.
    finds_quickly(setup(1), [], body);
    finds_quickly(setup(2), ["mixed view ready fills left", "mixed view left fills right"], body);
    finds_quickly(setup(2), [], |cpu, main| interrupts::free(|_| body(cpu, main)));
}

#[derive(Default)]
struct Pair {
    full: Option<[u16; 2]>,
    filling: [u16; 2],
}
static PAIR: Shared<Pair, pair::DMA> = Shared::new(Pair { full: None, filling: [0; 2] });
static LOST: Global<u8> = Global::new(0);

mod pair {
    mod device {
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            DMA = 11,
        }
    }
    irqshare::handlers! {
        device: device;

        fn DMA(isr) {
            let pair = super::PAIR.get_mut(isr);
            pair.filling = [pair.filling[0] + 1; 2];
            if pair.full.replace(pair.filling).is_some() {
                super::LOST.update(|lost| lost + 1); // (overrun)
            }
        }
    }
}

/// The same with buffers that move, in one cell.
#[test]
fn two_buffers_that_move() {
    let setup = || {
        let setup = Setup::cortex_m().interrupts_on().attach::<pair::DMA>(2).reset(&PAIR, Pair::default);
        setup.reset(&LOST, || 0).together((&PAIR, &LOST))
    };
    finds_quickly(setup, [], |_, main| {
        if let Some([left, right]) = PAIR.lock(main, |pair| pair.full.take()) {
            assert_eq!(left, right);
        }
    });
    // How many were lost belongs to what is there: looked at in the lock, it does.
    finds_quickly(setup, [], |_, main| {
        PAIR.lock(main, |pair| pair.full.is_some() && LOST.get() > 0);
    });
    let expected = ["mixed view there overrun lost"];
    finds_quickly(setup, expected, |_, main| {
        PAIR.lock(main, |pair| pair.full.is_some()); // (there)
        LOST.get(); // (lost)
    });
}

// ---- what is meant ----

/// A reader that looks whether it was struck, and then tries again: it is found, and allowed; the other findings stay.
#[test]
fn a_reader_that_tries_again() {
    static SEQUENCE: Global<u8> = Global::new(0);
    static LOW: Global<u8> = Global::new(0);
    static HIGH_PART: Global<u8> = Global::new(0);
    on(A, || {
        SEQUENCE.update(|n| n + 1);
        LOW.set(1);
        HIGH_PART.set(1); // (both)
    });
    let body = |_: &model::Cpu, _: &mut Main| {
        loop {
            let before = SEQUENCE.get(); // (before)
            let low = LOW.get(); // (low)
            let high = HIGH_PART.get(); // (high)
            // (after)
            if SEQUENCE.get() == before {
                assert_eq!(low, high);
                break;
            }
        }
    };
    let setup = || {
        let setup = Setup::avr().interrupts_on().attach::<irq::A>(1);
        let setup = setup.reset(&SEQUENCE, || 0).reset(&LOW, || 0).reset(&HIGH_PART, || 0);
        setup.allow(Allowed::on(&SEQUENCE)).together((&LOW, &HIGH_PART))
    };
    let looks = |cell| Allowed::on(cell).order(Order::Rwr);
    let setup = || setup().allow(looks(&LOW)).allow(looks(&HIGH_PART));
    let found = finds(setup, ["mixed view low both high"], body);
    let allowed = || setup().allow(Allowed::on(&LOW).order(Order::MixedView));
    finds(allowed, [], body);
    let places = found[0].places().map(|at| ("atomicity_together_programs.rs", at.line()));
    finds(|| setup().allow(Allowed::at(places)), [], body);
    // What struck may be named by any of its places.
    let first = found[0].between()[0].line();
    assert_ne!(first, places[1].1);
    finds(|| setup().allow(Allowed::at([places[0], (places[1].0, first), places[2]])), [], body);
}

/// The picture marks all four accesses, and the report says what is mixed.
#[test]
fn the_report_of_a_mixed_view() {
    static PULSES: Global<u8> = Global::new(0);
    static LAST: Global<u8> = Global::new(0);
    on(A, || {
        PULSES.set(1);
        LAST.set(1);
    });
    let setup = Setup::avr().interrupts_on().attach::<irq::A>(1).reset(&PULSES, || 0).reset(&LAST, || 0);
    let failure = model::try_check(&setup.together((&PULSES, &LAST)), |_, _| {
        PULSES.get();
        LAST.get();
    })
    .expect_err("it is mixed");
    let message = failure.message();
    assert!(message.contains("mixed view on PULSES and LAST: main "), "{message}");
    assert!(message.contains("it sees the one as it was, and the other as it is"), "{message}");
    let [finding] = failure.findings() else { panic!("{failure}") };
    let [first, second] = finding.between()[..] else { panic!("{finding}") };
    assert_eq!(first.line() + 1, second.line());
    assert!(
        finding.to_string().contains(&format!(":{} (and :{})", second.line(), first.line())),
        "{finding}"
    );
    for marked in ["(1) get PULSES", "(2) set PULSES", "(2) set LAST", "(3) get LAST"] {
        assert!(failure.picture().contains(marked), "{marked} in {failure}");
    }
    let json: serde_json::Value = serde_json::from_str(&failure.json()).expect("JSON");
    let finding = &json["failure"]["findings"][0];
    assert_eq!(finding["order"], "mixed view");
    assert_eq!(finding["variable"], "PULSES and LAST");
    assert_eq!(finding["between"].as_array().map(Vec::len), Some(2));
}
