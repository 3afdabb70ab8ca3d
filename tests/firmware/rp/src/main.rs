//! RP2040 and RP235x, which have two cores: what code on either may use goes through the lock of the HAL (`critical-section-impl`), which holds off both; `Shared` and values mask main's core. No
//! emulator runs it: it must link, with our handler in the vector's slot, and on RISC-V refuse the cells that need one core.
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::task::Poll;
#[cfg(target_arch = "arm")]
use cortex_m_rt as _;
use irqshare::{AtomicWaker, Event, Global, IrqMutex, Signal, block_on, interrupts};
#[cfg(target_arch = "riscv32")]
use riscv_rt as _;

// The HAL's entry names it so.
#[cfg(not(target_abi = "eabi"))]
extern crate hal as rp235x_hal;

/// What the chip's boot ROM looks for.
#[cfg(target_abi = "eabi")]
#[unsafe(link_section = ".boot2")]
#[used]
static BOOT2: [u8; 256] = rp2040_boot2::BOOT_LOADER_W25Q080;
#[cfg(not(target_abi = "eabi"))]
#[unsafe(link_section = ".start_block")]
#[used]
static IMAGE: hal::block::ImageDef = hal::block::ImageDef::secure_exe();

static TICKS: Global<u32> = Global::new(0);
static WIDE: Global<[u32; 3]> = Global::new([0; 3]);
static COUNT: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
static LAST: IrqMutex<RefCell<Option<u32>>> = IrqMutex::new(RefCell::new(None));
static EVENT: Event = Event::new();
static LATEST: Signal<u32> = Signal::new();
static WAKER: AtomicWaker = AtomicWaker::new();

#[cfg(feature = "shared")]
static OURS: irqshare::Shared<u32, u8> = irqshare::Shared::new(0);
#[cfg(feature = "moved")]
static OURS: irqshare::Moved<u32, u8> = irqshare::Moved::new();

/// On main's core alone.
#[cfg(target_arch = "arm")]
static OURS: irqshare::Shared<u32, irq::UART0_IRQ> = irqshare::Shared::new(0);
/// Of a handler that each core has, and that asks which one it is on.
#[cfg(target_arch = "arm")]
static BEATS: irqshare::Shared<u32, irq::SysTick> = irqshare::Shared::new(0);

#[cfg(target_arch = "arm")]
pub struct Sio;
// SAFETY: SIO.CPUID is the number of the core that reads it (RP2040 datasheet, 2.3.1.1; RP2350 datasheet, 3.1.2), and start-up code runs main on core 0.
#[cfg(target_arch = "arm")]
unsafe impl irqshare::CoreNumber for Sio {
    const MAIN: u32 = 0;
    #[inline(always)]
    fn core_number() -> u32 {
        // SAFETY: the register is always there, and reading it changes nothing.
        unsafe { (0xd000_0000 as *const u32).read_volatile() }
    }
}

#[cfg(target_arch = "arm")]
mod irq {
    irqshare::handlers! {
        device: hal::pac;
        core: super::Sio;

        fn SysTick(isr) {
            *super::BEATS.get_mut(isr) += 1;
        }

        #[cfg(target_abi = "eabi")]
        #[priority(2)]
        fn TIMER_IRQ_0(_isr) {
            super::tick();
        }

        #[cfg(not(target_abi = "eabi"))]
        #[priority(2)]
        fn TIMER0_IRQ_0(_isr) {
            super::tick();
        }

        fn UART0_IRQ(isr, bytes: &mut u32) {
            *bytes += 1;
            *super::OURS.get_mut(isr) += *bytes;
        }
    }
}

/// On RISC-V the HAL has the only core interrupt from outside, and calls handlers by the PAC's names.
#[cfg(target_arch = "riscv32")]
#[unsafe(no_mangle)]
extern "C" fn TIMER0_IRQ_0() {
    tick();
}

fn tick() {
    TICKS.update(|ticks| ticks + 1);
    WIDE.update(|wide| wide.map(|n| n + 1));
    interrupts::free(|cs| {
        COUNT.update(cs, |count| count + 1);
        LAST.put(cs, TICKS.get());
    });
    EVENT.set();
    LATEST.signal(TICKS.get());
    WAKER.wake();
}

/// The next tick, by each of the ways to wait.
async fn next() -> u32 {
    EVENT.wait().await;
    let latest = LATEST.wait().await;
    poll_fn(|cx| {
        WAKER.register(cx.waker());
        if TICKS.get() == latest { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    latest
}

#[cfg(target_arch = "arm")]
#[inline(never)]
#[unsafe(no_mangle)]
fn locks(main: &mut irqshare::Main) {
    OURS.lock(main, |ours| *ours += 1);
    BEATS.lock(main, |beats| *beats = 0);
}

irqshare::main! {
    // It frees the spinlocks (RP2040), or turns on a coprocessor (RP235x).
    #[hal::entry]
    fn main(main) {
        let _peripherals = hal::pac::Peripherals::take().unwrap();
        #[cfg(target_abi = "eabi")]
        irq::TIMER_IRQ_0::enable(main);
        #[cfg(all(target_arch = "arm", not(target_abi = "eabi")))]
        irq::TIMER0_IRQ_0::enable(main);
        #[cfg(target_arch = "arm")]
        {
            irq::UART0_IRQ::enable(main, 7);
            locks(main);
        }
        block_on(main, |_main| async {
            while next().await < 100 {}
        });
        let seen = interrupts::free(|cs| COUNT.get(cs) + LAST.take(cs).unwrap_or_default());
        TICKS.set(seen + WIDE.get()[2]);
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
