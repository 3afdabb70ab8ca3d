//! The numbers in the documentation, the README's table and its chart: `cargo bench --bench numbers` checks that they are those of `target/bench/cost.tsv`, which `cargo bench --bench cost`
//! measures; `cargo bench --bench numbers -- --write` writes them.
//!
//! They stand in marked places (`numbers/marks.rs`). Found as well: a mark of an operation that isn't measured, a measured one without a mark, a number in a **Cost** that somebody
//! typed. With `--fresh`, the tables may not be older than what they measure. By other tools than those that the guide names, the numbers aren't compared.

#[path = "numbers/chart.rs"]
mod chart;
#[path = "numbers/files.rs"]
mod files;
#[path = "numbers/marks.rs"]
mod marks;
#[path = "numbers/missing.rs"]
mod missing;
#[path = "numbers/table.rs"]
mod table;
#[path = "numbers/tables.rs"]
mod tables;
#[path = "numbers/whole.rs"]
mod whole;
#[path = "numbers/words.rs"]
mod words;

use marks::Mark;
use std::fs;
use std::process::ExitCode;
use table::Table;

type Result<T> = std::result::Result<T, String>;

const TABLE: &str = "target/bench/cost.tsv";
/// A whole firmware's sizes, which the tests' step `whole` measures.
const WHOLE: &str = "target/bench/whole.tsv";
/// With what it was measured.
const VERSIONS: &str = "target/bench/versions.tsv";
const GUIDE: &str = "src/guide/cost.md";
const CHART: &str = "src/guide/cost.svg";
/// The chart where relative links lead nowhere: in rustdoc.
const CHART_IN_DOCS: &str = "src/guide/cost_chart.md";
const MEASURE: &str = "tests/run --only bench --only whole";
const REWRITE: &str = "cargo bench --bench numbers -- --write";

fn main() -> ExitCode {
    // cargo says `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("numbers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let (mut write, mut fresh) = (false, false);
    for argument in arguments {
        match argument.as_str() {
            "--write" => write = true,
            "--fresh" => fresh = true,
            other => return Err(format!("unknown argument `{other}`: there are --write and --fresh")),
        }
    }
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).map_err(|error| error.to_string())?;
    let text =
        fs::read_to_string(TABLE).map_err(|error| format!("{TABLE}: {error}\nMeasure first: {MEASURE}"))?;
    let table = Table::read(&text).map_err(|error| format!("{TABLE}: {error}\nMeasure again: {MEASURE}"))?;
    let mut old = Vec::new();
    for measured in [TABLE, WHOLE] {
        if let Some(newer) = files::newer_than(measured)? {
            old.push(format!("{measured} is older than {newer}"));
        }
    }
    if fresh && !old.is_empty() {
        return Err(format!("{}\nMeasure first: {MEASURE}", old.join("\n")));
    }

    let found = look(&table)?;
    if !found.wrong.is_empty() {
        return Err(format!("{} wrong\n{}", found.wrong.len(), found.wrong.join("\n")));
    }
    let stale: Vec<&File> = found.files.iter().filter(|file| file.is != file.should).collect();
    if write {
        for file in &stale {
            fs::write(&file.path, &file.should).map_err(|error| format!("{}: {error}", file.path))?;
            println!("written: {}", file.path);
        }
        if old.is_empty() {
            // What was written here isn't newer than what was measured.
            files::touch(TABLE)?;
            files::touch(WHOLE)?;
        }
    } else if let Some(other) = other_tools(&found.files)? {
        println!(
            "measured with {other}, which isn't what the documentation names: its numbers aren't compared"
        );
        return Ok(());
    } else if !stale.is_empty() {
        let list: String =
            stale.iter().map(|file| files::differences(&file.path, &file.is, &file.should)).collect();
        return Err(format!("not what {TABLE} says:\n{list}Rewrite it: {REWRITE}"));
    }
    println!("{} places in {} files say what {TABLE} says", found.places, found.files.len());
    Ok(())
}

/// Compilers and emulators that aren't those that the guide names: they may have reasons of their own for other numbers.
fn other_tools(files: &[File]) -> Result<Option<String>> {
    let guide = files.iter().find(|file| file.path == GUIDE).map_or("", |file| &file.is);
    let words = guide.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_tool = |name: &String| ["rustc", "gcc", "qemu"].iter().any(|tool| name.contains(tool));
    let others: Vec<String> = tables::version_of_each(VERSIONS)?
        .into_iter()
        .filter(|version| is_tool(version) && !words.contains(version.as_str()))
        .collect();
    Ok((!others.is_empty()).then(|| others.join(", ")))
}

/// A file, as it is and as it should be.
struct File {
    path: String,
    is: String,
    should: String,
}

struct Found {
    files: Vec<File>,
    places: usize,
    /// What no rewriting mends.
    wrong: Vec<String>,
}

/// All files with marked places, and the chart.
fn look(table: &Table) -> Result<Found> {
    let mut found = Found { files: Vec::new(), places: 0, wrong: Vec::new() };
    let (mut on_items, mut in_guide) = (Vec::new(), Vec::new());
    // Of a file whose marks can't be read, nobody knows what it names.
    let mut readable = true;
    for path in files::documentation()? {
        let is = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let marks = match marks::find(&is) {
            Ok(marks) => marks,
            Err(error) => {
                found.wrong.push(format!("{path}:{error}"));
                readable = false;
                continue;
            }
        };
        let rust = files::end_of(&path) == "rs";
        if rust {
            let typed = missing::typed(&is, &marks);
            found.wrong.extend(typed.into_iter().map(|(line, number)| {
                format!(
                    "{path}:{line}: the {number} in this **Cost** is typed: put it into a mark, or into words"
                )
            }));
        }
        let should = rewritten(&is, &marks, table).unwrap_or_else(|error| {
            found.wrong.push(format!("{path}:{error}"));
            is.clone()
        });
        found.places += marks.len();
        if !marks.is_empty() {
            found.files.push(File { path: path.clone(), is, should });
        }
        if rust {
            on_items.extend(marks);
        } else if path == GUIDE {
            in_guide.extend(marks);
        }
    }
    if readable {
        found.wrong.extend(missing::unnamed(table, &on_items, &in_guide));
    }
    let drawing = chart::draw(table)?;
    for (path, should) in [(CHART_IN_DOCS, chart::as_link(&drawing)), (CHART, drawing)] {
        let is = fs::read_to_string(path).unwrap_or_default();
        found.files.push(File { path: path.into(), is, should });
        found.places += 1;
    }
    Ok(found)
}

/// The text with what its marks ask for.
fn rewritten(text: &str, marks: &[Mark], table: &Table) -> Result<String> {
    let mut out = String::new();
    let mut at = 0;
    for mark in marks {
        let behind = &text[mark.end + mark.kind.closing().len()..];
        let after = behind.lines().next().filter(|rest| !rest.starts_with(' ')).unwrap_or_default();
        out += &text[at..mark.begin];
        out += &words::of(mark, table, after).map_err(|error| format!("{}: {error}", mark.line))?;
        at = mark.end;
    }
    Ok(out + &text[at..])
}
