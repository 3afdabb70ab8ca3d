//! heapless's queue, with a consumer too many.
//!
//! `spsc::Queue::dequeue` loads the head, reads the element and stores the head: a second consumer in
//! an interrupt gets the same element. Asked by noahzarro; it is single-consumer by design, so a
//! section is what such a program needs: <https://github.com/rust-embedded/heapless/issues/355>

use heapless::spsc::Queue;

static mut EVENTS: Queue<u32, 4> = Queue::new();

fn events() -> &'static mut Queue<u32, 4> {
    unsafe { &mut *&raw mut EVENTS }
}

pub fn put(event: u32) {
    critical_section::with(|_| events().enqueue(event).unwrap());
}

/// Called in main and in the interrupt.
pub fn take_faulty() -> Option<u32> {
    events().dequeue()
}

pub fn take_repaired() -> Option<u32> {
    critical_section::with(|_| events().dequeue())
}
