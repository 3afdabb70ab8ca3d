//! The floors of the sources: which files may import which, and where a target may be named. `source_tree/imports.rs` says what an import is.

#![allow(missing_docs)]

#[path = "source_tree/imports.rs"]
mod imports;
#[path = "source_tree/tokens.rs"]
mod tokens;

use imports::Tree;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// A floor, and the only ones that its files may import.
const FLOORS: [(&str, &[&str]); 2] =
    [("model/engine/", &["model/engine/"]), ("model/report/", &["model/report/", "model/engine/"])];

/// Where the engine may be imported: what tells it of cells and masks. (The model's own files are `FLOORS`' matter.)
const HOOKS: [&str; 2] = ["hooks.rs", "arch/hosted/"];

const TARGETS: [&str; 8] = [
    "target_arch",
    "target_os",
    "irqshare_arch",
    "irqshare_mainline",
    "irqshare_v7em",
    "irqshare_avr_nests",
    "irqshare_avr_cpu_unknown",
    "irqshare_avr_device_known",
];

/// Folders and files that may name a target, and why. (build.rs does, too.)
const MAY_NAME_TARGETS: [(&str, &str); 3] = [
    ("arch/", "each of its folders is a target's"),
    ("avr/", "the tables are one target's"),
    ("lib.rs", "says what there is on which target"),
];

/// Imports from a floor that its files may not import.
fn climbing(tree: &Tree) -> Vec<String> {
    let may = |path: &str, other: &str| {
        let mut floors = FLOORS.iter().filter(|(floor, _)| path.starts_with(floor));
        floors.all(|(_, below)| below.iter().any(|floor| other.starts_with(floor)))
    };
    arrows(tree, |path, other| !may(path, other))
}

fn circles(tree: &Tree) -> Vec<String> {
    tree.circles(|_, _| false)
}

/// Imports of the model by files that are neither its own nor hooks.
fn past_the_hooks(tree: &Tree) -> Vec<String> {
    let outside =
        |path: &str| !path.starts_with("model/") && !HOOKS.iter().any(|hook| path.starts_with(hook));
    arrows(tree, |path, other| outside(path) && other.starts_with("model/"))
}

/// Imports from one folder of `arch` to another.
fn between_archs(tree: &Tree) -> Vec<String> {
    /// `avr` of `arch/avr/sreg.rs`.
    fn arch(path: &str) -> Option<&str> {
        path.strip_prefix("arch/")?.split_once('/').map(|(folder, _)| folder)
    }
    arrows(tree, |path, other| arch(path).is_some_and(|own| arch(other).is_some_and(|other| own != other)))
}

fn targets(tree: &Tree) -> Vec<String> {
    let may = |path: &str| MAY_NAME_TARGETS.iter().any(|(place, _)| path.starts_with(place));
    let named = |path| TARGETS.iter().filter(move |word| tree.has_word(path, word));
    let paths = tree.imports().map(|(path, _)| path).filter(|path| !may(path));
    paths.flat_map(|path| named(path).map(move |word| format!("{path}: {word}"))).collect()
}

fn arrows(tree: &Tree, which: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let all = tree.imports().flat_map(|(path, others)| others.iter().map(move |other| (path, other)));
    all.filter(|(path, other)| which(path, other)).map(|(path, other)| format!("{path} -> {other}")).collect()
}

/// The crate's own files.
static SOURCES: LazyLock<Tree> = LazyLock::new(|| {
    fn walk(folder: &Path, files: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix("src").expect("below it").to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).expect("readable")));
            }
        }
    }
    let mut files = Vec::new();
    walk("src".as_ref(), &mut files);
    Tree::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
});

#[test]
fn engine_and_report_import_what_is_below_them() {
    assert_eq!(climbing(&SOURCES), [""; 0]);
}

#[test]
fn no_files_import_each_other_in_circles() {
    assert_eq!(circles(&SOURCES), [""; 0]);
}

#[test]
fn no_architecture_imports_another() {
    assert_eq!(between_archs(&SOURCES), [""; 0]);
}

#[test]
fn the_model_is_reached_through_the_hooks_alone() {
    assert_eq!(past_the_hooks(&SOURCES), [""; 0]);
}

#[test]
fn targets_are_named_where_they_belong() {
    assert_eq!(targets(&SOURCES), [""; 0]);
}

/// Catches a list of exceptions that has outlived them.
#[test]
fn each_exception_is_needed() {
    for (place, _) in MAY_NAME_TARGETS {
        let mut paths = SOURCES.imports().map(|(path, _)| path).filter(|path| path.starts_with(place));
        let named = paths.any(|path| TARGETS.iter().any(|word| SOURCES.has_word(path, word)));
        assert!(named, "{place} names no target");
    }
}

