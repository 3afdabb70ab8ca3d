//! RISC-V. Source: *The RISC-V Instruction Set Manual*, volumes I (control flow) and II (mstatus, 3.1.6).

use super::{Effect, Flow, Step};
use crate::listing::{Instruction, Listing, address};

/// mstatus.MIE.
const MIE: u32 = 1 << 3;

enum Value<'a> {
    Register(&'a str),
    Immediate(u32),
}

pub(super) fn decode(listing: &Listing, instruction: &Instruction) -> Step {
    let mnemonic = instruction.mnemonic.as_str();
    let name = mnemonic.strip_prefix("c.").unwrap_or(mnemonic);
    let operands: Vec<&str> = instruction.operands.split(',').map(str::trim).collect();
    if name.starts_with("csr") {
        return csr(name, &operands);
    }
    let to = |flow: fn(u32) -> Flow| {
        target(&operands)
            .map_or(Step::unsupported("its target can't be read"), |target| Step::flow(flow(target)))
    };
    match (name, &operands[..]) {
        ("ret", _) | ("jr", ["ra" | "0(ra)"]) | ("jalr", ["zero", "ra" | "0(ra)"]) => {
            Step::flow(Flow::Return)
        }
        ("jr", [place]) | ("jalr", ["zero", place]) => match after_auipc(listing, instruction, place) {
            Some(target) => Step::flow(Flow::Jump(target)),
            None => Step::flow(Flow::JumpIndirect),
        },
        ("jalr", [place] | ["ra", place]) => match after_auipc(listing, instruction, place) {
            Some(target) => Step::flow(Flow::Call(target)),
            None => Step::flow(Flow::CallIndirect),
        },
        ("j", [_]) | ("jal", ["zero", _]) => to(Flow::Jump),
        ("jal", [_] | ["ra", _]) => to(Flow::Call),
        ("jal" | "jalr", _) => Step::unsupported("a call that doesn't link through ra"),
        (
            "beq" | "bne" | "blt" | "bge" | "bltu" | "bgeu" | "bgt" | "ble" | "bgtu" | "bleu" | "beqz"
            | "bnez" | "blez" | "bgez" | "bltz" | "bgtz",
            _,
        ) => to(Flow::Branch),
        ("mret" | "sret" | "uret" | "mnret", _) => {
            Step::unsupported("an operation doesn't return from an interrupt")
        }
        ("ecall" | "ebreak" | "unimp", _) => Step::unsupported("an exception"),
        ("wfi", _) => Step::flow(Flow::Sleep),
        (data, _) if data.starts_with('.') => Step::unsupported("data, not code"),
        _ => Step::NEXT,
    }
}

/// Control and status registers: with a register or a number, with and without a destination.
fn csr(name: &str, operands: &[&str]) -> Step {
    let (register, value) = match operands {
        [register, value] if !matches!(name, "csrr") => (*register, *value),
        [_, register, value] => (*register, *value),
        // A read.
        _ => return Step::NEXT,
    };
    if register != "mstatus" {
        return Step::NEXT;
    }
    // objdump prints `csrrci a0, mstatus, 8` as `csrrc a0,mstatus,8`, and says `csrrci` only if told not to use aliases.
    let value = value.parse().ok().map_or(Value::Register(value), Value::Immediate);
    match (name.trim_end_matches('i'), value) {
        // Writes nothing that counts.
        ("csrs" | "csrrs" | "csrc" | "csrrc", Value::Register("zero" | "x0")) => Step::NEXT,
        ("csrs" | "csrrs" | "csrc" | "csrrc", Value::Immediate(bits)) if bits & MIE == 0 => Step::NEXT,
        ("csrc" | "csrrc", Value::Immediate(_)) => Step::effect(Effect::Raise),
        ("csrs" | "csrrs", Value::Immediate(_)) => Step::effect(Effect::Open),
        ("csrs" | "csrrs", Value::Register(_)) => Step::effect(Effect::Lower),
        _ => Step::unsupported("a write of mstatus that may or may not mask"),
    }
}

/// `80000034 <op_x+0x8>` as the last operand.
fn target(operands: &[&str]) -> Option<u32> {
    address(operands.last()?.split('<').next()?.trim())
}

/// The target of `jalr 34(ra)` right after `auipc ra,0x1`.
fn after_auipc(listing: &Listing, jump: &Instruction, place: &str) -> Option<u32> {
    let (offset, register) = match place.split_once('(') {
        Some((offset, register)) => (offset.parse().ok()?, register.strip_suffix(')')?),
        None => (0, place),
    };
    let auipc = listing.before(jump.address).filter(|before| before.mnemonic == "auipc")?;
    let (written, upper) = auipc.operands.split_once(',')?;
    let upper = address(upper.trim())?;
    (written == register).then(|| auipc.address.wrapping_add(upper << 12).wrapping_add_signed(offset))
}
