//! What the engine asks about the program's statics, answered from its symbols and its debug
//! information.

use super::image::{Image, Kind, Static};
use crate::model::engine::{
    Bytes, CpuKind, Facts, Place, Program, RESOLVE, Reacts, Source, Variable, Watched,
};
use core::cell::RefCell;
use core::ops::Range;
use std::boxed::Box;
use std::collections::HashMap;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

/// So long is a schedule at most, unless the test says otherwise: an access costs more than a
/// cell's.
const LONGEST: u64 = 100_000;

/// Watches the program's statics.
pub(super) fn watch(program: &mut Program) -> Result<(), String> {
    if program.watched.is_some() {
        return Ok(());
    }
    let image = Image::get()?;
    if program.longest == Program::LONGEST {
        program.longest = LONGEST;
    }
    let _ = RESOLVE.set(resolve);
    let sreg = super::functions::sreg();
    let statics: Vec<_> = image.statics().iter().map(|it| it.start..it.start + it.size).collect();
    let facts =
        Described { image, cpu: program.cpu, pointers: RefCell::default(), flags: RefCell::default() };
    let sreg_start = sreg.start;
    program.watched = Some(Watched::new(image.data(), (&statics, image.ignored()), sreg, Box::new(facts)));
    for it in image.statics().iter().filter(|it| it.start != sreg_start) {
        program.memory.keep_watched(Variable {
            bytes: Bytes::of(it.start, it.size),
            size: it.size,
            place: Place::caller(),
            synchronises: false,
            reset: Box::new(|| ()),
            show: Box::new(|| None),
            watched: Some(Box::new(move |at, size| name(image, it, at, size))),
            path: it.path,
        });
    }
    Ok(())
}

/// What a report calls so many bytes, from there on.
pub(super) type Name = Box<dyn Fn(usize, usize) -> String>;

/// A peripheral is there.
pub(super) fn keep_peripheral(program: &mut Program, range: Range<usize>, name: Name, reacts: Reacts) {
    let (start, size) = (range.start, range.len());
    program.memory.keep_watched(Variable {
        bytes: Bytes::of(start, size),
        size,
        place: Place::caller(),
        synchronises: false,
        reset: Box::new(|| ()),
        show: Box::new(|| None),
        watched: Some(name),
        path: "",
    });
    if let Some(watched) = &mut program.watched {
        watched.has_peripheral(range, reacts);
    }
}

/// Leaves out a static of the test's. Whether anything is watched.
pub(super) fn leave_out<T: ?Sized>(program: &mut Program, of_the_test: &'static T) -> bool {
    let bytes = Bytes::of(core::ptr::from_ref(of_the_test).addr(), size_of_val(of_the_test));
    let Some(watched) = &mut program.watched else { return false };
    watched.leave_out(bytes);
    program.memory.forget_watched(bytes);
    true
}

/// Where return addresses lie in the source.
fn resolve(calls: &[usize]) -> Source {
    let place = Image::get().ok().and_then(|image| image.place(calls));
    place.map_or(("?", 0, 0), |place| (place.file, place.line, place.column))
}

/// What a report calls a part of a static.
fn name(image: &Image, of: &Static, at: usize, size: usize) -> String {
    match image.part(of, at, size) {
        Some(part) => part.name,
        None if (at, size) == (0, of.size) => of.name.into(),
        None if size > 0 && at % size == 0 => format!("{}[{}]", of.name, at / size),
        None => format!("{}+{at}", of.name),
    }
}

struct Described {
    image: &'static Image,
    cpu: CpuKind,
    /// What is known of some: the debug information takes long.
    pointers: RefCell<HashMap<(usize, usize), bool>>,
    flags: RefCell<HashMap<(usize, usize), bool>>,
}

