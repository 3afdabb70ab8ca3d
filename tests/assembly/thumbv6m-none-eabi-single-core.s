# rustc 1.96.0, LLVM 22.1.8, opt-level s
LINE:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r1, [r0]
    cmp r1, #1
    bne .L2
    ldrb r1, [r0, #4]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #4]
    ldrh r1, [r0, #2]
    adds r1, r1, #1
    strh r1, [r0, #2]
    pop {r7, pc}
  .L2:
    bl _ZN8irqshare4arch4line14without_valuesE
  .L1:
    .long _ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
_ZN12embassy_sync14blocking_mutex18Mutex$LT$R$C$T$GT$4lockE:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldrh r2, [r0]
    adds r2, r2, #3
    strh r2, [r0]
    msr primask, r1
    pop {r7, pc}
_ZN4core3ptr25swap_nonoverlapping_bytes26swap_nonoverlapping_chunksE:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #4
  .L1:
    ldrb r3, [r0, #2]
    str r3, [sp]
    ldrb r4, [r1, #2]
    strb r4, [r0, #2]
    ldrb r4, [r0, #3]
    ldrb r5, [r1, #3]
    strb r5, [r0, #3]
    ldrb r5, [r0]
    ldrb r6, [r1]
    strb r6, [r0]
    ldrb r6, [r0, #1]
    ldrb r3, [r1, #1]
    strb r3, [r0, #1]
    ldr r3, [sp]
    strb r3, [r1, #2]
    strb r4, [r1, #3]
    strb r5, [r1]
    strb r6, [r1, #1]
    adds r0, r0, #4
    adds r1, r1, #4
    subs r2, r2, #1
    bne .L1
    add sp, #4
    pop {r4, r5, r6, r7, pc}
_ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldrb r2, [r0]
    movs r3, #1
    strb r3, [r0]
    cmp r2, #1
    beq .L1
    movs r2, #0
    strb r2, [r0]
    ldrh r2, [r0, #2]
    adds r2, r2, #3
    strh r2, [r0, #2]
    msr primask, r1
    pop {r7, pc}
  .L1:
    msr primask, r1
    ldr r0, .L2
    bl _ZN8irqshare7interop12mutex_traits6lockedE
  .L2:
    .long TEXT
_ZN8irqshare4arch7no_swap4swapE:
_ZN8irqshare4arch7no_swap4swapE:
_ZN8irqshare4arch7no_swap4swapE:
_ZN8irqshare4arch7no_swap4swapE:
_ZN8irqshare4arch7no_swap4swapE:
_ZN8irqshare4arch7no_swap4swapE:
    push {r7, lr}
    push {r7, lr}
    push {r7, lr}
    push {r7, lr}
    push {r7, lr}
    push {r7, lr}
    add r7, sp, #0
    add r7, sp, #0
    add r7, sp, #0
    add r7, sp, #0
    add r7, sp, #0
    add r7, sp, #0
    ldr r0, .L1
    ldr r0, .L1
    ldr r0, .L1
    ldr r0, .L1
    ldr r0, .L1
    ldr r0, .L1
    movs r1, #117
    movs r1, #117
    movs r1, #117
    movs r1, #117
    movs r1, #117
    movs r1, #117
    ldr r2, .L2
    ldr r2, .L2
    ldr r2, .L2
    ldr r2, .L2
    ldr r2, .L2
    ldr r2, .L2
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
  .L1:
  .L1:
  .L1:
  .L1:
  .L1:
  .L1:
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
  .L2:
  .L2:
  .L2:
  .L2:
  .L2:
  .L2:
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
_ZN8irqshare4arch7no_swap5fetchE:
_ZN8irqshare4arch7no_swap5fetchE:
_ZN8irqshare4arch7no_swap5fetchE:
_ZN8irqshare4arch7no_swap5fetchE:
    push {r7, lr}
    push {r7, lr}
    push {r7, lr}
    push {r7, lr}
    add r7, sp, #0
    add r7, sp, #0
    add r7, sp, #0
    add r7, sp, #0
    ldr r0, .L1
    ldr r0, .L1
    ldr r0, .L1
    ldr r0, .L1
    movs r1, #117
    movs r1, #117
    movs r1, #117
    movs r1, #117
    ldr r2, .L2
    ldr r2, .L2
    ldr r2, .L2
    ldr r2, .L2
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
    bl _RNvNtC_4core9panicking9panic_fmt
  .L1:
  .L1:
  .L1:
  .L1:
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
  .L2:
  .L2:
  .L2:
  .L2:
    .long TEXT
    .long TEXT
    .long TEXT
    .long TEXT
_ZN8irqshare4arch8cortex_m4nvic7disableE:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r1, primask
    cpsid i
    ldr r2, .L1
    movs r3, #32
    str r3, [r2]
    dsb sy
    isb sy
    ldr r3, .L2
    movs r2, #0
    strb r2, [r3]
    ldr r3, .L3
    ldrh r4, [r3]
    strh r2, [r3]
    lsls r4, r4, #31
    beq .L4
    ldrb r2, [r3, #4]
    ldrh r3, [r3, #2]
    strb r2, [r0, #4]
    strh r3, [r0, #2]
    movs r2, #1
  .L4:
    strh r2, [r0]
    msr primask, r1
    pop {r4, r6, r7, pc}
  .L1:
    .long 3758154112
  .L2:
    .long _ZN3ops5lines3irq1_6PAUSEDE
  .L3:
    .long _ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
_ZN8irqshare4arch8cortex_m5bound10bound_lineE:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    pop {r7, pc}
  .L1:
    .long 3762311360
_ZN8irqshare4wait5sleep11sleep_untilE:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    lsls r0, r0, #31
    bne .L1
    cpsid i
    ldr r1, .L2
  .L3:
    ldrb r0, [r1]
    cmp r0, #9
    bne .L4
    dsb sy
    wfi
    cpsie i
    isb sy
    cpsid i
    b .L3
  .L4:
    cpsie i
    pop {r7, pc}
  .L1:
    mov r0, r1
    bl _ZN8irqshare4wait5sleep3offE
  .L2:
    .long FLAG
_ZN8irqshare4wait5sleep16sleep_until_withE:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    lsls r0, r0, #31
    bne .L1
    cpsid i
    ldr r0, .L2
    ldrb r1, [r0]
    cmp r1, #9
    beq .L3
    ldr r1, .L4
    ldr r2, .L5
  .L6:
    movs r3, #1
    strb r3, [r1]
    dsb sy
    wfi
    movs r3, #2
    strb r3, [r2]
    cpsie i
    isb sy
    cpsid i
    ldrb r3, [r0]
    cmp r3, #9
    bne .L6
  .L3:
    cpsie i
    pop {r7, pc}
  .L1:
    mov r0, r2
    bl _ZN8irqshare4wait5sleep3offE
  .L2:
    .long FLAG
  .L4:
    .long BEFORE
  .L5:
    .long AFTER
op_atomic_waker_register:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r2, primask
    cpsid i
    ldr r4, .L1
    ldr r3, [r4]
    cmp r3, #0
    beq .L2
    ldr r1, [r0]
    ldr r0, [r0, #4]
    ldr r5, [r4, #4]
    msr primask, r2
    cmp r5, r0
    bne .L3
    cmp r3, r1
    bne .L3
  .L4:
    pop {r4, r5, r7, pc}
  .L2:
    msr primask, r2
    ldr r1, [r0]
    ldr r0, [r0, #4]
  .L3:
    ldr r1, [r1]
    blx r1
    mrs r3, primask
    cpsid i
    ldr r2, [r4]
    str r0, [r4]
    ldr r0, [r4, #4]
    str r1, [r4, #4]
    msr primask, r3
    cmp r2, #0
    beq .L4
    ldr r1, [r2, #4]
    blx r1
    pop {r4, r5, r7, pc}
  .L1:
    .long W_WAKER
op_atomic_waker_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r1, .L1
    ldr r0, [r1]
    movs r3, #0
    str r3, [r1]
    ldr r1, [r1, #4]
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long W_WAKER
op_atomic_waker_wake:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r0, .L1
    ldr r1, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r2
    cmp r1, #0
    beq .L2
    ldr r1, [r1, #4]
    blx r1
  .L2:
    pop {r7, pc}
  .L1:
    .long W_WAKER
op_bool_get:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_bool_get_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_bool_replace:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldrb r1, [r3]
    strb r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_bool_replace_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r2, .L1
    ldrb r1, [r2]
    strb r0, [r2]
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_bool_set:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    strb r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_bool_set_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    strb r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_bool_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1]
    movs r3, #1
    eors r3, r2
    strb r3, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_bool_update_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0]
    movs r2, #1
    eors r2, r1
    strb r2, [r0]
    pop {r7, pc}
  .L1:
    .long G_BOOL
op_ceiling:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1, #4]
    cmp r2, #0
    bne .L2
    movs r2, #1
    strb r2, [r1, #4]
    ldr r2, [r1]
    adds r2, #11
    str r2, [r1]
    movs r2, #0
    strb r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L2:
    msr primask, r0
    ldr r0, .L3
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
  .L1:
    .long CEILING
  .L3:
    .long TEXT
op_ceiling_top:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1, #4]
    cmp r2, #0
    bne .L2
    movs r2, #1
    strb r2, [r1, #4]
    ldr r2, [r1]
    adds r2, #12
    str r2, [r1]
    movs r2, #0
    strb r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L2:
    msr primask, r0
    ldr r0, .L3
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
  .L1:
    .long CEILING_TOP
  .L3:
    .long TEXT
op_ceiling_try:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r2, .L1
    ldrb r1, [r2, #4]
    cmp r1, #0
    beq .L2
    msr primask, r0
    b .L3
  .L2:
    movs r3, #1
    strb r3, [r2, #4]
    ldr r3, [r2]
    adds r3, #13
    str r3, [r2]
    movs r3, #0
    strb r3, [r2, #4]
    msr primask, r0
  .L3:
    rsbs r0, r1, #0
    adcs r0, r1
    pop {r7, pc}
  .L1:
    .long CEILING
op_ceiling_twice:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r1, primask
    cpsid i
    ldr r0, .L1
    ldrb r2, [r0, #4]
    cmp r2, #0
    bne .L2
    movs r2, #1
    strb r2, [r0, #4]
    ldr r3, [r0]
    adds r3, #14
    str r3, [r0]
    movs r3, #0
    strb r3, [r0, #4]
    msr primask, r1
    mrs r1, primask
    cpsid i
    ldrb r4, [r0, #4]
    cmp r4, #0
    bne .L3
    strb r2, [r0, #4]
    ldr r2, [r0]
    adds r2, #14
    str r2, [r0]
    strb r3, [r0, #4]
    msr primask, r1
    pop {r4, r6, r7, pc}
  .L2:
    msr primask, r1
    ldr r0, .L4
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
  .L3:
    msr primask, r1
    ldr r0, .L5
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
  .L1:
    .long CEILING
  .L4:
    .long TEXT
  .L5:
    .long TEXT
op_event_count:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r0, .L1
    ldrh r2, [r0, #12]
    ldr r3, .L2
    cmp r2, r3
    beq .L3
    adds r2, r2, #1
    strh r2, [r0, #12]
  .L3:
    ldr r2, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r1
    cmp r2, #0
    beq .L4
    ldr r1, [r2, #4]
    blx r1
  .L4:
    pop {r7, pc}
  .L1:
    .long W_EVENT
  .L2:
    .long 65535
op_event_is_set:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r0, [r0, #12]
    subs r1, r0, #1
    sbcs r0, r1
    pop {r7, pc}
  .L1:
    .long W_EVENT
op_event_poll_wait:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #4
    mrs r1, primask
    cpsid i
    ldr r5, .L1
    ldrh r2, [r5, #12]
    movs r4, #0
    strh r4, [r5, #12]
    cmp r2, #0
    beq .L2
    msr primask, r1
    mov r4, r2
  .L3:
    mov r0, r4
    add sp, #4
    pop {r4, r5, r6, r7, pc}
  .L2:
    ldr r0, [r0]
    ldr r2, [r5]
    cmp r2, #0
    beq .L4
    ldr r3, [r0, #4]
    ldr r6, [r5, #4]
    cmp r6, r3
    bne .L4
    ldr r3, [r0]
    cmp r2, r3
    bne .L4
    ldr r0, [r5, #8]
    cmp r0, #0
    beq .L5
    str r4, [r5, #8]
  .L5:
    msr primask, r1
    b .L3
  .L4:
    msr primask, r1
    ldr r1, [r0]
    ldr r0, [r0, #4]
    ldr r1, [r1]
    blx r1
    mrs r3, primask
    cpsid i
    ldrh r4, [r5, #12]
    movs r6, #0
    strh r6, [r5, #12]
    cmp r4, #0
    beq .L6
    msr primask, r3
    cmp r0, #0
    beq .L3
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
    b .L3
  .L6:
    str r6, [r5, #8]
    ldr r2, [r5, #4]
    str r1, [r5, #4]
    ldr r1, [r5]
    str r0, [r5]
    msr primask, r3
    cmp r1, #0
    beq .L7
    ldr r1, [r1, #4]
    mov r0, r2
    blx r1
  .L7:
    mov r4, r6
    b .L3
  .L1:
    .long W_EVENT
op_event_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r0, .L1
    ldrh r2, [r0, #12]
    ldr r3, .L2
    cmp r2, r3
    beq .L3
    adds r2, r2, #1
    strh r2, [r0, #12]
  .L3:
    ldr r2, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r1
    cmp r2, #0
    beq .L4
    ldr r1, [r2, #4]
    blx r1
  .L4:
    pop {r7, pc}
  .L1:
    .long EVENT
  .L2:
    .long 65535
op_event_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r2, .L1
    ldrh r0, [r2, #12]
    movs r3, #0
    strh r3, [r2, #12]
    msr primask, r1
    pop {r7, pc}
  .L1:
    .long W_EVENT
op_free:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    movs r2, #8
    strb r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long FLAG
op_free_nothing:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    msr primask, r0
    pop {r7, pc}
op_get_flag:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r0, [r0]
    pop {r7, pc}
  .L1:
    .long FLAG
op_get_wide:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r1, .L1
    ldm r1, {r0, r1}
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long WIDE
op_handler_alone:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    adds r1, r1, #5
    str r1, [r0]
    pop {r7, pc}
  .L1:
    .long ONE
op_handler_at_ceiling:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    adds r1, r1, #6
    str r1, [r0]
    pop {r7, pc}
  .L1:
    .long BOTH
op_handler_below:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    adds r2, r2, #7
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long BOTH
op_handler_wakes:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    movs r2, #0
    str r2, [r0]
    cmp r1, #0
    beq .L2
    ldr r0, [r0, #4]
    ldr r1, [r1, #4]
    blx r1
  .L2:
    pop {r7, pc}
  .L1:
    .long WAKER
op_interrupts_are_enabled:
    push {r7, lr}
    add r7, sp, #0
    movs r0, #1
    mrs r1, primask
    ands r1, r0
    rsbs r0, r1, #0
    adcs r0, r1
    pop {r7, pc}
op_interrupts_disable:
    push {r7, lr}
    add r7, sp, #0
    cpsid i
    pop {r7, pc}
op_interrupts_enable:
    push {r7, lr}
    add r7, sp, #0
    cpsie i
    pop {r7, pc}
op_line_disable:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r1, primask
    cpsid i
    ldr r2, .L1
    movs r3, #32
    str r3, [r2]
    dsb sy
    isb sy
    ldr r3, .L2
    movs r2, #0
    strb r2, [r3]
    ldr r3, .L3
    ldrh r4, [r3]
    strh r2, [r3]
    lsls r4, r4, #31
    beq .L4
    ldrb r2, [r3, #4]
    ldrh r3, [r3, #2]
    strb r2, [r0, #4]
    strh r3, [r0, #2]
    movs r2, #1
  .L4:
    strh r2, [r0]
    msr primask, r1
    pop {r4, r6, r7, pc}
  .L1:
    .long 3758154112
  .L2:
    .long _ZN3ops5lines3irq1_6PAUSEDE
  .L3:
    .long _ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
op_line_enable:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r0, .L1
    movs r1, #0
    strb r1, [r0, #4]
    strh r1, [r0, #2]
    movs r1, #1
    strh r1, [r0]
    ldr r0, .L2
    ldr r1, .L3
    ldr r2, .L4
    bl _ZN8irqshare4arch8cortex_m4nvic4Line6enableE
    msr primask, r4
    pop {r4, r6, r7, pc}
  .L1:
    .long _ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
  .L2:
    .long 3770679301
  .L3:
    .long "__irqshare ops::lines::irq::LINE"
  .L4:
    .long TEXT
op_line_pend:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    movs r1, #32
    str r1, [r0]
    pop {r7, pc}
  .L1:
    .long 3758154240
op_lock:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    adds r2, r2, #2
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long BOTH
op_lock_top:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    adds r2, r2, #3
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long URGENT
op_lock_twice:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    adds r2, r2, #4
    str r2, [r1]
    msr primask, r0
    mrs r0, primask
    cpsid i
    ldr r2, [r1]
    adds r2, r2, #4
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long BOTH
op_main_handle_lock:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0]
    movs r2, #1
    strb r2, [r0]
    cmp r1, #1
    beq .L2
    mrs r1, primask
    cpsid i
    ldr r2, .L3
    ldr r3, [r2]
    adds r3, #10
    str r3, [r2]
    msr primask, r1
    movs r1, #0
    strb r1, [r0]
    pop {r7, pc}
  .L2:
    ldr r0, .L4
    bl _ZN8irqshare4wait11main_handle12lent_alreadyE
  .L1:
    .long _ZN8irqshare4wait11main_handle4LENTE
  .L3:
    .long ONE
  .L4:
    .long TEXT
op_moved_get_mut:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r1, [r0]
    cmp r1, #1
    bne .L2
    ldrb r1, [r0, #4]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #4]
    ldrh r1, [r0, #2]
    adds r1, r1, #1
    strh r1, [r0, #2]
  .L2:
    pop {r7, pc}
  .L1:
    .long S_MOVED
op_moved_lock:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    mrs r0, primask
    cpsid i
    ldrh r2, [r1]
    cmp r2, #1
    bne .L2
    ldrb r2, [r1, #4]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #4]
    ldrh r2, [r1, #2]
    adds r2, r2, #1
    strh r2, [r1, #2]
  .L2:
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long S_MOVED
op_moved_put:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    ldr r1, .L1
    mrs r4, primask
    cpsid i
    ldrh r5, [r1, #4]
    strb r3, [r1, #4]
    ldrh r3, [r1, #2]
    strh r2, [r1, #2]
    ldrh r2, [r1]
    movs r6, #1
    strh r6, [r1]
    msr primask, r4
    strh r5, [r0, #4]
    strh r3, [r0, #2]
    strh r2, [r0]
    pop {r4, r5, r6, r7, pc}
  .L1:
    .long S_MOVED
op_moved_take:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    ldr r1, .L1
    mrs r2, primask
    cpsid i
    ldrh r3, [r1]
    movs r4, #0
    strh r4, [r1]
    ldrh r4, [r1, #2]
    ldrh r1, [r1, #4]
    msr primask, r2
    strh r1, [r0, #4]
    strh r4, [r0, #2]
    strh r3, [r0]
    pop {r4, r6, r7, pc}
  .L1:
    .long S_MOVED
op_mutex_borrow_ref:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r0, .L1
    ldr r2, [r0]
    ldr r3, .L2
    cmp r2, r3
    bhs .L3
    ldrb r0, [r0, #6]
    msr primask, r1
    pop {r7, pc}
  .L3:
    ldr r0, .L4
    bl _ZN8irqshare5mutex8borrowedE
  .L1:
    .long M_LED
  .L2:
    .long 2147483647
  .L4:
    .long TEXT
op_mutex_borrow_ref_mut:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    cmp r2, #0
    bne .L2
    ldrb r2, [r1, #6]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #6]
    ldrh r2, [r1, #4]
    adds r2, r2, #1
    strh r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L2:
    ldr r0, .L3
    bl _ZN8irqshare5mutex8borrowedE
  .L1:
    .long M_LED
  .L3:
    .long TEXT
op_mutex_cell_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r0, .L1
    ldrh r0, [r0]
    msr primask, r1
    pop {r7, pc}
  .L1:
    .long M_CELL
op_mutex_cell_replace:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldrh r1, [r3]
    strh r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long M_CELL
op_mutex_cell_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r2, .L1
    strh r0, [r2]
    msr primask, r1
    pop {r7, pc}
  .L1:
    .long M_CELL
op_mutex_cell_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r2, .L1
    ldrh r0, [r2]
    movs r3, #0
    strh r3, [r2]
    msr primask, r1
    pop {r7, pc}
  .L1:
    .long M_CELL
op_mutex_cell_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long M_CELL
op_mutex_put:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #4
    mov r4, r1
    mrs r1, primask
    cpsid i
    str r1, [sp]
    ldr r6, .L1
    ldr r1, [r6]
    cmp r1, #0
    bne .L2
    mov r5, r2
    adds r1, r6, #4
    movs r2, #6
    bl __aeabi_memcpy
    strb r5, [r6, #8]
    strh r4, [r6, #6]
    movs r0, #1
    strh r0, [r6, #4]
    ldr r0, [sp]
    msr primask, r0
    add sp, #4
    pop {r4, r5, r6, r7, pc}
  .L2:
    ldr r0, .L3
    bl _ZN8irqshare5mutex8borrowedE
  .L1:
    .long M_OPTION
  .L3:
    .long TEXT
op_mutex_take:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r5, .L1
    ldr r1, [r5]
    cmp r1, #0
    bne .L2
    adds r1, r5, #4
    movs r2, #6
    bl __aeabi_memcpy
    movs r0, #0
    strh r0, [r5, #4]
    msr primask, r4
    pop {r4, r5, r7, pc}
  .L2:
    ldr r0, .L3
    bl _ZN8irqshare5mutex8borrowedE
  .L1:
    .long M_OPTION
  .L3:
    .long TEXT
op_mutex_with:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    cmp r2, #0
    bne .L2
    ldrh r2, [r1, #4]
    cmp r2, #1
    bne .L3
    ldrb r2, [r1, #8]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #8]
    ldrh r2, [r1, #6]
    adds r2, r2, #1
    strh r2, [r1, #6]
  .L3:
    movs r2, #0
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L2:
    ldr r0, .L4
    bl _ZN8irqshare5mutex8borrowedE
  .L1:
    .long M_OPTION
  .L4:
    .long TEXT
op_mutex_with_call:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r5, .L1
    ldr r0, [r5]
    cmp r0, #0
    bne .L2
    movs r0, #0
    mvns r1, r0
    str r1, [r5]
    ldrh r1, [r5, #4]
    cmp r1, #1
    bne .L3
    adds r0, r5, #6
    bl toggle_by_call
    ldr r0, [r5]
    adds r0, r0, #1
  .L3:
    str r0, [r5]
    msr primask, r4
    pop {r4, r5, r7, pc}
  .L2:
    ldr r0, .L4
    bl _ZN8irqshare5mutex8borrowedE
  .L1:
    .long M_OPTION
  .L4:
    .long TEXT
op_mutex_with_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    cmp r1, #0
    bne .L2
    ldrh r1, [r0, #4]
    cmp r1, #1
    bne .L3
    ldrb r1, [r0, #8]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #8]
    ldrh r1, [r0, #6]
    adds r1, r1, #1
    strh r1, [r0, #6]
  .L3:
    movs r1, #0
    str r1, [r0]
    pop {r7, pc}
  .L2:
    ldr r0, .L4
    bl _ZN8irqshare5mutex8borrowedE
  .L1:
    .long M_OPTION
  .L4:
    .long TEXT
op_padded_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r0, .L1
    ldr r1, [r0, #4]
    ldrb r0, [r0]
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long G_PADDED
op_padded_get_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    ldrb r0, [r1]
    ldr r1, [r1, #4]
    pop {r7, pc}
  .L1:
    .long G_PADDED
op_padded_replace:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r3, primask
    cpsid i
    ldr r4, .L1
    ldr r2, [r4, #4]
    str r1, [r4, #4]
    ldrb r1, [r4]
    strb r0, [r4]
    msr primask, r3
    mov r0, r1
    mov r1, r2
    pop {r4, r6, r7, pc}
  .L1:
    .long G_PADDED
op_padded_replace_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r3, .L1
    ldr r2, [r3, #4]
    str r1, [r3, #4]
    ldrb r1, [r3]
    strb r0, [r3]
    mov r0, r1
    mov r1, r2
    pop {r7, pc}
  .L1:
    .long G_PADDED
op_padded_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    str r1, [r3, #4]
    strb r0, [r3]
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long G_PADDED
op_padded_set_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r2, .L1
    str r1, [r2, #4]
    strb r0, [r2]
    pop {r7, pc}
  .L1:
    .long G_PADDED
op_padded_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1, #4]
    adds r2, r2, #1
    str r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long G_PADDED
op_padded_update_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0, #4]
    adds r1, r1, #1
    str r1, [r0, #4]
    pop {r7, pc}
  .L1:
    .long G_PADDED
op_published_u16_get:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r0, [r0]
    pop {r7, pc}
  .L1:
    .long P_U16
op_published_u16_update:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
  .L1:
    .long P_U16
op_published_u32_get:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r0, [r0]
    pop {r7, pc}
  .L1:
    .long P_U32
op_published_u32_update:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    adds r1, r1, #1
    str r1, [r0]
    pop {r7, pc}
  .L1:
    .long P_U32
op_published_u64_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r1, .L1
    ldm r1, {r0, r1}
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long P_U64
op_published_u64_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    stm r1!, {r2, r3}
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long P_U64
op_published_u64_update:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    ldr r0, .L1
    ldm r0!, {r1, r2}
    mrs r3, primask
    cpsid i
    movs r4, #0
    subs r0, #8
    adds r1, r1, #1
    str r1, [r0]
    adcs r4, r2
    str r4, [r0, #4]
    msr primask, r3
    pop {r4, r6, r7, pc}
  .L1:
    .long P_U64
op_published_u64_update_top:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    movs r2, #0
    adds r1, r1, #1
    str r1, [r0]
    ldr r1, [r0, #4]
    adcs r1, r2
    str r1, [r0, #4]
    pop {r7, pc}
  .L1:
    .long P_TOP
op_published_u8_update:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0]
    adds r1, r1, #1
    strb r1, [r0]
    pop {r7, pc}
  .L1:
    .long P_U8
op_raw_mutex:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrh r2, [r1]
    adds r2, r2, #3
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long W_RAW
op_register:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #20
    mrs r0, primask
    cpsid i
    ldr r4, .L1
    ldr r2, [r4]
    cmp r2, #0
    beq .L2
    ldm r1!, {r3, r5}
    ldr r1, [r4, #4]
    msr primask, r0
    cmp r1, r5
    bne .L3
    cmp r2, r3
    bne .L3
    b .L4
  .L2:
    msr primask, r0
    ldm r1!, {r3, r5}
  .L3:
    mov r6, r3
    ldr r1, [r3]
    mov r0, r5
    blx r1
    mrs r3, primask
    cpsid i
    ldr r2, [r4]
    str r0, [r4]
    ldr r0, [r4, #4]
    str r1, [r4, #4]
    msr primask, r3
    cmp r2, #0
    beq .L5
    ldr r1, [r2, #4]
    blx r1
  .L5:
    mov r3, r6
  .L4:
    ldr r6, .L6
    mrs r4, primask
    cpsid i
    ldr r2, [r6]
    ldr r0, [r6, #4]
    cmp r2, #0
    str r5, [sp, #12]
    str r3, [sp, #16]
    beq .L7
    cmp r0, r5
    bne .L7
    cmp r2, r3
    bne .L7
    movs r3, #0
    b .L8
  .L7:
    str r0, [sp, #8]
    ldr r1, [r3]
    mov r0, r5
    mov r5, r2
    blx r1
    mov r3, r5
    stm r6!, {r0, r1}
  .L8:
    msr primask, r4
    mrs r5, primask
    cpsid i
    ldr r4, .L9
    ldrh r1, [r4, #12]
    movs r6, #0
    strh r6, [r4, #12]
    cmp r1, #0
    beq .L10
    msr primask, r5
    movs r6, #1
    b .L11
  .L10:
    ldr r1, [r4]
    cmp r1, #0
    ldr r0, [sp, #12]
    beq .L12
    ldr r2, [r4, #4]
    cmp r2, r0
    bne .L12
    ldr r2, [sp, #16]
    cmp r1, r2
    bne .L12
    ldr r1, [r4, #8]
    cmp r1, #0
    beq .L13
    str r6, [r4, #8]
  .L13:
    msr primask, r5
    b .L11
  .L12:
    str r3, [sp, #4]
    msr primask, r5
    ldr r1, [sp, #16]
    ldr r1, [r1]
    blx r1
    mrs r3, primask
    cpsid i
    ldrh r2, [r4, #12]
    movs r6, #0
    strh r6, [r4, #12]
    cmp r2, #0
    beq .L14
    msr primask, r3
    movs r6, #1
    cmp r0, #0
    beq .L15
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
    b .L15
  .L14:
    str r6, [r4, #8]
    ldr r2, [r4, #4]
    str r1, [r4, #4]
    ldr r1, [r4]
    str r0, [r4]
    msr primask, r3
    cmp r1, #0
    beq .L15
    ldr r1, [r1, #4]
    mov r0, r2
    blx r1
  .L15:
    ldr r3, [sp, #4]
  .L11:
    cmp r3, #0
    beq .L16
    ldr r1, [r3, #4]
    ldr r0, [sp, #8]
    blx r1
  .L16:
    mov r0, r6
    add sp, #20
    pop {r4, r5, r6, r7, pc}
  .L1:
    .long ANYWHERE
  .L6:
    .long WAKER
  .L9:
    .long EVENT
op_restore:
    push {r7, lr}
    add r7, sp, #0
    msr primask, r0
    pop {r7, pc}
op_save_and_disable:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    pop {r7, pc}
op_save_and_restore:
    as op_free_nothing
op_scoped_raw_mutex:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    bl _ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE
    pop {r7, pc}
  .L1:
    .long W_SCOPED
op_set_wide:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    stm r3!, {r0, r1}
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long WIDE
op_shared_cells:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    ldr r0, .L2
    bl toggle_by_call
    pop {r7, pc}
  .L1:
    .long S_ONE
  .L2:
    .long S_OTHER
op_shared_cells_below:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r0, .L1
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    ldr r0, .L2
    bl toggle_by_call
    msr primask, r4
    pop {r4, r6, r7, pc}
  .L1:
    .long S_ONE
  .L2:
    .long S_BOTH
op_shared_get_mut:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
  .L1:
    .long S_ONE
op_shared_get_mut_at_ceiling:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
  .L1:
    .long S_BOTH
op_shared_get_mut_call:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    bl toggle_by_call
    pop {r7, pc}
  .L1:
    .long S_ONE
op_shared_lock_at_ceiling:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    bl toggle_by_call
    pop {r7, pc}
  .L1:
    .long S_BOTH
op_shared_lock_below:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r0, .L1
    bl toggle_by_call
    msr primask, r4
    pop {r4, r6, r7, pc}
  .L1:
    .long S_BOTH
op_shared_main:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long S_ONE
op_shared_main_call:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r0, .L1
    bl toggle_by_call
    msr primask, r4
    pop {r4, r6, r7, pc}
  .L1:
    .long S_ONE
op_shared_main_cells:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r2, r3
    strb r2, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    ldr r1, .L2
    ldrb r2, [r1, #2]
    eors r2, r3
    strb r2, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long S_ONE
  .L2:
    .long S_OTHER
op_shared_main_cells_several:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #12
    ldr r0, .L1
    str r0, [sp, #8]
    ldr r1, .L2
    str r1, [sp, #4]
    ldr r2, .L3
    str r2, [sp]
    movs r3, #0
  .L4:
    cmp r3, #0
    beq .L5
    lsls r5, r3, #2
    mov r4, sp
    ldr r5, [r4, r5]
    mov r6, r3
  .L6:
    ldm r4!, {r0}
    cmp r5, r0
    beq .L7
    subs r6, r6, #1
    bne .L6
  .L5:
    adds r3, r3, #1
    cmp r3, #3
    bne .L4
    mrs r3, primask
    cpsid i
    ldrb r0, [r2, #2]
    movs r4, #32
    eors r0, r4
    strb r0, [r2, #2]
    ldrh r0, [r2]
    adds r0, r0, #1
    strh r0, [r2]
    ldrb r0, [r1, #2]
    eors r0, r4
    strb r0, [r1, #2]
    ldrh r0, [r1]
    adds r0, r0, #1
    strh r0, [r1]
    ldr r1, .L1
    ldrb r0, [r1, #2]
    eors r0, r4
    strb r0, [r1, #2]
    ldrh r0, [r1]
    adds r0, r0, #1
    strh r0, [r1]
    msr primask, r3
    add sp, #12
    pop {r4, r5, r6, r7, pc}
  .L7:
    ldr r0, .L8
    bl _ZN8irqshare8lock_set11named_twiceE
  .L1:
    .long S_TOP
  .L2:
    .long S_BOTH
  .L3:
    .long S_ONE
  .L8:
    .long TEXT
op_shared_main_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
  .L1:
    .long S_BOTH
op_shared_main_several:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long S_BOTH
op_shared_main_top:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long S_TOP
op_signal_poll_wait:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #12
    mrs r1, primask
    cpsid i
    ldr r5, .L1
    ldrb r4, [r5, #12]
    movs r6, #0
    strb r6, [r5, #12]
    cmp r4, #0
    beq .L2
    ldrb r5, [r5, #13]
    b .L3
  .L2:
    ldr r0, [r0]
    ldr r2, [r5]
    cmp r2, #0
    beq .L4
    ldr r3, [r0, #4]
    str r3, [sp, #8]
    ldr r3, [r5, #4]
    str r1, [sp, #4]
    ldr r1, [sp, #8]
    cmp r3, r1
    ldr r1, [sp, #4]
    bne .L4
    ldr r3, [r0]
    cmp r2, r3
    bne .L4
    ldr r0, [r5, #8]
    cmp r0, #0
    beq .L5
    str r6, [r5, #8]
  .L5:
  .L3:
    msr primask, r1
    movs r0, #1
    eors r4, r0
    b .L6
  .L4:
    msr primask, r1
    ldr r1, [r0]
    ldr r0, [r0, #4]
    ldr r1, [r1]
    blx r1
    mrs r3, primask
    cpsid i
    ldrb r2, [r5, #12]
    strb r6, [r5, #12]
    cmp r2, #1
    bne .L7
    ldrb r5, [r5, #13]
    msr primask, r3
    cmp r0, #0
    beq .L8
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
  .L8:
    mov r4, r6
    b .L6
  .L7:
    str r6, [r5, #8]
    ldr r2, [r5, #4]
    str r1, [r5, #4]
    ldr r1, [r5]
    str r0, [r5]
    msr primask, r3
    movs r4, #1
    cmp r1, #0
    beq .L9
    ldr r1, [r1, #4]
    mov r0, r2
    blx r1
  .L9:
  .L6:
    mov r0, r4
    mov r1, r5
    add sp, #12
    pop {r4, r5, r6, r7, pc}
  .L1:
    .long W_SIGNAL
op_signal_reset:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    movs r2, #0
    strb r2, [r1, #12]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long W_SIGNAL
op_signal_signal:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    strb r0, [r3, #13]
    movs r0, #1
    strb r0, [r3, #12]
    ldr r1, [r3]
    movs r0, #0
    str r0, [r3]
    ldr r0, [r3, #4]
    msr primask, r2
    cmp r1, #0
    beq .L2
    ldr r1, [r1, #4]
    blx r1
  .L2:
    pop {r7, pc}
  .L1:
    .long W_SIGNAL
op_signal_signaled:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    ldr r0, .L1
    ldrb r0, [r0, #12]
    msr primask, r1
    pop {r7, pc}
  .L1:
    .long W_SIGNAL
op_signal_try_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r1, .L1
    ldrb r0, [r1, #12]
    movs r3, #0
    strb r3, [r1, #12]
    ldrb r1, [r1, #13]
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long W_SIGNAL
op_sleep_until:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    bl _ZN8irqshare4wait5sleep11sleep_untilE
    pop {r7, pc}
  .L1:
    .long TEXT
op_sleep_until_with:
    push {r7, lr}
    add r7, sp, #0
    ldr r2, .L1
    bl _ZN8irqshare4wait5sleep16sleep_until_withE
    pop {r7, pc}
  .L1:
    .long TEXT
op_u16_fetch_add:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldrh r1, [r3]
    adds r0, r1, r0
    strh r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_get:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_get_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_replace:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldrh r1, [r3]
    strh r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_replace_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r2, .L1
    ldrh r1, [r2]
    strh r0, [r2]
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_set:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    strh r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_set_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    strh r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long G_U16
op_u16_update_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
  .L1:
    .long G_U16
op_u32_count:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    adds r2, r2, #1
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_fetch_add:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldr r1, [r3]
    adds r0, r1, r0
    str r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_fetch_and:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldr r1, [r3]
    ands r0, r1
    str r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_fetch_or:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldr r1, [r3]
    orrs r0, r1
    str r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_fetch_sub:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldr r1, [r3]
    subs r0, r1, r0
    str r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_get:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_get_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_replace:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldr r1, [r3]
    str r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_replace_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r2, .L1
    ldr r1, [r2]
    str r0, [r2]
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_set:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    str r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_set_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    str r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_U32
op_u32_update:
    as op_u32_count
op_u32_update_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    adds r1, r1, #1
    str r1, [r0]
    pop {r7, pc}
  .L1:
    .long G_U32
op_u64_fetch_add:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r5, .L1
    ldr r2, [r5]
    adds r0, r2, r0
    str r0, [r5]
    ldr r3, [r5, #4]
    adcs r1, r3
    str r1, [r5, #4]
    msr primask, r4
    mov r0, r2
    mov r1, r3
    pop {r4, r5, r7, pc}
  .L1:
    .long G_U64
op_u64_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r1, .L1
    ldm r1, {r0, r1}
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long G_U64
op_u64_get_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    ldm r1, {r0, r1}
    pop {r7, pc}
  .L1:
    .long G_U64
op_u64_replace:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    ldr r5, .L1
    ldr r2, [r5]
    str r0, [r5]
    ldr r3, [r5, #4]
    str r1, [r5, #4]
    msr primask, r4
    mov r0, r2
    mov r1, r3
    pop {r4, r5, r7, pc}
  .L1:
    .long G_U64
op_u64_replace_in:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    ldr r4, .L1
    ldr r2, [r4]
    str r0, [r4]
    ldr r3, [r4, #4]
    str r1, [r4, #4]
    mov r0, r2
    mov r1, r3
    pop {r4, r6, r7, pc}
  .L1:
    .long G_U64
op_u64_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    stm r3!, {r0, r1}
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long G_U64
op_u64_set_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r2, .L1
    stm r2!, {r0, r1}
    pop {r7, pc}
  .L1:
    .long G_U64
op_u64_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    movs r3, #0
    adds r2, r2, #1
    str r2, [r1]
    ldr r2, [r1, #4]
    adcs r2, r3
    str r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long G_U64
op_u64_update_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    movs r2, #0
    adds r1, r1, #1
    str r1, [r0]
    ldr r1, [r0, #4]
    adcs r1, r2
    str r1, [r0, #4]
    pop {r7, pc}
  .L1:
    .long G_U64
op_u8_fetch_add:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldrb r1, [r3]
    adds r0, r1, r0
    strb r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_get:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_get_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r0, [r0]
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_replace:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r3, .L1
    ldrb r1, [r3]
    strb r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_replace_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r2, .L1
    ldrb r1, [r2]
    strb r0, [r2]
    mov r0, r1
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_set:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    strb r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_set_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    strb r0, [r1]
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldrb r2, [r1]
    adds r2, r2, #1
    strb r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long G_U8
op_u8_update_in:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldrb r1, [r0]
    adds r1, r1, #1
    strb r1, [r0]
    pop {r7, pc}
  .L1:
    .long G_U8
op_update_wide:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    ldr r1, .L1
    ldr r2, [r1]
    movs r3, #0
    adds r2, r2, #1
    str r2, [r1]
    ldr r2, [r1, #4]
    adcs r2, r3
    str r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L1:
    .long WIDE
op_wake:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    ldr r0, .L1
    ldr r1, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r2
    cmp r1, #0
    beq .L2
    ldr r1, [r1, #4]
    blx r1
  .L2:
    pop {r7, pc}
  .L1:
    .long ANYWHERE
op_waker_occupied:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    mrs r1, primask
    cpsid i
    ldr r0, [r0]
    msr primask, r1
    subs r1, r0, #1
    sbcs r0, r1
    pop {r7, pc}
  .L1:
    .long W_SHARED
op_waker_register:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #4
    ldr r6, .L1
    mrs r3, primask
    cpsid i
    ldr r2, [r1]
    ldr r4, [r6]
    cmp r4, #0
    beq .L2
    ldr r0, [r1, #4]
    ldr r5, [r6, #4]
    cmp r5, r0
    bne .L3
    cmp r4, r2
    bne .L3
    movs r4, #0
    b .L4
  .L2:
    ldr r5, [r6, #4]
    ldr r0, [r1, #4]
  .L3:
    str r5, [sp]
    ldr r1, [r2]
    mov r5, r3
    blx r1
    mov r3, r5
    ldr r2, [sp]
    stm r6!, {r0, r1}
  .L4:
    msr primask, r3
    mov r0, r4
    mov r1, r2
    add sp, #4
    pop {r4, r5, r6, r7, pc}
  .L1:
    .long W_SHARED
op_waker_take:
    push {r7, lr}
    add r7, sp, #0
    ldr r1, .L1
    mrs r2, primask
    cpsid i
    ldr r0, [r1]
    movs r3, #0
    str r3, [r1]
    ldr r1, [r1, #4]
    msr primask, r2
    pop {r7, pc}
  .L1:
    .long W_SHARED
op_waker_wake:
    push {r7, lr}
    add r7, sp, #0
    ldr r0, .L1
    ldr r1, [r0]
    movs r2, #0
    str r2, [r0]
    cmp r1, #0
    beq .L2
    ldr r0, [r0, #4]
    ldr r1, [r1, #4]
    blx r1
  .L2:
    pop {r7, pc}
  .L1:
    .long W_SHARED
toggle_by_call:
    push {r7, lr}
    add r7, sp, #0
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
