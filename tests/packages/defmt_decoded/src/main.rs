//! `defmt-decoded ELF <FRAMES`: what the firmware printed through defmt, a line each. A frame that makes no sense is an error.

use anyhow::{Context, Result};
use defmt_decoder::{DecodeError, Table};
use std::io::Read;

fn main() -> Result<()> {
    let path = std::env::args().nth(1).context("which ELF?")?;
    let elf = std::fs::read(&path).context(path)?;
    let table = Table::parse(&elf)?.context("no .defmt in this ELF")?;
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let mut decoder = table.new_stream_decoder();
    decoder.received(&bytes);
    loop {
        match decoder.decode() {
            Ok(frame) => println!("{}", frame.display_message()),
            Err(DecodeError::UnexpectedEof) => return Ok(()),
            Err(DecodeError::Malformed) => anyhow::bail!("a malformed frame"),
        }
    }
}
