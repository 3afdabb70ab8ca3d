// Start-up code calls main, by its symbol: what would give it another one is refused, also by a raw name, and an async main wants its executor.

mod exported {
    irqshare::main! {
        #[export_name = "UART0"]
        fn main(main) {}
    }
}

mod exported_by_a_raw_name {
    irqshare::main! {
        #[r#export_name = "UART0"]
        fn main(main) {}
    }
}

mod kept {
    irqshare::main! {
        #[allow(unused_variables)]
        #[unsafe(no_mangle)]
        fn main(main) {}
    }
}

mod by_condition {
    irqshare::main! {
        #[cfg_attr(all(), export_name = "UART0")]
        fn main(main) {}
    }
}

mod without_path {
    irqshare::main! {
        #[entry]
        fn main(main) {}
    }
}

mod without_executor {
    irqshare::main! {
        async fn main(main, spawner: u8) {}
    }
}

irqshare::main! {
    /// What may stand there.
    #[allow(unused_variables)]
    #[cfg_attr(all(), expect(unused_mut))]
    #[rustfmt::skip]
    #[doc(hidden)]
    #[cfg(any())]
    #[cortex_m_rt::entry] // left out on hosts
    fn main(main) { let mut main = main; }
}

irqshare::main! {
    #[cfg(all())]
    #[cortex_m_rt::entry]
    fn main(main) { let _ = main; }
}
