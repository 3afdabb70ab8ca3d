//! What each operation does when nobody disturbs it, on the real core. The sweep then disturbs.

#[cfg(target_arch = "arm")]
use super::kept::Kept;
#[cfg(any(not(feature = "part"), feature = "part-4", feature = "part-5"))]
use super::wakers;
use super::{cores, print};
use crate::{High, Low};
use core::cell::{Cell, RefCell};
#[cfg(any(not(feature = "part"), feature = "part-2"))]
use irqshare::CeilingMutex;
#[cfg(any(not(feature = "part"), feature = "part-5"))]
use irqshare::{AtomicWaker, WakerRegistration, block_on, sleep_until};
use irqshare::{Global, IrqMutex, Main, Moved, Shared, Vector, interrupts};
#[cfg(any(not(feature = "part"), feature = "part-4"))]
use {
    core::task::{Context, Poll},
    irqshare::{Event, Signal},
};

/// A check gives up with the number of its line.
macro_rules! ensure {
    ($condition:expr) => {
        if !$condition {
            failed(line!());
        }
    };
}

fn failed(line: u32) -> ! {
    interrupts::disable();
    print::panic(line as usize);
    crate::board::exit(false)
}

/// Each check is a function that the judge finds by its name, so that none is forgotten.
macro_rules! checks {
    ($($(#[$attr:meta])* fn $check:ident($main:ident) $body:block)+) => {
        $(
            $(#[$attr])*
            #[unsafe(no_mangle)]
            #[inline(never)]
            #[allow(unused_variables, reason = "some operations ask for no context")]
            fn $check($main: &mut Main) $body
        )+

        pub fn all(main: &mut Main) {
            $(
                $(#[$attr])*
                {
                    let check = core::hint::black_box($check as fn(&mut Main));
                    check(main);
                    print::check(cores::address($check as *const ()));
                }
            )+
        }
    };
}

static WORD: Global<u32> = Global::new(1);
static FLAG: Global<bool> = Global::new(false);
static NOTHING: Global<()> = Global::new(());
static CELL: IrqMutex<Cell<u16>> = IrqMutex::new(Cell::new(3));
static SLOT: IrqMutex<RefCell<Option<u16>>> = IrqMutex::new(RefCell::new(None));
static LIST: IrqMutex<RefCell<[u8; 3]>> = IrqMutex::new(RefCell::new([1, 2, 3]));
static ONE: Shared<u32, Low> = Shared::new(5);
static TWO: Shared<[u8; 5], (Low, High)> = Shared::new([0; 5]);
#[cfg(any(not(feature = "part"), feature = "part-2"))]
static CEILING: CeilingMutex<u16, (Low, High)> = CeilingMutex::new(3);
static HELD: Moved<u32, Low> = Moved::new();
static EMPTY: Shared<(), Low> = Shared::new(());
#[cfg(any(not(feature = "part"), feature = "part-4"))]
static EVENT: Event = Event::new();
#[cfg(any(not(feature = "part"), feature = "part-4"))]
static SIGNAL: Signal<u16> = Signal::new();
#[cfg(any(not(feature = "part"), feature = "part-5"))]
static WAKER: AtomicWaker = AtomicWaker::new();
#[cfg(target_arch = "arm")]
static ORDER: Kept<u32> = Kept::of(0);

/// Runs one action in the low handler.
fn in_low(main: &mut Main, act: fn(&mut irqshare::Isr<'_, Low>)) {
    super::strike::within_low(main, act);
}

checks! {
    fn check_global(main) {
        ensure!(WORD.get() == 1);
        WORD.set(0x0102_0304);
        ensure!(WORD.replace(9) == 0x0102_0304);
        WORD.update(|word| word + 1);
        ensure!(WORD.get() == 10);
        FLAG.set(true);
        ensure!(FLAG.get());
        FLAG.update(|flag| !flag);
        ensure!(!FLAG.get());
        NOTHING.set(());
        NOTHING.update(|()| ());
        NOTHING.get();
    }

    fn check_mutex_cell(main) {
        interrupts::free(|cs| {
            ensure!(CELL.get(cs) == 3);
            CELL.set(cs, 4);
            ensure!(CELL.replace(cs, 5) == 4);
            CELL.update(cs, |value| value + 1);
            ensure!(CELL.borrow(cs).get() == 6);
            ensure!(CELL.take(cs) == 6 && CELL.get(cs) == 0);
        });
        let mut mine = IrqMutex::new(7u8);
        *mine.get_mut() += 1;
        ensure!(mine.into_inner() == 8);
    }

    fn check_mutex_slot(main) {
        interrupts::free(|cs| {
            ensure!(SLOT.with(cs, |value| *value += 1).is_none());
            ensure!(SLOT.put(cs, 1).is_none());
            ensure!(SLOT.put(cs, 2) == Some(1));
            ensure!(SLOT.with(cs, |value| { *value += 1; *value }) == Some(3));
            ensure!(*SLOT.borrow_ref(cs) == Some(3));
            ensure!(SLOT.take(cs) == Some(3) && SLOT.take(cs).is_none());
            LIST.borrow_ref_mut(cs)[1] = 7;
            ensure!(LIST.borrow_ref(cs)[1] == 7);
        });
    }

    fn check_free(main) {
        ensure!(interrupts::are_enabled());
        let inside = interrupts::free(|_| interrupts::free(|_| interrupts::are_enabled()) || interrupts::are_enabled());
        ensure!(inside == cfg!(feature = "mutant"));
        ensure!(interrupts::are_enabled());
        interrupts::disable();
        interrupts::free(|_| ());
        ensure!(!interrupts::are_enabled());
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
        ensure!(interrupts::are_enabled());
    }

    #[cfg(not(feature = "mutant"))]
    fn check_section(main) {
        let outer = interrupts::save_and_disable();
        ensure!(!interrupts::are_enabled());
        let inner = interrupts::save_and_disable();
        // SAFETY: no section was opened after these, the inner one first.
        unsafe {
            interrupts::restore(inner);
            ensure!(!interrupts::are_enabled());
            interrupts::restore(outer);
        }
        ensure!(interrupts::are_enabled());
        interrupts::disable();
        let saved = interrupts::save_and_disable();
        // SAFETY: as above.
        unsafe { interrupts::restore(saved) };
        ensure!(!interrupts::are_enabled());
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
    }

    fn check_critical_section(main) {
        let inside = critical_section::with(|cs| {
            CELL.set(cs, 11);
            interrupts::are_enabled()
        });
        ensure!(inside == cfg!(feature = "mutant"));
        ensure!(interrupts::are_enabled() && interrupts::free(|cs| CELL.get(cs)) == 11);
        interrupts::disable();
        critical_section::with(|_| ());
        ensure!(!interrupts::are_enabled());
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
    }

    fn check_shared(main) {
        ensure!(ONE.lock(main, |one| { *one += 1; *one }) == 6);
        in_low(main, |isr| {
            *ONE.get_mut(isr) += 10;
            ONE.lock(isr, |one| *one += 100);
            TWO.lock(isr, |two| two[4] = 9);
            EMPTY.lock(isr, |()| ());
        });
        ensure!(ONE.lock(main, |one| *one) == 116);
        ensure!(TWO.lock(main, |two| two.iter().sum::<u8>()) == 9);
        let sum = main.lock((&ONE, &TWO), |(one, two)| {
            two[0] = 1;
            *one + u32::from(two[0] + two[4])
        });
        ensure!(sum == 126);
        in_low(main, |isr| isr.lock((&ONE, &TWO), |(one, two)| *one = two[0].into()));
        ensure!(ONE.lock(main, |one| *one) == 1);
        ensure!(Shared::<u8, Low>::new(4).into_inner() == 4);
    }

    #[cfg(any(not(feature = "part"), feature = "part-2"))]
    fn check_ceiling(main) {
        CEILING.lock(|value| {
            *value += 1;
            ensure!(CEILING.try_lock(|_| ()).is_none());
        });
        in_low(main, |_| CEILING.lock(|value| *value += 1));
        ensure!(interrupts::are_enabled() && CEILING.try_lock(|value| *value) == Some(5));
    }

    // A Global is read again each time, and written each time, though nothing in main says that another could look.
    fn check_waiting(main) {
        macro_rules! waits_for {
            ($type:ty) => {{
                static ASKED: Global<$type> = Global::new(0);
                static ANSWERED: Global<$type> = Global::new(0);
                super::strike::ready(super::strike::Striker::Low);
                super::strike::PLAN.low.put(|_| {
                    if ASKED.get() == 1 {
                        ANSWERED.set(1);
                    }
                });
                cores::arm(400);
                ASKED.set(1);
                let mut patience = 2_000u16;
                while ANSWERED.get() == 0 && patience > 0 {
                    patience -= 1;
                }
                ASKED.set(0);
                cores::disarm();
                ensure!(patience > 0);
            }};
        }
        waits_for!(u8);
        // Where a mask is all that keeps them apart, it must be there.
        #[cfg(not(feature = "mutant"))]
        {
            waits_for!(u16);
            waits_for!(u32);
            waits_for!(u64);
        }
    }

    // A section changes MIE alone: other bits stay as they are, and as its body leaves them (MPIE and SIE, which matter to nobody here).
    #[cfg(target_arch = "riscv32")]
    fn check_other_bits(main) {
        const SIE: usize = 1 << 1;
        const MPIE: usize = 1 << 7;
        fn mstatus() -> usize {
            let bits;
            // SAFETY: reads mstatus.
            unsafe { core::arch::asm!("csrr {}, mstatus", out(reg) bits, options(nostack, preserves_flags)) };
            bits
        }
        // SAFETY: in machine mode nothing depends on these bits until the next interrupt, and none is armed.
        unsafe { core::arch::asm!("csrs mstatus, {}", in(reg) SIE | MPIE, options(nostack)) };
        let before = mstatus();
        interrupts::free(|_| ());
        ensure!(mstatus() == before && before & MPIE != 0);
        interrupts::free(|_| {
            // SAFETY: as above.
            unsafe { core::arch::asm!("csrc mstatus, {}", in(reg) SIE | MPIE, options(nostack)) };
        });
        ensure!(mstatus() & (SIE | MPIE) == 0);
    }

    fn check_moved(main) {
        ensure!(HELD.take(main).is_none());
        ensure!(HELD.lock(main, |_| ()).is_none());
        in_low(main, |isr| ONE.lock(isr, |one| *one = 77));
        in_low(main, |isr| ensure!(HELD.get_mut(isr).is_none()));
        ensure!(HELD.put(main, 1).is_none());
        ensure!(HELD.put(main, 2) == Some(1));
        in_low(main, |isr| if let Some(held) = HELD.get_mut(isr) { *held += 5 });
        ensure!(HELD.lock(main, |held| *held) == Some(7));
        ensure!(HELD.take(main) == Some(7) && HELD.take(main).is_none());
    }

    #[cfg(any(not(feature = "part"), feature = "part-4"))]
    fn check_event_and_signal(main) {
        let cx = &mut Context::from_waker(&wakers::MINE);
        wakers::reset();
        ensure!(EVENT.take().is_none() && !EVENT.is_set());
        ensure!(EVENT.poll_wait(cx).is_pending() && wakers::mine() == 0);
        for _ in 0..=u16::MAX {
            EVENT.set();
        }
        ensure!(wakers::mine() == 1 && EVENT.is_set() && EVENT.take().is_some_and(|times| times.get() == u16::MAX));
        ensure!(SIGNAL.poll_wait(cx).is_pending() && !SIGNAL.signaled());
        SIGNAL.signal(1);
        SIGNAL.signal(2);
        ensure!(wakers::mine() == 2 && SIGNAL.signaled() && SIGNAL.poll_wait(cx) == Poll::Ready(2));
        SIGNAL.signal(3);
        SIGNAL.reset();
        ensure!(SIGNAL.try_take().is_none() && wakers::settled());
    }

    // Who registers twice isn't woken; who is replaced is.
    #[cfg(any(not(feature = "part"), feature = "part-5"))]
    fn check_wakers(main) {
        use wakers::{MINE, OTHERS};
        wakers::reset();
        WAKER.register(&MINE);
        WAKER.register(&MINE);
        ensure!(wakers::mine() == 0);
        WAKER.register(&OTHERS);
        ensure!(wakers::mine() == 1 && wakers::others() == 0);
        WAKER.wake();
        WAKER.wake();
        ensure!(wakers::mine() == 1 && wakers::others() == 1 && WAKER.take().is_none());
        let mut registration = WakerRegistration::new();
        drop(registration.register(&MINE));
        drop(registration.register(&MINE));
        ensure!(wakers::mine() == 1 && registration.occupied());
        drop(registration.register(&OTHERS));
        ensure!(wakers::mine() == 2 && wakers::others() == 1);
        registration.wake();
        ensure!(wakers::others() == 2 && !registration.occupied() && wakers::settled());
    }

    #[cfg(any(not(feature = "part"), feature = "part-5"))]
    fn check_sleep(main) {
        let mut looks = 0;
        ensure!(sleep_until(main, |_, _| { looks += 1; (!interrupts::are_enabled()).then_some(7) }) == 7);
        ensure!(looks == 1 && interrupts::are_enabled());
        let one = ONE.lock(main, |one| *one);
        ensure!(block_on(main, |handle| async move { handle.with(|main| ONE.lock(main, |one| *one)) }) == one);
    }

    fn check_vectors(main) {
        ensure!(Low::PRIORITY >= 1 && High::PRIORITY >= Low::PRIORITY);
        ensure!(Low::NUMBER != High::NUMBER && Low::NAME != High::NAME);
    }

    #[cfg(target_arch = "arm")]
    fn check_main_is_lent_once(main) {
        ensure!(Main::take().is_none());
        in_low(main, |_| ensure!(Main::take().is_none()));
    }

    // A line's value moves in, is the handler's while the line is on, and comes back.
    #[cfg(target_arch = "arm")]
    fn check_line_values(main) {
        use crate::{Carrier, contract::Owned};
        ensure!(Carrier::disable(main).is_none());
        Carrier::pend();
        Carrier::enable(main, Owned(1));
        Carrier::pend();
        cortex_barrier();
        ensure!(Carrier::disable(main).is_some_and(|owned| owned.0 == 3));
        ensure!(Carrier::disable(main).is_none());
    }

    // The most urgent first, each preempting the one below, and none above it.
    #[cfg(target_arch = "arm")]
    fn check_priorities(main) {
        use super::strike::{PLAN, Striker};
        fn note(digit: u32) {
            ORDER.put(ORDER.get() * 10 + digit);
        }
        ORDER.put(0);
        super::strike::ready(Striker::High);
        PLAN.high.put(|_| {
            note(2);
            // Below: it waits until this one is over.
            Low::pend();
            cortex_barrier();
            note(3);
        });
        PLAN.low.put(|_| note(5));
        in_low(main, |_| {
            note(1);
            High::pend();
            cortex_barrier();
            // The low line is pending again, but doesn't preempt itself.
            note(4);
        });
        cortex_barrier();
        ensure!(ORDER.get() == 12345);
    }
}

#[cfg(target_arch = "arm")]
fn cortex_barrier() {
    // SAFETY: barriers.
    unsafe { core::arch::asm!("dsb", "isb", options(nostack, preserves_flags)) }
}
