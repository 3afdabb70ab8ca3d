//! Marked places: HTML comments, which rustdoc and GitHub don't show, around text that this program writes.
//!
//! `<!-- cost: OPERATION -->..<!-- /cost -->` stands within a paragraph; the others stand on lines of their own, around a table. An HTML comment that begins a line would end
//! a paragraph, so the first may not.

use crate::Result;

/// A marked place of a file.
pub struct Mark {
    pub kind: Kind,
    pub items: Vec<Item>,
    /// Of the opening mark, from 1.
    pub line: usize,
    /// What lies between the marks, as bytes of the text.
    pub begin: usize,
    pub end: usize,
    /// What stands before the text of each line: `    /// ` in Rust's documentation, nothing in Markdown.
    pub prefix: String,
    /// How far the opening mark's line reaches.
    pub column: usize,
}

/// `LABEL = OPERATION by APPROACH`, of which the operation alone must be there.
pub struct Item {
    pub label: String,
    pub operation: String,
    pub approach: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A sentence of one operation.
    Cost,
    /// What a variable takes beyond its value.
    Ram,
    /// A line for each operation.
    Table,
    /// A table of all approaches for each operation.
    Full,
    /// Some operations beside the best of the others.
    Beside,
    /// The tools and crates, and their versions; in place of the operation stands the file that has them.
    Versions,
    /// A whole firmware's size by each approach; in place of the operation stands the file that has them.
    Whole,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::Cost, Self::Ram, Self::Table, Self::Full, Self::Beside, Self::Versions, Self::Whole];

    fn name(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Ram => "cost in RAM",
            Self::Table => "costs",
            Self::Full => "costs in full",
            Self::Beside => "costs beside others",
            Self::Versions => "versions that cost",
            Self::Whole => "whole firmware that costs",
        }
    }

    pub fn is_inline(self) -> bool {
        matches!(self, Self::Cost | Self::Ram | Self::Versions)
    }

    pub fn closing(self) -> String {
        format!("<!-- /{} -->", self.name())
    }
}

/// The marks of a text, in their order.
pub fn find(text: &str) -> Result<Vec<Mark>> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("<!-- ") {
        let open = at + found;
        let line = text[..open].matches('\n').count() + 1;
        let says = |what: &str| format!("{line}: {what}");
        let end =
            open + text[open..].find("-->").ok_or_else(|| says("a comment that doesn't end"))? + "-->".len();
        let comment = &text[open..end];
        at = end;
        let Some((name, items)) = comment["<!-- ".len()..comment.len() - "-->".len()].split_once(':') else {
            if comment.starts_with("<!-- /") && comment.contains("cost") {
                return Err(says(&format!("{comment} closes nothing")));
            }
            continue;
        };
        let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == name) else {
            if name.contains("cost") {
                return Err(says(&format!(
                    "no mark is called {name:?}: there are {:?}",
                    Kind::ALL.map(Kind::name)
                )));
            }
            continue;
        };
        let closing = kind.closing();
        let close =
            at + text[at..].find(&closing).ok_or_else(|| says(&format!("{closing} is missing behind it")))?;
        if text[at..close].contains("<!--") {
            return Err(says(&format!("another comment comes before {closing}")));
        }
        let start = text[..open].rfind('\n').map_or(0, |newline| newline + 1);
        let prefix = prefix(&text[start..open]);
        if kind.is_inline() == (text[start..open].trim() == prefix.trim()) {
            return Err(says(if kind.is_inline() {
                "this mark may not begin a line"
            } else {
                "this mark stands on a line of its own"
            }));
        }
        let items = items
            .split([';', '\n'])
            .map(|item| item.trim().trim_start_matches(prefix.trim()).trim())
            .filter(|item| !item.is_empty())
            .map(item)
            .collect::<Vec<_>>();
        if items.is_empty() || (kind.is_inline() && items.len() > 1) {
            return Err(says("the operation is missing, or there are too many"));
        }
        let last = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        let column = text[last..end].chars().count();
        marks.push(Mark { kind, items, line, begin: end, end: close, prefix, column });
        at = close + closing.len();
    }
    Ok(marks)
}

/// The blanks and slashes with which a line of documentation begins, and in a list blanks as far as its text.
fn prefix(line: &str) -> String {
    let indented = line.len() - line.trim_start().len();
    let rest = &line[indented..];
    match ["/// ", "//! "].into_iter().find(|slashes| rest.starts_with(slashes)) {
        Some(slashes) => {
            let text = &rest[slashes.len()..];
            let item = if text.starts_with("- ") { 2 } else { text.len() - text.trim_start().len() };
            format!("{}{}", &line[..indented + slashes.len()], " ".repeat(item))
        }
        None => line[..indented].to_owned(),
    }
}

fn item(text: &str) -> Item {
    let (label, operation) = text.rsplit_once(" = ").unwrap_or(("", text));
    let (operation, approach) = operation.split_once(" by ").unwrap_or((operation, "irqshare"));
    Item { label: label.into(), operation: operation.into(), approach: approach.into() }
}
