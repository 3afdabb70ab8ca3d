# rustc 1.96.0, LLVM 22.1.8, opt-level s
LINE:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movt r0, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    ldrh r1, [r0]
    cmp r1, #1
    bne .L1
    ldrb r1, [r0, #4]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #4]
    ldrh r1, [r0, #2]
    adds r1, r1, #1
    strh r1, [r0, #2]
    pop {r7, pc}
  .L1:
    bl _ZN8irqshare4arch4line14without_valuesE
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
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7interop12mutex_traits6lockedE
_ZN8irqshare4arch8cortex_m4nvic7disableE:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r1, primask
    cpsid i
    movw r2, #57728
    movt r2, #57344
    movs r3, #32
    str r3, [r2]
    dsb sy
    isb sy
    movw r3, :lower16:_ZN3ops5lines3irq1_6PAUSEDE
    movt r3, :upper16:_ZN3ops5lines3irq1_6PAUSEDE
    movs r2, #0
    strb r2, [r3]
    movw r3, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movt r3, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    ldrh r4, [r3]
    strh r2, [r3]
    lsls r4, r4, #31
    beq .L1
    ldrb r2, [r3, #4]
    ldrh r3, [r3, #2]
    strb r2, [r0, #4]
    strh r3, [r0, #2]
    movs r2, #1
  .L1:
    strh r2, [r0]
    msr primask, r1
    pop {r4, r6, r7, pc}
_ZN8irqshare4arch8cortex_m5bound10bound_lineE:
    push {r7, lr}
    add r7, sp, #0
    movw r0, #20672
    movt r0, #57408
    pop {r7, pc}
_ZN8irqshare4wait5sleep11sleep_untilE:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    lsls r0, r0, #31
    bne .L1
    cpsid i
    movw r1, :lower16:FLAG
    movt r1, :upper16:FLAG
  .L2:
    ldrb r0, [r1]
    cmp r0, #9
    bne .L3
    dsb sy
    wfi
    cpsie i
    isb sy
    cpsid i
    b .L2
  .L3:
    cpsie i
    pop {r7, pc}
  .L1:
    mov r0, r1
    bl _ZN8irqshare4wait5sleep3offE
_ZN8irqshare4wait5sleep16sleep_until_withE:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    lsls r0, r0, #31
    bne .L1
    cpsid i
    movw r0, :lower16:FLAG
    movt r0, :upper16:FLAG
    ldrb r1, [r0]
    cmp r1, #9
    beq .L2
    movw r1, :lower16:BEFORE
    movt r1, :upper16:BEFORE
    movw r2, :lower16:AFTER
    movt r2, :upper16:AFTER
  .L3:
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
    bne .L3
  .L2:
    cpsie i
    pop {r7, pc}
  .L1:
    mov r0, r2
    bl _ZN8irqshare4wait5sleep3offE
op_atomic_waker_register:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r2, primask
    cpsid i
    movw r4, :lower16:W_WAKER
    movt r4, :upper16:W_WAKER
    ldr r3, [r4]
    cbz r3, .L1
    ldr r1, [r0]
    ldr r0, [r0, #4]
    ldr r5, [r4, #4]
    msr primask, r2
    cmp r5, r0
    bne .L2
    cmp r3, r1
    bne .L2
    b .L3
  .L1:
    msr primask, r2
    ldr r1, [r0]
    ldr r0, [r0, #4]
  .L2:
    ldr r1, [r1]
    blx r1
    mrs r3, primask
    cpsid i
    ldr r2, [r4]
    str r0, [r4]
    ldr r0, [r4, #4]
    str r1, [r4, #4]
    msr primask, r3
    cbz r2, .L3
    ldr r1, [r2, #4]
    pop {r4, r5, r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L3:
    pop {r4, r5, r7, pc}
op_atomic_waker_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r1, :lower16:W_WAKER
    movt r1, :upper16:W_WAKER
    ldr r0, [r1]
    movs r3, #0
    str r3, [r1]
    ldr r1, [r1, #4]
    msr primask, r2
    pop {r7, pc}
op_atomic_waker_wake:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r0, :lower16:W_WAKER
    movt r0, :upper16:W_WAKER
    ldr r1, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r2
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop {r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L1:
    pop {r7, pc}
op_bool_get:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r0, [r0]
    pop {r7, pc}
op_bool_get_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r0, [r0]
    pop {r7, pc}
op_bool_replace:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_BOOL
    movt r1, :upper16:G_BOOL
  .L1:
    ldrexb r2, [r1]
    strexb r3, r0, [r1]
    cmp r3, #0
    bne .L1
    uxtb r0, r2
    pop {r7, pc}
op_bool_replace_in:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_BOOL
    movt r2, :upper16:G_BOOL
    ldrb r1, [r2]
    strb r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_bool_set:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_BOOL
    movt r1, :upper16:G_BOOL
    strb r0, [r1]
    pop {r7, pc}
op_bool_set_in:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_BOOL
    movt r1, :upper16:G_BOOL
    strb r0, [r1]
    pop {r7, pc}
op_bool_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:G_BOOL
    movt r1, :upper16:G_BOOL
    ldrb r2, [r1]
    movs r3, #1
    eors r3, r2
    strb r3, [r1]
    msr primask, r0
    pop {r7, pc}
op_bool_update_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r1, [r0]
    movs r2, #1
    eors r2, r1
    strb r2, [r0]
    pop {r7, pc}
op_ceiling:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:CEILING
    movt r1, :upper16:CEILING
    ldrb r2, [r1, #4]
    cbnz r2, .L1
    movs r2, #1
    strb r2, [r1, #4]
    ldr r2, [r1]
    adds r2, #11
    str r2, [r1]
    movs r2, #0
    strb r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L1:
    msr primask, r0
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
op_ceiling_top:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:CEILING_TOP
    movt r1, :upper16:CEILING_TOP
    ldrb r2, [r1, #4]
    cbnz r2, .L1
    movs r2, #1
    strb r2, [r1, #4]
    ldr r2, [r1]
    adds r2, #12
    str r2, [r1]
    movs r2, #0
    strb r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L1:
    msr primask, r0
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
op_ceiling_try:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r2, :lower16:CEILING
    movt r2, :upper16:CEILING
    ldrb r1, [r2, #4]
    cbz r1, .L1
    msr primask, r0
    b .L2
  .L1:
    movs r3, #1
    strb r3, [r2, #4]
    ldr r3, [r2]
    adds r3, #13
    str r3, [r2]
    movs r3, #0
    strb r3, [r2, #4]
    msr primask, r0
  .L2:
    rsbs r0, r1, #0
    adcs r0, r1
    pop {r7, pc}
op_ceiling_twice:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r1, primask
    cpsid i
    movw r0, :lower16:CEILING
    movt r0, :upper16:CEILING
    ldrb r2, [r0, #4]
    cbnz r2, .L1
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
    cbnz r4, .L2
    strb r2, [r0, #4]
    ldr r2, [r0]
    adds r2, #14
    str r2, [r0]
    strb r3, [r0, #4]
    msr primask, r1
    pop {r4, r6, r7, pc}
  .L1:
    msr primask, r1
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
  .L2:
    msr primask, r1
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
op_event_count:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r0, :lower16:W_EVENT
    movt r0, :upper16:W_EVENT
    ldrh r2, [r0, #12]
    movw r3, #65535
    cmp r2, r3
    beq .L1
    adds r2, r2, #1
    strh r2, [r0, #12]
  .L1:
    ldr r2, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r1
    cbz r2, .L2
    ldr r1, [r2, #4]
    pop {r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L2:
    pop {r7, pc}
op_event_is_set:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:W_EVENT
    movt r0, :upper16:W_EVENT
    ldrh r0, [r0, #12]
    subs r1, r0, #1
    sbcs r0, r1
    pop {r7, pc}
op_event_poll_wait:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #4
    mrs r1, primask
    cpsid i
    movw r5, :lower16:W_EVENT
    movt r5, :upper16:W_EVENT
    ldrh r2, [r5, #12]
    movs r4, #0
    strh r4, [r5, #12]
    cbz r2, .L1
    msr primask, r1
    mov r4, r2
  .L2:
    mov r0, r4
    add sp, #4
    pop {r4, r5, r6, r7, pc}
  .L1:
    ldr r0, [r0]
    ldr r2, [r5]
    cbz r2, .L3
    ldr r3, [r0, #4]
    ldr r6, [r5, #4]
    cmp r6, r3
    bne .L3
    ldr r3, [r0]
    cmp r2, r3
    bne .L3
    ldr r0, [r5, #8]
    cbz r0, .L4
    str r4, [r5, #8]
  .L4:
    msr primask, r1
    b .L2
  .L3:
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
    cbz r4, .L5
    msr primask, r3
    cmp r0, #0
    beq .L2
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
    b .L2
  .L5:
    str r6, [r5, #8]
    ldr r2, [r5, #4]
    str r1, [r5, #4]
    ldr r1, [r5]
    str r0, [r5]
    msr primask, r3
    cbz r1, .L6
    ldr r1, [r1, #4]
    mov r0, r2
    blx r1
  .L6:
    mov r4, r6
    b .L2
op_event_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r0, :lower16:EVENT
    movt r0, :upper16:EVENT
    ldrh r2, [r0, #12]
    movw r3, #65535
    cmp r2, r3
    beq .L1
    adds r2, r2, #1
    strh r2, [r0, #12]
  .L1:
    ldr r2, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r1
    cbz r2, .L2
    ldr r1, [r2, #4]
    pop {r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L2:
    pop {r7, pc}
op_event_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r2, :lower16:W_EVENT
    movt r2, :upper16:W_EVENT
    ldrh r0, [r2, #12]
    movs r3, #0
    strh r3, [r2, #12]
    msr primask, r1
    pop {r7, pc}
op_free:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:FLAG
    movt r1, :upper16:FLAG
    movs r2, #8
    strb r2, [r1]
    msr primask, r0
    pop {r7, pc}
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
    movw r0, :lower16:FLAG
    movt r0, :upper16:FLAG
    ldrb r0, [r0]
    pop {r7, pc}
op_get_wide:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r1, :lower16:WIDE
    movt r1, :upper16:WIDE
    ldm r1, {r0, r1}
    msr primask, r2
    pop {r7, pc}
op_handler_alone:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:ONE
    movt r0, :upper16:ONE
    ldr r1, [r0]
    adds r1, r1, #5
    str r1, [r0]
    pop {r7, pc}
op_handler_at_ceiling:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:BOTH
    movt r0, :upper16:BOTH
    ldr r1, [r0]
    adds r1, r1, #6
    str r1, [r0]
    pop {r7, pc}
op_handler_below:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:BOTH
    movt r1, :upper16:BOTH
    ldr r2, [r1]
    adds r2, r2, #7
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_handler_wakes:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:WAKER
    movt r0, :upper16:WAKER
    ldr r1, [r0]
    movs r2, #0
    str r2, [r0]
    cbz r1, .L1
    ldr r0, [r0, #4]
    ldr r1, [r1, #4]
    pop {r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L1:
    pop {r7, pc}
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
    movw r2, #57728
    movt r2, #57344
    movs r3, #32
    str r3, [r2]
    dsb sy
    isb sy
    movw r3, :lower16:_ZN3ops5lines3irq1_6PAUSEDE
    movt r3, :upper16:_ZN3ops5lines3irq1_6PAUSEDE
    movs r2, #0
    strb r2, [r3]
    movw r3, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movt r3, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    ldrh r4, [r3]
    strh r2, [r3]
    lsls r4, r4, #31
    beq .L1
    ldrb r2, [r3, #4]
    ldrh r3, [r3, #2]
    strb r2, [r0, #4]
    strh r3, [r0, #2]
    movs r2, #1
  .L1:
    strh r2, [r0]
    msr primask, r1
    pop {r4, r6, r7, pc}
op_line_enable:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r0, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movt r0, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movs r1, #0
    strb r1, [r0, #4]
    strh r1, [r0, #2]
    movs r1, #1
    strh r1, [r0]
    movw r0, #5
    movt r0, #57536
    movw r1, :lower16:"__irqshare ops::lines::irq::LINE"
    movt r1, :upper16:"__irqshare ops::lines::irq::LINE"
    movw r2, :lower16:TEXT
    movt r2, :upper16:TEXT
    bl _ZN8irqshare4arch8cortex_m4nvic4Line6enableE
    msr primask, r4
    pop {r4, r6, r7, pc}
op_line_pend:
    push {r7, lr}
    add r7, sp, #0
    movw r0, #57856
    movt r0, #57344
    movs r1, #32
    str r1, [r0]
    pop {r7, pc}
op_lock:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:BOTH
    movt r1, :upper16:BOTH
    ldr r2, [r1]
    adds r2, r2, #2
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_lock_top:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:URGENT
    movt r1, :upper16:URGENT
    ldr r2, [r1]
    adds r2, r2, #3
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_lock_twice:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:BOTH
    movt r1, :upper16:BOTH
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
op_main_handle_lock:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:_ZN8irqshare4wait11main_handle4LENTE
    movt r0, :upper16:_ZN8irqshare4wait11main_handle4LENTE
    ldrb r1, [r0]
    movs r2, #1
    strb r2, [r0]
    cmp r1, #1
    beq .L1
    mrs r1, primask
    cpsid i
    movw r2, :lower16:ONE
    movt r2, :upper16:ONE
    ldr r3, [r2]
    adds r3, #10
    str r3, [r2]
    msr primask, r1
    movs r1, #0
    strb r1, [r0]
    pop {r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare4wait11main_handle12lent_alreadyE
op_moved_get_mut:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:S_MOVED
    movt r0, :upper16:S_MOVED
    ldrh r1, [r0]
    cmp r1, #1
    bne .L1
    ldrb r1, [r0, #4]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #4]
    ldrh r1, [r0, #2]
    adds r1, r1, #1
    strh r1, [r0, #2]
  .L1:
    pop {r7, pc}
op_moved_lock:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:S_MOVED
    movt r1, :upper16:S_MOVED
    mrs r0, primask
    cpsid i
    ldrh r2, [r1]
    cmp r2, #1
    bne .L1
    ldrb r2, [r1, #4]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #4]
    ldrh r2, [r1, #2]
    adds r2, r2, #1
    strh r2, [r1, #2]
  .L1:
    msr primask, r0
    pop {r7, pc}
op_moved_put:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    movw r1, :lower16:S_MOVED
    movt r1, :upper16:S_MOVED
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
op_moved_take:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r1, :lower16:S_MOVED
    movt r1, :upper16:S_MOVED
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
op_mutex_borrow_ref:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r0, :lower16:M_LED
    movt r0, :upper16:M_LED
    ldr r2, [r0]
    movw r3, #65535
    movt r3, #32767
    cmp r2, r3
    bhs .L1
    ldrb r0, [r0, #6]
    msr primask, r1
    pop {r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_borrow_ref_mut:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:M_LED
    movt r1, :upper16:M_LED
    ldr r2, [r1]
    cbnz r2, .L1
    ldrb r2, [r1, #6]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #6]
    ldrh r2, [r1, #4]
    adds r2, r2, #1
    strh r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_cell_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r0, :lower16:M_CELL
    movt r0, :upper16:M_CELL
    ldrh r0, [r0]
    msr primask, r1
    pop {r7, pc}
op_mutex_cell_replace:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r3, :lower16:M_CELL
    movt r3, :upper16:M_CELL
    ldrh r1, [r3]
    strh r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
op_mutex_cell_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r2, :lower16:M_CELL
    movt r2, :upper16:M_CELL
    strh r0, [r2]
    msr primask, r1
    pop {r7, pc}
op_mutex_cell_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r2, :lower16:M_CELL
    movt r2, :upper16:M_CELL
    ldrh r0, [r2]
    movs r3, #0
    strh r3, [r2]
    msr primask, r1
    pop {r7, pc}
op_mutex_cell_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:M_CELL
    movt r1, :upper16:M_CELL
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_mutex_put:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #4
    mov r4, r1
    mrs r1, primask
    cpsid i
    str r1, [sp]
    movw r6, :lower16:M_OPTION
    movt r6, :upper16:M_OPTION
    ldr r1, [r6]
    cbnz r1, .L1
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
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_take:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r5, :lower16:M_OPTION
    movt r5, :upper16:M_OPTION
    ldr r1, [r5]
    cbnz r1, .L1
    adds r1, r5, #4
    movs r2, #6
    bl __aeabi_memcpy
    movs r0, #0
    strh r0, [r5, #4]
    msr primask, r4
    pop {r4, r5, r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:M_OPTION
    movt r1, :upper16:M_OPTION
    ldr r2, [r1]
    cbnz r2, .L1
    ldrh r2, [r1, #4]
    cmp r2, #1
    bne .L2
    ldrb r2, [r1, #8]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #8]
    ldrh r2, [r1, #6]
    adds r2, r2, #1
    strh r2, [r1, #6]
  .L2:
    movs r2, #0
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with_call:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r5, :lower16:M_OPTION
    movt r5, :upper16:M_OPTION
    ldr r0, [r5]
    cbnz r0, .L1
    movs r0, #0
    mvns r1, r0
    str r1, [r5]
    ldrh r1, [r5, #4]
    cmp r1, #1
    bne .L2
    adds r0, r5, #6
    bl toggle_by_call
    ldr r0, [r5]
    adds r0, r0, #1
  .L2:
    str r0, [r5]
    msr primask, r4
    pop {r4, r5, r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:M_OPTION
    movt r0, :upper16:M_OPTION
    ldr r1, [r0]
    cbnz r1, .L1
    ldrh r1, [r0, #4]
    cmp r1, #1
    bne .L2
    ldrb r1, [r0, #8]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #8]
    ldrh r1, [r0, #6]
    adds r1, r1, #1
    strh r1, [r0, #6]
  .L2:
    movs r1, #0
    str r1, [r0]
    pop {r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_padded_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    ldr r1, [r0, #4]
    ldrb r0, [r0]
    msr primask, r2
    pop {r7, pc}
op_padded_get_in:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_PADDED
    movt r1, :upper16:G_PADDED
    ldrb r0, [r1]
    ldr r1, [r1, #4]
    pop {r7, pc}
op_padded_replace:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r3, primask
    cpsid i
    movw r4, :lower16:G_PADDED
    movt r4, :upper16:G_PADDED
    ldr r2, [r4, #4]
    str r1, [r4, #4]
    ldrb r1, [r4]
    strb r0, [r4]
    msr primask, r3
    mov r0, r1
    mov r1, r2
    pop {r4, r6, r7, pc}
op_padded_replace_in:
    push {r7, lr}
    add r7, sp, #0
    movw r3, :lower16:G_PADDED
    movt r3, :upper16:G_PADDED
    ldr r2, [r3, #4]
    str r1, [r3, #4]
    ldrb r1, [r3]
    strb r0, [r3]
    mov r0, r1
    mov r1, r2
    pop {r7, pc}
op_padded_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r3, :lower16:G_PADDED
    movt r3, :upper16:G_PADDED
    str r1, [r3, #4]
    strb r0, [r3]
    msr primask, r2
    pop {r7, pc}
op_padded_set_in:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_PADDED
    movt r2, :upper16:G_PADDED
    str r1, [r2, #4]
    strb r0, [r2]
    pop {r7, pc}
op_padded_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:G_PADDED
    movt r1, :upper16:G_PADDED
    ldr r2, [r1, #4]
    adds r2, r2, #1
    str r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
op_padded_update_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    ldr r1, [r0, #4]
    adds r1, r1, #1
    str r1, [r0, #4]
    pop {r7, pc}
op_published_u16_get:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:P_U16
    movt r0, :upper16:P_U16
    ldrh r0, [r0]
    pop {r7, pc}
op_published_u16_update:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:P_U16
    movt r0, :upper16:P_U16
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_published_u32_get:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:P_U32
    movt r0, :upper16:P_U32
    ldr r0, [r0]
    pop {r7, pc}
op_published_u32_update:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:P_U32
    movt r0, :upper16:P_U32
    ldr r1, [r0]
    adds r1, r1, #1
    str r1, [r0]
    pop {r7, pc}
op_published_u64_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r1, :lower16:P_U64
    movt r1, :upper16:P_U64
    ldm r1, {r0, r1}
    msr primask, r2
    pop {r7, pc}
op_published_u64_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:P_U64
    movt r1, :upper16:P_U64
    stm r1!, {r2, r3}
    msr primask, r0
    pop {r7, pc}
op_published_u64_update:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r0, :lower16:P_U64
    movt r0, :upper16:P_U64
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
op_published_u64_update_top:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:P_TOP
    movt r0, :upper16:P_TOP
    ldr r1, [r0]
    movs r2, #0
    adds r1, r1, #1
    str r1, [r0]
    ldr r1, [r0, #4]
    adcs r1, r2
    str r1, [r0, #4]
    pop {r7, pc}
op_published_u8_update:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:P_U8
    movt r0, :upper16:P_U8
    ldrb r1, [r0]
    adds r1, r1, #1
    strb r1, [r0]
    pop {r7, pc}
op_raw_mutex:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:W_RAW
    movt r1, :upper16:W_RAW
    ldrh r2, [r1]
    adds r2, r2, #3
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_register:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #20
    mrs r0, primask
    cpsid i
    movw r4, :lower16:ANYWHERE
    movt r4, :upper16:ANYWHERE
    ldr r2, [r4]
    cbz r2, .L1
    ldm r1!, {r3, r5}
    ldr r1, [r4, #4]
    msr primask, r0
    cmp r1, r5
    bne .L2
    cmp r2, r3
    bne .L2
    b .L3
  .L1:
    msr primask, r0
    ldm r1!, {r3, r5}
  .L2:
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
    cbz r2, .L4
    ldr r1, [r2, #4]
    blx r1
  .L4:
    mov r3, r6
  .L3:
    movw r6, :lower16:WAKER
    movt r6, :upper16:WAKER
    mrs r4, primask
    cpsid i
    ldr r2, [r6]
    ldr r0, [r6, #4]
    str r5, [sp, #12]
    str r3, [sp, #16]
    cbz r2, .L5
    cmp r0, r5
    bne .L5
    cmp r2, r3
    bne .L5
    movs r3, #0
    b .L6
  .L5:
    str r0, [sp, #8]
    ldr r1, [r3]
    mov r0, r5
    mov r5, r2
    blx r1
    mov r3, r5
    stm r6!, {r0, r1}
  .L6:
    msr primask, r4
    mrs r5, primask
    cpsid i
    movw r4, :lower16:EVENT
    movt r4, :upper16:EVENT
    ldrh r1, [r4, #12]
    movs r6, #0
    strh r6, [r4, #12]
    cbz r1, .L7
    msr primask, r5
    movs r6, #1
    b .L8
  .L7:
    ldr r1, [r4]
    ldr r0, [sp, #12]
    cbz r1, .L9
    ldr r2, [r4, #4]
    cmp r2, r0
    bne .L9
    ldr r2, [sp, #16]
    cmp r1, r2
    bne .L9
    ldr r1, [r4, #8]
    cbz r1, .L10
    str r6, [r4, #8]
  .L10:
    msr primask, r5
    b .L8
  .L9:
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
    cbz r2, .L11
    msr primask, r3
    movs r6, #1
    cbz r0, .L12
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
    b .L12
  .L11:
    str r6, [r4, #8]
    ldr r2, [r4, #4]
    str r1, [r4, #4]
    ldr r1, [r4]
    str r0, [r4]
    msr primask, r3
    cbz r1, .L12
    ldr r1, [r1, #4]
    mov r0, r2
    blx r1
  .L12:
    ldr r3, [sp, #4]
  .L8:
    cbz r3, .L13
    ldr r1, [r3, #4]
    ldr r0, [sp, #8]
    blx r1
  .L13:
    mov r0, r6
    add sp, #20
    pop {r4, r5, r6, r7, pc}
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
    movw r0, :lower16:W_SCOPED
    movt r0, :upper16:W_SCOPED
    pop {r7}
    pop {r1}
    mov lr, r1
    b _ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE
op_set_wide:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r3, :lower16:WIDE
    movt r3, :upper16:WIDE
    stm r3!, {r0, r1}
    msr primask, r2
    pop {r7, pc}
op_shared_cells:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    movw r0, :lower16:S_OTHER
    movt r0, :upper16:S_OTHER
    pop {r7}
    pop {r1}
    mov lr, r1
    b toggle_by_call
op_shared_cells_below:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    bl toggle_by_call
    msr primask, r4
    pop {r4, r6, r7, pc}
op_shared_get_mut:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_shared_get_mut_at_ceiling:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_shared_get_mut_call:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    pop {r7}
    pop {r1}
    mov lr, r1
    b toggle_by_call
op_shared_lock_at_ceiling:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    pop {r7}
    pop {r1}
    mov lr, r1
    b toggle_by_call
op_shared_lock_below:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    bl toggle_by_call
    msr primask, r4
    pop {r4, r6, r7, pc}
op_shared_main:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:S_ONE
    movt r1, :upper16:S_ONE
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_shared_main_call:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    bl toggle_by_call
    msr primask, r4
    pop {r4, r6, r7, pc}
op_shared_main_cells:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:S_ONE
    movt r1, :upper16:S_ONE
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r2, r3
    strb r2, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    movw r1, :lower16:S_OTHER
    movt r1, :upper16:S_OTHER
    ldrb r2, [r1, #2]
    eors r2, r3
    strb r2, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_shared_main_cells_several:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #12
    movw r0, :lower16:S_TOP
    movt r0, :upper16:S_TOP
    str r0, [sp, #8]
    movw r1, :lower16:S_BOTH
    movt r1, :upper16:S_BOTH
    str r1, [sp, #4]
    movw r2, :lower16:S_ONE
    movt r2, :upper16:S_ONE
    str r2, [sp]
    movs r3, #0
  .L1:
    cbz r3, .L2
    lsls r5, r3, #2
    mov r4, sp
    ldr r5, [r4, r5]
    mov r6, r3
  .L3:
    ldm r4!, {r0}
    cmp r5, r0
    beq .L4
    subs r6, r6, #1
    bne .L3
  .L2:
    adds r3, r3, #1
    cmp r3, #3
    bne .L1
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
    movw r1, :lower16:S_TOP
    movt r1, :upper16:S_TOP
    ldrb r0, [r1, #2]
    eors r0, r4
    strb r0, [r1, #2]
    ldrh r0, [r1]
    adds r0, r0, #1
    strh r0, [r1]
    msr primask, r3
    add sp, #12
    pop {r4, r5, r6, r7, pc}
  .L4:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare8lock_set11named_twiceE
op_shared_main_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    ldrb r1, [r0, #2]
    movs r2, #32
    eors r2, r1
    strb r2, [r0, #2]
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_shared_main_several:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:S_BOTH
    movt r1, :upper16:S_BOTH
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_shared_main_top:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:S_TOP
    movt r1, :upper16:S_TOP
    ldrb r2, [r1, #2]
    movs r3, #32
    eors r3, r2
    strb r3, [r1, #2]
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_signal_poll_wait:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #12
    mrs r1, primask
    cpsid i
    movw r5, :lower16:W_SIGNAL
    movt r5, :upper16:W_SIGNAL
    ldrb r4, [r5, #12]
    movs r6, #0
    strb r6, [r5, #12]
    cbz r4, .L1
    ldrb r5, [r5, #13]
    b .L2
  .L1:
    ldr r0, [r0]
    ldr r2, [r5]
    cbz r2, .L3
    ldr r3, [r0, #4]
    str r3, [sp, #8]
    ldr r3, [r5, #4]
    str r1, [sp, #4]
    ldr r1, [sp, #8]
    cmp r3, r1
    ldr r1, [sp, #4]
    bne .L3
    ldr r3, [r0]
    cmp r2, r3
    bne .L3
    ldr r0, [r5, #8]
    cbz r0, .L4
    str r6, [r5, #8]
  .L4:
  .L2:
    msr primask, r1
    movs r0, #1
    eors r4, r0
    b .L5
  .L3:
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
    bne .L6
    ldrb r5, [r5, #13]
    msr primask, r3
    cbz r0, .L7
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
  .L7:
    mov r4, r6
    b .L5
  .L6:
    str r6, [r5, #8]
    ldr r2, [r5, #4]
    str r1, [r5, #4]
    ldr r1, [r5]
    str r0, [r5]
    msr primask, r3
    movs r4, #1
    cbz r1, .L8
    ldr r1, [r1, #4]
    mov r0, r2
    blx r1
  .L8:
  .L5:
    mov r0, r4
    mov r1, r5
    add sp, #12
    pop {r4, r5, r6, r7, pc}
op_signal_reset:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:W_SIGNAL
    movt r1, :upper16:W_SIGNAL
    movs r2, #0
    strb r2, [r1, #12]
    msr primask, r0
    pop {r7, pc}
op_signal_signal:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r3, :lower16:W_SIGNAL
    movt r3, :upper16:W_SIGNAL
    strb r0, [r3, #13]
    movs r0, #1
    strb r0, [r3, #12]
    ldr r1, [r3]
    movs r0, #0
    str r0, [r3]
    ldr r0, [r3, #4]
    msr primask, r2
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop {r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L1:
    pop {r7, pc}
op_signal_signaled:
    push {r7, lr}
    add r7, sp, #0
    mrs r1, primask
    cpsid i
    movw r0, :lower16:W_SIGNAL
    movt r0, :upper16:W_SIGNAL
    ldrb r0, [r0, #12]
    msr primask, r1
    pop {r7, pc}
op_signal_try_take:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r1, :lower16:W_SIGNAL
    movt r1, :upper16:W_SIGNAL
    ldrb r0, [r1, #12]
    movs r3, #0
    strb r3, [r1, #12]
    ldrb r1, [r1, #13]
    msr primask, r2
    pop {r7, pc}
op_sleep_until:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:TEXT
    movt r1, :upper16:TEXT
    pop {r7}
    pop {r0}
    mov lr, r0
    b _ZN8irqshare4wait5sleep11sleep_untilE
op_sleep_until_with:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:TEXT
    movt r2, :upper16:TEXT
    pop {r7}
    pop {r0}
    mov lr, r0
    b _ZN8irqshare4wait5sleep16sleep_until_withE
op_u16_fetch_add:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r2, :lower16:G_U16
    movt r2, :upper16:G_U16
  .L1:
    ldrexh r1, [r2]
    adds r3, r1, r0
    strexh r4, r3, [r2]
    cmp r4, #0
    bne .L1
    mov r0, r1
    pop {r4, r6, r7, pc}
op_u16_get:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r0, [r0]
    pop {r7, pc}
op_u16_get_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r0, [r0]
    pop {r7, pc}
op_u16_replace:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_U16
    movt r2, :upper16:G_U16
  .L1:
    ldrexh r1, [r2]
    strexh r3, r0, [r2]
    cmp r3, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u16_replace_in:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_U16
    movt r2, :upper16:G_U16
    ldrh r1, [r2]
    strh r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_u16_set:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_U16
    movt r1, :upper16:G_U16
    strh r0, [r1]
    pop {r7, pc}
op_u16_set_in:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_U16
    movt r1, :upper16:G_U16
    strh r0, [r1]
    pop {r7, pc}
op_u16_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:G_U16
    movt r1, :upper16:G_U16
    ldrh r2, [r1]
    adds r2, r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_u16_update_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r1, [r0]
    adds r1, r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_u32_count:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
  .L1:
    ldrex r1, [r0]
    adds r1, r1, #1
    strex r2, r1, [r0]
    cmp r2, #0
    bne .L1
    pop {r7, pc}
op_u32_fetch_add:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
  .L1:
    ldrex r1, [r2]
    adds r3, r1, r0
    strex r4, r3, [r2]
    cmp r4, #0
    bne .L1
    mov r0, r1
    pop {r4, r6, r7, pc}
op_u32_fetch_and:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
  .L1:
    ldrex r1, [r2]
    mov r3, r1
    ands r3, r0
    strex r4, r3, [r2]
    cmp r4, #0
    bne .L1
    mov r0, r1
    pop {r4, r6, r7, pc}
op_u32_fetch_or:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
  .L1:
    ldrex r1, [r2]
    mov r3, r1
    orrs r3, r0
    strex r4, r3, [r2]
    cmp r4, #0
    bne .L1
    mov r0, r1
    pop {r4, r6, r7, pc}
op_u32_fetch_sub:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
  .L1:
    ldrex r1, [r2]
    subs r3, r1, r0
    strex r4, r3, [r2]
    cmp r4, #0
    bne .L1
    mov r0, r1
    pop {r4, r6, r7, pc}
op_u32_get:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r0, [r0]
    pop {r7, pc}
op_u32_get_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r0, [r0]
    pop {r7, pc}
op_u32_replace:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
  .L1:
    ldrex r1, [r2]
    strex r3, r0, [r2]
    cmp r3, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u32_replace_in:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
    ldr r1, [r2]
    str r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_u32_set:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_U32
    movt r1, :upper16:G_U32
    str r0, [r1]
    pop {r7, pc}
op_u32_set_in:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_U32
    movt r1, :upper16:G_U32
    str r0, [r1]
    pop {r7, pc}
op_u32_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:G_U32
    movt r1, :upper16:G_U32
    ldr r2, [r1]
    adds r2, r2, #1
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_u32_update_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r1, [r0]
    adds r1, r1, #1
    str r1, [r0]
    pop {r7, pc}
op_u64_fetch_add:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r5, :lower16:G_U64
    movt r5, :upper16:G_U64
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
op_u64_get:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r1, :lower16:G_U64
    movt r1, :upper16:G_U64
    ldm r1, {r0, r1}
    msr primask, r2
    pop {r7, pc}
op_u64_get_in:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_U64
    movt r1, :upper16:G_U64
    ldm r1, {r0, r1}
    pop {r7, pc}
op_u64_replace:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mrs r4, primask
    cpsid i
    movw r5, :lower16:G_U64
    movt r5, :upper16:G_U64
    ldr r2, [r5]
    str r0, [r5]
    ldr r3, [r5, #4]
    str r1, [r5, #4]
    msr primask, r4
    mov r0, r2
    mov r1, r3
    pop {r4, r5, r7, pc}
op_u64_replace_in:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r4, :lower16:G_U64
    movt r4, :upper16:G_U64
    ldr r2, [r4]
    str r0, [r4]
    ldr r3, [r4, #4]
    str r1, [r4, #4]
    mov r0, r2
    mov r1, r3
    pop {r4, r6, r7, pc}
op_u64_set:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r3, :lower16:G_U64
    movt r3, :upper16:G_U64
    stm r3!, {r0, r1}
    msr primask, r2
    pop {r7, pc}
op_u64_set_in:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_U64
    movt r2, :upper16:G_U64
    stm r2!, {r0, r1}
    pop {r7, pc}
op_u64_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:G_U64
    movt r1, :upper16:G_U64
    ldr r2, [r1]
    movs r3, #0
    adds r2, r2, #1
    str r2, [r1]
    ldr r2, [r1, #4]
    adcs r2, r3
    str r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
op_u64_update_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    ldr r1, [r0]
    movs r2, #0
    adds r1, r1, #1
    str r1, [r0]
    ldr r1, [r0, #4]
    adcs r1, r2
    str r1, [r0, #4]
    pop {r7, pc}
op_u8_fetch_add:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r2, :lower16:G_U8
    movt r2, :upper16:G_U8
  .L1:
    ldrexb r1, [r2]
    adds r3, r1, r0
    strexb r4, r3, [r2]
    cmp r4, #0
    bne .L1
    mov r0, r1
    pop {r4, r6, r7, pc}
op_u8_get:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r0, [r0]
    pop {r7, pc}
op_u8_get_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r0, [r0]
    pop {r7, pc}
op_u8_replace:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_U8
    movt r2, :upper16:G_U8
  .L1:
    ldrexb r1, [r2]
    strexb r3, r0, [r2]
    cmp r3, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u8_replace_in:
    push {r7, lr}
    add r7, sp, #0
    movw r2, :lower16:G_U8
    movt r2, :upper16:G_U8
    ldrb r1, [r2]
    strb r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_u8_set:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_U8
    movt r1, :upper16:G_U8
    strb r0, [r1]
    pop {r7, pc}
op_u8_set_in:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:G_U8
    movt r1, :upper16:G_U8
    strb r0, [r1]
    pop {r7, pc}
op_u8_update:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:G_U8
    movt r1, :upper16:G_U8
    ldrb r2, [r1]
    adds r2, r2, #1
    strb r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_u8_update_in:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r1, [r0]
    adds r1, r1, #1
    strb r1, [r0]
    pop {r7, pc}
op_update_wide:
    push {r7, lr}
    add r7, sp, #0
    mrs r0, primask
    cpsid i
    movw r1, :lower16:WIDE
    movt r1, :upper16:WIDE
    ldr r2, [r1]
    movs r3, #0
    adds r2, r2, #1
    str r2, [r1]
    ldr r2, [r1, #4]
    adcs r2, r3
    str r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
op_wake:
    push {r7, lr}
    add r7, sp, #0
    mrs r2, primask
    cpsid i
    movw r0, :lower16:ANYWHERE
    movt r0, :upper16:ANYWHERE
    ldr r1, [r0]
    movs r3, #0
    str r3, [r0]
    ldr r0, [r0, #4]
    msr primask, r2
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop {r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L1:
    pop {r7, pc}
op_waker_occupied:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:W_SHARED
    movt r0, :upper16:W_SHARED
    mrs r1, primask
    cpsid i
    ldr r0, [r0]
    msr primask, r1
    subs r1, r0, #1
    sbcs r0, r1
    pop {r7, pc}
op_waker_register:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    sub sp, #4
    movw r6, :lower16:W_SHARED
    movt r6, :upper16:W_SHARED
    mrs r3, primask
    cpsid i
    ldr r2, [r1]
    ldr r4, [r6]
    cbz r4, .L1
    ldr r0, [r1, #4]
    ldr r5, [r6, #4]
    cmp r5, r0
    bne .L2
    cmp r4, r2
    bne .L2
    movs r4, #0
    b .L3
  .L1:
    ldr r5, [r6, #4]
    ldr r0, [r1, #4]
  .L2:
    str r5, [sp]
    ldr r1, [r2]
    mov r5, r3
    blx r1
    mov r3, r5
    ldr r2, [sp]
    stm r6!, {r0, r1}
  .L3:
    msr primask, r3
    mov r0, r4
    mov r1, r2
    add sp, #4
    pop {r4, r5, r6, r7, pc}
op_waker_take:
    push {r7, lr}
    add r7, sp, #0
    movw r1, :lower16:W_SHARED
    movt r1, :upper16:W_SHARED
    mrs r2, primask
    cpsid i
    ldr r0, [r1]
    movs r3, #0
    str r3, [r1]
    ldr r1, [r1, #4]
    msr primask, r2
    pop {r7, pc}
op_waker_wake:
    push {r7, lr}
    add r7, sp, #0
    movw r0, :lower16:W_SHARED
    movt r0, :upper16:W_SHARED
    ldr r1, [r0]
    movs r2, #0
    str r2, [r0]
    cbz r1, .L1
    ldr r0, [r0, #4]
    ldr r1, [r1, #4]
    pop {r7}
    pop {r2}
    mov lr, r2
    bx r1
  .L1:
    pop {r7, pc}
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
