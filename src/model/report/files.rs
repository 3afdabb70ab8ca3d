//! Files: where failing schedules are drawn, and reports written down, if the setup or the environment wants it.

use crate::model::engine::failure_kind::FailureKind;
use crate::model::report::failure::Failure;
use crate::model::report::passed::Report;
use crate::model::setup::Setup;
use core::panic::Location;
use std::format;
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

/// Folders that the environment names: `IRQSHARE_SVG`, `IRQSHARE_JSON`.
#[derive(Default)]
pub(in crate::model) struct Folders {
    svg: Option<PathBuf>,
    json: Option<PathBuf>,
}

impl Folders {
    pub(in crate::model) fn of_environment() -> Self {
        let folder = |name| std::env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        Self { svg: folder("IRQSHARE_SVG"), json: folder("IRQSHARE_JSON") }
    }
}

/// Writes what is wanted of a result. A report that can't be written is a failure: whoever waits for it would take an old one for it.
pub(in crate::model) fn written(
    setup: &Setup,
    folders: &Folders,
    place: &Location<'_>,
    result: Result<Report, Failure>,
) -> Result<Report, Failure> {
    let json = folders.json.as_ref().map(|folder| {
        let test = format!("{:08x}", setup.identity(place));
        in_folder(folder, setup, &test, "json")
    });
    let json: Vec<PathBuf> = setup.json.iter().cloned().chain(json).collect();
    match result {
        Ok(report) => {
            for file in json {
                write(&file, &report.json())
                    .map_err(|why| Failure::without_schedule(FailureKind::BadSetup, why))?;
            }
            Ok(report)
        }
        Err(mut failure) => {
            let svg: Vec<PathBuf> = match &failure.token {
                Some(token) => {
                    let svg =
                        folders.svg.as_ref().map(|folder| in_folder(folder, setup, &short(token), "svg"));
                    setup.svg.iter().cloned().chain(svg).collect()
                }
                None => Vec::new(),
            };
            let all = [(svg, Failure::svg as fn(&Failure) -> String), (json, Failure::json)];
            for (files, draw) in all {
                for file in files {
                    match write(&file, &draw(&failure)) {
                        Ok(()) => failure.files.push(file),
                        Err(why) => failure.message += &format!("\n{why}"),
                    }
                }
            }
            Err(failure)
        }
    }
}

/// `folder/test_name-0badcafe.json`.
fn in_folder(folder: &Path, setup: &Setup, which: &str, ending: &str) -> PathBuf {
    let thread = std::thread::current();
    let name = format!("{}-{}", thread.name().unwrap_or("main"), setup.name).replace("::", "-");
    let kept = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = name.trim_end_matches('-').chars().map(kept).take(100).collect();
    folder.join(format!("{name}-{which}.{ending}"))
}

/// A token as part of a file's name: the path of a long schedule would be too long for one.
fn short(token: &str) -> String {
    const MOST: usize = 60;
    if token.len() <= MOST {
        return token.into();
    }
    format!("{}_{:08x}", &token[..MOST], crate::model::engine::token::hash(token.as_bytes()))
}

/// Writes a file, and makes its folder. The error is in words.
fn write(file: &Path, text: &str) -> Result<(), String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(file, text))
        .map_err(|why| format!("`{}` can't be written: {why}", file.display()))
}
