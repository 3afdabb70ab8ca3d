//! The log: one record a line, numbers in hexadecimal. The judge's `log.rs` reads it.

use super::kept::Kept;
use crate::board::put;

static RECORDS: Kept<usize> = Kept::of(0);

pub fn header() {
    text(b"irqshare sweep 1\n");
}

/// A functional check ran to its end.
pub fn check(of: usize) {
    text(b"check");
    numbers(&[of, 1]);
}

/// One run of an operation, struck after the delay.
pub fn record(of: usize, mode: u8, delay: u16, at: usize, right: bool) {
    text(b"r");
    number(of);
    text(&[b' ', mode]);
    numbers(&[delay.into(), at, right.into()]);
}

/// The same with a second handler that struck the first.
pub fn nested(of: usize, act: usize, delays: (u16, u16), at: (usize, usize), right: bool) {
    text(b"n");
    numbers(&[of, act, delays.0.into(), delays.1.into(), at.0, at.1, right.into()]);
}

/// The sentinel: nothing else makes a log complete.
pub fn done() {
    text(b"done");
    number(RECORDS.get());
    text(b"\n");
}

pub fn panic(line: usize) {
    text(b"panic");
    number(line);
    text(b"\n");
}

fn numbers(numbers: &[usize]) {
    for &n in numbers {
        number(n);
    }
    text(b"\n");
    RECORDS.put(RECORDS.get() + 1);
}

fn number(n: usize) {
    put(b' ');
    let mut shift = usize::BITS;
    let mut begun = false;
    while shift > 0 {
        shift -= 4;
        let digit = (n >> shift) as u8 & 15;
        if digit != 0 || begun || shift == 0 {
            begun = true;
            put(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit });
        }
    }
}

fn text(text: &[u8]) {
    for &byte in text {
        put(byte);
    }
}
