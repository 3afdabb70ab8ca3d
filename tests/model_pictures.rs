//! Pictures and files for people and tools: SVG, JSON, colour; each read back by a parser that isn't ours.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, fired, irq, on, passes};
use irqshare::model::{self, Failure, FailureKind::*, Plain, Setup};
use irqshare::{Global, interrupts};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

static TICKS: Global<u16> = Global::new(4);
static X: Plain<u16> = Plain::new(0);

fn setup() -> Setup {
    on(A, || TICKS.update(|ticks| ticks + 1));
    on(HIGH, || X.set(7));
    Setup::cortex_m()
        .interrupts_on()
        .attach::<irq::A>(1)
        .attach::<irq::HIGH>(0)
        .device("line", 1, |cpu| cpu.pend::<irq::HIGH>())
        .reset(&TICKS, || 4)
        .reset(&X, || 0)
}

fn counts(cpu: &model::Cpu, note: &str) {
    cpu.note(note);
    interrupts::free(|_| X.get());
    let ticks = TICKS.get();
    TICKS.set(ticks + 1);
}

/// A finding: the handler's update is lost.
fn finding(note: &str) -> Failure {
    fails(&setup().atomicity(), NotAtomic, |cpu, _| counts(cpu, note))
}

/// A panic, after all that there is: two handlers, one in the other, and a device.
fn crowd(note: &str) -> Failure {
    fails(&setup(), Panic, |cpu, _| {
        counts(cpu, note);
        let all_came = X.get() == 7 && fired(A) == 1;
        assert!(!all_came || TICKS.get() == 6, "an update of <TICKS> is lost & \"gone\"");
    })
}

// ---- SVG ----

fn parsed(svg: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(svg).unwrap_or_else(|why| panic!("{why}: {svg}"))
}

/// The texts of the elements of this name.
fn texts<'a>(svg: &'a roxmltree::Document<'a>, name: &str) -> Vec<(roxmltree::Node<'a, 'a>, &'a str)> {
    let named = |node: &roxmltree::Node<'_, '_>| node.has_tag_name(name);
    svg.descendants().filter(named).map(|node| (node, node.text().unwrap_or_default())).collect()
}

/// Catches a drawing that isn't XML, that leaves out an event, a lane, the message or the token, or that needs more than its own file.
#[test]
fn a_drawing_has_all_that_the_failure_has() {
    for failure in [finding("begins"), crowd("begins")] {
        let svg = failure.svg();
        let drawing = parsed(&svg);
        assert!(drawing.root_element().has_tag_name(("http://www.w3.org/2000/svg", "svg")));
        let texts = texts(&drawing, "text");
        let told = |wanted: &str| texts.iter().any(|(_, text)| *text == wanted);
        let events = told_in_json(&failure)["events"].as_array().expect("events").clone();
        for event in &events {
            let text = event["text"].as_str().expect("a text");
            assert!(told(text), "`{text}` isn't in {svg}");
        }
        assert!(events.len() > 8, "{failure}");
        for lane in told_in_json(&failure)["lanes"].as_array().expect("lanes") {
            assert!(told(lane["name"].as_str().expect("a name")), "{lane} isn't in {svg}");
        }
        assert!(told(failure.message().lines().next().expect("a message")), "{svg}");
        assert!(told(&format!("IRQSHARE_REPLAY={}", failure.token().expect("a token"))), "{svg}");
        for foreign in ["<script", "href", "url(", "@import", "<image"] {
            assert!(!svg.contains(foreign), "{foreign} in {svg}");
        }
    }
}

/// Catches marks that are missing or stand at other events: each is at the height of its event's text.
#[test]
fn the_three_accesses_are_numbered() {
    let failure = finding("begins");
    let svg = failure.svg();
    let drawing = parsed(&svg);
    for event in told_in_json(&failure)["events"].as_array().expect("events") {
        let Some(mark) = event["mark"].as_u64() else { continue };
        let row = texts(&drawing, "g");
        let row = row.iter().find(|(row, _)| {
            let title = row.first_element_child().and_then(|title| title.text());
            title.is_some_and(|title| title.starts_with(&format!("{}: ", event["number"])))
        });
        let (row, _) = row.unwrap_or_else(|| panic!("{event} has no row in {svg}"));
        let number = row.children().find(|node| node.attribute("class") == Some("number"));
        assert_eq!(number.and_then(|n| n.text()), Some(mark.to_string().as_str()), "{event} in {svg}");
    }
    let numbers = texts(&drawing, "text");
    let numbers = numbers.iter().filter(|(node, _)| {
        node.attribute("class") == Some("number")
            && node.parent_element().is_some_and(|p| p.has_tag_name("g"))
    });
    assert_eq!(numbers.map(|(_, text)| *text).collect::<Vec<_>>(), ["1", "2", "3"]);
}

