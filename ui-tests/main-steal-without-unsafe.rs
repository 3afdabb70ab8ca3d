// `steal` makes any number of `Main`s: the caller has to vouch that there is one.

use irqshare::Main;

fn body() -> Main {
    Main::steal()
}

fn main() {}
