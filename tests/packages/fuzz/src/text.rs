//! Programs as text: what the corpus is written in. `Display` writes it, `parse` reads it; each word stands by itself, `#` begins a comment.

use crate::program::{Act, At, Device, Moved, Op, PAIRS, Program, Reg, Shared, Value, Var, Who};
use std::fmt::{Display, Formatter, Result as Written};

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        match self {
            Self::Is(value) => write!(f, "{value}"),
            Self::Last(more) => write!(f, "last+{more}"),
        }
    }
}

impl Op {
    /// Its first word.
    pub fn word(&self) -> String {
        let by = |token: bool| if token { "_in" } else { "" };
        match self {
            Self::Get(var, token) => format!("{}.get{}", var.name(), by(*token)),
            Self::Set(var, token, _) => format!("{}.set{}", var.name(), by(*token)),
            Self::Swap(var, token, _) => format!("{}.replace{}", var.name(), by(*token)),
            Self::Update(var, token, ..) => format!("{}.update{}", var.name(), by(*token)),
            Self::Put(moved, _) => format!("{}.put", moved.name()),
            Self::MovedTake(moved) => format!("{}.take", moved.name()),
            Self::MovedWith(moved, ..) => format!("{}.with", moved.name()),
            Self::OwnMoved(moved, _) => format!("{}.get", moved.name()),
            Self::CellTake => "cell.take".into(),
            Self::SlotPut(_) => "slot.put".into(),
            Self::SlotTake => "slot.take".into(),
            Self::SlotWith(..) => "slot.with".into(),
            Self::EventSet => "event.set".into(),
            Self::EventTake => "event.take".into(),
            Self::EventIs => "event.is_set".into(),
            Self::Signal(_) => "signal.signal".into(),
            Self::SignalTake => "signal.take".into(),
            Self::SignalIs => "signal.signaled".into(),
            Self::SignalReset => "signal.reset".into(),
            Self::Lock(..) => "lock".into(),
            Self::LockIn(..) => "lock_in".into(),
            Self::LockTwo(..) => "lock_two".into(),
            Self::Own(..) => "get".into(),
            Self::Free(_) => "free".into(),
            Self::Section(_) => "section".into(),
            Self::On => "interrupts.on".into(),
            Self::Off => "interrupts.off".into(),
            Self::IsOn => "interrupts.are_on".into(),
            Self::LineOn(_) => "line.on".into(),
            Self::LineOff(_) => "line.off".into(),
            Self::Enable(_) => "enable".into(),
            Self::Disable(_) => "disable".into(),
            Self::Pause(_) => "pause".into(),
            Self::Resume(_) => "resume".into(),
            Self::Pend(_) => "pend".into(),
            Self::Pends(_) => "pends".into(),
            Self::Clear(_) => "clear".into(),
            Self::Hold(_) => "hold".into(),
            Self::Release(_) => "release".into(),
            Self::Sleep => "sleep".into(),
            Self::Await => "await".into(),
            Self::AwaitByte => "await_byte".into(),
            Self::BlockEvent => "block_on.event".into(),
            Self::BlockSignal => "block_on.signal".into(),
            Self::BlockByte => "block_on.byte".into(),
            Self::Wake => "wake".into(),
            Self::Read(reg) => format!("{}.read", reg.name()),
            Self::Write(reg, _) => format!("{}.write", reg.name()),
            Self::Modify(reg, _) => format!("{}.modify", reg.name()),
            Self::Any(_) => "any".into(),
            Self::If(..) => "if".into(),
        }
    }

