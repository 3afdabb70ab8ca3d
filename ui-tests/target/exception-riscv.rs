// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: `IllegalInstruction` can't be bound
// No section holds an exception off; and what is called `riscv_rt` may be another crate, whose attribute binds it.

mod irq {
    irqshare::handlers! {
        device: riscv_rt;
        fn IllegalInstruction(isr) {}
    }
}
