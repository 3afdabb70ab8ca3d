//! `handlers!` with `attribute:` on the model: the same vectors as on RISC-V chips, with the priorities that they have there.

#![allow(missing_docs)]

use irqshare::model::{self, Setup};
use irqshare::{Line, Moved, Shared, Vector, interrupts};

mod device {
    #[derive(Clone, Copy)]
    pub enum ExternalInterrupt {
        UART0 = 3,
        GPIO0 = 8,
    }
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        USART1 = 32,
        SPI1 = 33,
        TIM2 = 38,
    }
}

mod plic {
    irqshare::handlers! {
        device: super::device;
        attribute: riscv_rt::external_interrupt;
        fn UART0(isr) { super::step(super::SOURCES.get_mut(isr)) }
        fn GPIO0(isr) {
            super::step(super::SOURCES.get_mut(isr));
            if let Some(pin) = super::PIN.get_mut(isr) { *pin += 1 }
        }
    }
}

mod promised {
    irqshare::handlers! {
        device: super::device;
        attribute: unsafe(some_rt::interrupt(_));
        fn TIM2(isr) { super::step(super::SOURCES.get_mut(isr)) }
    }
}

mod pfic {
    irqshare::handlers! {
        device: super::device;
        attribute: qingke_rt::interrupt;
        fn USART1(isr) {
            super::LINES.lock(isr, super::step);
            super::step(super::BELOW.get_mut(isr));
        }
        #[priority(1)]
        fn SPI1(isr) { super::step(super::BELOW.get_mut(isr)) }
        #[priority(2)]
        fn TIM2(isr, turns: &mut u32) {
            super::step(super::LINES.get_mut(isr));
            *turns += 1;
        }
        #[priority(2)]
        fn SysTick(_isr) {}
        fn Software(_isr) {}
    }
}

static SOURCES: Shared<[u32; 2], (plic::UART0, plic::GPIO0, promised::TIM2)> = Shared::new([0; 2]);
static PIN: Moved<u32, plic::GPIO0> = Moved::new();
static LINES: Shared<[u32; 2], (pfic::USART1, pfic::TIM2)> = Shared::new([0; 2]);
static BELOW: Shared<[u32; 2], (pfic::USART1, pfic::SPI1)> = Shared::new([0; 2]);

fn step(halves: &mut [u32; 2]) {
    halves[0] += 1;
    halves[1] += 1;
}

/// Catches vectors that a chip's type has another number or priority of.
#[test]
fn numbers_and_priorities_are_the_chips() {
    fn of<V: Vector>() -> (u16, u16, u8) {
        (V::NUMBER, V::PRIORITY, V::PRIORITY_BITS)
    }
    assert_eq!([of::<plic::UART0>(), of::<plic::GPIO0>(), of::<promised::TIM2>()].map(|v| v.0), [3, 8, 38]);
    assert_eq!([of::<pfic::USART1>(), of::<pfic::TIM2>()], [(32, 1, 1), (38, 2, 1)]);
    // As qingke-rt's `CoreInterrupt` numbers them.
    assert_eq!([of::<pfic::SysTick>(), of::<pfic::Software>()], [(12, 2, 1), (14, 1, 1)]);
}

/// Catches a list over a PLIC's sources and what another runtime binds that counts priorities in two ways.
#[test]
fn sources_share_on_an_emulated_riscv() {
    let setup = Setup::riscv()
        .attach::<plic::UART0>(1)
        .attach::<plic::GPIO0>(1)
        .attach::<promised::TIM2>(1)
        .reset(&SOURCES, || [0; 2])
        .reset(&PIN, || None)
        .max_nesting(1);
    let report = model::check(&setup, |_cpu, main| {
        PIN.put(main, 0);
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
        let before = SOURCES.lock(main, |sources| {
            step(sources);
            *sources
        });
        assert!(before[0] == before[1] && before[0] <= 4);
        assert!(PIN.take(main).is_some_and(|pin| pin <= 1));
    });
    assert!(report.complete() && report.fired("GPIO0") == 1);
}

/// Catches lines without `enable`, values that don't move, and levels that don't nest.
#[test]
fn lines_of_the_pfic_nest_and_take_values() {
    let setup = Setup::cortex_m0()
        .attach::<pfic::USART1>(1)
        .attach::<pfic::SPI1>(1)
        .attach::<pfic::TIM2>(1)
        .reset(&LINES, || [0; 2])
        .reset(&BELOW, || [0; 2]);
    let body = |main: &mut irqshare::Main| {
        fn on<V: Line>(main: &mut irqshare::Main) {
            V::enable(main);
        }
        on::<pfic::USART1>(main);
        on::<pfic::SPI1>(main);
        pfic::TIM2::enable(main, 0);
        LINES.lock(main, step);
        let turns = pfic::TIM2::disable(main).expect("it moved in");
        let (lines, below) = main.lock((&LINES, &BELOW), |(lines, below)| (*lines, *below));
        assert!(lines[0] == lines[1] && (1..=2 + turns).contains(&lines[0]) && below[0] == below[1]);
    };
    assert!(model::check(&setup, |_cpu, main| body(main)).complete());
    let flat = setup.max_nesting(1);
    let failure = model::try_check(&flat, |_cpu, main| body(main)).expect_err("TIM2 preempts USART1");
    assert!(failure.to_string().contains("nest"), "{failure}");
}

mod moving {
    irqshare::handlers! {
        device: super::device;
        attribute: qingke_rt::interrupt;
        fn SysTick(isr, turns: &mut u32) {
            super::interrupts::free(|_| ());
            let _ = isr;
            *turns += 1;
        }
    }
}

/// Catches a `SysTick` of WCH's that is taken for a Cortex-M's, which no value moves into: it is a line, with `enable`.
#[test]
fn values_move_into_systick_of_the_pfic() {
    let setup = Setup::cortex_m0().attach::<moving::SysTick>(2).interrupts_on();
    model::check(&setup, |cpu, main| {
        assert!(moving::SysTick::disable(main).is_none());
        moving::SysTick::enable(main, 7);
        moving::SysTick::pend();
        cpu.barrier();
        let turns = moving::SysTick::disable(main);
        assert!(turns.is_some_and(|turns| (8..=10).contains(&turns)), "{turns:?}");
    });
}
