//! Single instructions, in the forms that objdump has for them and the fixtures haven't.

use judge::isa::{Effect, Flow, Isa};
use judge::listing::Listing;

/// What an instruction at 100 does.
fn decode(isa: Isa, bytes: &str, text: &str) -> (Flow, Effect) {
    let text =
        format!("00000100 g     F .text\t00000010 f\n 100:\t{bytes}\t{}\n", text.replacen(' ', "\t", 1));
    let listing = Listing::parse(&text, isa).unwrap();
    let step = isa.decode(&listing, listing.at(0x100).unwrap());
    (step.flow, step.effect)
}

#[track_caller]
fn flows(isa: Isa, text: &str, flow: Flow) {
    assert_eq!(decode(isa, "00 00", text), (flow, Effect::None), "{text}");
}

#[track_caller]
fn masks(isa: Isa, text: &str, effect: Effect) {
    assert_eq!(decode(isa, "00 00", text), (Flow::Next, effect), "{text}");
}

#[track_caller]
fn refused(isa: Isa, text: &str) {
    assert!(matches!(decode(isa, "00 00", text).0, Flow::Unsupported(_)), "{text}");
}

#[test]
fn thumb() {
    for text in [
        "bx lr",
        "pop {pc}",
        "pop {r4, r7, pc}",
        "ldmia.w sp!, {r4, r5, r6, r7, r8, pc}",
        "ldr.w pc, [sp], #4",
        "mov pc, lr",
    ] {
        flows(Isa::Thumb, text, Flow::Return);
    }
    flows(Isa::Thumb, "b.n 14c <op_x+0x4>", Flow::Jump(0x14c));
    flows(Isa::Thumb, "bls.n 14c <op_x+0x4>", Flow::Branch(0x14c));
    flows(Isa::Thumb, "ble.w 14c <op_x+0x4>", Flow::Branch(0x14c));
    flows(Isa::Thumb, "cbnz r0, 14c <op_x+0x4>", Flow::Branch(0x14c));
    flows(Isa::Thumb, "bl 14c <op_x>", Flow::Call(0x14c));
    flows(Isa::Thumb, "blx r3", Flow::CallIndirect);
    flows(Isa::Thumb, "blx ip", Flow::CallIndirect);
    flows(Isa::Thumb, "bx r1", Flow::JumpIndirect);
    flows(Isa::Thumb, "wfi", Flow::Sleep);
    for text in [
        "bic.w r0, r0, #1",
        "bfi r0, r1, #0, #8",
        "pop {r4, lr}",
        "ldmia.w r0, {r1, r2}",
        "ldr r0, [pc, #12] @ (118 <op_x+0x16>)",
        "ldr r0, [pc, #12] ; (118 <op_x+0x16>)",
        "cmp pc, r0",
        "mrs r0, PRIMASK",
        "msr MSP, r0",
        "msr CPSR_f, r0",
        "dsb sy",
        "nop",
    ] {
        flows(Isa::Thumb, text, Flow::Next);
    }
    masks(Isa::Thumb, "cpsid i", Effect::Raise);
    masks(Isa::Thumb, "cpsie i", Effect::Open);
    masks(Isa::Thumb, "msr PRIMASK, r0", Effect::Lower);
    masks(Isa::Thumb, "msr primask, lr", Effect::Lower);
    masks(Isa::Thumb, "msr BASEPRI_MAX, r0", Effect::RaiseCeiling);
    masks(Isa::Thumb, "msr BASEPRI_MASK, r0", Effect::RaiseCeiling);
    masks(Isa::Thumb, "msr BASEPRI, r0", Effect::LowerCeiling);
    for text in [
        "tbb [pc, r0]",
        "tbh [pc, r0, lsl #1]",
        "wfe",
        "mov pc, r3",
        "add pc, r3",
        "ldr.w pc, [r0, r1, lsl #2]",
        "ldmia.w r3!, {r0, pc}",
        "cpsid f",
        "cpsid if",
        "msr FAULTMASK, r0",
        "udf #254 @ 0xfe",
        "svc 0",
        "bkpt 0x0000",
        "bxns lr",
        "le lr, 100 <f>",
        ".word 0x0000124c",
    ] {
        refused(Isa::Thumb, text);
    }
}

#[test]
fn it_blocks() {
    let text = "\
00000100 g     F .text\t00000010 f
 100:\tbf06      \titte\teq
 102:\t4770      \tbxeq\tlr
 104:\tf380 8810 \tmsreq\tPRIMASK, r0
 108:\tbd10      \tpopne.w\t{r4, pc}
 10a:\tbd10      \tpop\t{r4, pc}
 10c:\tbf08      \tit\teq
 10e:\td100      \tbeq.n\t100 <f>
 110:\t2801      \tite\t
";
    let listing = Listing::parse(text, Isa::Thumb).unwrap();
    let at = |address| {
        let instruction = listing.at(address).unwrap();
        let step = Isa::Thumb.decode(&listing, instruction);
        (step.flow, step.effect, instruction.conditional)
    };
    assert_eq!(at(0x100), (Flow::Next, Effect::None, false));
    assert_eq!(at(0x102), (Flow::Return, Effect::None, true));
    assert_eq!(at(0x104), (Flow::Next, Effect::Lower, true));
    assert_eq!(at(0x108), (Flow::Return, Effect::None, true));
    assert_eq!(at(0x10a), (Flow::Return, Effect::None, false));
    assert_eq!(at(0x10e), (Flow::Jump(0x100), Effect::None, true));
}

