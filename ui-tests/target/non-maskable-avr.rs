// target: avr-none/atxmega128a1 features: none; expect: `OSC_XOSCF` can't be bound
// No mask holds off the non-maskable interrupt: what main locks, its handler could change.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atxmega128a1;
        fn OSC_XOSCF(isr) {}
    }
}
