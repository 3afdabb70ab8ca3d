// A forged context states any priority, and can be made at will: two locks at once, without a mask.

struct Forged;

impl irqshare::Context for Forged {
    const PRIORITY: u16 = 256;
}

fn main() {}
