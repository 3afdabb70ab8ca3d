//! Files: where failing schedules are drawn, and reports written down, if the setup or the environment wants it.

use super::failure::Failure;
use super::passed::Report;
use crate::model::engine::{FailureKind, hash};
use std::boxed::Box;
use std::format;
use std::path::{Path, PathBuf};
use std::string::String;
use std::sync::OnceLock;
use std::vec::Vec;

/// Folders that the environment names: `IRQSHARE_SVG`, `IRQSHARE_JSON`.
pub(in crate::model) struct Folders {
    svg: Option<PathBuf>,
    json: Option<PathBuf>,
}

impl Folders {
    pub(in crate::model) const NONE: Self = Self { svg: None, json: None };

    /// The environment is looked at once in a process: that takes as long as a short schedule.
    pub(in crate::model) fn of_environment() -> &'static Self {
        static FOLDERS: OnceLock<Folders> = OnceLock::new();
        let folder = |name| std::env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        FOLDERS.get_or_init(|| Self { svg: folder("IRQSHARE_SVG"), json: folder("IRQSHARE_JSON") })
    }
}

/// What is to be written of a check, and where.
pub(in crate::model) struct Wanted<'a> {
    /// What is checked, if that has a name.
    pub(in crate::model) name: &'a str,
    /// The number that tokens of this check begin with, if a file is to be called after it.
    pub(in crate::model) test: Box<dyn Fn() -> u32 + 'a>,
    pub(in crate::model) svg: Option<&'a Path>,
    pub(in crate::model) json: Option<&'a Path>,
    pub(in crate::model) folders: &'a Folders,
}

impl Wanted<'_> {
    fn svg(&self, token: &str) -> Vec<PathBuf> {
        let folder = self.folders.svg.as_ref();
        let in_folder = folder.map(|folder| in_folder(folder, self.name, &short(token), "svg"));
        self.svg.map(Path::to_path_buf).into_iter().chain(in_folder).collect()
    }

    fn json(&self) -> Vec<PathBuf> {
        let folder = self.folders.json.as_ref();
        let in_folder =
            folder.map(|folder| in_folder(folder, self.name, &format!("{:08x}", (self.test)()), "json"));
        self.json.map(Path::to_path_buf).into_iter().chain(in_folder).collect()
    }
}

/// Writes what is wanted of a result. A report that can't be written is a failure: whoever waits for it would take an old one for it.
pub(in crate::model) fn written(
    wanted: &Wanted<'_>,
    result: Result<Report, Failure>,
) -> Result<Report, Failure> {
    match result {
        Ok(report) => {
            for file in wanted.json() {
                write(&file, &report.json())
                    .map_err(|why| Failure::without_schedule(FailureKind::BadSetup, why))?;
            }
            Ok(report)
        }
        Err(mut failure) => {
            let svg = failure.token.as_ref().map_or_else(Vec::new, |token| wanted.svg(token));
            let all = [(svg, Failure::svg as fn(&Failure) -> String), (wanted.json(), Failure::json)];
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
fn in_folder(folder: &Path, check: &str, which: &str, ending: &str) -> PathBuf {
    let thread = std::thread::current();
    let name = format!("{}-{}", thread.name().unwrap_or("main"), check).replace("::", "-");
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
    format!("{}_{:08x}", &token[..MOST], hash(token.as_bytes()))
}

/// Writes a file, and makes its folder. The error is in words.
fn write(file: &Path, text: &str) -> Result<(), String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(file, text))
        .map_err(|why| format!("`{}` can't be written: {why}", file.display()))
}
