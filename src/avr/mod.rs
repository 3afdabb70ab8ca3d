//! The interrupt vectors of every AVR, by name: a module for each device.
//!
//! Each has the shape of a PAC's: name it as the `device:` of [`handlers!`](crate::handlers!), and bind handlers by the names that avr-libc gives the vectors.
//! Prefer it to a PAC's enum when you have no PAC, or when handlers are all you need of one: they take no space in the program.
//!
//! ```
//! irqshare::handlers! {
//!     device: irqshare::avr::atmega328p;
//!     fn TIMER0_COMPA(isr) {}
//! }
//! ```
//!
//! - A name that the device lacks is an error, which names the device and shows the similar names.
//! - So is a device that isn't the one of the build's `-C target-cpu`, where cargo shows it to build scripts: in `RUSTFLAGS` and in `.cargo/config.toml`. Then the
//!   vectors of that device alone are compiled, and documented.
//! - Cargo doesn't show flags for a single crate (`cargo rustc -- -C target-cpu=..`), those that a `RUSTC_WRAPPER` adds, and a CPU inside a target file. There any device
//!   passes, and it is up to you to name the right one. The vectors of all devices are compiled, which takes a second.
//! - On hosts, too, any device passes, with the feature `avr-devices`: add it in `[dev-dependencies]`, beside `model`, if your tests name a device.
//! - The tables know names and numbers, no more: the peripheral's own register enables its interrupt.
//! - The non-maskable interrupt, vector 1 of XMEGA, tinyAVR 0 to 2, megaAVR-0 and AVR-Dx, is listed but can't be bound: nothing could be shared with it safely.
//!
//! The names and numbers are those of avr-libc's headers and, for devices that those lack, of the device files in crate avr-device. A device that isn't here
//! can be an enum of your own: `device: self::device;`, with `mod device { #[derive(Clone, Copy)] pub enum Interrupt { TIMER0_OVF = 5 } }`.
//!
//! What avr-gcc 5.4 with avr-libc 2.0 makes of it was checked for each vector in the linked firmware. Their start-up code lacks some slots, whose handlers never run: 12 to 22
//! of ata5795, 20 of atmega323. No Rust program is built for at90s1200, attiny11, attiny12, attiny15 and attiny28, which have no RAM.

// Why constants and not an enum's variants: aliases are nothing special, and ten thousand of them compile in half the time.

/// Takes the tables apart.
#[cfg_attr(irqshare_avr_device_known, allow(unused_macros, reason = "the build's device may have no table"))]
macro_rules! tables {
    ($([$($device:ident),+] $vectors:tt)+) => {
        $($(device! { $device $vectors })+)+
    };
}

/// A device's module.
#[cfg_attr(irqshare_avr_device_known, allow(unused_macros, reason = "the build's device may have no table"))]
macro_rules! device {
    ($device:ident { $($number:literal $name:ident $(| $alias:ident)*,)+ }) => {
        #[doc = concat!("The vectors of ", stringify!($device), ".\n\n| number | name |\n|---|---|")]
        $(#[cfg_attr(doc, doc = concat!("| ", $number, " | `", stringify!($name), "`" $(, ", `", stringify!($alias), "`")*, " |"))])+
        pub mod $device {
            // Hidden, or the documentation's search would find little else than vectors.
            #[doc(hidden)]
            #[derive(Debug)]
            pub enum Interrupt {}

            // Names of the headers, a few of them in small letters.
            #[allow(missing_docs, non_upper_case_globals)]
            impl Interrupt {
                $(
                    pub const $name: u16 = $number;
                    $(pub const $alias: u16 = $number;)*
                )+
            }
        }
    };
}

/// The other devices in the build for one: each has its module, in which a vector of any name is an error that says so.
#[cfg(irqshare_avr_device_known)]
macro_rules! others {
    ($build:literal [$($device:ident),+] [$($name:ident),+]) => {
        $(
            #[doc(hidden)]
            pub mod $device {
                pub enum Device {}

                impl super::Other for Device {
                    const REFUSAL: &str = concat!(
                        "irqshare: `irqshare::avr::", stringify!($device), "` isn't the device of this build, whose `-C target-cpu` is `", $build,
                        "`: name that one, or build for this one"
                    );
                }

                pub type Interrupt = super::OtherInterrupt<Device>;
            }
        )+

        #[doc(hidden)]
        pub struct OtherInterrupt<D>(core::marker::PhantomData<D>);

        // Every name that any device has, once for all of them.
        #[allow(non_upper_case_globals)]
        impl<D: Other> OtherInterrupt<D> {
            $(pub const $name: u16 = D::NUMBER;)+
        }
    };
}

/// A device that isn't the build's.
#[cfg(irqshare_avr_device_known)]
#[doc(hidden)]
pub trait Other {
    const REFUSAL: &str;
    const NUMBER: u16 = panic!("{}", Self::REFUSAL);
}

#[cfg(irqshare_avr_device_known)]
include!(concat!(env!("OUT_DIR"), "/avr_tables.rs"));
#[cfg(not(irqshare_avr_device_known))]
include!("tables.rs");
