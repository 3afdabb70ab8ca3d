//! Five bugs of public C, each as it is written: found in the faulty version, and not in the
//! repaired one.
//!
//! The sources are named in `c/bugs/`.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::Panic, Setup};
use watched::c::*;

/// MicroCore's clock: time never goes back.
#[test]
fn millis_of_microcore() {
    let setup = one(Setup::avr(), || WDT_vect());
    let never_goes_back = |millis: extern "C" fn() -> u32| {
        let before = millis();
        let after = millis();
        assert!(before <= after && after <= 0x100, "{before:#x}, then {after:#x}");
    };
    fails(&setup, Panic, move |_, _| never_goes_back(millis));
    passes(&setup, move |_, _| never_goes_back(millis_repaired));
}

/// NuttX's serial driver: one character came, so no more than one can be read.
#[test]
fn serial_of_nuttx() {
    let setup = one(Setup::avr(), || USART_RX_vect());
    fails(&setup, Panic, |_, _| assert!((0..=1).contains(&uart_fionread())));
    passes(&setup, |_, _| assert!((0..=1).contains(&uart_fionread_repaired())));
}

/// CBUF: what is sent is what was pushed.
#[test]
fn cbuf_of_libopencm3_usb_serial() {
    let setup = one(Setup::cortex_m(), || usb_isr());
    let sends = |putc: extern "C" fn(u8)| {
        putc(b'a');
        assert_eq!(usb_last_sent(), b'a');
    };
    fails(&setup, Panic, move |_, _| sends(usb_putc));
    passes(&setup, move |_, _| sends(usb_putc_repaired));
}

/// Arduino's ring buffer: a character that came can be read.
#[test]
fn ring_buffer_of_arduino() {
    let setup = one(Setup::cortex_m(), || Serial_IrqHandler());
    let reads = |read: extern "C" fn() -> i32| {
        assert_eq!(read(), i32::from(b'a'));
        if Serial_received() {
            assert_eq!(read(), i32::from(b'b'));
        }
    };
    fails(&setup, Panic, move |_, _| reads(Serial_read));
    passes(&setup, move |_, _| reads(Serial_read_repaired));
}

/// The same without an assertion: what is wrong is told by itself.
#[test]
fn ring_buffer_of_arduino_by_atomicity() {
    use irqshare::model::FailureKind::NotAtomic;
    let setup = one(Setup::cortex_m(), || Serial_IrqHandler()).atomicity();
    let failure = fails(&setup, NotAtomic, |_, _| _ = Serial_read());
    assert!(failure.message().contains("ring"), "{}", failure.message());
}

/// The BitBox02's queue: it is empty, and clearing doesn't fill it.
#[test]
fn queue_of_bitbox02() {
    let setup = |clears: extern "C" fn()| one(Setup::cortex_m(), move || clears());
    fails(&setup(USB_Handler), Panic, |_, _| assert!(queue_pull().is_null()));
    passes(&setup(USB_Handler_repaired), |_, _| assert!(queue_pull_repaired().is_null()));
}
