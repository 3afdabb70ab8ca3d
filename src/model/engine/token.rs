//! The token that carries the decisions of a schedule, so that it can be run again.

use super::path::{Decision, Path};
use core::mem::take;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

impl Path {
    /// Zeros as their count, other ways as letters, or as a number between points: `5a3b.70.`. The checksum catches typing errors, `test` a token of another test. A schedule may show
    /// several findings, so the token of a finding has its number in the end: `5a3b_2`.
    pub(in crate::model) fn token(&self, test: u32, finding: Option<usize>) -> String {
        let mut path = String::new();
        let mut zeros = 0;
        for decision in &self.decisions {
            if decision.taken == 0 {
                zeros += 1;
                continue;
            }
            if zeros > 0 {
                path += &zeros.to_string();
                zeros = 0;
            }
            match u8::try_from(decision.taken) {
                Ok(way @ ..=26) => path.push(char::from(b'a' + way - 1)),
                Ok(way @ ..=52) => path.push(char::from(b'A' + way - 27)),
                _ => path += &format!(".{}.", decision.taken),
            }
        }
        if path.is_empty() {
            path.push('0');
        }
        if let Some(number) = finding {
            path += &format!("_{number}");
        }
        format!("{test:08x}-{path}-{:04x}", hash(path.as_bytes()) & 0xffff)
    }

    /// Reads a token: the path, and the number of the finding. The error says what is wrong with it.
    pub(in crate::model) fn parse(token: &str, test: u32) -> Result<(Self, Option<usize>), String> {
        let broken = || format!("`{token}` isn't a replay token: copy it whole, as in `0badcafe-5a3b-1f00`");
        let mut parts = token.split('-');
        let (Some(of_test), Some(path), Some(sum), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(broken());
        };
        if of_test.len() != 8 || sum.len() != 4 {
            return Err(broken());
        }
        let of_test = u32::from_str_radix(of_test, 16).map_err(|_| broken())?;
        if u32::from_str_radix(sum, 16).ok() != Some(hash(path.as_bytes()) & 0xffff) {
            return Err(broken());
        }
        let (path, finding) = match path.split_once('_') {
            Some((path, number)) => (path, Some(number.parse().map_err(|_| broken())?)),
            None => (path, None),
        };
        let mut decisions = Vec::new();
        let mut zeros = 0_usize;
        let mut bytes = path.bytes();
        while let Some(c) = bytes.next() {
            let way = match c {
                b'0'..=b'9' => {
                    zeros = zeros * 10 + usize::from(c - b'0');
                    if zeros > 1_000_000 {
                        return Err(broken());
                    }
                    continue;
                }
                b'a'..=b'z' => u32::from(c - b'a' + 1),
                b'A'..=b'Z' => u32::from(c - b'A' + 27),
                b'.' => {
                    let number: Vec<u8> = bytes.by_ref().take_while(|c| *c != b'.').collect();
                    let number = String::from_utf8(number).ok().and_then(|n| n.parse().ok());
                    number.ok_or_else(broken)?
                }
                _ => return Err(broken()),
            };
            decisions.resize_with(decisions.len() + take(&mut zeros), || Decision::new(0, 0));
            decisions.push(Decision::new(way, 0));
        }
        if of_test != test {
            return Err(format!(
                "`{token}` is a token of another test, or of this one with other bounds: this one's begin with {test:08x}"
            ));
        }
        Ok((Self::replay(decisions), finding))
    }
}

/// FNV-1a.
pub(in crate::model) fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token that doesn't carry the path back would replay another schedule.
    #[test]
    fn token_carries_the_path() {
        let mut path = Path::search(false);
        for taken in [0, 0, 1, 0, 2, 53, 1, 52, 26, 27, 0] {
            path.decisions.push(Decision::new(taken, 60));
        }
        for finding in [None, Some(1), Some(42)] {
            let (read, of) = Path::parse(&path.token(7, finding), 7).expect("its own token");
            let ways: Vec<u32> = read.decisions.iter().map(|s| s.taken).collect();
            assert_eq!(ways, [0, 0, 1, 0, 2, 53, 1, 52, 26, 27]); // trailing zeros are what comes anyway
            assert_eq!(of, finding);
        }
    }

    /// A broken or foreign token must not run some other schedule silently.
    #[test]
    fn wrong_tokens_are_refused() {
        let mut path = Path::search(false);
        path.decisions.push(Decision::new(1, 2));
        let token = path.token(7, None);
        assert!(Path::parse(&token, 8).expect_err("foreign").contains("another test"));
        for broken in ["", "x", "1-2", "00000007-b-0000", &token[1..], &std::format!("{token}-1")] {
            assert!(Path::parse(broken, 7).is_err(), "{broken}");
        }
    }
}
