//! Sweeps on RISC-V: `fixtures/riscv.c`.

mod common;

use common::Sweeps;
use judge::isa::Isa;
use judge::sweep::Machine;

const RISCV: Sweeps = Sweeps { isa: Isa::Riscv, machine: Machine { release_delay: 0, nests: false } };

/// Offsets into the fixture, which begins at 80000000.
fn at(offsets: &[u32]) -> Vec<u32> {
    offsets.iter().map(|offset| 0x8000_0000 + offset).collect()
}

#[test]
fn mstatus() {
    // Called by auipc and jalr; csrrci is struck, seven are masked, then ret.
    RISCV.good("op_pair_set", &at(&[0xb8, 0x00, 0x1c, 0xbc]), 2, 7);
    let says = ["op_pair_set+0xa (8000000a: `sw a4,304(a3)`)", "where the mask should have held it off"];
    RISCV.bad("op_pair_set", &at(&[0xb8, 0x00, 0x0a, 0x1c, 0xbc]), &says);
}

#[test]
fn strikes_that_end_early() {
    RISCV.bad(
        "op_pair_set",
        &at(&[0xb8, 0x00, 0x1c]),
        &["driver+0xa (800000bc: `nop`)", "that was the last strike"],
    );
    // The first half of the call isn't the call.
    RISCV.bad("op_pair_set", &at(&[0xb4, 0x00, 0x1c, 0xbc]), &["must be at the instruction that calls it"]);
}

#[test]
fn called_through_a_register() {
    RISCV.good("op_pair_set", &at(&[0xd6, 0x00, 0x1c, 0xd8]), 2, 7);
}

#[test]
fn callee_with_a_loop() {
    let start = [0xbe, 0x3e, 0x42, 0x46, 0x48, 0x4c, 0x4e, 0x52, 0x54, 0x58, 0x1e];
    let round = [0x20, 0x24, 0x28, 0x2e, 0x32, 0x34, 0x38, 0x3c];
    let end = [0x20, 0x24, 0x28, 0x2c, 0x5c, 0x5e, 0x62, 0x66, 0x68, 0xc2];
    RISCV.good("op_copy", &at(&[&start[..], &round, &round, &end].concat()), 24, 0);
}

#[test]
fn branches() {
    RISCV.good("op_branch", &at(&[0xc4, 0x6a, 0x6e, 0x72, 0x74, 0x78, 0x7a, 0x7e, 0xc8]), 7, 0);
    RISCV.good("op_branch", &at(&[0xc4, 0x6a, 0x6e, 0x72, 0x80, 0x84, 0x86, 0x8a, 0xc8]), 7, 0);
    let both = at(&[0xc4, 0x6a, 0x6e, 0x72, 0x74, 0x84, 0x86, 0x8a, 0xc8]);
    RISCV.bad("op_branch", &both, &["unmasked next is op_branch+0xe (80000078: "]);
}

#[test]
fn loop_with_interrupts_off() {
    RISCV.good("op_masked_loop", &at(&[0xca, 0x8c, 0x9a, 0x9e, 0xce]), 3, 4);
}

#[test]
fn far_tail_call() {
    RISCV.good("op_tail", &at(&[0xd0, 0xa8, 0xaa, 0xae, 0x8c, 0x9a, 0x9e, 0xd4]), 6, 4);
}

#[test]
fn what_the_walk_cannot_follow() {
    RISCV.bad(
        "op_jump",
        &at(&[0xda, 0xa0, 0xde]),
        &["op_jump (800000a0: `jr a5`)", "must be struck at its first instruction"],
    );
    let says = ["op_write (800000a2: `csrw mstatus,a0`)", "a write of mstatus that may or may not mask"];
    RISCV.bad("op_write", &at(&[0xe0, 0xa2, 0xa6, 0xe4]), &says);
}

#[test]
fn sleeps() {
    RISCV.good("op_sleep", &at(&[0x110, 0xe8, 0xea, 0xf8, 0xfa, 0xea, 0x100, 0x114]), 5, 4);
    let says = ["(8000010a: `wfi`)", "a strike can come first"];
    RISCV.bad("op_sleep_late", &at(&[0x116, 0x102, 0x10a, 0x10e, 0x11a]), &says);
}