#[test]
fn avr() {
    flows(Isa::Avr, "ret", Flow::Return);
    flows(Isa::Avr, "rjmp .+8       ; 0x10a <f>", Flow::Jump(0x10a));
    flows(Isa::Avr, "brne .-4       ; 0xfe <f>", Flow::Branch(0xfe));
    flows(Isa::Avr, "brbs 1, .+2", Flow::Branch(0x104));
    flows(Isa::Avr, "rcall .+0      ; 0x102 <f+0x2>", Flow::Next);
    flows(Isa::Avr, "rcall .-2      ; 0x100 <f>", Flow::Call(0x100));
    flows(Isa::Avr, "call 0x1234    ; 0x1234 <g>", Flow::Call(0x1234));
    flows(Isa::Avr, "jmp 0", Flow::Jump(0));
    flows(Isa::Avr, "eicall", Flow::CallIndirect);
    flows(Isa::Avr, "ijmp", Flow::JumpIndirect);
    flows(Isa::Avr, "eijmp", Flow::JumpIndirect);
    flows(Isa::Avr, "sleep", Flow::Sleep);
    for text in ["cpse r1, r2", "sbrc r1, 0", "sbrs r1, 0", "sbic 0x05, 0", "sbis 0x05, 0"] {
        flows(Isa::Avr, text, Flow::Skip);
    }
    for text in ["in r0, 0x3f", "out 0x3e, r29 ; 62", "st X+, r0", "cls", "sbi 0x1f, 7"] {
        flows(Isa::Avr, text, Flow::Next);
    }
    masks(Isa::Avr, "cli", Effect::Raise);
    masks(Isa::Avr, "sei", Effect::Open);
    masks(Isa::Avr, "out 0x3f, r0 ; 63", Effect::Lower);
    for text in ["reti", "break", ".word 0xffff ; ????"] {
        refused(Isa::Avr, text);
    }
}

#[test]
fn riscv() {
    for text in ["ret", "jr ra", "jalr zero,0(ra)", "jalr zero,ra", "c.jr ra"] {
        flows(Isa::Riscv, text, Flow::Return);
    }
    flows(Isa::Riscv, "j 80000034 <op_x+0x8>", Flow::Jump(0x8000_0034));
    flows(Isa::Riscv, "jal 80000034 <op_x>", Flow::Call(0x8000_0034));
    flows(Isa::Riscv, "jal ra,80000034 <op_x>", Flow::Call(0x8000_0034));
    flows(Isa::Riscv, "jalr a5", Flow::CallIndirect);
    flows(Isa::Riscv, "jalr 8(a5)", Flow::CallIndirect);
    flows(Isa::Riscv, "jr a5", Flow::JumpIndirect);
    flows(Isa::Riscv, "jr 8(t1)", Flow::JumpIndirect);
    flows(Isa::Riscv, "wfi", Flow::Sleep);
    flows(Isa::Riscv, "bltu a0,a1,80000034 <op_x+0x8>", Flow::Branch(0x8000_0034));
    flows(Isa::Riscv, "c.bnez a0,80000034 <op_x+0x8>", Flow::Branch(0x8000_0034));
    for text in [
        "csrr a0,mstatus",
        "csrs mstatus,zero",
        "csrc mstatus,4",
        "csrs mie,a0",
        "csrrw a0,mscratch,a0",
        "csrw mepc,a0",
        "fence rw,rw",
    ] {
        flows(Isa::Riscv, text, Flow::Next);
    }
    for text in ["csrrci a0,mstatus,8", "csrrc a0,mstatus,8", "csrci mstatus,8", "csrc mstatus,8"] {
        masks(Isa::Riscv, text, Effect::Raise);
    }
    for text in ["csrsi mstatus,8", "csrs mstatus,8", "csrrsi zero,mstatus,8"] {
        masks(Isa::Riscv, text, Effect::Open);
    }
    for text in ["csrs mstatus,a0", "csrrs zero,mstatus,a0"] {
        masks(Isa::Riscv, text, Effect::Lower);
    }
    for text in [
        "jal t0,80000034 <__riscv_save_0>",
        "jalr t0,8(t0)",
        "csrw mstatus,a0",
        "csrc mstatus,a0",
        "csrrw a0,mstatus,a1",
        "csrwi mstatus,0",
        "mret",
        "ecall",
        "ebreak",
        "unimp",
        ".word 0x0",
    ] {
        refused(Isa::Riscv, text);
    }
}
