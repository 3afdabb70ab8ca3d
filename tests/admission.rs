//! Handlers that safe code can call as well as the hardware (esp-hal, RISC-V): whatever is tried, no two users of a cell meet. What admits them is the firmware's own function; the rest of the
//! machine is written down here, with more freedom than the chip and the HAL give.

#![allow(missing_docs)]

#[path = "../src/arch/riscv/admission.rs"]
mod admission;

use admission::admits;

/// Priorities of the handlers; of each there is one.
const PRIORITIES: [usize; 3] = [1, 2, 3];
/// The handlers that share a cell with main.
const CELLS: [&[usize]; 7] = [&[1], &[2], &[3], &[1, 2], &[1, 3], &[2, 3], &[1, 2, 3]];

/// Main, of priority 0, or a handler that has begun and not ended.
#[derive(Clone)]
struct User {
    priority: usize,
    /// The cell that it holds `&mut` to, and whether it locked it: then interrupts were on or off before.
    holds: Option<(usize, Option<bool>)>,
    /// What the door keeps for the end.
    before: usize,
}

#[derive(Clone)]
struct Machine {
    stack: Vec<User>,
    interrupts_on: bool,
    /// The CPU's level, which safe code of the HAL moves as it likes.
    level: usize,
    highest: usize,
}

type Admits = fn(bool, usize, usize, bool) -> bool;

impl Machine {
    fn new() -> Self {
        let main = User { priority: 0, holds: None, before: 0 };
        Self { stack: vec![main], interrupts_on: true, level: 0, highest: 0 }
    }

    /// Who runs.
    fn top(&mut self) -> &mut User {
        self.stack.last_mut().unwrap()
    }

    /// The handler's function is called, by hand or by an interrupt. `None`: it is refused, which ends the program.
    fn call(&self, priority: usize, admits: Admits) -> Option<Self> {
        if !admits(self.interrupts_on, self.highest, priority, self.level == priority) {
            return None;
        }
        let mut next = self.clone();
        next.stack.push(User { priority, holds: None, before: self.highest });
        next.highest = priority;
        Some(next)
    }

    /// All that may happen next.
    fn steps(&self, admits: Admits) -> Vec<Self> {
        let mut steps = Vec::new();
        let me = self.stack.last().unwrap().clone();
        // The user's code: one cell at a time, since it borrows the context.
        match me.holds {
            None => {
                for (cell, list) in CELLS.iter().enumerate() {
                    if me.priority != 0 && !list.contains(&me.priority) {
                        continue;
                    }
                    let mut next = self.clone();
                    // As in `Ceiling::can_preempt`.
                    if me.priority < *list.iter().max().unwrap() {
                        next.top().holds = Some((cell, Some(self.interrupts_on)));
                        next.interrupts_on = false;
                    } else {
                        next.top().holds = Some((cell, None));
                    }
                    steps.push(next);
                }
            }
            Some((_, locked)) => {
                let mut next = self.clone();
                next.top().holds = None;
                if let Some(before) = locked {
                    next.interrupts_on |= before;
                }
                steps.push(next);
            }
        }
        // A handler ends.
        if me.priority != 0 && me.holds.is_none() {
            let mut next = self.clone();
            next.highest = me.before;
            next.stack.pop();
            steps.push(next);
        }
        // Code of the HAL, in any of its own locks: turns interrupts off, moves the level; never turns interrupts on.
        if self.interrupts_on {
            steps.push(Self { interrupts_on: false, ..self.clone() });
        }
        for level in 0..=4 {
            if level != self.level {
                steps.push(Self { level, ..self.clone() });
            }
        }
        for priority in PRIORITIES {
            // By hand, at any time.
            steps.extend(self.call(priority, admits));
            // By an interrupt, whose priority and level are what somebody made of them: esp-hal sets interrupts on again, or doesn't.
            if self.interrupts_on {
                for level in 1..=4 {
                    for interrupts_on in [true, false] {
                        steps.extend(Self { interrupts_on, level, ..self.clone() }.call(priority, admits));
                    }
                }
            }
        }
        steps
    }

    /// Two have the same cell.
    fn broken(&self) -> bool {
        let held: Vec<usize> = self.stack.iter().filter_map(|user| Some(user.holds?.0)).collect();
        (1..held.len()).any(|i| held[..i].contains(&held[i]))
    }
}

/// The states that can be reached, each once, and whether one of them is broken.
fn explore(admits: Admits, most_users: usize) -> (usize, bool) {
    let mut seen = std::collections::HashSet::new();
    let mut open = vec![Machine::new()];
    while let Some(machine) = open.pop() {
        let users: Vec<_> = machine.stack.iter().map(|u| (u.priority, u.holds, u.before)).collect();
        if users.len() > most_users
            || !seen.insert((users, machine.interrupts_on, machine.level, machine.highest))
        {
            continue;
        }
        if machine.broken() {
            return (seen.len(), true);
        }
        open.extend(machine.steps(admits));
    }
    (seen.len(), false)
}

// What it catches: a way past the door, by which a handler begins while another user has its cell.
#[test]
fn no_two_users_of_a_cell_meet() {
    let (states, broken) = explore(admits, 5);
    assert!(!broken);
    // Main and three handlers, each with a cell or none: if it were a handful, nothing had been tried.
    assert!(states > 500, "{states}");
}

// It doesn't rest on the level, which the HAL tells: any module may be called `hal:`.
#[test]
fn nor_do_they_whatever_the_level_is_said_to_be() {
    let (_, broken) = explore(|on, highest, priority, _| admits(on, highest, priority, true), 5);
    assert!(!broken);
}

// What these catch: an exploration that would find nothing.
#[test]
fn without_the_look_at_interrupts_they_meet() {
    assert!(explore(|_, highest, priority, at| admits(true, highest, priority, at), 5).1);
}

#[test]
fn without_the_look_at_who_has_begun_they_meet() {
    assert!(explore(|on, _, priority, at| admits(on, 0, priority, at), 5).1);
}

#[test]
fn a_handler_of_the_same_priority_must_not_begin() {
    assert!(explore(|on, highest, priority, at| admits(on, highest.saturating_sub(1), priority, at), 5).1);
}

// A handler that the interrupt calls as it should be isn't refused: at its level, with interrupts on, above what it preempts.
#[test]
fn the_right_call_is_admitted() {
    assert!(admits(true, 0, 1, true));
    assert!(admits(true, 2, 5, true));
    for wrong in [(false, 0, 1, true), (true, 1, 1, true), (true, 2, 1, true), (true, 0, 1, false)] {
        assert!(!admits(wrong.0, wrong.1, wrong.2, wrong.3), "{wrong:?}");
    }
}
