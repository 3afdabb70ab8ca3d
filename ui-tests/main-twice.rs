// Two entry points: each would believe that it is main.

irqshare::main! {
    fn main(main) {
        let _ = main;
    }
}

irqshare::main! {
    fn main(main) {
        let _ = main;
    }
}
