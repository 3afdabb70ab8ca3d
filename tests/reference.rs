//! The reference on docs.rs is complete: each public item says what its users need, and shows an example that is compiled.
//!
//! The rules stand in `reference/rules.rs`. `tests/run --only reference` makes rustdoc's JSON, which stable rustdoc keeps to itself, and names it in
//! `IRQSHARE_REFERENCE`; without it the last test is ignored, and says so.

#![allow(missing_docs)]

#[path = "reference/items.rs"]
mod items;
#[path = "reference/rules.rs"]
mod rules;

use items::{Item, Kind, items};
use serde_json::{Value, json};
use std::path::Path;

/// What one item's docs lack.
fn lacks(item: &Item, source: &str) -> Vec<String> {
    let all = rules::complaints(std::slice::from_ref(item), &|_| source.to_owned());
    all.iter().map(|line| line.split(": ").nth(1).expect("a colon").to_owned()).collect()
}

fn item(path: &str, kind: Kind, docs: &str) -> Item {
    let source = ("src/x.rs".to_owned(), 1, 1);
    Item {
        path: path.into(),
        kind,
        docs: docs.into(),
        is_unsafe: false,
        gives_result: false,
        tracks_caller: false,
        source,
    }
}

const WHOLE: &str = "It adds.\n\n**Context**: anyone. **Cost**: none.\n\n```\nadd();\n```";

/// Catches a checker that passes everything: each rule, by the one thing that is missing.
#[test]
fn each_rule_notices_what_is_missing() {
    let function = |docs: &str| item("irqshare::add", Kind::Function, docs);
    assert_eq!(lacks(&function(WHOLE), ""), [""; 0]);
    assert_eq!(lacks(&function(&WHOLE.replace("**Context**: anyone.", "")), ""), ["no **Context**"]);
    assert_eq!(
        lacks(&function(&WHOLE.replace("**Context**: anyone.", "**Context**:")), ""),
        ["no **Context**"]
    );
    assert_eq!(lacks(&function(&WHOLE.replace("**Cost**: none.", "It is cheap.")), ""), ["no **Cost**"]);
    assert_eq!(lacks(&function(""), ""), ["no documentation", "no example", "no **Context**", "no **Cost**"]);
    assert_eq!(lacks(&Item { is_unsafe: true, ..function(WHOLE) }, ""), ["no section `# Safety`"]);
    assert_eq!(lacks(&Item { gives_result: true, ..function(WHOLE) }, ""), ["no section `# Errors`"]);
    let safe = format!("{WHOLE}\n\n# Safety\nNone but main calls it.");
    assert_eq!(lacks(&Item { is_unsafe: true, ..function(&safe) }, ""), [""; 0]);
    let empty = format!("{WHOLE}\n\n# Safety\n\n# Errors\n");
    assert_eq!(lacks(&Item { is_unsafe: true, ..function(&empty) }, ""), ["no section `# Safety`"]);
}

/// Catches a block that nobody compiles, or that shows nothing, taken for an example.
#[test]
fn an_example_is_compiled_and_shows_something() {
    for block in [
        "```text\nadd();\n```",
        "```ignore\nadd();\n```",
        "```\n# add();\n```",
        "```toml\na = 1\n```",
        "```\n```",
    ] {
        let docs = WHOLE.replace("```\nadd();\n```", block);
        assert_eq!(lacks(&item("irqshare::add", Kind::Function, &docs), ""), ["no example"], "{block}");
    }
    for block in [
        "```rust,no_run\nadd();\n```",
        "```text\nx\n```\n```\n# hidden();\nadd();\n```",
        "```standalone_crate\nadd();\n```",
    ] {
        let docs = WHOLE.replace("```\nadd();\n```", block);
        assert_eq!(lacks(&item("irqshare::add", Kind::Function, &docs), ""), [""; 0], "{block}");
    }
}

