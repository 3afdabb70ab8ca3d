//! Guides: what a page of reference has no room for.

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

#[cfg(feature = "model")]
#[doc = include_str!("model.md")]
pub mod model {}

#[cfg(feature = "model")]
#[doc = include_str!("drivers.md")]
#[doc = concat!("```ignore\n", include_str!("../../examples/uart.rs"), "```")]
pub mod drivers {}

#[cfg(feature = "model")]
#[doc = include_str!("limits.md")]
pub mod limits {}

#[doc = include_str!("cost.md")]
pub mod cost {}

#[doc = include_str!("waiting.md")]
pub mod waiting {}

#[doc = include_str!("sweep.md")]
pub mod sweep {}
