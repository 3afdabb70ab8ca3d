// A reference to a `Cell` in a `Published`: a reader would get it and write what the handler is
// reading.

use core::cell::Cell;
use irqshare::{Published, Vector};

enum Uart0 {}
// SAFETY: nothing makes an `Isr` of it.
unsafe impl Vector for Uart0 {
    const NAME: &'static str = "UART0";
    const NUMBER: u16 = 5;
    const PRIORITY: u16 = 1;
    const PRIORITY_BITS: u8 = 3;
}

static A: Published<Option<&'static Cell<u32>>, Uart0> = Published::new(None);

fn main() {}
