//! The language of the corpus: what is written is read again, and what is wrong is refused.

use fuzz::generate::Random;
use fuzz::text::parse;

#[test]
fn what_is_written_is_read_again() {
    let mut random = Random::new(7);
    for _ in 0..3_000 {
        let program = random.program();
        let text = program.to_string();
        assert_eq!(parse(&text).unwrap_or_else(|why| panic!("{why}\n{text}")), program, "{text}");
    }
}

#[test]
fn what_is_wrong_is_refused() {
    let refused = |text: &str, why: &str| {
        let said = parse(text).expect_err(text);
        assert!(said.contains(why), "{text}: {said}");
    };
    refused("main { byte.gets }", "`byte.gets` is no operation");
    refused("main { bite.get }", "`bite.get` is no operation");
    refused("main { byte.set 256 }", "`256` should be a number below 256");
    refused("main { byte.set", "it ends too early");
    refused("main { free byte.get }", "should be a block");
    refused("attach C 1", "`C` isn't one of");
    refused("attach A 1 attach A 1", "A is attached twice");
    refused("A { byte.get }", "A isn't attached");
    refused("main { pend A }", "`pend` of main may not stand there");
    refused("attach A 1 A { pend A }", "`pend` of A may not stand there");
    refused("device 0 {}", "a device that never acts");
    refused("device 1 { byte.get }", "`byte.get` is nothing that hardware does");
    refused("device 1 { hold A }", "hardware uses A, which isn't attached");
    refused("on_read q {}", "`q` isn't one of");
    refused("main { any 0 }", "`any` of main may not stand there");
    // What the types would refuse.
    refused("attach B 1 B { lock a 1 {} }", "`lock` of B may not stand there");
    refused("attach A 1 A { get ah 1 {} }", "`get` of A may not stand there");
    refused("main { lock a 1 { lock ab 1 {} } }", "`lock` of main may not stand there");
    refused("attach A 1 A { moved_a.put 1 }", "`moved_a.put` of A may not stand there");
    refused("attach A 1 main { lock a 1 { pause A } }", "`pause` of main may not stand there");
    refused("attach A 1 A { block_on.event }", "`block_on.event` of A may not stand there");
    refused("main { lock_in a 1 {} }", "`lock_in` of main may not stand there");
    // What `unsafe` asks for.
    refused("main { free { interrupts.on } }", "`interrupts.on` of main may not stand there");
    refused("main { slot.with 1 { slot.take } }", "`slot.take` of main may not stand there");
}
