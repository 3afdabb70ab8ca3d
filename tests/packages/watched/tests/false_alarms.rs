//! Programs that are right: no schedule of them fails, and nothing is said of their atomicity.

mod common;

use common::{one, passes};
use irqshare::model::Setup;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use watched::right::*;

/// A handler that comes up to twice, and counts its arrivals: 1, 2.
fn twice(machine: Setup, handler: impl Fn(u32) + 'static) -> Setup {
    static ARRIVALS: AtomicU32 = AtomicU32::new(0);
    let counted = move || handler(ARRIVALS.fetch_add(1, SeqCst) + 1);
    machine.watch().attach_fn("HANDLER", 7, 1, counted, 2).interrupts_on()
}

/// Main takes out twice: what comes is in order, and none is missing. And taking out once is
/// atomic.
#[track_caller]
fn in_order(setup: impl Fn() -> Setup, take: impl Fn() -> Option<u32>) {
    passes(&setup(), |_, _| {
        for (index, value) in [take(), take()].into_iter().flatten().enumerate() {
            assert_eq!(value, index as u32 + 1);
        }
    });
    passes(&setup().atomicity(), |_, _| _ = take());
}

#[test]
fn a_ring_of_atomics() {
    use ring::RING;
    in_order(|| twice(Setup::cortex_m(), |n| _ = RING.push(n)), || RING.pop());
}

#[test]
fn a_ring_in_c() {
    use watched::c::{ring_get, ring_put};
    in_order(|| twice(Setup::avr(), |n| ring_put(n as u8)), || ring_get().try_into().ok());
}

#[test]
fn a_queue_of_heapless() {
    use heapless::spsc::{Consumer, Producer, Queue};
    static mut QUEUE: Queue<u32, 4> = Queue::new();
    static mut ENDS: Option<(Producer<'static, u32>, Consumer<'static, u32>)> = None;
    unsafe { ENDS = Some((&mut *&raw mut QUEUE).split()) };
    let ends = || unsafe { (&mut *&raw mut ENDS).as_mut().unwrap() };
    in_order(|| twice(Setup::cortex_m(), move |n| ends().0.enqueue(n).unwrap()), || ends().1.dequeue());
}

#[test]
fn frames_of_bbqueue() {
    let read = || {
        let frame = frames::read()?;
        assert_eq!(frame, [frame[0]; 4]);
        Some(u32::from(frame[0]))
    };
    in_order(|| twice(Setup::cortex_m(), |n| frames::received(n as u8)), read);
}

#[test]
fn a_channel_of_embassy() {
    use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, channel::Channel};
    static CHANNEL: Channel<CriticalSectionRawMutex, u32, 2> = Channel::new();
    in_order(|| twice(Setup::riscv(), |n| CHANNEL.try_send(n).unwrap()), || CHANNEL.try_receive().ok());
}

/// Reading again is what makes it right, and a finding of atomicity would be a false one; main
/// reads twice, so that the second doesn't go back.
#[test]
fn a_seqlock() {
    passes(&twice(Setup::cortex_m(), seqlock::write), |_, _| {
        let (first, second) = (seqlock::read(), seqlock::read());
        assert_eq!((first, second), ([first[0]; 3], [second[0]; 3]));
        assert!(first[0] <= second[0]);
    });
}

#[test]
fn a_double_buffer() {
    passes(&twice(Setup::avr(), |n| double_buffer::converted(n as u16)), |_, _| {
        for block in [double_buffer::take(), double_buffer::take()].into_iter().flatten() {
            assert_eq!(block, [block[0]; 4]);
        }
    });
}

/// A signal: a waker that is registered before the look, and an executor that looks before it
/// sleeps.
#[test]
fn a_waker() {
    use watched::bugs::{async_on_embedded::block_on_repaired, embassy_imxrt_wait};
    let setup = twice(Setup::cortex_m(), |_| embassy_imxrt_wait::on_interrupt());
    passes(&setup, |_, _| block_on_repaired(embassy_imxrt_wait::wait_repaired()));
}

#[test]
fn a_button() {
    let setup = || twice(Setup::avr(), |_| button::tick(true));
    passes(&setup(), |_, _| {
        let presses = [button::pressed(), button::pressed()];
        assert!(presses != [true, true], "pressed once");
    });
    passes(&setup().atomicity(), |_, _| _ = button::pressed());
}

#[test]
fn ticks_behind_sections() {
    for machine in [Setup::avr(), Setup::cortex_m(), Setup::cortex_m0(), Setup::riscv()] {
        passes(&twice(machine, |_| ticks::tick()).atomicity(), |_, _| {
            let now = ticks::now();
            assert!((0xffff_ffff..=0x1_0000_0001).contains(&now), "{now:#x}");
        });
    }
}

#[test]
fn a_clock_in_c() {
    use watched::c::{TIMER0_COMPA_vect, clock_now, clock_now_by_rereading};
    for now in [clock_now as extern "C" fn() -> u32, clock_now_by_rereading] {
        passes(&one(Setup::avr(), || TIMER0_COMPA_vect()), move |_, _| {
            let (first, second) = (now(), now());
            assert!(0xffff <= first && first <= second && second <= 0x1_0000, "{first:#x}, {second:#x}");
        });
    }
}

/// A driver that main gives to its handler.
#[test]
fn a_peripheral_behind_a_section() {
    passes(&twice(Setup::cortex_m(), |_| peripheral::on_interrupt()), |_, _| {
        peripheral::start();
        assert!(peripheral::received() <= 2);
    });
}

/// Main and the handler use two fields of one cell, each in its section. What they share is the
/// flag that says whether the cell is borrowed, which is none of the program's data.
#[test]
fn the_flag_of_a_ref_cell() {
    use core::cell::RefCell;
    use critical_section::Mutex;
    static FIELDS: Mutex<RefCell<[u32; 2]>> = Mutex::new(RefCell::new([0; 2]));
    let adds = |field: usize| critical_section::with(|cs| FIELDS.borrow(cs).borrow_mut()[field] += 1);
    passes(&twice(Setup::cortex_m(), move |_| adds(1)).atomicity(), move |_, _| {
        adds(0);
        adds(0);
    });
}
