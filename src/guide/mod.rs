//! The guide: sharing state with interrupt handlers, and what a page of reference has no room for.
//!
//! Its code runs: on [the model](model), or as firmware in emulators, and so do the bugs that it shows.
//!
//! # To begin with
//!
//! | page | read this if |
//! |---|---|
//! | [The three cases](cases) | you want to know what goes wrong with a `static mut`, and how each cell rules it out. Start here |
//! | [Which chip](chips) | your chip and its runtime or HAL: how handlers are bound there, which cells there are, which feature to turn on |
//! | [Choosing a cell](choosing) | you have a value to share: a chart, and each cell with an example and its cost |
//! | [Waiting](waiting) | main sleeps, or tasks wait, until a handler has run |
//! | [Test what you have](watch) | you have a driver in Rust or C, and want its interrupt bugs found without changing it |
//! | [Testing with the model](model) | you want `cargo test` to find the interrupt that comes at the worst moment. [Drivers](drivers) simulates registers, [what it can't see](limits) has a page, and so have [nextest, proptest and coverage](tools) |
//!
//! # Coming from elsewhere
//!
//! Before and after side by side, with the cost of both, and how to get from one to the other in small steps.
//!
//! | page | from |
//! |---|---|
//! | [`static mut`](from_static_mut) | `unsafe` by hand |
//! | [mutexes](from_mutex) | `Mutex<RefCell<Option<T>>>` of critical-section, cortex-m, avr-device, bare-metal |
//! | [an example of a HAL](ports) | drivers in mutexes: stm32f4xx-hal's and others' examples, and what becomes what |
//! | [C](from_c) | `volatile`, `ISR`, `ATOMIC_BLOCK`, `__disable_irq` |
//! | [RTIC](from_rtic) | `#[app]`, resources, `lock` |
//! | [embassy](from_embassy) | `CriticalSectionRawMutex`, `Signal`, `AtomicWaker`; a handler beside a HAL's driver |
//!
//! # To look things up
//!
//! | page | what it answers |
//! |---|---|
//! | [Errors](errors) | what does this message mean, and what do I write instead? |
//! | [Priorities and latency](priorities) | which priority, who delays whom, and how late may an interrupt be? |
//! | [Costs](cost) | how many cycles, how many of them masked, how many bytes; beside C and other crates |
//! | [Beside other crates](interop) | what do I write with heapless, embedded-hal, portable-atomic, riscv-rt, embassy's HALs, on an RP2040, an ESP32 or WCH's CH32V? |
//! | [Soundness](soundness) | why does it hold, what was tried against it, and what stays my duty? |
//! | [The sweep](sweep) | how is it tested on a target, and how do I do that on my board? |

/// The pages. Their examples run on the model and link to it, so they stand in the documentation for hosts; elsewhere each leads there.
macro_rules! pages {
    ($($page:ident: $title:literal, $(#[$text:meta])+)+) => {$(
        #[cfg(irqshare_model)]
        $(#[$text])+
        pub mod $page {}

        #[cfg(not(irqshare_model))]
        #[doc = concat!(
            $title, ": [this page](https://docs.rs/irqshare/latest/irqshare/guide/", stringify!($page),
            "/index.html) stands in the documentation for hosts with the feature `model`."
        )]
        pub mod $page {}
    )+};
}

pages! {
    cases: "The three cases of sharing with a handler", #[doc = include_str!("cases.md")]
    choosing: "Choosing a cell",
    #[doc = "Choosing a cell: a chart, and each cell in a few lines."]
    #[doc = ""]
    #[doc = include_str!("choosing.svg")]
    #[doc = ""]
    #[doc = include_str!("choosing.md")]
    waiting: "Waiting for a handler", #[doc = include_str!("waiting.md")]
    model: "Testing with the model", #[doc = include_str!("model.md")]
    drivers: "Drivers on the model",
    #[doc = include_str!("drivers.md")]
    #[doc = concat!("```ignore\n", include_str!("../../examples/uart.rs"), "```")]
    limits: "What the model can't see", #[doc = include_str!("limits.md")]
    errors: "What an error says, and what to write instead", #[doc = include_str!("errors.md")]
    priorities: "Priorities and latency", #[doc = include_str!("priorities.md")]
    cost: "What everything costs", #[doc = include_str!("cost.md")]
    soundness: "Soundness", #[doc = include_str!("soundness.md")]
    sweep: "The sweep", #[doc = include_str!("sweep.md")]
    ports: "Porting an example of a HAL", #[doc = include_str!("ports.md")]
    chips: "Which chip", #[doc = include_str!("chips.md")]
    interop: "Beside other crates", #[doc = include_str!("interop.md")]
}

// Their examples want other crates: `tests/packages/guide` runs them.
pages! {
    tools: "The model with other tools", #[cfg_attr(not(doctest), doc = include_str!("tools.md"))]
    watch: "Test what you have",
    #[cfg_attr(all(feature = "watch", not(doctest)), doc = include_str!("watch.md"))]
    #[cfg_attr(
        not(feature = "watch"),
        doc = "Test what you have: [this page](https://docs.rs/irqshare/latest/irqshare/guide/watch/index.html) stands in the documentation with the feature `watch`."
    )]
    from_static_mut: "From `static mut`", #[cfg_attr(not(doctest), doc = include_str!("from_static_mut.md"))]
    from_mutex: "From `Mutex<RefCell<Option<T>>>`", #[cfg_attr(not(doctest), doc = include_str!("from_mutex.md"))]
    from_c: "From C", #[cfg_attr(not(doctest), doc = include_str!("from_c.md"))]
    from_rtic: "From RTIC", #[cfg_attr(not(doctest), doc = include_str!("from_rtic.md"))]
    from_embassy: "From embassy-sync", #[cfg_attr(not(doctest), doc = include_str!("from_embassy.md"))]
}
