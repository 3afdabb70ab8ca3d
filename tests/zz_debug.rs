#![allow(missing_docs)]
mod common;
use common::*;
use irqshare::model::{self, Plain, Register, Setup};
use irqshare::{Global, interrupts};
static X: Plain<u8> = Plain::new(0);
static G: Global<u8> = Global::new(0);
static W: Plain<u16> = Plain::new(0);
static FLAG: Register<u8> = Register::new(0).on_read(|_, f| {
    FLAG.poke(0);
    f
});
#[test]
fn zz() {
    on(A, || {
        irq::HIGH::pend();
        G.get();
        X.set(5);
    });
    on(HIGH, || {
        W.set(7);
        X.get();
    });
    on(TOP, || {});
    let setup = || {
        Setup::avr()
            .interrupts_on()
            .reset(&X, || 0)
            .reset(&G, || 0)
            .reset(&W, || 0)
            .reset(&FLAG, || 0)
            .attach::<irq::A>(1)
            .attach::<irq::HIGH>(1)
    };
    let body = |_: &model::Cpu, _: &mut irqshare::Main| {
        FLAG.read();
        interrupts::free(|_| (X.get(), W.get()))
    };
    let a = outcomes(&setup().every_order(), body);
    let b = outcomes(&setup(), body);
    println!("{a:?}\n{b:?}");
    assert_eq!(a, b);
}
