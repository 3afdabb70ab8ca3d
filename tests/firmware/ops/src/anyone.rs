//! What needs no vector: `Global`, `IrqMutex`, critical sections.

use crate::{Led, export};
use core::cell::{Cell, RefCell};
use irqshare::{CriticalSection, Global, IrqMutex, interrupts};

/// Seven bytes with a hole, which no instruction takes whole.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Padded {
    pub small: u8,
    pub large: u32,
}

/// The four operations and the four within a section, of one type.
macro_rules! global {
    ($cell:ident: $type:ty = $value:expr, $next:expr; $get:ident $set:ident $update:ident $replace:ident $get_in:ident $set_in:ident $update_in:ident $replace_in:ident) => {
        export! { static $cell: Global<$type> = Global::new($value); }
        export! {
            fn $get() -> $type { $cell.get() }
            fn $set(value: $type) { $cell.set(value) }
            fn $update() { $cell.update($next) }
            fn $replace(value: $type) -> $type { $cell.replace(value) }
            fn $get_in(cs: CriticalSection<'static>) -> $type { $cell.get_in(cs) }
            fn $set_in(cs: CriticalSection<'static>, value: $type) { $cell.set_in(cs, value) }
            fn $update_in(cs: CriticalSection<'static>) { $cell.update_in(cs, $next) }
            fn $replace_in(cs: CriticalSection<'static>, value: $type) -> $type { $cell.replace_in(cs, value) }
        }
    };
}

global! { G_U8: u8 = 0, |x: u8| x.wrapping_add(1);
op_u8_get op_u8_set op_u8_update op_u8_replace op_u8_get_in op_u8_set_in op_u8_update_in op_u8_replace_in }
global! { G_BOOL: bool = false, |x: bool| !x;
op_bool_get op_bool_set op_bool_update op_bool_replace op_bool_get_in op_bool_set_in op_bool_update_in op_bool_replace_in }
global! { G_U16: u16 = 0, |x: u16| x.wrapping_add(1);
op_u16_get op_u16_set op_u16_update op_u16_replace op_u16_get_in op_u16_set_in op_u16_update_in op_u16_replace_in }
global! { G_U32: u32 = 0, |x: u32| x.wrapping_add(1);
op_u32_get op_u32_set op_u32_update op_u32_replace op_u32_get_in op_u32_set_in op_u32_update_in op_u32_replace_in }
global! { G_U64: u64 = 0, |x: u64| x.wrapping_add(1);
op_u64_get op_u64_set op_u64_update op_u64_replace op_u64_get_in op_u64_set_in op_u64_update_in op_u64_replace_in }
global! { G_PADDED: Padded = Padded { small: 0, large: 0 }, |x: Padded| Padded { large: x.large.wrapping_add(1), ..x };
op_padded_get op_padded_set op_padded_update op_padded_replace op_padded_get_in op_padded_set_in op_padded_update_in op_padded_replace_in }

// Arithmetic: an AMO, LDREX and STREX, or a section.
export! {
    fn op_u8_fetch_add(value: u8) -> u8 { G_U8.fetch_add(value) }
    fn op_u16_fetch_add(value: u16) -> u16 { G_U16.fetch_add(value) }
    fn op_u32_fetch_add(value: u32) -> u32 { G_U32.fetch_add(value) }
    fn op_u32_fetch_sub(value: u32) -> u32 { G_U32.fetch_sub(value) }
    fn op_u32_fetch_or(value: u32) -> u32 { G_U32.fetch_or(value) }
    fn op_u32_fetch_and(value: u32) -> u32 { G_U32.fetch_and(value) }
    fn op_u32_count() { G_U32.fetch_add(1); }
    fn op_u64_fetch_add(value: u64) -> u64 { G_U64.fetch_add(value) }
}

export! {
    static M_CELL: IrqMutex<Cell<u16>> = IrqMutex::new(Cell::new(0));
    static M_OPTION: IrqMutex<RefCell<Option<Led>>> = IrqMutex::new(RefCell::new(None));
    static M_LED: IrqMutex<RefCell<Led>> = IrqMutex::new(RefCell::new(Led::new()));
}

export! {
    fn op_mutex_cell_get() -> u16 { interrupts::free(|cs| M_CELL.get(cs)) }
    fn op_mutex_cell_set(value: u16) { interrupts::free(|cs| M_CELL.set(cs, value)) }
    fn op_mutex_cell_update() { interrupts::free(|cs| M_CELL.update(cs, |value| value.wrapping_add(1))) }
    fn op_mutex_cell_replace(value: u16) -> u16 { interrupts::free(|cs| M_CELL.replace(cs, value)) }
    fn op_mutex_cell_take() -> u16 { interrupts::free(|cs| M_CELL.take(cs)) }
    fn op_mutex_with() { interrupts::free(|cs| { M_OPTION.with(cs, Led::toggle); }) }
    fn op_mutex_with_call() { interrupts::free(|cs| { M_OPTION.with(cs, Led::toggle_by_call); }) }
    fn op_mutex_put(value: Led) -> Option<Led> { interrupts::free(|cs| M_OPTION.put(cs, value)) }
    fn op_mutex_take() -> Option<Led> { interrupts::free(|cs| M_OPTION.take(cs)) }
    fn op_mutex_borrow_ref_mut() { interrupts::free(|cs| M_LED.borrow_ref_mut(cs).toggle()) }
    fn op_mutex_borrow_ref() -> u8 { interrupts::free(|cs| M_LED.borrow_ref(cs).state) }
    fn op_mutex_with_in(cs: CriticalSection<'static>) { M_OPTION.with(cs, Led::toggle); }
    fn op_free_nothing() { interrupts::free(|_| ()) }

}

/// Where there is a mask of the target's own.
#[cfg(any(target_arch = "avr", feature = "single-core"))]
mod switches {
    use crate::export;
    use irqshare::interrupts;

    export! {
        fn op_save_and_restore() {
            let saved = interrupts::save_and_disable();
            // SAFETY: the last that was opened.
            unsafe { interrupts::restore(saved) }
        }
        fn op_save_and_disable() -> interrupts::Saved { interrupts::save_and_disable() }
        fn op_restore(saved: interrupts::Saved) {
            // SAFETY: nothing runs.
            unsafe { interrupts::restore(saved) }
        }
        fn op_interrupts_enable() {
            // SAFETY: nothing runs.
            unsafe { interrupts::enable() }
        }
        fn op_interrupts_disable() { interrupts::disable() }
        fn op_interrupts_are_enabled() -> bool { interrupts::are_enabled() }
    }
}
