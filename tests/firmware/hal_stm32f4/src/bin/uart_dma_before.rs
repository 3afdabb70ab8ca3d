//! stm32f4xx-hal's example `uart-dma`: DMA fills a buffer, and the handler of the idle line puts what came into a ring that main reads. The ring's code is `ring.rs`, the rest as it is.
#![no_std]
#![no_main]

#[path = "../ring.rs"]
mod ring;

use core::cell::RefCell;
use cortex_m::interrupt::Mutex;
use cortex_m_rt::entry;
use panic_halt as _;
use ring::{Buffer, UART_BUFFER_SIZE};
use static_cell::ConstStaticCell;
use stm32f4xx_hal::dma::config::DmaConfig;
use stm32f4xx_hal::dma::{DmaFlag, PeripheralToMemory, Stream1, StreamsTuple, Transfer};
use stm32f4xx_hal::pac::{self, DMA1, Interrupt, interrupt};
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::serial::{self, Config, Rx, Serial, config::StopBits};

type UartDma =
    Transfer<Stream1<DMA1>, 4, Rx<pac::USART3>, PeripheralToMemory, &'static mut [u8; UART_BUFFER_SIZE]>;

pub static G_TRANSFER: Mutex<RefCell<Option<UartDma>>> = Mutex::new(RefCell::new(None));
pub static G_UART3_BUFFER: Mutex<RefCell<Option<Buffer>>> = Mutex::new(RefCell::new(None));
pub static G_UART3_TX: Mutex<RefCell<Option<serial::Tx<pac::USART3>>>> = Mutex::new(RefCell::new(None));
pub static RX_UART3_BUFFER: ConstStaticCell<[u8; UART_BUFFER_SIZE]> =
    ConstStaticCell::new([0; UART_BUFFER_SIZE]);

pub fn uart3_read_until(eol: u8) -> Option<[u8; UART_BUFFER_SIZE]> {
    cortex_m::interrupt::free(|cs| G_UART3_BUFFER.borrow(cs).borrow_mut().as_mut()?.read_until(eol))
}

pub fn uart3_write(data: &[u8]) -> Result<(), serial::Error> {
    cortex_m::interrupt::free(|cs| {
        if let Some(uart) = G_UART3_TX.borrow(cs).borrow_mut().as_mut() {
            uart.bwrite_all(data)?;
            uart.bflush()
        } else {
            Err(serial::Error::Other)
        }
    })
}

#[entry]
fn main() -> ! {
    if let Some(dp) = pac::Peripherals::take() {
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
        let (tx, mut rx) = uart3.split();
        rx.listen_idle();

        cortex_m::interrupt::free(|cs| *G_UART3_TX.borrow(cs).borrow_mut() = Some(tx));
        cortex_m::interrupt::free(|cs| *G_UART3_BUFFER.borrow(cs).borrow_mut() = Some(Buffer::new()));
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
        cortex_m::interrupt::free(|cs| *G_TRANSFER.borrow(cs).borrow_mut() = Some(rx_transfer));

        unsafe {
            cortex_m::peripheral::NVIC::unmask(Interrupt::USART3);
            cortex_m::peripheral::NVIC::unmask(pac::Interrupt::DMA1_STREAM1);
        }
    }

    uart3_write(b"hello world\r").expect("Failed to write to UART3");
    let _response = uart3_read_until(b'\r').expect("Failed to read from UART3");
    loop {
        cortex_m::asm::nop();
    }
}

#[interrupt]
#[allow(non_snake_case)]
fn USART3() {
    cortex_m::interrupt::free(|cs| {
        if let Some(transfer) = G_TRANSFER.borrow(cs).borrow_mut().as_mut() {
            if transfer.is_idle() {
                let bytes_count = UART_BUFFER_SIZE - transfer.number_of_transfers() as usize;
                let mut buffer = [0; UART_BUFFER_SIZE];
                if let Ok((b, _)) = transfer.next_transfer(RX_UART3_BUFFER.take()) {
                    buffer = *b;
                }
                if let Some(ring_buffer) = G_UART3_BUFFER.borrow(cs).borrow_mut().as_mut() {
                    for byte in &buffer[..bytes_count] {
                        ring_buffer.push(*byte);
                    }
                }
            }
            transfer.clear_idle_interrupt();
        }
    });
}

#[interrupt]
#[allow(non_snake_case)]
fn DMA1_STREAM1() {
    cortex_m::interrupt::free(|cs| {
        if let Some(transfer) = G_TRANSFER.borrow(cs).borrow_mut().as_mut() {
            transfer.clear_flags(DmaFlag::FifoError | DmaFlag::TransferComplete);
        }
    });
}
