// What `handlers!` is made of, by hand, with the word `unsafe` left out: a vector of any priority, a handler that anybody calls, a line without its values.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod vector {
    irqshare::__irqshare_vector! { [] [] UART0, 5, 1, 8 }
}

mod handler {
    enum UART0 {}
    irqshare::__irqshare_model_handler! { [] UART0 (isr) {}, true }
}

mod line {
    enum UART0 {}
    irqshare::__irqshare_line! { UART0, (), (), (), () }
}

mod bind {
    irqshare::__irqshare_bind! { [super::device] [1] {[] [] [] []} UART0 (isr) {} }
}

mod bind_values {
    irqshare::__irqshare_bind_values! { [super::device] [1] {[] [] [] []} UART0 (isr, led: u32) {} }
}

mod exception {
    irqshare::__irqshare_exception! { [super::device] [] {[] [] [] []} SysTick (isr) {} }
}

mod values {
    enum UART0 {}
    irqshare::__irqshare_model_values! { [] [] UART0 (isr, led: u32) {}, __irqshare_line [] }
}

mod bound_line {
    enum UART0 {}
    irqshare::__irqshare_bound_line! { UART0, [Sized], (), (), (), () }
}

mod bind_in_hal {
    irqshare::__irqshare_bind! { [@hal [some_hal]] [1] {[] [] [] []} UART0 (isr) {} }
}

mod elsewhere {
    irqshare::__irqshare_elsewhere! { [super::device] [1] {[] [] [] []} UART0 }
}

mod in_handler {
    enum UART0 {}
    irqshare::__irqshare_in_handler! { UART0 }
}

fn main() {}
