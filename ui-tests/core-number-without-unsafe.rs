// A forged number says that a handler runs on main's core, on whichever it is.

struct Sio;

impl irqshare::CoreNumber for Sio {
    const MAIN: u32 = 0;
    fn core_number() -> u32 {
        0
    }
}

fn main() {}
