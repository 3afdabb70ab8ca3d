// target: avr-none/atmega4809 features: none; expect: this handler can be preempted by another user of the `Shared`
// Handlers preempt each other by level on megaAVR-0: both would have `&mut` to the value.

#![feature(abi_avr_interrupt, asm_experimental_arch)]

use irqshare::Shared;

static CELL: Shared<[u8; 4], (irq::RTC_CNT, irq::TCA0_OVF)> = Shared::new([0; 4]);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn RTC_CNT(isr) { super::CELL.get_mut(isr)[0] += 1 }
        fn TCA0_OVF(isr) { super::CELL.get_mut(isr)[0] += 1 }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        RTC_CNT = 3,
        TCA0_OVF = 7,
    }
}
