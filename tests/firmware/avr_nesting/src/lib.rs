//! Two handlers share a value. Which of the features builds, and what code it gives, depends on whether handlers of the CPU preempt each other.
#![no_std]
#![allow(unused, reason = "each feature leaves out what the others need")]
#![feature(abi_avr_interrupt, asm_experimental_arch)]

use irqshare::Shared;

/// Of several bytes, so that one handler could find it half changed by the other.
pub static VALUE: Shared<[u8; 4], (irq::ONE, irq::OTHER)> = Shared::new([0; 4]);

fn set(value: &mut [u8; 4], to: u8) {
    *value = [to; 4];
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        FIRST = 1,
        ONE = 3,
        OTHER = 7,
    }
}

/// The handlers. They differ, or LLVM would make one of both.
pub mod irq {
    irqshare::handlers! {
        device: super::device;

        fn ONE(isr) {
            #[cfg(feature = "get")]
            super::set(super::VALUE.get_mut(isr), 1);
            #[cfg(feature = "lock")]
            super::VALUE.lock(isr, |value| super::set(value, 1));
            #[cfg(feature = "cs")]
            let _ = isr.cs();
        }

        fn OTHER(isr) {
            #[cfg(feature = "get")]
            super::set(super::VALUE.get_mut(isr), 2);
            #[cfg(feature = "lock")]
            super::VALUE.lock(isr, |value| super::set(value, 2));
            #[cfg(feature = "cs")]
            let _ = isr.cs();
        }

        // Vector 1: the non-maskable interrupt where handlers nest.
        #[cfg(feature = "first")]
        fn FIRST(_isr) {}
    }
}