impl Described {
    /// The static that has this address, and where in it that is.
    fn at(&self, address: usize) -> Option<(&'static Static, usize)> {
        let all = self.image.statics();
        let behind = all.partition_point(|it| it.start <= address);
        let it = all[..behind].last().filter(|it| address < it.start + it.size)?;
        Some((it, address - it.start))
    }
}

impl Facts for Described {
    fn is_pointer(&self, address: usize, size: usize) -> bool {
        *self.pointers.borrow_mut().entry((address, size)).or_insert_with(|| {
            let part = self.at(address).and_then(|(it, at)| self.image.part(it, at, size));
            let address = if self.cpu.is_avr() { 2 } else { 4 };
            // Of what has no type, nothing says that one instruction loads it.
            part.and_then(|part| part.scalar).is_some_and(|scalar| scalar.width.on(address) == address)
        })
    }

    fn may_point(&self, address: usize) -> bool {
        let part = self.at(address).and_then(|(it, at)| self.image.part(it, at, 8));
        part.is_none_or(|part| part.scalar.is_some_and(|scalar| scalar.kind == Kind::Pointer))
    }

    fn is_flag(&self, address: usize, size: usize) -> bool {
        *self.flags.borrow_mut().entry((address, size)).or_insert_with(|| {
            let part = self.at(address).and_then(|(it, at)| self.image.part(it, at, size));
            part.is_some_and(|part| part.name.ends_with(".borrow"))
        })
    }

    fn name(&self, address: usize, size: usize) -> String {
        match self.at(address) {
            Some((it, at)) => name(self.image, it, at, size),
            None => format!("{address:#x}"),
        }
    }

    fn shown(&self, address: usize, value: &[u8]) -> String {
        let part = self.at(address).and_then(|(it, at)| self.image.part(it, at, value.len()));
        shown(part.and_then(|part| part.scalar).map(|scalar| scalar.kind), value)
    }
}

/// A value, by what it is.
fn shown(kind: Option<Kind>, value: &[u8]) -> String {
    let Some(number) = number(value) else { return hex(value) };
    let above = 128 - 8 * value.len();
    let as_signed = |number: u128| i128::from_le_bytes(number.to_le_bytes());
    let signed = || as_signed(number << above) >> above;
    match kind {
        Some(Kind::Unsigned) => number.to_string(),
        Some(Kind::Signed) => signed().to_string(),
        Some(Kind::Bool) if number < 2 => (number == 1).to_string(),
        Some(Kind::Float) => float(value).unwrap_or_else(|| hex(value)),
        Some(Kind::Char) => {
            let char = u32::try_from(number).ok().and_then(char::from_u32);
            char.map_or_else(|| hex(value), |char| format!("{char:?}"))
        }
        Some(Kind::Enum(variants)) => {
            let signed = signed();
            let is = |of: &Option<i128>| of.is_none_or(|of| of == signed || of == as_signed(number));
            let named = variants.into_iter().find(|(of, _)| is(of));
            named.map_or_else(|| hex(value), |(_, name)| name)
        }
        Some(Kind::Bool | Kind::Pointer) | None => hex(value),
    }
}

fn number(value: &[u8]) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..value.len())?.copy_from_slice(value);
    (!value.is_empty()).then_some(u128::from_le_bytes(bytes))
}

fn float(value: &[u8]) -> Option<String> {
    match value.len() {
        4 => Some(format!("{:?}", f32::from_le_bytes(value.try_into().ok()?))),
        8 => Some(format!("{:?}", f64::from_le_bytes(value.try_into().ok()?))),
        _ => None,
    }
}

/// The bytes as one number, or the first of many.
fn hex(value: &[u8]) -> String {
    const MOST: usize = 16;
    if value.len() > MOST {
        let first: String = value[..8].iter().map(|byte| format!("{byte:02x} ")).collect();
        return format!("{first}.. ({} bytes)", value.len());
    }
    let digits: String = value.iter().rev().map(|byte| format!("{byte:02x}")).collect();
    format!("0x{digits}")
}
