//! Guides: what a page of reference has no room for.

#[doc = include_str!("sweep.md")]
pub mod sweep {}

#[doc = include_str!("waiting.md")]
pub mod waiting {}
