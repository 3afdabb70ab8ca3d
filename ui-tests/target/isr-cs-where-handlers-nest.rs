// target: avr-none/atxmega128a1 features: none; expect: no method named `cs` found
// Handlers preempt each other by level on XMEGA: a handler is no critical section there.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atxmega128a1;
        fn TCC0_OVF(isr) { let _ = isr.cs(); }
    }
}
