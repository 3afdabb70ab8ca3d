// A register holds whatever the bus says: any bytes must make a value.

use irqshare::model::Register;

static READY: Register<bool> = Register::new(false);

fn main() {}
