// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: irqshare: `attribute:` chooses among the runtimes of RISC-V: remove it for this target, where `device:` says all, or put `#[cfg(target_arch = "riscv32")]` before this `handlers!`
// There the vector table names a symbol, which no attribute binds.

mod irq {
    irqshare::handlers! {
        device: lm3s6965;
        attribute: riscv_rt::external_interrupt;
        fn UART0(isr) {}
    }
}
