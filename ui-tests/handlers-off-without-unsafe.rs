// A forged proof that the handlers are off: `lock_in` would mask nothing, and the handler would meet main's `&mut`.

#[derive(Clone, Copy)]
struct Forged;

impl<'cs> irqshare::HandlersOff<'cs> for Forged {}

fn main() {}
