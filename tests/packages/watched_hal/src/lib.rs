//! Firmware for an STM32F401 as it is written: nothing in here knows irqshare.

pub mod echo;
