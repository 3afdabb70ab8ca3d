//! The programs of `benches/model` in loom and in shuttle: main is the main thread, each handler a thread. `cargo bench --bench model` builds and starts it.

mod on_loom;
mod on_shuttle;
#[path = "../../model/program.rs"]
mod program;
#[path = "../../model/run.rs"]
mod run;
#[path = "../../model/search.rs"]
mod search;

use search::Task;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let error = match arguments.split_first() {
        Some((tool, task)) => match (tool.as_str(), Task::parse(task)) {
            ("loom", Ok(task)) => on_loom::measure(&task),
            ("shuttle", Ok(task)) => on_shuttle::measure(&task),
            (_, Err(error)) => error,
            (other, Ok(_)) => format!("no tool is called `{other}`"),
        },
        None => "give a tool".into(),
    };
    eprintln!("interleavings: {error}");
    ExitCode::FAILURE
}
