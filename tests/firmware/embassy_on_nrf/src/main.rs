//! Handlers of ours on the vectors of embassy-nrf: beside its driver's (RNG), alone with a value (a software interrupt), and bound to a vector by ourselves (TIMER1). On an emulated micro:bit; for the nRF52840 it is linked.
//!
//! Prints what it saw, and ends with `end`.
#![no_std]
#![no_main]

use core::panic::PanicInfo;
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use embassy_nrf::interrupt::{InterruptExt, Priority};
use embassy_nrf::mode::Async;
use embassy_nrf::rng::{InterruptHandler, Rng};
use embassy_nrf::{bind_interrupts, interrupt, peripherals};
use handlers::{BYTES, irq::RNG, own::TIMER1};
use irqshare::{Isr, Main, Shared};

static SUM: Shared<u32, irq::SOFT> = Shared::new(0);

mod irq {
    #[cfg(target_has_atomic = "32")]
    pub use EGU1_SWI1 as SOFT;
    #[cfg(not(target_has_atomic = "32"))]
    pub use SWI1 as SOFT;

    irqshare::handlers! {
        hal: embassy_nrf;

        #[cfg(target_has_atomic = "32")]
        #[priority(2)]
        fn EGU1_SWI1(isr, step: &mut u32) { super::add(isr, step) }

        #[cfg(not(target_has_atomic = "32"))]
        #[priority(2)]
        fn SWI1(isr, step: &mut u32) { super::add(isr, step) }

        fn RADIO() {}
    }
}

fn add(isr: &mut Isr<'_, irq::SOFT>, step: &mut u32) {
    *SUM.get_mut(isr) += *step;
    *step += 1;
}

bind_interrupts!(struct Irqs {
    RNG => InterruptHandler<peripherals::RNG>, RNG;
    #[cfg(target_has_atomic = "32")]
    EGU1_SWI1 => irq::EGU1_SWI1;
    #[cfg(not(target_has_atomic = "32"))]
    SWI1 => irq::SWI1;
});

#[cfg(feature = "clash")]
mod clash {
    mod device {
        pub use embassy_nrf::{NVIC_PRIO_BITS, interrupt::Interrupt};
    }
    irqshare::handlers! {
        device: device;
        fn RNG() {}
    }
}

#[cfg(feature = "misplaced")]
bind_interrupts!(struct Misplaced {
    TIMER0 => irq::RADIO;
});

/// A module of one's own for the HAL, in which a vector bears another's name, as safe code can write it.
#[cfg(feature = "renamed")]
mod renamed {
    pub use embassy_nrf::NVIC_PRIO_BITS;

    pub mod interrupt {
        pub use embassy_nrf::interrupt::Interrupt;
        pub mod typelevel {
            pub use embassy_nrf::interrupt::typelevel::{Binding, Handler, TIMER2 as TEMP};
        }
    }

    irqshare::handlers! {
        hal: self;
        fn TEMP() {}
    }
    embassy_nrf::bind_interrupts!(pub struct Irqs { TIMER2 => TEMP; });

    pub fn show() {
        // SAFETY: its handler may run: nothing is masked.
        unsafe { cortex_m::peripheral::NVIC::unmask(Interrupt::TIMER2) };
        cortex_m::peripheral::NVIC::pend(Interrupt::TIMER2);
    }
    use interrupt::Interrupt;
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let _ = hprintln!("{}", info.message());
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}

/// The HAL's driver turns its line on.
fn hal() -> Rng<'static, Async> {
    let p = embassy_nrf::init(Default::default());
    Rng::new(p.RNG, Irqs)
}

fn run(main: &'static mut Main, mut rng: Rng<'static, Async>) -> ! {
    TIMER1::enable(main);
    #[cfg(feature = "renamed")]
    renamed::show();
    if cfg!(feature = "early") {
        // SAFETY: its handler may run: nothing is masked.
        unsafe { cortex_m::peripheral::NVIC::unmask(soft()) };
        irq::SOFT::pend();
    }
    irq::SOFT::enable(main, Irqs, 1);
    #[cfg(feature = "unbound")]
    irq::RADIO::enable(main, Irqs);

    let mut random = [0; 16];
    irqshare::block_on(main, async |_| rng.fill_bytes(&mut random).await);
    let [beside, own] = BYTES.lock(main, |bytes| *bytes);
    let _ = hprintln!("random: {}", random.iter().any(|byte| *byte != random[0]));
    let _ = hprintln!("counted beside the driver: {}", beside >= 16);
    let _ = hprintln!("and handed on: {}", own > 0 && own <= beside);

    irq::SOFT::pend();
    irq::SOFT::pend();
    let sum = SUM.lock(main, |sum| *sum);
    let _ = hprintln!("with a value: {}, back in main: {:?}", sum, irq::SOFT::disable(main));
    irq::SOFT::enable(main, Irqs, 10);
    irq::SOFT::pend();
    let _ = hprintln!("another value: {}", SUM.lock(main, |sum| *sum));

    BYTES.lock(main, |bytes| {
        let before = *bytes;
        if cfg!(feature = "repriority") {
            interrupt::RNG.set_priority(Priority::P0);
        }
        RNG::pend();
        let _ = hprintln!("it waits for a lock: {}", before == *bytes);
    });
    let _ = hprintln!("end");
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}

fn soft() -> interrupt::Interrupt {
    #[cfg(target_has_atomic = "32")]
    return interrupt::EGU1_SWI1;
    #[cfg(not(target_has_atomic = "32"))]
    return interrupt::SWI1;
}

#[cfg(not(feature = "take"))]
irqshare::main! {
    fn main(main) {
        let rng = hal();
        run(main, rng);
    }
}

#[cfg(feature = "take")]
#[cortex_m_rt::entry]
fn main() -> ! {
    static mut MAIN: Option<Main> = None;
    let rng = hal();
    *MAIN = Main::take();
    run(MAIN.as_mut().unwrap(), rng)
}
