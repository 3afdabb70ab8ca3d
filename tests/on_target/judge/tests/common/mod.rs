//! What the tests of the cores share: fixtures, and the two mutations that every good sweep must not survive.

#![allow(dead_code, reason = "each test file uses some of it")]

use judge::isa::Isa;
use judge::listing::Listing;
use judge::name::Mode;
use judge::sweep::{self, Machine, Struck};
use judge::walk::Boundaries;

/// A listing out of `fixtures`, whose source stands beside it.
pub fn listing(isa: Isa) -> Listing {
    let text = match isa {
        Isa::Avr => include_str!("../fixtures/avr.txt"),
        Isa::Thumb => include_str!("../fixtures/thumb.txt"),
        Isa::Riscv => include_str!("../fixtures/riscv.txt"),
    };
    Listing::parse(text, isa).unwrap()
}

/// Runs with rising delays that struck there.
pub fn runs(pcs: &[u32]) -> Vec<Struck> {
    (0..).zip(pcs).map(|(delay, &pc)| Struck { line: delay as usize + 2, delay, pc }).collect()
}

/// One core's way to judge.
#[derive(Clone, Copy)]
pub struct Sweeps {
    pub isa: Isa,
    pub machine: Machine,
}

impl Sweeps {
    pub fn prove(self, op: &str, mode: Mode, pcs: &[u32]) -> Result<Boundaries, String> {
        let listing = listing(self.isa);
        let (entry, _) = listing.with_prefix(op).next().unwrap();
        sweep::prove(&listing, self.machine, entry, mode, &runs(pcs))
    }

    /// The sweep is good, with so many boundaries hit and masked, and survives no mutation: without any one of its strikes the error names the
    /// boundary, and with a strike at a masked boundary it is refused.
    pub fn good(self, op: &str, pcs: &[u32], hit: usize, masked: usize) {
        let boundaries = self.prove(op, Mode::Low, pcs).unwrap();
        assert_eq!(boundaries.values().filter(|&&struck| struck).count(), hit, "hit, of {boundaries:x?}");
        assert_eq!(
            boundaries.values().filter(|&&struck| !struck).count(),
            masked,
            "masked, of {boundaries:x?}"
        );
        for at in 0..pcs.len() {
            let mut fewer = pcs.to_vec();
            let left_out = fewer.remove(at);
            let why = self.prove(op, Mode::Low, &fewer).expect_err(&format!("without {left_out:x}"));
            // Without the call, it is the call that is asked for; its address isn't known then.
            let named = why.contains(&format!("({left_out:x}: ")) || at == 0;
            assert!(named, "without {left_out:x}: {why}");
        }
        for (&pc, _) in boundaries.iter().filter(|(_, struck)| !**struck) {
            for at in 2..pcs.len() {
                let mut more = pcs.to_vec();
                more.insert(at, pc);
                assert!(
                    self.prove(op, Mode::Low, &more).is_err(),
                    "with a strike at {pc:x}, after {:x}",
                    pcs[at - 1]
                );
            }
        }
    }

    /// The sweep is refused, and the error says each of these.
    pub fn bad(self, op: &str, pcs: &[u32], says: &[&str]) {
        let why = self.prove(op, Mode::Low, pcs).unwrap_err();
        for part in says {
            assert!(why.contains(part), "`{part}` isn't in: {why}");
        }
    }
}
