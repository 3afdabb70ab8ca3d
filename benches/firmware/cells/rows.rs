//! What is measured, in the order in which it runs.

use super::lines::fire;
#[cfg(not(target_arch = "riscv32"))]
use super::native;
use super::{by_hand, c, critical, embassy, floor, irq, ours, portable, with_main};
use crate::parts::{Led, Wide, Word};
use core::cell::{Cell, RefCell};
use core::hint::black_box;
use irqshare::{CeilingMutex, Global, IrqMutex, Moved, Shared};

/// Rows of which all approaches have a function of the same name, and those that come `also`.
macro_rules! globals {
    ($($all:ident: $operation:literal $op:ident $arguments:tt, $type:ty, $atomic:ident $(, also $also:ident $name:literal)?;)+) => {
        $(
            runs! {
                fn $all;
                $operation "floor" [$type, of $type]: (), |_| floor::$op $arguments;
                $operation "irqshare" [Global<$type>, of $type]: (), |_| ours::$op $arguments;
                $operation "c" [$type, of $type]: (), |_| c::$op $arguments;
                $($operation $name [$type, of $type]: (), |_| $also::$op $arguments;)?
                #[cfg(not(target_arch = "riscv32"))]
                $operation "native" [native::Mutex<Cell<$type>>, of $type]: (), |_| native::$op $arguments;
                $operation "critical-section" [critical::Mutex<Cell<$type>>, of $type]: (), |_| critical::$op $arguments;
                $operation "embassy-sync" [embassy::Mutex<embassy::Raw, Cell<$type>>, of $type]: (), |_| embassy::$op $arguments;
                $operation "portable-atomic" [portable::$atomic, of $type]: (), |_| portable::$op $arguments;
            }
        )+
        fn all_globals() {
            $($all();)+
        }
    };
}

globals! {
    u8_get: "global-u8-get" u8_get(), u8, AtomicU8;
    u8_set: "global-u8-set" u8_set(black_box(7)), u8, AtomicU8;
    flag_get: "global-flag-get" flag_get(), bool, AtomicBool;
    flag_set: "global-flag-set" flag_set(black_box(true)), bool, AtomicBool;
    word_get: "global-word-get" word_get(), Word, AtomicWord, also by_hand "asm";
    word_set: "global-word-set" word_set(black_box(7)), Word, AtomicWord, also by_hand "asm";
    word_update: "global-word-update" word_update(), Word, AtomicWord, also by_hand "asm";
    word_replace: "global-word-replace" word_replace(black_box(7)), Word, AtomicWord, also by_hand "asm";
    wide_get: "global-wide-get" wide_get(), Wide, AtomicWide, also by_hand "asm";
    wide_set: "global-wide-set" wide_set(black_box(7)), Wide, AtomicWide, also by_hand "asm";
    wide_update: "global-wide-update" wide_update(), Wide, AtomicWide, also by_hand "asm";
}

/// The token of a section that isn't open: what stands in it is all that is measured.
#[inline(always)]
fn cs() -> irqshare::CriticalSection<'static> {
    // SAFETY: no handler runs.
    unsafe { irqshare::CriticalSection::new() }
}

/// Two cells.
type Two<T> = [T; 2];

