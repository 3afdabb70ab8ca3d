//! The guide's page of error messages says what the crate says: each message that it quotes is one of the crate's or of its tests', and each message of the crate is quoted.
//!
//! A message of the sources has gaps, where a name is put in; what is quoted has something there. Quoted are the blocks of text, line by line.

#![allow(missing_docs)]

#[path = "guide/messages.rs"]
mod messages;
#[path = "guide/patterns.rs"]
mod patterns;

use messages::{Message, of_sources};
use patterns::{files, pattern_fits, said_by_tests};
use std::collections::BTreeSet;
use std::fs;

const PAGE: &str = "src/guide/errors.md";

/// Messages that the page doesn't quote, and why not.
const NOT_QUOTED: [(&str, &str); 1] = [(
    "src/model/",
    "a test's own machinery: each says what to do, and the page quotes the one that comes without a test",
)];

#[test]
fn each_quoted_line_is_really_said() {
    let said = said_by_tests();
    let messages = of_sources();
    let quoted = quoted();
    assert!(quoted.len() > 30, "the page quotes {} lines only", quoted.len());
    let wrong: Vec<_> = quoted
        .iter()
        .filter(|line| {
            !said.lines.contains(*line)
                && (line.contains("irqshare: ")
                    || !said.patterns.iter().any(|pattern| pattern_fits(pattern, line)))
                && !messages.iter().any(|message| message.is_said_by(line))
        })
        .collect();
    assert!(wrong.is_empty(), "{PAGE} quotes what nobody says: {wrong:#?}");
}

#[test]
fn each_message_is_quoted() {
    let quoted = quoted();
    let messages = of_sources();
    assert!(messages.len() > 40, "{} messages only were found in the sources", messages.len());
    let missing: Vec<_> = messages
        .iter()
        .filter(|message| !NOT_QUOTED.iter().any(|(place, _)| message.place.starts_with(place)))
        .filter(|message| !quoted.iter().any(|line| message.is_said_by(line)))
        .map(Message::to_string)
        .collect();
    assert!(missing.is_empty(), "{PAGE} doesn't quote: {missing:#?}");
}

#[test]
fn each_exception_is_there() {
    let messages = of_sources();
    let places: BTreeSet<_> = messages.iter().map(|message| message.place.as_str()).collect();
    for (place, _) in NOT_QUOTED {
        assert!(places.iter().any(|there| there.starts_with(place)), "{place} has no message any more");
    }
}

/// Catches a firmware that the table of chips names, and that isn't there or isn't built.
#[test]
fn each_firmware_of_the_chips_is_built() {
    let page = fs::read_to_string("src/guide/chips.md").expect("the page");
    let steps: String = fs::read_dir("tests/steps")
        .expect("the steps")
        .map(|step| fs::read_to_string(step.expect("a step").path()).expect("a text"))
        .collect();
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.matches('|').count() == 6);
    let named: Vec<_> = rows
        .skip(1)
        .filter_map(|row| row.rsplit('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        let folder = format!("tests/firmware/{name}");
        assert!(fs::metadata(format!("{folder}/Cargo.toml")).is_ok(), "there is no {folder}");
        let built = steps.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
        assert!(built, "no step builds {folder}");
    }
}

/// The lines of the page's blocks of text.
fn quoted() -> BTreeSet<String> {
    let page = fs::read_to_string(PAGE).expect("the page");
    let mut inside = false;
    let mut lines = BTreeSet::new();
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == "```text";
        } else if inside {
            lines.insert(line.to_owned());
        }
    }
    lines
}

/// Where a page shows a file, after a comment `file: PATH`, it shows what is tested.
#[test]
fn each_file_is_shown_as_it_is() {
    let mut shown = 0;
    for page in files("src/guide", "md") {
        let text = fs::read_to_string(&page).expect("readable");
        for part in text.split("<!-- file: ").skip(1) {
            let (path, part) = part.split_once(" -->\n```").expect("a block of code follows");
            let (_, code) = part.split_once('\n').expect("a line");
            let (code, _) = code.split_once("\n```").expect("its end");
            let file = fs::read_to_string(path).expect("the file is there");
            let file: Vec<_> = file.lines().filter(|line| !line.starts_with("//!")).collect();
            assert_eq!(code, file.join("\n"), "{page} shows another {path}");
            shown += 1;
        }
    }
    assert!(shown >= 3);
}

/// rustdoc looks whether a page is there, not whether it has that heading.
#[test]
fn each_link_to_a_heading_finds_it() {
    let mut followed = 0;
    for page in files("src/guide", "md") {
        let text = fs::read_to_string(&page).expect("readable");
        let links = text.split("](").skip(1).filter_map(|link| link.split_once(')')?.0.split_once('#'));
        for (to, heading) in links.filter(|(to, _)| !to.contains(':')) {
            let target = match to {
                "" => page.clone(),
                "crate" => "README.md".into(),
                _ => format!("src/guide/{to}.md"),
            };
            assert!(headings(&target).contains(heading), "{page} links to #{heading} of {target}");
            followed += 1;
        }
    }
    assert!(followed > 15, "{followed} links only");
}

/// The headings of a page, as rustdoc writes them into links.
fn headings(page: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(page).expect("readable");
    let mut in_code = false;
    let headings = text.lines().filter(|line| {
        in_code ^= line.starts_with("```");
        !in_code && line.starts_with('#')
    });
    let slug = |line: &str| {
        let title = line.trim_start_matches('#').trim();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    headings.map(slug).collect()
}

#[test]
fn all_sources_are_read() {
    assert!(files("src", "rs").len() > 80);
}

/// Catches a recipe that isn't the firmware which is run.
#[test]
fn the_mask_of_the_recipe_is_run() {
    let firmware = std::fs::read_to_string("tests/firmware/trust_below/src/below.rs").expect("readable");
    let page = std::fs::read_to_string("src/guide/interop.md").expect("readable");
    let (_, block) =
        page.split_once("<!-- tests/firmware/trust_below/src/below.rs -->\n```text\n").expect("a block");
    let (block, _) = block.split_once("```\n").expect("its end");
    assert!(block.len() > 1000 && firmware.ends_with(block), "the page has another text than the firmware");
}
