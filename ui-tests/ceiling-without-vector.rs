// A list of what isn't a vector has no ceiling.

use irqshare::CeilingMutex;

struct Uart0;

static A: CeilingMutex<u32, Uart0> = CeilingMutex::new(0);

fn main() {}
