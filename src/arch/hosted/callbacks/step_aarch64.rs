//! Runs aren't audited on aarch64: a program has no flag there that lets it go one instruction.

use core::ffi::c_void;

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_known() -> bool {
    false
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_mode() -> u8 {
    0
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_audited() -> bool {
    false
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_set_audited(_: bool) {}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_stack(_: usize) -> bool {
    false
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_callback(_: usize) -> bool {
    false
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_gate() -> usize {
    0
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_pc(_: *mut c_void) -> usize {
    0
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_sp(_: *mut c_void) -> usize {
    0
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_set(_: *mut c_void, _: bool) -> bool {
    false
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_step_protect(_: usize, _: usize, _: i32) {}
