//! Names of symbols: demangled, and cut short.

use std::format;
use std::string::String;

/// The whole path of a symbol, without hashes and what compilers append. A local symbol of C is in
/// the file that defines it.
pub(super) fn path(raw: &str, file: &str) -> String {
    if let Ok(demangled) = rustc_demangle::try_demangle(raw) {
        let path = format!("{demangled:#}");
        return stem(&path).into();
    }
    let name = stem(raw);
    // rustc's own names of codegen units aren't files.
    let (_, file) = file.rsplit_once('/').unwrap_or(("", file));
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let source = ["c", "C", "cc", "cpp", "cxx"].contains(&ending);
    if source { format!("{file}::{name}") } else { name.into() }
}

/// Without a suffix of LLVM's or gcc's: `.llvm.123`, `.0` of a split global, `.1234` of a
/// function's own static, `.lto_priv.0`.
fn stem(path: &str) -> &str {
    let last = path.rfind("::").map_or(0, |at| at + 2);
    match path[last..].find('.') {
        Some(dot) if dot > 0 => &path[..last + dot],
        _ => path,
    }
}

/// The last segments of a path, as many as that. Those without a name, `{closure#0}`, don't count
/// and aren't first.
pub(super) fn short(path: &str, mut segments: usize) -> &str {
    let mut depth = 0_usize;
    let bytes = path.as_bytes();
    let mut end = path.len();
    for at in (0..path.len().saturating_sub(1)).rev() {
        match bytes[at] {
            b'>' | b'}' | b')' | b']' => depth += 1,
            b'<' | b'{' | b'(' | b'[' => depth = depth.saturating_sub(1),
            b':' if depth == 0 && bytes[at + 1] == b':' => {
                if bytes[at + 2] != b'{' && at + 2 < end {
                    segments -= 1;
                    if segments == 0 {
                        return &path[at + 2..];
                    }
                }
                end = at;
            }
            _ => {}
        }
    }
    path
}

/// Whether a path ends with these segments.
pub(super) fn ends(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_manglings_and_what_is_appended() {
        let path = |raw| path(raw, "");
        assert_eq!(path("_ZN5probe4tick5COUNT17h0123456789abcdefE"), "probe::tick::COUNT");
        assert_eq!(path("_ZN5probe4tick5COUNT17h0123456789abcdefE.0"), "probe::tick::COUNT");
        assert_eq!(path("_ZN5probe4tick5COUNT17h0123456789abcdefE.llvm.12345"), "probe::tick::COUNT");
        assert_eq!(path("_RNvNvCs9ltgdHTiPiY_5probe4tick5COUNT"), "probe::tick::COUNT");
        assert_eq!(path("_RNvNvCs9ltgdHTiPiY_5probe4tick5COUNT.1"), "probe::tick::COUNT");
        assert_eq!(path("head"), "head");
        assert_eq!(path("head.1234"), "head");
        assert_eq!(super::path("head.lto_priv.0", "src/ring.c"), "ring.c::head");
    }

    #[test]
    fn short_names() {
        assert_eq!(short("probe::tick::COUNT", 1), "COUNT");
        assert_eq!(short("probe::tick::COUNT", 2), "tick::COUNT");
        assert_eq!(short("probe::tick::COUNT", 9), "probe::tick::COUNT");
        assert_eq!(short("probe::tick::{closure#0}::COUNT", 2), "tick::{closure#0}::COUNT");
        assert_eq!(
            short("<probe::Ring as probe::Tick>::tick::COUNT", 3),
            "<probe::Ring as probe::Tick>::tick::COUNT"
        );
        assert_eq!(short("head", 1), "head");
        assert!(ends("probe::tick::COUNT", "tick::COUNT") && !ends("probe::atick::COUNT", "tick::COUNT"));
    }
}
