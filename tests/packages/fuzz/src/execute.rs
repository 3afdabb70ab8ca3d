//! What each operation of a program does: the call that it is named after; and what the hardware around does.
//!
//! Each operation is run from a line of its own, so that the model's findings can tell them apart. So what calls a cell is `#[track_caller]`, and no closure.

use crate::cells::*;
use crate::outcome::{BEGINS, NOTHING};
use crate::program::{Act, At, Cpu, MOST_OPS, Moved, Op, PAIRS, Reg, Shared, Var, Who};
use crate::run::{self, cpu};
use irqshare::model::{self, Register};
use irqshare::{CriticalSection, Global, Isr, Main, block_on, interrupts, sleep_until};
use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

/// What proves who runs.
pub enum Token<'a, 'i> {
    Main(&'a mut Main),
    A(&'a mut Isr<'i, irq::A>),
    B(&'a mut Isr<'i, irq::B>),
    High(&'a mut Isr<'i, irq::HIGH>),
    Top(&'a mut Isr<'i, irq::TOP>),
    Tick(&'a mut Isr<'i, irq::SysTick>),
    /// It is lent to a lock.
    Lent,
}

impl<'i> Token<'_, 'i> {
    fn again(&mut self) -> Token<'_, 'i> {
        match self {
            Self::Main(main) => Token::Main(main),
            Self::A(isr) => Token::A(isr),
            Self::B(isr) => Token::B(isr),
            Self::High(isr) => Token::High(isr),
            Self::Top(isr) => Token::Top(isr),
            Self::Tick(isr) => Token::Tick(isr),
            Self::Lent => Token::Lent,
        }
    }

    /// On AVR a handler is a critical section.
    fn cs(&self) -> Option<CriticalSection<'_>> {
        match self {
            Self::A(isr) => Some(isr.cs()),
            Self::B(isr) => Some(isr.cs()),
            Self::High(isr) => Some(isr.cs()),
            Self::Top(isr) => Some(isr.cs()),
            Self::Tick(isr) => Some(isr.cs()),
            Self::Main(_) | Self::Lent => None,
        }
    }
}

pub fn handler(who: Who, token: Token<'_, '_>) {
    let program = run::program();
    run::trace(who, BEGINS);
    runs(who, token, &program.code[who as usize]);
}

/// A context, from its beginning to its end.
pub fn runs(who: Who, token: Token<'_, '_>, ops: &[At]) {
    Context { who, token, cs: None, last: &Cell::new(0) }.all(ops);
}

/// A context that runs.
struct Context<'a, 'i, 'cs> {
    who: Who,
    token: Token<'a, 'i>,
    cs: Option<CriticalSection<'cs>>,
    last: &'a Cell<u8>,
}

