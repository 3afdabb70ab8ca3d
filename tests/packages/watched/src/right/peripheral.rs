//! A driver that main gives to its handler, in the usual `Mutex<RefCell<Option<T>>>`.

use core::cell::RefCell;
use critical_section::Mutex;

pub struct Uart {
    received: u32,
}

static UART: Mutex<RefCell<Option<Uart>>> = Mutex::new(RefCell::new(None));

pub fn start() {
    critical_section::with(|cs| UART.borrow(cs).replace(Some(Uart { received: 0 })));
}

pub fn on_interrupt() {
    critical_section::with(|cs| {
        if let Some(uart) = UART.borrow(cs).borrow_mut().as_mut() {
            uart.received += 1;
        }
    });
}

pub fn received() -> u32 {
    critical_section::with(|cs| UART.borrow(cs).borrow().as_ref().map_or(0, |uart| uart.received))
}
