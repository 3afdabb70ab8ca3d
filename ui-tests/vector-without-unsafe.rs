// A forged vector states any priority: locks would mask too little.

enum Forged {}

impl irqshare::Vector for Forged {
    const NAME: &'static str = "UART0";
    const NUMBER: u16 = 5;
    const PRIORITY: u16 = 1;
    const PRIORITY_BITS: u8 = 8;
}

fn main() {}