/// Catches a panic that stands in a function's text and not in its documentation; a constant's fails in the build.
#[test]
fn what_panics_says_so() {
    let function = item("irqshare::add", Kind::Function, WHOLE);
    for body in ["{ panic!(\"x\") }", "{\n    assert!(a < b);\n}", "{ a.unwrap() }", "{ borrowed() }"] {
        assert_eq!(lacks(&function, body), ["no **Panics**"], "{body}");
    }
    for body in ["{ const { assert!(A < B) } }", "{ a.unwrap_or(1) }", "// panic!(\"x\")", "{ a.take(); }"] {
        assert_eq!(lacks(&function, body), [""; 0], "{body}");
    }
    let docs = format!("{WHOLE}\n\n**Panics** when there is none.");
    assert_eq!(lacks(&item("irqshare::add", Kind::Function, &docs), "{ panic!() }"), [""; 0]);
    let tracks = Item { tracks_caller: true, ..item("irqshare::model::add", Kind::Function, WHOLE) };
    assert_eq!(lacks(&tracks, ""), ["no **Panics**"]);
}

/// Catches a function that panics for others, and that the rule doesn't know.
#[test]
fn what_never_returns_is_known() {
    let mut files = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(
                std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()),
            );
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        for line in text.lines().filter(|line| line.ends_with("-> ! {")) {
            let signature = line.split_once("fn ").map_or(line, |(_, signature)| signature);
            let name = signature.split(['(', '<']).next().unwrap_or_default();
            found += 1;
            // Programs' own, which nobody calls: of an example, and of `main!`.
            assert!(
                rules::NEVER_RETURN.contains(&name) || ["main", "__irqshare_main"].contains(&name),
                "{}: {name}",
                path.display()
            );
        }
    }
    assert!(found >= rules::NEVER_RETURN.len(), "{found}");
}

/// Catches a rule that asks too much or too little of the other kinds.
#[test]
fn what_is_asked_depends_on_the_kind() {
    let sentence = "It is the first.";
    assert_eq!(lacks(&item("irqshare::Order::First", Kind::Part, sentence), ""), [""; 0]);
    assert_eq!(lacks(&item("irqshare::Order::First", Kind::Part, ""), ""), ["no documentation"]);
    assert_eq!(lacks(&item("irqshare::Order", Kind::Type, sentence), "").len(), 3);
    assert_eq!(lacks(&item("irqshare::mask", Kind::Module, sentence), ""), ["no example"]);
    assert_eq!(lacks(&item("irqshare::order", Kind::Macro, sentence), "").len(), 3);
    assert_eq!(lacks(&item("irqshare::model", Kind::Module, sentence), "").len(), 3);
    assert_eq!(lacks(&item("irqshare::model::Setup", Kind::Type, sentence), ""), ["no example"]);
    assert_eq!(lacks(&item("irqshare::models::Setup", Kind::Type, sentence), "").len(), 3);
    assert_eq!(lacks(&item("irqshare::avr::at90can128::Interrupt", Kind::Type, ""), ""), [""; 0]);
    assert_eq!(lacks(&item("irqshare::avr", Kind::Module, ""), "").len(), 2);

    // A trait with methods says what they cost; one without has nothing that runs.
    let (mask, method) = (
        item("irqshare::Mask", Kind::Trait, sentence),
        item("irqshare::Mask::acquire", Kind::TraitMethod, sentence),
    );
    assert_eq!(rules::complaints(&[mask.clone(), method], &|_| String::new()).len(), 3);
    assert_eq!(lacks(&mask, ""), ["no example"]);
}

/// A crate with a function in a type, the same through a re-export, another crate's type, and all of a module that has a type.
fn small() -> Value {
    let span = json!({ "filename": "src/lib.rs", "begin": [3, 1], "end": [5, 2] });
    let entry = |name: &str, inner: Value| json!({ "name": name, "docs": "It is.", "attrs": [{ "other": "#[attr = TrackCaller]" }], "span": span, "inner": inner });
    let result = json!({ "resolved_path": { "path": "core::result::Result" } });
    json!({ "root": 0, "format_version": 57, "index": {
        "0": entry("irqshare", json!({ "module": { "items": [1, 5, 10] } })),
        "1": json!({ "name": null, "inner": { "use": { "source": "inner::Cell", "is_glob": false, "id": 2 } } }),
        "2": entry("Cell", json!({ "struct": { "kind": "unit", "impls": [3, 6] } })),
        "3": json!({ "name": null, "inner": { "impl": { "trait": null, "items": [4] } } }),
        "4": entry("get", json!({ "function": { "header": { "is_unsafe": true }, "sig": { "output": result } } })),
        "5": json!({ "name": null, "inner": { "use": { "source": "other::Token", "is_glob": false, "id": 9 } } }),
        "6": json!({ "name": null, "inner": { "impl": { "trait": { "path": "Drop" }, "items": [7] } } }),
        "10": json!({ "name": null, "inner": { "use": { "source": "masks", "is_glob": true, "id": 11 } } }),
        "11": entry("masks", json!({ "module": { "items": [12] } })),
        "12": entry("Sreg", json!({ "struct": { "kind": "unit", "impls": [] } })),
    }, "paths": { "9": { "crate_id": 4 } } })
}

