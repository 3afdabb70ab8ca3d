//! The compiler's callbacks on x86-64: who isn't watched gets back at once, and atomics are done
//! here.
//!
//! They are assembly because Rust code would call them itself, where all of a program is watched,
//! this crate included. Nothing unwinds through them.

core::arch::global_asm!(
    r#"
// A page of its own, which stays open while others are closed for an audit: the handlers of signals
// use it, and they copy blocks, too.
    .bss
    .balign 4096
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
    .balign 4096

    .text
    .globl irqshare_watch_begin
irqshare_watch_begin:
// Goes to `to` unless the thread that runs the model called, and not from the engine.
.macro irqshare_unless to
    cmp rsp, qword ptr [rip + irqshare_watch_low]
    jb \to
    cmp rsp, qword ptr [rip + irqshare_watch_high]
    jae \to
    cmp byte ptr [rip + irqshare_watch_mode], 1
    je \to
.endm

// And unless the address is of the context's own stack, or is above what main has of it.
.macro irqshare_unless_elsewhere to
    irqshare_unless \to
    cmp rdi, qword ptr [rip + irqshare_watch_low]
    jb 8f
    cmp rdi, qword ptr [rip + irqshare_watch_own]
    jb \to
    cmp rdi, qword ptr [rip + irqshare_watch_high]
    jae 8f
    cmp rdi, qword ptr [rip + irqshare_watch_base]
    jae \to
8:
.endm

// Calls the engine, and goes back to what was the mode. The stack is as at the beginning of a
// function, or an even number of words deeper.
.macro irqshare_engine function
    movzx eax, byte ptr [rip + irqshare_watch_mode]
    push rax
    mov byte ptr [rip + irqshare_watch_mode], 1
    cmp byte ptr [rip + irqshare_watch_audited], 0
    je 5f
    call irqshare_watch_opens
5:  call \function
    pop rcx
    cmp byte ptr [rip + irqshare_watch_audited], 0
    je 6f
    call irqshare_watch_closes
6:  mov byte ptr [rip + irqshare_watch_mode], cl
.endm

// In a run that is audited: the engine's accesses are let through, before it begins.
irqshare_watch_opens:
    push rdi
    push rsi
    push rdx
    push rcx
    push r8
    push r9
    sub rsp, 8
    mov edi, 1
    call irqshare_watched_mode
    add rsp, 8
    pop r9
    pop r8
    pop rcx
    pop rdx
    pop rsi
    pop rdi
    ret
// And as the mode in cl says, behind it.
irqshare_watch_closes:
    push rax
    push rcx
    movzx edi, cl
    call irqshare_watched_mode
    pop rcx
    pop rax
    ret

.macro irqshare_function name
    .globl \name
    .type \name, @function
    .balign 16
\name:
.endm

// A plain access: 0 reads, 1 writes; 16 and 17 where the address may be any. The engine is told
// where the caller's frame ends, too.
.macro irqshare_plain name, size, kind
    irqshare_function \name
    irqshare_unless_elsewhere 9f
    mov esi, \size
    mov edx, \kind
    mov rcx, qword ptr [rsp]
    lea r9, [rsp + 8]
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
    mov edx, \kind
    mov rcx, qword ptr [rsp]
    lea r9, [rsp + 8]
    irqshare_engine irqshare_watched_access
9:  ret
.endm
    irqshare_range __tsan_read_range, 6
    irqshare_range __tsan_write_range, 7

// Blocks: the engine copies, sets and compares what is watched. All else goes on to the C library's
// function, if it is known by now, and else to the few instructions that do the same.
.macro irqshare_block name, function
    irqshare_function \name
    irqshare_function __tsan_\name
    irqshare_function irqshare_\name
    irqshare_unless 9f
    push rdi
    push rdi
    mov rcx, qword ptr [rsp + 16]
    lea r9, [rsp + 24]
    irqshare_engine \function
    pop rax
    pop rcx
    ret
9:  mov rax, qword ptr [rip + irqshare_real_\name]
    test rax, rax
    je irqshare_own_\name
    jmp rax
.endm
    irqshare_block memcpy, irqshare_watched_copy
    irqshare_block memmove, irqshare_watched_copy
    irqshare_block memset, irqshare_watched_set

    irqshare_function memcmp
    irqshare_function bcmp
    irqshare_function irqshare_memcmp
    irqshare_unless 9f
    mov rcx, qword ptr [rsp]
    lea r9, [rsp + 8]
    irqshare_engine irqshare_watched_compare
    ret
9:  mov rax, qword ptr [rip + irqshare_real_memcmp]
    test rax, rax
    je irqshare_own_memcmp
    jmp rax

irqshare_own_memmove:
    mov rax, rdi
    mov rcx, rdx
    mov r8, rdi
    sub r8, rsi
    cmp r8, rdx
    jae 7f
    lea rdi, [rdi + rdx - 1]
    lea rsi, [rsi + rdx - 1]
    std
    rep movsb
    cld
    ret
irqshare_own_memcpy:
    mov rax, rdi
    mov rcx, rdx
7:  rep movsb
    ret
irqshare_own_memset:
    mov r8, rdi
    mov eax, esi
    mov rcx, rdx
    rep stosb
    mov rax, r8
    ret
irqshare_own_memcmp:
    xor ecx, ecx
7:  cmp rcx, rdx
    je 8f
    movzx eax, byte ptr [rdi + rcx]
    movzx r8d, byte ptr [rsi + rcx]
    inc rcx
    sub eax, r8d
    je 7b
    ret
8:  xor eax, eax
    ret

    .section .init_array, "aw", @init_array
    .balign 8
    .quad irqshare_watch_finds
    .text

// `assert` of C: it doesn't come back.
    irqshare_function __assert_fail
    push rax
    movzx eax, byte ptr [rip + irqshare_watch_mode]
    mov byte ptr [rip + irqshare_watch_mode], 1
    call irqshare_watched_assert
    ud2

// What is freed is nobody's, whoever gets it next.
.macro irqshare_freeing name
    irqshare_function \name
    irqshare_unless 9f
    push rdi
    push rsi
    irqshare_engine irqshare_watched_free
    pop rsi
    pop rdi
9:  jmp __libc_\name@PLT
.endm
    irqshare_freeing free
    irqshare_freeing realloc

// Tells of an atomic: 2 loads, 3 stores, 5 compares with r8 first. From 8 on it does both, with the
// operand in r8.
.macro irqshare_tell size, kind
    push rdi
    push rsi
    push rdx
    push rcx
    mov rcx, qword ptr [rsp + 32]
    lea r9, [rsp + 40]
    mov esi, \size
    mov edx, \kind
    irqshare_engine irqshare_watched_access
    pop rcx
    pop rdx
    pop rsi
    pop rdi
.endm

.macro irqshare_exchanging name, size, a, b, c, kind, op, negated
    irqshare_function \name
    irqshare_unless_elsewhere 9f
    mov r8, rsi
    irqshare_tell \size, \kind
9:  xor eax, eax
    mov \a, [rdi]
7:  mov \c, \a
    \op \c, \b
    .ifnb \negated
    not \c
    .endif
    lock cmpxchg [rdi], \c
    jne 7b
    ret
.endm

.macro irqshare_comparing name, size, a, c
    irqshare_function \name
    irqshare_unless_elsewhere 9f
    mov \a, [rsi]
    mov r8, rax
    irqshare_tell \size, 5
9:  mov \a, [rsi]
    lock cmpxchg [rdi], \c
    je 7f
    mov [rsi], \a
    xor eax, eax
    ret
7:  mov eax, 1
    ret
.endm

.macro irqshare_atomics bits, size, a, b, c
    irqshare_function __tsan_atomic\bits\()_load
    irqshare_unless_elsewhere 9f
    irqshare_tell \size, 2
9:  xor eax, eax
    mov \a, [rdi]
    ret
    irqshare_function __tsan_atomic\bits\()_store
    irqshare_unless_elsewhere 9f
    irqshare_tell \size, 3
9:  xchg [rdi], \b
    ret
    irqshare_function __tsan_atomic\bits\()_exchange
    irqshare_unless_elsewhere 9f
    mov r8, rsi
    irqshare_tell \size, 8
9:  xor eax, eax
    mov \a, \b
    xchg [rdi], \a
    ret
    irqshare_function __tsan_atomic\bits\()_fetch_add
    irqshare_unless_elsewhere 9f
    mov r8, rsi
    irqshare_tell \size, 9
9:  xor eax, eax
    mov \a, \b
    lock xadd [rdi], \a
    ret
    irqshare_function __tsan_atomic\bits\()_fetch_sub
    irqshare_unless_elsewhere 9f
    mov r8, rsi
    irqshare_tell \size, 10
9:  xor eax, eax
    mov \a, \b
    neg \a
    lock xadd [rdi], \a
    ret
    irqshare_exchanging __tsan_atomic\bits\()_fetch_and, \size, \a, \b, \c, 11, and
    irqshare_exchanging __tsan_atomic\bits\()_fetch_or, \size, \a, \b, \c, 12, or
    irqshare_exchanging __tsan_atomic\bits\()_fetch_xor, \size, \a, \b, \c, 13, xor
    irqshare_exchanging __tsan_atomic\bits\()_fetch_nand, \size, \a, \b, \c, 14, and, yes
    irqshare_function __tsan_atomic\bits\()_compare_exchange_val
    irqshare_unless_elsewhere 9f
    mov r8, rsi
    irqshare_tell \size, 5
9:  xor eax, eax
    mov \a, \b
    lock cmpxchg [rdi], \c
    ret
    irqshare_comparing __tsan_atomic\bits\()_compare_exchange_strong, \size, \a, \c
    irqshare_comparing __tsan_atomic\bits\()_compare_exchange_weak, \size, \a, \c
.endm
    irqshare_atomics 8, 1, al, sil, dl
    irqshare_atomics 16, 2, ax, si, dx
    irqshare_atomics 32, 4, eax, esi, edx
    irqshare_atomics 64, 8, rax, rsi, rdx

    irqshare_function __tsan_atomic_thread_fence
    mfence
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
    lea rsi, [rsp + 8]
    irqshare_engine irqshare_watched_call
9:  ret
    irqshare_function __tsan_func_exit
    irqshare_unless 9f
    lea rdi, [rsp + 8]
    irqshare_engine irqshare_watched_return
9:  ret

// Sets the mode, and returns the one before.
    irqshare_function irqshare_watch_set_mode
    movzx eax, byte ptr [rip + irqshare_watch_mode]
    cmp byte ptr [rip + irqshare_watch_audited], 0
    jne 7f
    mov byte ptr [rip + irqshare_watch_mode], dil
    ret
7:  mov byte ptr [rip + irqshare_watch_mode], 1
    push rax
    push rdi
    sub rsp, 8
    movzx edi, dil
    call irqshare_watched_mode
    add rsp, 8
    pop rdi
    pop rax
    mov byte ptr [rip + irqshare_watch_mode], dil
    ret
    irqshare_function irqshare_watch_set_stack
    mov qword ptr [rip + irqshare_watch_low], rdi
    mov qword ptr [rip + irqshare_watch_high], rsi
    mov qword ptr [rip + irqshare_watch_own], rsi
    mov qword ptr [rip + irqshare_watch_base], rsi
    ret

// From here up to the base the stack is another context's. Returns where it was before.
    irqshare_function irqshare_watch_set_own
    mov rax, qword ptr [rip + irqshare_watch_own]
    mov qword ptr [rip + irqshare_watch_own], rdi
    ret
    irqshare_function irqshare_watch_set_base
    mov qword ptr [rip + irqshare_watch_base], rdi
    ret

// Calls rdi with rsi, and returns 0; or 1, if it was left. What there is to come back by is at rdx.
    irqshare_function irqshare_watch_run
    push rbx
    push rbp
    push r12
    push r13
    push r14
    push r15
    sub rsp, 8
    mov qword ptr [rdx], rsp
    mov rax, rdi
    mov rdi, rsi
    call rax
    xor eax, eax
7:  add rsp, 8
    pop r15
    pop r14
    pop r13
    pop r12
    pop rbp
    pop rbx
    ret
    irqshare_function irqshare_watch_leave
    mov rsp, qword ptr [rdi]
    mov eax, 1
    jmp 7b
    .globl irqshare_watch_end
irqshare_watch_end:
"#
);

/// Gives C a function by this name, which takes no argument or one, and is told the address of its
/// caller besides.
macro_rules! c_function {
    ($name:ident, 0) => {
        c_function!(@ $name, "mov rdi, qword ptr [rsp]");
    };
    ($name:ident, 1) => {
        c_function!(@ $name, "mov rsi, qword ptr [rsp]");
    };
    (@ $name:ident, $caller:literal) => {
        core::arch::global_asm!(
            concat!(".globl ", stringify!($name)),
            concat!(".type ", stringify!($name), ", @function"),
            concat!(stringify!($name), ":"),
            $caller,
            "jmp {called}",
            called = sym $name,
        );
    };
}
pub(crate) use c_function;
