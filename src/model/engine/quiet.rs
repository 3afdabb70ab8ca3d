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
