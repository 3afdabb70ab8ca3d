// target: avr-none features: none; expect only: no rules expected keyword `pub`
// A handler that nothing checked: another word in the place of `unsafe` is none.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

irqshare::__irqshare_bind! { pub [irqshare::avr::atmega328p] [1] {[] [] [] []} TIMER0_COMPA (isr) {} }
