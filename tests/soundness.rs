//! Soundness: ways in which safe code might have got at a value twice, or past a mask. Where each is closed, and what tests it. The steps named are those of `tests/run`.
//!
//! | way | closed in | tested by |
//! |---|---|---|
//! | forged traits | `context`, `users`, `token`, `handlers`: sealed or `unsafe` | ui-tests (implementing them from outside) |
//! | `&mut T` for a token that can be copied | `mutex`: `&T` alone | ui-tests; `a_copied_token_gives_no_second_mut` |
//! | one cell twice in a tuple, zero-sized ones at one address | `shared::lock_all` | `one_cell_twice_is_refused` |
//! | exceptions pended by safe code | `handlers`: bound at the top priority | `exceptions_have_the_top_priority`, `a_top_priority_is_held_off` |
//! | faults, NMI, SVCall, DebugMonitor | `handlers`: refused by name | ui-tests |
//! | a line that is enabled already | `arch::line`, `arch::cortex_m::nvic` | `enabling_twice_is_refused`; step `firmware` (nvic) |
//! | priority bits that truncate; the slot's address; v6-M's shared words | `arch::cortex_m::nvic` | step `firmware` (nvic) |
//! | devices that count priorities differently in one cell | `mask::Ceiling::highest` | step `ui_target` (shared-over-two-devices) |
//! | handlers with values are for NVIC lines alone | `arch/*/bind.rs` | ui-tests; `no_values_without_an_nvic_line` |
//! | AVR that nests | build.rs, `Ceiling::can_preempt`, `arch::avr::isr` | `build_script.rs`; steps `msrv` (avr_nesting), `assembly` (atxmega128a1), `ui_target` (isr-cs-, shared-get-mut-where-handlers-nest) |
//! | AVR's non-maskable interrupt | `arch::avr::bind`: refused by number | step `ui_target` (non-maskable-avr) |
//! | options of the masks' asm | `arch/*/*.rs` | step `assembly` |
//! | a `&mut T` parameter across the release | `Shared::lock`: made inside | step `assembly` (`op_lock_twice`) |
//! | BASEPRI is restored, not written | `arch::cortex_m::basepri`, `machine::masks` | `an_outer_lock_survives_an_inner_one`; step `assembly` |
//! | erratum 837070 | `arch::cortex_m::basepri` behind `cortex-m7-r0p1`, `arch::cortex_m::erratum` | steps `assembly`, `trust` (trust_erratum); assertions in `arch::cortex_m::erratum` |
//! | RISC-V restores MIE alone | `arch::riscv::mstatus` | step `assembly` |
//! | `sleep_until` inside a section | `wait::sleep`: refused | `it_is_refused_with_interrupts_off` |
//! | bare-metal tokens prove one core | `arch::refusals`, `token` | steps `matrix`, `ui_target`; `cells_impl.rs` |
//! | Globals order nothing else | documented at `Global` | |
//! | a stashed `Main` | `model::check` and, on the model, `main!` lend it for the run; on other hosts `main` runs once | ui-tests; `a_second_main_is_refused` (tests/packages/provider) |
//! | one run at a time | `explore::turn` | `runs_queue` |
//! | a foreign thread | `machine::with` | `a_foreign_thread_is_refused` |
//! | statics reset by value, never bitwise | `Setup::reset` | `resets_drop_what_was_there`, `what_is_not_reset_is_refused` |
//! | a name that isn't a variant of the device's enum | `bind` of `arch::cortex_m` and `arch::riscv`: a struct's braces, the enum's type | step `ui_target` (vector-a-..) |
//! | attributes that take away or rename the trampoline | `handlers`: sorted by name, on the body | ui-tests (handler-..); step `ui_target` (handler-stripped-avr) |
//! | the macros behind `handlers!` by hand | they want `unsafe` | `hidden_macros_want_unsafe`; step `ui_target` |
//! | another implementation's token | `token`, `interop::critical_section` | ui-tests (token-of-critical-section-..); steps `ui_target`, `trust`, `beside` |
//! | a mask that spares handlers; masks of one core as the program's | `mask::Mask`'s contract; no `Mask` without the promise | steps `trust` (trust_below), `ui_target` (mask-of-one-core-..) |
//! | what a bootloader left; lines that another crate turns on | `arch/cortex_m/{start,bound}.rs`, `Values` | step `trust` (trust_start, trust_unmask) |
//! | a user's drop or waker while a cell is half done | `Values::swap`, `Moved`, `Latch` | `cells_drop.rs` |
//! | a loan that ends too early; a priority that changes under a running handler | `machine::locks`, `machine::lines` | `model_loans.rs` |
//! | a HAL's vector at another priority, under another name, on another core, called by hand | `arch::cortex_m::hal`: asked each time | steps `interop` (embassy_on_nrf, embassy_on_rp), `ui_target` (hal-..); `handlers_hal.rs` |
//! | an `Isr` for a handler that something else binds: in the wrong place, at another priority, twice | `arch::elsewhere`, `arch::cortex_m::elsewhere` | `in_handler.rs`; steps `trust` (trust_elsewhere, trust_bits), `ui_target` (handler-without-body-..); ui-tests (in-handler-..) |
//! | a line that a handler turns on: without its values, on another core, behind main's back | `arch::line`, `arch::cortex_m::pause` | `model_pause.rs`; steps `firmware` (pauses), `ui_target` (pause-systick-without-single-core) |
//! | SysTick and PendSV on another core | `Vector::ON_EVERY_CORE`, refused by `Shared::new` | step `ui_target` (systick-without-single-core) |
//! | a section of the provider's for `Shared::lock_in`; the provider named as the custom mask | `token::HandlersOff`; `mask::provider` | step `ui_target` (lock-in-without-single-core, set-mask-provider) |
//! | `main!` called by its own body, or a second time | `arch::entry`: a constant of its own; `not_lent_yet` | step `ui_target` (main-named-by-its-body, main-twice); ui-tests (main-..) |
//! | a handler that nothing calls | `arch::other::bind` | step `ui_target` (handlers-on-other-cpu) |
//! | a handler whose function esp-hal gives away, called by hand, at another level, or too early | `arch::riscv::{entered, admission}` | `admission.rs`; step `interop` (looks_first) |
//! | a handler that asks nothing, in one list with those that do; two cores, no promise, a custom mask | `users::admitted_alike`; `arch::riscv::{bind, esp_hal}` | step `ui_target` (hal-..) |
//! | the values of `bind` and `unbind` while main has them | `arch::riscv::esp_hal`: interrupts off, in a closure | step `ui_target` (hal-values-escape-riscv) |
//! | statics of watched code that own heap, undone byte by byte | `engine::undone`: refused by name, and left as they are | tests/packages/watched (state) |
//! | a run of watched code that ends in a callback | `engine::callbacks`: nothing unwinds out of one | tests/packages/watched (failing) |
//! | any address for `Cpu::poke`, also while unwinding; a peripheral over memory that is there | `machine::watched::registers`, `watched::registers` | tests/packages/watched (registers) |
//! | hooks may unwind | `machine` | `a_hook_that_unwinds_leaves_everything_whole` |
//! | a handler that panicked, taken for one that runs; what it had, or what was to be lent then | `machine::fire` (`OnTop`), `hooks::Loan`, `machine::masks` | `soundness_unwinding.rs` |
//! | a look at what was lent, when its memory is gone | `machine::locks`: of statics alone (`holds`) | `nothing_looks_at_memory_that_is_gone` |
//! | a mutant's second `&mut` while a panic unwinds | `machine::locks`: the process ends | `a_second_reference_ends_the_process` |
//! | half a value that a panic, or the end of a run, leaves | `Plain`, `arch::hosted::Word`: written whole | `soundness_values.rs` |
//! | what was in the memory of a `Plain` before it | `machine::words` (`recall_words`) | `memory_with_another_use_is_new`, and while a panic unwinds |
//! | a field without a size, taken for its neighbour's first byte | `machine::words` | `what_has_no_size_leaves_its_neighbour_alone` |
//! | a field of a union as a `Plain` | `plain_field!` | ui-tests (plain-field-of-union..) |

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, catches, fails, fired, mutated, on, passes};
use irqshare::model::FailureKind::{NotReset, Panic, TwoReferences};
use irqshare::model::{Mutant, Plain, Setup};
use irqshare::{Context, Global, IrqMutex, Isr, Main, Shared, Vector, interrupts};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static X: Plain<u8> = Plain::new(0);
static ONE: Shared<u32, irq::LINE> = Shared::new(0);
static TICKS: Shared<u32, (irq::LINE, irq::SysTick)> = Shared::new(0);
static LATER: Shared<u32, (irq::HIGH, irq::SysTick)> = Shared::new(0);
static HELD: IrqMutex<RefCell<Vec<u32>>> = IrqMutex::new(RefCell::new(Vec::new()));

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn LINE(isr) {
            *super::ONE.get_mut(isr) += 1;
            super::TICKS.lock(isr, |ticks| *ticks += 1);
        }

        #[priority(2)]
        fn HIGH(isr) {
            super::LATER.lock(isr, |later| *later += 1);
        }

        fn VALUES(isr, value: &mut u32) {
            let _ = isr;
            *value += 1;
        }

        fn SysTick(isr) {
            *super::TICKS.get_mut(isr) += 1;
        }

        fn PendSV() {}
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LINE = 1,
        HIGH = 2,
        VALUES = 3,
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .reset(&X, || 0)
        .reset(&ONE, || 0)
        .reset(&TICKS, || 0)
        .reset(&LATER, || 0)
        .reset(&HELD, || RefCell::new(vec![1]))
}

