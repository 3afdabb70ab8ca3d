//! Checks of one process use the same memory in turn: a large program, and then a small one.

#![allow(missing_docs)]

mod common;

use common::{A, irq, on, passes};
use irqshare::model::{Plain, Setup};

static CELLS: [Plain<u8>; 4] = [const { Plain::new(0) }; 4];
static X: Plain<u8> = Plain::new(0);

/// Catches what the last check's strikes leave behind: their variables aren't there any more.
#[test]
fn a_smaller_program_comes_after_a_larger_one() {
    on(A, || CELLS.iter().for_each(|cell| cell.set(1)));
    let setup = || Setup::avr().interrupts_on().attach::<irq::A>(1).reset(&X, || 0).atomicity();
    let larger = CELLS.iter().fold(setup(), |setup, cell| setup.reset(cell, || 0));
    passes(&larger, |_, _| X.set(1));
    on(A, || X.set(1));
    passes(&setup(), |_, _| X.set(2));
}
