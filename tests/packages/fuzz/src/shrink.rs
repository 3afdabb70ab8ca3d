//! Smaller programs that still fail: by taking away what isn't needed.

use crate::program::{Act, At, Program};
use crate::valid;

/// The smallest, as far as taking away one thing after the other goes.
pub fn shrink(program: &Program, fails: impl Fn(&Program) -> bool) -> Program {
    let mut smallest = program.clone();
    loop {
        let smaller = smaller(&smallest).into_iter().map(Program::numbered);
        let next = smaller.filter(|program| valid::check(program).is_ok()).find(|program| fails(program));
        match next {
            Some(next) => smallest = next,
            None => return smallest,
        }
    }
}

/// Each program that has one thing less.
fn smaller(program: &Program) -> Vec<Program> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Program)| {
        let mut smaller = program.clone();
        change(&mut smaller);
        all.push(smaller);
    };
    for i in 0..program.attached.len() {
        with(&|p| {
            let (who, _) = p.attached.remove(i);
            p.code[who as usize].clear();
        });
    }
    for i in 0..program.devices.len() {
        with(&|p| drop(p.devices.remove(i)));
    }
    for code in 0..6 {
        for ops in less_ops(&program.code[code]) {
            with(&|p| p.code[code].clone_from(&ops));
        }
    }
    for i in 0..program.devices.len() {
        if program.devices[i].times > 1 {
            with(&|p| p.devices[i].times -= 1);
        }
        for acts in less_acts(&program.devices[i].acts) {
            with(&|p| p.devices[i].acts.clone_from(&acts));
        }
    }
    for reg in 0..2 {
        for acts in less_acts(&program.on_read[reg]) {
            with(&|p| p.on_read[reg].clone_from(&acts));
        }
        for acts in less_acts(&program.on_write[reg]) {
            with(&|p| p.on_write[reg].clone_from(&acts));
        }
    }
    for i in 0..program.attached.len() {
        if program.attached[i].1 > 0 {
            with(&|p| p.attached[i].1 -= 1);
        }
    }
    if !program.on {
        with(&|p| p.on = true);
    }
    all
}

/// Without one of them, or with what is in its blocks instead, or with less in one of those.
fn less_ops(ops: &[At]) -> Vec<Vec<At>> {
    let mut all = Vec::new();
    for i in 0..ops.len() {
        let with = |these: Vec<At>| [&ops[..i], &these, &ops[i + 1..]].concat();
        all.push(with(Vec::new()));
        if ops[i].op.blocks().any(|block| !block.is_empty()) {
            all.push(with(ops[i].op.blocks().flatten().cloned().collect()));
        }
        for (n, block) in ops[i].op.blocks().enumerate() {
            for less in less_ops(block) {
                let mut at = ops[i].clone();
                *at.op.blocks_mut().nth(n).expect("the same") = less;
                all.push(with(vec![at]));
            }
        }
    }
    all
}

fn less_acts(acts: &[Act]) -> Vec<Vec<Act>> {
    let mut all = Vec::new();
    for i in 0..acts.len() {
        let with = |these: Vec<Act>| [&acts[..i], &these, &acts[i + 1..]].concat();
        all.push(with(Vec::new()));
        if let Act::If(reg, inner) = &acts[i] {
            all.push(with(inner.clone()));
            all.extend(less_acts(inner).into_iter().map(|less| with(vec![Act::If(*reg, less)])));
        }
    }
    all
}