/// *Nothing hands out `&mut T` for a token that can be copied, except through RefCell or Cell*: two copies of a token, and the second borrow panics.
#[test]
fn a_copied_token_gives_no_second_mut() {
    let failure = fails(&with(Setup::avr()), Panic, |_, _| {
        interrupts::free(|cs| {
            let copy = cs;
            let mut first = HELD.borrow_ref_mut(cs);
            let mut second = HELD.borrow_ref_mut(copy);
            first.append(&mut second);
        });
    });
    assert!(failure.message().contains("is borrowed already"), "{failure}");
}

/// *The same cell twice (two statics of zero size may share one address)*: refused before a reference is made, from main and in a handler.
#[test]
fn one_cell_twice_is_refused() {
    static EMPTY: Shared<(), irq::LINE> = Shared::new(());
    let setup = || with(Setup::cortex_m()).reset(&EMPTY, || ());
    for body in [
        |main: &mut Main| main.lock((&ONE, &ONE), |(a, b)| std::mem::swap(a, b)),
        |main: &mut Main| main.lock((&EMPTY, &EMPTY), |(a, b)| std::mem::swap(a, b)),
    ] {
        let failure = fails(&setup(), Panic, |_, main| body(main));
        assert!(failure.message().contains("names one cell twice"), "{failure}");
    }
}

