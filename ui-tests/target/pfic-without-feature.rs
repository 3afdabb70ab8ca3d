// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: irqshare: `TIM2`: `attribute: qingke_rt::interrupt` needs irqshare's feature `qingke`, on a 32-bit target: these cores want MPIE masked beside MIE
// Without the feature a section in a handler would leave main with interrupts off, and nothing would write the levels.

mod irq {
    irqshare::handlers! {
        device: ch32_metapac;
        attribute: qingke_rt::interrupt;
        #[priority(2)]
        fn TIM2(isr) {}
    }
}
