//! What `enable` and `Main::take` refuse, on an emulated micro:bit, whose NVIC has two bits of priority. Prints a line per check and ends with
//! `sound` only if all of them held.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use irqshare::__private::{self, Numbered, Slot};
use irqshare::{Global, Main, Moved, Shared, Vector};

static FIRED: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);
static TAKEN_IN_HANDLER: Global<bool> = Global::new(false);
static HELD: Moved<u8, irq::RNG> = Moved::new();

pub struct Owned(u32);

mod irq {
    irqshare::handlers! {
        device: nrf51_pac;

        fn UART0(isr) {
            super::FIRED.lock(isr, |fired| *fired += 1);
            super::TAKEN_IN_HANDLER.set(irqshare::Main::take().is_some());
        }

        #[priority(3)]
        fn TIMER0(isr, owned: &mut super::Owned) {
            owned.0 += 1;
            *super::FIRED.get_mut(isr) += 100;
        }

        fn RNG(isr) {
            if let Some(held) = super::HELD.get_mut(isr) {
                *held += 1;
            }
        }

        fn PendSV(_isr) {}
    }
}

/// A vector as no macro would make it.
macro_rules! forged {
    ($name:ident, $number:literal, $bits:literal, $handler:path) => {
        enum $name {}
        // SAFETY: it isn't true; that `enable` notices is what is tested.
        unsafe impl Vector for $name {
            const NAME: &'static str = stringify!($name);
            const NUMBER: u16 = $number;
            const PRIORITY: u16 = 1;
            const PRIORITY_BITS: u8 = $bits;
        }
        // SAFETY: as above.
        unsafe impl Slot for $name {
            const HANDLER: unsafe extern "C" fn() = $handler;
            fn paused() -> &'static __private::Paused {
                static PAUSED: __private::Paused = __private::Paused::new();
                &PAUSED
            }
        }
        // SAFETY: as above.
        unsafe impl Numbered for $name {
            fn number() -> u16 {
                $number
            }
        }
    };
}
extern "C" fn nobody() {}
unsafe extern "C" {
    fn UART0();
    fn DefaultHandler();
}
// SPI0_TWI0's slot holds the default handler.
forged!(OtherHandler, 3, 2, nobody);
// RTC1's does, too; its own handler would be right, but it is another one's.
forged!(StolenHandler, 17, 2, UART0);

// The chip has two bits. (`main!` looks, too, but isn't told of this vector.)
forged!(ThreeBits, 4, 3, DefaultHandler);

#[track_caller]
fn enable<V: Slot + Numbered>(main: &mut Main) {
    // SAFETY: these handlers take no values.
    unsafe { __private::enable::<V, ()>(main, || ()) }
}

/// What each case is refused with. The chip starts again after it.
const REFUSALS: [&str; 4] = ["another handler", "another handler", "fewer priority bits", "enabled already"];

fn refused(main: &mut Main, case: u32) {
    match case {
        0 => enable::<OtherHandler>(main),
        1 => enable::<StolenHandler>(main),
        2 => enable::<ThreeBits>(main),
        _ => {
            irq::UART0::enable(main);
            enable::<irq::UART0>(main);
        }
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    if let Some(refusal) = REFUSALS.get(trust_again::case() as usize) {
        let message = info.message().as_str().unwrap_or_default();
        let place = info.location().map_or("", |place| place.file());
        if message.contains(refusal) && place.ends_with("main.rs") {
            trust_again::next();
        }
    }
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}

irqshare::main! {
    fn main(main) {
        assert!(Main::take().is_none(), "`main!` lent it");

        let case = trust_again::case();
        if (case as usize) < REFUSALS.len() {
            refused(main, case);
            panic!("case {case} isn't refused");
        }
        let _ = hprintln!("what isn't as it says is refused");

        irq::UART0::enable(main);
        irq::UART0::disable(main);
        irq::UART0::pend();
        assert_eq!(FIRED.lock(main, |fired| *fired), 0, "it is off");
        irq::UART0::enable(main);
        assert_eq!(FIRED.lock(main, |fired| *fired), 1, "it was pending");
        assert!(!TAKEN_IN_HANDLER.get(), "a handler got `Main`");
        let _ = hprintln!("a line fires while it is on, and only then");

        irq::TIMER0::enable(main, Owned(0));
        FIRED.lock(main, |fired| {
            irq::TIMER0::pend();
            irq::UART0::pend();
            cortex_m::asm::isb();
            assert_eq!(*fired, 1, "a handler ran inside a lock of its cell");
        });
        assert_eq!(FIRED.lock(main, |fired| *fired), 102);
        let owned = irq::TIMER0::disable(main).expect("the value that moved in");
        assert_eq!(owned.0, 1);
        assert!(irq::TIMER0::disable(main).is_none(), "it can be taken once");
        irq::TIMER0::enable(main, owned);
        irq::TIMER0::pend();
        cortex_m::asm::isb();
        assert_eq!(irq::TIMER0::disable(main).expect("moved in again").0, 2);
        let _ = hprintln!("a lock holds its handlers off; values move in and come back");

        HELD.put(main, 7);
        irq::RNG::enable(main);
        irq::RNG::pend();
        cortex_m::asm::isb();
        assert_eq!(HELD.take(main), Some(8));
        irq::RNG::pend();
        assert_eq!(HELD.take(main), None);
        irq::PendSV::pend();
        cortex_m::asm::isb();
        let _ = hprintln!("sound");
        debug::exit(debug::EXIT_SUCCESS);
    }
}