/// Catches a walk that loses items, or what it has to know of them.
#[test]
fn the_walk_finds_what_users_reach() {
    let found = items(&small()).expect("it is well formed");
    let paths: Vec<&str> = found.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(paths, ["irqshare", "irqshare::Cell", "irqshare::Cell::get", "irqshare::Sreg"]);
    let get = &found[2];
    assert!(get.is_unsafe && get.gives_result && get.tracks_caller && get.kind == Kind::Function);
    assert_eq!(get.source, ("src/lib.rs".to_owned(), 3, 5));
}

/// Catches a format that has changed and is taken for a crate without items.
#[test]
fn another_format_is_no_pass() {
    assert!(items(&json!({})).is_err_and(|why| why.contains("reads 57")));
    let pointers = [
        "/index/2",
        "/index/4/inner/function/header",
        "/index/4/inner/function/sig",
        "/index/2/inner/struct/impls",
        "/index/3/inner/impl/trait",
        "/index/4/attrs",
        "/index/4/docs",
        "/index/4/span",
        "/index/1/inner/use/is_glob",
        "/index/11",
    ];
    for pointer in pointers {
        let mut json = small();
        let (parent, key) = pointer.rsplit_once('/').expect("a slash");
        let parent = json.pointer_mut(parent).and_then(Value::as_object_mut).expect("it is there");
        parent.remove(key).expect("it is there");
        assert!(items(&json).is_err(), "{pointer}");
    }
    let mut json = small();
    json["index"]["2"]["inner"] = json!({ "gizmo": {} });
    assert!(items(&json).is_err_and(|why| why.contains("gizmo")));
}

/// Some that must be among those found, of each kind and from each corner.
const LANDMARKS: [&str; 10] = [
    "irqshare::CeilingMutex::try_lock",
    "irqshare::Global::get",
    "irqshare::Shared::lock",
    "irqshare::Moved::put",
    "irqshare::IrqMutex::with",
    "irqshare::IrqScopedRawMutex::new",
    "irqshare::handlers",
    "irqshare::mask::Mask::acquire",
    "irqshare::interrupts::enable",
    "irqshare::interrupts::restore",
];
/// On a host also these.
const ON_A_HOST: [&str; 3] =
    ["irqshare::Isr::cs", "irqshare::model::Setup::attach", "irqshare::model::FailureKind::Panic"];

#[test]
#[ignore = "rustdoc's JSON is made by `tests/run --only reference`"]
fn the_reference_is_complete() {
    let file = std::env::var("IRQSHARE_REFERENCE").expect("IRQSHARE_REFERENCE names rustdoc's JSON");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let found = items(&json).unwrap_or_else(|why| panic!("{file}: {why}"));
    // rustdoc names the target that it documented.
    let target = json["target"]["triple"].as_str().unwrap_or_default();
    let on_a_host: &[&str] = if target.contains("-none") { &[] } else { &ON_A_HOST };
    for landmark in LANDMARKS.iter().chain(on_a_host) {
        assert!(found.iter().any(|item| item.path == *landmark), "{file}: `{landmark}` isn't found");
    }
    let complaints = rules::complaints(&found, &source);
    assert!(complaints.is_empty(), "{} gaps in the reference:\n{}", complaints.len(), complaints.join("\n"));
    println!("{} items", found.len());
}

/// An item's own lines.
fn source(item: &Item) -> String {
    let (file, first, last) = &item.source;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().skip(first - 1).take(last + 1 - first).map(|line| format!("{line}\n")).collect()
}
