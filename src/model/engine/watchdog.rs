//! The watchdog of a search with a time limit: it ends what can't be ended otherwise, a loop in the program in which the model is never asked.
//!
//! Contract: as long as the program calls the model now and then, the search ends by itself, after the schedule that runs. If it doesn't for [`SILENCE`] when the time is over, nothing can
//! unwind it, so the process ends, and says why.

use crate::model::engine::place::Place;
use core::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use core::time::Duration;
use std::format;
use std::io::Write;
use std::string::ToString;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;

/// So long without a sign, with the time over. Between two accesses a body may do something of its own.
pub(super) const SILENCE: Duration = Duration::from_secs(3);

/// Changes with all that the model sees. One search runs at a time in a process.
static SIGNS: AtomicU64 = AtomicU64::new(0);

/// The time is over.
static OVER: AtomicBool = AtomicBool::new(false);

/// Where the last access was.
static PLACE: AtomicU64 = AtomicU64::new(0);

/// The model is called.
#[inline]
pub(super) fn sign(place: Option<Place>) {
    // One thread writes it.
    SIGNS.store(SIGNS.load(Relaxed).wrapping_add(1), Relaxed);
    if let Some(place) = place {
        PLACE.store(place.word(), Relaxed);
    }
}

/// Whether the time is over that is watched.
pub(super) fn is_over() -> bool {
    OVER.load(Relaxed)
}

/// Dropped, it doesn't watch any more.
pub(super) struct Watchdog {
    until: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Watches, if there is a limit.
    pub(super) fn start(limit: Option<Duration>) -> Option<Self> {
        let limit = limit?;
        PLACE.store(0, Relaxed);
        let test = std::thread::current().name().map(ToString::to_string);
        let (until, over) = channel();
        let watch = move || {
            let mut wait = limit;
            let mut last = None;
            while over.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                OVER.store(true, Relaxed);
                let signs = SIGNS.load(Relaxed);
                if last.replace(signs) == Some(signs) {
                    end_process(limit, test.as_deref());
                }
                wait = SILENCE;
            }
        };
        // Where no thread can be had, nothing is watched.
        let thread = std::thread::Builder::new().name("irqshare watchdog".into()).spawn(watch).ok()?;
        Some(Self { until: Some(until), thread: Some(thread) })
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.until = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        OVER.store(false, Relaxed);
    }
}

fn end_process(limit: Duration, test: Option<&str>) -> ! {
    // SAFETY: 0, or what `sign` took of a place.
    let last = match unsafe { Place::of_word(PLACE.load(Relaxed)) } {
        Some(place) => format!("the last access was at {place}"),
        None => "there was no access yet".into(),
    };
    let (limit, silence) = (limit.as_secs_f64(), SILENCE.as_secs());
    let test = test.unwrap_or("a check");
    let message = format!(
        "\nirqshare model: {test}: the time limit of {limit} s is over, and for {silence} s the program has done nothing that the model sees; {last}. It is in a loop without accesses to cells and \
         registers, which no interrupt ends here and no limit can: the process ends. Use a `Global` for what the loop waits for, or a `Register`\n"
    );
    // Not by `eprintln!`, which a test keeps for its end.
    let _ = std::io::stderr().write_all(message.as_bytes());
    std::process::abort()
}
