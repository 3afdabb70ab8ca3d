// target: avr-none features: none; expect: call to unsafe function
// Nothing on AVR tells a handler from main, so a handler could take `Main`: the caller has to vouch.

pub fn body() -> Option<irqshare::Main> {
    irqshare::Main::take()
}
