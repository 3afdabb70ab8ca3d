// Even with `unsafe` there are no other proofs that the handlers are off: only a critical section makes one.

#[derive(Clone, Copy)]
struct Forged;

unsafe impl<'cs> irqshare::HandlersOff<'cs> for Forged {}

fn main() {}
