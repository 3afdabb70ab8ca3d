//! `Main::take`: safe where the hardware tells main from a handler (Cortex-M), `unsafe` elsewhere.

use crate::context::{Main, take_main};
#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
use crate::mask::start;

#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
impl Main {
    /// The one `Main`, if this is main and nobody has it yet: for programs that can't use [`main!`](crate::main!).
    ///
    /// `None` in a handler (IPSR isn't 0), in unprivileged mode (where masks do nothing), and after the first time.
    ///
    /// Lines that this program's `handlers!` bind are turned off, and get their priority: before `enable` nothing has a reason to turn them on. Other lines stay as the start-up code of a HAL left
    /// them. ([`main!`](crate::main!), which nothing precedes, turns off all of them.)
    ///
    /// **Context**: main. **Cost**: two registers read, a critical section, and a loop over the handlers, once.
    /// **Panics** when the device doesn't take the priority of a handler that the program binds, and on a Cortex-M7 r0p1 whose feature is missing.
    ///
    /// Source: *Armv7-M Architecture Reference Manual*, B1.4.2 (IPSR) and B1.4.4 (CONTROL.nPRIV); *Armv6-M*, likewise.
    ///
    /// ```
    /// use irqshare::Main;
    ///
    /// #[cortex_m_rt::entry]
    /// fn main() -> ! {
    ///     let mut main = Main::take().unwrap(); // `main!` is the shorter way
    ///     loop {
    ///         // .. lock cells by `&mut main` ..
    ///     }
    /// }
    /// ```
    pub fn take() -> Option<Self> {
        let (ipsr, control): (u32, u32);
        // SAFETY: reads two special registers.
        unsafe {
            core::arch::asm!(
                "mrs {ipsr}, IPSR",
                "mrs {control}, CONTROL",
                ipsr = out(reg) ipsr, control = out(reg) control,
                options(nomem, nostack, preserves_flags),
            );
        }
        if ipsr & 0x1ff != 0 || control & 1 != 0 {
            return None;
        }
        let main = take_main()?;
        start::before_taken_main();
        Some(main)
    }
}

#[cfg(not(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m")))]
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
