//! By RTIC.
#![no_std]
#![no_main]

#[path = "../board.rs"]
mod board;
#[path = "../../../queue.rs"]
mod queue;

#[rtic::app(device = lm3s6965)]
mod app {
    use crate::board::{self, Receiver, Ring, Sender};
    use crate::queue::Queue;

    #[shared]
    struct Shared {
        line: Line,
    }

    pub struct Line {
        queue: Queue,
        receiver: Receiver,
    }

    #[local]
    struct Local {
        ring: Ring,
        sender: Sender,
    }

    #[init]
    fn init(_cx: init::Context) -> (Shared, Local) {
        let (ring, receiver, sender) = board::start();
        (Shared { line: Line { queue: Queue::new(), receiver } }, Local { ring, sender })
    }

    #[idle(shared = [line], local = [sender])]
    fn idle(mut cx: idle::Context) -> ! {
        loop {
            // Within the section, so that no byte comes between the look and the sleep: it wakes all the same.
            let byte = cortex_m::interrupt::free(|_| {
                let byte = cx.shared.line.lock(|line| {
                    let byte = line.queue.pop()?;
                    line.receiver.listen(true);
                    Some(byte)
                });
                if byte.is_none() {
                    cortex_m::asm::wfi();
                }
                byte
            });
            if let Some(byte) = byte {
                cx.local.sender.send(byte);
            }
        }
    }

    #[task(binds = TIMER_0A, priority = 1, local = [ring])]
    fn roulette(cx: roulette::Context) {
        cx.local.ring.step();
    }

    #[task(binds = UART0, priority = 1, shared = [line])]
    fn receive(mut cx: receive::Context) {
        cx.shared.line.lock(|line| {
            if line.queue.is_full() {
                line.receiver.listen(false);
            } else if let Some(byte) = line.receiver.receive() {
                line.queue.push(byte);
            }
        });
    }
}
