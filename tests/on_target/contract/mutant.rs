//! Masks that do nothing, in place of the target's own: the sweep must notice. The operations stay the same code.

use super::wakers::{self, MINE};
use core::arch::asm;
use core::cell::UnsafeCell;
use core::future::Future;
use core::mem::MaybeUninit;
use core::pin::pin;
use core::task::{Context, Poll};
use irqshare::mask::Mask;
use irqshare::{CriticalSection, Main, MainHandle, interrupts};

struct Nothing;

// SAFETY: it isn't true; that the sweep notices is what is tested.
unsafe impl Mask for Nothing {
    type Saved = ();

    #[inline(always)]
    unsafe fn acquire() {}

    #[inline(always)]
    unsafe fn release((): ()) {}
}

irqshare::set_mask!(Nothing);

/// The save/restore pair of `irqshare::interrupts` is absent with a mask of one's own.
pub mod pair {
    pub struct Saved;

    impl Saved {
        /// # Safety
        /// It proves nothing.
        pub unsafe fn cs(&self) -> irqshare::CriticalSection<'_> {
            // SAFETY: it isn't true (see the module).
            unsafe { irqshare::CriticalSection::new() }
        }
    }

    #[inline(always)]
    pub fn save_and_disable() -> Saved {
        Saved
    }

    /// # Safety
    /// None is needed.
    #[inline(always)]
    pub unsafe fn restore(_: Saved) {}
}

/// `sleep_until` as it comes to mind: looks, and sleeps if there was nothing.
#[inline(always)]
pub fn sleep_until<R>(
    main: &mut Main,
    mut look: impl FnMut(&mut Main, CriticalSection<'_>) -> Option<R>,
) -> R {
    loop {
        // SAFETY: it isn't true.
        if let Some(found) = look(main, unsafe { CriticalSection::new() }) {
            return found;
        }
        // SAFETY: sleeps.
        unsafe {
            #[cfg(target_arch = "avr")]
            asm!("sleep", options(nostack));
            #[cfg(not(target_arch = "avr"))]
            asm!("wfi", options(nostack, preserves_flags));
        }
    }
}

/// `sleep_until` that looks with interrupts off, but lets one in before it sleeps. On AVR the instruction after `sei` lets none in, and simavr 1.6 the next neither.
#[inline(always)]
pub fn sleep_behind_gap<R>(
    main: &mut Main,
    mut look: impl FnMut(&mut Main, CriticalSection<'_>) -> Option<R>,
) -> R {
    loop {
        interrupts::disable();
        // SAFETY: interrupts are off.
        let found = look(main, unsafe { CriticalSection::new() });
        // SAFETY: no section is open; and sleeps.
        unsafe {
            if let Some(found) = found {
                interrupts::enable();
                return found;
            }
            #[cfg(target_arch = "avr")]
            asm!("sei", "nop", "nop", "sleep", options(nostack));
            #[cfg(target_arch = "arm")]
            asm!("cpsie i", "isb", "wfi", options(nostack, preserves_flags));
            #[cfg(target_arch = "riscv32")]
            asm!("csrsi mstatus, 8", "wfi", options(nostack, preserves_flags));
        }
    }
}

/// `block_on` with a sleep that has a gap; and with a waker that may be torn (`wakers`), which in the program's own memory would be a jump to anywhere.
#[inline(always)]
pub fn block_on<'a, F: Future>(main: &'a mut Main, f: impl FnOnce(MainHandle<'a>) -> F) -> F::Output {
    let handle = main.handle();
    let mut future = pin!(f(handle));
    wakers::reset();
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&MINE)) {
            return output;
        }
        handle.with(|main| sleep_until(main, |_, _| (wakers::mine() > 0).then(wakers::reset)));
    }
}

/// A `static mut` in the shape of a `Global`, whose accesses are split into bytes.
pub struct Split<T>(UnsafeCell<T>);

// SAFETY: it isn't true.
unsafe impl<T> Sync for Split<T> {}

impl<T: Copy> Split<T> {
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    #[inline(always)]
    pub fn get(&self) -> T {
        let mut value = MaybeUninit::uninit();
        // SAFETY: both are as large as a `T`.
        unsafe {
            copy(value.as_mut_ptr(), self.0.get());
            value.assume_init()
        }
    }

    #[inline(always)]
    pub fn set(&self, value: T) {
        // SAFETY: as above.
        unsafe { copy(self.0.get(), &raw const value) };
    }

    #[inline(always)]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        self.set(f(self.get()));
    }

    #[inline(always)]
    pub fn replace(&self, value: T) -> T {
        let before = self.get();
        self.set(value);
        before
    }
}

#[inline(always)]
unsafe fn copy<T>(to: *mut T, from: *const T) {
    let (to, from) = (to.cast::<MaybeUninit<u8>>(), from.cast::<MaybeUninit<u8>>());
    for i in 0..size_of::<T>() {
        // SAFETY: the caller's.
        unsafe { to.add(i).write_volatile(from.add(i).read_volatile()) };
    }
}
