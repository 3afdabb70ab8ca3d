// target: avr-none features: none; expect only: no rules expected `@`
// The macro behind `handlers!` puts tokens before the function that the vector table calls: safe code's own would take its place.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

pub enum TIMER0_COMPA {}
irqshare::__irqshare_handlers! {
    @next [irqshare::avr::atmega328p] [1] {[] [] [] [extern "C" fn __irqshare_trampoline() {} #[cfg(any())]]}
    fn TIMER0_COMPA(isr) {}
}
