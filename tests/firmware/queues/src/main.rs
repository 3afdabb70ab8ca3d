//! heapless's queues, split between main and a handler: the handler's half moves in through `Moved`, or on NVIC lines with `enable`. Main keeps the other half,
//! and now and then sends by the handler's, through the cell.
//!
//! Prints what came, and whether all did in its order, which the check compares; ends with `end`.
#![no_std]
#![no_main]
#![cfg_attr(target_arch = "avr", feature(asm_experimental_arch, abi_avr_interrupt))]

use core::fmt::Write;
use heapless::spsc::{Consumer, Producer, Queue};
use irqshare::{Global, Isr, Moved};
use static_cell::ConstStaticCell;

#[cfg_attr(target_arch = "arm", path = "../../stand/strikes/cortex_m.rs")]
#[cfg_attr(target_arch = "avr", path = "../../stand/strikes/avr.rs")]
mod strikes;
use strikes::{Console, Other, Tick};

/// From the tick to main.
static UP: Moved<Sender, Tick> = Moved::new();
/// From main to the other handler.
static DOWN: Moved<Receiver, Other> = Moved::new();

/// Of the tick, which stops there.
static TICKS: Global<u16> = Global::new(0);
const ENOUGH: u16 = 1500;

/// Sends bytes that count up to here, over and over.
const NUMBERS: u8 = 251;
/// What main puts in between.
const MARK: u8 = 255;

/// One half of a queue.
pub struct Sender {
    queue: Producer<'static, u8>,
    next: u8,
    sent: u16,
}

impl Sender {
    fn new(queue: Producer<'static, u8>) -> Self {
        Self { queue, next: 0, sent: 0 }
    }

    fn send(&mut self) {
        if self.queue.enqueue(self.next).is_ok() {
            self.next = (self.next + 1) % NUMBERS;
            self.sent += 1;
        }
    }

    fn mark(&mut self) -> bool {
        self.queue.enqueue(MARK).is_ok()
    }
}

/// The other half.
struct Receiver {
    queue: Consumer<'static, u8>,
    next: u8,
    got: u16,
    marks: u16,
    wrong: u16,
}

impl Receiver {
    fn new(queue: Consumer<'static, u8>) -> Self {
        Self { queue, next: 0, got: 0, marks: 0, wrong: 0 }
    }

    fn receive(&mut self) {
        while let Some(byte) = self.queue.dequeue() {
            if byte == MARK {
                self.marks += 1;
                continue;
            }
            self.got += 1;
            self.wrong += u16::from(byte != self.next);
            self.next = (byte + 1) % NUMBERS;
        }
    }
}

fn tick(isr: &mut Isr<Tick>) {
    if let Some(sender) = UP.get_mut(isr) {
        for _ in 0..3 {
            sender.send();
        }
    }
    strikes::pend();
    TICKS.update(|ticks| ticks + 1);
    // Each period is another one, or the ticks might find main at the same few places.
    strikes::again(7 * (TICKS.get() % 251));
    if TICKS.get() == ENOUGH {
        strikes::stop();
    }
}

fn other(isr: &mut Isr<Other>) {
    if let Some(receiver) = DOWN.get_mut(isr) {
        receiver.receive();
    }
    #[cfg(target_arch = "arm")]
    Line::pend();
}

/// NVIC lines: the handler owns its half from `enable` on, and there is nothing to check.
#[cfg(target_arch = "arm")]
mod line {
    irqshare::handlers! {
        device: device;

        #[cfg(target_has_atomic = "32")]
        fn GPIOB(_isr, sender: &mut super::Sender) {
            sender.send();
        }

        #[cfg(not(target_has_atomic = "32"))]
        fn SWI1(_isr, sender: &mut super::Sender) {
            sender.send();
        }
    }
}
#[cfg(all(target_arch = "arm", target_has_atomic = "32"))]
use line::GPIOB as Line;
#[cfg(all(target_arch = "arm", not(target_has_atomic = "32")))]
use line::SWI1 as Line;

fn show(what: &str, sent: u16, receiver: &Receiver) {
    let whole = sent == receiver.got && receiver.wrong == 0;
    let _ = writeln!(Console, "{what}: {}, {}", receiver.got, if whole { "all in order" } else { "spoilt" });
}

irqshare::main! {
    fn main(main) {
        static UP_QUEUE: ConstStaticCell<Queue<u8, 32>> = ConstStaticCell::new(Queue::new());
        static DOWN_QUEUE: ConstStaticCell<Queue<u8, 8>> = ConstStaticCell::new(Queue::new());

        let (producer, consumer) = UP_QUEUE.take().split();
        // SAFETY: none; that the bytes show it is what is tested.
        let mut copy = cfg!(feature = "broken").then(|| Sender::new(unsafe { core::ptr::read(&producer) }));
        UP.put(main, Sender::new(producer));
        let mut from_tick = Receiver::new(consumer);

        let (producer, consumer) = DOWN_QUEUE.take().split();
        DOWN.put(main, Receiver::new(consumer));
        let mut to_other = Sender::new(producer);

        #[cfg(target_arch = "arm")]
        let mut from_line = {
            let queue: &'static mut Queue<u8, 8> = cortex_m::singleton!(: Queue<u8, 8> = Queue::new()).unwrap();
            let (producer, consumer) = queue.split();
            Line::enable(main, Sender::new(producer));
            Receiver::new(consumer)
        };

        strikes::start(main);
        let mut marks = 0;
        while TICKS.get() < ENOUGH {
            let marked = match &mut copy {
                Some(copy) => copy.mark(),
                None => UP.lock(main, Sender::mark).unwrap(),
            };
            marks += u16::from(marked);
            from_tick.receive();
            to_other.send();
            #[cfg(target_arch = "arm")]
            from_line.receive();
        }
        // Whoever gives its half back is off.
        let sender = UP.take(main).unwrap();
        from_tick.receive();
        show("from the tick", sender.sent, &from_tick);
        let _ = writeln!(Console, "main's own between them: {}", if marks == from_tick.marks { "all" } else { "spoilt" });

        let mut receiver = DOWN.take(main).unwrap();
        receiver.receive();
        let _ = writeln!(Console, "thousands to the other handler: {}", receiver.got > 2000);
        receiver.got -= to_other.sent;
        show("lost on the way", 0, &receiver);

        #[cfg(target_arch = "arm")]
        {
            let sender = Line::disable(main).unwrap();
            from_line.receive();
            show("from the line", sender.sent, &from_line);
        }
        strikes::end();
    }
}
