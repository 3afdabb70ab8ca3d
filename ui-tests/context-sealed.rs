// Even with `unsafe` there are no other contexts than `Main` and `Isr`: the proofs in the cells count on it.

struct Forged;

unsafe impl irqshare::Context for Forged {
    const PRIORITY: u16 = 256;
}

fn main() {}
