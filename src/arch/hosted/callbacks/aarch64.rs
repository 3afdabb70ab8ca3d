//! The compiler's callbacks on aarch64. See `x86_64`, which does the same.

core::arch::global_asm!(
    r#"
// A page of its own, which may have up to 64 KiB.
    .bss
    .balign 65536
    .globl irqshare_watch_low
    .globl irqshare_watch_high
    .globl irqshare_watch_mode
    .globl irqshare_watch_audited
irqshare_watch_low: .zero 8
irqshare_watch_high: .zero 8
irqshare_watch_own: .zero 8
irqshare_watch_base: .zero 8
irqshare_watch_mode: .zero 1
irqshare_watch_audited: .zero 1
    .balign 8
    .globl irqshare_real
irqshare_real:
irqshare_real_memcpy: .zero 8
irqshare_real_memmove: .zero 8
irqshare_real_memset: .zero 8
irqshare_real_memcmp: .zero 8
    .balign 65536

    .text
    .balign 4
    .globl irqshare_watch_begin
irqshare_watch_begin:
.macro irqshare_unless to
    mov x16, sp
    adrp x17, irqshare_watch_low
    ldr x17, [x17, :lo12:irqshare_watch_low]
    cmp x16, x17
    b.lo \to
    adrp x17, irqshare_watch_high
    ldr x17, [x17, :lo12:irqshare_watch_high]
    cmp x16, x17
    b.hs \to
    adrp x17, irqshare_watch_mode
    ldrb w17, [x17, :lo12:irqshare_watch_mode]
    cmp w17, #1
    b.eq \to
.endm

.macro irqshare_unless_elsewhere to
    irqshare_unless \to
    adrp x17, irqshare_watch_low
    ldr x17, [x17, :lo12:irqshare_watch_low]
    cmp x0, x17
    b.lo 8f
    adrp x17, irqshare_watch_own
    ldr x17, [x17, :lo12:irqshare_watch_own]
    cmp x0, x17
    b.lo \to
    adrp x17, irqshare_watch_high
    ldr x17, [x17, :lo12:irqshare_watch_high]
    cmp x0, x17
    b.hs 8f
    adrp x17, irqshare_watch_base
    ldr x17, [x17, :lo12:irqshare_watch_base]
    cmp x0, x17
    b.hs \to
8:
.endm

.macro irqshare_engine function
    stp x29, x30, [sp, #-32]!
    mov x29, sp
    adrp x16, irqshare_watch_mode
    add x16, x16, :lo12:irqshare_watch_mode
    ldrb w17, [x16]
    str x17, [sp, #16]
    mov w17, #1
    strb w17, [x16]
    ldrb w17, [x16, #1]
    cbz w17, 5f
    bl irqshare_watch_opens
5:  bl \function
    adrp x16, irqshare_watch_mode
    add x16, x16, :lo12:irqshare_watch_mode
    ldrb w17, [x16, #1]
    cbz w17, 6f
    ldr x17, [sp, #16]
    bl irqshare_watch_closes
    adrp x16, irqshare_watch_mode
    add x16, x16, :lo12:irqshare_watch_mode
6:  ldr x17, [sp, #16]
    strb w17, [x16]
    ldp x29, x30, [sp], #32
.endm

irqshare_watch_opens:
    stp x29, x30, [sp, #-80]!
    stp x0, x1, [sp, #16]
    stp x2, x3, [sp, #32]
    stp x4, x5, [sp, #48]
    stp x6, x7, [sp, #64]
    mov w0, #1
    bl irqshare_watched_mode
    ldp x0, x1, [sp, #16]
    ldp x2, x3, [sp, #32]
    ldp x4, x5, [sp, #48]
    ldp x6, x7, [sp, #64]
    ldp x29, x30, [sp], #80
    ret
// The mode is in w17.
irqshare_watch_closes:
    stp x29, x30, [sp, #-32]!
    str x0, [sp, #16]
    mov w0, w17
    bl irqshare_watched_mode
    ldr x0, [sp, #16]
    ldp x29, x30, [sp], #32
    ret

.macro irqshare_function name
    .globl \name
    .type \name, %function
    .balign 16
\name:
.endm

.macro irqshare_plain name, size, kind
    irqshare_function \name
    irqshare_unless_elsewhere 9f
    mov w1, #\size
    mov w2, #\kind
    mov x3, x30
    mov x5, sp
    irqshare_engine irqshare_watched_access
9:  ret
.endm

.macro irqshare_sizes name, kind
    irqshare_plain __tsan_\name\()1, 1, \kind
    irqshare_plain __tsan_\name\()2, 2, \kind
    irqshare_plain __tsan_\name\()4, 4, \kind
    irqshare_plain __tsan_\name\()8, 8, \kind
    irqshare_plain __tsan_\name\()16, 16, \kind
.endm
    irqshare_sizes read, 0
    irqshare_sizes write, 1
    irqshare_sizes unaligned_read, 16
    irqshare_sizes unaligned_write, 17
    irqshare_sizes volatile_read, 0
    irqshare_sizes volatile_write, 1
    irqshare_sizes unaligned_volatile_read, 16
    irqshare_sizes unaligned_volatile_write, 17
    irqshare_plain __tsan_vptr_read, 8, 0
    irqshare_plain __tsan_vptr_update, 8, 1

.macro irqshare_range name, kind
    irqshare_function \name
    irqshare_unless_elsewhere 9f
    mov w2, #\kind
    mov x3, x30
    mov x5, sp
    irqshare_engine irqshare_watched_access
9:  ret
.endm
    irqshare_range __tsan_read_range, 6
    irqshare_range __tsan_write_range, 7

.macro irqshare_block name, function
    irqshare_function \name
    irqshare_function __tsan_\name
    irqshare_function irqshare_\name
    irqshare_unless 9f
    mov x3, x30
    mov x5, sp
    stp x0, x30, [sp, #-16]!
    irqshare_engine \function
    ldp x0, x30, [sp], #16
    ret
9:  adrp x16, irqshare_real_\name
    ldr x16, [x16, :lo12:irqshare_real_\name]
    cbz x16, irqshare_own_\name
    br x16
.endm
    irqshare_block memcpy, irqshare_watched_copy
    irqshare_block memmove, irqshare_watched_copy
    irqshare_block memset, irqshare_watched_set

    irqshare_function memcmp
    irqshare_function bcmp
    irqshare_function irqshare_memcmp
    irqshare_unless 9f
    mov x3, x30
    mov x5, sp
    irqshare_engine irqshare_watched_compare
    ret
9:  adrp x16, irqshare_real_memcmp
    ldr x16, [x16, :lo12:irqshare_real_memcmp]
    cbz x16, irqshare_own_memcmp
    br x16

irqshare_own_memmove:
    sub x9, x0, x1
    cmp x9, x2
    b.hs irqshare_own_memcpy
7:  cbz x2, 8f
    sub x2, x2, #1
    ldrb w9, [x1, x2]
    strb w9, [x0, x2]
    b 7b
8:  ret
irqshare_own_memcpy:
    mov x10, #0
7:  cmp x10, x2
    b.eq 8f
    ldrb w9, [x1, x10]
    strb w9, [x0, x10]
    add x10, x10, #1
    b 7b
8:  ret
irqshare_own_memset:
    mov x10, #0
7:  cmp x10, x2
    b.eq 8f
    strb w1, [x0, x10]
    add x10, x10, #1
    b 7b
8:  ret
irqshare_own_memcmp:
    mov x10, #0
7:  cmp x10, x2
    b.eq 8f
    ldrb w9, [x0, x10]
    ldrb w11, [x1, x10]
    add x10, x10, #1
    cmp w9, w11
    b.eq 7b
    sub w0, w9, w11
    ret
8:  mov w0, #0
    ret

    .section .init_array, "aw", @init_array
    .balign 8
    .quad irqshare_watch_finds
    .text
    .balign 4

// `assert` of C: it doesn't come back.
    irqshare_function __assert_fail
    stp x29, x30, [sp, #-16]!
    adrp x16, irqshare_watch_mode
    mov w17, #1
    strb w17, [x16, :lo12:irqshare_watch_mode]
    bl irqshare_watched_assert
    brk #1

.macro irqshare_freeing name
    irqshare_function \name
    irqshare_unless 9f
    stp x0, x1, [sp, #-32]!
    str x30, [sp, #16]
    irqshare_engine irqshare_watched_free
    ldr x30, [sp, #16]
    ldp x0, x1, [sp], #32
9:  b __libc_\name
.endm
    irqshare_freeing free
    irqshare_freeing realloc

// The value that is compared with is in x4.
.macro irqshare_tell size, kind
    stp x0, x1, [sp, #-32]!
    stp x2, x3, [sp, #16]
    mov w1, #\size
    mov w2, #\kind
    mov x3, x30
    add x5, sp, #32
    irqshare_engine irqshare_watched_access
    ldp x2, x3, [sp, #16]
    ldp x0, x1, [sp], #32
.endm

// Loads the old value into 9, makes 10 of it and 1, stores that, and returns the old one.
.macro irqshare_changing name, size, suffix, r, kind, op:vararg
    irqshare_function \name
    irqshare_unless_elsewhere 9f
    mov x4, x1
    irqshare_tell \size, \kind
9:  ldaxr\suffix \r\()9, [x0]
    \op
    stlxr\suffix w11, \r\()10, [x0]
    cbnz w11, 9b
    mov \r\()0, \r\()9
    ret
.endm

.macro irqshare_comparing name, size, suffix, r
    irqshare_function \name
    irqshare_unless_elsewhere 9f
    ldr\suffix \r\()4, [x1]
    irqshare_tell \size, 5
9:  ldr\suffix \r\()12, [x1]
7:  ldaxr\suffix \r\()9, [x0]
    cmp \r\()9, \r\()12
    b.ne 6f
    stlxr\suffix w11, \r\()2, [x0]
    cbnz w11, 7b
    mov w0, #1
    ret
6:  clrex
    str\suffix \r\()9, [x1]
    mov w0, #0
    ret
.endm

.macro irqshare_atomics bits, size, suffix, r, compare:vararg
    irqshare_function __tsan_atomic\bits\()_load
    irqshare_unless_elsewhere 9f
    irqshare_tell \size, 2
9:  ldar\suffix \r\()0, [x0]
    ret
    irqshare_function __tsan_atomic\bits\()_store
    irqshare_unless_elsewhere 9f
    irqshare_tell \size, 3
9:  stlr\suffix \r\()1, [x0]
    ret
    irqshare_changing __tsan_atomic\bits\()_exchange, \size, \suffix, \r, 8, mov \r\()10, \r\()1
    irqshare_changing __tsan_atomic\bits\()_fetch_add, \size, \suffix, \r, 9, add \r\()10, \r\()9, \r\()1
    irqshare_changing __tsan_atomic\bits\()_fetch_sub, \size, \suffix, \r, 10, sub \r\()10, \r\()9, \r\()1
    irqshare_changing __tsan_atomic\bits\()_fetch_and, \size, \suffix, \r, 11, and \r\()10, \r\()9, \r\()1
    irqshare_changing __tsan_atomic\bits\()_fetch_or, \size, \suffix, \r, 12, orr \r\()10, \r\()9, \r\()1
    irqshare_changing __tsan_atomic\bits\()_fetch_xor, \size, \suffix, \r, 13, eor \r\()10, \r\()9, \r\()1
    irqshare_function __tsan_atomic\bits\()_fetch_nand
    irqshare_unless_elsewhere 9f
    mov x4, x1
    irqshare_tell \size, 14
9:  ldaxr\suffix \r\()9, [x0]
    and \r\()10, \r\()9, \r\()1
    mvn \r\()10, \r\()10
    stlxr\suffix w11, \r\()10, [x0]
    cbnz w11, 9b
    mov \r\()0, \r\()9
    ret
    irqshare_function __tsan_atomic\bits\()_compare_exchange_val
    irqshare_unless_elsewhere 9f
    mov x4, x1
    irqshare_tell \size, 5
9:  ldaxr\suffix \r\()9, [x0]
    \compare
    b.ne 6f
    stlxr\suffix w11, \r\()2, [x0]
    cbnz w11, 9b
    mov \r\()0, \r\()9
    ret
6:  clrex
    mov \r\()0, \r\()9
    ret
    irqshare_comparing __tsan_atomic\bits\()_compare_exchange_strong, \size, \suffix, \r
    irqshare_comparing __tsan_atomic\bits\()_compare_exchange_weak, \size, \suffix, \r
.endm
    irqshare_atomics 8, 1, b, w, cmp w9, w1, uxtb
    irqshare_atomics 16, 2, h, w, cmp w9, w1, uxth
    irqshare_atomics 32, 4, , w, cmp w9, w1
    irqshare_atomics 64, 8, , x, cmp x9, x1

    irqshare_function __tsan_atomic_thread_fence
    dmb ish
    ret
    irqshare_function __tsan_atomic_signal_fence
    ret
    irqshare_function __tsan_init
    ret
    irqshare_function __tsan_ignore_thread_begin
    ret
    irqshare_function __tsan_ignore_thread_end
    ret

    irqshare_function __tsan_func_entry
    irqshare_unless 9f
    mov x1, sp
    irqshare_engine irqshare_watched_call
9:  ret
    irqshare_function __tsan_func_exit
    irqshare_unless 9f
    mov x0, sp
    irqshare_engine irqshare_watched_return
9:  ret

    irqshare_function irqshare_watch_set_mode
    adrp x16, irqshare_watch_mode
    add x16, x16, :lo12:irqshare_watch_mode
    ldrb w17, [x16]
    ldrb w9, [x16, #1]
    cbnz w9, 7f
    strb w0, [x16]
    mov w0, w17
    ret
7:  stp x29, x30, [sp, #-32]!
    stp x0, x17, [sp, #16]
    mov w9, #1
    strb w9, [x16]
    bl irqshare_watched_mode
    ldp x9, x0, [sp, #16]
    adrp x16, irqshare_watch_mode
    strb w9, [x16, :lo12:irqshare_watch_mode]
    ldp x29, x30, [sp], #32
    ret
    irqshare_function irqshare_watch_set_stack
    adrp x16, irqshare_watch_low
    str x0, [x16, :lo12:irqshare_watch_low]
    adrp x16, irqshare_watch_high
    str x1, [x16, :lo12:irqshare_watch_high]
    adrp x16, irqshare_watch_own
    str x1, [x16, :lo12:irqshare_watch_own]
    adrp x16, irqshare_watch_base
    str x1, [x16, :lo12:irqshare_watch_base]
    ret
    irqshare_function irqshare_watch_set_own
    adrp x16, irqshare_watch_own
    ldr x17, [x16, :lo12:irqshare_watch_own]
    str x0, [x16, :lo12:irqshare_watch_own]
    mov x0, x17
    ret
    irqshare_function irqshare_watch_set_base
    adrp x16, irqshare_watch_base
    str x0, [x16, :lo12:irqshare_watch_base]
    ret

    irqshare_function irqshare_watch_run
    stp x29, x30, [sp, #-160]!
    stp x19, x20, [sp, #16]
    stp x21, x22, [sp, #32]
    stp x23, x24, [sp, #48]
    stp x25, x26, [sp, #64]
    stp x27, x28, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x9, sp
    str x9, [x2]
    mov x9, x0
    mov x0, x1
    blr x9
    mov w0, #0
7:  ldp x19, x20, [sp, #16]
    ldp x21, x22, [sp, #32]
    ldp x23, x24, [sp, #48]
    ldp x25, x26, [sp, #64]
    ldp x27, x28, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    ldp x29, x30, [sp], #160
    ret
    irqshare_function irqshare_watch_leave
    ldr x9, [x0]
    mov sp, x9
    mov w0, #1
    b 7b
    .globl irqshare_watch_end
irqshare_watch_end:
"#
);

/// Gives C a function by this name, which takes no argument or one, and is told the address of its
/// caller besides.
macro_rules! c_function {
    ($name:ident, 0) => {
        c_function!(@ $name, "mov x0, x30");
    };
    ($name:ident, 1) => {
        c_function!(@ $name, "mov x1, x30");
    };
    (@ $name:ident, $caller:literal) => {
        core::arch::global_asm!(
            concat!(".globl ", stringify!($name)),
            concat!(".type ", stringify!($name), ", %function"),
            concat!(stringify!($name), ":"),
            $caller,
            "b {called}",
            called = sym $name,
        );
    };
}
pub(crate) use c_function;
