// A field of a union: what was written as a number would be read as a reference.

use irqshare::model::Plain;
use irqshare::plain_field;

#[derive(Clone, Copy)]
#[repr(C)]
union Word {
    number: usize,
    name: &'static u8,
}

static WORD: Plain<Word> = Plain::new(Word { number: 1 });

fn main() {
    let _: &'static u8 = plain_field!(WORD, Word, name).get();
}
