// A mask acquired by hand and never released leaves interrupts off, or another core waiting, for ever.

use irqshare::mask::{Mask, Model};

fn body() {
    Model::acquire();
}

fn main() {}
