// A mutant makes masks mask nothing: what sections keep sound no longer is.

use irqshare::model::{Mutant, Setup};

fn body() -> Setup {
    Setup::avr().mutant(Mutant::MaskNothing)
}

fn main() {}
