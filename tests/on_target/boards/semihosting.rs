//! Output and end through the debugger or emulator (*Semihosting for AArch32 and AArch64*, SYS_WRITE0 and SYS_EXIT_EXTENDED).

use core::arch::asm;
use core::cell::UnsafeCell;

struct Line(UnsafeCell<([u8; 80], usize)>);
// SAFETY: main alone prints.
unsafe impl Sync for Line {}
static LINE: Line = Line(UnsafeCell::new(([0; 80], 0)));

/// Collects a line, then sends it.
pub fn put(byte: u8) {
    // SAFETY: main alone prints, one byte at a time.
    let (line, length) = unsafe { &mut *LINE.0.get() };
    line[*length] = byte;
    *length += 1;
    if byte == b'\n' || *length == line.len() - 1 {
        line[*length] = 0;
        *length = 0;
        call(4, line.as_ptr() as usize);
    }
}

pub fn exit(good: bool) -> ! {
    let block = [0x20026, u32::from(!good)];
    call(0x20, block.as_ptr() as usize);
    loop {}
}

#[inline(never)]
fn call(operation: usize, argument: usize) {
    // SAFETY: the host reads what the argument points to.
    unsafe {
        #[cfg(target_arch = "arm")]
        asm!("bkpt 0xab", inout("r0") operation => _, in("r1") argument, options(nostack, preserves_flags));
        #[cfg(target_arch = "riscv32")]
        asm!(
            ".option push", ".option norvc", ".balign 16",
            "slli x0, x0, 0x1f", "ebreak", "srai x0, x0, 7",
            ".option pop",
            inout("a0") operation => _, in("a1") argument, options(nostack, preserves_flags),
        );
    }
}
