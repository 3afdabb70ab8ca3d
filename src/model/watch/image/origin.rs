//! `Origin`: whether a static is the program's, or belongs to what runs the program.
//!
//! Told by the symbol's name, because without types the debug information has no statics. A Rust
//! path names its crate. What isn't mangled is C's (or `no_mangle`), and the program's, except for
//! the few that the compilers and the crt bring: libc itself is a shared library.

/// The `file` of what the loader copies out of a shared library.
pub(super) const SHARED_LIBRARY: &str = "<shared library>";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The program's.
    User,
    /// Of std, the harness, libc, the compiler, this crate.
    Runtime,
    /// The compiler's name for memory inside another static: mutable, but nothing to call it by.
    Nameless,
}

/// std, with the crates inside it, what this crate brings, and names of Rust's own types.
const CRATES: [&str; 32] = [
    "std",
    "core",
    "alloc",
    "test",
    "proc_macro",
    "panic_unwind",
    "panic_abort",
    "unwind",
    "std_detect",
    "compiler_builtins",
    "profiler_builtins",
    "__rustc",
    "hashbrown",
    "rustc_std_workspace_core",
    "rustc_std_workspace_alloc",
    "rustc_std_workspace_std",
    "getopts",
    "unicode_width",
    "memchr",
    "rustc_demangle",
    "addr2line",
    "gimli",
    "object",
    "miniz_oxide",
    "adler",
    "adler2",
    "cfg_if",
    "libc",
    "fallible_iterator",
    "smallvec",
    "rustc_literal_escaper",
    "simd_adler32",
];

/// Starts of symbols that compilers, sanitizers and coverage bring.
const PREFIXES: [&str; 17] = [
    "__rust_",
    "rust_eh_",
    "_rust_extern_with_linkage_",
    "DW.ref.",
    "__dso_handle",
    "__llvm_",
    "__prof",
    "lprof",
    "__covrec_",
    "__gcov",
    "__asan",
    "__tsan",
    "__sanitizer",
    "_IO_",
    "__irqshare",
    "irqshare_monitor",
    "__TMC_",
];

/// Of a symbol: its path, its raw name, and the source file of a local one.
pub(super) fn of(path: &str, raw: &str, file: &str) -> Origin {
    let crt = file.starts_with("crt") || file.starts_with("InstrProf") || file == SHARED_LIBRARY;
    if crt || PREFIXES.iter().any(|prefix| raw.starts_with(prefix)) {
        return Origin::Runtime;
    }
    if raw.starts_with("anon.") || raw.starts_with(".L") {
        return Origin::Nameless;
    }
    if !raw.starts_with("_R") && !raw.starts_with("_ZN") {
        return Origin::User;
    }
    // Macros of this crate write these into the user's.
    let generated = path.contains("::__IRQSHARE");
    if generated || path.starts_with("critical_section::std::") || roots(path).all(runtime) {
        return Origin::Runtime;
    }
    Origin::User
}

/// Whether a path into this crate is into its unit tests, whose statics are the user's.
fn unit_test(path: &str) -> bool {
    cfg!(test) && path.starts_with(env!("CARGO_CRATE_NAME")) && path.contains("::tests::")
}

fn runtime(path: &str) -> bool {
    let root = path.split("::").next().unwrap_or(path);
    CRATES.contains(&root) || root == env!("CARGO_CRATE_NAME") && !unit_test(path)
}

/// The paths in a symbol's, each from its crate on: `<std::X as user::Y>::f` is in `user`, as far
/// as can be told.
fn roots(path: &str) -> impl Iterator<Item = &str> {
    let start = |at: usize| {
        let before = path[..at].chars().next_back();
        let first = path[at..].chars().next();
        let word = |c: char| c.is_alphanumeric() || c == '_';
        first.is_some_and(word) && !before.is_some_and(|c| word(c) || c == ':' || c == '#')
    };
    let starts = path.char_indices().map(|(at, _)| at).filter(move |at| start(*at));
    let from = starts.map(|at| &path[at..]);
    // Words alone, such as `as` and `u32`, are no paths.
    from.filter(|path| {
        let word = path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
        path[word..].starts_with("::")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name() {
        let of = |path| super::of(path, "_R", "");
        assert_eq!(of("probe::RX"), Origin::User);
        assert_eq!(of("<probe::Ring>::push::COUNT"), Origin::User);
        assert_eq!(of("<alloc::vec::Vec<T> as probe::Tick>::tick::COUNT"), Origin::User);
        assert_eq!(of("<u32 as probe::Tick>::tick::COUNT"), Origin::User);
        assert_eq!(of("<std::thread::id::ThreadId>::new::COUNTER"), Origin::Runtime);
        assert_eq!(of("<std::X as core::fmt::Debug>::fmt::ONCE"), Origin::Runtime);
        assert_eq!(of("std::panicking::default_hook::{closure#0}::FIRST_PANIC"), Origin::Runtime);
        assert_eq!(of(concat!(env!("CARGO_CRATE_NAME"), "::model::explore::TURN")), Origin::Runtime);
        assert_eq!(super::of("head", "head", "ring.c"), Origin::User);
        assert_eq!(super::of("completed", "completed.0", "crtstuff.c"), Origin::Runtime);
        assert_eq!(super::of("stdout", "stdout", SHARED_LIBRARY), Origin::Runtime);
        assert_eq!(super::of("anon", "anon.1234.5", ""), Origin::Nameless);
    }
}
