//! Values wider than a word: in which order instructions load and store their parts.
//!
//! From the lowest address up, but for stores on AVR. There rustc stores the upper half of two first, and of two bytes the upper one, but on those that nest the lower one: LLVM does so for timers'
//! registers, where the other byte waits in TEMP. `tests/steps/assembly.sh` looks at what it makes of a `static mut`; where it does arithmetic on one of four bytes or more, the halves come in another order, too.

use super::Machine;
use crate::model::engine::program::CpuKind;

/// What one instruction stores.
#[inline]
fn word(cpu: CpuKind) -> usize {
    if cpu.is_avr() { 1 } else { 4 }
}

/// The part that comes next, after so many bytes: where it begins, and its length.
#[inline]
fn next(cpu: CpuKind, size: usize, done: usize, written: bool) -> (usize, usize) {
    let n = word(cpu).min(size - done);
    if !written || !cpu.is_avr() {
        return (done, n);
    }
    let at = size - 1 - done;
    // Bytes pair from the lowest address on: the last of an odd number stands alone.
    let lower_first = cpu.has_levels() && at | 1 < size;
    (if lower_first { at ^ 1 } else { at }, n)
}

/// The part before the one at an offset, by one of its bytes; `None` for the first.
fn before(cpu: CpuKind, size: usize, at: usize, written: bool) -> Option<usize> {
    if !written || !cpu.is_avr() {
        return at.checked_sub(1);
    }
    let ways = match (cpu.has_levels(), at % 2) {
        (false, _) => [at + 1, at + 1],
        (true, 0) => [at + 3, at + 2],
        (true, _) => [at - 1, at - 1],
    };
    ways.into_iter().find(|&before| before < size)
}

impl Machine<'_> {
    /// What one instruction stores.
    pub(crate) fn word(&self) -> usize {
        word(self.program.cpu)
    }

    /// What one instruction loads.
    pub(crate) fn load_width(&self) -> usize {
        if self.program.cpu == CpuKind::CortexM { 8 } else { self.word() }
    }

    /// The part of a value of so many bytes that one instruction loads or stores next, after so many bytes: where it begins, and its length.
    #[inline]
    pub(crate) fn piece(&self, size: usize, done: usize, written: bool) -> (usize, usize) {
        next(self.program.cpu, size, done, written)
    }

    /// The part before the one at an offset, by one of its bytes; `None` for the first.
    pub(super) fn piece_before(&self, size: usize, at: usize, written: bool) -> Option<usize> {
        before(self.program.cpu, size, at, written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    fn order(cpu: CpuKind, size: usize, written: bool) -> Vec<usize> {
        let mut order = Vec::new();
        let mut done = 0;
        while done < size {
            let (at, n) = next(cpu, size, done, written);
            order.push(at);
            done += n;
        }
        order
    }

    /// Catches an order that isn't the compiler's: `tests/assembly` has these instructions.
    #[test]
    fn the_order_is_the_compilers() {
        assert_eq!(order(CpuKind::Avr, 4, false), [0, 1, 2, 3]);
        assert_eq!(order(CpuKind::Avr, 4, true), [3, 2, 1, 0]);
        assert_eq!(order(CpuKind::AvrXmega, 4, true), [2, 3, 0, 1]);
        assert_eq!(order(CpuKind::AvrDx, 3, true), [2, 0, 1]);
        assert_eq!(order(CpuKind::CortexM, 8, true), [0, 4]);
    }

    /// Catches a byte that is left out, or copied twice; and a part before that isn't the one.
    #[test]
    fn each_part_comes_once_behind_the_one_before() {
        let cpus = [CpuKind::Avr, CpuKind::AvrXmega, CpuKind::CortexM, CpuKind::RiscV];
        let accesses = cpus.iter().flat_map(|&cpu| [(cpu, false), (cpu, true)]);
        for ((cpu, written), size) in accesses.flat_map(|access| (1..18).map(move |size| (access, size))) {
            let parts = order(cpu, size, written);
            let mut bytes: Vec<usize> = parts.iter().flat_map(|&at| at..(at + word(cpu)).min(size)).collect();
            bytes.sort_unstable();
            assert!(bytes.into_iter().eq(0..size), "{cpu:?}: {size}: {parts:?}");
            assert_eq!(before(cpu, size, parts[0], written), None);
            for pair in parts.windows(2) {
                let found = before(cpu, size, pair[1], written);
                assert!(
                    found.is_some_and(|at| (pair[0]..pair[0] + word(cpu)).contains(&at)),
                    "{cpu:?}: {size}: {parts:?}: {found:?} before {}",
                    pair[1]
                );
            }
        }
    }
}
