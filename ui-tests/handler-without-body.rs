// Of a handler without a body nothing is here that lint levels or a section could stand on; arguments belong to one with a body; faults are held off by nothing, whoever binds them.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod lint {
    irqshare::handlers! {
        device: super::device;
        #[allow(unused)]
        fn UART0;
    }
}

mod section {
    irqshare::handlers! {
        device: super::device;
        #[unsafe(link_section = ".ram")]
        fn UART0;
    }
}

mod arguments {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr);
    }
}

mod fault {
    irqshare::handlers! {
        device: super::device;
        fn HardFault;
    }
}

mod priority {
    irqshare::handlers! {
        device: super::device;
        #[priority(257)]
        fn SysTick;
    }
}

mod unknown {
    irqshare::handlers! {
        device: super::device;
        fn UART1;
    }
}

fn main() {}
