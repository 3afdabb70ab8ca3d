//! What the guide shows about registers at their addresses.
use core::sync::atomic::{AtomicBool, AtomicU8, Ordering::Relaxed};
use irqshare::model::{self, BusAccess, Cpu, Setup};

// The driver. A PAC has the same pointers.
const USART1: usize = 0x4001_3800;
const STATUS: *const u32 = (USART1 + 0x1c) as *const u32;
const DATA: *const u32 = (USART1 + 0x24) as *const u32;
const HAS_COME: u32 = 1 << 5;

static RECEIVED: AtomicU8 = AtomicU8::new(0);

fn on_usart1() {
    unsafe {
        if STATUS.read_volatile() & HAS_COME != 0 {
            RECEIVED.store(DATA.read_volatile() as u8, Relaxed);
        }
    }
}

// The peripheral. Write it from the manual.
static COME: AtomicBool = AtomicBool::new(false);

fn usart1(cpu: &Cpu, access: &BusAccess) -> u64 {
    match (access.offset(), access.written()) {
        (0x1c, None) => u64::from(COME.load(Relaxed)) << 5,
        (0x24, None) => {
            COME.store(false, Relaxed);
            cpu.named("USART1").release(); // the interrupt's cause is gone
            0x55
        }
        (_, written) => written.unwrap_or(access.held()), // memory
    }
}

#[test]
fn a_byte_arrives() {
    let setup = Setup::cortex_m()
        .watch()
        .attach_fn("USART1", 37, 1, on_usart1, 0)
        .peripheral(USART1, 0x400, usart1)
        .device("line", 1, |cpu| {
            COME.store(true, Relaxed);
            cpu.named("USART1").hold();
        })
        .interrupts_on();
    let report = model::check(&setup, |_cpu, _main| {
        assert!([0, 0x55].contains(&RECEIVED.load(Relaxed)));
    });
    assert_eq!(report.fired("USART1"), 1);
}
