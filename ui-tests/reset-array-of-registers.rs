// An array of registers isn't laid out as an array of their values: what would be written over it is the functions between.

use irqshare::model::{Register, Setup};

static BANK: [Register<u8>; 32] = [const { Register::new(0) }; 32];

fn main() {
    let _ = Setup::avr().reset(&BANK, || [0; 32]);
}