runs! {
    fn of_main;
    "shared-main" "floor" [Led, of Led]: (), |_| floor::shared();
    "shared-main" "irqshare" [Shared<Led, irq::INT1>, of Led]: (), |_| with_main(ours::shared);
    "shared-main" "c" [Led, of Led]: (), |_| c::shared();
    "shared-main" "asm" [Led, of Led]: (), |_| by_hand::shared();
    #[cfg(not(target_arch = "riscv32"))]
    "shared-main" "native" [native::Mutex<RefCell<Led>>, of Led]: (), |_| native::shared();
    "shared-main" "critical-section" [critical::Mutex<RefCell<Led>>, of Led]: (), |_| critical::shared();
    "shared-main" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Led>>, of Led]: (), |_| embassy::shared();

    "shared-main-call" "floor" [Led, of Led]: (), |_| floor::shared_call();
    "shared-main-call" "irqshare" [Shared<Led, irq::PCINT0>, of Led]: (), |_| with_main(ours::shared_call);
    "shared-main-call" "c" [Led, of Led]: (), |_| c::shared_call();
    "shared-main-call" "asm" [Led, of Led]: (), |_| by_hand::shared_call();
    #[cfg(not(target_arch = "riscv32"))]
    "shared-main-call" "native" [native::Mutex<RefCell<Led>>, of Led]: (), |_| native::shared_call();
    "shared-main-call" "critical-section" [critical::Mutex<RefCell<Led>>, of Led]: (), |_| critical::shared_call();
    "shared-main-call" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Led>>, of Led]: (), |_| embassy::shared_call();

    "shared-main-several" "floor" [Led, of Led]: (), |_| floor::shared();
    "shared-main-several" "irqshare" [Shared<Led, (irq::TIMER2_COMPA, irq::TIMER2_COMPB)>, of Led]: (), |_| with_main(ours::several);
    "shared-main-several" "c" [Led, of Led]: (), |_| c::shared();
    "shared-main-several" "asm" [Led, of Led]: (), |_| by_hand::shared();
    #[cfg(not(target_arch = "riscv32"))]
    "shared-main-several" "native" [native::Mutex<RefCell<Led>>, of Led]: (), |_| native::shared();
    "shared-main-several" "critical-section" [critical::Mutex<RefCell<Led>>, of Led]: (), |_| critical::shared();
    "shared-main-several" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Led>>, of Led]: (), |_| embassy::shared();

    "shared-main-in" "floor" [Led, of Led]: (), |_| floor::shared();
    "shared-main-in" "irqshare" [Shared<Led, irq::INT1>, of Led]: (), |_| with_main(ours::shared_in);
    "shared-main-in" "asm" [Led, of Led]: (), |_| by_hand::shared();

    "shared-main-cells" "floor" [Two<Led>, of Two<Led>]: (), |_| floor::cells();
    "shared-main-cells" "irqshare" [Two<Shared<Led, irq::TIMER2_OVF>>, of Two<Led>]: (), |_| with_main(ours::cells);
    "shared-main-cells" "c" [Two<Led>, of Two<Led>]: (), |_| c::cells();
    "shared-main-cells" "asm" [Two<Led>, of Two<Led>]: (), |_| by_hand::cells();
    #[cfg(not(target_arch = "riscv32"))]
    "shared-main-cells" "native" [Two<native::Mutex<RefCell<Led>>>, of Two<Led>]: (), |_| native::cells();
    "shared-main-cells" "critical-section" [Two<critical::Mutex<RefCell<Led>>>, of Two<Led>]: (), |_| critical::cells();
    "shared-main-cells" "embassy-sync" [Two<embassy::Mutex<embassy::Raw, RefCell<Led>>>, of Two<Led>]: (), |_| embassy::cells();

    "moved-put" "floor" [Option<Led>, of Led]: (), |_| floor::put(Led::new());
    "moved-put" "irqshare" [Moved<Led, irq::PCINT1>, of Led]: (), |_| with_main(|main| ours::put(main, Led::new()));
    "moved-put" "c" [c::Moved, of Led]: (), |_| c::put(c::Led { state: 0, count: 0 });
    "moved-put" "asm" [Option<Led>, of Led]: (), |_| by_hand::put(Led::new());
    #[cfg(not(target_arch = "riscv32"))]
    "moved-put" "native" [native::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| native::put(Led::new());
    "moved-put" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| critical::put(Led::new());
    "moved-put" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Option<Led>>>, of Led]: (), |_| embassy::put(Led::new());
    "moved-put" "static_cell" [static_cell::StaticCell<Led>, of Led]: (), |_| super::static_cells::put(Led::new());

    "moved-lock" "floor" [Option<Led>, of Led]: (), |_| floor::moved();
    "moved-lock" "irqshare" [Moved<Led, irq::PCINT1>, of Led]: (), |_| with_main(ours::moved_lock);
    "moved-lock" "c" [c::Moved, of Led]: (), |_| c::moved();
    "moved-lock" "asm" [Option<Led>, of Led]: (), |_| by_hand::moved();

    "ceiling-main" "floor" [Led, of Led]: (), |_| floor::shared();
    "ceiling-main" "irqshare" [CeilingMutex<Led, irq::INT1>, of Led]: (), |_| ours::ceiling();
    "ceiling-main" "asm" [Led, of Led]: (), |_| by_hand::shared();
    #[cfg(not(target_arch = "riscv32"))]
    "ceiling-main" "native" [native::Mutex<RefCell<Led>>, of Led]: (), |_| native::shared();
    "ceiling-main" "critical-section" [critical::Mutex<RefCell<Led>>, of Led]: (), |_| critical::shared();
    "ceiling-main" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Led>>, of Led]: (), |_| embassy::shared();
    "ceiling-main-call" "floor" [Led, of Led]: (), |_| floor::shared_call();
    "ceiling-main-call" "irqshare" [CeilingMutex<Led, irq::INT1>, of Led]: (), |_| ours::ceiling_call();
    "ceiling-try" "irqshare" [CeilingMutex<Led, irq::INT1>, of Led]: (), |_| ours::ceiling_try();

    "mutex-main" "floor" [Option<Led>, of Led]: (), |_| floor::moved();
    "mutex-main" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| ours::mutex();
    "mutex-main" "c" [c::Moved, of Led]: (), |_| c::moved();
    "mutex-main" "asm" [Option<Led>, of Led]: (), |_| by_hand::moved();
    #[cfg(not(target_arch = "riscv32"))]
    "mutex-main" "native" [native::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| native::moved();
    "mutex-main" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| critical::moved();
    "mutex-main" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Option<Led>>>, of Led]: (), |_| embassy::moved();

    "mutex-main-classic" "floor" [Option<Led>, of Led]: (), |_| floor::moved();
    "mutex-main-classic" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| ours::classic();
    "mutex-main-classic" "c" [c::Moved, of Led]: (), |_| c::moved();
    "mutex-main-classic" "asm" [Option<Led>, of Led]: (), |_| by_hand::moved();
    #[cfg(not(target_arch = "riscv32"))]
    "mutex-main-classic" "native" [native::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| native::moved();
    "mutex-main-classic" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| critical::moved();
    "mutex-main-classic" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Option<Led>>>, of Led]: (), |_| embassy::moved();

    "mutex-cell-main" "floor" [Word, of Word]: (), |_| floor::word_update();
    "mutex-cell-main" "irqshare" [IrqMutex<Cell<Word>>, of Word]: (), |_| ours::cell();
    "mutex-cell-main" "c" [Word, of Word]: (), |_| c::word_update();
    "mutex-cell-main" "asm" [Word, of Word]: (), |_| by_hand::word_update();
    #[cfg(not(target_arch = "riscv32"))]
    "mutex-cell-main" "native" [native::Mutex<Cell<Word>>, of Word]: (), |_| native::word_update();
    "mutex-cell-main" "critical-section" [critical::Mutex<Cell<Word>>, of Word]: (), |_| critical::word_update();
    "mutex-cell-main" "embassy-sync" [embassy::Mutex<embassy::Raw, Cell<Word>>, of Word]: (), |_| embassy::word_update();

    "global-word-get-in" "floor" [Word, of Word]: (), |_| floor::word_get();
    "global-word-get-in" "irqshare" [Global<Word>, of Word]: (), |_| ours::word_get_in(cs());
    "global-word-set-in" "floor" [Word, of Word]: (), |_| floor::word_set(black_box(7));
    "global-word-set-in" "irqshare" [Global<Word>, of Word]: (), |_| ours::word_set_in(cs(), black_box(7));
    "global-word-update-in" "floor" [Word, of Word]: (), |_| floor::word_update();
    "global-word-update-in" "irqshare" [Global<Word>, of Word]: (), |_| ours::word_update_in(cs());
    "global-word-replace-in" "floor" [Word, of Word]: (), |_| floor::word_replace(black_box(7));
    "global-word-replace-in" "irqshare" [Global<Word>, of Word]: (), |_| ours::word_replace_in(cs(), black_box(7));
    "global-wide-get-in" "floor" [Wide, of Wide]: (), |_| floor::wide_get();
    "global-wide-get-in" "irqshare" [Global<Wide>, of Wide]: (), |_| ours::wide_get_in(cs());
    "global-wide-set-in" "floor" [Wide, of Wide]: (), |_| floor::wide_set(black_box(7));
    "global-wide-set-in" "irqshare" [Global<Wide>, of Wide]: (), |_| ours::wide_set_in(cs(), black_box(7));

    "mutex-put" "floor" [Option<Led>, of Led]: (), |_| floor::put(Led::new());
    "mutex-put" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| ours::mutex_put(Led::new());
    "mutex-put" "asm" [Option<Led>, of Led]: (), |_| by_hand::put(Led::new());
    "mutex-put" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| critical::put(Led::new());
    "mutex-take" "floor" [Option<Led>, of Led]: (), |_| floor::take();
    "mutex-take" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| ours::mutex_take();
    "mutex-take" "asm" [Option<Led>, of Led]: (), |_| by_hand::take();
    "mutex-take" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| critical::take();
    "mutex-borrow" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| ours::mutex_borrow();
    "mutex-borrow-mut" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| ours::mutex_borrow_mut();
    // There is something again, for those below.
    "mutex-cell-get" "floor" [Word, of Word]: fill(), |_| floor::word_get();
    "mutex-cell-get" "irqshare" [IrqMutex<Cell<Word>>, of Word]: (), |_| ours::cell_get();
    "mutex-cell-get" "critical-section" [critical::Mutex<Cell<Word>>, of Word]: (), |_| critical::word_get();
    "mutex-cell-set" "floor" [Word, of Word]: (), |_| floor::word_set(black_box(7));
    "mutex-cell-set" "irqshare" [IrqMutex<Cell<Word>>, of Word]: (), |_| ours::cell_set(black_box(7));
    "mutex-cell-set" "critical-section" [critical::Mutex<Cell<Word>>, of Word]: (), |_| critical::word_set(black_box(7));
    "mutex-cell-replace" "floor" [Word, of Word]: (), |_| floor::word_replace(black_box(7));
    "mutex-cell-replace" "irqshare" [IrqMutex<Cell<Word>>, of Word]: (), |_| ours::cell_replace(black_box(7));
    "mutex-cell-replace" "critical-section" [critical::Mutex<Cell<Word>>, of Word]: (), |_| critical::word_replace(black_box(7));
    "mutex-cell-take" "irqshare" [IrqMutex<Cell<Word>>, of Word]: (), |_| ours::cell_take();

    "main-handle-with" "floor" [Led, of Led]: (), |_| floor::shared();
    "main-handle-with" "irqshare": (), |_| with_main(|main| ours::main_handle_with(main.handle()));

    "free" "irqshare": (), |_| ours::free_alone();
    "free" "c": (), |_| c::section();
    "free" "asm": (), |_| by_hand::section();
    #[cfg(not(target_arch = "riscv32"))]
    "free" "native": (), |_| native::section();
    "free" "critical-section": (), |_| critical::section();

    "save-and-restore" "irqshare": (), |_| ours::save_and_restore();
    "save-and-restore" "c": (), |_| c::section();
    "save-and-restore" "asm": (), |_| by_hand::section();
    #[cfg(not(target_arch = "riscv32"))]
    "save-and-restore" "native": (), |_| native::section();
    "save-and-restore" "critical-section": (), |_| super::mutexes::section_in_halves();

    "save-and-disable" "irqshare": (), |_| core::mem::forget(ours::save_and_disable());
    // SAFETY: it is used once: what was prepared is never dropped.
    "restore" "irqshare": prepare_saved(), |saved: &irqshare::interrupts::Saved| ours::restore(unsafe { core::ptr::read(saved) });

    "interrupts-are-enabled" "irqshare": (), |_| ours::are_enabled();
    "interrupts-disable" "irqshare": (), |_| ours::disable();
    "interrupts-enable" "irqshare": (), |_| ours::enable();
}

