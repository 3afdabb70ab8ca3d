// Releasing a mask by hand would open every section that is under way.

use irqshare::mask::{Mask, Model};

fn body() {
    Model::release(0);
}

fn main() {}
