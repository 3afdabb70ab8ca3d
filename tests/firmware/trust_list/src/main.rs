//! Handlers of several modules and crates, one of them in RAM, in a program whose sections are looked at as it was linked; on an emulated lm3s6965evb.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

use cortex_m::peripheral::NVIC;
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use handlers as _;
use irqshare::{Global, Main, Shared};
use lm3s6965::Interrupt;

/// In `.data`, which start-up code copies from where the linker says that it lies.
static FIRST: Global<u32> = Global::new(0x1234_5678);
static LAST: Shared<[u8; 5], ram::GPIOB> = Shared::new(*b"whole");

mod flash {
    irqshare::handlers! {
        device: lm3s6965;

        fn GPIOA(_isr) {}

        // Its number is 42, but what the PAC's enum is cast to is 36.
        fn ETHERNET(_isr) {}

        #[priority(5)]
        fn ANALOG_COMPARATOR_0(_isr, count: &mut u32) {
            *count += 1;
        }

        fn PendSV(_isr) {}
    }
}

#[allow(unsafe_code, reason = "the section's name is one that the linker script puts into RAM")]
mod ram {
    use super::LAST;

    irqshare::handlers! {
        device: lm3s6965;

        #[priority(3)]
        #[unsafe(link_section = ".data.ramfunc")]
        fn GPIOB(isr) {
            LAST.get_mut(isr)[0] = b'W';
        }
    }
}

mod tick {
    irqshare::handlers! {
        device: lm3s6965;

        fn SysTick(_isr) {}
    }
}

#[allow(unsafe_code, reason = "a register is read that no PAC names")]
fn run(main: &mut Main) {
    let data = LAST.lock(main, |last| *last);
    let _ = hprintln!("data: {:#x} {:?}", FIRST.get(), core::str::from_utf8(&data).unwrap());
    ram::GPIOB::enable(main);
    ram::GPIOB::pend();
    cortex_m::asm::isb();
    let data = LAST.lock(main, |last| *last);
    let _ = hprintln!("a handler in RAM: {:?}", core::str::from_utf8(&data).unwrap());
    let (on, priority) = (NVIC::is_enabled(Interrupt::GPIOE), NVIC::get_priority(Interrupt::GPIOE));
    let _ = hprintln!("the library's: on {}, priority {}", on, priority);
    // SAFETY: a byte of a register, read.
    let of_36 = unsafe { (0xE000_E424 as *const u8).read_volatile() };
    let _ = hprintln!("ETHERNET's: priority {}; 36's: {}", NVIC::get_priority(Interrupt::ETHERNET), of_36);
    flash::ANALOG_COMPARATOR_0::enable(main, 7);
    flash::ANALOG_COMPARATOR_0::pend();
    let _ = hprintln!("a handler's value: {:?}", flash::ANALOG_COMPARATOR_0::disable(main));
}

irqshare::main! {
    fn main(main) {
        run(main);
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
