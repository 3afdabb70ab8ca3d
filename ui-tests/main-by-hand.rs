// `Main` out of nothing: a handler could make one, and lock what main has locked.

use irqshare::Main;

fn body() -> Main {
    Main { not_send_sync: core::marker::PhantomData }
}

fn main() {}
