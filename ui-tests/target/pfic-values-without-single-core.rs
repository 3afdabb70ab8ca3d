// target: riscv32imac-unknown-none-elf features: qingke; expect only: irqshare: `TIM2` takes values along, which on RISC-V needs the promise of a single core: add the feature `unsafe-assume-single-core`, or keep the value in an `IrqMutex`
// `enable` masks this core alone, and on RISC-V nothing says that the handler runs on it.

mod irq {
    irqshare::handlers! {
        device: ch32_metapac;
        attribute: qingke_rt::interrupt;
        fn TIM2(isr, led: &mut bool) {}
    }
}
