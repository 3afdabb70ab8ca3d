// `enable` inside a section would let handlers in while a token says that they are out.

fn body() {
    irqshare::interrupts::free(|_cs| irqshare::interrupts::enable());
}

fn main() {}