    /// Its other words, but for the blocks.
    fn rest(&self) -> String {
        match self {
            Self::Set(_, _, value)
            | Self::Swap(_, _, value)
            | Self::Put(_, value)
            | Self::SlotPut(value)
            | Self::Write(_, value)
            | Self::Signal(value) => format!(" {value}"),
            Self::Update(_, _, more, _)
            | Self::MovedWith(_, more, _)
            | Self::OwnMoved(_, more)
            | Self::Modify(_, more)
            | Self::SlotWith(more, _) => format!(" {more}"),
            Self::Lock(cell, more, _) | Self::LockIn(cell, more, _) | Self::Own(cell, more, _) => {
                format!(" {} {more}", cell.name())
            }
            Self::LockTwo(pair, more, _) => {
                let (one, two) = PAIRS[*pair];
                format!(" {} {} {more}", one.name(), two.name())
            }
            Self::LineOn(who)
            | Self::LineOff(who)
            | Self::Enable(who)
            | Self::Disable(who)
            | Self::Pause(who)
            | Self::Resume(who)
            | Self::Pend(who)
            | Self::Pends(who)
            | Self::Clear(who)
            | Self::Hold(who)
            | Self::Release(who) => format!(" {}", who.name()),
            Self::Any(values) => {
                format!(
                    " {} {}",
                    values.len(),
                    values.iter().map(u8::to_string).collect::<Vec<_>>().join(" ")
                )
            }
            _ => String::new(),
        }
    }

    fn write(&self, f: &mut Formatter<'_>, depth: usize) -> Written {
        let indent = "    ".repeat(depth);
        write!(f, "{indent}{}{}", self.word(), self.rest())?;
        for block in self.blocks() {
            if block.is_empty() {
                write!(f, " {{}}")?;
                continue;
            }
            writeln!(f, " {{")?;
            for at in block {
                at.op.write(f, depth + 1)?;
            }
            write!(f, "{indent}}}")?;
        }
        writeln!(f)
    }
}

impl Act {
    fn write(&self, f: &mut Formatter<'_>) -> Written {
        match self {
            Self::Poke(reg, value) => write!(f, " poke {} {value}", reg.name()),
            Self::Add(reg, more) => write!(f, " add {} {more}", reg.name()),
            Self::Pend(who) => write!(f, " pend {}", who.name()),
            Self::Hold(who) => write!(f, " hold {}", who.name()),
            Self::Release(who) => write!(f, " release {}", who.name()),
            Self::If(reg, acts) => {
                write!(f, " if {} ", reg.name())?;
                write_acts(f, acts)
            }
        }
    }
}

fn write_acts(f: &mut Formatter<'_>, acts: &[Act]) -> Written {
    write!(f, "{{")?;
    acts.iter().try_for_each(|act| act.write(f))?;
    write!(f, " }}")
}

impl Display for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        if self.on {
            writeln!(f, "on")?;
        }
        for (who, times) in &self.attached {
            writeln!(f, "attach {} {times}", who.name())?;
        }
        for Device { times, acts } in &self.devices {
            write!(f, "device {times} ")?;
            write_acts(f, acts)?;
            writeln!(f)?;
        }
        for (what, all) in [("on_read", &self.on_read), ("on_write", &self.on_write)] {
            for (reg, acts) in Reg::ALL.iter().zip(all).filter(|(_, acts)| !acts.is_empty()) {
                write!(f, "{what} {} ", reg.name())?;
                write_acts(f, acts)?;
                writeln!(f)?;
            }
        }
        for who in Who::ALL {
            let ops = &self.code[who as usize];
            if !ops.is_empty() {
                writeln!(f, "{} {{", who.name())?;
                ops.iter().try_for_each(|at| at.op.write(f, 1))?;
                writeln!(f, "}}")?;
            }
        }
        Ok(())
    }
}

/// The words of a text, without its comments.
struct Words<'a>(std::iter::Peekable<std::vec::IntoIter<&'a str>>);