/// *Safe functions exist that pend or enable: SCB::set_pendsv, SYST::enable_interrupt; so exceptions are bound at the top priority*: the number that the
/// types carry, and a ceiling with such a handler is the top.
#[test]
fn exceptions_have_the_top_priority() {
    let top = 1 << irq::SysTick::PRIORITY_BITS;
    assert_eq!((irq::SysTick::PRIORITY, irq::PendSV::PRIORITY), (top, top));
    assert_eq!((irq::PendSV::NUMBER, irq::SysTick::NUMBER), (14, 15));
    assert_eq!(<Isr<'_, irq::SysTick> as Context>::PRIORITY, top);
    assert_eq!(<Main as Context>::PRIORITY, 0);
}

/// *The same*: SysTick strikes without any `enable`, and a lock up to it holds it off, which BASEPRI can't (it would be 0): PRIMASK must.
#[test]
fn a_top_priority_is_held_off() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || cpu().attach::<irq::SysTick>(1).reset(&TICKS, || 0);
        catches(setup, Mutant::MaskNothing, TwoReferences, |_, main| {
            let before = TICKS.lock(main, |ticks| *ticks);
            assert!(before <= 1);
        });
        // From a handler below it, too.
        let both = || with(cpu()).attach::<irq::LINE>(1).attach::<irq::SysTick>(1);
        catches(both, Mutant::MaskNothing, TwoReferences, |_, _| {});
    }
}

