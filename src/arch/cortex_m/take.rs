//! `Main::take`: safe, since the core tells main from a handler.

use crate::context::{Main, take_main};

impl Main {
    /// The one `Main`, if this is main and nobody has it yet: for programs that can't use [`main!`](crate::main!).
    ///
    /// `None` in a handler (IPSR isn't 0), in unprivileged mode (where masks do nothing), and after the first time.
    ///
    /// Lines that this program's `handlers!` bind are turned off, and get their priority: before `enable` nothing has a reason to turn them on. Other lines stay as the start-up code of a HAL left
    /// them; so do those of `hal: PATH;`, which get their priority. ([`main!`](crate::main!), which nothing precedes, turns off all of them.)
    ///
    /// Without the promise of a single core it takes a section of critical-section's implementation, or two cores could both be first.
    ///
    /// **Context**: main. **Cost**: two registers read, a critical section, and a loop over the handlers, once.
    /// **Panics** when the device doesn't take the priority of a handler that the program binds or has fewer bits of priority than its PAC says, on a Cortex-M7 r0p1 whose feature is missing, and on another core than the type after `core:` says.
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
        if !super::running::is_main() {
            return None;
        }
        let main = take_main()?;
        super::start::before_taken_main();
        Some(main)
    }
}