impl<'a> Words<'a> {
    fn next(&mut self) -> Result<&'a str, String> {
        self.0.next().ok_or_else(|| "it ends too early".into())
    }

    fn number(&mut self) -> Result<u8, String> {
        let word = self.next()?;
        word.parse().map_err(|_| format!("`{word}` should be a number below 256"))
    }

    fn value(&mut self) -> Result<Value, String> {
        let word = self.next()?;
        let wrong = || format!("`{word}` should be a number below 256, or `last+` and a number");
        match word.strip_prefix("last+") {
            Some(more) => more.parse().map(Value::Last).map_err(|_| wrong()),
            None => word.parse().map(Value::Is).map_err(|_| wrong()),
        }
    }

    fn one_of<T: Copy>(&mut self, all: &[T], name: fn(T) -> &'static str) -> Result<T, String> {
        let word = self.next()?;
        let found = all.iter().copied().find(|one| name(*one) == word);
        found.ok_or_else(|| {
            format!("`{word}` isn't one of {:?}", all.iter().map(|o| name(*o)).collect::<Vec<_>>())
        })
    }

    fn vector(&mut self) -> Result<Who, String> {
        self.one_of(&Who::VECTORS, Who::name)
    }

    fn shared(&mut self) -> Result<Shared, String> {
        self.one_of(&Shared::ALL, Shared::name)
    }

    fn reg(&mut self) -> Result<Reg, String> {
        self.one_of(&Reg::ALL, Reg::name)
    }

    fn list<T>(&mut self, one: fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        match self.next()? {
            "{}" => return Ok(Vec::new()),
            "{" => {}
            word => return Err(format!("`{word}` should be a block: `{{`, or `{{}}`")),
        }
        let mut all = Vec::new();
        while self.0.next_if_eq(&"}").is_none() {
            all.push(one(self)?);
        }
        Ok(all)
    }

    fn block(&mut self) -> Result<Vec<At>, String> {
        self.list(|words| words.op().map(At::from))
    }

    fn acts(&mut self) -> Result<Vec<Act>, String> {
        self.list(Self::act)
    }

    fn act(&mut self) -> Result<Act, String> {
        Ok(match self.next()? {
            "poke" => Act::Poke(self.reg()?, self.value()?),
            "add" => Act::Add(self.reg()?, self.number()?),
            "pend" => Act::Pend(self.vector()?),
            "hold" => Act::Hold(self.vector()?),
            "release" => Act::Release(self.vector()?),
            "if" => Act::If(self.reg()?, self.acts()?),
            word => return Err(format!("`{word}` is nothing that hardware does")),
        })
    }

    fn op(&mut self) -> Result<Op, String> {
        let word = self.next()?;
        Ok(match word {
            "cell.take" => Op::CellTake,
            "slot.put" => Op::SlotPut(self.value()?),
            "slot.take" => Op::SlotTake,
            "slot.with" => Op::SlotWith(self.number()?, self.block()?),
            "event.set" => Op::EventSet,
            "event.take" => Op::EventTake,
            "event.is_set" => Op::EventIs,
            "signal.signal" => Op::Signal(self.value()?),
            "signal.take" => Op::SignalTake,
            "signal.signaled" => Op::SignalIs,
            "signal.reset" => Op::SignalReset,
            "lock" => Op::Lock(self.shared()?, self.number()?, self.block()?),
            "lock_in" => Op::LockIn(self.shared()?, self.number()?, self.block()?),
            "get" => Op::Own(self.shared()?, self.number()?, self.block()?),
            "lock_two" => {
                let (one, two) = (self.shared()?, self.shared()?);
                let pair = PAIRS.iter().position(|pair| *pair == (one, two));
                let pair = pair.ok_or_else(|| format!("{} and {} are no pair", one.name(), two.name()))?;
                Op::LockTwo(pair, self.number()?, self.block()?)
            }
            "free" => Op::Free(self.block()?),
            "section" => Op::Section(self.block()?),
            "interrupts.on" => Op::On,
            "interrupts.off" => Op::Off,
            "interrupts.are_on" => Op::IsOn,
            "line.on" => Op::LineOn(self.vector()?),
            "line.off" => Op::LineOff(self.vector()?),
            "enable" => Op::Enable(self.vector()?),
            "disable" => Op::Disable(self.vector()?),
            "pause" => Op::Pause(self.vector()?),
            "resume" => Op::Resume(self.vector()?),
            "pend" => Op::Pend(self.vector()?),
            "pends" => Op::Pends(self.vector()?),
            "clear" => Op::Clear(self.vector()?),
            "hold" => Op::Hold(self.vector()?),
            "release" => Op::Release(self.vector()?),
            "sleep" => Op::Sleep,
            "await" => Op::Await,
            "await_byte" => Op::AwaitByte,
            "block_on.event" => Op::BlockEvent,
            "block_on.signal" => Op::BlockSignal,
            "block_on.byte" => Op::BlockByte,
            "wake" => Op::Wake,
            "any" => {
                let n = self.number()?;
                Op::Any((0..n).map(|_| self.number()).collect::<Result<_, _>>()?)
            }
            "if" => Op::If(self.block()?, self.block()?),
            _ => self.of_cell(word)?,
        })
    }

    /// `byte.get`, `moved_a.put` and the like.
    fn of_cell(&mut self, word: &str) -> Result<Op, String> {
        let unknown = || format!("`{word}` is no operation");
        let (cell, does) = word.split_once('.').ok_or_else(unknown)?;
        if let Some(moved) = Moved::ALL.into_iter().find(|moved| moved.name() == cell) {
            return Ok(match does {
                "put" => Op::Put(moved, self.value()?),
                "take" => Op::MovedTake(moved),
                "with" => Op::MovedWith(moved, self.number()?, self.block()?),
                "get" => Op::OwnMoved(moved, self.number()?),
                _ => return Err(unknown()),
            });
        }
        if let Some(reg) = Reg::ALL.into_iter().find(|reg| reg.name() == cell) {
            return Ok(match does {
                "read" => Op::Read(reg),
                "write" => Op::Write(reg, self.value()?),
                "modify" => Op::Modify(reg, self.number()?),
                _ => return Err(unknown()),
            });
        }
        let var = Var::ALL.into_iter().find(|var| var.name() == cell).ok_or_else(unknown)?;
        let (does, token) = does.strip_suffix("_in").map_or((does, false), |does| (does, true));
        Ok(match does {
            "get" => Op::Get(var, token),
            "set" => Op::Set(var, token, self.value()?),
            "replace" => Op::Swap(var, token, self.value()?),
            "update" => Op::Update(var, token, self.number()?, self.block()?),
            _ => return Err(unknown()),
        })
    }
}

/// Reads what `Display` writes, and what a hand does.
pub fn parse(text: &str) -> Result<Program, String> {
    let words: Vec<&str> =
        text.lines().flat_map(|line| line.split('#').next().unwrap_or("").split_whitespace()).collect();
    let mut words = Words(words.into_iter().peekable());
    let mut program = Program::default();
    while let Some(word) = words.0.next() {
        match word {
            "on" => program.on = true,
            "device" => {
                let (times, acts) = (words.number()?.into(), words.acts()?);
                program.devices.push(Device { times, acts });
            }
            "on_read" => {
                let reg = words.reg()?;
                program.on_read[reg as usize] = words.acts()?;
            }
            "on_write" => {
                let reg = words.reg()?;
                program.on_write[reg as usize] = words.acts()?;
            }
            "attach" => {
                let who = words.vector()?;
                program.attached.push((who, words.number()?.into()));
            }
            _ => {
                let who = Who::ALL.into_iter().find(|who| who.name() == word);
                let who = who.ok_or_else(|| format!("`{word}` is neither `on`, `attach` nor a context"))?;
                program.code[who as usize] = words.block()?;
            }
        }
    }
    crate::valid::check(&program)?;
    Ok(program.numbered())
}
