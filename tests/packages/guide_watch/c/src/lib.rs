#![cfg(test)]

use core::sync::atomic::AtomicU8;
use irqshare::model::{self, Setup};

unsafe extern "C" {
    safe fn USART_RX_vect();
    safe fn serial_read() -> i16;
}

/// The register from which the handler takes its byte.
#[unsafe(no_mangle)]
static UDR0: AtomicU8 = AtomicU8::new(b'a');

#[test]
fn no_byte_is_lost() {
    let setup = Setup::avr()
        .watch()
        .attach_fn("USART_RX", 18, 1, || USART_RX_vect(), 2)
        .interrupts_on()
        .atomicity();
    model::check(&setup, |_cpu, _main| {
        serial_read();
    });
}
