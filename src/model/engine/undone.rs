//! The end of a watched run: what it wrote to statics is undone. Or it is refused, for what they
//! own can't be.

use super::failure_kind::FailureKind;
use super::machine::Stop;
use super::program::Program;
use super::watched::{Mapped, Watched, is_stack, memory, put_back};
use core::any::Any;
use std::boxed::Box;
use std::collections::BTreeSet;
use std::format;
use std::vec::Vec;

/// Undoes what a run wrote. That may be refused, and then all stays as the run left it; or prove to
/// be less than it wrote.
pub(in crate::model::engine) fn undo(
    program: &Program,
    watched: &Watched,
) -> Result<(), Box<dyn Any + Send>> {
    let mut undo = watched.undo();
    let written: BTreeSet<u32> = undo.writes().filter_map(|bytes| program.memory.number(bytes)).collect();
    let here = |number: u32| memory(program.memory.variable(number).bytes);
    let left: Vec<(u32, Vec<u8>)> = written.iter().map(|&number| (number, here(number).into())).collect();
    undo.undo();
    let refused = |message| {
        watched.spoils();
        Err(Box::new(Stop::Failed(FailureKind::NotWatched, message)) as Box<dyn Any + Send>)
    };
    let mut mapped = None;
    let mut owns = |number: u32, bytes: &[u8]| {
        let start = program.memory.variable(number).bytes.start;
        addresses(bytes).any(|(at, address)| {
            !watched.is_data(address)
                && !is_stack(address)
                && mapped.get_or_insert_with(Mapped::now).has(address)
                && watched.facts.may_point(start + at)
        })
    };
    let owner = left.iter().find(|(number, left)| owns(*number, left) || owns(*number, here(*number)));
    let owner = owner.map(|(number, _)| *number);
    if let Some(owner) = owner {
        for (number, left) in &left {
            put_back(program.memory.variable(*number).bytes, left);
        }
        return refused(format!(
            "`{}` owns memory on the heap, so what a run did to it can't be undone byte by byte: let it be a cell of this crate's that the setup resets, fill it from an array \
             instead of the heap, or, if it is the test's own, name it: `.unwatched(&{0})`",
            watched.name_of(&program.memory, owner)
        ));
    }
    match watched.changed_unseen(&program.memory) {
        None => Ok(()),
        Some(number) => refused(format!(
            "`{}` was changed by code that isn't watched: std's own, the C library's, assembly, a crate or a C file that is built without the flags. What that does, the model can't \
             see, and can't undo",
            watched.name_of(&program.memory, number)
        )),
    }
}

/// Whether code was found, in a run that ended well, which accesses statics and doesn't call back.
pub(in crate::model::engine) fn audited(
    program: &Program,
    watched: &Watched,
    ended: &Result<(), Box<dyn Any + Send>>,
) -> Result<(), Box<dyn Any + Send>> {
    let found = watched.unannounced();
    let Some((number, place)) = found.filter(|_| ended.is_ok()) else { return Ok(()) };
    let message = format!(
        "`{}` is read or written at {place} by code that doesn't call back, so what comes in between is missed. Compilers tell nothing of an access whose size isn't 1, 2, 4, 8 or 16 \
         bytes, of inline assembly, and of what is compiled without the flags: the C library, functions of `core` and `std` that aren't generic, C; and gcc \
         nothing of structs that are passed or returned, and of bit-fields. Read it by a plain load first (`let copy = black_box(STATIC);`, or byte by byte), build C with clang and the flags, or, if it is the test's own, say so: \
         `model::unwatched(|| ..)`, `.unwatched(&{0})`",
        watched.name_of(&program.memory, number)
    );
    Err(Box::new(Stop::Failed(FailureKind::NotWatched, message)))
}

/// The numbers in it that may be addresses, and where they stand.
fn addresses(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let words = bytes.chunks_exact(8).map(|word| usize::from_le_bytes(word.try_into().expect("eight bytes")));
    let numbered = words.enumerate().map(|(number, word)| (8 * number, word));
    numbered.filter(|(_, word)| *word > 0xffff && word >> 47 == 0)
}
