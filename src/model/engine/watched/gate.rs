//! The gate: whether callbacks are let through to the engine; and how a run is left that doesn't
//! end.

use core::any::Any;
use core::cell::{Cell, UnsafeCell};
use core::ffi::c_void;
use core::ops::Range;
use std::boxed::Box;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What runs on the thread. The callbacks in assembly know `ENGINE`.
pub(super) const PROGRAM: u8 = 0;
const ENGINE: u8 = 1;
const HARDWARE: u8 = 2;

unsafe extern "C" {
    /// Safe: nobody else is on this thread, and others don't look.
    safe fn irqshare_watch_set_mode(mode: u8) -> u8;
    safe fn irqshare_watch_set_stack(low: usize, high: usize);
    safe fn irqshare_watch_set_own(end: usize) -> usize;
    safe fn irqshare_watch_set_base(base: usize);
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

/// Runs a handler. What is of the stack above the engine's frames, up to where main began, is
/// another context's.
pub(in crate::model::engine) fn as_handler<R>(f: impl FnOnce() -> R) -> R {
    struct Own(usize);
    impl Drop for Own {
        fn drop(&mut self) {
            irqshare_watch_set_own(self.0);
            OWN.set(self.0);
        }
    }
    let edge = EDGE.get();
    let _edge = Edge(edge, BY_PROGRAM.replace(true));
    let _own = Own(irqshare_watch_set_own(edge));
    OWN.set(edge);
    as_program(f)
}

/// The program calls the engine: its own frames end there.
#[inline]
pub(in crate::model::engine) fn leaves_program(sp: usize) {
    if BY_PROGRAM.get() {
        EDGE.set(sp);
    }
}

/// As it was, when this is dropped.
struct Edge(usize, bool);

impl Drop for Edge {
    fn drop(&mut self) {
        EDGE.set(self.0);
        BY_PROGRAM.set(self.1);
    }
}

/// Whether an address is of the stack of a context that the running one interrupted.
pub(super) fn is_others_stack(address: usize) -> bool {
    (OWN.get()..BASE.get()).contains(&address)
}

/// Runs what stands for hardware.
pub(in crate::model::engine) fn as_hardware<R>(f: impl FnOnce() -> R) -> R {
    let _edge = Edge(EDGE.get(), BY_PROGRAM.replace(false));
    let _mode = Mode::enter(HARDWARE);
    f()
}

std::thread_local! {
    /// The stack of this thread, once it is known.
    static STACK: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
    /// Where the running context's stack ends, and where main's began.
    static OWN: Cell<usize> = const { Cell::new(usize::MAX) };
    static BASE: Cell<usize> = const { Cell::new(usize::MAX) };
    /// Where the frames end of the program that called the engine last.
    static EDGE: Cell<usize> = const { Cell::new(usize::MAX) };
    /// It is the program that runs, and not hardware.
    static BY_PROGRAM: Cell<bool> = const { Cell::new(true) };
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
    let base = 0_u8;
    let base = (&raw const base).addr();
    irqshare_watch_set_base(base);
    BASE.set(base);
    OWN.set(usize::MAX);
    EDGE.set(usize::MAX);
    BY_PROGRAM.set(true);
    let _closed = Closed;
    let mut it = Call { main: Some(main), ended: None };
    let function = caller(&it);
    // SAFETY: it calls `call` with what that takes; which doesn't unwind, and may be left: then
    // what it had on the stack is forgotten.
    unsafe { irqshare_watch_run(function, (&raw mut it).cast(), BACK.with(UnsafeCell::get)) };
    irqshare_watch_set_mode(ENGINE);
    it.ended
}

/// Leaves the run that is under way. Its frames are forgotten, as `mem::forget` forgets a value:
/// nothing in them is dropped.
pub(in crate::model::engine) fn leave() -> ! {
    // SAFETY: a run is under way on this thread, or there was no callback.
    unsafe { irqshare_watch_leave(BACK.with(UnsafeCell::get)) }
}
