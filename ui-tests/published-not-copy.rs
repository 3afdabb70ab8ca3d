// A `Vec` in a `Published`: `get` would copy its pointer, and two owners would free it.

use irqshare::{Published, Vector};

enum Uart0 {}
// SAFETY: nothing makes an `Isr` of it.
unsafe impl Vector for Uart0 {
    const NAME: &'static str = "UART0";
    const NUMBER: u16 = 5;
    const PRIORITY: u16 = 1;
    const PRIORITY_BITS: u8 = 3;
}

static A: Published<Vec<u8>, Uart0> = Published::new(Vec::new());

fn main() {}
