// target: avr-none features: none; expect only: irqshare: `attribute:` chooses among the runtimes of RISC-V: remove it for this target, where `device:` says all, or put `#[cfg(target_arch = "riscv32")]` before this `handlers!`
// There the vector table names a symbol, which no attribute binds.

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;
        attribute: unsafe(avr_device::interrupt(_));
        fn USART_RX(isr) {}
    }
}
