//! irqshare. The handlers stand in `mod.rs`.

use super::irq;
use crate::parts::{Led, Wide, Word};
use core::cell::{Cell, RefCell};
use irqshare::{
    CeilingMutex, CriticalSection, Global, IrqMutex, Main, MainHandle, Moved, Shared, interrupts,
};

pub static U8: Global<u8> = Global::new(0);
pub static FLAG: Global<bool> = Global::new(false);
pub static WORD: Global<Word> = Global::new(0);
pub static WIDE: Global<Wide> = Global::new(0);
pub static COUNT: Shared<Word, irq::INT0> = Shared::new(0);
pub static LED: Shared<Led, irq::INT1> = Shared::new(Led::new());
pub static CALLED: Shared<Led, irq::PCINT0> = Shared::new(Led::new());
pub static SEVERAL: Shared<Led, (irq::TIMER2_COMPA, irq::TIMER2_COMPB)> = Shared::new(Led::new());
pub static FIRST: Shared<Led, irq::TIMER2_OVF> = Shared::new(Led::new());
pub static SECOND: Shared<Led, irq::TIMER2_OVF> = Shared::new(Led::new());
pub static MOVED: Moved<Led, irq::PCINT1> = Moved::new();
pub static MUTEX: IrqMutex<RefCell<Option<Led>>> = IrqMutex::new(RefCell::new(Some(Led::new())));
pub static CELL: IrqMutex<Cell<Word>> = IrqMutex::new(Cell::new(0));
pub static CEILING: CeilingMutex<Led, irq::INT1> = CeilingMutex::new(Led::new());
pub static CEILING_CALLED: CeilingMutex<Led, irq::INT1> = CeilingMutex::new(Led::new());
pub static CEILING_TRIED: CeilingMutex<Led, irq::INT1> = CeilingMutex::new(Led::new());

op! {
    fn u8_get() -> u8 { U8.get() }
    fn u8_set(value: u8) { U8.set(value) }
    fn flag_get() -> bool { FLAG.get() }
    fn flag_set(value: bool) { FLAG.set(value) }
    fn word_get() -> Word { WORD.get() }
    fn word_set(value: Word) { WORD.set(value) }
    fn word_update() { WORD.update(|word| word.wrapping_add(1)) }
    fn word_replace(value: Word) -> Word { WORD.replace(value) }
    fn wide_get() -> Wide { WIDE.get() }
    fn wide_set(value: Wide) { WIDE.set(value) }
    fn wide_update() { WIDE.update(|wide| wide.wrapping_add(1)) }
    fn word_get_in(cs: CriticalSection<'static>) -> Word { WORD.get_in(cs) }
    fn word_set_in(cs: CriticalSection<'static>, value: Word) { WORD.set_in(cs, value) }
    fn word_update_in(cs: CriticalSection<'static>) { WORD.update_in(cs, |word| word.wrapping_add(1)) }
    fn word_replace_in(cs: CriticalSection<'static>, value: Word) -> Word { WORD.replace_in(cs, value) }
    fn wide_get_in(cs: CriticalSection<'static>) -> Wide { WIDE.get_in(cs) }
    fn wide_set_in(cs: CriticalSection<'static>, value: Wide) { WIDE.set_in(cs, value) }
    fn shared(main: &mut Main) { LED.lock(main, Led::toggle) }
    fn shared_call(main: &mut Main) { CALLED.lock(main, Led::toggle_by_call) }
    fn shared_in(main: &mut Main) { interrupts::free(|cs| LED.lock_in(main, cs, Led::toggle)) }
    fn several(main: &mut Main) { SEVERAL.lock(main, Led::toggle) }
    fn cells(main: &mut Main) {
        main.lock((&FIRST, &SECOND), |(first, second)| {
            first.toggle();
            second.toggle();
        })
    }
    fn moved_lock(main: &mut Main) { MOVED.lock(main, Led::toggle); }
    fn put(main: &mut Main, value: Led) -> Option<Led> { MOVED.put(main, value) }
    fn take(main: &mut Main) -> Option<Led> { MOVED.take(main) }
    fn ceiling() { CEILING.lock(Led::toggle) }
    fn ceiling_call() { CEILING_CALLED.lock(Led::toggle_by_call) }
    fn ceiling_try() { CEILING_TRIED.try_lock(Led::toggle); }
    fn mutex() { interrupts::free(|cs| { MUTEX.with(cs, Led::toggle); }) }
    fn mutex_put(value: Led) -> Option<Led> { interrupts::free(|cs| MUTEX.put(cs, value)) }
    fn mutex_take() -> Option<Led> { interrupts::free(|cs| MUTEX.take(cs)) }
    fn mutex_borrow() -> bool { interrupts::free(|cs| MUTEX.borrow_ref(cs).is_some()) }
    fn mutex_borrow_mut() { interrupts::free(|cs| *MUTEX.borrow_ref_mut(cs) = Some(Led::new())) }
    fn cell_get() -> Word { interrupts::free(|cs| CELL.get(cs)) }
    fn cell_set(value: Word) { interrupts::free(|cs| CELL.set(cs, value)) }
    fn cell_replace(value: Word) -> Word { interrupts::free(|cs| CELL.replace(cs, value)) }
    fn cell_take() -> Word { interrupts::free(|cs| CELL.take(cs)) }
    fn save_and_disable() -> interrupts::Saved { interrupts::save_and_disable() }
    fn restore(saved: interrupts::Saved) {
        // SAFETY: the last that was opened.
        unsafe { interrupts::restore(saved) }
    }
    /// As one writes it with the others' mutexes.
    fn classic() { interrupts::free(|cs| MUTEX.borrow(cs).borrow_mut().as_mut().unwrap().toggle()) }
    fn cell() { interrupts::free(|cs| CELL.update(cs, |word| word.wrapping_add(1))) }
    fn free_alone() { interrupts::free(|_| ()) }
    fn save_and_restore() {
        let saved = interrupts::save_and_disable();
        // SAFETY: the last that was opened.
        unsafe { interrupts::restore(saved) }
    }
    fn enable() {
        // SAFETY: none is open.
        unsafe { interrupts::enable() }
    }
    fn disable() { interrupts::disable() }
    fn are_enabled() -> bool { interrupts::are_enabled() }
    fn main_handle_with(handle: MainHandle<'_>) { handle.with(|main| LED.lock(main, Led::toggle)) }
}

seen! { U8 FLAG WORD WIDE COUNT LED CALLED SEVERAL FIRST SECOND MOVED MUTEX CELL CEILING CEILING_CALLED CEILING_TRIED }
