//! Keeps the panics of a search off the terminal, and remembers what the last one said: thousands of failing schedules would drown it.

use core::cell::{Cell, RefCell};
use std::boxed::Box;
use std::format;
use std::string::{String, ToString};
use std::sync::Once;

/// Panics of this thread are kept, not printed, until it ends.
pub(super) struct Quiet;

std::thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

impl Quiet {
    pub(super) fn begin() -> Self {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                if !QUIET.get() {
                    return before(info);
                }
                let message = info.payload();
                let message = message
                    .downcast_ref::<&str>()
                    .copied()
                    .or(message.downcast_ref::<String>().map(String::as_str));
                let message = message.unwrap_or("a panic without a message");
                if message.contains("cannot unwind") {
                    return cannot_unwind(SAID.take());
                }
                let place = info.location().map(|place| format!(" (at {place})")).unwrap_or_default();
                SAID.set(Some(message.to_string() + &place));
            }));
        });
        QUIET.set(true);
        SAID.set(None);
        Self
    }

    /// What the last panic said; from here on panics are heard again.
    pub(super) fn end(self) -> Option<String> {
        drop(self);
        SAID.take()
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        QUIET.set(false);
    }
}

/// What the last panic said, which is still under way.
pub(super) fn said() -> Option<String> {
    SAID.with_borrow(Clone::clone)
}

/// A panic has come to a function that it can't leave, and the process ends: what it was about is told after all.
fn cannot_unwind(said: Option<String>) {
    let said = said.unwrap_or_else(|| "a panic".into());
    let message = format!(
        "\nirqshare model: {said}\nThis panic can't leave a function of C's (`extern \"C\"`, as cortex-m-rt's `#[interrupt]` makes handlers), so the process ends. Attach a function that \
         isn't one: put the handler's body into a `fn` of its own, which the handler calls\n"
    );
    // Not by `eprintln!`, which a test keeps for its end.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), message.as_bytes());
}