/// Catches arrows, blocks and shades that aren't drawn: one arrow to each handler and one back, blocks that end where the handlers do, one shade for each section.
#[test]
fn preemption_and_masks_are_drawn() {
    let failure = crowd("begins");
    let svg = failure.svg();
    let drawing = parsed(&svg);
    let events = told_in_json(&failure)["events"].clone();
    let many = |what: &str| {
        events.as_array().expect("events").iter().filter(|e| e["what"] == what && e["text"] != "acts").count()
    };
    let class = |wanted: &str| {
        let has = |node: &roxmltree::Node<'_, '_>| {
            node.attribute("class").is_some_and(|class| class.split(' ').any(|one| one == wanted))
        };
        drawing.descendants().filter(has).count()
    };
    assert!(many("start") == 2 && many("end") == 2, "{failure}");
    assert_eq!((class("arrow"), class("back")), (4, 2), "{svg}");
    assert_eq!(class("masked"), many("mask") + 1, "each section, and the legend: {svg}");
    assert_eq!((class("device"), class("failed")), (1, 1), "{svg}");
}

/// Catches text that breaks the XML, or comes out as something else.
#[test]
fn a_drawing_escapes_what_it_quotes() {
    let failure = crowd("<b> & \"q\" 'a' ]]> \u{1} \u{ffff} end");
    let svg = failure.svg();
    let drawing = parsed(&svg);
    let told = |name: &str, wanted: &str| texts(&drawing, name).iter().any(|(_, text)| text.contains(wanted));
    assert!(told("text", "<b> & \"q\" 'a' ]]>   \u{fffd} end"), "{svg}");
    assert!(told("text", "an update of <TICKS> is lost & \"gone\""), "{svg}");
    assert!(told("title", "an update of <TICKS> is lost & \"gone\""), "{svg}");
}

/// Catches texts that run into each other, or out of the page: of those at one height, each ends before the next begins. A long one is whole in its row's tooltip.
#[test]
fn long_texts_do_not_overlap() {
    let note =
        "a note that is much longer than any lane has room for, so that it has to be shortened ".repeat(4);
    let failure = crowd(&note);
    let svg = failure.svg();
    let drawing = parsed(&svg);
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| -> usize {
        node.attribute(name).and_then(|value| value.parse().ok()).expect("a number")
    };
    let page = number(&drawing.root_element(), "width");
    let mut placed: Vec<(usize, usize, usize, &str)> = texts(&drawing, "text")
        .iter()
        .filter(|(node, _)| {
            !node.attribute("class").is_some_and(|c| c.contains("end") || c.contains("number"))
        })
        .map(|(node, text)| {
            let x = number(node, "x");
            (number(node, "y"), x, x + text.chars().count() * 8, *text)
        })
        .collect();
    placed.sort_unstable();
    assert!(placed.iter().all(|(_, _, end, _)| *end <= page), "{svg}");
    for pair in placed.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{:?} runs into {:?}", pair[0], pair[1]);
    }
    assert!(texts(&drawing, "title").iter().any(|(_, text)| text.contains(&note)), "{svg}");
}

/// Catches a failure without a schedule that can't be drawn.
#[test]
fn what_has_no_schedule_is_drawn_as_its_message() {
    let failure = fails(&setup().limit(1), Incomplete, |_, _| _ = X.get());
    let svg = failure.svg();
    assert!(
        texts(&parsed(&svg), "text").iter().any(|(_, text)| text.contains("the search isn't complete")),
        "{svg}"
    );
}

// ---- JSON ----

fn told_in_json(failure: &Failure) -> Value {
    let document: Value = serde_json::from_str(&failure.json()).expect("JSON");
    document["failure"].clone()
}

