//! Values wider than a word: in which order instructions load and store their parts.
//!
//! From the lowest address up, but for stores on AVR. There rustc stores the upper half of two first, and of two bytes the upper one, but on those that nest the lower one: LLVM does so for timers'
//! registers, where the other byte waits in TEMP. `tests/steps/assembly.sh` looks at what it makes of a `static mut`; where it does arithmetic on one of four bytes or more, the halves come in another order, too.

use super::Machine;
use crate::model::engine::program::CpuKind;

/// The bytes of a pointer on this host.
pub(super) const POINTER: usize = size_of::<usize>();

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

/// What is made of pointers: how many bytes the target has up to an offset of this host's.
fn there(cpu: CpuKind, at: usize) -> usize {
    let (pointers, within) = (at / POINTER, at % POINTER);
    if cpu.is_avr() { pointers * 2 + usize::from(within > 0) } else { pointers * 4 }
}

/// And where a part stands on this host that begins at an offset of the target's, and its length: the first byte of two is one here, too, and what the host has more of belongs to the last.
fn here(cpu: CpuKind, at: usize) -> (usize, usize) {
    match (cpu.is_avr(), at % 2) {
        (false, _) => (at / 4 * POINTER, POINTER),
        (true, 0) => (at / 2 * POINTER, 1),
        (true, _) => (at / 2 * POINTER + 1, POINTER - 1),
    }
}

/// What is read or written in parts.
#[derive(Clone, Copy)]
pub(crate) struct Object {
    pub(crate) size: usize,
    /// It is made of pointers, or of numbers as wide as one: on the target it has other bytes.
    pub(crate) pointers: bool,
}

/// A part of it that one instruction loads or stores.
pub(crate) struct Piece {
    /// Where it begins, and its length.
    pub(crate) at: usize,
    pub(crate) bytes: usize,
    /// How much it counts, in the target's bytes.
    pub(crate) counts: usize,
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

    /// Whether memory of this size is changed as if by one instruction: by LDREX and STREX on v7-M,
    /// by an AMO on RISC-V.
    pub(crate) fn swaps(&self, size: usize) -> bool {
        match self.program.cpu {
            CpuKind::CortexM => matches!(size, 1 | 2 | 4),
            CpuKind::RiscV => size == 4,
            CpuKind::CortexM0 | CpuKind::Avr | CpuKind::AvrXmega | CpuKind::AvrDx => false,
        }
    }

    /// The part of a value that one instruction loads or stores next, after some that count so much together; `None` if there is no more.
    #[inline]
    pub(crate) fn piece(&self, object: Object, done: usize, written: bool) -> Option<Piece> {
        let cpu = self.program.cpu;
        if !object.pointers {
            let (at, bytes) = (done < object.size).then(|| next(cpu, object.size, done, written))?;
            return Some(Piece { at, bytes, counts: bytes });
        }
        let size = there(cpu, object.size);
        let (at, counts) = (done < size).then(|| next(cpu, size, done, written))?;
        let (at, bytes) = here(cpu, at);
        Some(Piece { at, bytes, counts })
    }

    /// Whether one instruction loads or stores all of it.
    #[inline]
    pub(crate) fn is_one_word(&self, object: Object) -> bool {
        if !object.pointers {
            return (1..=self.word()).contains(&object.size);
        }
        self.piece(object, 0, false).is_some_and(|piece| piece.bytes == object.size)
    }

    /// The part before the one at an offset, by one of its bytes; `None` for the first.
    pub(super) fn piece_before(&self, object: Object, at: usize, written: bool) -> Option<usize> {
        let cpu = self.program.cpu;
        if !object.pointers {
            return before(cpu, object.size, at, written);
        }
        let before = before(cpu, there(cpu, object.size), there(cpu, at), written);
        before.map(|before| here(cpu, before).0)
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

    /// Catches a pointer that is split in the host's middle, or stored in another order than two bytes.
    #[test]
    fn a_pointer_has_two_bytes_on_avr() {
        let order = |cpu, written| {
            let size = there(cpu, 2 * POINTER);
            let order = order(cpu, size, written).into_iter().map(|at| here(cpu, at));
            order.collect::<Vec<_>>()
        };
        let (low, high) = ((0, 1), (1, POINTER - 1));
        let second = |(at, n)| (at + POINTER, n);
        assert_eq!(order(CpuKind::Avr, false), [low, high, second(low), second(high)]);
        assert_eq!(order(CpuKind::Avr, true), [second(high), second(low), high, low]);
        assert_eq!(order(CpuKind::AvrXmega, true), [second(low), second(high), low, high]);
        assert_eq!(order(CpuKind::CortexM, true), [(0, POINTER), (POINTER, POINTER)]);
        for at in [0, 1, POINTER, POINTER + 1] {
            assert_eq!(here(CpuKind::Avr, there(CpuKind::Avr, at)).0, at);
        }
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
