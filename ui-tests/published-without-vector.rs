// Without a vector there is no writer.

use irqshare::Published;

static A: Published<u32, ()> = Published::new(0);

fn main() {}
