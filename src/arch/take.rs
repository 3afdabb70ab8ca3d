//! `Main::take` where the hardware doesn't tell main from a handler: `unsafe`.

use crate::context::{Main, take_main};

impl Main {
    /// The one `Main`, if nobody has it yet: for programs that can't use [`main!`](crate::main!).
    ///
    /// With WCH's PFIC, lines that this program's `handlers!` binds are turned off, and get their levels.
    ///
    /// **Context**: main. **Cost**: a critical section and a flag, once. **Panics** on the PFIC when the device doesn't take the level of a handler that the program binds.
    ///
    /// ```
    /// use irqshare::{Main, Shared};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(isr) { *BYTES.get_mut(isr) += 1 }
    /// }
    /// static BYTES: Shared<u32, UART0> = Shared::new(0);
    ///
    /// /// What another runtime calls as its main.
    /// fn start() {
    ///     // SAFETY: this is main, on the only core.
    ///     let mut main = unsafe { Main::take() }.expect("`start` is called once");
    ///     BYTES.lock(&mut main, |bytes| *bytes = 0);
    /// }
    /// # let _ = start as fn();
    /// ```
    ///
    /// # Safety
    /// The caller is main, on the core that the handlers run on: nothing here tells a handler from main.
    pub unsafe fn take() -> Option<Self> {
        let main = take_main();
        #[cfg(irqshare_pfic)]
        if main.is_some() {
            super::riscv::settle_bound();
        }
        main
    }
}
