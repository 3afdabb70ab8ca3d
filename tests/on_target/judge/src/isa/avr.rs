//! AVR. Source: *AVR Instruction Set Manual*.

use super::{Effect, Flow, Step};
use crate::listing::{Instruction, address};

pub(super) fn decode(instruction: &Instruction) -> Step {
    let operands = instruction.operands.as_str();
    let to = |flow: fn(u32) -> Flow| {
        target(instruction)
            .map_or(Step::unsupported("its target can't be read"), |target| Step::flow(flow(target)))
    };
    match instruction.mnemonic.as_str() {
        "cli" => Step::effect(Effect::Raise),
        "sei" => Step::effect(Effect::Open),
        // SREG.
        "out" if operands.starts_with("0x3f") => Step::effect(Effect::Lower),
        // Compilers make room on the stack by calling the next instruction.
        "rcall" if target(instruction) == Some(instruction.end()) => Step::NEXT,
        "call" | "rcall" => to(Flow::Call),
        "icall" | "eicall" => Step::flow(Flow::CallIndirect),
        "ijmp" | "eijmp" => Step::flow(Flow::JumpIndirect),
        "sleep" => Step::flow(Flow::Sleep),
        "jmp" | "rjmp" => to(Flow::Jump),
        "ret" => Step::flow(Flow::Return),
        "cpse" | "sbrc" | "sbrs" | "sbic" | "sbis" => Step::flow(Flow::Skip),
        "reti" => Step::unsupported("an operation doesn't return from an interrupt"),
        "break" => Step::unsupported("it stops the CPU"),
        directive if directive.starts_with('.') => Step::unsupported("data, not code"),
        branch if branch.starts_with("br") => to(Flow::Branch),
        _ => Step::NEXT,
    }
}

/// `.+8` from the end, or `0x68`, as the last operand.
fn target(instruction: &Instruction) -> Option<u32> {
    let last = instruction.operands.rsplit(',').next()?.trim();
    match last.strip_prefix('.') {
        Some(distance) => instruction.end().checked_add_signed(distance.parse().ok()?),
        None => address(last),
    }
}
