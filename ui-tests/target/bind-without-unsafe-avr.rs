// target: avr-none features: none; expect only: no rules expected `[`
// expect: no rules expected `[`
// What `handlers!` is made of, by hand, with the word `unsafe` left out: a handler that nothing checked, a vector of any priority.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

irqshare::__irqshare_bind! { [irqshare::avr::atmega328p] [1] {[] [] [] []} TIMER0_COMPA (isr) {} }
irqshare::__irqshare_vector! { [] [] USART_RX, 18, 1, 0 }