/// Catches JSON that says something else than the failure's methods, or leaves some of it out.
#[test]
fn json_says_what_the_failure_says() {
    let failure = finding("\"quoted\" \\ and \u{1} a\ttab\nand a line, ü");
    let document: Value = serde_json::from_str(&failure.json()).expect("JSON");
    assert_eq!(document["version"], 1);
    let told = &document["failure"];
    assert_eq!(told["kind"], format!("{:?}", failure.kind()));
    assert_eq!(told["message"], failure.message());
    assert_eq!(told["token"].as_str(), failure.token());
    assert_eq!(told["schedules"], failure.schedules());
    assert_eq!(told["shortest"], failure.is_shortest());
    assert_eq!(told["complete_up_to"], json!(failure.complete_up_to()));

    let findings = told["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), failure.findings().len());
    for (told, finding) in findings.iter().zip(failure.findings()) {
        assert_eq!(told["order"], finding.order().to_string());
        assert_eq!(told["means"], finding.order().means());
        assert_eq!(told["variable"].as_str(), finding.variable());
        assert_eq!(told["token"], finding.token());
        let places =
            finding.places().map(|p| json!({"file": p.file(), "line": p.line(), "column": p.column()}));
        assert_eq!(told["places"], json!(places));
        let pairs = finding.contexts().iter().map(|(who, by)| json!({"interrupted": who, "by": by}));
        assert_eq!(told["contexts"], pairs.collect::<Value>());
    }
    assert_eq!(failure.findings()[0].variable(), Some("TICKS"), "{failure}");

    assert_eq!(told["lanes"], json!([{"name": "main", "device": false}, {"name": "A", "device": false}]));
    let events = told["events"].as_array().expect("events");
    let whats: Vec<&str> = events.iter().filter_map(|event| event["what"].as_str()).collect();
    assert_eq!(
        whats,
        [
            "note", "mask", "read", "unmask", "read", "start", "mask", "read", "write", "unmask", "end",
            "write"
        ],
        "{failure}"
    );
    assert_eq!(events[0]["text"], "\"quoted\" \\ and \u{1} a\ttab\nand a line, ü");
    let last = events.last().expect("events");
    let place = failure.findings()[0].places()[2];
    assert_eq!(
        *last,
        json!({
            "number": 12, "lane": 0, "what": "write", "text": "set TICKS: 5 -> 5",
            "variable": "TICKS", "before": "5", "after": "5", "mark": 3,
            "file": file!(), "line": place.line(), "column": place.column(), "source": "TICKS.set(ticks + 1);"
        })
    );
    let start = &events[5];
    assert_eq!((&start["lane"], &start["mark"], &start["file"]), (&json!(1), &Value::Null, &Value::Null));
}

/// Catches JSON without what a machine's failure has: the device's lane, the event where it failed; and one for a failure that has no schedule.
#[test]
fn json_has_devices_and_faults() {
    let told = told_in_json(&crowd("begins"));
    assert!(
        told["lanes"].as_array().expect("lanes").contains(&json!({"name": "line", "device": true})),
        "{told}"
    );
    let last = told["events"].as_array().and_then(|events| events.last()).expect("events");
    assert_eq!((&last["what"], &last["text"]), (&json!("fault"), &json!("panics")));
    assert_eq!(told["findings"], json!([]));

    let told = told_in_json(&fails(&setup().limit(1), Incomplete, |_, _| _ = X.get()));
    assert_eq!(
        (&told["kind"], &told["token"], &told["events"]),
        (&json!("Incomplete"), &Value::Null, &json!([]))
    );
}

/// Catches a report in JSON that says something else than its methods.
#[test]
fn json_says_what_the_report_says() {
    let report = passes(&setup(), |_, _| interrupts::free(|_| _ = X.get()));
    let document: Value = serde_json::from_str(&report.json()).expect("JSON");
    let masked: Value = report
        .masked()
        .iter()
        .map(|m| {
            let from = m.from.map(|p| json!({"file": p.file(), "line": p.line(), "column": p.column()}));
            json!({"vector": m.vector, "accesses": m.accesses, "from": from, "from_first_access": m.from_first_access})
        })
        .collect();
    assert!(report.masked()[0].from.is_some() && report.nesting().len() == 2, "{report}");
    let fired: Value =
        ["A", "HIGH", "line"].iter().map(|v| json!({"vector": v, "times": report.fired(v)})).collect();
    assert_eq!(
        document,
        json!({"version": 1, "report": {
            "schedules": report.schedules(), "points": report.points(), "complete": true, "sample": false, "arrivals": null,
            "fired": fired, "silent": [], "masked": masked, "unseen": report.unseen(), "nesting": report.nesting(), "hints": []
        }})
    );
}

// ---- files ----

/// A folder of a test's own, which isn't there yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("it can be removed");
    }
    folder
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

/// Catches a setup's files that aren't written, or without their folder; a drawing of a check that passes; a failure that doesn't say where they are.
#[test]
fn the_setup_writes_files() {
    let folder = folder("the_setup_writes_files");
    let (svg, json) = (folder.join("deep/failure.svg"), folder.join("result.json"));
    let setup = setup().svg(&svg).json(&json);
    let report = passes(&setup, |_, _| _ = X.get());
    assert_eq!(read(&json), report.json());
    assert!(!svg.exists());
    let failure = fails(&setup, Panic, |_, _| assert_ne!(X.get(), 7, "HIGH"));
    assert_eq!((read(&svg), read(&json)), (failure.svg(), failure.json()));
    for file in [&svg, &json] {
        assert!(failure.to_string().contains(&format!("written: {}", file.display())), "{failure}");
    }
    // A replay writes them, too.
    std::fs::remove_file(&svg).expect("it can be removed");
    let token = failure.token().expect("a token");
    let again =
        model::replay(&setup, token, |_, _| assert_ne!(X.get(), 7, "HIGH")).expect_err("it fails again");
    assert_eq!(read(&svg), again.svg());
}

