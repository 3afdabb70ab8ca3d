//! What a program may do where: what Rust's types would refuse (they aren't there, for programs are data), and what `unsafe` asks for.

use crate::program::{Act, At, DEVICES, MOST_OPS, Op, PAIRS, Program, Var, Who};

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
    /// Nor is the cell: what is written by a reference that was lent twice could be either's doing.
    pub cell: bool,
}

impl<'a> Place<'a> {
    pub fn of(program: &'a Program, who: Who) -> Self {
        Self { program, who, free: true, token: false, top: true, slot: true, cell: true }
    }

    /// Within a block of this operation.
    #[must_use]
    pub fn within(self, op: &Op) -> Self {
        match op {
            Op::If(..) => self,
            Op::Free(_) | Op::Section(_) => Self { token: true, top: false, ..self },
            Op::SlotWith(..) => Self { free: false, top: false, slot: false, ..self },
            Op::Update(Var::Cell, ..) => Self { free: false, top: false, cell: false, ..self },
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
            // It is lent the context; and an exception has no line.
            Op::Pause(who) | Op::Resume(who) => {
                self.free && *who != Who::Tick && self.program.is_attached(*who)
            }
            Op::Pend(who) => self.program.is_attached(*who) && *who != self.who,
            Op::Pends(who) | Op::Clear(who) | Op::Hold(who) | Op::Release(who) => {
                self.program.is_attached(*who)
            }
            Op::Sleep => main && self.top,
            Op::Await | Op::AwaitByte | Op::BlockEvent | Op::BlockSignal | Op::BlockByte => {
                main && self.top && self.free
            }
            Op::Get(Var::Cell, _)
            | Op::Set(Var::Cell, ..)
            | Op::Swap(Var::Cell, ..)
            | Op::Update(Var::Cell, ..)
            | Op::CellTake => self.cell,
            Op::Any(values) => !values.is_empty(),
            _ => true,
        }
    }
}

pub fn check(program: &Program) -> Result<(), String> {
    fn all(place: Place<'_>, ops: &[At]) -> Result<(), String> {
        for At { op, .. } in ops {
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
    if program.size() > MOST_OPS {
        return Err(format!("more than {MOST_OPS} operations"));
    }
    if program.devices.len() > DEVICES.len() {
        return Err(format!("more than {} devices", DEVICES.len()));
    }
    if program.devices.iter().any(|device| device.times == 0) {
        return Err("a device that never acts".into());
    }
    program.hardware().try_for_each(|acts| check_acts(program, acts))
}

fn check_acts(program: &Program, acts: &[Act]) -> Result<(), String> {
    acts.iter().try_for_each(|act| match act {
        Act::Pend(who) | Act::Hold(who) | Act::Release(who) if !program.is_attached(*who) => {
            Err(format!("hardware uses {}, which isn't attached", who.name()))
        }
        Act::If(_, acts) => check_acts(program, acts),
        _ => Ok(()),
    })
}
