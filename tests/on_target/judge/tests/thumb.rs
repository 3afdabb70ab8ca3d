//! Sweeps on Cortex-M: `fixtures/thumb.c`.

mod common;

use common::{Sweeps, listing, runs};
use judge::isa::Isa;
use judge::log::NestedRun;
use judge::name::Mode;
use judge::nested;
use judge::sweep::{self, Machine};

const MACHINE: Machine = Machine { release_delay: 0, nests: true };
const THUMB: Sweeps = Sweeps { isa: Isa::Thumb, machine: MACHINE };

#[test]
fn primask() {
    // mrs and cpsid are struck; five are masked, up to the msr; then bx.
    THUMB.good("op_pair_set", &[0x210, 0x102, 0x106, 0x114, 0x214], 3, 5);
}

#[test]
fn what_comes_before_and_after_does_not_matter() {
    let pcs = [0x20e, 0x210, 0x102, 0x106, 0x106, 0x114, 0x214, 0x214, 0x216, 0x11c, 0x999];
    assert_eq!(THUMB.prove("op_pair_set", Mode::Low, &pcs).unwrap().len(), 8);
}

#[test]
fn strike_under_primask() {
    let says = [
        "after the strike at op_pair_set+0x4 (106: `cpsid i`), delay 2, the chain breaks",
        "unmasked next is op_pair_set+0x12 (114: `bx lr`)",
        "struck next was op_pair_set+0xa (10c: `str r2, [r3, #0]`), delay 3",
        "where the mask should have held it off",
    ];
    THUMB.bad("op_pair_set", &[0x210, 0x102, 0x106, 0x10c, 0x114, 0x214], &says);
}

#[test]
fn strikes_that_end_early() {
    let says = ["unmasked next is driver+0x6 (214: `nop`)", "that was the last strike"];
    THUMB.bad("op_pair_set", &[0x210, 0x102, 0x106, 0x114], &says);
    THUMB.bad("op_pair_set", &[0x210, 0x102], &["unmasked next is op_pair_set+0x4 (106: `cpsid i`)"]);
    THUMB.bad(
        "op_pair_set",
        &[0x20e, 0x210],
        &["never struck at its entry op_pair_set", "the strikes go from driver"],
    );
    THUMB.bad("op_pair_set", &[], &["never struck at its entry"]);
}

#[test]
fn strikes_that_begin_late() {
    THUMB.bad(
        "op_pair_set",
        &[0x102, 0x106, 0x114, 0x214],
        &["the first strike is at op_pair_set", "before the call"],
    );
    // The call of another operation, and no call.
    THUMB.bad(
        "op_pair_set",
        &[0x216, 0x102, 0x106, 0x114, 0x214],
        &["must be at the instruction that calls it"],
    );
    THUMB.bad(
        "op_pair_set",
        &[0x20e, 0x102, 0x106, 0x114, 0x214],
        &["must be at the instruction that calls it"],
    );
}

#[test]
fn struck_nowhere_and_delays_that_fall() {
    THUMB.bad("op_pair_set", &[0x210, 0x102, 0, 0x114, 0x214], &["line 4", "never struck"]);
    let listing = listing(Isa::Thumb);
    for delay in [0, 1] {
        let mut fall = runs(&[0x210, 0x102, 0x106, 0x114, 0x214]);
        fall[2].delay = delay;
        let why = sweep::prove(&listing, MACHINE, 0x102, Mode::Low, &fall).unwrap_err();
        assert!(why.contains("line 4: delay") && why.contains("must rise"), "{why}");
    }
}

#[test]
fn called_through_a_register() {
    THUMB.good("op_pair_set", &[0x252, 0x102, 0x106, 0x114, 0x254], 3, 5);
}

#[test]
fn ceiling_that_does_not_hold_the_striker_off() {
    let pcs =
        [0x216, 0x11c, 0x11e, 0x120, 0x124, 0x128, 0x12a, 0x12c, 0x132, 0x134, 0x136, 0x138, 0x13c, 0x21a];
    THUMB.good("op_ceiling_set", &pcs, 12, 0);
}

#[test]
fn ceiling_that_holds_the_striker_off() {
    THUMB.good("op_ceiling_set", &[0x216, 0x11c, 0x11e, 0x120, 0x124, 0x13c, 0x21a], 5, 7);
}

#[test]
fn ceiling_half_hit() {
    let all = [0x128, 0x12a, 0x12c, 0x132, 0x134, 0x136, 0x138];
    for first in 0..all.len() {
        for last in first + 1..=all.len() {
            if (first, last) != (0, all.len()) {
                let pcs = [&[0x216, 0x11c, 0x11e, 0x120, 0x124], &all[first..last], &[0x13c, 0x21a]].concat();
                assert!(THUMB.prove("op_ceiling_set", Mode::Low, &pcs).is_err(), "{pcs:x?}");
            }
        }
    }
}

