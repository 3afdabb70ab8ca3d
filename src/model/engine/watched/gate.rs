//! The gate: whether callbacks are let through to the engine; and how a run is left that doesn't end.

use core::any::Any;
use core::cell::{Cell, UnsafeCell};
use core::ffi::c_void;
use core::ops::Range;
use std::boxed::Box;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What runs on the thread. The callbacks in assembly know `ENGINE`.
const PROGRAM: u8 = 0;
const ENGINE: u8 = 1;
const HARDWARE: u8 = 2;

unsafe extern "C" {
    /// Safe: nobody else is on this thread, and others don't look.
    safe fn irqshare_watch_set_mode(mode: u8) -> u8;
    safe fn irqshare_watch_set_stack(low: usize, high: usize);
    fn irqshare_watch_run(f: unsafe extern "C" fn(*mut c_void), of: *mut c_void, back: *mut usize) -> u8;
    fn irqshare_watch_leave(back: *const usize) -> !;
}

/// What it was before, until this is dropped.
struct Mode(u8);

impl Mode {
    #[inline]
    fn enter(mode: u8) -> Self {
        Self(irqshare_watch_set_mode(mode))
    }
}

impl Drop for Mode {
    #[inline]
    fn drop(&mut self) {
        irqshare_watch_set_mode(self.0);
    }
}

/// The engine runs until this is dropped.
pub(in crate::model::engine) struct Inside(#[expect(dead_code, reason = "it is dropped")] Mode);

impl Inside {
    #[inline]
    pub(in crate::model::engine) fn enter() -> Self {
        Self(Mode::enter(ENGINE))
    }
}

/// Runs code of the program's.
pub(in crate::model::engine) fn as_program<R>(f: impl FnOnce() -> R) -> R {
    let _mode = Mode::enter(PROGRAM);
    f()
}

/// Runs what stands for hardware.
pub(in crate::model::engine) fn as_hardware<R>(f: impl FnOnce() -> R) -> R {
    let _mode = Mode::enter(HARDWARE);
    f()
}

std::thread_local! {
    /// The stack of this thread, once it is known.
    static STACK: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
    /// By what the run that is under way can be left.
    static BACK: UnsafeCell<usize> = const { UnsafeCell::new(0) };
}

/// Whether an address is of this thread's stack, or of what belongs to the thread.
pub(in crate::model::engine) fn is_stack(address: usize) -> bool {
    let (low, high) = STACK.get();
    // Thread-locals: those of the main thread aren't beside its stack.
    let own = STACK.with(|here| core::ptr::from_ref(here).addr());
    (low..high).contains(&address) || address.abs_diff(own) < 0x8000
}

/// From where to where the stack of this thread is.
fn stack() -> Range<usize> {
    let (low, high) = STACK.get();
    if high > 0 {
        return low..high;
    }
    let mut attributes = core::mem::MaybeUninit::<libc::pthread_attr_t>::uninit();
    let (mut start, mut size) = (core::ptr::null_mut(), 0);
    // SAFETY: the calls fill what they are given, and the attributes are destroyed once.
    let done = unsafe {
        libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) == 0 && {
            let done = libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut start, &raw mut size) == 0;
            libc::pthread_attr_destroy(attributes.as_mut_ptr());
            done
        }
    };
    assert!(done, "irqshare: this thread doesn't know its stack, so it can't be watched");
    STACK.set((start.addr(), start.addr() + size));
    start.addr()..start.addr() + size
}

/// Runs a program's main, watched. `None` if it was left.
pub(super) fn run(main: impl FnOnce()) -> Option<Result<(), Box<dyn Any + Send>>> {
    struct Closed;
    impl Drop for Closed {
        fn drop(&mut self) {
            irqshare_watch_set_mode(ENGINE);
            irqshare_watch_set_stack(0, 0);
        }
    }
    struct Call<F> {
        main: Option<F>,
        ended: Option<Result<(), Box<dyn Any + Send>>>,
    }
    unsafe extern "C" fn call<F: FnOnce()>(call: *mut c_void) {
        // SAFETY: it is the one below, which nothing else uses meanwhile.
        let call = unsafe { &mut *call.cast::<Call<F>>() };
        let main = call.main.take().expect("called once");
        call.ended = Some(catch_unwind(AssertUnwindSafe(|| as_program(main))));
    }
    /// Says of whose type it is.
    fn caller<F: FnOnce()>(_: &Call<F>) -> unsafe extern "C" fn(*mut c_void) {
        call::<F>
    }
    let stack = stack();
    irqshare_watch_set_mode(ENGINE);
    irqshare_watch_set_stack(stack.start, stack.end);
    let _closed = Closed;
    let mut it = Call { main: Some(main), ended: None };
    let function = caller(&it);
    // SAFETY: it calls `call` with what that takes; which doesn't unwind, and may be left: then what it had on the stack is forgotten.
    unsafe { irqshare_watch_run(function, (&raw mut it).cast(), BACK.with(UnsafeCell::get)) };
    irqshare_watch_set_mode(ENGINE);
    it.ended
}

/// Leaves the run that is under way. Its frames are forgotten, as `mem::forget` forgets a value: nothing in them is dropped.
pub(super) fn leave() -> ! {
    // SAFETY: a run is under way on this thread, or there was no callback.
    unsafe { irqshare_watch_leave(BACK.with(UnsafeCell::get)) }
}
