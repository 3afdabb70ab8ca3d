//! Rust's words, marks and texts, without comments; enough of Rust for these sources. A text keeps its first quote; `::` is one mark.

use std::iter::Peekable;
use std::str::Chars;

pub fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => rest.by_ref().take_while(|c| *c != '\n').for_each(drop),
            '"' => tokens.push(text(&mut rest)),
            // A character; else it is a lifetime.
            '\'' if matches!(rest.clone().take(2).collect::<Vec<_>>()[..], ['\\', _] | [_, '\'']) => {
                rest.by_ref().skip(1).find(|c| *c == '\'');
            }
            ':' if rest.next_if_eq(&':').is_some() => tokens.push("::".into()),
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                tokens.push(word);
            }
            c if c.is_whitespace() => {}
            c => tokens.push(c.into()),
        }
    }
    tokens
}

/// Up to the closing quote.
fn text(rest: &mut Peekable<Chars<'_>>) -> String {
    let mut text = String::from('"');
    while let Some(c) = rest.next().filter(|c| *c != '"') {
        text.push(c);
        if c == '\\' {
            text.extend(rest.next());
        }
    }
    text
}