#[test]
fn panic_is_not_on_the_path() {
    let pcs = [0x216, 0x11c, 0x11e, 0x120, 0x124, 0x128, 0x12a, 0x12c, 0x12e, 0x100];
    THUMB.bad(
        "op_ceiling_set",
        &pcs,
        &["after the strike at give_up (100: `b.n 100 <give_up>`)", "the last strike"],
    );
}

#[test]
fn ceilings_inside_each_other() {
    // Above both, between them, below both. The first is raised under PRIMASK: two are masked for everyone.
    let above = [0x240, 0x1b4, 0x1be, 0x1c0, 0x1c4, 0x1c6, 0x1ca, 0x1cc, 0x1d0, 0x244];
    THUMB.good("op_two_ceilings", &above, 8, 2);
    THUMB.good("op_two_ceilings", &[0x240, 0x1b4, 0x1be, 0x1c0, 0x1ca, 0x1cc, 0x1d0, 0x244], 6, 4);
    THUMB.good("op_two_ceilings", &[0x240, 0x1b4, 0x1d0, 0x244], 2, 8);
    // The inner one can't let in what the outer one holds off.
    THUMB.bad(
        "op_two_ceilings",
        &[0x240, 0x1b4, 0x1c4, 0x1c6, 0x1d0, 0x244],
        &["1c4", "should have held it off"],
    );
}

#[test]
fn interrupts_left_off() {
    THUMB.bad(
        "op_left_masked",
        &[0x23a, 0x1ae, 0x23e],
        &["1b2: `bx lr`", "it returns with interrupts masked"],
    );
    let all = [0x246, 0x1d2, 0x1d6, 0x1d8, 0x24a];
    THUMB.bad("op_left_raised", &all, &["1d8: `bx lr`", "it returns with interrupts masked"]);
    THUMB.bad("op_left_raised", &[0x246, 0x1d2, 0x24a], &["it returns with interrupts masked"]);
}

#[test]
fn callee_with_a_loop() {
    let start = [0x21c, 0x158, 0x15a, 0x15c, 0x15e, 0x162, 0x166, 0x144, 0x146];
    let round = [0x148, 0x14a, 0x14e, 0x150, 0x152, 0x154, 0x156];
    let end = [0x148, 0x14a, 0x14c, 0x16a, 0x16c, 0x220];
    THUMB.good("op_copy", &[&start[..], &round, &round, &end].concat(), 18, 0);
    // The callee can't return before it came to its `pop`.
    THUMB.bad(
        "op_copy",
        &[&start[..], &[0x16a, 0x16c, 0x220]].concat(),
        &["unmasked next is copy+0x4 (148: `cmp r2, r3`)"],
    );
}

#[test]
fn tail_call_and_cbz() {
    THUMB.good("op_tail", &[0x222, 0x174, 0x176, 0x178, 0x17e, 0x102, 0x106, 0x114, 0x226], 7, 5);
    THUMB.good(
        "op_tail",
        &[0x222, 0x174, 0x176, 0x178, 0x17a, 0x17c, 0x17e, 0x102, 0x106, 0x114, 0x226],
        9,
        5,
    );
    let says = ["op_tail+0x6 (17a: ", " or op_tail+0xa (17e: "];
    THUMB.bad("op_tail", &[0x222, 0x174, 0x176, 0x178, 0x17c, 0x17e, 0x102, 0x106, 0x114, 0x226], &says);
}

#[test]
fn it_block_that_returns_or_does_not() {
    THUMB.good("op_it", &[0x228, 0x188, 0x18a, 0x18c, 0x18e, 0x190, 0x192, 0x194, 0x22c], 7, 0);
    THUMB.good("op_it", &[0x228, 0x188, 0x18a, 0x18c, 0x18e, 0x190, 0x192, 0x194, 0x196, 0x198, 0x22c], 9, 0);
    // What isn't in a block, always executes.
    THUMB.bad("op_it", &[0x228, 0x188, 0x22c], &["unmasked next is op_it+0x2 (18a: "]);
}

#[test]
fn loop_under_primask() {
    THUMB.good("op_masked_loop", &[0x22e, 0x19a, 0x19c, 0x1a4, 0x232], 3, 3);
}

#[test]
fn jump_table() {
    THUMB.bad("op_table", &[0x234, 0x1a6, 0x1ac, 0x238], &["op_table (1a6: `tbb [pc, r0]`)", "a jump table"]);
}

#[test]
fn in_the_low_handler() {
    let pcs = [0x206, 0x1ea, 0x1f0, 0x20a];
    let listing = listing(Isa::Thumb);
    let boundaries = sweep::prove(&listing, MACHINE, 0x1ea, Mode::InLow, &runs(&pcs)).unwrap();
    assert_eq!(boundaries.values().filter(|&&struck| struck).count(), 2);
}

