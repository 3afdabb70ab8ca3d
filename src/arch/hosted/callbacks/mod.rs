//! What the compiler has watched code call before each access, for
//! [`Setup::watch`](crate::model::Setup::watch): the callbacks of LLVM's and gcc's ThreadSanitizer.
//!
//! A file for each architecture. They call what the engine's `watched` exports for them, and it
//! calls what they export to set who is watched, and to leave a run.

#[cfg(target_arch = "aarch64")]
mod aarch64;
mod state;
#[cfg_attr(target_arch = "aarch64", path = "step_aarch64.rs")]
#[cfg_attr(target_arch = "x86_64", path = "step_x86_64.rs")]
mod step;
#[cfg(target_arch = "x86_64")]
mod x86_64;

#[cfg(target_arch = "aarch64")]
pub(crate) use aarch64::c_function;
#[cfg(target_arch = "x86_64")]
pub(crate) use x86_64::c_function;
