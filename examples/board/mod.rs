//! The pretend board under the examples, and what they share: arguments, the search over all schedules, exit codes.
//!
//! A folder without `main.rs` is no example; each example says `mod board;`.

#![allow(dead_code, reason = "each example uses a part of the board")]

pub mod atmega328p;
pub mod leds;
pub mod stm32f3;
pub mod usart;
pub mod world;

use clap::{CommandFactory, FromArgMatches, Parser};
use irqshare::Main;
use irqshare::model::{self, Cpu, Failure, FailureKind, Report, Setup};
use std::io::Write;
use std::panic::Location;
use std::path::Path;
use std::process::ExitCode;

/// Beyond this a search is given up, and says so.
const MOST_SCHEDULES: u64 = 200_000;

/// How often each interrupt fires unless told otherwise; as text, for clap.
const FIRINGS: &str = "2";

/// What every example but `roulette` understands.
#[derive(Parser)]
pub struct Args {
    /// Run the version with the bug
    #[arg(long)]
    pub broken: bool,
    /// How often each interrupt fires, at most
    #[arg(long, value_name = "N", default_value = FIRINGS, value_parser = clap::value_parser!(u32).range(1..))]
    pub firings: u32,
    /// Run only the schedule that a failure has printed
    #[arg(long, value_name = "TOKEN")]
    replay: Option<String>,
}

impl Args {
    /// Reads the command line; a mistake in it ends the program with an error and status 2.
    pub fn read(about: &'static str) -> Self {
        let matches = Self::command().about(about).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }

    /// Runs the firmware over every schedule, or over the one to be replayed, and prints what came of it.
    #[track_caller]
    pub fn explore(&self, setup: Setup, firmware: impl Fn(&Cpu, &mut Main)) -> ExitCode {
        // A token of the version with the bug is no token of the other one.
        let setup = setup.limit(MOST_SCHEDULES).named(if self.broken { "--broken" } else { "" });
        let result = match &self.replay {
            Some(token) => model::replay(&setup, token, firmware),
            None => model::try_check(&setup, firmware),
        };
        conclude(result, Some(&self.again(Location::caller().file())))
    }

    /// The command that runs this example as it runs now.
    fn again(&self, file: &str) -> String {
        // `examples/counter.rs` is `counter`.
        let name = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
        let broken = if self.broken { " --broken" } else { "" };
        let firings = if self.firings.to_string() == FIRINGS {
            String::new()
        } else {
            format!(" --firings {}", self.firings)
        };
        format!("cargo run --example {name} --{broken}{firings}")
    }
}

/// Prints a report to standard output, or a failure to standard error with the command that shows it again, if there is one.
pub fn conclude(result: Result<Report, Failure>, again: Option<&str>) -> ExitCode {
    match result {
        Ok(report) => match writeln!(std::io::stdout(), "{report}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(failure) => match failure.kind() {
            FailureKind::BadToken | FailureKind::BadSetup => complain(failure.message(), 2),
            _ => complain_of(&failure, again),
        },
    }
}

/// The failure as the model shows it, but with this example's own way to replay it.
fn complain_of(failure: &Failure, again: Option<&str>) -> ExitCode {
    let mut text = format!("{}\n", failure.coloured());
    if let (Some(again), Some(token)) = (again, failure.token()) {
        text += &format!("replay: {again} --replay {token}\n");
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
    ExitCode::FAILURE
}

/// One line of error, and the status to leave with.
pub fn complain(what: &str, status: u8) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "error: {what}");
    ExitCode::from(status)
}