/// Catches a reader that sees nothing: these imports are known.
#[test]
fn imports_are_seen() {
    let of = |path| SOURCES.imports().find(|(own, _)| *own == path).expect("a file").1;
    let imports = |path, other: &str| of(path).contains(other);
    assert!(imports("model/engine/token.rs", "model/engine/path/mod.rs"), "by `super::`");
    assert!(
        imports("model/report/verdict.rs", "model/engine/program.rs"),
        "through the re-exports of a `mod.rs`"
    );
    assert!(imports("model/reset.rs", "wait/event.rs"), "through those of two");
    assert!(imports("model/setup.rs", "wait/block_on.rs"), "by a path in the code");
    assert!(imports("model/plain.rs", "arch/hosted/word.rs"), "through the re-export of a face");
    assert!(of("model/engine/fork.rs").is_empty(), "out of a module in the file itself");
}

/// Catches a rule that nothing can break: each, by the least that does.
#[test]
fn each_rule_notices_what_breaks_it() {
    type Files<'a> = &'a [(&'a str, &'a str)];
    let finds = |rule: fn(&Tree) -> Vec<String>, files: Files<'_>, expected: &[&str]| {
        assert_eq!(rule(&Tree::new(files.iter().copied())), expected, "{files:?}");
    };
    let model = ("model/mod.rs", "mod engine; mod report; mod setup; pub use setup::Setup;");
    let setup = ("model/setup.rs", "pub struct Setup;");
    for text in [
        "use crate::model::setup::Setup;",
        "use crate::{model::setup::{self, Setup}};",
        "use super::super::setup as s;",
        "fn f(_: &crate::model::Setup) {}",
        "mod inner { use super::super::super::Setup as S; }",
    ] {
        finds(
            climbing,
            &[model, setup, ("model/engine/a.rs", text)],
            &["model/engine/a.rs -> model/setup.rs"],
        );
        finds(
            climbing,
            &[model, setup, ("model/report/a.rs", text)],
            &["model/report/a.rs -> model/setup.rs"],
        );
    }
    let up = ("model/engine/a.rs", "use crate::model::report::b::B;");
    finds(climbing, &[up, ("model/report/b.rs", "struct B;")], &["model/engine/a.rs -> model/report/b.rs"]);
    let down = ("model/report/b.rs", "use crate::model::engine::a::A;");
    finds(climbing, &[down, ("model/engine/a.rs", "struct A;")], &[]);
    let hands_on = ("model/engine/mod.rs", "pub(crate) use crate::context::Main;");
    finds(climbing, &[hands_on, ("context.rs", "struct Main;")], &["model/engine/mod.rs -> context.rs"]);

    let face = ("lib.rs", "mod a; mod b; pub use a::A;");
    let through_a_star = [face, ("a.rs", "use super::b::*; struct A;"), ("b.rs", "use crate::A; struct B;")];
    finds(circles, &through_a_star, &["a.rs -> b.rs", "b.rs -> a.rs"]);
    let handed_on = [face, ("a.rs", "use crate::b; struct A;"), ("b.rs", "pub use crate::A;")];
    finds(circles, &handed_on, &[]);

    let engine = ("model/engine/mod.rs", "pub fn with() {}");
    let cell = ("shared.rs", "use crate::model::engine::with;");
    finds(past_the_hooks, &[engine, cell], &["shared.rs -> model/engine/mod.rs"]);
    let hooks = ("hooks.rs", "pub use crate::model::engine::with;");
    finds(past_the_hooks, &[engine, hooks, ("shared.rs", "fn f() { crate::hooks::touch() }")], &[]);

    let avr = ("arch/avr/sreg.rs", "use crate::arch::riscv::csr;");
    finds(between_archs, &[avr, ("arch/riscv/csr.rs", "")], &["arch/avr/sreg.rs -> arch/riscv/csr.rs"]);
    finds(between_archs, &[("arch/avr/sreg.rs", "use crate::arch::line;"), ("arch/line.rs", "")], &[]);
    finds(between_archs, &[("arch/mod.rs", "use avr::sreg;"), ("arch/avr/sreg.rs", "")], &[]);

    for word in TARGETS {
        let text = &format!("#[cfg(all(unix, {word} = \"x\"))] fn f() {{}}");
        finds(targets, &[("global.rs", text)], &[&format!("global.rs: {word}")]);
        finds(targets, &[("arch/x.rs", text), ("lib.rs", text)], &[]);
    }
    finds(targets, &[("global.rs", "// target_os\n/// irqshare_arch\nconst A: &str = \"target_os\";")], &[]);
}
