// target: avr-none features: none; expect only: a handler doesn't take `#[inline]`
// expect: a handler doesn't take `#[no_mangle]`
// expect: a handler doesn't take `#[export_name = "memcpy"]`
// A second name for the function would put it in another symbol's place: whoever calls that would return by `reti`, which turns interrupts on.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;

        #[inline]
        #[no_mangle]
        #[export_name = "memcpy"]
        fn TIMER0_COMPA(isr) {}
    }
}
