//! Features that don't go together, each with the reason and the way out.
//!
//! The documentation is built with features that no single target takes, so `docsrs` is let through.

#[cfg(all(feature = "model", target_os = "none", not(docsrs)))]
compile_error!(
    "irqshare: `model` runs on hosts only: it needs std and emulates the interrupts. Enable it in \
     [dev-dependencies], and run `cargo test` without `--target`."
);

#[cfg(all(feature = "model", feature = "custom-mask", not(target_os = "none")))]
compile_error!(
    "irqshare: `custom-mask` and `model` don't go together: on the model, the emulated CPU is the mask. \
     Enable `custom-mask` for the firmware's target alone."
);

#[cfg(all(
    feature = "critical-section-impl",
    irqshare_mask = "provider",
    any(irqshare_arch = "cortex_m", irqshare_arch = "riscv"),
    not(docsrs)
))]
compile_error!(
    "irqshare: `critical-section-impl` needs `unsafe-assume-single-core` on this target: masking this core \
     doesn't hold off another one. On a chip with several cores, take the implementation of its HAL."
);

#[cfg(all(
    feature = "critical-section-impl",
    irqshare_mask = "provider",
    not(any(irqshare_arch = "cortex_m", irqshare_arch = "riscv")),
    not(docsrs)
))]
compile_error!(
    "irqshare: `critical-section-impl` needs a mask of irqshare's own, and this target has none: on a host \
     enable `model`, or `std` of critical-section instead; elsewhere enable `custom-mask` and call `set_mask!`."
);

#[cfg(all(feature = "cortex-m7-r0p1", target_os = "none", not(irqshare_v7em), not(docsrs)))]
compile_error!(
    "irqshare: `cortex-m7-r0p1` is for Cortex-M7 alone (thumbv7em-none-eabi and thumbv7em-none-eabihf): \
     leave it out for this target."
);

#[cfg(all(
    any(feature = "bare-metal-02", feature = "bare-metal-1"),
    target_os = "none",
    not(irqshare_single_core),
    not(docsrs)
))]
compile_error!(
    "irqshare: bare-metal tokens prove that one core is masked, no more: add `unsafe-assume-single-core` if the \
     chip has just one, or leave out `bare-metal-02` and `bare-metal-1` and use `irqshare::interrupts::free`."
);
