//! Masks that do nothing, in place of the target's own: the sweep must notice. The operations stay the same code.

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use irqshare::mask::Mask;

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

/// `irqshare::section` is absent with a mask of one's own.
pub mod section {
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
    pub fn start() -> Saved {
        Saved
    }

    /// # Safety
    /// None is needed.
    #[inline(always)]
    pub unsafe fn end(_: Saved) {}
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
