//! Registers at their addresses, and what isn't one.

mod common;

use common::{fails, one, passes};
use irqshare::model::FailureKind::{BadSetup, Panic};
use irqshare::model::{self, BusAccess, Cpu, Setup};
use std::hint::black_box;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

const UART: usize = 0x4000_c000;
const DATA: *mut u32 = UART as *mut u32;
const STATUS: *mut u32 = (UART + 0x18) as *mut u32;

/// A byte has come as long as STATUS is 1; to load DATA takes it.
fn uart(cpu: &Cpu, access: &BusAccess) -> u64 {
    if (access.offset(), access.written()) == (0, None) {
        access.poke(0x18, 0);
        cpu.named("HANDLER").release();
    }
    access.as_memory()
}

fn machine(handler: impl Fn() + 'static) -> Setup {
    one(Setup::cortex_m(), handler).peripheral(UART, 0x1000, uart)
}

fn load(register: *mut u32) -> u32 {
    // SAFETY: the peripheral is there.
    unsafe { register.read_volatile() }
}

fn store(register: *mut u32, value: u32) {
    // SAFETY: as for a load.
    unsafe { register.write_volatile(value) }
}

#[test]
fn a_register_reacts_and_is_undone() {
    let report = passes(&machine(|| store(STATUS, 1)), |_, _| {
        assert_eq!(load(DATA), 0);
        store(DATA, 7);
        assert!(load(STATUS) <= 1);
        assert_eq!(load(DATA), 7);
    });
    assert!(report.schedules() > 2);
}

/// A load and a store of one register can be struck between them.
#[test]
fn a_bit_that_is_set_in_vain() {
    static CAME: AtomicBool = AtomicBool::new(false);
    let sets = |bit: u32| store(DATA, load(DATA) | bit);
    let handler = move || {
        sets(2);
        CAME.store(true, SeqCst);
    };
    fails(&machine(handler), Panic, move |_, _| {
        sets(1);
        let came = CAME.load(SeqCst);
        assert!(!came || load(DATA) == 3, "lost");
    });
    passes(&machine(handler), move |_, _| {
        critical_section::with(|_| sets(1));
        let came = CAME.load(SeqCst);
        assert!(!came || load(DATA) == 3, "lost");
    });
}

/// What a device writes is seen by the program's next load.
#[test]
fn a_device_has_registers() {
    let device = |cpu: &Cpu| {
        cpu.poke(UART, cpu.peek(UART) + 1);
        cpu.poke(UART + 0x18, 1);
        cpu.named("HANDLER").hold();
    };
    let took = || assert_eq!(load(DATA), 1);
    let setup = Setup::cortex_m().watch().attach_fn("HANDLER", 7, 1, took, 0).interrupts_on();
    let setup = setup.peripheral(UART, 0x1000, uart).device("line", 1, device);
    let report = passes(&setup, |_, _| assert!(load(STATUS) <= 1));
    assert_eq!(report.fired("HANDLER"), 1);
}

/// Safe code may name any address: only a peripheral's is written, or read.
#[test]
fn an_address_of_something_else_is_refused() {
    static mut SECRET: u32 = 7;
    let addresses = [(&raw const SECRET).addr(), 0, UART + 0xffe, UART + 0x1000, usize::MAX - 1];
    for address in addresses {
        let poke = |cpu: &Cpu, _: &mut irqshare::Main| cpu.poke(address, 9);
        fails(&machine(|| ()).may_stay_silent_fn("HANDLER"), BadSetup, poke);
        let peek = |cpu: &Cpu, _: &mut irqshare::Main| _ = cpu.peek(address);
        fails(&machine(|| ()).may_stay_silent_fn("HANDLER"), BadSetup, peek);
        let unwinding = move |cpu: &Cpu, _: &mut irqshare::Main| {
            struct Pokes<'a>(&'a Cpu, usize);
            impl Drop for Pokes<'_> {
                fn drop(&mut self) {
                    self.0.poke(self.1, 9);
                }
            }
            let _pokes = Pokes(cpu, address);
            panic!("on the way")
        };
        fails(&machine(|| ()).may_stay_silent_fn("HANDLER"), Panic, unwinding);
    }
    assert_eq!(unsafe { black_box(SECRET) }, 7);
}

#[test]
fn what_cannot_be_mapped_is_refused() {
    let refused = |setup: Setup, says: &str| {
        let failure = model::try_check(&setup, |_, _| ()).expect_err("it is refused");
        assert_eq!(failure.kind(), BadSetup);
        assert!(failure.message().contains(says), "{}", failure.message());
    };
    let memory = |_: &Cpu, access: &BusAccess| access.as_memory();
    refused(Setup::avr().watch().peripheral(0x20, 0xe0, memory), "where AVR's registers are");
    let here = black_box(vec![0_u8; 0x1000]);
    let taken = here.as_ptr().addr() / 0x1000 * 0x1000;
    refused(Setup::cortex_m().watch().peripheral(taken, 0x1000, memory), "no memory to give there");
    let last = usize::MAX - 0xfff;
    refused(Setup::cortex_m().watch().peripheral(last, 0x1000, memory), "no memory there");
    refused(Setup::cortex_m().peripheral(UART, 0x1000, memory), "write `.watch()` before it");
}

/// What the test below runs in a process of its own.
#[test]
#[ignore = "run by an_access_to_nothing_says_where"]
fn nothing_is_there() {
    passes(&machine(|| ()).may_stay_silent_fn("HANDLER"), |_, _| store(0x4001_1000 as *mut u32, 1));
}

/// What the test below runs in a process of its own.
#[test]
#[ignore = "run by a_panic_in_a_function_of_c_says_what"]
fn it_cannot_unwind() {
    extern "C" fn handler() {
        panic!("what it was about");
    }
    passes(&one(Setup::cortex_m(), || handler()), |_, _| ());
}

fn dies_saying(victim: &str, said: &[&str]) {
    let this = std::env::current_exe().expect("this binary");
    let output = Command::new(this)
        .args(["--exact", victim, "--ignored", "--test-threads=1"])
        .output()
        .expect("it can be run");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "it goes on");
    for said in said {
        assert!(text.contains(said), "`{said}` isn't said: {text}");
    }
}

#[test]
fn an_access_to_nothing_says_where() {
    dies_saying("nothing_is_there", &["accesses 0x40011000", "`.peripheral(address, size, reacts)`"]);
}

#[test]
fn a_panic_in_a_function_of_c_says_what() {
    dies_saying("it_cannot_unwind", &["what it was about", "can't leave a function of C's"]);
}
