//! By the crate irq: a value on main's stack, which a closure takes into one handler.
#![no_std]
#![no_main]

#[allow(unused_macros, reason = "main shares nothing here")]
#[macro_use]
#[path = "../../../parts.rs"]
mod parts;
#[allow(unused_macros, reason = "irq binds its handlers itself")]
#[path = "../machine.rs"]
mod machine;

use cortex_m::peripheral::NVIC;
use cortex_m_rt::interrupt;
use irq::{Handler, HandlerAddr};
use machine::device::Interrupt as interrupt;
use machine::pend;
use parts::Led;

unsafe extern "C" {
    #[link_name = "INT0"]
    fn bound();
}

#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
static __INTERRUPTS: [unsafe extern "C" fn(); 1] = [bound];

irq::scoped_interrupts! {
    enum Scoped {
        INT0,
    }

    use #[interrupt];
}

/// What is there beside the value: where the closure is, in a static, and the closure's address and table, and its own reference to the value, on main's stack.
type Beside = (HandlerAddr, Handler<'static>, &'static mut Led, Led);

runs! {
    fn all;
    "moved-handler" "irq" [Beside, of Led]: (), |_| pend(interrupt::INT0 as u16);
    "value-handler" "irq" [Beside, of Led]: (), |_| pend(interrupt::INT0 as u16);
}

irqshare::main! {
    fn main(_main) {
        let mut led = Led::new();
        irq::handler!(toggle = || led.toggle());
        irq::scope(|scope| {
            scope.register(Scoped::INT0, toggle);
            // SAFETY: its handler is registered.
            unsafe { NVIC::unmask(interrupt::INT0) };
            machine::run(all)
        })
    }
}
