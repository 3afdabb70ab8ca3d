// target: thumbv7m-none-eabi features: none; expect: symbol `main` is already defined
// Two entry points: each would believe that it is main.

mod first {
    irqshare::main! {
        fn main(main) { let _ = main; }
    }
}

mod second {
    irqshare::main! {
        fn main(main) { let _ = main; }
    }
}
