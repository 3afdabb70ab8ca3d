//! What the program calls its variables: read from its source.

use super::sources::Sources;
use crate::model::engine::{Bytes, Memory, Variable};
use std::format;
use std::string::String;

/// What the program calls these bytes: the variable, and which field or element of it.
pub(super) fn name_of(memory: &Memory, bytes: Bytes, sources: &mut Sources) -> Option<String> {
    let (name, whole) = if let Some(field) = memory.field(bytes) {
        (format!("{}.{}", name_of(memory, field.of, sources)?, field.name), field.bytes)
    } else {
        let variable = memory.at(bytes)?;
        if let Some(name) = &variable.watched {
            return Some(name(bytes.start - variable.bytes.start, bytes.end - bytes.start));
        }
        (name(variable, sources)?, variable.bytes)
    };
    if whole == bytes {
        return Some(name);
    }
    let (offset, size) = (bytes.start - whole.start, bytes.end - bytes.start);
    Some(if offset % size == 0 { format!("{name}[{}]", offset / size) } else { format!("{name}+{offset}") })
}

/// What the line says that resets it, if there it is written out.
fn name(variable: &Variable, sources: &mut Sources) -> Option<String> {
    let place = variable.place;
    // The place is that of the method's name: several may stand in one line.
    let rest = String::from(sources.text_at(place)?.strip_prefix("reset(")?);
    // The formatter may have put what is reset on a line of its own.
    let rest = if rest.is_empty() { sources.line(place.file(), place.line() + 1)?.into() } else { rest };
    let path: String = rest
        .trim_start()
        .strip_prefix('&')?
        .chars()
        .take_while(|c| c.is_alphanumeric() || "_:".contains(*c))
        .collect();
    let name = path.rsplit("::").next()?;
    let constant = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == '_';
    (name.starts_with(char::is_uppercase) && name.chars().all(constant)).then(|| name.into())
}
