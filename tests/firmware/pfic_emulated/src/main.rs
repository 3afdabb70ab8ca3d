//! `handlers!` on WCH's PFIC, with qingke-rt's start-up code and trampolines, on a PFIC in software (`pfic.rs`): handlers nest by their levels, at any instruction.
//!
//! L and M run on the lower level, H and S (the core's timer) on the upper one.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

mod pfic;

use ch32_metapac as pac;
use heapless::String;
use irqshare::{Admits, Context, CriticalSection, Global, Line, Main, Moved, Shared, Vector, interrupts};

type Handlers = (irq::USART1, irq::SPI1, irq::TIM2, irq::SysTick);

/// Who ran when: everyone opens a bracket and closes it.
static TRAIL: Shared<String<64>, Handlers> = Shared::new(String::new());
/// Whether the handlers leave a trail, once each, or step the counters.
static ONCE: Global<bool> = Global::new(true);

/// Stepped by main and all three.
static STEPS: Shared<[u32; 2], Handlers> = Shared::new([0; 2]);
/// Stepped by L and M, which share it without a lock.
static BELOW: Shared<[u32; 2], (irq::USART1, irq::SPI1)> = Shared::new([0; 2]);
/// Stepped by all; two words.
static ROUNDS: Global<u64> = Global::new(0);
/// Counts how often H preempted another handler.
static NESTED: Global<u32> = Global::new(0);
static BUSY: Global<bool> = Global::new(false);
/// Moves into M, and back to main in the end.
static KEPT: Moved<u32, irq::SPI1> = Moved::new();
const ENOUGH: u32 = 200;

/// What H owns.
struct Led {
    turns: u32,
}

mod irq {
    irqshare::handlers! {
        device: ch32_metapac;
        attribute: qingke_rt::interrupt;

        fn USART1(isr) {
            if super::ONCE.get() {
                super::mark(isr, "l(");
                super::pend_and_wait(super::irq::TIM2::pend);
                return super::mark(isr, ")");
            }
            super::BUSY.set(true);
            super::irq::TIM2::pend();
            if cfg!(feature = "broken-handler") {
                // SAFETY: it isn't true; that the counters show it is what is tested.
                let cs = unsafe { super::CriticalSection::new() };
                super::STEPS.lock_in(isr, cs, super::step);
            } else {
                super::STEPS.lock(isr, super::step);
            }
            super::step(super::BELOW.get_mut(isr));
            super::ROUNDS.update(|rounds| rounds + 1);
            super::BUSY.set(false);
        }

        #[priority(1)]
        fn SPI1(isr) {
            if super::ONCE.get() {
                return super::mark(isr, "m()");
            }
            super::STEPS.lock(isr, super::step);
            super::step(super::BELOW.get_mut(isr));
            super::ROUNDS.update(|rounds| rounds + 1);
            if let Some(kept) = super::KEPT.get_mut(isr) { *kept += 1 }
        }

        #[priority(2)]
        fn TIM2(isr, led: &mut super::Led) {
            if super::ONCE.get() {
                super::mark(isr, "h(");
                super::pend_and_wait(super::irq::SPI1::pend);
                return super::mark(isr, ")");
            }
            super::step(super::STEPS.get_mut(isr));
            super::ROUNDS.update(|rounds| rounds + 1);
            if super::BUSY.get() { super::NESTED.update(|nested| nested + 1) }
            led.turns += 1;
        }

        #[priority(2)]
        fn SysTick(isr) {
            super::mark(isr, "s()");
        }
    }
}

/// For main and the handlers.
fn mark<C: Context, I>(context: &mut C, what: &str)
where
    Handlers: Admits<C, I>,
{
    TRAIL.lock(context, |trail| trail.push_str(what).unwrap());
}

/// In two halves, as a `u64` is.
fn step(steps: &mut [u32; 2]) {
    steps[0] += 1;
    steps[1] += 1;
}

fn pend_and_wait(pend: fn()) {
    pend();
    wait();
}

/// For some ticks of the hardware, if they can come.
fn wait() {
    let before = pfic::ticks();
    for _ in 0..2000 {
        if pfic::ticks().wrapping_sub(before) > 8 {
            return;
        }
    }
}

