//! `Main::take` where the hardware doesn't tell main from a handler: `unsafe`.

use crate::context::{Main, take_main};

impl Main {
    /// The one `Main`, if nobody has it yet: for programs that can't use [`main!`](crate::main!).
    ///
    /// **Context**: main. **Cost**: a critical section and a flag, once.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(isr) { *super::BYTES.get_mut(isr) += 1 } } }
    /// # use irqshare::Shared;
    /// # static BYTES: Shared<u32, irq::UART0> = Shared::new(0);
    /// use irqshare::Main;
    ///
    /// /// What another runtime calls as its main.
    /// fn start() {
    ///     // SAFETY: this is main, on the only core.
    ///     let mut main = unsafe { Main::take() }.expect("`start` is called once");
    ///     BYTES.lock(&mut main, |bytes| *bytes = 0);
    /// }
    /// # fn main() {
    /// # let _ = start as fn();
    /// # }
    /// ```
    ///
    /// # Safety
    /// The caller is main, on the core that the handlers run on: nothing here tells a handler from main.
    pub unsafe fn take() -> Option<Self> {
        take_main()
    }
}
