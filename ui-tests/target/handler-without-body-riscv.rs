// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: `fn MachineTimer;` is for Cortex-M: RISC-V has no register that tells which handler runs
// mcause stays what it was when the handler has ended.

mod irq {
    irqshare::handlers! {
        device: riscv_rt;
        fn MachineTimer;
    }
}
