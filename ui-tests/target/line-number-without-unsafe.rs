// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: requires an `unsafe impl` declaration
// A forged number makes `enable` and `pend` reach into another line's registers.

enum Forged {}

impl irqshare::__private::Numbered for Forged {
    fn number() -> u16 {
        5
    }
}
