// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: no variant named `memcpy` found for enum
// The name becomes a symbol, as with core interrupts: a constant that a local `impl` adds is no variant.

mod device {
    #[derive(Clone, Copy)]
    pub enum ExternalInterrupt {
        UART0 = 3,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl riscv_rt::InterruptNumber for ExternalInterrupt {
        const MAX_INTERRUPT_NUMBER: usize = 3;
        fn number(self) -> usize {
            self as usize
        }
        fn from_number(_: usize) -> riscv_rt::result::Result<Self> {
            Ok(Self::UART0)
        }
    }
    // SAFETY: the PLIC has it.
    unsafe impl riscv_rt::ExternalInterruptNumber for ExternalInterrupt {}
}

mod alias {
    pub type ExternalInterrupt = super::device::ExternalInterrupt;
    impl super::device::ExternalInterrupt {
        #[allow(non_upper_case_globals)]
        pub const memcpy: Self = Self::UART0;
    }
}

mod irq {
    irqshare::handlers! {
        device: super::alias;
        attribute: riscv_rt::external_interrupt;
        fn memcpy(isr) {}
    }
}
