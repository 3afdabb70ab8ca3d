//! Operations in whose code `tests/steps/assembly.sh` looks for the masks, around the accesses and nowhere else.

use crate::vectors::{High, Low, Top};
use irqshare::{
    AtomicWaker, CeilingMutex, Event, Global, Isr, Main, MainHandle, Shared, WakerRegistration, interrupts,
    sleep_until,
};

#[unsafe(no_mangle)]
pub static ONE: Shared<u32, Low> = Shared::new(0);
#[unsafe(no_mangle)]
pub static BOTH: Shared<u32, (Low, High)> = Shared::new(0);
#[unsafe(no_mangle)]
pub static URGENT: Shared<u32, (Low, Top)> = Shared::new(0);
#[unsafe(no_mangle)]
pub static CEILING: CeilingMutex<u32, (Low, High)> = CeilingMutex::new(0);
#[unsafe(no_mangle)]
pub static CEILING_TOP: CeilingMutex<u32, (Low, Top)> = CeilingMutex::new(0);
#[unsafe(no_mangle)]
pub static WAKER: Shared<WakerRegistration, Low> = Shared::new(WakerRegistration::new());
#[unsafe(no_mangle)]
pub static ANYWHERE: AtomicWaker = AtomicWaker::new();
#[unsafe(no_mangle)]
pub static EVENT: Event = Event::new();
#[unsafe(no_mangle)]
pub static FLAG: Global<u8> = Global::new(0);
#[unsafe(no_mangle)]
pub static WIDE: Global<u64> = Global::new(0);

#[unsafe(no_mangle)]
pub fn op_lock(main: &mut Main) {
    BOTH.lock(main, |value| *value += 2);
}

#[unsafe(no_mangle)]
pub fn op_lock_top(main: &mut Main) {
    URGENT.lock(main, |value| *value += 3);
}

/// An increment on either side of the release: neither may move across it, nor be joined with the other.
#[unsafe(no_mangle)]
pub fn op_lock_twice(main: &mut Main) {
    BOTH.lock(main, |value| *value += 4);
    BOTH.lock(main, |value| *value += 4);
}

#[unsafe(no_mangle)]
pub fn op_handler_alone(isr: &mut Isr<'_, Low>) {
    ONE.lock(isr, |value| *value += 5);
}

#[unsafe(no_mangle)]
pub fn op_handler_at_ceiling(isr: &mut Isr<'_, High>) {
    BOTH.lock(isr, |value| *value += 6);
}

#[unsafe(no_mangle)]
pub fn op_handler_below(isr: &mut Isr<'_, Low>) {
    BOTH.lock(isr, |value| *value += 7);
}

#[unsafe(no_mangle)]
pub fn op_ceiling() {
    CEILING.lock(|value| *value += 11);
}

#[unsafe(no_mangle)]
pub fn op_ceiling_top() {
    CEILING_TOP.lock(|value| *value += 12);
}

#[unsafe(no_mangle)]
pub fn op_ceiling_try() -> bool {
    CEILING.try_lock(|value| *value += 13).is_some()
}

/// Neither increment may move across the flag's stores, nor be joined with the other.
#[unsafe(no_mangle)]
pub fn op_ceiling_twice() {
    CEILING.lock(|value| *value += 14);
    CEILING.lock(|value| *value += 14);
}

#[unsafe(no_mangle)]
pub fn op_free() {
    interrupts::free(|_| FLAG.set(8));
}

#[unsafe(no_mangle)]
pub fn op_get_flag() -> u8 {
    FLAG.get()
}

#[unsafe(no_mangle)]
pub fn op_get_wide() -> u64 {
    WIDE.get()
}

/// One `strd` could do it, but may be restarted after half of it was stored; no emulator shows that.
#[unsafe(no_mangle)]
pub fn op_set_wide(value: u64) {
    WIDE.set(value);
}

#[unsafe(no_mangle)]
pub fn op_update_wide() {
    WIDE.update(|wide| wide + 1);
}

/// Writes before the sleep and after it.
struct Hooks;
#[unsafe(no_mangle)]
pub static BEFORE: Global<u8> = Global::new(0);
#[unsafe(no_mangle)]
pub static AFTER: Global<u8> = Global::new(0);

impl irqshare::SleepHooks for Hooks {
    #[inline(always)]
    fn before(&mut self) {
        BEFORE.set(1);
    }
    #[inline(always)]
    fn after(&mut self) {
        AFTER.set(2);
    }
}

#[unsafe(no_mangle)]
pub fn op_sleep_until_with(main: &mut Main) {
    irqshare::sleep_until_with(main, &mut Hooks, |_, _| Some(()).filter(|()| FLAG.get() == 9))
}

#[unsafe(no_mangle)]
pub fn op_sleep_until(main: &mut Main) -> u8 {
    sleep_until(main, |_, _| Some(FLAG.get()).filter(|&flag| flag != 9))
}

#[unsafe(no_mangle)]
pub fn op_handler_wakes(isr: &mut Isr<'_, Low>) {
    WAKER.get_mut(isr).wake();
}

/// Without them the compiler knows that nobody is ever woken.
#[unsafe(no_mangle)]
pub fn op_register(main: &mut Main, waker: &core::task::Waker) -> bool {
    ANYWHERE.register(waker);
    let _evicted = WAKER.lock(main, |place| place.register(waker));
    EVENT.poll_wait(&mut core::task::Context::from_waker(waker)).is_ready()
}

#[unsafe(no_mangle)]
pub fn op_wake() {
    ANYWHERE.wake();
}

#[unsafe(no_mangle)]
pub fn op_event_set() {
    EVENT.set();
}

/// The flag, and the lock; no call but that of the panic.
#[unsafe(no_mangle)]
pub fn op_main_handle_lock(handle: MainHandle<'_>) {
    handle.with(|main| ONE.lock(main, |value| *value += 10));
}

// What the documentation of `Event` says.
const _: () = assert!(size_of::<Event>() == if cfg!(target_pointer_width = "16") { 8 } else { 16 });
