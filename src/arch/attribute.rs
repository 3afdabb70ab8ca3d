//! The header `attribute: ..;` of `handlers!`: on RISC-V the handlers are bound by another attribute than riscv-rt's for core interrupts; on hosts they are the model's, as all are; elsewhere
//! there is no choice, and it is refused.
//!
//! What it says goes on as `[@attribute KIND DEVICE]`, in place of the device, to the architecture's `__irqshare_bind!` and its siblings: `external`, `pfic`, or `promised [ATTRIBUTE]`.

/// Hands it on.
#[cfg(any(
    irqshare_arch = "riscv",
    irqshare_arch = "hosted",
    all(irqshare_arch = "other", not(target_os = "none"))
))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_with_attribute {
    (unsafe $device:tt $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($handlers)* }
    };
}

/// The device's runtime has one attribute.
#[cfg(not(any(
    irqshare_arch = "riscv",
    irqshare_arch = "hosted",
    all(irqshare_arch = "other", not(target_os = "none"))
)))]
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_with_attribute {
    ($($all:tt)*) => {
        $crate::__private::core::compile_error!(
            "irqshare: `attribute:` chooses among the runtimes of RISC-V: remove it for this target, where `device:` says all, or put `#[cfg(target_arch = \"riscv32\")]` before this `handlers!`"
        );
    };
}
