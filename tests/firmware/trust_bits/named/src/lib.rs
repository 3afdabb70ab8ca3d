//! A library that names a vector, which something else binds, at 0x20: on the micro:bit that would be the top, and in BASEPRI no mask. Nothing of it is called.
#![no_std]

pub use nrf51_pac::Interrupt;
pub const NVIC_PRIO_BITS: u8 = 8;

irqshare::handlers! {
    device: self;
    #[priority(224)]
    fn SWI3;
}
