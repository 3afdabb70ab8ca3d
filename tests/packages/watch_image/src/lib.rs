//! The names and numbers of Rust's and C's statics, against their types.
//!
//! The module is compiled in here as it stands, because only its crate's `model` can call it.

#![cfg(test)]
#![allow(dead_code, unused_imports, unexpected_cfgs)]

mod model;
