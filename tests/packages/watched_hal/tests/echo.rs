//! A serial echo on stm32f4xx-hal: the firmware's own calls, down to the registers.

mod common;

use common::stm32f401;
use irqshare::model::{self, BusAccess, Cpu, FailureKind, Setup};
use std::sync::{Mutex, MutexGuard, PoisonError};
use watched_hal::echo;

/// A USART of *RM0368*, 19.6. What is written to DR leaves at once.
mod usart {
    pub const AT: usize = 0x4000_4400;
    pub const SR: usize = 0x00;
    pub const DR: usize = 0x04;
    pub const CR1: usize = 0x0c;
    pub const REGISTERS: [(&str, usize); 6] =
        [("SR", SR), ("DR", DR), ("BRR", 0x08), ("CR1", CR1), ("CR2", 0x10), ("CR3", 0x14)];
    /// The same bits in SR, of what has happened, and in CR1, of what interrupts.
    pub const RXNE: u32 = 1 << 5;
    pub const TC: u32 = 1 << 6;
    pub const TXE: u32 = 1 << 7;
    pub const ORE: u32 = 1 << 3;
}
use usart::*;

unsafe extern "C" {
    /// What `#[interrupt]` makes of it.
    safe fn USART2();
}

/// What came out.
static SENT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn sent() -> MutexGuard<'static, Vec<u8>> {
    SENT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn usart2(cpu: &Cpu, access: &BusAccess) -> u64 {
    match (access.offset(), access.written()) {
        (SR, None) => access.held() | u64::from(TXE | TC),
        (DR, None) => {
            access.poke(SR, access.peek(SR) & !(RXNE | ORE));
            line(cpu, access.peek(SR), access.peek(CR1));
            access.held()
        }
        (DR, Some(byte)) => {
            sent().push(byte as u8);
            access.held()
        }
        (CR1, Some(cr1)) => {
            line(cpu, access.peek(SR), cr1 as u32);
            cr1
        }
        _ => access.as_memory(),
    }
}

/// The interrupt is a level.
fn line(cpu: &Cpu, sr: u32, cr1: u32) {
    let usart2 = cpu.named("USART2");
    if (sr | TXE) & cr1 & (RXNE | TXE) != 0 { usart2.hold() } else { usart2.release() }
}

/// Another byte comes in, as soon as RTS lets it.
fn receives(cpu: &Cpu) {
    let next = cpu.peek(AT + DR) + 1;
    cpu.poke(AT + DR, next);
    cpu.poke(AT + SR, cpu.peek(AT + SR) | RXNE);
    line(cpu, cpu.peek(AT + SR), cpu.peek(AT + CR1));
}

fn can_receive() -> bool {
    let cpu = model::cpu();
    cpu.peek(AT + SR) & RXNE == 0 && cpu.peek(AT + CR1) & 1 << 13 != 0
}

fn setup(bytes: u32) -> Setup {
    let machine = Setup::cortex_m().watch().unwatched(&SENT);
    stm32f401(machine.attach_fn("USART2", 38, 1, || USART2(), 0))
        .peripheral_named("USART2", &REGISTERS, AT, 0x400, usart2)
        .device_when("line", bytes, can_receive, receives)
}

/// The firmware's main, which ends when all that came is on its way.
fn echoes(bytes: u32, echo: fn() -> bool) {
    model::unwatched(|| sent().clear());
    echo::start();
    let mut echoed = 0;
    while echoed < bytes {
        echoed += u32::from(echo());
    }
    model::cpu().barrier();
    model::unwatched(|| {
        let sent = sent().clone();
        assert!(sent.iter().copied().eq((1..).take(bytes as usize)), "{sent:?} was sent");
    });
}

#[test]
fn each_byte_is_sent_back() {
    let report = model::check(&setup(1), |_, _| echoes(1, echo::echo));
    assert!(report.complete());
}

/// Main reads CR1, the handler pauses reception in it, and main's store starts it again.
#[test]
fn a_register_changed_outside_of_the_section() {
    let body = |_: &Cpu, _: &mut irqshare::Main| echoes(2, echo::echo_with_a_short_section);
    let failure = model::try_check(&setup(2).atomicity(), body).expect_err("the store is too late");
    assert_eq!(failure.kind(), FailureKind::NotAtomic);
    let of_cr1 = |told: &&str| told.contains("R-W-W on USART2.CR1: main src/echo.rs");
    assert!(failure.to_string().lines().any(|line| of_cr1(&line)), "{failure}");
}
