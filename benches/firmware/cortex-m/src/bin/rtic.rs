//! The operations by RTIC, which owns main: its `idle` is what main is for the others.
#![no_std]
#![no_main]

#[macro_use]
#[path = "../../../parts.rs"]
mod parts;
#[allow(unused_macros, reason = "RTIC binds its handlers itself")]
#[path = "../machine.rs"]
mod machine;

use cortex_m_rt as _;
use machine::device::Interrupt;
use machine::{device, pend};
use parts::{Led, Wide, Word};

type Handler = unsafe extern "C" fn();

unsafe extern "C" {
    fn INT0();
    fn INT1();
    fn PCINT0();
    fn PCINT1();
    fn PCINT2();
    fn WDT();
    fn TIMER2_COMPA();
}

#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
static __INTERRUPTS: [Handler; 7] = [INT0, INT1, PCINT0, PCINT1, PCINT2, WDT, TIMER2_COMPA];

type Resources<'a> = app::idle::SharedResources<'a>;

/// What `idle` may lock; no more than a name.
static mut SHARED: Option<Resources<'static>> = None;

#[inline(always)]
fn with_shared<R>(f: impl FnOnce(&mut Resources<'static>) -> R) -> R {
    // SAFETY: main runs, and uses no other.
    f(unsafe { (*(&raw mut SHARED)).as_mut().unwrap_unchecked() })
}

#[rtic::app(device = crate::device, peripherals = false)]
mod app {
    use super::*;

    #[shared]
    struct Shared {
        u8: u8,
        flag: bool,
        word: Word,
        wide: Wide,
        led: Led,
        called: Led,
        first: Led,
        second: Led,
        some: Option<Led>,
        ceiling: Led,
    }

    #[local]
    struct Local {
        value: Led,
    }

    #[init]
    fn init(_cx: init::Context) -> (Shared, Local) {
        let shared = Shared {
            u8: 0,
            flag: false,
            word: 0,
            wide: 0,
            led: Led::new(),
            called: Led::new(),
            first: Led::new(),
            second: Led::new(),
            some: Some(Led::new()),
            ceiling: Led::new(),
        };
        (shared, Local { value: Led::new() })
    }

    #[idle(shared = [u8, flag, word, wide, led, called, first, second, some, ceiling])]
    fn idle(cx: idle::Context) -> ! {
        // SAFETY: main alone uses it, and never returns.
        unsafe {
            *(&raw mut SHARED) = Some(core::mem::transmute::<Resources<'_>, Resources<'static>>(cx.shared))
        };
        crate::machine::run(crate::all)
    }

    #[task(binds = INT0, priority = 1, shared = [u8, flag, word, wide])]
    fn count(mut cx: count::Context) {
        cx.shared.word.lock(|word| *word = word.wrapping_add(1));
    }

    // Who shares the others with main.
    #[task(binds = INT1, priority = 1, shared = [u8, flag, wide, led, ceiling])]
    fn led(mut cx: led::Context) {
        cx.shared.led.lock(Led::toggle);
    }

    #[task(binds = PCINT0, priority = 1, shared = [called, first, second])]
    fn called(mut cx: called::Context) {
        cx.shared.called.lock(Led::toggle_by_call);
    }

    #[task(binds = PCINT1, priority = 1, shared = [some])]
    fn moved(mut cx: moved::Context) {
        cx.shared.some.lock(|some| some.as_mut().unwrap().toggle());
    }

    #[task(binds = PCINT2, priority = 1, shared = [ceiling])]
    fn below(mut cx: below::Context) {
        cx.shared.ceiling.lock(Led::toggle);
    }

    #[task(binds = WDT, priority = 2, shared = [ceiling])]
    fn above(mut cx: above::Context) {
        cx.shared.ceiling.lock(Led::toggle);
    }

    #[task(binds = TIMER2_COMPA, priority = 1, local = [value])]
    fn value(cx: value::Context) {
        cx.local.value.toggle();
    }
}

/// By `idle`.
mod main {
    use super::{Led, Resources, Wide, Word};
    use rtic::mutex_prelude::*;

    op! {
        fn u8_get(shared: &mut Resources<'_>) -> u8 { shared.u8.lock(|value| *value) }
        fn u8_set(shared: &mut Resources<'_>, new: u8) { shared.u8.lock(|value| *value = new) }
        fn flag_get(shared: &mut Resources<'_>) -> bool { shared.flag.lock(|value| *value) }
        fn flag_set(shared: &mut Resources<'_>, new: bool) { shared.flag.lock(|value| *value = new) }
        fn word_get(shared: &mut Resources<'_>) -> Word { shared.word.lock(|value| *value) }
        fn word_set(shared: &mut Resources<'_>, new: Word) { shared.word.lock(|value| *value = new) }
        fn word_update(shared: &mut Resources<'_>) { shared.word.lock(|value| *value = value.wrapping_add(1)) }
        fn word_replace(shared: &mut Resources<'_>, new: Word) -> Word { shared.word.lock(|value| core::mem::replace(value, new)) }
        fn wide_get(shared: &mut Resources<'_>) -> Wide { shared.wide.lock(|value| *value) }
        fn wide_set(shared: &mut Resources<'_>, new: Wide) { shared.wide.lock(|value| *value = new) }
        fn wide_update(shared: &mut Resources<'_>) { shared.wide.lock(|value| *value = value.wrapping_add(1)) }
        fn shared(shared: &mut Resources<'_>) { shared.led.lock(Led::toggle) }
        fn shared_call(shared: &mut Resources<'_>) { shared.called.lock(Led::toggle_by_call) }
        fn cells(shared: &mut Resources<'_>) {
            (&mut shared.first, &mut shared.second).lock(|first, second| {
                first.toggle();
                second.toggle();
            })
        }
        fn ceiling(shared: &mut Resources<'_>) { shared.ceiling.lock(Led::toggle) }
        fn with(shared: &mut Resources<'_>) { shared.some.lock(|some| some.as_mut().unwrap().toggle()) }
        fn put(shared: &mut Resources<'_>, value: Led) -> Option<Led> { shared.some.lock(|some| some.replace(value)) }
        fn take(shared: &mut Resources<'_>) -> Option<Led> { shared.some.lock(Option::take) }
    }
}

/// A resource is its value alone.
macro_rules! rows {
    ($($operation:literal of $value:ty: $op:ident($($argument:expr)?);)+ handlers $($handled:literal of $of:ty: $line:ident;)+ end $last:literal of $its:ty: $by:ident;) => {
        runs! {
            fn all;
            $($operation "rtic" [$value, of $value]: (), |_| with_shared(|shared| main::$op(shared $(, core::hint::black_box($argument))?));)+
            $($handled "rtic" [$of, of $of]: (), |_| pend(Interrupt::$line as u16);)+
            $last "rtic" [Option<$its>, of $its]: (), |_| with_shared(|shared| main::$by(shared));
        }
    };
}

rows! {
    "global-u8-get" of u8: u8_get();
    "global-u8-set" of u8: u8_set(7);
    "global-flag-get" of bool: flag_get();
    "global-flag-set" of bool: flag_set(true);
    "global-word-get" of Word: word_get();
    "global-word-set" of Word: word_set(7);
    "global-word-update" of Word: word_update();
    "global-word-replace" of Word: word_replace(7);
    "global-wide-get" of Wide: wide_get();
    "global-wide-set" of Wide: wide_set(7);
    "global-wide-update" of Wide: wide_update();
    "shared-main" of Led: shared();
    "shared-main-call" of Led: shared_call();
    "shared-main-cells" of [Led; 2]: cells();
    "shared-main-ceiling" of Led: ceiling();
    "moved-lock" of Led: with();
    "mutex-main" of Led: with();
    "mutex-cell-main" of Word: word_update();
    handlers
    "shared-handler-count" of Word: INT0;
    "global-update-handler" of Word: INT0;
    "mutex-cell-handler" of Word: INT0;
    "shared-handler" of Led: INT1;
    "shared-handler-call" of Led: PCINT0;
    "moved-handler" of Led: PCINT1;
    "mutex-handler" of Led: PCINT1;
    "shared-handler-below" of Led: PCINT2;
    "shared-handler-ceiling" of Led: WDT;
    "value-handler" of Led: TIMER2_COMPA;
    end
    "moved-take" of Led: take;
}
