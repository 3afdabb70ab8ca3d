// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: isn't a PAC's enum of interrupts
// A vector's name becomes a symbol: with any enum for a device, safe code could export `memcpy`.

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
    #[allow(non_camel_case_types)]
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        memcpy = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn memcpy(isr) {}
    }
}
