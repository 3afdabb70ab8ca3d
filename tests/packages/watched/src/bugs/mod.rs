//! Bugs of public Rust, rebuilt small: in each file the faulty version and the repaired one.

pub mod async_on_embedded;
pub mod bitbox_timer;
pub mod embassy_imxrt_wait;
pub mod embassy_ring_buffer;
pub mod heapless_queue;
pub mod rtic_monotonic;
