//! Watching code that isn't written for the model: what a test says, and what the engine learns of
//! the program's statics.
//!
//! - `image`: the executable, its symbols and its debug information;
//! - `described`: what the engine asks about statics;
//! - `peripheral`: registers at their addresses; `nvic`: those of a Cortex-M's core;
//! - `functions`: what C calls; `c`: the headers that declare it.

#[cfg(irqshare_watch)]
mod described;
#[cfg(irqshare_watch)]
mod functions;
#[cfg(irqshare_watch)]
mod image;
#[cfg(irqshare_watch)]
mod nvic;
#[cfg(irqshare_watch)]
mod peripheral;

#[cfg(irqshare_watch)]
pub use peripheral::BusAccess;

use super::setup::Setup;

/// The folder of headers with which C is compiled for a watched test, in place of avr-libc's and
/// CMSIS's.
///
/// It has `avr/io.h`, `avr/interrupt.h`, `util/atomic.h`, `cmsis_gcc.h` and others, and
/// `irqshare.h`, which says what they offer.
///
/// **Context**: build scripts of tests, with irqshare among the build-dependencies.
///
/// ```
/// // In build.rs, with the crate cc:
/// // cc::Build::new().file("src/driver.c").include(irqshare::model::C_HEADERS)
/// //     .flag("-fsanitize=thread").flag("-include").flag("irqshare.h").compile("driver");
/// assert!(std::path::Path::new(irqshare::model::C_HEADERS).join("irqshare.h").exists());
/// ```
pub const C_HEADERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/model/watch/c");

impl Setup {
    /// Watches code as it is. Each load and each store of a static is a moment at which interrupts
    /// may come, in your program and in its dependencies, whatever they share by. What a run
    /// changes in statics is undone before the next.
    ///
    /// Use it for code that isn't written on this crate's cells. Those are seen without it.
    ///
    /// The code must be compiled so that it calls back, and [the guide](crate::guide::watch) says
    /// how. If it isn't, the check fails and says so. A run may end where nothing can unwind.
    /// Main's frames may be left then without their destructors ([limits](crate::guide::limits)).
    ///
    /// **Context**: tests on Linux, on x86-64 and aarch64. Elsewhere the check fails.
    ///
    /// **Cost**: hosts only.
    ///
    /// ```no_run
    /// use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
    /// use irqshare::model::{self, Setup};
    ///
    /// static COUNT: AtomicU32 = AtomicU32::new(0);
    ///
    /// fn handler() {
    ///     COUNT.store(COUNT.load(Relaxed) + 1, Relaxed);
    /// }
    ///
    /// let setup = Setup::cortex_m().watch().attach_fn("USART1", 37, 1, handler, 1).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     COUNT.store(COUNT.load(Relaxed) + 1, Relaxed); // loses what the handler counts in between
    ///     model::unwatched(|| assert!(COUNT.load(Relaxed) > 0));
    /// });
    /// ```
    #[must_use]
    pub fn watch(mut self) -> Self {
        #[cfg(irqshare_watch)]
        if let Err(why) = described::watch(&mut self.program) {
            self.complain(why);
        }
        #[cfg(not(irqshare_watch))]
        self.complain("`watch` is for tests on Linux, on x86-64 or aarch64: elsewhere the compiler's callbacks aren't known".into());
        self
    }

    /// Leaves out a static of the test's own, in which it notes what it saw. It isn't watched, and
    /// what a run wrote to it stays.
    ///
    /// If it is a few lines that you want left out, and not a static, use [`unwatched`]. Write this
    /// behind [`watch`](Self::watch).
    ///
    /// ```no_run
    /// use irqshare::model::{self, Setup};
    /// use std::sync::Mutex;
    ///
    /// static SEEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());
    ///
    /// # fn handler() {}
    /// let setup = Setup::avr().watch().unwatched(&SEEN).attach_fn("INT0", 1, 1, handler, 1).interrupts_on();
    /// model::check(&setup, |_cpu, _main| SEEN.lock().unwrap().push(1));
    /// ```
    #[must_use]
    pub fn unwatched<T: ?Sized>(mut self, of_the_test: &'static T) -> Self {
        #[cfg(irqshare_watch)]
        if !described::leave_out(&mut self.program, of_the_test) {
            self.complain("`unwatched` names what `watch` isn't to see: write `.watch()` before it".into());
        }
        #[cfg(not(irqshare_watch))]
        let _ = (&mut self, of_the_test);
        self
    }
}

/// Runs a part of the test that isn't to be watched, because it looks at what the program did, or
/// notes it on the heap.
///
/// No interrupt comes meanwhile. What it writes to a static that isn't [left out](Setup::unwatched)
/// fails the check, because it can't be undone.
///
/// **Context**: the body of a check, and handlers.
///
/// **Cost**: hosts only.
///
/// ```no_run
/// use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
/// use irqshare::model::{self, Setup};
///
/// static COUNT: AtomicU32 = AtomicU32::new(0);
///
/// # fn handler() { COUNT.fetch_add(1, Relaxed); }
/// let setup = Setup::avr().watch().attach_fn("INT0", 1, 1, handler, 1).interrupts_on();
/// model::check(&setup, |_cpu, _main| {
///     assert!(model::unwatched(|| COUNT.load(Relaxed)) < 2); // no moment for an interrupt
/// });
/// ```
pub fn unwatched<R>(f: impl FnOnce() -> R) -> R {
    #[cfg(irqshare_watch)]
    return super::engine::unwatched(f);
    #[cfg(not(irqshare_watch))]
    f()
}
