//! Prints each type through defmt.
//!
//! defmt's own section is this crate's: it goes through `critical-section-impl`.

#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use core::task::Waker;
use cortex_m_rt as _;
use cortex_m_semihosting::debug::{self, EXIT_SUCCESS};
use defmt_semihosting as _;
use irqshare::{
    AtomicWaker, CeilingMutex, CeilingRawMutex, CeilingScopedRawMutex, Event, Global, IrqMutex, IrqRawMutex,
    IrqScopedRawMutex, Moved, Published, Shared, Signal, WakerRegistration, interrupts,
};

static COUNT: Global<u32> = Global::new(7);
static FLAG: Global<Option<bool>> = Global::new(Some(true));

mod irq {
    irqshare::handlers! {
        device: device;

        fn UART0(isr) {
            defmt::println!("{}", isr);
        }
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    defmt::println!("panicked");
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}

/// Nothing that defmt could show.
struct Opaque;

irqshare::main! {
    fn main(main) {
        defmt::println!("{}", main);
        defmt::println!("{}", main.handle());
        irq::UART0::enable(main);
        irq::UART0::pend();
        defmt::println!("{}", COUNT);
        defmt::println!("{}", FLAG);
        defmt::println!("{}", Shared::<Opaque, irq::UART0>::new(Opaque));
        defmt::println!("{}", Moved::<Opaque, irq::UART0>::new());
        defmt::println!("{}", Published::<u8, irq::UART0>::new(8));
        defmt::println!("{}", IrqMutex::new(RefCell::new(Some(Opaque))));
        defmt::println!("{}", IrqMutex::new(Cell::new(Opaque)));
        defmt::println!("{}", Event::new());
        defmt::println!("{}", Event::new().wait());
        defmt::println!("{}", Signal::<Opaque>::new());
        defmt::println!("{}", AtomicWaker::new());
        let mut registration = WakerRegistration::new();
        defmt::println!("{}", registration);
        drop(registration.register(Waker::noop()));
        defmt::println!("{}", registration);
        defmt::println!("{}", IrqRawMutex::default());
        defmt::println!("{}", IrqScopedRawMutex::new());
        defmt::println!("{}", CeilingMutex::<_, irq::UART0>::new(Opaque));
        defmt::println!("{}", CeilingRawMutex::<irq::UART0>::default());
        defmt::println!("{}", CeilingScopedRawMutex::<irq::UART0>::new());
        let saved = interrupts::save_and_disable();
        // defmt's section within ours.
        defmt::println!("{}", saved);
        // SAFETY: the last that began.
        unsafe { interrupts::restore(saved) };
        defmt::println!("end");
        debug::exit(EXIT_SUCCESS);
    }
}
