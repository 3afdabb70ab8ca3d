//! usb-device's `UsbBus`, by `&self` in main and in a handler: a handler polls the device while main writes to an endpoint, and what is above the bus's handler is never held off.

use irqshare::model::{self, Cpu, Setup};
use irqshare::{CeilingMutex, Main, Moved};
use usb_device::bus::{PollResult, UsbBus, UsbBusAllocator};
use usb_device::device::{UsbDevice, UsbDeviceBuilder, UsbVidPid};
use usb_device::endpoint::{EndpointAddress, EndpointIn, EndpointType};
use usb_device::{Result, UsbDirection};

/// The registers of a bus that accepts everything, and sends at once.
static STATE: CeilingMutex<State, irq::USB> = CeilingMutex::new(State::new());
static DEVICE: Moved<UsbDevice<'static, Bus>, irq::USB> = Moved::new();

struct State {
    endpoints: u8,
    sent: u8,
    polls: u8,
}

impl State {
    const fn new() -> Self {
        Self { endpoints: 0, sent: 0, polls: 0 }
    }
}

/// As HALs have it: a handle, which moves into the allocator.
struct Bus;

impl UsbBus for Bus {
    fn alloc_ep(
        &mut self,
        direction: UsbDirection,
        address: Option<EndpointAddress>,
        _: EndpointType,
        _: u16,
        _: u8,
    ) -> Result<EndpointAddress> {
        STATE.lock(|state| {
            state.endpoints += 1;
            Ok(address.unwrap_or_else(|| EndpointAddress::from_parts(state.endpoints.into(), direction)))
        })
    }
    fn enable(&mut self) {}
    fn reset(&self) {}
    fn set_device_address(&self, _: u8) {}
    fn write(&self, _: EndpointAddress, bytes: &[u8]) -> Result<usize> {
        STATE.lock(|state| {
            state.sent += 1;
            Ok(bytes.len())
        })
    }
    fn read(&self, _: EndpointAddress, _: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
    fn set_stalled(&self, _: EndpointAddress, _: bool) {}
    fn is_stalled(&self, _: EndpointAddress) -> bool {
        false
    }
    fn suspend(&self) {}
    fn resume(&self) {}
    fn poll(&self) -> PollResult {
        STATE.lock(|state| {
            state.polls += 1;
            PollResult::None
        })
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        USB = 7,
        MOTOR = 8,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn USB(isr) {
            if let Some(device) = super::DEVICE.get_mut(isr) {
                device.poll(&mut []);
            }
        }
        #[priority(2)]
        fn MOTOR() {}
    }
}

#[test]
fn a_device_is_polled_while_main_writes() {
    let setup = Setup::cortex_m()
        .attach::<irq::USB>(2)
        .attach::<irq::MOTOR>(1)
        .max_masked_for::<irq::MOTOR>(0)
        .reset(&STATE, State::new)
        .reset(&DEVICE, || None);
    let report = model::check(&setup, |_: &Cpu, main: &mut Main| {
        // HALs have it in a static.
        let allocator: &'static UsbBusAllocator<Bus> = Box::leak(Box::new(UsbBusAllocator::new(Bus)));
        let endpoint: EndpointIn<'static, Bus> = allocator.interrupt(8, 10);
        let device = UsbDeviceBuilder::new(allocator, UsbVidPid(0x16c0, 0x27dd)).build();
        DEVICE.put(main, device);
        irq::MOTOR::enable(main);
        irq::USB::enable(main);
        endpoint.write(b"pressed").unwrap();
        assert_eq!(STATE.lock(|state| state.sent), 1);
    });
    assert!(report.complete() && report.schedules() > 10, "{report}");
}
