//! What a program may do where: what Rust's types would refuse (they aren't there, for programs are data), and what `unsafe` asks for.

use crate::program::{Op, PAIRS, Program, Who};

/// Where an operation stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub program: &'a Program,
    pub who: Who,
    /// The context isn't lent to anything around.
    pub free: bool,
    /// In a section by `free` or `section`, so that there is a token.
    pub token: bool,
    /// No section and no lock is open.
    pub top: bool,
    /// The slot isn't borrowed.
    pub slot: bool,
}

impl<'a> Place<'a> {
    pub fn of(program: &'a Program, who: Who) -> Self {
        Self { program, who, free: true, token: false, top: true, slot: true }
    }

    /// Within a block of this operation.
    #[must_use]
    pub fn within(self, op: &Op) -> Self {
        match op {
            Op::If(..) => self,
            Op::Free(_) | Op::Section(_) => Self { token: true, top: false, ..self },
            Op::SlotWith(..) => Self { free: false, top: false, slot: false, ..self },
            _ => Self { free: false, top: false, ..self },
        }
    }

    /// Whether it may stand here.
    pub fn allows(self, op: &Op) -> bool {
        let main = self.who == Who::Main;
        match op {
            Op::SlotPut(_) | Op::SlotTake | Op::SlotWith(..) => self.slot,
            Op::Lock(cell, ..) => self.free && cell.admits(self.who),
            Op::LockIn(cell, ..) => self.free && self.token && cell.admits(self.who),
            Op::LockTwo(pair, ..) => {
                let (one, two) = PAIRS[*pair];
                self.free && one.admits(self.who) && two.admits(self.who)
            }
            Op::Own(cell, ..) => self.free && cell.is_owned_by(self.who),
            Op::Put(..) | Op::MovedTake(_) | Op::MovedWith(..) => self.free && main,
            Op::OwnMoved(moved, _) => self.free && moved.owner() == self.who,
            // `unsafe`: no section and no lock is open.
            Op::On => self.top,
            Op::LineOn(who) | Op::LineOff(who) => self.program.is_attached(*who),
            Op::Enable(who) | Op::Disable(who) => {
                main && self.free && *who != Who::Tick && self.program.is_attached(*who)
            }
            Op::Pend(who) => self.program.is_attached(*who) && *who != self.who,
            Op::Sleep | Op::Await => main && self.top,
            _ => true,
        }
    }
}

pub fn check(program: &Program) -> Result<(), String> {
    fn all(place: Place<'_>, ops: &[Op]) -> Result<(), String> {
        for op in ops {
            if !place.allows(op) {
                return Err(format!("`{}` of {} may not stand there", op.word(), place.who.name()));
            }
            op.blocks().try_for_each(|block| all(place.within(op), block))?;
        }
        Ok(())
    }
    for (i, (who, _)) in program.attached.iter().enumerate() {
        if program.attached[..i].iter().any(|(other, _)| other == who) {
            return Err(format!("{} is attached twice", who.name()));
        }
    }
    for who in Who::ALL {
        if who != Who::Main && !program.is_attached(who) && !program.code[who as usize].is_empty() {
            return Err(format!("{} isn't attached", who.name()));
        }
        all(Place::of(program, who), &program.code[who as usize])?;
    }
    ends(program)
}

/// Handlers that make each other pending would go on for ever.
fn ends(program: &Program) -> Result<(), String> {
    let mut pends = [[false; 6]; 6];
    program.each(|who, op| {
        if let Op::Pend(other) = op {
            pends[who as usize][*other as usize] = true;
        }
    });
    for through in 0..6 {
        for from in 0..6 {
            for to in 0..6 {
                pends[from][to] |= pends[from][through] && pends[through][to];
            }
        }
    }
    match Who::ALL.into_iter().find(|who| pends[*who as usize][*who as usize]) {
        Some(who) => Err(format!("{} makes itself pending, by others", who.name())),
        None => Ok(()),
    }
}