/// Runs an operation.
type Site = fn(&mut Context<'_, '_, '_>, &Op);

macro_rules! site {
    () => {
        |context, op| context.op(op)
    };
}

/// The line above the first of these.
const ABOVE: u32 = line!() + 2;
#[rustfmt::skip]
static SITES: [Site; MOST_OPS] = [
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
    site!(),
];

/// Which operation stands at a line of this file.
pub fn operation_at(line: u32) -> Option<u8> {
    let number = line.checked_sub(ABOVE + 1)?;
    u8::try_from(number).ok().filter(|number| usize::from(*number) < MOST_OPS)
}

/// Does something in the section around, by the handler's token, or in a section of its own.
macro_rules! by_token {
    ($self:ident, |$cs:ident| $does:expr) => {
        match $self.token() {
            Some($cs) => $does,
            None => {
                let saved = interrupts::save_and_disable();
                // SAFETY: nothing that was open at the start ends before `restore`.
                let $cs = unsafe { saved.cs() };
                let result = $does;
                // SAFETY: what was opened meanwhile has ended.
                unsafe { interrupts::restore(saved) };
                result
            }
        }
    };
}

/// Does something with the type of a vector.
macro_rules! vector {
    ($who:expr, |$V:ident| $does:expr) => {
        match $who {
            Who::Main => unreachable!("main is no vector"),
            Who::A => {
                type $V = irq::A;
                $does
            }
            Who::B => {
                type $V = irq::B;
                $does
            }
            Who::High => {
                type $V = irq::HIGH;
                $does
            }
            Who::Top => {
                type $V = irq::TOP;
                $does
            }
            Who::Tick => {
                type $V = irq::SysTick;
                $does
            }
        }
    };
}

/// The cell that is meant, with the context that may use it: each pair of the two has types of its own.
macro_rules! with_cell {
    ($token:expr, $which:expr, |$cell:ident, $context:ident| $does:expr) => {
        with_cell! {
            $token, $which, $cell, $context, $does,
            Main A OF_A
            Main Ab OF_AB
            Main Ah OF_AH
            Main H OF_H
            Main Bht OF_BHT
            Main All OF_ALL
            A A OF_A
            A Ab OF_AB
            B Ab OF_AB
            A Ah OF_AH
            High Ah OF_AH
            High H OF_H
            B Bht OF_BHT
            High Bht OF_BHT
            Top Bht OF_BHT
            A All OF_ALL
            B All OF_ALL
            High All OF_ALL
            Top All OF_ALL
            Tick All OF_ALL
        }
    };
    ($token:expr, $which:expr, $cell:ident, $context:ident, $does:expr, $($who:ident $shared:ident $static:ident)+) => {
        match ($token, $which) {
            $((Token::$who($context), Shared::$shared) => {
                let $cell = &$static;
                $does
            })+
            _ => unreachable!("refused by `valid`"),
        }
    };
}

impl Context<'_, '_, '_> {
    fn all(&mut self, ops: &[At]) {
        ops.iter().for_each(|at| SITES[usize::from(at.id)](self, &at.op));
    }

    /// A block in which the context is lent to a lock.
    fn lent(&self, ops: &[At]) {
        Context { who: self.who, token: Token::Lent, cs: self.cs, last: self.last }.all(ops);
    }

    /// A block in a section.
    fn within(&mut self, cs: CriticalSection<'_>, ops: &[At]) {
        Context { who: self.who, token: self.token.again(), cs: Some(cs), last: self.last }.all(ops);
    }

    fn see(&self, value: u16) {
        run::trace(self.who, value);
        if let (Ok(value), true) = (u8::try_from(value), value < NOTHING) {
            self.last.set(value);
        }
    }

    /// The token of the section around, or of the handler.
    fn token(&self) -> Option<CriticalSection<'_>> {
        match self.cs {
            Some(cs) => Some(cs),
            None if cpu() == Cpu::Avr => self.token.cs(),
            None => None,
        }
    }

    #[track_caller]
    fn op(&mut self, op: &Op) {
        match op {
            Op::Get(var, ..) | Op::Set(var, ..) | Op::Swap(var, ..) | Op::Update(var, ..) => match var {
                Var::Byte => self.global(&BYTE, op),
                Var::Word => self.global(&WORD, op),
                Var::Wide => self.global(&WIDE, op),
                Var::Odd => self.global(&ODD, op),
                Var::Cell => self.cell(op),
            },
            Op::CellTake => self.see(by_token!(self, |cs| CELL.take(cs)).into()),
            Op::SlotPut(value) => {
                let value = value.with(self.last.get());
                self.see(if_any(by_token!(self, |cs| SLOT.put(cs, value))));
            }
            Op::SlotTake => self.see(if_any(by_token!(self, |cs| SLOT.take(cs)))),
            Op::SlotWith(more, ops) => {
                let with = by_token!(self, |cs| SLOT.with(cs, |value| self.changes(value, *more, ops)));
                if with.is_none() {
                    self.see(NOTHING);
                }
            }
            Op::EventSet => EVENT.set(),
            Op::EventTake => self.see(EVENT.take().map_or(0, |times| times.get())),
            Op::EventIs => self.see(EVENT.is_set().into()),
            Op::Signal(value) => SIGNAL.signal(value.with(self.last.get())),
            Op::SignalTake => self.see(if_any(SIGNAL.try_take())),
            Op::SignalIs => self.see(SIGNAL.signaled().into()),
            Op::SignalReset => SIGNAL.reset(),
            Op::Lock(..) | Op::LockIn(..) | Op::LockTwo(..) | Op::Own(..) => self.shared(op),
            Op::Put(..) | Op::MovedTake(_) | Op::MovedWith(..) | Op::OwnMoved(..) => self.moved(op),
            Op::Free(ops) => interrupts::free(|cs| self.within(cs, ops)),
            Op::Section(ops) => {
                let saved = interrupts::save_and_disable();
                // SAFETY: blocks end where they stand, so nothing that was open at the start ends before this.
                self.within(unsafe { saved.cs() }, ops);
                // SAFETY: what was opened in the block has ended.
                unsafe { interrupts::restore(saved) };
            }
            Op::On => {
                if self.who == Who::Main || cpu().is_cortex() {
                    // SAFETY: `valid` has it only where nothing is open that this context opened, and a handler on Cortex-M runs while nothing is masked.
                    unsafe { interrupts::enable() };
                }
            }
            Op::Off => interrupts::disable(),
            Op::IsOn => {
                // A look is no moment of the model's by itself: see `Op::IsOn`.
                LOOKED.get();
                self.see(interrupts::are_enabled().into());
            }
            Op::LineOn(who) => line(*who, true),
            Op::LineOff(who) => line(*who, false),
            Op::Enable(who) => self.switch(*who, true),
            Op::Disable(who) => self.switch(*who, false),
            Op::Pause(who) => self.pause(*who, true),
            Op::Resume(who) => self.pause(*who, false),
            Op::Pend(who) => vector!(*who, |V| V::pend()),
            Op::Pends(who) => {
                let pends = vector!(*who, |V| model::cpu().is_pending::<V>());
                self.see(pends.into());
            }
            Op::Clear(who) => vector!(*who, |V| model::cpu().clear_pending::<V>()),
            Op::Hold(who) => vector!(*who, |V| model::cpu().hold::<V>()),
            Op::Release(who) => vector!(*who, |V| model::cpu().release::<V>()),
            Op::Sleep => model::cpu().sleep(),
            Op::Await => {
                let Token::Main(main) = &mut self.token else { unreachable!("refused by `valid`") };
                // It looks whether interrupts are on, as `Op::IsOn` does.
                LOOKED.get();
                let times = sleep_until(main, |_, _| EVENT.take());
                self.see(times.get());
            }
            Op::AwaitByte => {
                let Token::Main(main) = &mut self.token else { unreachable!("refused by `valid`") };
                LOOKED.get();
                let byte = sleep_until(main, |_, _| Some(BYTE.get()).filter(|byte| byte % 2 == 1));
                self.see(byte.into());
            }
            Op::BlockEvent => {
                let Token::Main(main) = &mut self.token else { unreachable!("refused by `valid`") };
                let times = block_on(main, |_| EVENT.wait());
                self.see(times.get());
            }
            Op::BlockSignal => {
                let Token::Main(main) = &mut self.token else { unreachable!("refused by `valid`") };
                let value = block_on(main, |_| SIGNAL.wait());
                self.see(value.into());
            }
            Op::BlockByte => {
                let Token::Main(main) = &mut self.token else { unreachable!("refused by `valid`") };
                let polled = poll_fn(|cx| {
                    WAKER.register(cx.waker());
                    let byte = BYTE.get();
                    if byte % 2 == 1 { Poll::Ready(byte) } else { Poll::Pending }
                });
                let byte = block_on(main, |_| polled);
                self.see(byte.into());
            }
            Op::Wake => WAKER.wake(),
            Op::Read(reg) => self.see(register(*reg).read().into()),
            Op::Write(reg, value) => register(*reg).write(value.with(self.last.get())),
            Op::Modify(reg, more) => register(*reg).modify(|value| {
                self.see(value.into());
                value.wrapping_add(*more)
            }),
            Op::Any(values) => {
                let value = model::cpu().any(values.iter().copied());
                self.see(value.into());
            }
            Op::If(odd, even) => self.all(if self.last.get() % 2 == 1 { odd } else { even }),
        }
    }

    /// What a block is: reads, does something else, and writes.
    fn changes(&self, value: &mut u8, more: u8, ops: &[At]) {
        self.see((*value).into());
        self.lent(ops);
        *value = value.wrapping_add(more);
    }

    #[track_caller]
    fn global<T: Bytes>(&self, global: &'static Global<T>, op: &Op) {
        let update = |more: u8, ops: &[At], old: T| {
            self.see(shown(old));
            self.lent(ops);
            T::of(old.number().unwrap_or(0).wrapping_add(more))
        };
        match op {
            Op::Get(_, false) => self.see(shown(global.get())),
            Op::Get(_, true) => self.see(shown(by_token!(self, |cs| global.get_in(cs)))),
            Op::Set(_, false, value) => global.set(T::of(value.with(self.last.get()))),
            Op::Set(_, true, value) => {
                by_token!(self, |cs| global.set_in(cs, T::of(value.with(self.last.get()))));
            }
            Op::Swap(_, false, value) => self.see(shown(global.replace(T::of(value.with(self.last.get()))))),
            Op::Swap(_, true, value) => {
                let value = T::of(value.with(self.last.get()));
                self.see(shown(by_token!(self, |cs| global.replace_in(cs, value))));
            }
            Op::Update(_, false, more, ops) => global.update(|old| update(*more, ops, old)),
            Op::Update(_, true, more, ops) => {
                by_token!(self, |cs| global.update_in(cs, |old| update(*more, ops, old)));
            }
            _ => unreachable!("not a global's"),
        }
    }

    #[track_caller]
    fn cell(&self, op: &Op) {
        let last = self.last.get();
        match op {
            Op::Get(..) => self.see(by_token!(self, |cs| CELL.get(cs)).into()),
            Op::Set(_, _, value) => by_token!(self, |cs| CELL.set(cs, value.with(last))),
            Op::Swap(_, _, value) => {
                self.see(by_token!(self, |cs| CELL.replace(cs, value.with(last))).into())
            }
            Op::Update(_, _, more, ops) => by_token!(self, |cs| CELL.update(cs, |mut value| {
                self.changes(&mut value, *more, ops);
                value
            })),
            _ => unreachable!("not a cell's"),
        }
    }

    #[track_caller]
    fn shared(&mut self, op: &Op) {
        let (who, cs, last) = (self.who, self.cs, self.last);
        let lent = Context { who, token: Token::Lent, cs, last };
        let token = &mut self.token;
        match op {
            Op::Lock(cell, more, ops) => {
                let does = |value: &mut u8| lent.changes(value, *more, ops);
                with_cell!(token, cell, |cell, context| cell.lock(*context, does));
            }
            Op::LockIn(cell, more, ops) => {
                let cs = cs.expect("a section is open");
                let does = |value: &mut u8| lent.changes(value, *more, ops);
                with_cell!(token, cell, |cell, context| cell.lock_in(*context, cs, does));
            }
            Op::Own(cell, more, ops) => {
                let value = match (token, cell) {
                    (Token::A(isr), Shared::A) => OF_A.get_mut(*isr),
                    (Token::A(isr), Shared::Ab) => OF_AB.get_mut(*isr),
                    (Token::B(isr), Shared::Ab) => OF_AB.get_mut(*isr),
                    (Token::High(isr), Shared::Ah) => OF_AH.get_mut(*isr),
                    (Token::High(isr), Shared::H) => OF_H.get_mut(*isr),
                    (Token::Top(isr), Shared::Bht) => OF_BHT.get_mut(*isr),
                    (Token::Tick(isr), Shared::All) => OF_ALL.get_mut(*isr),
                    _ => unreachable!("refused by `valid`"),
                };
                lent.changes(value, *more, ops);
            }
            Op::LockTwo(pair, more, ops) => {
                let does = |(one, two): (&mut u8, &mut u8)| {
                    lent.see((*one).into());
                    lent.see((*two).into());
                    lent.lent(ops);
                    *one = one.wrapping_add(*more);
                    std::mem::swap(one, two);
                };
                match (token, PAIRS[*pair]) {
                    (Token::Main(main), (Shared::A, Shared::Ab)) => main.lock((&OF_A, &OF_AB), does),
                    (Token::Main(main), (Shared::Ab, Shared::Ah)) => main.lock((&OF_AB, &OF_AH), does),
                    (Token::Main(main), (Shared::Ah, Shared::Bht)) => main.lock((&OF_AH, &OF_BHT), does),
                    (Token::Main(main), (Shared::Bht, Shared::All)) => main.lock((&OF_BHT, &OF_ALL), does),
                    (Token::Main(main), (Shared::Ab, Shared::All)) => main.lock((&OF_AB, &OF_ALL), does),
                    (Token::Main(main), (Shared::H, Shared::Bht)) => main.lock((&OF_H, &OF_BHT), does),
                    (Token::Main(main), (Shared::Ah, Shared::H)) => main.lock((&OF_AH, &OF_H), does),
                    (Token::Main(main), (Shared::All, Shared::H)) => main.lock((&OF_ALL, &OF_H), does),
                    (Token::A(isr), (Shared::A, Shared::Ab)) => isr.lock((&OF_A, &OF_AB), does),
                    (Token::A(isr), (Shared::Ab, Shared::Ah)) => isr.lock((&OF_AB, &OF_AH), does),
                    (Token::A(isr), (Shared::Ab, Shared::All)) => isr.lock((&OF_AB, &OF_ALL), does),
                    (Token::B(isr), (Shared::Ab, Shared::All)) => isr.lock((&OF_AB, &OF_ALL), does),
                    (Token::B(isr), (Shared::Bht, Shared::All)) => isr.lock((&OF_BHT, &OF_ALL), does),
                    (Token::High(isr), (Shared::Ah, Shared::Bht)) => isr.lock((&OF_AH, &OF_BHT), does),
                    (Token::High(isr), (Shared::Bht, Shared::All)) => isr.lock((&OF_BHT, &OF_ALL), does),
                    (Token::High(isr), (Shared::H, Shared::Bht)) => isr.lock((&OF_H, &OF_BHT), does),
                    (Token::High(isr), (Shared::Ah, Shared::H)) => isr.lock((&OF_AH, &OF_H), does),
                    (Token::High(isr), (Shared::All, Shared::H)) => isr.lock((&OF_ALL, &OF_H), does),
                    (Token::Top(isr), (Shared::Bht, Shared::All)) => isr.lock((&OF_BHT, &OF_ALL), does),
                    _ => unreachable!("refused by `valid`"),
                }
            }
            _ => unreachable!("not a `Shared`'s"),
        }
    }

    #[track_caller]
    fn moved(&mut self, op: &Op) {
        let lent = Context { who: self.who, token: Token::Lent, cs: self.cs, last: self.last };
        let last = self.last.get();
        match (&mut self.token, op) {
            (Token::Main(main), Op::Put(Moved::A, value)) => {
                lent.see(if_any(MOVED_A.put(main, value.with(last))));
            }
            (Token::Main(main), Op::Put(Moved::High, value)) => {
                lent.see(if_any(MOVED_H.put(main, value.with(last))));
            }
            (Token::Main(main), Op::MovedTake(Moved::A)) => lent.see(if_any(MOVED_A.take(main))),
            (Token::Main(main), Op::MovedTake(Moved::High)) => lent.see(if_any(MOVED_H.take(main))),
            (Token::Main(main), Op::MovedWith(moved, more, ops)) => {
                let does = |value: &mut u8| lent.changes(value, *more, ops);
                let was = match moved {
                    Moved::A => MOVED_A.lock(main, does),
                    Moved::High => MOVED_H.lock(main, does),
                };
                if was.is_none() {
                    lent.see(NOTHING);
                }
            }
            (Token::A(isr), Op::OwnMoved(Moved::A, more)) => lent.owns(MOVED_A.get_mut(isr), *more),
            (Token::High(isr), Op::OwnMoved(Moved::High, more)) => lent.owns(MOVED_H.get_mut(isr), *more),
            _ => unreachable!("refused by `valid`"),
        }
    }

    fn owns(&self, value: Option<&mut u8>, more: u8) {
        match value {
            Some(value) => self.changes(value, more, &[]),
            None => self.see(NOTHING),
        }
    }

    #[track_caller]
    fn pause(&mut self, who: Who, pause: bool) {
        if !cpu().is_cortex() {
            return line(who, !pause);
        }
        match &mut self.token {
            Token::Main(context) => pause_of(who, *context, pause),
            Token::A(context) => pause_of(who, *context, pause),
            Token::B(context) => pause_of(who, *context, pause),
            Token::High(context) => pause_of(who, *context, pause),
            Token::Top(context) => pause_of(who, *context, pause),
            Token::Tick(context) => pause_of(who, *context, pause),
            Token::Lent => unreachable!("refused by `valid`"),
        }
    }

    #[track_caller]
    fn switch(&mut self, who: Who, on: bool) {
        let Token::Main(main) = &mut self.token else { unreachable!("refused by `valid`") };
        match (who, on) {
            _ if !cpu().is_cortex() => line(who, on),
            (Who::A, true) => irq::A::enable(main),
            (Who::A, false) => irq::A::disable(main),
            (Who::B, true) => irq::B::enable(main),
            (Who::B, false) => irq::B::disable(main),
            (Who::High, true) => irq::HIGH::enable(main),
            (Who::High, false) => irq::HIGH::disable(main),
            (Who::Top, true) => irq::TOP::enable(main),
            (Who::Top, false) => irq::TOP::disable(main),
            (Who::Main | Who::Tick, _) => unreachable!("refused by `valid`"),
        }
    }
}

