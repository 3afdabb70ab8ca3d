//! The vectors of an STM32F303 that the examples use, as its PAC has them.

#[derive(Clone, Copy)]
pub enum Interrupt {
    EXTI0 = 6,
    TIM2 = 28,
    USART1 = 37,
    TIM7 = 55,
}
