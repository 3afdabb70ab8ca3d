//! The guide: sharing state with interrupt handlers, and what a page of reference has no room for.
//!
//! Its code runs: on [the model](model), or as firmware in emulators, and so do the bugs that it shows.
//!
//! # To begin with
//!
//! | page | for whom |
//! |---|---|
//! | [The three cases](cases) | who wants to know what goes wrong with a `static mut`, and how each cell rules it out. Start here |
//! | [Choosing a cell](choosing) | who has a value to share: a chart, and each cell with an example and its cost |
//! | [Waiting](waiting) | who has main sleep, or tasks wait, until a handler has run |
//! | [Testing with the model](model) | who wants `cargo test` to find the interrupt that comes at the worst moment. [Drivers](drivers) simulates registers, [what it can't see](limits) has a page |
//!
//! # Coming from elsewhere
//!
//! Before and after side by side, with the cost of both, and how to get from one to the other in small steps.
//!
//! | page | from |
//! |---|---|
//! | [`static mut`](from_static_mut) | `unsafe` by hand |
//! | [mutexes](from_mutex) | `Mutex<RefCell<Option<T>>>` of critical-section, cortex-m, avr-device, bare-metal |
//! | [C](from_c) | `volatile`, `ISR`, `ATOMIC_BLOCK`, `__disable_irq` |
//! | [RTIC](from_rtic) | `#[app]`, resources, `lock` |
//! | [embassy-sync](from_embassy) | `CriticalSectionRawMutex`, `Signal`, `AtomicWaker` |
//!
//! # To look things up
//!
//! | page | what it answers |
//! |---|---|
//! | [Errors](errors) | what does this message mean, and what do I write instead? |
//! | [Priorities and latency](priorities) | which priority, who delays whom, and how late may an interrupt be? |
//! | [Costs](cost) | how many cycles, how many of them masked, how many bytes; beside C and other crates |
//! | [Soundness](soundness) | why does it hold, what was tried against it, and what stays my duty? |
//! | [The sweep](sweep) | how is it tested on a target, and how do I do that on my board? |

#[doc = "Choosing a cell: a chart, and each cell in a few lines."]
#[doc = ""]
#[doc = include_str!("choosing.svg")]
#[doc = ""]
#[doc = include_str!("choosing.md")]
pub mod choosing {}

#[doc = include_str!("cases.md")]
pub mod cases {}

#[doc = include_str!("priorities.md")]
pub mod priorities {}

#[doc = include_str!("soundness.md")]
pub mod soundness {}

#[doc = include_str!("errors.md")]
pub mod errors {}

// Their examples want the crates that they come from: `tests/packages/guide` runs them.
#[cfg_attr(not(doctest), doc = include_str!("from_static_mut.md"))]
pub mod from_static_mut {}

#[cfg_attr(not(doctest), doc = include_str!("from_mutex.md"))]
pub mod from_mutex {}

#[cfg_attr(not(doctest), doc = include_str!("from_c.md"))]
pub mod from_c {}

#[cfg_attr(not(doctest), doc = include_str!("from_rtic.md"))]
pub mod from_rtic {}

#[cfg_attr(not(doctest), doc = include_str!("from_embassy.md"))]
pub mod from_embassy {}

// Three pages link to what the model alone has. Elsewhere they say where they are, so that links to them hold.

#[cfg_attr(irqshare_mask = "model", doc = include_str!("model.md"))]
#[cfg_attr(
    not(irqshare_mask = "model"),
    doc = "Finding interrupt bugs on the laptop: [in the documentation of a host](https://docs.rs/irqshare/latest/irqshare/guide/model/index.html)."
)]
pub mod model {}

#[cfg_attr(irqshare_mask = "model", doc = include_str!("drivers.md"))]
#[cfg_attr(irqshare_mask = "model", doc = concat!("```ignore\n", include_str!("../../examples/uart.rs"), "```"))]
#[cfg_attr(
    not(irqshare_mask = "model"),
    doc = "Drivers on the model: [in the documentation of a host](https://docs.rs/irqshare/latest/irqshare/guide/drivers/index.html)."
)]
pub mod drivers {}

#[cfg_attr(irqshare_mask = "model", doc = include_str!("limits.md"))]
#[cfg_attr(
    not(irqshare_mask = "model"),
    doc = "What the model can't see: [in the documentation of a host](https://docs.rs/irqshare/latest/irqshare/guide/limits/index.html)."
)]
pub mod limits {}

#[doc = include_str!("cost.md")]
pub mod cost {}

#[doc = include_str!("waiting.md")]
pub mod waiting {}

#[doc = include_str!("sweep.md")]
pub mod sweep {}