/// Low strikes `op_pair_set` where `outer` says, and at each of these, high strikes `act_add` where `inner` says.
fn nested(outer: &[u32], inner: impl Fn(u32) -> Vec<u32>) -> Vec<NestedRun> {
    let mut all = Vec::new();
    for (k, &pc) in (1..).zip(outer) {
        for (j, pc2) in (1..).zip(inner(pc)) {
            all.push(NestedRun { line: all.len() + 2, op: 0x103, act: 0x1eb, k, j, pc, pc2, ok: true });
        }
    }
    all
}

fn prove_nested(runs: &[NestedRun]) -> Result<nested::Count, String> {
    nested::prove(&listing(Isa::Thumb), MACHINE, &runs.iter().collect::<Vec<_>>())
}

const OUTER: [u32; 5] = [0x210, 0x102, 0x106, 0x114, 0x214];
const INNER: [u32; 5] = [0x204, 0x206, 0x1ea, 0x1f0, 0x20a];

#[test]
fn nested_pairs() {
    // Three boundaries of the operation were struck; of the action's four, two are struck each time.
    let count = prove_nested(&nested(&OUTER, |_| INNER.to_vec())).unwrap();
    assert_eq!((count.hit, count.masked), (6, 6));
    // The same boundary twice counts once, and its second sweep isn't looked at.
    let mut twice = nested(&[0x210, 0x102, 0x106, 0x106, 0x114, 0x214], |_| INNER.to_vec());
    twice.retain(|run| run.k != 4 || run.j == 1);
    assert_eq!(prove_nested(&twice), Ok(count));
}

#[test]
fn nested_gaps() {
    for left_out in OUTER {
        let fewer: Vec<u32> = OUTER.into_iter().filter(|&pc| pc != left_out).collect();
        prove_nested(&nested(&fewer, |_| INNER.to_vec())).expect_err(&format!("without {left_out:x}"));
    }
    for at in OUTER {
        for left_out in &INNER[1..] {
            let fewer = |pc| INNER.into_iter().filter(|inner| pc != at || inner != left_out).collect();
            let why = prove_nested(&nested(&OUTER, fewer)).unwrap_err();
            assert!(why.starts_with("main struck at") && why.contains(&format!("({at:x}: ")), "{why}");
        }
        let more = |pc| if pc == at { vec![0x206, 0x1ea, 0x1ec, 0x1f0, 0x20a] } else { INNER.to_vec() };
        assert!(prove_nested(&nested(&OUTER, more)).unwrap_err().contains("should have held it off"));
    }
}

type Spoil = fn(&mut [NestedRun]);

#[test]
fn nested_disorder() {
    let good = nested(&OUTER, |_| INNER.to_vec());
    let spoils: [(Spoil, &str); 6] = [
        (|runs| runs[7].act = 0x103, "line 9: another action"),
        (|runs| runs.iter_mut().for_each(|run| run.act = 0x1ed), "no function begins at its action"),
        (|runs| runs[7].pc = 0x106, "low struck at"),
        (|runs| runs[7].j = 1, "inner delay 1 comes after 2"),
        (|runs| runs[7].pc2 = 0, "never struck"),
        (|runs| runs[10..].iter_mut().for_each(|run| run.k -= 2), "outer delay 1 comes after 2"),
    ];
    for (spoil, says) in spoils {
        let mut runs = good.clone();
        spoil(&mut runs);
        let why = prove_nested(&runs).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
}

#[test]
fn sleeps() {
    THUMB.good("op_sleep", &[0x28c, 0x260, 0x262, 0x26a, 0x26e, 0x262, 0x272, 0x290], 5, 4);
    let says = ["(278: `wfi`)", "a strike can come first"];
    THUMB.bad("op_sleep_late", &[0x292, 0x274, 0x278, 0x27a, 0x296], &says);
}

/// The callee returns for the operation.
#[test]
fn jumps_through_a_register() {
    let boundaries =
        THUMB.prove("op_open_jump", Mode::Low, &[0x298, 0x284, 0x286, 0x27c, 0x27e, 0x29c]).unwrap();
    assert!(boundaries.len() == 4 && boundaries.values().all(|struck| *struck));
    let says = ["op_open_jump+0x2 (286: `bx r1`)", "must be struck at its first instruction"];
    THUMB.bad("op_open_jump", &[0x298, 0x284, 0x286, 0x27e, 0x29c], &says);
    // Under a mask it may be any of the functions that are reached so; only one of them opens it.
    THUMB.good("op_masked_jump", &[0x29e, 0x288, 0x282, 0x2a2], 2, 2);
}