/// Catches a report that isn't there, and whoever looks for it finds an old one: the check that passed fails. One that fails anyway says it beside.
#[test]
fn a_file_that_cannot_be_written_is_told() {
    let folder = folder("a_file_that_cannot_be_written");
    std::fs::create_dir_all(&folder).expect("a folder");
    // A folder where the file should be.
    let failure = fails(&setup().json(&folder), BadSetup, |_, _| _ = X.get());
    assert!(failure.message().contains("can't be written"), "{failure}");
    let failure = fails(&setup().svg(&folder), Panic, |_, _| assert_ne!(X.get(), 7, "HIGH"));
    assert!(
        failure.message().starts_with("assertion") && failure.message().contains("can't be written"),
        "{failure}"
    );
}

/// What the tests below run in a process of its own: a check that fails, and one that passes.
#[test]
#[ignore = "run by the tests of the environment"]
fn victim() {
    model::check(&setup().named("that passes"), |_, _| _ = X.get());
    model::check(&setup().atomicity(), |cpu, _| counts(cpu, "begins"));
}

/// What `victim` says on standard error.
fn run_victim(environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", "victim", "--ignored", "--nocapture"]);
    for name in ["IRQSHARE_COLOR", "IRQSHARE_SVG", "IRQSHARE_JSON", "IRQSHARE_REPLAY", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied());
    let output = command.output().expect("it can be run");
    let text = String::from_utf8(output.stderr).expect("text");
    assert!(!output.status.success() && text.contains("irqshare model: "), "{text}");
    text
}

/// Catches colour in a pipe or where it is refused, none where it is asked for, and a coloured report that says something else.
#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let plain = run_victim(&[]);
    assert!(!plain.contains('\x1b'), "{plain:?}");
    assert_eq!(report_in(&run_victim(&[("IRQSHARE_COLOR", "never")])), report_in(&plain));
    let coloured = run_victim(&[("IRQSHARE_COLOR", "always"), ("NO_COLOR", "1")]);
    for painted in [
        "\x1b[1;31mthis is not atomic, although each access is safe by itself:\x1b[0m",
        "\x1b[1;7;33m(1)\x1b[0m get TICKS: 4",
        "\x1b[1;7;33m(2)\x1b[0m\x1b[36m write TICKS: 4 -> 5\x1b[0m",
        "\x1b[1;7;33m(3)\x1b[0m set TICKS: 5 -> 5",
    ] {
        assert!(coloured.contains(painted), "{painted:?} isn't in {coloured:?}");
    }
    let mut bare = String::new();
    for piece in coloured.split("\x1b[") {
        bare += if bare.is_empty() { piece } else { piece.split_once('m').map_or("", |(_, text)| text) };
    }
    assert_eq!(report_in(&bare), report_in(&plain));
}

/// From the report's beginning to the token.
fn report_in(text: &str) -> &str {
    let text = text.split("irqshare model: ").nth(1).expect("a report");
    text.split("replay it").next().expect("a report")
}

/// Catches variables that `check` ignores, names that two checks share, and a check that passes and leaves no report.
#[test]
fn the_environment_writes_files() {
    let (svg, json) = (folder("environment_svg"), folder("environment_json/deep"));
    let (svg_name, json_name) = (svg.to_str().expect("a name"), json.to_str().expect("a name"));
    let text = run_victim(&[("IRQSHARE_SVG", svg_name), ("IRQSHARE_JSON", json_name)]);
    let token =
        text.split("IRQSHARE_REPLAY=").nth(1).and_then(|t| t.split_whitespace().next()).expect("a token");
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("it was made");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect();
        names.sort();
        names
    };
    let drawn = format!("victim-{token}.svg");
    assert_eq!(names(&svg), std::slice::from_ref(&drawn));
    let drawing = read(&svg.join(&drawn));
    assert!(texts(&parsed(&drawing), "text").iter().any(|(_, text)| text.ends_with(token)), "{drawing}");
    assert!(text.contains(&format!("written: {}", svg.join(&drawn).display())), "{text}");

    let written = names(&json);
    let [failed, passed] = &written[..] else { panic!("two checks, two files: {written:?}") };
    assert_eq!(*failed, format!("victim-{}.json", &token[..8]));
    assert!(passed.starts_with("victim-that_passes-"), "{passed}");
    let told = |name: &str| -> Value { serde_json::from_str(&read(&json.join(name))).expect("JSON") };
    assert_eq!(told(failed)["failure"]["token"], token);
    assert_eq!(told(passed)["report"]["complete"], true);
}
