//! The same with irqshare. Both handlers use the transfer, which is a driver that exists only after start-up, so it is an `Option` in a `Shared`; the ring is shared with main, and the transmitter is main's own. The second buffer
//! belongs to the handler, which gets the first one back for it: the example takes its buffer from a static, which a second idle line would find empty.
#![no_std]
#![no_main]

#[path = "../ring.rs"]
mod ring;

use cortex_m_rt as _;
use irqshare::Shared;
use panic_halt as _;
use ring::{Buffer, UART_BUFFER_SIZE};
use stm32f4xx_hal::dma::config::DmaConfig;
use stm32f4xx_hal::dma::{PeripheralToMemory, Stream1, StreamsTuple, Transfer};
use stm32f4xx_hal::pac::{self, DMA1};
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::serial::{self, Config, Rx, Serial, config::StopBits};

type UartDma =
    Transfer<Stream1<DMA1>, 4, Rx<pac::USART3>, PeripheralToMemory, &'static mut [u8; UART_BUFFER_SIZE]>;

static TRANSFER: Shared<Option<UartDma>, (irq::USART3, irq::DMA1_STREAM1)> = Shared::new(None);
static RECEIVED: Shared<Buffer, irq::USART3> = Shared::new(Buffer::new());

mod irq {
    use super::ring::UART_BUFFER_SIZE;
    use super::{RECEIVED, TRANSFER};
    use stm32f4xx_hal::dma::DmaFlag;
    use stm32f4xx_hal::prelude::*;

    irqshare::handlers! {
        device: stm32f4xx_hal::pac;

        fn USART3(isr, spare: &mut Option<&'static mut [u8; UART_BUFFER_SIZE]>) {
            isr.lock((&TRANSFER, &RECEIVED), |(transfer, received)| {
                let Some(transfer) = transfer else { return };
                if transfer.is_idle() {
                    let bytes_count = UART_BUFFER_SIZE - transfer.number_of_transfers() as usize;
                    if let Some(Ok((buffer, _))) = spare.take().map(|spare| transfer.next_transfer(spare)) {
                        for byte in &buffer[..bytes_count] {
                            received.push(*byte);
                        }
                        *spare = Some(buffer);
                    }
                }
                transfer.clear_idle_interrupt();
            });
        }

        fn DMA1_STREAM1(isr) {
            if let Some(transfer) = TRANSFER.get_mut(isr) {
                transfer.clear_flags(DmaFlag::FifoError | DmaFlag::TransferComplete);
            }
        }
    }
}

irqshare::main! {
    fn main(main) {
        let dp = pac::Peripherals::take().unwrap();
        let mut rcc = dp.RCC.constrain();
        let dma1 = StreamsTuple::new(dp.DMA1, &mut rcc);
        let gpiod = dp.GPIOD.split(&mut rcc);
        let rx_3 = gpiod.pd9.into_alternate();
        let tx_3 = gpiod.pd8.into_alternate();
        let uart3 = Serial::new(
            dp.USART3,
            (tx_3, rx_3),
            Config::default()
                .baudrate(9600.bps())
                .parity_none()
                .stopbits(StopBits::STOP1)
                .dma(serial::config::DmaConfig::Rx),
            &mut rcc,
        )
        .unwrap();

        let rx_buffer1 = cortex_m::singleton!(: [u8; UART_BUFFER_SIZE] = [0; UART_BUFFER_SIZE]).unwrap();
        let rx_buffer2 = cortex_m::singleton!(: [u8; UART_BUFFER_SIZE] = [0; UART_BUFFER_SIZE]).unwrap();
        let (mut tx, mut rx) = uart3.split();
        rx.listen_idle();

        let mut rx_transfer = Transfer::init_peripheral_to_memory(
            dma1.1,
            rx,
            rx_buffer1,
            None,
            DmaConfig::default()
                .memory_increment(true)
                .fifo_enable(true)
                .fifo_error_interrupt(true)
                .transfer_complete_interrupt(true),
        );
        rx_transfer.start(|_rx| {});
        TRANSFER.lock(main, |transfer| *transfer = Some(rx_transfer));

        irq::USART3::enable(main, Some(rx_buffer2));
        irq::DMA1_STREAM1::enable(main);

        tx.bwrite_all(b"hello world\r").and_then(|()| tx.bflush()).expect("Failed to write to UART3");
        let _response = RECEIVED.lock(main, |buffer| buffer.read_until(b'\r')).expect("Failed to read from UART3");
        loop {
            cortex_m::asm::nop();
        }
    }
}
