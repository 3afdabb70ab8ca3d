//! The crate as a chip with several cores has it, without `model`: threads are the cores, and critical-section's `std` is the provider. What
//! loom can't reach: the atomics that stand for a `Global`'s loads.

#![cfg(test)]

use core::cell::Cell;
use core::fmt::Debug;
use irqshare::{CeilingMutex, Global, IrqMutex, Vector, interrupts};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// One thread writes `a` and `b` in turn, another must read nothing else: catches a torn load or store, and an atomic of the wrong width.
fn never_torn<T: Copy + Send + Sync + PartialEq + Debug + 'static>(global: &Global<T>, a: T, b: T) {
    let done = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            for i in 0..20_000 {
                global.set(if i % 2 == 0 { b } else { a });
            }
            assert_eq!(global.replace(b), a);
            done.store(true, Relaxed);
        });
        while !done.load(Relaxed) {
            let value = global.get();
            assert!(value == a || value == b, "torn: {value:?}");
        }
    });
    assert_eq!(global.get(), b);
    global.update(|value| if value == b { a } else { value });
    assert_eq!(global.get(), a);
}

macro_rules! never_torn {
    ($($name:ident: $type:ty = $a:expr, $b:expr;)+) => {
        $(
            #[test]
            fn $name() {
                static GLOBAL: Global<$type> = Global::new($a);
                never_torn(&GLOBAL, $a, $b);
            }
        )+
    };
}

#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(C)]
struct Padded {
    tag: u8,
    value: u32,
}

never_torn! {
    a_byte: u8 = 0x00, 0xff;
    a_signed_byte: i8 = -1, 1;
    a_flag: bool = false, true;
    two_bytes: u16 = 0x00ff, 0xff00;
    four_bytes: u32 = 0x0000_ffff, 0xffff_0000;
    a_float: f32 = 1.5, -2.5;
    a_character: char = 'a', '\u{10ffff}';
    eight_bytes: u64 = 0x0000_0000_ffff_ffff, 0xffff_ffff_0000_0000;
    a_long_float: f64 = 1.5, -2.5;
    sixteen_bytes: u128 = 0, u128::MAX;
    an_array: [u32; 7] = [0; 7], [u32::MAX; 7];
    a_padded_struct: Padded = Padded { tag: 0, value: 0 }, Padded { tag: 255, value: u32::MAX };
    an_option: Option<u8> = None, Some(255);
    nothing: () = (), ();
}

/// Catches an update that another core's update or `set` falls into.
#[test]
fn no_update_is_lost() {
    static COUNT: Global<u32> = Global::new(0);
    static WIDE: Global<[u64; 3]> = Global::new([0; 3]);
    const EACH: u32 = 20_000;
    std::thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                for _ in 0..EACH {
                    COUNT.update(|count| count + 1);
                    WIDE.update(|wide| wide.map(|n| n + 1));
                }
            });
        }
    });
    assert_eq!(COUNT.get(), 3 * EACH);
    assert_eq!(WIDE.get(), [u64::from(3 * EACH); 3]);
}

/// Catches a section that lets another core in.
#[test]
fn sections_exclude_each_other() {
    static COUNT: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
    const EACH: u32 = 20_000;
    std::thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                for _ in 0..EACH {
                    interrupts::free(|cs| interrupts::free(|_| COUNT.set(cs, COUNT.get(cs) + 1)));
                }
            });
        }
    });
    assert_eq!(interrupts::free(|cs| COUNT.get(cs)), 3 * EACH);
}

/// Catches a lock that masks one core alone: a count is lost, or another core's lock is a panic.
#[test]
fn ceilings_exclude_other_cores() {
    enum Uart0 {}
    // SAFETY: nothing binds it.
    unsafe impl Vector for Uart0 {
        const NAME: &'static str = "UART0";
        const NUMBER: u16 = 5;
        const PRIORITY: u16 = 1;
        const PRIORITY_BITS: u8 = 3;
    }
    static COUNT: CeilingMutex<u32, Uart0> = CeilingMutex::new(0);
    const EACH: u32 = 20_000;
    std::thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                for _ in 0..EACH {
                    COUNT.lock(|count| {
                        assert!(COUNT.try_lock(|_| ()).is_none());
                        *count += 1;
                    });
                }
            });
        }
    });
    assert_eq!(COUNT.lock(|count| *count), 3 * EACH);
}

/// Catches a second `Main`.
#[test]
fn main_is_taken_once() {
    // SAFETY: no handlers exist here.
    assert!(unsafe { irqshare::Main::take() }.is_some());
    // SAFETY: as above.
    assert!(unsafe { irqshare::Main::take() }.is_none());
}
