// Must build: what the macros define and use doesn't meet the user's own names, and `#[cfg]` works on a handler.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
        GPIOA = 0,
    }
}

fn body(n: u32) -> u32 {
    n
}

#[allow(dead_code, non_camel_case_types)]
mod irq {
    use super::body;
    type u8 = i64;
    type u16 = i8;
    struct str;
    enum Names {
        Ok,
        Err,
        Some,
        None,
    }
    use Names::*;
    const PRIORITY: i32 = 2;
    const BITS: i32 = 3;
    const VALUES: u32 = 1;

    irqshare::handlers! {
        device: super::device;

        #[priority(PRIORITY as _)]
        fn UART0(isr, led: &mut u32) {
            *led += body(VALUES);
        }

        #[priority(BITS as _)]
        fn TIMER0() {
            let _ = (Ok, Err, Some, None);
        }

        /// Left out.
        #[cfg(any())]
        fn GPIOA(isr, led: &mut Nothing) {}
    }
}

fn main() {
    let _ = irqshare::model::Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER0>(1);
}
