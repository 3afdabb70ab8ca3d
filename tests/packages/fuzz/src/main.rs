//! Runs random programs for as long as one likes, and says what was run. Its last lines say why it
//! ended, and each difference; it fails where there is one, and where it compared nothing.
//!
//!     cargo run --release -- --programs 1000000 --seed 1 --minutes 20

use clap::Parser;
use fuzz::compare::{How, Verdict, compare};
use fuzz::coverage::Coverage;
use fuzz::generate::Random;
use fuzz::oracle::Wrong;
use fuzz::program::{Cpu, Program};
use fuzz::shrink::shrink;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{Duration, Instant};

#[derive(Parser)]
#[command(about = "Random programs: the model against an oracle")]
struct Args {
    /// So many programs, each on four CPUs.
    #[arg(long, default_value_t = 100_000)]
    programs: u64,
    /// No longer than this.
    #[arg(long, default_value_t = 60)]
    minutes: u64,
    /// The same seed makes the same programs.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Goes on after a difference, until there are so many.
    #[arg(long, default_value_t = 1)]
    differences: usize,
    /// With a wrong rule in the oracle: says how many programs it takes to refute it.
    #[arg(long)]
    wrong: Option<String>,
    /// The model runs every order, not the reduced search.
    #[arg(long)]
    every_order: bool,
    /// For so many accesses what pends may wait. By itself it is 1, and 2 where hardware makes it pending.
    #[arg(long)]
    late: Option<u8>,
    /// The program of this file, and no others.
    #[arg(long)]
    file: Option<std::path::PathBuf>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let wrong = args.wrong.map(|name| {
        let found = Wrong::ALL.into_iter().find(|wrong| format!("{wrong:?}") == name);
        found.unwrap_or_else(|| panic!("`{name}` is none of {:?}", Wrong::ALL))
    });
    let how = How { wrong, every_order: args.every_order, late: args.late };
    if let Some(file) = args.file {
        let text = std::fs::read_to_string(&file).expect("a file that can be read");
        let program = Rc::new(fuzz::text::parse(&text).expect("a program"));
        let mut differences = Vec::new();
        for cpu in Cpu::ALL {
            let verdict = compare(&program, cpu, how);
            println!("{}: {verdict:?}", cpu.name());
            if let Verdict::Differ(_) = verdict {
                differences.push(format!("{} on {}", file.display(), cpu.name()));
            }
        }
        return says(&differences);
    }
    let (started, most) = (Instant::now(), Duration::from_secs(60 * args.minutes));
    let mut random = Random::new(args.seed);
    let mut coverage = Coverage::default();
    let mut differences = Vec::new();
    let mut told = Duration::ZERO;
    let why = loop {
        if coverage.programs >= args.programs {
            break "all programs were run".into();
        } else if differences.len() >= args.differences {
            break format!("ENDED BY --differences {}", args.differences);
        } else if started.elapsed() >= most {
            break format!("ENDED BY --minutes {}", args.minutes);
        }
        let program = Rc::new(random.program());
        coverage.program(&program);
        for cpu in Cpu::ALL {
            let began = Instant::now();
            let verdict = compare(&program, cpu, how);
            if began.elapsed() > Duration::from_secs(2) {
                println!("slow on {}: {verdict:?}\n{program}", cpu.name());
            }
            coverage.verdict(&verdict);
            if let Verdict::Differ(_) = verdict {
                let differs = |program: &Program| {
                    matches!(compare(&Rc::new(program.clone()), cpu, how), Verdict::Differ(_))
                };
                let smallest = Rc::new(shrink(&program, differs));
                let Verdict::Differ(how) = compare(&smallest, cpu, how) else {
                    panic!("it differs one time, and another it doesn't:\n{smallest}");
                };
                let which = format!("program {} of seed {}", coverage.programs, args.seed);
                println!("{which}, made smaller:\n{smallest}{how}\n");
                differences.push(format!("{which} on {}", cpu.name()));
                break;
            }
        }
        if started.elapsed() > told + Duration::from_secs(60) {
            told = started.elapsed();
            println!(
                "{:.0} s: {} programs, {} schedules, {} DIFFERENCES",
                told.as_secs_f64(),
                coverage.programs,
                coverage.schedules,
                differences.len()
            );
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    println!("{coverage}");
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = |n: u64| n as f64 / seconds;
    println!(
        "per second: {:.0} programs, {:.0} schedules, {:.0} states",
        rate(coverage.programs),
        rate(coverage.schedules),
        rate(coverage.states)
    );
    let (seed, programs) = (args.seed, coverage.programs);
    println!("seed {seed}, {seconds:.1} s: {why}, {programs} of {}", args.programs);
    if coverage.compared == 0 && differences.is_empty() {
        println!("NOTHING WAS COMPARED");
        return ExitCode::FAILURE;
    }
    says(&differences)
}

/// The last lines, so that the end of a long output shows what was found.
fn says(differences: &[String]) -> ExitCode {
    if differences.is_empty() {
        println!("no differences");
        return ExitCode::SUCCESS;
    }
    let n = differences.len();
    println!("{n} DIFFERENCES between the model and the oracle, which stand above:");
    for which in differences {
        println!("    {which}");
    }
    ExitCode::FAILURE
}
