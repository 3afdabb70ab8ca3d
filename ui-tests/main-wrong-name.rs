// Start-up code calls `main`: a function of another name would never run.

irqshare::main! {
    fn start(main) {
        let _ = main;
    }
}
