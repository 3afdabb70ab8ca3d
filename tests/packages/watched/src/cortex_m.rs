//! Stands in for the crate cortex-m, whose instructions are `unimplemented!` on a host.

/// Instructions that wait.
pub mod asm {
    unsafe extern "C" {
        safe fn irqshare_sleep();
        safe fn irqshare_wait_for_event();
        safe fn irqshare_send_event();
    }

    pub fn wfi() {
        irqshare_sleep();
    }

    pub fn wfe() {
        irqshare_wait_for_event();
    }

    pub fn sev() {
        irqshare_send_event();
    }
}
