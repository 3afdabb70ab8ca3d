// On this target nothing tells a handler from main, so a handler could take `Main`: the caller has to vouch.

use irqshare::Main;

fn body() -> Option<Main> {
    Main::take()
}

fn main() {}
