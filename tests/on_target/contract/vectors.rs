//! The handlers of the sweep, on vectors that the main chooses.

/// Cortex-M: four lines that nothing else uses (they are pended by software), in `device:`, a PAC. SysTick strikes; it needs no line.
#[cfg(target_arch = "arm")]
#[macro_export]
macro_rules! vectors {
    (device: $($device:ident)::+; low: $low:ident, high: $high:ident, urgent: $urgent:ident, carrier: $carrier:ident $(,)?) => {
        mod irq {
            irqshare::handlers! {
                device: $($device)::+;

                fn $low(isr) {
                    crate::contract::low(isr);
                }

                #[priority(2)]
                fn $high(isr) {
                    crate::contract::high(isr);
                }

                #[priority(3)]
                fn $urgent(isr) {
                    crate::contract::urgent(isr);
                }

                fn $carrier(isr, owned: &mut crate::contract::Owned) {
                    crate::contract::carrier(isr, owned);
                }

                fn SysTick(isr) {
                    crate::contract::tick(isr);
                }
            }
        }
        use irq::{$carrier as Carrier, $high as High, $low as Low, SysTick as Tick, $urgent as Urgent};
    };
}

/// AVR and RISC-V: two vectors; the first one's timer strikes.
#[cfg(not(target_arch = "arm"))]
#[macro_export]
macro_rules! vectors {
    (device: $($device:ident)::+; low: $low:ident, high: $high:ident $(,)?) => {
        mod irq {
            irqshare::handlers! {
                device: $($device)::+;

                fn $low(isr) {
                    crate::contract::low(isr);
                }

                fn $high(isr) {
                    crate::contract::high(isr);
                }
            }
        }
        use irq::{$high as High, $low as Low};
    };
}
