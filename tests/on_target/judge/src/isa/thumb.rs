//! Thumb. Source: *Armv7-M Architecture Reference Manual*, A7.7.

use super::{Effect, Flow, Step};
use crate::listing::{Instruction, address};

const CONDITIONS: [&str; 16] =
    ["eq", "ne", "cs", "hs", "cc", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"];

pub(super) fn decode(instruction: &Instruction) -> Step {
    let mut name = instruction.mnemonic.as_str();
    name = name.strip_suffix(".n").or_else(|| name.strip_suffix(".w")).unwrap_or(name);
    if instruction.conditional {
        // `popne` in an IT block is `pop`; the block says whether it executes.
        let bare = CONDITIONS.iter().find_map(|condition| name.strip_suffix(condition));
        name = bare.filter(|bare| !bare.is_empty()).unwrap_or(name);
    }
    let operands = instruction.operands.to_ascii_lowercase();
    let to = |flow: fn(u32) -> Flow| {
        target(&operands)
            .map_or(Step::unsupported("its target can't be read"), |target| Step::flow(flow(target)))
    };
    match name {
        "cpsid" if operands == "i" => Step::effect(Effect::Raise),
        "cpsie" if operands == "i" => Step::effect(Effect::Open),
        "cpsid" | "cpsie" => Step::unsupported("a mask that isn't PRIMASK alone"),
        "msr" => match operands.split(',').next().unwrap_or("") {
            "primask" => Step::effect(Effect::Lower),
            // binutils before 2.36 said BASEPRI_MASK.
            "basepri_max" | "basepri_mask" => Step::effect(Effect::RaiseCeiling),
            "basepri" => Step::effect(Effect::LowerCeiling),
            "faultmask" => Step::unsupported("a mask that isn't PRIMASK or BASEPRI"),
            _ => Step::NEXT,
        },
        "b" => to(Flow::Jump),
        "bl" => to(Flow::Call),
        "blx" if target(&operands).is_some() && !operands.starts_with('r') => {
            Step::unsupported("it leaves Thumb, which no Cortex-M can")
        }
        "blx" => Step::flow(Flow::CallIndirect),
        "bx" if operands == "lr" => Step::flow(Flow::Return),
        "bx" => Step::flow(Flow::JumpIndirect),
        "wfi" => Step::flow(Flow::Sleep),
        "wfe" => Step::unsupported("it may sleep until an event, which an interrupt needn't be"),
        "cbz" | "cbnz" => to(Flow::Branch),
        "mov" if operands == "pc, lr" => Step::flow(Flow::Return),
        "pop" if pops_pc(&operands) => Step::flow(Flow::Return),
        "ldmia" | "ldm" | "ldmfd" if operands.starts_with("sp!") && pops_pc(&operands) => {
            Step::flow(Flow::Return)
        }
        "ldr" if operands.starts_with("pc, [sp], ") => Step::flow(Flow::Return),
        "tbb" | "tbh" => Step::unsupported("a jump table"),
        "udf" | "svc" | "bkpt" => Step::unsupported("an exception"),
        "bxns" | "blxns" | "sg" => Step::unsupported("a change of security state"),
        "le" | "letp" | "wls" | "wlstp" => Step::unsupported("a low-overhead loop"),
        data if data.starts_with('.') => Step::unsupported("data, not code"),
        load if load.starts_with("ldm") && pops_pc(&operands) => Step::unsupported("a jump through memory"),
        compare if compare.starts_with("cmp") || compare.starts_with("cmn") => Step::NEXT,
        _ if operands.starts_with("pc,") => Step::unsupported("a jump by writing pc"),
        branch if is_conditional_branch(branch) => to(Flow::Branch),
        _ => Step::NEXT,
    }
}

fn is_conditional_branch(name: &str) -> bool {
    name.strip_prefix('b').is_some_and(|rest| CONDITIONS.contains(&rest))
}

fn pops_pc(operands: &str) -> bool {
    operands.split(['{', '}', ',']).any(|register| register.trim() == "pc")
}

/// `14c <op_x+0x4>` as the last operand.
fn target(operands: &str) -> Option<u32> {
    let before_name = operands.split('<').next()?;
    address(before_name.rsplit(',').next()?.trim()).map(|target| target & !1)
}
