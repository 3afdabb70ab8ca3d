# rustc 1.96.0, LLVM 22.1.8, opt-level s
LINE:
    movw r0, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movt r0, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    ldrh r1, [r0]
    cmp r1, #1
    itttt eq
    ldrbeq r1, [r0, #4]
    eoreq r1, r1, #32
    strbeq r1, [r0, #4]
    ldrheq r1, [r0, #2]
    ittt eq
    addeq r1, #1
    strheq r1, [r0, #2]
    bxeq lr
  .L1:
    push {r7, lr}
    mov r7, sp
    bl _ZN8irqshare4arch4line14without_valuesE
_ZN12embassy_sync14blocking_mutex18Mutex$LT$R$C$T$GT$4lockE:
    push {r7, lr}
    mov r7, sp
    mrs r1, primask
    cpsid i
    ldrh r2, [r0]
    adds r2, #3
    strh r2, [r0]
    msr primask, r1
    pop {r7, pc}
_ZN4core3ptr25swap_nonoverlapping_bytes26swap_nonoverlapping_chunksE:
    push {r7, lr}
    mov r7, sp
  .L1:
    ldr.w r12, [r0]
    subs r2, #1
    ldr r3, [r1]
    str r3, [r0], #4
    str r12, [r1], #4
    bne .L1
    pop {r7, pc}
_ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE:
    mrs r1, primask
    cpsid i
    movs r3, #1
    ldrb r2, [r0]
    strb r3, [r0]
    cmp r2, #1
    beq .L1
    movs r2, #0
    strb r2, [r0]
    ldrh r2, [r0, #2]
    adds r2, #3
    strh r2, [r0, #2]
    msr primask, r1
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:TEXT
    msr primask, r1
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7interop12mutex_traits6lockedE
_ZN8irqshare4arch8cortex_m4nvic7disableE:
    push {r7, lr}
    mov r7, sp
    movw r2, #57728
    movs r3, #32
    movt r2, #57344
    mrs r12, primask
    cpsid i
    str r3, [r2]
    movw r3, :lower16:_ZN3ops5lines3irq1_6PAUSEDE
    movt r3, :upper16:_ZN3ops5lines3irq1_6PAUSEDE
    movs r2, #0
    dsb sy
    isb sy
    strb r2, [r3]
    movw r3, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movt r3, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    ldrh r1, [r3]
    strh r2, [r3]
    lsls r1, r1, #31
    beq .L1
    ldrh r2, [r3, #2]
    ldrb r1, [r3, #4]
    strh r2, [r0, #2]
    movs r2, #1
    strb r1, [r0, #4]
  .L1:
    strh r2, [r0]
    msr primask, r12
    pop {r7, pc}
_ZN8irqshare4arch8cortex_m5bound10bound_lineE:
    push {r7, lr}
    mov r7, sp
    movw r0, #20672
    movt r0, #57408
    pop {r7, pc}
_ZN8irqshare4wait5sleep11sleep_untilE:
    push {r7, lr}
    mov r7, sp
    mrs r0, basepri
    cbnz r0, .L1
    mrs r0, primask
    lsls r0, r0, #31
    bne .L1
    movw r1, :lower16:FLAG
    cpsid i
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
    mov r7, sp
    mrs r0, basepri
    cbnz r0, .L1
    mrs r0, primask
    lsls r0, r0, #31
    bne .L1
    movw r12, :lower16:FLAG
    cpsid i
    movt r12, :upper16:FLAG
    ldrb.w r0, [r12]
    cmp r0, #9
    beq .L2
    movw lr, :lower16:BEFORE
    movw r3, :lower16:AFTER
    movt lr, :upper16:BEFORE
    movs r2, #1
    movt r3, :upper16:AFTER
    movs r0, #2
  .L3:
    strb.w r2, [lr]
    dsb sy
    wfi
    strb r0, [r3]
    cpsie i
    isb sy
    cpsid i
    ldrb.w r1, [r12]
    cmp r1, #9
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
    movw r5, :lower16:W_WAKER
    mrs r2, primask
    cpsid i
    movt r5, :upper16:W_WAKER
    ldr r3, [r5]
    cbz r3, .L1
    ldrd r1, r0, [r0]
    ldr r4, [r5, #4]
    msr primask, r2
    cmp r4, r0
    it eq
    cmpeq r3, r1
    bne .L2
    b .L3
  .L1:
    msr primask, r2
    ldrd r1, r0, [r0]
  .L2:
    ldr r1, [r1]
    blx r1
    mrs r4, primask
    cpsid i
    mov r2, r0
    ldrd r3, r0, [r5]
    strd r2, r1, [r5]
    msr primask, r4
    cbz r3, .L3
    ldr r1, [r3, #4]
    pop.w {r4, r5, r7, lr}
    bx r1
  .L3:
    pop {r4, r5, r7, pc}
op_atomic_waker_take:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:W_WAKER
    mrs r2, primask
    cpsid i
    movs r3, #0
    movt r12, :upper16:W_WAKER
    ldrd r0, r1, [r12]
    str.w r3, [r12]
    msr primask, r2
    pop {r7, pc}
op_atomic_waker_wake:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:W_WAKER
    mrs r2, primask
    cpsid i
    movs r3, #0
    movt r12, :upper16:W_WAKER
    ldrd r1, r0, [r12]
    str.w r3, [r12]
    msr primask, r2
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop.w {r7, lr}
    bx r1
  .L1:
    pop {r7, pc}
op_bool_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r0, [r0]
    pop {r7, pc}
op_bool_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r0, [r0]
    pop {r7, pc}
op_bool_replace:
    push {r7, lr}
    mov r7, sp
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
    mov r7, sp
    movw r2, :lower16:G_BOOL
    movt r2, :upper16:G_BOOL
    ldrb r1, [r2]
    strb r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_bool_set:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_BOOL
    movt r1, :upper16:G_BOOL
    strb r0, [r1]
    pop {r7, pc}
op_bool_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_BOOL
    movt r1, :upper16:G_BOOL
    strb r0, [r1]
    pop {r7, pc}
op_bool_update:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_BOOL
    mrs r0, primask
    cpsid i
    movt r1, :upper16:G_BOOL
    ldrb r2, [r1]
    eor r2, r2, #1
    strb r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_bool_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r1, [r0]
    eor r1, r1, #1
    strb r1, [r0]
    pop {r7, pc}
op_ceiling:
    push {r7, lr}
    mov r7, sp
    mrs r0, ipsr
    cbz r0, .L1
    bic r1, r0, #1
    cmp r1, #2
    beq .L2
    mov.w r1, #1008
    cmp r0, #16
    it lo
    movwlo r1, #3348
    add r0, r1
    mov.w r1, #-536813568
    ldrb r0, [r0, r1]
    cmp r0, #191
    bls .L2
  .L1:
    movs r1, #192
    mrs r0, basepri
    mrs r2, primask
    cpsid i
    msr basepri_max, r1
    msr primask, r2
    movw r1, :lower16:CEILING
    movt r1, :upper16:CEILING
    ldrb r2, [r1, #4]
    cbnz r2, .L3
    movs r2, #1
    strb r2, [r1, #4]
    ldr r2, [r1]
    adds r2, #11
    str r2, [r1]
    movs r2, #0
    strb r2, [r1, #4]
    msr basepri, r0
    pop {r7, pc}
  .L2:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate16taken_from_aboveE
  .L3:
    msr basepri, r0
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
op_ceiling_top:
    movw r1, :lower16:CEILING_TOP
    mrs r0, primask
    cpsid i
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
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    msr primask, r0
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
op_ceiling_try:
    push {r7, lr}
    mov r7, sp
    movs r0, #192
    mrs r1, basepri
    mrs r2, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r2
    movw r2, :lower16:CEILING
    movt r2, :upper16:CEILING
    ldrb r0, [r2, #4]
    cbz r0, .L1
    msr basepri, r1
    b .L2
  .L1:
    movs r3, #1
    strb r3, [r2, #4]
    ldr r3, [r2]
    adds r3, #13
    str r3, [r2]
    movs r3, #0
    strb r3, [r2, #4]
    msr basepri, r1
  .L2:
    clz r0, r0
    lsrs r0, r0, #5
    pop {r7, pc}
op_ceiling_twice:
    push {r7, lr}
    mov r7, sp
    mrs r0, ipsr
    cbz r0, .L1
    bic r1, r0, #1
    cmp r1, #2
    beq .L2
    mov.w r1, #1008
    cmp r0, #16
    it lo
    movwlo r1, #3348
    mov.w r2, #-536813568
    add r1, r0
    ldrb r1, [r1, r2]
    cmp r1, #191
    bls .L2
  .L1:
    movs r1, #192
    mrs r2, basepri
    mrs r3, primask
    cpsid i
    msr basepri_max, r1
    msr primask, r3
    movw r1, :lower16:CEILING
    movt r1, :upper16:CEILING
    ldrb r3, [r1, #4]
    cbnz r3, .L3
    movs r3, #1
    strb r3, [r1, #4]
    ldr r3, [r1]
    add.w r3, r3, #14
    str r3, [r1]
    mov.w r3, #0
    strb r3, [r1, #4]
    msr basepri, r2
    cbz r0, .L4
    mov.w r2, #1008
    cmp r0, #16
    it lo
    movwlo r2, #3348
    add r0, r2
    mov.w r2, #-536813568
    ldrb r0, [r0, r2]
    cmp r0, #191
    bls .L5
  .L4:
    movs r2, #192
    mrs r0, basepri
    mrs r3, primask
    cpsid i
    msr basepri_max, r2
    msr primask, r3
    ldrb r2, [r1, #4]
    cbnz r2, .L6
    movs r2, #1
    strb r2, [r1, #4]
    ldr r2, [r1]
    adds r2, #14
    str r2, [r1]
    movs r2, #0
    strb r2, [r1, #4]
    msr basepri, r0
    pop {r7, pc}
  .L2:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate16taken_from_aboveE
  .L3:
    movw r0, :lower16:TEXT
    msr basepri, r2
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
  .L5:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate16taken_from_aboveE
  .L6:
    msr basepri, r0
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7ceiling4gate13taken_alreadyE
op_event_count:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:W_EVENT
    mrs r12, primask
    cpsid i
    movw r3, #65535
    movt r2, :upper16:W_EVENT
    movs r1, #0
    ldrh r0, [r2, #12]
    cmp r0, r3
    itt ne
    addne r0, #1
    strhne r0, [r2, #12]
    ldrd r3, r0, [r2]
    str r1, [r2]
    msr primask, r12
    cbz r3, .L1
    ldr r1, [r3, #4]
    pop.w {r7, lr}
    bx r1
  .L1:
    pop {r7, pc}
op_event_is_set:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:W_EVENT
    movt r0, :upper16:W_EVENT
    ldrh r0, [r0, #12]
    cmp r0, #0
    it ne
    movne r0, #1
    pop {r7, pc}
op_event_poll_wait:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    movw r5, :lower16:W_EVENT
    mrs r1, primask
    cpsid i
    movs r2, #0
    movt r5, :upper16:W_EVENT
    ldrh r4, [r5, #12]
    strh r2, [r5, #12]
    cbz r4, .L1
    msr primask, r1
    b .L2
  .L1:
    ldr r2, [r5]
    ldr r0, [r0]
    cbz r2, .L3
    ldr r3, [r0, #4]
    ldr r4, [r5, #4]
    cmp r4, r3
    itt eq
    ldreq r3, [r0]
    cmpeq r2, r3
    beq .L4
  .L3:
    msr primask, r1
    ldrd r1, r0, [r0]
    ldr r1, [r1]
    blx r1
    mrs r3, primask
    cpsid i
    movs r2, #0
    ldrh r4, [r5, #12]
    strh r2, [r5, #12]
    cbz r4, .L5
    msr primask, r3
    cbz r0, .L2
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
    b .L2
  .L5:
    str r2, [r5, #8]
    ldrd r4, r2, [r5]
    strd r0, r1, [r5]
    msr primask, r3
    cbz r4, .L6
    ldr r1, [r4, #4]
    mov r0, r2
    blx r1
    b .L6
  .L4:
    ldr r0, [r5, #8]
    cbz r0, .L7
    movs r0, #0
    str r0, [r5, #8]
  .L7:
    msr primask, r1
  .L6:
    movs r4, #0
  .L2:
    mov r0, r4
    pop {r4, r5, r7, pc}
op_event_set:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:EVENT
    mrs r12, primask
    cpsid i
    movw r3, #65535
    movt r2, :upper16:EVENT
    movs r1, #0
    ldrh r0, [r2, #12]
    cmp r0, r3
    itt ne
    addne r0, #1
    strhne r0, [r2, #12]
    ldrd r3, r0, [r2]
    str r1, [r2]
    msr primask, r12
    cbz r3, .L1
    ldr r1, [r3, #4]
    pop.w {r7, lr}
    bx r1
  .L1:
    pop {r7, pc}
op_event_take:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:W_EVENT
    mrs r1, primask
    cpsid i
    movs r3, #0
    movt r2, :upper16:W_EVENT
    ldrh r0, [r2, #12]
    strh r3, [r2, #12]
    msr primask, r1
    pop {r7, pc}
op_free:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:FLAG
    movs r2, #8
    movt r1, :upper16:FLAG
    mrs r0, primask
    cpsid i
    strb r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_free_nothing:
    push {r7, lr}
    mov r7, sp
    mrs r0, primask
    cpsid i
    msr primask, r0
    pop {r7, pc}
op_get_flag:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:FLAG
    movt r0, :upper16:FLAG
    ldrb r0, [r0]
    pop {r7, pc}
op_get_wide:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:WIDE
    movt r2, :upper16:WIDE
    ldrd r0, r1, [r2]
    pop {r7, pc}
op_handler_alone:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:ONE
    movt r0, :upper16:ONE
    ldr r1, [r0]
    adds r1, #5
    str r1, [r0]
    pop {r7, pc}
op_handler_at_ceiling:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:BOTH
    movt r0, :upper16:BOTH
    ldr r1, [r0]
    adds r1, #6
    str r1, [r0]
    pop {r7, pc}
op_handler_below:
    push {r7, lr}
    mov r7, sp
    movs r0, #192
    mrs r2, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:BOTH
    movt r0, :upper16:BOTH
    ldr r1, [r0]
    adds r1, #7
    str r1, [r0]
    msr basepri, r2
    pop {r7, pc}
op_handler_wakes:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:WAKER
    movs r3, #0
    movt r2, :upper16:WAKER
    ldrd r1, r0, [r2]
    str r3, [r2]
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop.w {r7, lr}
    bx r1
  .L1:
    pop {r7, pc}
op_interrupts_are_enabled:
    push {r7, lr}
    mov r7, sp
    mrs r0, primask
    movs r1, #1
    bic.w r0, r1, r0
    pop {r7, pc}
op_interrupts_disable:
    push {r7, lr}
    mov r7, sp
    cpsid i
    pop {r7, pc}
op_interrupts_enable:
    push {r7, lr}
    mov r7, sp
    cpsie i
    pop {r7, pc}
op_line_disable:
    push {r7, lr}
    mov r7, sp
    movw r2, #57728
    movs r3, #32
    movt r2, #57344
    mrs r12, primask
    cpsid i
    str r3, [r2]
    movw r3, :lower16:_ZN3ops5lines3irq1_6PAUSEDE
    movt r3, :upper16:_ZN3ops5lines3irq1_6PAUSEDE
    movs r2, #0
    dsb sy
    isb sy
    strb r2, [r3]
    movw r3, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movt r3, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    ldrh r1, [r3]
    strh r2, [r3]
    lsls r1, r1, #31
    beq .L1
    ldrh r2, [r3, #2]
    ldrb r1, [r3, #4]
    strh r2, [r0, #2]
    movs r2, #1
    strb r1, [r0, #4]
  .L1:
    strh r2, [r0]
    msr primask, r12
    pop {r7, pc}
op_line_enable:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r0, :lower16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    movs r1, #0
    movt r0, :upper16:_ZN3ops5lines3irq4LINE17__irqshare_values6VALUESE
    mrs r4, primask
    cpsid i
    movw r2, :lower16:TEXT
    strb r1, [r0, #4]
    movs r1, #1
    str r1, [r0]
    movs r0, #5
    movw r1, :lower16:"__irqshare ops::lines::irq::LINE"
    movt r0, #57536
    movt r1, :upper16:"__irqshare ops::lines::irq::LINE"
    movt r2, :upper16:TEXT
    bl _ZN8irqshare4arch8cortex_m4nvic4Line6enableE
    msr primask, r4
    pop {r4, r6, r7, pc}
op_line_pend:
    push {r7, lr}
    mov r7, sp
    movw r0, #57856
    movs r1, #32
    movt r0, #57344
    str r1, [r0]
    pop {r7, pc}
op_lock:
    push {r7, lr}
    mov r7, sp
    movs r0, #192
    mrs r2, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:BOTH
    movt r0, :upper16:BOTH
    ldr r1, [r0]
    adds r1, #2
    str r1, [r0]
    msr basepri, r2
    pop {r7, pc}
op_lock_top:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:URGENT
    mrs r0, primask
    cpsid i
    movt r1, :upper16:URGENT
    ldr r2, [r1]
    adds r2, #3
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_lock_twice:
    push {r7, lr}
    mov r7, sp
    movs r0, #192
    mrs r2, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r1, :lower16:BOTH
    movt r1, :upper16:BOTH
    ldr r3, [r1]
    adds r3, #4
    str r3, [r1]
    msr basepri, r2
    mrs r3, basepri
    mrs r2, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r2
    ldr r0, [r1]
    adds r0, #4
    str r0, [r1]
    msr basepri, r3
    pop {r7, pc}
op_main_handle_lock:
    movw r0, :lower16:_ZN8irqshare4wait11main_handle4LENTE
    movs r2, #1
    movt r0, :upper16:_ZN8irqshare4wait11main_handle4LENTE
    ldrb r1, [r0]
    strb r2, [r0]
    cmp r1, #1
    beq .L1
    movs r1, #224
    mrs r3, basepri
    mrs r2, primask
    cpsid i
    msr basepri_max, r1
    msr primask, r2
    movw r1, :lower16:ONE
    movt r1, :upper16:ONE
    ldr r2, [r1]
    adds r2, #10
    str r2, [r1]
    movs r1, #0
    msr basepri, r3
    strb r1, [r0]
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare4wait11main_handle12lent_alreadyE
op_moved_get_mut:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_MOVED
    movt r0, :upper16:S_MOVED
    ldrh r1, [r0]
    cmp r1, #1
    it ne
    popne {r7, pc}
  .L1:
    ldrb r1, [r0, #4]
    eor r1, r1, #32
    strb r1, [r0, #4]
    ldrh r1, [r0, #2]
    adds r1, #1
    strh r1, [r0, #2]
    pop {r7, pc}
op_moved_lock:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_MOVED
    movs r2, #224
    movt r0, :upper16:S_MOVED
    mrs r1, basepri
    mrs r3, primask
    cpsid i
    msr basepri_max, r2
    msr primask, r3
    ldrh r2, [r0]
    cmp r2, #1
    bne .L1
    ldrb r2, [r0, #4]
    eor r2, r2, #32
    strb r2, [r0, #4]
    ldrh r2, [r0, #2]
    adds r2, #1
    strh r2, [r0, #2]
  .L1:
    msr basepri, r1
    pop {r7, pc}
op_moved_put:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movw r12, :lower16:S_MOVED
    movs r1, #224
    movt r12, :upper16:S_MOVED
    mrs r4, basepri
    mrs lr, primask
    cpsid i
    msr basepri_max, r1
    msr primask, lr
    movs r1, #1
    ldrh.w lr, [r12]
    strh.w r1, [r12]
    ldr.w r1, [r12, #2]
    strb.w r3, [r12, #4]
    strh.w r2, [r12, #2]
    msr basepri, r4
    str.w r1, [r0, #2]
    strh.w lr, [r0]
    pop {r4, r6, r7, pc}
op_moved_take:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:S_MOVED
    movs r2, #224
    movt r1, :upper16:S_MOVED
    mrs r12, basepri
    mrs r3, primask
    cpsid i
    msr basepri_max, r2
    msr primask, r3
    movs r3, #0
    ldrh r2, [r1]
    strh r3, [r1]
    ldr.w r1, [r1, #2]
    msr basepri, r12
    str.w r1, [r0, #2]
    strh r2, [r0]
    pop {r7, pc}
op_mutex_borrow_ref:
    movw r0, :lower16:M_LED
    mrs r1, primask
    cpsid i
    mvn r3, #-2147483648
    movt r0, :upper16:M_LED
    ldr r2, [r0]
    cmp r2, r3
    bhs .L1
    ldrb r0, [r0, #6]
    msr primask, r1
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_borrow_ref_mut:
    movw r1, :lower16:M_LED
    mrs r0, primask
    cpsid i
    movt r1, :upper16:M_LED
    ldr r2, [r1]
    cbnz r2, .L1
    ldrb r2, [r1, #6]
    eor r2, r2, #32
    strb r2, [r1, #6]
    ldrh r2, [r1, #4]
    adds r2, #1
    strh r2, [r1, #4]
    msr primask, r0
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_cell_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:M_CELL
    mrs r1, primask
    cpsid i
    movt r0, :upper16:M_CELL
    ldrh r0, [r0]
    msr primask, r1
    pop {r7, pc}
op_mutex_cell_replace:
    push {r7, lr}
    mov r7, sp
    movw r3, :lower16:M_CELL
    mrs r2, primask
    cpsid i
    movt r3, :upper16:M_CELL
    ldrh r1, [r3]
    strh r0, [r3]
    msr primask, r2
    mov r0, r1
    pop {r7, pc}
op_mutex_cell_set:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:M_CELL
    mrs r1, primask
    cpsid i
    movt r2, :upper16:M_CELL
    strh r0, [r2]
    msr primask, r1
    pop {r7, pc}
op_mutex_cell_take:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:M_CELL
    mrs r1, primask
    cpsid i
    movs r3, #0
    movt r2, :upper16:M_CELL
    ldrh r0, [r2]
    strh r3, [r2]
    msr primask, r1
    pop {r7, pc}
op_mutex_cell_update:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:M_CELL
    mrs r0, primask
    cpsid i
    movt r1, :upper16:M_CELL
    ldrh r2, [r1]
    adds r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_mutex_put:
    push {r7, lr}
    mov r7, sp
    movw lr, :lower16:M_OPTION
    mrs r12, primask
    cpsid i
    movt lr, :upper16:M_OPTION
    ldr.w r3, [lr]
    cbnz r3, .L1
    ldrh.w r3, [lr, #8]
    strh r3, [r0, #4]
    ldr.w r3, [lr, #4]
    str r3, [r0]
    movs r0, #1
    strb.w r2, [lr, #8]
    strh.w r1, [lr, #6]
    strh.w r0, [lr, #4]
    msr primask, r12
    pop {r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_take:
    movw r2, :lower16:M_OPTION
    mrs r1, primask
    cpsid i
    movt r2, :upper16:M_OPTION
    ldr r3, [r2]
    cbnz r3, .L1
    ldrh r3, [r2, #8]
    strh r3, [r0, #4]
    ldr r3, [r2, #4]
    str r3, [r0]
    movs r0, #0
    strh r0, [r2, #4]
    msr primask, r1
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with:
    movw r1, :lower16:M_OPTION
    mrs r0, primask
    cpsid i
    movt r1, :upper16:M_OPTION
    ldr r2, [r1]
    cbnz r2, .L1
    ldrh r2, [r1, #4]
    cmp r2, #1
    bne .L2
    ldrb r2, [r1, #8]
    eor r2, r2, #32
    strb r2, [r1, #8]
    ldrh r2, [r1, #6]
    adds r2, #1
    strh r2, [r1, #6]
  .L2:
    movs r2, #0
    str r2, [r1]
    msr primask, r0
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with_call:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    movw r5, :lower16:M_OPTION
    mrs r4, primask
    cpsid i
    movt r5, :upper16:M_OPTION
    ldr r0, [r5]
    cbnz r0, .L1
    mov.w r0, #-1
    str r0, [r5]
    ldrh r0, [r5, #4]
    cmp r0, #1
    bne .L2
    adds r0, r5, #6
    bl toggle_by_call
    ldr r0, [r5]
    adds r0, #1
    b .L3
  .L2:
    movs r0, #0
  .L3:
    str r0, [r5]
    msr primask, r4
    pop {r4, r5, r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with_in:
    movw r0, :lower16:M_OPTION
    movt r0, :upper16:M_OPTION
    ldr r1, [r0]
    cbnz r1, .L1
    ldrh r1, [r0, #4]
    cmp r1, #1
    bne .L2
    ldrb r1, [r0, #8]
    eor r1, r1, #32
    strb r1, [r0, #8]
    ldrh r1, [r0, #6]
    adds r1, #1
    strh r1, [r0, #6]
  .L2:
    movs r1, #0
    str r1, [r0]
    bx lr
  .L1:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_padded_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_PADDED
    mrs r2, primask
    cpsid i
    movt r0, :upper16:G_PADDED
    ldr r1, [r0, #4]
    ldrb r0, [r0]
    msr primask, r2
    pop {r7, pc}
op_padded_get_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_PADDED
    movt r1, :upper16:G_PADDED
    ldrb r0, [r1]
    ldr r1, [r1, #4]
    pop {r7, pc}
op_padded_replace:
    push {r7, lr}
    mov r7, sp
    movw r3, :lower16:G_PADDED
    mrs r12, primask
    cpsid i
    movt r3, :upper16:G_PADDED
    ldr r2, [r3, #4]
    str r1, [r3, #4]
    ldrb r1, [r3]
    strb r0, [r3]
    msr primask, r12
    mov r0, r1
    mov r1, r2
    pop {r7, pc}
op_padded_replace_in:
    push {r7, lr}
    mov r7, sp
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
    mov r7, sp
    movw r3, :lower16:G_PADDED
    mrs r2, primask
    cpsid i
    movt r3, :upper16:G_PADDED
    str r1, [r3, #4]
    strb r0, [r3]
    msr primask, r2
    pop {r7, pc}
op_padded_set_in:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:G_PADDED
    movt r2, :upper16:G_PADDED
    str r1, [r2, #4]
    strb r0, [r2]
    pop {r7, pc}
op_padded_update:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_PADDED
    mrs r0, primask
    cpsid i
    movt r1, :upper16:G_PADDED
    ldr r2, [r1, #4]
    adds r2, #1
    str r2, [r1, #4]
    msr primask, r0
    pop {r7, pc}
op_padded_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    ldr r1, [r0, #4]
    adds r1, #1
    str r1, [r0, #4]
    pop {r7, pc}
op_published_u16_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:P_U16
    movt r0, :upper16:P_U16
    ldrh r0, [r0]
    pop {r7, pc}
op_published_u16_update:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:P_U16
    movt r0, :upper16:P_U16
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_published_u32_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:P_U32
    movt r0, :upper16:P_U32
    ldr r0, [r0]
    pop {r7, pc}
op_published_u32_update:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:P_U32
    movt r0, :upper16:P_U32
    ldr r1, [r0]
    adds r1, #1
    str r1, [r0]
    pop {r7, pc}
op_published_u64_get:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:P_U64
    movt r2, :upper16:P_U64
    ldrd r0, r1, [r2]
    pop {r7, pc}
op_published_u64_set:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:P_U64
    mrs r0, primask
    cpsid i
    movt r1, :upper16:P_U64
    strd r2, r3, [r1]
    msr primask, r0
    pop {r7, pc}
op_published_u64_update:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:P_U64
    movt r0, :upper16:P_U64
    ldrd r1, r2, [r0]
    mrs r3, primask
    cpsid i
    adds r1, #1
    adc r2, r2, #0
    strd r1, r2, [r0]
    msr primask, r3
    pop {r7, pc}
op_published_u64_update_top:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:P_TOP
    movt r0, :upper16:P_TOP
    ldrd r1, r2, [r0]
    adds r1, #1
    adc r2, r2, #0
    strd r1, r2, [r0]
    pop {r7, pc}
op_published_u8_update:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:P_U8
    movt r0, :upper16:P_U8
    ldrb r1, [r0]
    adds r1, #1
    strb r1, [r0]
    pop {r7, pc}
op_raw_mutex:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:W_RAW
    mrs r0, primask
    cpsid i
    movt r1, :upper16:W_RAW
    ldrh r2, [r1]
    adds r2, #3
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_register:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    push.w {r8, r9, r10}
    movw r6, :lower16:ANYWHERE
    mrs r0, primask
    cpsid i
    movt r6, :upper16:ANYWHERE
    ldr r2, [r6]
    cbz r2, .L1
    ldrd r10, r5, [r1]
    ldr r1, [r6, #4]
    msr primask, r0
    cmp r1, r5
    it eq
    cmpeq r2, r10
    bne .L2
    b .L3
  .L1:
    msr primask, r0
    ldrd r10, r5, [r1]
  .L2:
    ldr.w r1, [r10]
    mov r0, r5
    blx r1
    mrs r4, primask
    cpsid i
    mov r2, r0
    ldrd r3, r0, [r6]
    strd r2, r1, [r6]
    msr primask, r4
    cbz r3, .L3
    ldr r1, [r3, #4]
    blx r1
  .L3:
    movw r4, :lower16:WAKER
    movs r0, #224
    movt r4, :upper16:WAKER
    mrs r6, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    ldrd r9, r8, [r4]
    cmp.w r9, #0
    beq .L4
    cmp r8, r5
    it eq
    cmpeq r9, r10
    beq .L5
  .L4:
    ldr.w r1, [r10]
    mov r0, r5
    blx r1
    strd r0, r1, [r4]
    b .L6
  .L5:
    mov.w r9, #0
  .L6:
    msr basepri, r6
    movw r6, :lower16:EVENT
    movs r2, #0
    mrs r0, primask
    cpsid i
    movt r6, :upper16:EVENT
    ldrh r1, [r6, #12]
    strh r2, [r6, #12]
    cbz r1, .L7
    msr primask, r0
  .L8:
    movs r5, #1
  .L9:
    cmp.w r9, #0
    ittt ne
    ldrne.w r1, [r9, #4]
    movne r0, r8
    blxne r1
    mov r0, r5
    pop.w {r8, r9, r10}
    pop {r4, r5, r6, r7, pc}
  .L7:
    ldr r1, [r6]
    cbz r1, .L10
    ldr r2, [r6, #4]
    cmp r2, r5
    it eq
    cmpeq r1, r10
    beq .L11
  .L10:
    msr primask, r0
    mov r0, r5
    ldr.w r1, [r10]
    blx r1
    mrs r3, primask
    cpsid i
    movs r5, #0
    ldrh r2, [r6, #12]
    strh r5, [r6, #12]
    cbz r2, .L12
    cmp r0, #0
    msr primask, r3
    beq .L8
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
    b .L8
  .L12:
    ldrd r4, r2, [r6]
    str r5, [r6, #8]
    strd r0, r1, [r6]
    cmp r4, #0
    msr primask, r3
    beq .L9
    ldr r1, [r4, #4]
    mov r0, r2
    blx r1
    b .L9
  .L11:
    ldr r1, [r6, #8]
    cbz r1, .L13
    movs r1, #0
    str r1, [r6, #8]
  .L13:
    msr primask, r0
    movs r5, #0
    b .L9
op_restore:
    push {r7, lr}
    mov r7, sp
    msr primask, r0
    pop {r7, pc}
op_save_and_disable:
    push {r7, lr}
    mov r7, sp
    mrs r0, primask
    cpsid i
    pop {r7, pc}
op_save_and_restore:
    as op_free_nothing
op_scoped_raw_mutex:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:W_SCOPED
    movt r0, :upper16:W_SCOPED
    pop.w {r7, lr}
    b _ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE
op_set_wide:
    push {r7, lr}
    mov r7, sp
    movw r3, :lower16:WIDE
    mrs r2, primask
    cpsid i
    movt r3, :upper16:WIDE
    strd r0, r1, [r3]
    msr primask, r2
    pop {r7, pc}
op_shared_cells:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    movw r0, :lower16:S_OTHER
    movt r0, :upper16:S_OTHER
    pop.w {r7, lr}
    b toggle_by_call
op_shared_cells_below:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movs r0, #192
    mrs r4, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    bl toggle_by_call
    msr basepri, r4
    pop {r4, r6, r7, pc}
op_shared_get_mut:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_shared_get_mut_at_ceiling:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_shared_get_mut_call:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    pop.w {r7, lr}
    b toggle_by_call
op_shared_lock_at_ceiling:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    pop.w {r7, lr}
    b toggle_by_call
op_shared_lock_below:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movs r0, #192
    mrs r4, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    bl toggle_by_call
    msr basepri, r4
    pop {r4, r6, r7, pc}
op_shared_main:
    push {r7, lr}
    mov r7, sp
    movs r0, #224
    mrs r2, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    msr basepri, r2
    pop {r7, pc}
op_shared_main_call:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    movs r0, #224
    mrs r4, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    bl toggle_by_call
    msr basepri, r4
    pop {r4, r6, r7, pc}
op_shared_main_cells:
    push {r7, lr}
    mov r7, sp
    movs r0, #224
    mrs r2, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:S_ONE
    movt r0, :upper16:S_ONE
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    movw r0, :lower16:S_OTHER
    movt r0, :upper16:S_OTHER
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    msr basepri, r2
    pop {r7, pc}
op_shared_main_cells_several:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    sub sp, #16
    movw r12, :lower16:S_TOP
    movw lr, :lower16:S_BOTH
    movw r2, :lower16:S_ONE
    add r0, sp, #4
    movt r12, :upper16:S_TOP
    movt lr, :upper16:S_BOTH
    movt r2, :upper16:S_ONE
    movs r3, #0
    str.w r12, [sp, #12]
    str.w lr, [sp, #8]
    str r2, [sp, #4]
  .L1:
    cbz r3, .L2
    ldr.w r1, [r0, r3, lsl #2]
    movs r4, #0
  .L3:
    ldr.w r5, [r0, r4, lsl #2]
    cmp r1, r5
    beq .L4
    adds r4, #1
    cmp r3, r4
    bne .L3
  .L2:
    adds r3, #1
    cmp r3, #3
    bne .L1
    mrs r0, primask
    cpsid i
    ldrb r1, [r2, #2]
    eor r1, r1, #32
    strb r1, [r2, #2]
    ldrh r1, [r2]
    adds r1, #1
    strh r1, [r2]
    ldrb.w r1, [lr, #2]
    eor r1, r1, #32
    strb.w r1, [lr, #2]
    ldrh.w r1, [lr]
    adds r1, #1
    strh.w r1, [lr]
    ldrb.w r1, [r12, #2]
    eor r1, r1, #32
    strb.w r1, [r12, #2]
    ldrh.w r1, [r12]
    adds r1, #1
    strh.w r1, [r12]
    msr primask, r0
    add sp, #16
    pop {r4, r5, r7, pc}
  .L4:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare8lock_set11named_twiceE
op_shared_main_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_shared_main_several:
    push {r7, lr}
    mov r7, sp
    movs r0, #192
    mrs r2, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    movw r0, :lower16:S_BOTH
    movt r0, :upper16:S_BOTH
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    msr basepri, r2
    pop {r7, pc}
op_shared_main_top:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:S_TOP
    mrs r0, primask
    cpsid i
    movt r1, :upper16:S_TOP
    ldrb r2, [r1, #2]
    eor r2, r2, #32
    strb r2, [r1, #2]
    ldrh r2, [r1]
    adds r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_signal_poll_wait:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    movw r5, :lower16:W_SIGNAL
    mrs r1, primask
    cpsid i
    movs r3, #0
    movt r5, :upper16:W_SIGNAL
    ldrb r2, [r5, #12]
    ldrb r4, [r5, #13]
    strb r3, [r5, #12]
    cbz r2, .L1
  .L2:
    msr primask, r1
    eor r0, r2, #1
    b .L3
  .L1:
    ldr r3, [r5]
    ldr r0, [r0]
    cbz r3, .L4
    ldr.w r12, [r0, #4]
    ldr r4, [r5, #4]
    cmp r4, r12
    itt eq
    ldreq r4, [r0]
    cmpeq r3, r4
    beq .L5
  .L4:
    msr primask, r1
    ldrd r1, r0, [r0]
    ldr r1, [r1]
    blx r1
    mrs r3, primask
    cpsid i
    mov.w r12, #0
    ldrb r4, [r5, #13]
    ldrb r2, [r5, #12]
    strb.w r12, [r5, #12]
    cmp r2, #1
    bne .L6
    msr primask, r3
    cbz r0, .L7
    ldr r2, [r0, #12]
    mov r0, r1
    blx r2
  .L7:
    movs r0, #0
    b .L3
  .L6:
    ldrd r4, r2, [r5]
    str.w r12, [r5, #8]
    strd r0, r1, [r5]
    msr primask, r3
    cbz r4, .L8
    ldr r1, [r4, #4]
    mov r0, r2
    blx r1
  .L8:
    movs r0, #1
  .L3:
    mov r1, r4
    pop {r4, r5, r7, pc}
  .L5:
    ldr r0, [r5, #8]
    cbz r0, .L9
    movs r0, #0
    str r0, [r5, #8]
  .L9:
    b .L2
op_signal_reset:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:W_SIGNAL
    movs r2, #0
    movt r1, :upper16:W_SIGNAL
    mrs r0, primask
    cpsid i
    strb r2, [r1, #12]
    msr primask, r0
    pop {r7, pc}
op_signal_signal:
    push {r7, lr}
    mov r7, sp
    movw r3, :lower16:W_SIGNAL
    mrs r12, primask
    cpsid i
    movs r2, #0
    movt r3, :upper16:W_SIGNAL
    strb r0, [r3, #13]
    movs r0, #1
    strb r0, [r3, #12]
    ldrd r1, r0, [r3]
    str r2, [r3]
    msr primask, r12
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop.w {r7, lr}
    bx r1
  .L1:
    pop {r7, pc}
op_signal_signaled:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:W_SIGNAL
    mrs r1, primask
    cpsid i
    movt r0, :upper16:W_SIGNAL
    ldrb r0, [r0, #12]
    msr primask, r1
    pop {r7, pc}
op_signal_try_take:
    push {r7, lr}
    mov r7, sp
    movw r3, :lower16:W_SIGNAL
    mrs r12, primask
    cpsid i
    movs r2, #0
    movt r3, :upper16:W_SIGNAL
    ldrb r0, [r3, #12]
    ldrb r1, [r3, #13]
    strb r2, [r3, #12]
    msr primask, r12
    pop {r7, pc}
op_sleep_until:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:TEXT
    movt r1, :upper16:TEXT
    pop.w {r7, lr}
    b _ZN8irqshare4wait5sleep11sleep_untilE
op_sleep_until_with:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:TEXT
    movt r2, :upper16:TEXT
    pop.w {r7, lr}
    b _ZN8irqshare4wait5sleep16sleep_until_withE
op_u16_fetch_add:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:G_U16
    movt r12, :upper16:G_U16
  .L1:
    ldrexh r1, [r12]
    adds r3, r1, r0
    strexh r2, r3, [r12]
    cmp r2, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u16_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r0, [r0]
    pop {r7, pc}
op_u16_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r0, [r0]
    pop {r7, pc}
op_u16_replace:
    push {r7, lr}
    mov r7, sp
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
    mov r7, sp
    movw r2, :lower16:G_U16
    movt r2, :upper16:G_U16
    ldrh r1, [r2]
    strh r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_u16_set:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U16
    movt r1, :upper16:G_U16
    strh r0, [r1]
    pop {r7, pc}
op_u16_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U16
    movt r1, :upper16:G_U16
    strh r0, [r1]
    pop {r7, pc}
op_u16_update:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U16
    mrs r0, primask
    cpsid i
    movt r1, :upper16:G_U16
    ldrh r2, [r1]
    adds r2, #1
    strh r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_u16_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    pop {r7, pc}
op_u32_count:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
  .L1:
    ldrex r1, [r0]
    adds r1, #1
    strex r2, r1, [r0]
    cmp r2, #0
    bne .L1
    pop {r7, pc}
op_u32_fetch_add:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:G_U32
    movt r12, :upper16:G_U32
  .L1:
    ldrex r1, [r12]
    adds r3, r1, r0
    strex r2, r3, [r12]
    cmp r2, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u32_fetch_and:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:G_U32
    movt r12, :upper16:G_U32
  .L1:
    ldrex r1, [r12]
    and.w r3, r1, r0
    strex r2, r3, [r12]
    cmp r2, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u32_fetch_or:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:G_U32
    movt r12, :upper16:G_U32
  .L1:
    ldrex r1, [r12]
    orr.w r3, r1, r0
    strex r2, r3, [r12]
    cmp r2, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u32_fetch_sub:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:G_U32
    movt r12, :upper16:G_U32
  .L1:
    ldrex r1, [r12]
    subs r3, r1, r0
    strex r2, r3, [r12]
    cmp r2, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u32_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r0, [r0]
    pop {r7, pc}
op_u32_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r0, [r0]
    pop {r7, pc}
op_u32_replace:
    push {r7, lr}
    mov r7, sp
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
    mov r7, sp
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
    ldr r1, [r2]
    str r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_u32_set:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U32
    movt r1, :upper16:G_U32
    str r0, [r1]
    pop {r7, pc}
op_u32_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U32
    movt r1, :upper16:G_U32
    str r0, [r1]
    pop {r7, pc}
op_u32_update:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U32
    mrs r0, primask
    cpsid i
    movt r1, :upper16:G_U32
    ldr r2, [r1]
    adds r2, #1
    str r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_u32_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r1, [r0]
    adds r1, #1
    str r1, [r0]
    pop {r7, pc}
op_u64_fetch_add:
    push {r7, lr}
    mov r7, sp
    movw lr, :lower16:G_U64
    mrs r12, primask
    cpsid i
    movt lr, :upper16:G_U64
    ldrd r2, r3, [lr]
    adds r0, r0, r2
    adcs r1, r3
    strd r0, r1, [lr]
    mov r0, r2
    mov r1, r3
    msr primask, r12
    pop {r7, pc}
op_u64_get:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:G_U64
    movt r2, :upper16:G_U64
    ldrd r0, r1, [r2]
    pop {r7, pc}
op_u64_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    ldrd r0, r1, [r0]
    pop {r7, pc}
op_u64_replace:
    push {r7, lr}
    mov r7, sp
    movw lr, :lower16:G_U64
    mrs r12, primask
    cpsid i
    movt lr, :upper16:G_U64
    ldrd r2, r3, [lr]
    strd r0, r1, [lr]
    mov r1, r3
    msr primask, r12
    mov r0, r2
    pop {r7, pc}
op_u64_replace_in:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:G_U64
    movt r12, :upper16:G_U64
    ldrd r2, r3, [r12]
    strd r0, r1, [r12]
    mov r1, r3
    mov r0, r2
    pop {r7, pc}
op_u64_set:
    push {r7, lr}
    mov r7, sp
    movw r3, :lower16:G_U64
    mrs r2, primask
    cpsid i
    movt r3, :upper16:G_U64
    strd r0, r1, [r3]
    msr primask, r2
    pop {r7, pc}
op_u64_set_in:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:G_U64
    movt r2, :upper16:G_U64
    strd r0, r1, [r2]
    pop {r7, pc}
op_u64_update:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U64
    mrs r0, primask
    cpsid i
    movt r1, :upper16:G_U64
    ldrd r2, r3, [r1]
    adds r2, #1
    adc r3, r3, #0
    strd r2, r3, [r1]
    msr primask, r0
    pop {r7, pc}
op_u64_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    ldrd r1, r2, [r0]
    adds r1, #1
    adc r2, r2, #0
    strd r1, r2, [r0]
    pop {r7, pc}
op_u8_fetch_add:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:G_U8
    movt r12, :upper16:G_U8
  .L1:
    ldrexb r1, [r12]
    adds r3, r1, r0
    strexb r2, r3, [r12]
    cmp r2, #0
    bne .L1
    mov r0, r1
    pop {r7, pc}
op_u8_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r0, [r0]
    pop {r7, pc}
op_u8_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r0, [r0]
    pop {r7, pc}
op_u8_replace:
    push {r7, lr}
    mov r7, sp
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
    mov r7, sp
    movw r2, :lower16:G_U8
    movt r2, :upper16:G_U8
    ldrb r1, [r2]
    strb r0, [r2]
    mov r0, r1
    pop {r7, pc}
op_u8_set:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U8
    movt r1, :upper16:G_U8
    strb r0, [r1]
    pop {r7, pc}
op_u8_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U8
    movt r1, :upper16:G_U8
    strb r0, [r1]
    pop {r7, pc}
op_u8_update:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U8
    mrs r0, primask
    cpsid i
    movt r1, :upper16:G_U8
    ldrb r2, [r1]
    adds r2, #1
    strb r2, [r1]
    msr primask, r0
    pop {r7, pc}
op_u8_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r1, [r0]
    adds r1, #1
    strb r1, [r0]
    pop {r7, pc}
op_update_wide:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:WIDE
    mrs r0, primask
    cpsid i
    movt r1, :upper16:WIDE
    ldrd r2, r3, [r1]
    adds r2, #1
    adc r3, r3, #0
    strd r2, r3, [r1]
    msr primask, r0
    pop {r7, pc}
op_wake:
    push {r7, lr}
    mov r7, sp
    movw r12, :lower16:ANYWHERE
    mrs r2, primask
    cpsid i
    movs r3, #0
    movt r12, :upper16:ANYWHERE
    ldrd r1, r0, [r12]
    str.w r3, [r12]
    msr primask, r2
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop.w {r7, lr}
    bx r1
  .L1:
    pop {r7, pc}
op_waker_occupied:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:W_SHARED
    movs r1, #224
    movt r0, :upper16:W_SHARED
    mrs r3, basepri
    mrs r2, primask
    cpsid i
    msr basepri_max, r1
    msr primask, r2
    ldr r0, [r0]
    msr basepri, r3
    cmp r0, #0
    it ne
    movne r0, #1
    pop {r7, pc}
op_waker_register:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    str r8, [sp, #-4]!
    movw r6, :lower16:W_SHARED
    movs r0, #224
    movt r6, :upper16:W_SHARED
    mrs r8, basepri
    mrs r2, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r2
    ldr r4, [r6]
    ldr r2, [r1]
    cbz r4, .L1
    ldr r0, [r1, #4]
    ldr r5, [r6, #4]
    cmp r5, r0
    it eq
    cmpeq r4, r2
    bne .L2
    movs r4, #0
    b .L3
  .L1:
    ldr r5, [r6, #4]
    ldr r0, [r1, #4]
  .L2:
    ldr r1, [r2]
    blx r1
    strd r0, r1, [r6]
  .L3:
    msr basepri, r8
    mov r0, r4
    mov r1, r5
    ldr r8, [sp], #4
    pop {r4, r5, r6, r7, pc}
op_waker_take:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:W_SHARED
    movs r0, #224
    movt r2, :upper16:W_SHARED
    movs r3, #0
    mrs r12, basepri
    mrs r1, primask
    cpsid i
    msr basepri_max, r0
    msr primask, r1
    ldrd r0, r1, [r2]
    str r3, [r2]
    msr basepri, r12
    pop {r7, pc}
op_waker_wake:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:W_SHARED
    movs r3, #0
    movt r2, :upper16:W_SHARED
    ldrd r1, r0, [r2]
    str r3, [r2]
    cbz r1, .L1
    ldr r1, [r1, #4]
    pop.w {r7, lr}
    bx r1
  .L1:
    pop {r7, pc}
toggle_by_call:
    push {r7, lr}
    mov r7, sp
    ldrb r1, [r0, #2]
    eor r1, r1, #32
    strb r1, [r0, #2]
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    pop {r7, pc}