#[track_caller]
fn pause_of(who: Who, context: &mut impl irqshare::Context, pause: bool) {
    match (who, pause) {
        (Who::A, true) => irq::A::pause(context),
        (Who::A, false) => irq::A::resume(context),
        (Who::B, true) => irq::B::pause(context),
        (Who::B, false) => irq::B::resume(context),
        (Who::High, true) => irq::HIGH::pause(context),
        (Who::High, false) => irq::HIGH::resume(context),
        (Who::Top, true) => irq::TOP::pause(context),
        (Who::Top, false) => irq::TOP::resume(context),
        (Who::Main | Who::Tick, _) => unreachable!("refused by `valid`"),
    }
}

/// By the peripheral's switch.
#[track_caller]
fn line(who: Who, on: bool) {
    let cpu = model::cpu();
    vector!(who, |V| if on { cpu.enable::<V>() } else { cpu.disable::<V>() });
}

fn register(reg: Reg) -> &'static Register<u8> {
    match reg {
        Reg::R => &R,
        Reg::S => &S,
    }
}

/// A register is read or written: what the hardware does then.
pub fn reacts(cpu: &model::Cpu, reg: Reg, written: bool, value: u8) -> u8 {
    let program = run::program();
    let acts = if written { &program.on_write } else { &program.on_read };
    act(cpu, &acts[reg as usize], value);
    value
}

/// A device acts.
pub fn device(cpu: &model::Cpu, number: usize) {
    act(cpu, &run::program().devices[number].acts, 0);
}

fn act(cpu: &model::Cpu, acts: &[Act], last: u8) {
    for one in acts {
        match one {
            Act::Poke(reg, value) => register(*reg).poke(value.with(last)),
            Act::Add(reg, more) => register(*reg).poke(register(*reg).peek().wrapping_add(*more)),
            Act::Pend(who) => vector!(*who, |V| cpu.pend::<V>()),
            Act::Hold(who) => vector!(*who, |V| cpu.hold::<V>()),
            Act::Release(who) => vector!(*who, |V| cpu.release::<V>()),
            Act::If(reg, acts) if register(*reg).peek() % 2 == 1 => act(cpu, acts, last),
            Act::If(..) => {}
        }
    }
}
