//! Devices that say how many bits of priority their NVIC has, and are wrong; on an emulated micro:bit, which has two. Each vector's own priority is one that two bits
//! can hold, so that it reads back as it was written.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

use cortex_m::peripheral::NVIC;
use cortex_m_rt as _;
use cortex_m_semihosting::hprintln;
use irqshare::{Global, Main};
use nrf51_pac::Interrupt;

static FIRED: Global<u32> = Global::new(0);

macro_rules! device {
    ($name:ident: $bits:literal, #[priority($priority:literal)] $line:ident) => {
        mod $name {
            pub use nrf51_pac::Interrupt;
            pub const NVIC_PRIO_BITS: u8 = $bits;
            irqshare::handlers! {
                device: self;
                #[priority($priority)]
                fn $line(_isr) { super::FIRED.update(|fired| fired + 1) }
            }
        }
    };
}

// All at 0xC0.
device!(two: 2, #[priority(1)] SWI0);
#[cfg(any(feature = "three", feature = "steal"))]
device!(three: 3, #[priority(2)] SWI1);
#[cfg(feature = "steal")]
device!(eight: 8, #[priority(64)] SWI2);
// At 0x20, which would be 0 there: the top, and in BASEPRI no mask.
#[cfg(feature = "never-enabled")]
device!(above: 8, #[priority(224)] SWI3);

/// For its ceiling.
#[cfg(feature = "named")]
static NAMED: irqshare::Shared<u32, named::SWI3> = irqshare::Shared::new(0);

fn enabled() {
    for line in [Interrupt::SWI0, Interrupt::SWI1, Interrupt::SWI2] {
        NVIC::pend(line);
    }
    cortex_m::asm::isb();
    let _ = hprintln!("enabled, and fired: {}", FIRED.get());
}

fn run(main: &mut Main) -> ! {
    #[cfg(feature = "named")]
    NAMED.lock(main, |named| *named += 1);
    match trust_again::case() {
        0 => two::SWI0::enable(main),
        #[cfg(feature = "steal")]
        1 => three::SWI1::enable(main),
        #[cfg(feature = "steal")]
        2 => eight::SWI2::enable(main),
        _ => trust_again::end(),
    }
    enabled();
    trust_again::next()
}

#[cfg(not(any(feature = "take", feature = "steal")))]
irqshare::main! {
    fn main(main) {
        run(main)
    }
}

#[cfg(feature = "take")]
#[cortex_m_rt::entry]
fn main() -> ! {
    run(&mut Main::take().unwrap())
}

/// Nothing has looked before `enable` does.
#[cfg(feature = "steal")]
#[cortex_m_rt::entry]
#[allow(unsafe_code)]
fn main() -> ! {
    // SAFETY: this is main, once; what isn't right about the priorities is what is tested.
    run(&mut unsafe { Main::steal() })
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info.message());
    let on = [Interrupt::SWI0, Interrupt::SWI1, Interrupt::SWI2].map(NVIC::is_enabled);
    let _ = hprintln!("lines on: {:?}", on);
    if cfg!(any(feature = "never-enabled", feature = "named", feature = "three")) {
        trust_again::end();
    }
    trust_again::next()
}
