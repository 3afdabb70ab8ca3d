//! For tests of lateness: main and handlers that count their accesses, and how late A comes by that count.

use super::{A, irq, on, outcomes, see, seen};
use irqshare::model::{Cpu, Register, Setup, cpu};
use irqshare::{Main, Shared};
use std::cell::Cell;
use std::collections::BTreeSet;

/// So many accesses the running context has made: each is a write to this.
pub static X: Register<u8> = Register::new(0);
pub static LOW: Shared<u8, irq::A> = Shared::new(0);
/// Raises A when it is written, and when it is read.
pub static RAISES: Register<u8> = Register::new(0)
    .on_write(|cpu, _, written| {
        cpu.hold::<irq::A>();
        written
    })
    .on_read(|cpu, held| {
        cpu.hold::<irq::A>();
        held
    });

pub const CORTEX: [fn() -> Setup; 2] = [Setup::cortex_m, Setup::cortex_m0];
pub const AVRS: [fn() -> Setup; 3] = [Setup::avr, Setup::avr_xmega, Setup::avr_dx];

thread_local! {
    /// What it holds, and held when A was caused.
    pub static STEPS: Cell<u8> = const { Cell::new(0) };
    pub static CAUSED: Cell<u8> = const { Cell::new(0) };
}

pub fn step() {
    STEPS.set(STEPS.get() + 1);
    X.write(STEPS.get());
}

/// Now something causes A.
pub fn caused() {
    CAUSED.set(X.read());
}

/// A handler that tells how late it is, and takes its cause away.
pub fn tell() {
    see(X.read() - CAUSED.get());
    cpu().release::<irq::A>();
}

pub fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().attach::<irq::A>(0).reset(&X, || 0).reset(&LOW, || 0).reset(&RAISES, || 0)
}

/// What main ends with, which is the same reduced and in every order.
#[track_caller]
pub fn ends<T: Ord + std::fmt::Debug>(
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
pub fn late<const N: usize>(setup: impl Fn() -> Setup, by: [u64; N], cause: impl Fn(&Cpu, &mut Main)) {
    on(A, tell);
    let all = ends(setup, |cpu, main| {
        cause(cpu, main);
        (0..4).for_each(|_| step());
        seen()
    });
    assert_eq!(all, by.map(|steps| vec![steps]).into());
}

/// An access that isn't independent of other letters, nor of steps.
pub fn letter(letter: u8) {
    X.write(letter);
    see(letter);
}