/// *`enable` refuses a line that is already enabled*: its handler may be running on the value that a second `enable` would replace.
#[test]
fn enabling_twice_is_refused() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let failure = fails(&cpu().attach::<irq::VALUES>(1), Panic, |_, main| {
            irq::VALUES::enable(main, 1);
            irq::VALUES::enable(main, 2);
        });
        assert!(failure.message().contains("the line is enabled already"), "{failure}");
        passes(&cpu().attach::<irq::VALUES>(1), |_, main| {
            irq::VALUES::enable(main, 1);
            let value = irq::VALUES::disable(main).expect("it moved in");
            irq::VALUES::enable(main, value);
        });
    }
}

/// *The check-free handler is for NVIC lines alone; on AVR, RISC-V the `Option` check stays*: there is no way in there, and what fires without values stops.
#[test]
fn no_values_without_an_nvic_line() {
    for cpu in [Setup::avr, Setup::riscv] {
        let failure = fails(&cpu().attach::<irq::VALUES>(1), Panic, |_, main| irq::VALUES::enable(main, 1));
        assert!(failure.message().contains("attached to a Cortex-M"), "{failure}");
        let failure = fails(&cpu().every_order().interrupts_on().attach::<irq::VALUES>(1), Panic, |_, _| {});
        assert!(failure.message().contains("fires without its values"), "{failure}");
    }
}

/// *BASEPRI: restore what was saved (a plain write would lower an outer lock)*: HIGH locks up to the top inside main's lock up to 1; a section does so, too.
#[test]
fn an_outer_lock_survives_an_inner_one() {
    let setup = || with(Setup::cortex_m()).attach::<irq::LINE>(1).attach::<irq::HIGH>(1);
    passes(&setup(), |_, main| {
        ONE.lock(main, |one| {
            let before = *one;
            X.get();
            interrupts::free(|_| X.get());
            X.get();
            assert_eq!(*one, before, "LINE got in");
        });
    });
    // HIGH's own lock goes to the top, by PRIMASK; `cells_shared::lock_restores_the_level_that_was` has the BASEPRI one with its mutant. Here: none at all.
    fails(&mutated(setup(), Mutant::MaskNothing), TwoReferences, |_, main| {
        ONE.lock(main, |_| X.get());
    });
}

/// *One run at a time per process (parallel tests queue)*: two threads check at once, on one static; both see their own runs alone.
#[test]
fn runs_queue() {
    static COUNT: Global<u32> = Global::new(0);
    let inside = Arc::new(AtomicU32::new(0));
    let work = |inside: Arc<AtomicU32>| {
        move || {
            let setup =
                Setup::avr().every_order().interrupts_on().attach::<common::irq::A>(1).reset(&COUNT, || 0);
            for _ in 0..30 {
                passes(&setup, |_, _| {
                    assert_eq!(inside.fetch_add(1, SeqCst), 0, "two runs at once");
                    COUNT.update(|n| n + 1);
                    std::thread::yield_now();
                    assert_eq!(COUNT.get(), 1);
                    assert_eq!(inside.fetch_sub(1, SeqCst), 1);
                });
            }
        }
    };
    let others: Vec<_> = (0..3).map(|_| std::thread::spawn(work(Arc::clone(&inside)))).collect();
    for other in others {
        other.join().expect("passes");
    }
}

/// *A foreign thread is refused*: it would be a second core. It is refused even while a run is under way, and the run goes on.
#[test]
fn a_foreign_thread_is_refused() {
    passes(&with(Setup::riscv()), |_, _| {
        std::thread::scope(|scope| {
            let refused: [fn(); 3] =
                [|| interrupts::free(|_| ()), || X.set(1), || assert!(interrupts::are_enabled())];
            for body in refused {
                let said = scope.spawn(body).join().expect_err("refused");
                assert!(said.downcast::<&str>().expect("a message").contains("on the thread that runs it"));
            }
        });
        assert_eq!(X.get(), 0);
    });
}

