// The second parameter names the handlers; a type that isn't a vector has no priority to mask up to.

use irqshare::Shared;

struct Uart;

static A: Shared<u32, Uart> = Shared::new(0);

fn main() {}
