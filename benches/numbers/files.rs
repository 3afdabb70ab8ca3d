//! Files: which have marks, which the table depends on, and how two texts differ.

use crate::Result;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

/// Where marks may stand.
pub fn documentation() -> Result<Vec<String>> {
    let mut files = vec!["README.md".to_owned()];
    walk("src", &mut |path| {
        if ["rs", "md"].contains(&end_of(path)) {
            files.push(path.to_owned());
        }
    })?;
    files.retain(|path| path != crate::CHART_IN_DOCS);
    files.sort();
    Ok(files)
}

/// What stands behind the last dot.
pub fn end_of(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// A source of what the table measures that is newer than it.
pub fn newer_than(table: &str) -> Result<Option<String>> {
    let measured = modified(table)?;
    let mut newer = None;
    let mut look = |path: &str| {
        if ["rs", "c", "toml", "x"].contains(&end_of(path))
            && modified(path).is_ok_and(|time| time > measured)
        {
            newer = Some(path.to_owned());
        }
    };
    for path in ["Cargo.toml", "build.rs", "benches/cost.rs", "src", "benches/cost", "benches/firmware"] {
        walk(path, &mut look)?;
    }
    Ok(newer)
}

pub fn touch(path: &str) -> Result<()> {
    let touched =
        File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| format!("{path}: {error}"))
}

fn modified(path: &str) -> Result<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).map_err(|error| format!("{path}: {error}"))
}

/// Every file of a folder (or the one), but what cargo builds.
fn walk(path: &str, found: &mut impl FnMut(&str)) -> Result<()> {
    if !Path::new(path).is_dir() {
        found(path);
        return Ok(());
    }
    let says = |error: std::io::Error| format!("{path}: {error}");
    for entry in fs::read_dir(path).map_err(says)? {
        let name = entry.map_err(says)?.file_name().to_string_lossy().into_owned();
        if name != "target" {
            walk(&format!("{path}/{name}"), found)?;
        }
    }
    Ok(())
}

/// The lines that differ: `FILE:LINE`, what is there, what should be.
pub fn differences(path: &str, is: &str, should: &str) -> String {
    const MOST: usize = 12;
    let (is, should): (Vec<&str>, Vec<&str>) = (is.lines().collect(), should.lines().collect());
    let mut out = String::new();
    let mut shown = 0;
    for i in 0..is.len().max(should.len()) {
        let (is, should) = (is.get(i).copied().unwrap_or(""), should.get(i).copied().unwrap_or(""));
        if is == should {
            continue;
        }
        shown += 1;
        if shown > MOST {
            out += &format!("{path}: and more\n");
            break;
        }
        out += &format!(
            "{path}:{}\n    is:        {}\n    should be: {}\n",
            i + 1,
            shortened(is.trim()),
            shortened(should.trim())
        );
    }
    out
}

fn shortened(line: &str) -> String {
    const MOST: usize = 300;
    if line.chars().count() > MOST {
        line.chars().take(MOST).chain("..".chars()).collect()
    } else {
        line.into()
    }
}
