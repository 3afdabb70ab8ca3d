//! The crate's messages, as they stand in its sources: literals that begin with `irqshare: `, with what `concat!` joins to them, and the texts of `#[diagnostic::on_unimplemented]`.

use crate::patterns::{files, pattern_fits};
use std::fmt;
use std::fs;

/// A message, with `*` where something is put in.
pub struct Message {
    pub place: String,
    pattern: String,
}

impl Message {
    /// Whether the line is this message, whatever rustc writes before it.
    pub fn is_said_by(&self, line: &str) -> bool {
        const BEFORE: [&str; 5] =
            ["", "error: ", "error[E0277]: ", "error[E0080]: evaluation panicked: ", "= note: "];
        BEFORE
            .iter()
            .any(|before| line.strip_prefix(before).is_some_and(|line| pattern_fits(&self.pattern, line)))
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.pattern, self.place)
    }
}

/// All of them.
pub fn of_sources() -> Vec<Message> {
    let mut messages = Vec::new();
    for path in files("src", "rs").into_iter().chain(["build.rs".into()]) {
        let text = fs::read_to_string(&path).expect("readable");
        // Tests stand at the end of their file.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let tokens = tokens(text);
        for (i, token) in tokens.iter().enumerate() {
            let Token::Text(text) = token else { continue };
            let of_trait = i >= 2
                && tokens[i - 1] == Token::Mark('=')
                && matches!(&tokens[i - 2], Token::Word(word) if ["message", "note"].contains(&word.as_str()));
            let pattern = if of_trait {
                gaps(text, true)
            } else if text.starts_with("irqshare: ") {
                joined(&tokens, i)
            } else {
                continue;
            };
            messages.push(Message { place: format!("{path}: {text}"), pattern });
        }
    }
    messages
}

/// The literal and, within a `concat!`, what follows it there.
fn joined(tokens: &[Token], first: usize) -> String {
    let in_concat = matches!(&tokens[first.saturating_sub(3)..first],
        [Token::Word(name), Token::Mark('!'), Token::Mark('(' | '{')] if name == "concat");
    let Token::Text(text) = &tokens[first] else { unreachable!("a literal") };
    let mut pattern = gaps(text, !in_concat);
    if !in_concat {
        return pattern;
    }
    let mut depth = 1;
    for token in &tokens[first + 1..] {
        match token {
            Token::Mark('(' | '{') => depth += 1,
            Token::Mark(')' | '}') => depth -= 1,
            Token::Text(text) if depth == 1 => pattern += text,
            // The argument of `env!`.
            Token::Word(_) if !pattern.ends_with('*') => pattern += "*",
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    pattern
}

/// `{Self}` and `{x}` become a gap, if it is a format string.
fn gaps(text: &str, is_format: bool) -> String {
    if !is_format {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' | '}' if rest.peek() == Some(&c) => {
                rest.next();
                out.push(c);
            }
            '{' if rest
                .clone()
                .take_while(|c| *c != '}')
                .all(|c| c.is_alphanumeric() || "_<>#:?".contains(c)) =>
            {
                rest.by_ref().take_while(|c| *c != '}').for_each(drop);
                out.push('*');
            }
            c => out.push(c),
        }
    }
    out
}

#[derive(PartialEq, Eq, Debug)]
enum Token {
    Text(String),
    Word(String),
    Mark(char),
}

/// Literals of text, words and marks, without comments; enough of Rust for these sources.
fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => rest.by_ref().take_while(|c| *c != '\n').for_each(drop),
            '"' => tokens.push(Token::Text(literal(&mut rest))),
            '\'' => {
                // A character, or a lifetime.
                let mut ahead = rest.clone();
                let first = ahead.next();
                if first == Some('\\') || ahead.next() == Some('\'') {
                    rest.next();
                    rest.by_ref().take_while(|c| *c != '\'').for_each(drop);
                }
            }
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                tokens.push(Token::Word(word));
            }
            c if c.is_whitespace() => {}
            c => tokens.push(Token::Mark(c)),
        }
    }
    tokens
}

/// What stands up to the closing quote.
fn literal(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next() {
        match c {
            '"' => break,
            '\\' => match rest.next() {
                Some('n') => text.push('\n'),
                Some('\n') => while rest.next_if(|c| c.is_whitespace()).is_some() {},
                Some(c) => text.push(c),
                None => break,
            },
            c => text.push(c),
        }
    }
    text
}
