// target: thumbv7m-none-eabi features: none; expect: builds
// An entry by its path; of two mains the one whose condition holds.

#![deny(warnings)]

irqshare::main! {
    #[cfg(any())]
    fn main(main) { let _ = main; }
}

irqshare::main! {
    /// With all that may stand there.
    #[cfg(all())]
    #[allow(clippy::empty_loop)]
    #[doc(hidden)]
    #[inline(never)]
    #[::cortex_m_rt::entry]
    fn main(main) { let _ = main; }
}
