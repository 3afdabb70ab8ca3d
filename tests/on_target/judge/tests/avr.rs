//! Sweeps on AVR: `fixtures/avr.c`.

mod common;

use common::Sweeps;
use judge::isa::Isa;
use judge::name::Mode;
use judge::sweep::Machine;

const fn avr(release_delay: u8) -> Sweeps {
    Sweeps { isa: Isa::Avr, machine: Machine { release_delay, nests: false } }
}

#[test]
fn release_delays() {
    // The release is at 110. What follows: ldi, sts, ret.
    avr(0).good("op_wide_set", &[0x168, 0x100, 0x102, 0x112, 0x114, 0x118, 0x16c], 5, 5);
    avr(1).good("op_wide_set", &[0x168, 0x100, 0x102, 0x114, 0x118, 0x16c], 4, 6);
    avr(2).good("op_wide_set", &[0x168, 0x100, 0x102, 0x118, 0x16c], 3, 7);
}

#[test]
fn release_delay_of_another_machine() {
    let one = [0x168, 0x100, 0x102, 0x114, 0x118, 0x16c];
    avr(2).bad("op_wide_set", &one, &["op_wide_set+0x14 (114: ", "should have held it off"]);
    avr(0).bad("op_wide_set", &one, &["unmasked next is op_wide_set+0x12 (112: `ldi r24, 0x01`)"]);
}

#[test]
fn release_delay_that_reaches_past_the_return() {
    // The release is the last but one instruction.
    avr(1).good("op_wide_last", &[0x16e, 0x11a, 0x11c, 0x170], 2, 6);
    // Of two boundaries the second is the return site: the one after that is the first where it can strike.
    avr(2).good("op_wide_last", &[0x16e, 0x11a, 0x11c, 0x172], 2, 6);
    avr(2).bad("op_wide_last", &[0x16e, 0x11a, 0x11c, 0x170, 0x172], &["(170: ", "should have held it off"]);
}

/// That an instruction was skipped and that its strike is missing look the same, here as with a branch over one instruction.
#[test]
fn skips() {
    // Over one word, over two, and not; then the other way round.
    avr(1).good("op_skips", &[0x174, 0x12e, 0x132, 0x138, 0x13a, 0x13e, 0x178], 5, 0);
    let none = [0x174, 0x12e, 0x130, 0x132, 0x134, 0x138, 0x13c, 0x13e, 0x178];
    let boundaries = avr(1).prove("op_skips", Mode::Low, &none).unwrap();
    assert!(boundaries.len() == 7 && boundaries.values().all(|struck| *struck));
    let says = ["unmasked next is op_skips+0x2 (130: `inc r25`) or op_skips+0x4 (132: `sbrs r24, 1`)"];
    avr(1).bad("op_skips", &[0x174, 0x12e, 0x134, 0x138, 0x13c, 0x13e, 0x178], &says);
}

#[test]
fn section_in_a_section() {
    // The inner release lets nobody in, and has no delay; `rcall .+0` makes room on the stack; a loop is in the callee.
    avr(1).good("op_nested", &[0x17a, 0x146, 0x148, 0x14a, 0x15e, 0x160, 0x17e], 5, 11);
    avr(2).good("op_nested", &[0x17a, 0x146, 0x148, 0x14a, 0x160, 0x17e], 4, 12);
    avr(1).bad("op_nested", &[0x17a, 0x146, 0x148, 0x14a, 0x154, 0x15e], &["154", "should have held it off"]);
}

#[test]
fn jump_through_a_register() {
    let boundaries = avr(1).prove("op_wait", Mode::Low, &[0x180, 0x162, 0x164, 0x1ae, 0x1b0, 0x182]).unwrap();
    assert!(boundaries.len() == 4 && boundaries.values().all(|struck| *struck));
    let says = ["op_wait+0x2 (164: `ijmp`)", "must be struck at its first instruction"];
    avr(1).bad("op_wait", &[0x180, 0x162, 0x164, 0x1b0, 0x182], &says);
    avr(1).bad("op_wait", &[0x180, 0x162, 0x164, 0x182], &says);
}

#[test]
fn called_through_a_register() {
    avr(1).good("op_wide_set", &[0x180, 0x100, 0x102, 0x114, 0x118, 0x182], 4, 6);
}

#[test]
fn in_a_handler_everything_is_masked() {
    let boundaries = avr(1).prove("op_nested", Mode::InLow, &[0x166, 0x168]).unwrap();
    assert_eq!(boundaries.len(), 16);
    assert!(boundaries.values().all(|struck| !struck));
    for inside in [0x146, 0x150, 0x160] {
        let why = avr(1).prove("op_nested", Mode::InLow, &[0x166, inside]).unwrap_err();
        assert!(why.contains("handlers don't interrupt each other here"), "{why}");
    }
    // Through a register, to the nearest of the functions that it may mean.
    let boundaries = avr(1).prove("op_wait", Mode::InLow, &[0x166]).unwrap();
    assert_eq!(boundaries.into_keys().collect::<Vec<_>>(), [0x162, 0x164, 0x1ae, 0x1b0]);
}

#[test]
fn masked_call_through_a_register() {
    avr(1).good("op_masked_call", &[0x1d2, 0x1b8, 0x1ba, 0x1c2, 0x1c4, 0x1d6], 4, 5);
}

/// Nothing strikes between the look and the sleep. With a delay of two, what was pending passes the sleep and one more instruction; what wakes comes right behind it.
#[test]
fn sleeps() {
    avr(1).good("op_sleep", &[0x1c6, 0x186, 0x188, 0x196, 0x198, 0x188, 0x19e, 0x1a0, 0x1ca], 6, 7);
    avr(2).good("op_sleep", &[0x1c6, 0x186, 0x188, 0x198, 0x196, 0x188, 0x1a0, 0x1ca], 5, 8);
    let other_way_round = [0x1c6, 0x186, 0x188, 0x196, 0x198, 0x188, 0x1a0, 0x1ca];
    avr(2).bad("op_sleep", &other_way_round, &["unmasked next is op_sleep+0x12 (198: "]);
}

#[test]
fn sleeps_too_late() {
    let says = ["(1aa: `sleep`)", "a strike can come first"];
    avr(1).bad("op_sleep_late", &[0x1cc, 0x1a2, 0x1a8, 0x1aa, 0x1ac, 0x1d0], &says);
    avr(2).bad("op_sleep_late", &[0x1cc, 0x1a2, 0x1aa, 0x1ac, 0x1d0], &says);
}
