//! What an item's own documentation has to say, by what the item is.

use crate::items::{Item, Kind};

/// What is missing, a line each: `irqshare::Global::get (src/global.rs:65): no example`.
pub fn complaints(items: &[Item], source: &dyn Fn(&Item) -> String) -> Vec<String> {
    let mut all = Vec::new();
    for item in items.iter().filter(|item| !is_elsewhere(item)) {
        let missing = missing(item, items, source);
        all.extend(missing.iter().map(|what| {
            let (file, line, _) = &item.source;
            format!("{} ({file}:{line}): {what}", item.path)
        }));
    }
    all
}

/// The guide is prose. What modules with devices have is names and numbers, and the module says what they are.
fn is_elsewhere(item: &Item) -> bool {
    let devices = ["irqshare::avr", "irqshare::model::lm3s6965", "irqshare::model::atmega328p"];
    item.is_in("irqshare::guide") || devices.iter().any(|module| item.is_in(module) && item.path != **module)
}

fn missing(item: &Item, items: &[Item], source: &dyn Fn(&Item) -> String) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let mut wants = |needed: bool, is_there: bool, what: &'static str| {
        if needed && !is_there {
            missing.push(what);
        }
    };
    let says = |word: &str| says(&item.docs, word);
    let (kind, in_model) = (item.kind, item.is_in("irqshare::model"));
    let runs = matches!(kind, Kind::Function | Kind::TraitMethod);

    wants(true, !item.docs.trim().is_empty(), "no documentation");
    // A trait's methods are shown together, in the trait's example. The crate's page is the README, whose examples are whole firmware: other steps build them.
    let is_shown = !matches!(kind, Kind::Part | Kind::TraitMethod) && item.path != "irqshare";
    wants(is_shown, has_example(&item.docs), "no example");
    // Who may call it, and what it costs. In the model the module says so for all; of a trait's methods, the trait.
    let costs = match kind {
        Kind::Type | Kind::Macro | Kind::Function => !in_model,
        Kind::Trait => !in_model && items.iter().any(|m| m.kind == Kind::TraitMethod && m.is_in(&item.path)),
        Kind::Module => item.path == "irqshare::model",
        Kind::TraitMethod | Kind::Part => false,
    };
    wants(costs, says("Context"), "no **Context**");
    wants(costs, says("Cost"), "no **Cost**");
    // On the hardware, `#[track_caller]` may stand for the model's pictures alone; in the model, it says where a panic comes from. What gives itself back notes the
    // place, and whoever has a `Cpu` is in a run, whose failure isn't a panic of theirs.
    let names_caller = in_model
        && item.tracks_caller
        && !item.gives_result
        && !item.is_in("irqshare::model::Cpu")
        && !item.is_in("irqshare::model::Setup")
        && !item.is_in("irqshare::model::Allowed");
    wants(runs && (names_caller || panics(&source(item))), says("Panics"), "no **Panics**");
    wants(item.gives_result, has_section(&item.docs, "Errors"), "no section `# Errors`");
    wants(item.is_unsafe, has_section(&item.docs, "Safety"), "no section `# Safety`");
    missing
}

/// `**Word**: something`, or `**Panics** when ..`.
fn says(docs: &str, word: &str) -> bool {
    let word = format!("**{word}**");
    docs.match_indices(&word).any(|(at, _)| {
        let rest = docs[at + word.len()..].trim_start_matches([':', ' ', '\n']);
        rest.starts_with(|first: char| first.is_alphanumeric() || "`<[".contains(first))
    })
}

/// A heading with something under it.
fn has_section(docs: &str, heading: &str) -> bool {
    let heading = format!("# {heading}");
    let mut lines = docs.lines().skip_while(|line| line.trim() != heading).skip(1);
    lines.find(|line| !line.trim().is_empty()).is_some_and(|line| !line.starts_with('#'))
}

/// A block that rustdoc compiles, with a line that is shown.
fn has_example(docs: &str) -> bool {
    let mut lines = docs.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
        let is_shown = |line: &&str| !line.is_empty() && *line != "#" && !line.starts_with("# ");
        if info.split([',', ' ']).all(is_compiled) && block.iter().any(is_shown) {
            return true;
        }
    }
    false
}

/// What an example may be beside plain. `ignore` isn't among them, nor another language.
fn is_compiled(word: &str) -> bool {
    matches!(word, "" | "rust" | "no_run" | "should_panic" | "compile_fail" | "standalone_crate")
        || word.starts_with("edition")
}

/// This crate's functions that never return.
pub const NEVER_RETURN: &[&str] = &[
    "no_switch",
    "strays",
    "refused",
    "borrowed",
    "locked",
    "named_twice",
    "handler_elsewhere",
    "main_elsewhere",
    "lent_already",
    "off",
    "stop",
    "storm",
    "is_redundant",
    "waits_for_ever",
    "not_hardware",
    "two_references",
    "leave",
    "not_a_look",
    "sleeps_for_ever",
    "goes_on_for_ever",
    "end_process",
    "not_reset",
    "enough",
    "without_values",
    "without_values_behind_hal",
    "without_values_yet",
    "__irqshare_not_as_declared",
    "affected",
    "taken_already",
    "taken_from_above",
    "__irqshare_not_lent",
];

const PANICS: [&str; 8] = [
    " panic!(",
    " assert!(",
    " assert_eq!(",
    " assert_ne!(",
    "unreachable!(",
    ".unwrap()",
    ".expect(",
    "resume_unwind(",
];

/// Whether a function's own text can panic at run time: by a macro, by a method that unwraps, or by a function that never returns. What it calls is looked at where
/// that stands.
fn panics(source: &str) -> bool {
    let source = without_constants(source);
    let mut code =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!(" {line}"));
    code.any(|line| {
        PANICS.iter().any(|word| line.contains(word))
            || NEVER_RETURN.iter().any(|name| line.contains(&format!(" {name}(")))
    })
}

/// Less the blocks `const { .. }`, which fail in the build.
fn without_constants(source: &str) -> String {
    let mut rest = source;
    let mut kept = String::new();
    while let Some((before, block)) = rest.split_once("const {") {
        kept += before;
        let mut depth = 1_u32;
        let end = block.find(|c| {
            depth = depth + u32::from(c == '{') - u32::from(c == '}');
            depth == 0
        });
        rest = end.map_or("", |end| &block[end + 1..]);
    }
    kept + rest
}
