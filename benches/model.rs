//! How long complete searches take, here, in loom and in shuttle: `cargo bench --bench model`.
//!
//! The programs stand in `benches/model/program.rs`, once for all tools. Here the handlers are handlers, which nest; in loom and shuttle each is a thread, as one would
//! model interrupts there. Those two are a package of their own, `benches/interleavings`, which this builds, by cargo's settings for release as itself. loom and shuttle
//! search for what threads on several cores do, which is more than handlers on one can. That is the comparison: what it takes to know that a program with
//! interrupts is right. How main, handlers and memory are put in each tool is the way in which it has least to search; its file says why.
//!
//! Each search runs in a process of its own, one at a time. Counted is the time from its start to its end, when no schedule is left: one that takes less than a
//! millisecond is timed with others of its kind; all are repeated until 0.2 s have passed, and the fastest counts. The program counts the schedules, not the tool. A tool must
//! come to all the outcomes that a program can have, and to no other, or the benchmark fails. A search that goes on when the time is over has `complete`
//! no, with what it had run by then, and that tool's larger sizes are left out. No limit of a tool's own is used: with those, loom and shuttle end as if they had been complete.
//!
//! `accesses` is the size of a program: how often main goes for what is shared (`Scenario` says what that is). Handlers go once. Times vary with the machine and
//! with what else it does: compare them within one run.
//!
//! `cargo bench --bench model [-- [--limit SECONDS] [SCENARIO..]]`: the time for one search (10), and which of counter, disjoint, flags and ring.

#[path = "model/here.rs"]
mod here;
#[path = "model/program.rs"]
mod program;
#[path = "model/run.rs"]
mod run;
#[path = "model/search.rs"]
mod search;
#[path = "model/table.rs"]
mod table;

use program::{MOST_HANDLERS, Program, SCENARIOS, Scenario};
use search::{Found, Task};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use table::{Row, TOOLS, Tool};

type Result<T> = std::result::Result<T, String>;

const LARGEST: usize = 1024;

/// Where all of it is kept, from the package's folder.
const OUT: &str = "target/bench";

/// The argument by which this starts itself, for one search.
const SEARCH: &str = "--search";

struct Wanted {
    limit: f64,
    scenarios: Vec<Scenario>,
}

fn main() -> ExitCode {
    // cargo says `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let result = match arguments.split_first() {
        Some((first, task)) if first == SEARCH => Task::parse(task).and_then(|task| here::measure(&task)),
        _ => wanted(&arguments).and_then(|wanted| run(&wanted)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("model: {error}");
            ExitCode::FAILURE
        }
    }
}

fn wanted(arguments: &[String]) -> Result<Wanted> {
    let mut wanted = Wanted { limit: 10.0, scenarios: Vec::new() };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--limit" {
            wanted.limit = search::number(arguments.next().ok_or("--limit needs seconds")?)?;
        } else {
            wanted.scenarios.push(search::scenario(argument)?);
        }
    }
    if wanted.scenarios.is_empty() {
        wanted.scenarios = SCENARIOS.into();
    }
    Ok(wanted)
}

fn run(wanted: &Wanted) -> Result<()> {
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).map_err(|error| error.to_string())?;
    fs::create_dir_all(OUT).map_err(|error| error.to_string())?;
    let interleavings = build()?;
    let versions = versions()?;
    let mut rows = Vec::new();
    for &scenario in &wanted.scenarios {
        for handlers in 1..=MOST_HANDLERS {
            eprintln!("{scenario}, {handlers} handlers");
            let mut tools: Vec<Tool> = TOOLS.into();
            let mut size = 1;
            while size <= LARGEST && !tools.is_empty() {
                let program = Program { scenario, size, handlers };
                let mut going = Vec::new();
                for tool in tools {
                    let found = search(tool, program, wanted.limit, &interleavings)?;
                    rows.push(Row { program, tool, found });
                    if found.complete {
                        going.push(tool);
                    }
                }
                tools = going;
                size *= 2;
            }
        }
    }
    let file = Path::new(OUT).join("model.tsv");
    fs::write(&file, table::tsv(&rows)).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{versions}, at most {} s for a search", wanted.limit);
    print!("{}", table::summary(&rows));
    println!("{} rows in {}", rows.len(), file.display());
    Ok(())
}

/// One search, in a process of its own.
fn search(tool: Tool, program: Program, limit: f64, interleavings: &str) -> Result<Found> {
    let mut command = if tool == Tool::Irqshare {
        let mut this = Command::new(std::env::current_exe().map_err(|error| error.to_string())?);
        this.arg(SEARCH);
        this
    } else {
        let mut other = Command::new(interleavings);
        other.arg(tool.to_string());
        other
    };
    let Program { scenario, size, handlers } = program;
    command.args([scenario.to_string(), size.to_string(), handlers.to_string(), limit.to_string()]);
    output(&mut command)?.parse()
}

/// Builds the package with the other tools; gives the path of the program.
fn build() -> Result<String> {
    let folder = format!("{OUT}/interleavings");
    output(cargo("build").args(["--release", "--target-dir", &folder]))?;
    Ok(format!("{folder}/release/interleavings"))
}

/// What was built, and by what.
fn versions() -> Result<String> {
    let tree = output(cargo("tree").args(["--depth", "1", "--prefix", "none", "--edges", "normal"]))?;
    let tools = tree.lines().skip(1).map(|line| line.split(" (").next().unwrap_or(line));
    let compiler = output(Command::new("rustc").arg("--version"))?;
    Ok(format!("{}, {}", tools.collect::<Vec<_>>().join(", "), compiler.trim_end()))
}

/// cargo, for that package.
fn cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([subcommand, "--manifest-path", "benches/interleavings/Cargo.toml"]);
    cargo
}

/// What a command prints; an error if it fails.
fn output(command: &mut Command) -> Result<String> {
    let name = format!("{command:?}");
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{name} fails: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
