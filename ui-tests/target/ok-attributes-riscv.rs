// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: builds
// By the sources' attribute, by another one with the interrupt's path, and by one without; beside what stands on handlers.

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

mod core_device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        MachineTimer = 7,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl riscv_rt::InterruptNumber for Interrupt {
        const MAX_INTERRUPT_NUMBER: usize = 7;
        fn number(self) -> usize {
            self as usize
        }
        fn from_number(_: usize) -> riscv_rt::result::Result<Self> {
            Ok(Self::MachineTimer)
        }
    }
    // SAFETY: it is a core interrupt.
    unsafe impl riscv_rt::CoreInterruptNumber for Interrupt {}
}

mod plain {
    pub use super::core_device::Interrupt;
}

mod sources {
    irqshare::handlers! {
        device: super::device;
        attribute: ::riscv_rt::external_interrupt;
        /// With what handlers take.
        #[allow(unused_variables)]
        #[unsafe(link_section = ".fast")]
        fn UART0(isr) {}
        #[cfg(any())]
        fn UART1(isr) {}
    }
}

mod by_path {
    irqshare::handlers! {
        device: super::core_device;
        attribute: unsafe(::riscv_rt::core_interrupt(_));
        fn MachineTimer(_isr) {}
    }
}

mod by_name {
    irqshare::handlers! {
        device: super::plain;
        attribute: unsafe(unsafe(export_name = "another"));
        fn MachineTimer(_isr) {}
    }
}
