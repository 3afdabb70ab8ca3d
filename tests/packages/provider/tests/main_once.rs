//! Without the model, `main!` makes an ordinary `fn main` that lends main for ever. Safe code could call it again, on another thread, too: there must not be a second.

irqshare::main! {
    fn main(main) {
        let _: irqshare::MainHandle<'static> = main.handle();
    }
}

/// Catches two `Main`s, by which two threads would reach the flag of `MainHandle::with`.
#[test]
fn a_second_main_is_refused() {
    main();
    let panic = std::thread::spawn(main).join().expect_err("main was lent already");
    let text = panic.downcast_ref::<&str>().expect("a message");
    assert!(text.contains("`main` is called a second time"), "{text}");
}
