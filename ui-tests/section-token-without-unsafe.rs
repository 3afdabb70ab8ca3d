// A forged token borrows from an `IrqMutex` while interrupts are on.

#[derive(Clone, Copy)]
struct Forged;

impl<'cs> irqshare::SectionToken<'cs> for Forged {}

fn main() {}