/// *Statics are reset by an explicit value or closure per cell, never bitwise*: what a run left is dropped, once, and the new value is made anew.
#[test]
fn resets_drop_what_was_there() {
    static DROPS: AtomicU32 = AtomicU32::new(0);
    static MADE: AtomicU32 = AtomicU32::new(0);
    struct Counted;
    impl Drop for Counted {
        fn drop(&mut self) {
            DROPS.fetch_add(1, SeqCst);
        }
    }
    static OWNER: Shared<Option<Counted>, irq::LINE> = Shared::new(None);
    let setup =
        Setup::cortex_m().reset(&X, || 0).attach::<common::irq::A>(1).every_order().interrupts_on().reset(
            &OWNER,
            || {
                MADE.fetch_add(1, SeqCst);
                Some(Counted)
            },
        );
    let report = passes(&setup, |_, main| {
        X.get();
        OWNER.lock(main, |owner| assert!(owner.is_some()));
    });
    // Before the access, after it, after the lock, and where the lock lends (A isn't its user): counted elsewhere; here each run made one.
    assert_eq!(u64::from(MADE.load(SeqCst)), report.schedules());
    assert_eq!(u64::from(DROPS.load(SeqCst)), report.schedules() - 1, "the last one is still there");
}

/// *The same*: a cell that isn't reset would carry one schedule into the next. Every kind of cell is refused.
#[test]
fn what_is_not_reset_is_refused() {
    static GLOBAL: Global<u8> = Global::new(0);
    static MUTEX: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));
    static SHARED: Shared<u8, irq::LINE> = Shared::new(0);
    static PLAIN: Plain<u8> = Plain::new(0);
    let bodies: [fn(&mut Main); 7] = [
        |_| GLOBAL.set(1),
        |_| assert_eq!(GLOBAL.get(), 0),
        |_| GLOBAL.update(|g| g + 1),
        |_| interrupts::free(|cs| MUTEX.set(cs, 1)),
        |main| SHARED.lock(main, |s| *s = 1),
        |main| main.lock((&ONE, &SHARED), |(_, s)| *s = 1),
        |_| PLAIN.set(1),
    ];
    for (i, body) in bodies.into_iter().enumerate() {
        let failure = fails(&with(Setup::cortex_m()), NotReset, |_, main| body(main));
        assert!(failure.message().contains("tests/soundness.rs"), "{i}: {failure}");
    }
}

/// *Hooks may unwind, so no unsafe invariant is half done at one*: A panics at every point of every operation in turn; the next run finds all whole, and in this one
/// main can't go on as if nothing was.
#[test]
fn a_hook_that_unwinds_leaves_everything_whole() {
    static WIDE: Global<u64> = Global::new(0);
    let operations: [fn(&mut Main); 5] = [
        |_| WIDE.set(u64::MAX),
        |_| WIDE.update(|w| w + 1),
        |_| interrupts::free(|cs| HELD.borrow_ref_mut(cs).push(2)),
        |main| ONE.lock(main, |one| *one += 1),
        |main| main.lock((&ONE, &TICKS), |(a, b)| std::mem::swap(a, b)),
    ];
    for (_, cpu) in CPUS {
        for operation in operations {
            let setup = || with(cpu()).attach::<common::irq::A>(1).reset(&WIDE, || 0);
            on(A, || panic!("A panics"));
            let failure = fails(&setup(), Panic, |_, main| {
                let caught = catch_unwind(AssertUnwindSafe(|| operation(main)));
                assert!(caught.is_ok() || fired(A) == 1);
            });
            assert!(failure.message().starts_with("A panics"), "{failure}");
            on(A, || ());
            passes(&setup(), |_, main| {
                assert!(interrupts::are_enabled());
                operation(main);
                assert!(interrupts::are_enabled());
            });
        }
    }
}
