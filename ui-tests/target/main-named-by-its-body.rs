// target: thumbv7m-none-eabi features: none; expect only: cannot find function `__cortex_m_rt_main` in this scope
// The entry's attribute gives the function a name that isn't secret: its body must not be able to call it, and be lent `Main` again.

irqshare::main! {
    #[cortex_m_rt::entry]
    fn main(main) {
        let _ = main;
        __cortex_m_rt_main();
    }
}
