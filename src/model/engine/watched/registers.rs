//! Registers at their addresses: memory of the host at the very address where the target has a
//! peripheral.

use core::ops::Range;
use std::boxed::Box;
use std::format;
use std::string::String;
use std::sync::Mutex;
use std::vec::Vec;

/// What a peripheral does when it is accessed.
pub(in crate::model) type Reacts = Box<dyn Fn(&BusAccess) -> u64>;

/// A peripheral.
pub(in crate::model) struct Peripheral {
    pub(super) range: Range<usize>,
    pub(in crate::model::engine) reacts: Reacts,
}

impl Peripheral {
    pub(in crate::model::engine) fn base(&self) -> usize {
        self.range.start
    }
}

/// An access to a register of a peripheral.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct BusAccess {
    /// The address of the peripheral, and where in it the register is.
    pub(in crate::model) base: usize,
    pub(in crate::model) offset: usize,
    pub(in crate::model) size: usize,
    /// What the register holds.
    pub(in crate::model) held: u64,
    /// What is written.
    pub(in crate::model) written: Option<u64>,
}

/// Where the host's memory stands for a peripheral's, in this process.
static MAPPED: Mutex<Vec<Range<usize>>> = Mutex::new(Vec::new());

/// Makes memory there is at these addresses.
pub(in crate::model) fn map(wanted: &Range<usize>) -> Result<(), String> {
    const PAGE: usize = 4096;
    const LOWEST: usize = 0x1_0000;
    if wanted.start < LOWEST {
        return Err(format!(
            "a peripheral at {:#x}: a host has no memory below {LOWEST:#x} (vm.mmap_min_addr), where AVR's registers are: name them in C by `irqshare_sreg` and variables of your own, or \
             use `Register`s",
            wanted.start
        ));
    }
    if wanted.end >> 47 != 0 {
        return Err(format!("a peripheral at {:#x}: a program has no memory there", wanted.start));
    }
    let pages = wanted.start / PAGE * PAGE..wanted.end.div_ceil(PAGE) * PAGE;
    let mut mapped = MAPPED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    for page in pages.step_by(PAGE) {
        if mapped.iter().any(|known| known.contains(&page)) {
            continue;
        }
        let rights = libc::PROT_READ | libc::PROT_WRITE;
        let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE;
        let at = core::ptr::with_exposed_provenance_mut(page);
        // SAFETY: it asks for new memory at a place where there is none, and else fails.
        let found = unsafe { libc::mmap(at, PAGE, rights, kind, -1, 0) };
        if found != at {
            return Err(format!(
                "a peripheral at {page:#x}: this host has no memory to give there (errno {}): is something else mapped at that address?",
                std::io::Error::last_os_error()
            ));
        }
        mapped.push(page..page + PAGE);
    }
    Ok(())
}

/// The bytes of a register as a number.
pub(in crate::model::engine) fn number(bytes: &[u8]) -> u64 {
    let mut number = [0; 8];
    let size = bytes.len().min(8);
    number[..size].copy_from_slice(&bytes[..size]);
    u64::from_le_bytes(number)
}