/// Prints the trail, and wipes it.
fn show(main: &mut Main, what: &str) {
    let trail = TRAIL.lock(main, core::mem::take);
    semihosting::println!("{what}: {trail}");
}

fn level_of<V: Vector>() -> u8 {
    // SAFETY: reads its byte.
    unsafe { (0xE000_E400 as *const u8).add(V::NUMBER.into()).read_volatile() }
}

fn is_on<V: Vector>() -> bool {
    [pac::PFIC.isr1().read().0, pac::PFIC.isr2().read().0][usize::from(V::NUMBER / 32)] >> (V::NUMBER % 32)
        & 1
        != 0
}

/// The registers in software know what was written last, when the hardware looks.
fn enable<V: Line>(main: &mut Main) {
    V::enable(main);
    wait();
}

fn who_runs_when(main: &mut Main) {
    TRAIL.lock(main, |trail| {
        trail.push_str("lock(").unwrap();
        irq::USART1::pend();
        wait();
        trail.push_str(")").unwrap();
    });
    wait();
    show(main, "a lock holds all off; H preempts L, M doesn't preempt H");
    interrupts::free(|_| {
        irq::USART1::pend();
        irq::SysTick::pend();
        wait();
    });
    wait();
    show(main, "S goes before L");
}

/// Main's lock, which `broken` takes away.
fn locked(main: &mut Main) {
    if cfg!(feature = "broken") {
        // SAFETY: it isn't true; that the counters show it is what is tested.
        let cs = unsafe { CriticalSection::new() };
        return STEPS.lock_in(main, cs, step);
    }
    STEPS.lock(main, step);
}

fn count(main: &mut Main) {
    ONCE.set(false);
    KEPT.put(main, 0);
    let mut own = 0;
    while NESTED.get() < ENOUGH {
        locked(main);
        ROUNDS.update(|rounds| rounds + 1);
        own += 1;
        if own % 2 == 0 { irq::SPI1::pend() } else { irq::USART1::pend() }
    }
    wait();
    let turns = irq::TIM2::disable(main).map_or(0, |led| led.turns);
    let below = BELOW.lock(main, |below| *below);
    let steps = STEPS.lock(main, |steps| *steps);
    let all = own + turns + below[0];
    semihosting::println!(
        "lost: {}, {}, {}; {}",
        all - steps[0],
        all - steps[1],
        u64::from(all) - ROUNDS.get(),
        below[0] - below[1]
    );
    let kept = KEPT.take(main);
    semihosting::println!(
        "H ran: {}, M ran: {}",
        turns > ENOUGH,
        kept.is_some_and(|kept| kept > ENOUGH && kept < below[0])
    );
    irq::TIM2::pend();
    wait();
    semihosting::println!(
        "H is off: {}, {}",
        !is_on::<irq::TIM2>(),
        STEPS.lock(main, |after| *after == steps)
    );
}

irqshare::main! {
    fn main(main) {
        semihosting::println!(
            "levels: {} {} {} {}",
            level_of::<irq::USART1>(),
            level_of::<irq::SPI1>(),
            level_of::<irq::TIM2>(),
            level_of::<irq::SysTick>()
        );
        semihosting::println!("left on: {}", is_on::<irq::SysTick>());
        pfic::power_on();
        wait();
        semihosting::println!("still on: {}", is_on::<irq::SysTick>());
        if cfg!(feature = "bare") {
            pac::PFIC.ienr2().write(|w| w.0 = 1 << (irq::TIM2::NUMBER % 32));
            pend_and_wait(irq::TIM2::pend);
        }
        enable::<irq::USART1>(main);
        enable::<irq::SPI1>(main);
        enable::<irq::SysTick>(main);
        irq::TIM2::enable(main, Led { turns: 0 });
        if cfg!(feature = "twice") {
            enable::<irq::SPI1>(main);
        }
        wait();
        who_runs_when(main);
        count(main);
        semihosting::println!("end");
        semihosting::process::exit(0);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    semihosting::println!("{}", info.message());
    semihosting::process::exit(0)
}
