// Even with `unsafe` there are no other tokens: only a critical section makes one.

#[derive(Clone, Copy)]
struct Forged;

unsafe impl<'cs> irqshare::SectionToken<'cs> for Forged {}

fn main() {}
