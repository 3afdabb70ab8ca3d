//! Two devices, for tests and examples that have no PAC: name one after `device:`, as firmware names its PAC.
//!
//! On the model any enum of the same shape will do; these are for those who want none of their own.

/// A Cortex-M3, which QEMU emulates (`lm3s6965evb`): the names are those of the PAC of the same name.
///
/// Source: *Stellaris LM3S6965 Microcontroller Data Sheet*, table 2-9.
///
/// ```
/// use irqshare::{Global, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) { RECEIVED.update(|received| received + 1) }
/// }
/// static RECEIVED: Global<u8> = Global::new(0);
///
/// let setup = model::Setup::cortex_m().attach::<UART0>(2).reset(&RECEIVED, || 0).interrupts_on();
/// model::check(&setup, |_cpu, _main| assert!(RECEIVED.get() <= 2));
/// ```
pub mod lm3s6965 {
    /// The vectors, by the numbers of the datasheet.
    #[allow(missing_docs, non_camel_case_types, reason = "the datasheet's names")]
    #[derive(Debug, Clone, Copy)]
    pub enum Interrupt {
        GPIOA = 0,
        GPIOB = 1,
        GPIOC = 2,
        GPIOD = 3,
        GPIOE = 4,
        UART0 = 5,
        UART1 = 6,
        SSI0 = 7,
        I2C0 = 8,
        PWM_FAULT = 9,
        PWM_GENERATOR_0 = 10,
        PWM_GENERATOR_1 = 11,
        PWM_GENERATOR_2 = 12,
        QEI0 = 13,
        ADC0_SEQUENCE_0 = 14,
        ADC0_SEQUENCE_1 = 15,
        ADC0_SEQUENCE_2 = 16,
        ADC0_SEQUENCE_3 = 17,
        WATCHDOG_TIMER_0 = 18,
        TIMER_0A = 19,
        TIMER_0B = 20,
        TIMER_1A = 21,
        TIMER_1B = 22,
        TIMER_2A = 23,
        TIMER_2B = 24,
        ANALOG_COMPARATOR_0 = 25,
        ANALOG_COMPARATOR_1 = 26,
        SYSTEM_CONTROL = 28,
        FLASH_MEMORY_CONTROL = 29,
        GPIOF = 30,
        GPIOG = 31,
        UART2 = 33,
        TIMER_3A = 35,
        TIMER_3B = 36,
        I2C1 = 37,
        QEI1 = 38,
        ETHERNET = 42,
        HIBERNATION = 43,
    }
}

/// An AVR, that of the Arduino Uno; the names are avr-libc's, and those of `irqshare::avr::atmega328p`.
///
/// Source: *ATmega328P datasheet* (DS40002061), table 12-6.
///
/// ```
/// use irqshare::{Global, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_OVF(_isr) { TICKS.update(|ticks| ticks + 1) }
/// }
/// static TICKS: Global<u16> = Global::new(0xff);
///
/// let setup = model::Setup::avr().attach::<TIMER0_OVF>(1).reset(&TICKS, || 0xff).interrupts_on();
/// model::check(&setup, |_cpu, _main| assert!([0xff, 0x100].contains(&TICKS.get()))); // never 0 or 0x1ff
/// ```
pub mod atmega328p {
    /// The vectors, by the numbers of the datasheet.
    #[allow(missing_docs, non_camel_case_types, reason = "the datasheet's names")]
    #[derive(Debug, Clone, Copy)]
    pub enum Interrupt {
        INT0 = 1,
        INT1 = 2,
        PCINT0 = 3,
        PCINT1 = 4,
        PCINT2 = 5,
        WDT = 6,
        TIMER2_COMPA = 7,
        TIMER2_COMPB = 8,
        TIMER2_OVF = 9,
        TIMER1_CAPT = 10,
        TIMER1_COMPA = 11,
        TIMER1_COMPB = 12,
        TIMER1_OVF = 13,
        TIMER0_COMPA = 14,
        TIMER0_COMPB = 15,
        TIMER0_OVF = 16,
        SPI_STC = 17,
        USART_RX = 18,
        USART_UDRE = 19,
        USART_TX = 20,
        ADC = 21,
        EE_READY = 22,
        ANALOG_COMP = 23,
        TWI = 24,
        SPM_READY = 25,
    }
}