runs! {
    fn of_handlers;
    "shared-handler-count" "floor" [Word, of Word]: (), |_| fire::floor_count();
    "shared-handler-count" "irqshare" [Shared<Word, irq::INT0>, of Word]: (), |_| fire::count();
    "shared-handler-count" "c" [Word, of Word]: (), |_| fire::c_count();
    #[cfg(not(target_arch = "riscv32"))]
    "shared-handler-count" "native" [native::Mutex<Cell<Word>>, of Word]: (), |_| fire::native_count();
    "shared-handler-count" "critical-section" [critical::Mutex<Cell<Word>>, of Word]: (), |_| fire::critical_count();
    "shared-handler-count" "embassy-sync" [embassy::Mutex<embassy::Raw, Cell<Word>>, of Word]: (), |_| fire::embassy_count();
    "shared-handler-count" "portable-atomic" [portable::AtomicWord, of Word]: (), |_| fire::portable_count();

    "global-update-handler" "floor" [Word, of Word]: (), |_| fire::floor_count();
    "global-update-handler" "irqshare" [Global<Word>, of Word]: (), |_| fire::update();
    "global-update-handler" "c" [Word, of Word]: (), |_| fire::c_count();
    #[cfg(not(target_arch = "riscv32"))]
    "global-update-handler" "native" [native::Mutex<Cell<Word>>, of Word]: (), |_| fire::native_count();
    "global-update-handler" "critical-section" [critical::Mutex<Cell<Word>>, of Word]: (), |_| fire::critical_count();
    "global-update-handler" "embassy-sync" [embassy::Mutex<embassy::Raw, Cell<Word>>, of Word]: (), |_| fire::embassy_count();
    "global-update-handler" "portable-atomic" [portable::AtomicWord, of Word]: (), |_| fire::portable_count();

    #[cfg(target_arch = "avr")]
    "global-update-in-handler" "floor" [Word, of Word]: (), |_| fire::floor_count();
    #[cfg(target_arch = "avr")]
    "global-update-in-handler" "irqshare" [Global<Word>, of Word]: (), |_| fire::update_cs();
    #[cfg(target_arch = "avr")]
    "global-update-in-handler" "c" [Word, of Word]: (), |_| fire::c_count();
    #[cfg(target_arch = "avr")]
    "global-update-in-handler" "native" [native::Mutex<Cell<Word>>, of Word]: (), |_| fire::native_count();
    #[cfg(target_arch = "avr")]
    "global-update-in-handler" "portable-atomic" [portable::AtomicWord, of Word]: (), |_| fire::portable_count();

    "shared-handler" "floor" [Led, of Led]: (), |_| fire::floor_led();
    "shared-handler" "irqshare" [Shared<Led, irq::INT1>, of Led]: (), |_| fire::led();
    "shared-handler" "c" [Led, of Led]: (), |_| fire::c_led();
    #[cfg(not(target_arch = "riscv32"))]
    "shared-handler" "native" [native::Mutex<RefCell<Led>>, of Led]: (), |_| fire::native_led();
    "shared-handler" "critical-section" [critical::Mutex<RefCell<Led>>, of Led]: (), |_| fire::critical_led();
    "shared-handler" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Led>>, of Led]: (), |_| fire::embassy_led();

    "shared-handler-call" "floor" [Led, of Led]: (), |_| fire::floor_led_by_call();
    "shared-handler-call" "irqshare" [Shared<Led, irq::PCINT0>, of Led]: (), |_| fire::led_by_call();
    "shared-handler-call" "c" [Led, of Led]: (), |_| fire::c_led_by_call();
    #[cfg(not(target_arch = "riscv32"))]
    "shared-handler-call" "native" [native::Mutex<RefCell<Led>>, of Led]: (), |_| fire::native_led_by_call();
    "shared-handler-call" "critical-section" [critical::Mutex<RefCell<Led>>, of Led]: (), |_| fire::critical_led_by_call();
    "shared-handler-call" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Led>>, of Led]: (), |_| fire::embassy_led_by_call();

    "shared-handler-ceiling" "floor" [Led, of Led]: (), |_| fire::floor_led();
    "shared-handler-ceiling" "irqshare" [Shared<Led, (irq::TIMER2_COMPA, irq::TIMER2_COMPB)>, of Led]: (), |_| fire::at_ceiling();
    "shared-handler-lock" "floor" [Led, of Led]: (), |_| fire::floor_led();
    "shared-handler-lock" "irqshare" [Shared<Led, (irq::TIMER2_COMPA, irq::TIMER2_COMPB)>, of Led]: (), |_| fire::several();

    #[cfg(target_arch = "avr")]
    "ceiling-handler" "floor" [Led, of Led]: (), |_| fire::floor_led();
    #[cfg(target_arch = "avr")]
    "ceiling-handler" "irqshare" [CeilingMutex<Led, irq::INT1>, of Led]: (), |_| fire::ceiling();
    #[cfg(target_arch = "avr")]
    "ceiling-handler" "native" [native::Mutex<RefCell<Led>>, of Led]: (), |_| fire::native_led();

    "shared-handler-cells" "floor" [Two<Led>, of Two<Led>]: (), |_| fire::floor_both();
    "shared-handler-cells" "irqshare" [Two<Shared<Led, irq::TIMER2_OVF>>, of Two<Led>]: (), |_| fire::cells();

    "moved-handler" "floor" [Option<Led>, of Led]: (), |_| fire::floor_moved();
    "moved-handler" "irqshare" [Moved<Led, irq::PCINT1>, of Led]: (), |_| fire::moved();
    "moved-handler" "c" [c::Moved, of Led]: (), |_| fire::c_moved();
    #[cfg(not(target_arch = "riscv32"))]
    "moved-handler" "native" [native::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| fire::native_some();
    "moved-handler" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| fire::critical_some();
    "moved-handler" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Option<Led>>>, of Led]: (), |_| fire::embassy_some();

    "mutex-handler" "floor" [Option<Led>, of Led]: (), |_| fire::floor_moved();
    "mutex-handler" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| fire::mutex();
    "mutex-handler" "c" [c::Moved, of Led]: (), |_| fire::c_moved();
    #[cfg(not(target_arch = "riscv32"))]
    "mutex-handler" "native" [native::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| fire::native_some();
    "mutex-handler" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| fire::critical_some();
    "mutex-handler" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Option<Led>>>, of Led]: (), |_| fire::embassy_some();

    #[cfg(target_arch = "avr")]
    "mutex-handler-cs" "floor" [Option<Led>, of Led]: (), |_| fire::floor_moved();
    #[cfg(target_arch = "avr")]
    "mutex-handler-cs" "irqshare" [IrqMutex<RefCell<Option<Led>>>, of Led]: (), |_| fire::mutex_cs();
    #[cfg(target_arch = "avr")]
    "mutex-handler-cs" "c" [c::Moved, of Led]: (), |_| fire::c_moved();
    #[cfg(target_arch = "avr")]
    "mutex-handler-cs" "native" [native::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| fire::native_some();

    "mutex-cell-handler" "floor" [Word, of Word]: (), |_| fire::floor_count();
    "mutex-cell-handler" "irqshare" [IrqMutex<Cell<Word>>, of Word]: (), |_| fire::cell();
    "mutex-cell-handler" "c" [Word, of Word]: (), |_| fire::c_count();
    #[cfg(not(target_arch = "riscv32"))]
    "mutex-cell-handler" "native" [native::Mutex<Cell<Word>>, of Word]: (), |_| fire::native_count();
    "mutex-cell-handler" "critical-section" [critical::Mutex<Cell<Word>>, of Word]: (), |_| fire::critical_count();
    "mutex-cell-handler" "embassy-sync" [embassy::Mutex<embassy::Raw, Cell<Word>>, of Word]: (), |_| fire::embassy_count();

    #[cfg(target_arch = "avr")]
    "mutex-cell-handler-cs" "floor" [Word, of Word]: (), |_| fire::floor_count();
    #[cfg(target_arch = "avr")]
    "mutex-cell-handler-cs" "irqshare" [IrqMutex<Cell<Word>>, of Word]: (), |_| fire::cell_cs();
    #[cfg(target_arch = "avr")]
    "mutex-cell-handler-cs" "c" [Word, of Word]: (), |_| fire::c_count();
    #[cfg(target_arch = "avr")]
    "mutex-cell-handler-cs" "native" [native::Mutex<Cell<Word>>, of Word]: (), |_| fire::native_count();

    // Back out of the handler.
    "moved-take" "floor" [Option<Led>, of Led]: (), |_| floor::take();
    "moved-take" "irqshare" [Moved<Led, irq::PCINT1>, of Led]: (), |_| with_main(ours::take);
    "moved-take" "c" [c::Moved, of Led]: (), |_| c::take();
    "moved-take" "asm" [Option<Led>, of Led]: (), |_| by_hand::take();
    #[cfg(not(target_arch = "riscv32"))]
    "moved-take" "native" [native::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| native::take();
    "moved-take" "critical-section" [critical::Mutex<RefCell<Option<Led>>>, of Led]: (), |_| critical::take();
    "moved-take" "embassy-sync" [embassy::Mutex<embassy::Raw, RefCell<Option<Led>>>, of Led]: (), |_| embassy::take();
}

/// What the takes above left empty.
#[inline(never)]
#[unsafe(export_name = "prepare_full")]
fn fill() {
    floor::put(Led::new());
    by_hand::put(Led::new());
    critical::put(Led::new());
}

/// Ends what `save-and-disable` began, and opens a section, which the next row ends.
#[inline(never)]
#[unsafe(no_mangle)]
fn prepare_saved() -> irqshare::interrupts::Saved {
    // SAFETY: no section is to be closed any more.
    unsafe { irqshare::interrupts::enable() };
    irqshare::interrupts::save_and_disable()
}

pub fn all() {
    floor::seen();
    by_hand::seen();
    ours::seen();
    #[cfg(not(target_arch = "riscv32"))]
    native::seen();
    critical::seen();
    embassy::seen();
    portable::seen();
    all_globals();
    of_main();
    of_handlers();
}
