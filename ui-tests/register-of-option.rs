// Bytes that are no value: a register has as many bits as its type, and a `None` has only some of them.

use irqshare::model::Register;

static READY: Register<Option<u8>> = Register::new(None);

fn main() {}
