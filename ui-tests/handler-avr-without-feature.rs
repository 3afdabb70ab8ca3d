// On hosts the vectors of AVRs come with a feature, so that nobody else compiles them. The message names it.

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;
        fn TIMER0_COMPA(isr) {}
    }
}

mod alias {
    use irqshare::avr::atmega328p as device;
    irqshare::handlers! {
        device: device;
        fn TIMER0_OVF(isr) {}
    }
}

fn main() {}
