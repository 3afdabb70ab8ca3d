# rustc 1.96.0, LLVM 22.1.8, opt-level s
_ZN12embassy_sync14blocking_mutex18Mutex$LT$R$C$T$GT$4lockE:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    ldrh r0, [r4]
    adds r0, #3
    strh r0, [r4]
    pop.w {r4, r6, r7, lr}
    b _critical_section_1_0_release
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
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    ldrb r0, [r4]
    movs r1, #1
    strb r1, [r4]
    cmp r0, #1
    itttt ne
    movne r0, #0
    strbne r0, [r4]
    ldrhne r0, [r4, #2]
    addne r0, #3
    ittt ne
    strhne r0, [r4, #2]
    popne.w {r4, r6, r7, lr}
    bne _critical_section_1_0_release
  .L1:
    bl _critical_section_1_0_release
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare7interop12mutex_traits6lockedE
op_atomic_waker_register:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    push.w {r8, r9, r11}
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r8, :lower16:W_WAKER
    movt r8, :upper16:W_WAKER
    ldr.w r6, [r8]
    cbz r6, .L1
    ldrd r5, r4, [r4]
    ldr.w r9, [r8, #4]
    bl _critical_section_1_0_release
    cmp r9, r4
    it eq
    cmpeq r6, r5
    bne .L2
    b .L3
  .L1:
    bl _critical_section_1_0_release
    ldrd r5, r4, [r4]
  .L2:
    ldr r1, [r5]
    mov r0, r4
    blx r1
    mov r5, r0
    mov r6, r1
    bl _critical_section_1_0_acquire
    ldrd r4, r9, [r8]
    strd r5, r6, [r8]
    bl _critical_section_1_0_release
    cbz r4, .L3
    ldr r1, [r4, #4]
    mov r0, r9
    pop.w {r8, r9, r11}
    pop.w {r4, r5, r6, r7, lr}
    bx r1
  .L3:
    pop.w {r8, r9, r11}
    pop {r4, r5, r6, r7, pc}
op_atomic_waker_take:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_WAKER
    movs r1, #0
    movt r0, :upper16:W_WAKER
    ldrd r4, r5, [r0]
    str r1, [r0]
    bl _critical_section_1_0_release
    mov r0, r4
    mov r1, r5
    pop {r4, r5, r7, pc}
op_atomic_waker_wake:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_WAKER
    movs r1, #0
    movt r0, :upper16:W_WAKER
    ldrd r5, r4, [r0]
    str r1, [r0]
    bl _critical_section_1_0_release
    cbz r5, .L1
    ldr r1, [r5, #4]
    mov r0, r4
    pop.w {r4, r5, r7, lr}
    bx r1
  .L1:
    pop {r4, r5, r7, pc}
op_bool_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r0, [r0]
    dmb sy
    pop {r7, pc}
op_bool_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r0, [r0]
    pop {r7, pc}
op_bool_replace:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r5, [r0]
    dmb sy
    strb r4, [r0]
    dmb sy
    bl _critical_section_1_0_release
    mov r0, r5
    pop {r4, r5, r7, pc}
op_bool_replace_in:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:G_BOOL
    movt r2, :upper16:G_BOOL
    ldrb r1, [r2]
    dmb sy
    strb r0, [r2]
    dmb sy
    mov r0, r1
    pop {r7, pc}
op_bool_set:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_BOOL
    dmb sy
    movt r0, :upper16:G_BOOL
    strb r4, [r0]
    dmb sy
    pop.w {r4, r6, r7, lr}
    b _critical_section_1_0_release
op_bool_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_BOOL
    dmb sy
    movt r1, :upper16:G_BOOL
    strb r0, [r1]
    dmb sy
    pop {r7, pc}
op_bool_update:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r1, [r0]
    dmb sy
    eor r1, r1, #1
    strb r1, [r0]
    dmb sy
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_bool_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_BOOL
    movt r0, :upper16:G_BOOL
    ldrb r1, [r0]
    dmb sy
    eor r1, r1, #1
    strb r1, [r0]
    dmb sy
    pop {r7, pc}
op_event_count:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_EVENT
    movw r2, #65535
    movt r0, :upper16:W_EVENT
    ldrh r1, [r0, #12]
    cmp r1, r2
    itt ne
    addne r1, #1
    strhne r1, [r0, #12]
    movs r1, #0
    ldrd r5, r4, [r0]
    str r1, [r0]
    bl _critical_section_1_0_release
    cbz r5, .L1
    ldr r1, [r5, #4]
    mov r0, r4
    pop.w {r4, r5, r7, lr}
    bx r1
  .L1:
    pop {r4, r5, r7, pc}
op_event_is_set:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_EVENT
    movt r0, :upper16:W_EVENT
    ldrh r4, [r0, #12]
    cmp r4, #0
    it ne
    movne r4, #1
    bl _critical_section_1_0_release
    mov r0, r4
    pop {r4, r6, r7, pc}
op_event_poll_wait:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    push.w {r8, r9, r11}
    mov r5, r0
    bl _critical_section_1_0_acquire
    movw r6, :lower16:W_EVENT
    movs r0, #0
    movt r6, :upper16:W_EVENT
    ldrh r4, [r6, #12]
    strh r0, [r6, #12]
    cbz r4, .L1
    bl _critical_section_1_0_release
    b .L2
  .L1:
    ldr r0, [r6]
    ldr r4, [r5]
    cbz r0, .L3
    ldr r1, [r4, #4]
    ldr r2, [r6, #4]
    cmp r2, r1
    itt eq
    ldreq r1, [r4]
    cmpeq r0, r1
    beq .L4
  .L3:
    bl _critical_section_1_0_release
    ldrd r1, r0, [r4]
    ldr r1, [r1]
    blx r1
    mov r5, r0
    mov r8, r1
    bl _critical_section_1_0_acquire
    ldrh r4, [r6, #12]
    movs r0, #0
    strh r0, [r6, #12]
    cbz r4, .L5
    bl _critical_section_1_0_release
    cbz r5, .L2
    ldr r1, [r5, #12]
    mov r0, r8
    blx r1
    b .L2
  .L5:
    ldrd r4, r9, [r6]
    str r0, [r6, #8]
    strd r5, r8, [r6]
    bl _critical_section_1_0_release
    cbz r4, .L6
    ldr r1, [r4, #4]
    mov r0, r9
    blx r1
    b .L6
  .L4:
    ldr r0, [r6, #8]
    cbz r0, .L7
    movs r0, #0
    str r0, [r6, #8]
  .L7:
    bl _critical_section_1_0_release
  .L6:
    movs r4, #0
  .L2:
    mov r0, r4
    pop.w {r8, r9, r11}
    pop {r4, r5, r6, r7, pc}
op_event_take:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_EVENT
    movs r1, #0
    movt r0, :upper16:W_EVENT
    ldrh r4, [r0, #12]
    strh r1, [r0, #12]
    bl _critical_section_1_0_release
    mov r0, r4
    pop {r4, r6, r7, pc}
op_free_nothing:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_mutex_borrow_ref:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_LED
    mvn r2, #-2147483648
    movt r0, :upper16:M_LED
    ldr r1, [r0]
    cmp r1, r2
    bhs .L1
    ldrb r4, [r0, #6]
    bl _critical_section_1_0_release
    mov r0, r4
    pop {r4, r6, r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_borrow_ref_mut:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_LED
    movt r0, :upper16:M_LED
    ldr r1, [r0]
    cbnz r1, .L1
    ldrb r1, [r0, #6]
    eor r1, r1, #32
    strb r1, [r0, #6]
    ldrh r1, [r0, #4]
    adds r1, #1
    strh r1, [r0, #4]
    pop.w {r7, lr}
    b _critical_section_1_0_release
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_cell_get:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_CELL
    movt r0, :upper16:M_CELL
    ldrh r4, [r0]
    bl _critical_section_1_0_release
    mov r0, r4
    pop {r4, r6, r7, pc}
op_mutex_cell_replace:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_CELL
    movt r0, :upper16:M_CELL
    ldrh r5, [r0]
    strh r4, [r0]
    bl _critical_section_1_0_release
    mov r0, r5
    pop {r4, r5, r7, pc}
op_mutex_cell_set:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_CELL
    movt r0, :upper16:M_CELL
    strh r4, [r0]
    pop.w {r4, r6, r7, lr}
    b _critical_section_1_0_release
op_mutex_cell_take:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_CELL
    movs r1, #0
    movt r0, :upper16:M_CELL
    ldrh r4, [r0]
    strh r1, [r0]
    bl _critical_section_1_0_release
    mov r0, r4
    pop {r4, r6, r7, pc}
op_mutex_cell_update:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_CELL
    movt r0, :upper16:M_CELL
    ldrh r1, [r0]
    adds r1, #1
    strh r1, [r0]
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_mutex_put:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    str r11, [sp, #-4]!
    mov r5, r2
    mov r4, r1
    mov r6, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_OPTION
    movt r0, :upper16:M_OPTION
    ldr r1, [r0]
    cbnz r1, .L1
    ldrh r1, [r0, #8]
    strh r1, [r6, #4]
    ldr r1, [r0, #4]
    str r1, [r6]
    movs r1, #1
    strb r5, [r0, #8]
    strh r4, [r0, #6]
    strh r1, [r0, #4]
    bl _critical_section_1_0_release
    ldr r11, [sp], #4
    pop {r4, r5, r6, r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_take:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:M_OPTION
    movt r0, :upper16:M_OPTION
    ldr r1, [r0]
    cbnz r1, .L1
    ldrh r1, [r0, #8]
    strh r1, [r4, #4]
    ldr r1, [r0, #4]
    str r1, [r4]
    movs r1, #0
    strh r1, [r0, #4]
    bl _critical_section_1_0_release
    pop {r4, r6, r7, pc}
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
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
    pop.w {r7, lr}
    b _critical_section_1_0_release
  .L1:
    movw r0, :lower16:TEXT
    movt r0, :upper16:TEXT
    bl _ZN8irqshare5mutex8borrowedE
op_mutex_with_call:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r4, :lower16:M_OPTION
    movt r4, :upper16:M_OPTION
    ldr r0, [r4]
    cbnz r0, .L1
    mov.w r0, #-1
    str r0, [r4]
    ldrh r0, [r4, #4]
    cmp r0, #1
    bne .L2
    adds r0, r4, #6
    bl toggle_by_call
    ldr r0, [r4]
    adds r0, #1
    b .L3
  .L2:
    movs r0, #0
  .L3:
    str r0, [r4]
    pop.w {r4, r6, r7, lr}
    b _critical_section_1_0_release
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
    push {r4, r5, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    ldr r4, [r0, #4]
    ldrb r5, [r0]
    bl _critical_section_1_0_release
    mov r0, r5
    mov r1, r4
    pop {r4, r5, r7, pc}
op_padded_get_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_PADDED
    movt r1, :upper16:G_PADDED
    ldrb r0, [r1]
    ldr r1, [r1, #4]
    pop {r7, pc}
op_padded_replace:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    str r11, [sp, #-4]!
    mov r4, r1
    mov r5, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    ldr r6, [r0, #4]
    str r4, [r0, #4]
    ldrb r4, [r0]
    strb r5, [r0]
    bl _critical_section_1_0_release
    mov r0, r4
    mov r1, r6
    ldr r11, [sp], #4
    pop {r4, r5, r6, r7, pc}
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
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r1
    mov r5, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    str r4, [r0, #4]
    strb r5, [r0]
    pop.w {r4, r5, r7, lr}
    b _critical_section_1_0_release
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
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    ldr r1, [r0, #4]
    adds r1, #1
    str r1, [r0, #4]
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_padded_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_PADDED
    movt r0, :upper16:G_PADDED
    ldr r1, [r0, #4]
    adds r1, #1
    str r1, [r0, #4]
    pop {r7, pc}
op_raw_mutex:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_RAW
    movt r0, :upper16:W_RAW
    ldrh r1, [r0]
    adds r1, #3
    strh r1, [r0]
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_scoped_raw_mutex:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:W_SCOPED
    movt r0, :upper16:W_SCOPED
    pop.w {r7, lr}
    b _ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE
op_signal_poll_wait:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    push.w {r8, r9, r11}
    mov r5, r0
    bl _critical_section_1_0_acquire
    movw r6, :lower16:W_SIGNAL
    movs r0, #0
    movt r6, :upper16:W_SIGNAL
    ldrb r4, [r6, #12]
    ldrb.w r9, [r6, #13]
    strb r0, [r6, #12]
    cbz r4, .L1
  .L2:
    bl _critical_section_1_0_release
    eor r0, r4, #1
    b .L3
  .L1:
    ldr r0, [r6]
    ldr r5, [r5]
    cbz r0, .L4
    ldr r1, [r5, #4]
    ldr r2, [r6, #4]
    cmp r2, r1
    itt eq
    ldreq r1, [r5]
    cmpeq r0, r1
    beq .L5
  .L4:
    bl _critical_section_1_0_release
    ldrd r1, r0, [r5]
    ldr r1, [r1]
    blx r1
    mov r5, r0
    mov r8, r1
    bl _critical_section_1_0_acquire
    ldrb.w r9, [r6, #13]
    movs r0, #0
    ldrb r1, [r6, #12]
    strb r0, [r6, #12]
    cmp r1, #1
    bne .L6
    bl _critical_section_1_0_release
    cbz r5, .L7
    ldr r1, [r5, #12]
    mov r0, r8
    blx r1
  .L7:
    movs r0, #0
    b .L3
  .L6:
    ldrd r4, r9, [r6]
    str r0, [r6, #8]
    strd r5, r8, [r6]
    bl _critical_section_1_0_release
    cbz r4, .L8
    ldr r1, [r4, #4]
    mov r0, r9
    blx r1
  .L8:
    movs r0, #1
  .L3:
    mov r1, r9
    pop.w {r8, r9, r11}
    pop {r4, r5, r6, r7, pc}
  .L5:
    ldr r0, [r6, #8]
    cbz r0, .L9
    movs r0, #0
    str r0, [r6, #8]
  .L9:
    b .L2
op_signal_reset:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_SIGNAL
    movs r1, #0
    movt r0, :upper16:W_SIGNAL
    strb r1, [r0, #12]
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_signal_signal:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_SIGNAL
    movs r1, #1
    movt r0, :upper16:W_SIGNAL
    strb r1, [r0, #12]
    movs r1, #0
    strb r4, [r0, #13]
    ldrd r5, r4, [r0]
    str r1, [r0]
    bl _critical_section_1_0_release
    cbz r5, .L1
    ldr r1, [r5, #4]
    mov r0, r4
    pop.w {r4, r5, r7, lr}
    bx r1
  .L1:
    pop {r4, r5, r7, pc}
op_signal_signaled:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_SIGNAL
    movt r0, :upper16:W_SIGNAL
    ldrb r4, [r0, #12]
    bl _critical_section_1_0_release
    mov r0, r4
    pop {r4, r6, r7, pc}
op_signal_try_take:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:W_SIGNAL
    movs r1, #0
    movt r0, :upper16:W_SIGNAL
    ldrb r4, [r0, #12]
    ldrb r5, [r0, #13]
    strb r1, [r0, #12]
    bl _critical_section_1_0_release
    mov r0, r4
    mov r1, r5
    pop {r4, r5, r7, pc}
op_u16_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r0, [r0]
    dmb sy
    pop {r7, pc}
op_u16_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r0, [r0]
    pop {r7, pc}
op_u16_replace:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r5, [r0]
    dmb sy
    strh r4, [r0]
    dmb sy
    bl _critical_section_1_0_release
    mov r0, r5
    pop {r4, r5, r7, pc}
op_u16_replace_in:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:G_U16
    movt r2, :upper16:G_U16
    ldrh r1, [r2]
    dmb sy
    strh r0, [r2]
    dmb sy
    mov r0, r1
    pop {r7, pc}
op_u16_set:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U16
    dmb sy
    movt r0, :upper16:G_U16
    strh r4, [r0]
    dmb sy
    pop.w {r4, r6, r7, lr}
    b _critical_section_1_0_release
op_u16_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U16
    dmb sy
    movt r1, :upper16:G_U16
    strh r0, [r1]
    dmb sy
    pop {r7, pc}
op_u16_update:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r1, [r0]
    dmb sy
    adds r1, #1
    strh r1, [r0]
    dmb sy
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_u16_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U16
    movt r0, :upper16:G_U16
    ldrh r1, [r0]
    dmb sy
    adds r1, #1
    strh r1, [r0]
    dmb sy
    pop {r7, pc}
op_u32_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r0, [r0]
    dmb sy
    pop {r7, pc}
op_u32_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r0, [r0]
    pop {r7, pc}
op_u32_replace:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r5, [r0]
    dmb sy
    str r4, [r0]
    dmb sy
    bl _critical_section_1_0_release
    mov r0, r5
    pop {r4, r5, r7, pc}
op_u32_replace_in:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:G_U32
    movt r2, :upper16:G_U32
    ldr r1, [r2]
    dmb sy
    str r0, [r2]
    dmb sy
    mov r0, r1
    pop {r7, pc}
op_u32_set:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U32
    dmb sy
    movt r0, :upper16:G_U32
    str r4, [r0]
    dmb sy
    pop.w {r4, r6, r7, lr}
    b _critical_section_1_0_release
op_u32_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U32
    dmb sy
    movt r1, :upper16:G_U32
    str r0, [r1]
    dmb sy
    pop {r7, pc}
op_u32_update:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r1, [r0]
    dmb sy
    adds r1, #1
    str r1, [r0]
    dmb sy
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_u32_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U32
    movt r0, :upper16:G_U32
    ldr r1, [r0]
    dmb sy
    adds r1, #1
    str r1, [r0]
    dmb sy
    pop {r7, pc}
op_u64_get:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    ldrd r4, r5, [r0]
    bl _critical_section_1_0_release
    mov r0, r4
    mov r1, r5
    pop {r4, r5, r7, pc}
op_u64_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    ldrd r0, r1, [r0]
    pop {r7, pc}
op_u64_replace:
    push {r4, r5, r6, r7, lr}
    add r7, sp, #12
    str r8, [sp, #-4]!
    mov r8, r1
    mov r5, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    ldrd r6, r4, [r0]
    strd r5, r8, [r0]
    bl _critical_section_1_0_release
    mov r0, r6
    mov r1, r4
    ldr r8, [sp], #4
    pop {r4, r5, r6, r7, pc}
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
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r1
    mov r5, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    strd r5, r4, [r0]
    pop.w {r4, r5, r7, lr}
    b _critical_section_1_0_release
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
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U64
    movt r0, :upper16:G_U64
    ldrd r1, r2, [r0]
    adds r1, #1
    adc r2, r2, #0
    strd r1, r2, [r0]
    pop.w {r7, lr}
    b _critical_section_1_0_release
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
op_u8_get:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r0, [r0]
    dmb sy
    pop {r7, pc}
op_u8_get_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r0, [r0]
    pop {r7, pc}
op_u8_replace:
    push {r4, r5, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r5, [r0]
    dmb sy
    strb r4, [r0]
    dmb sy
    bl _critical_section_1_0_release
    mov r0, r5
    pop {r4, r5, r7, pc}
op_u8_replace_in:
    push {r7, lr}
    mov r7, sp
    movw r2, :lower16:G_U8
    movt r2, :upper16:G_U8
    ldrb r1, [r2]
    dmb sy
    strb r0, [r2]
    dmb sy
    mov r0, r1
    pop {r7, pc}
op_u8_set:
    push {r4, r6, r7, lr}
    add r7, sp, #8
    mov r4, r0
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U8
    dmb sy
    movt r0, :upper16:G_U8
    strb r4, [r0]
    dmb sy
    pop.w {r4, r6, r7, lr}
    b _critical_section_1_0_release
op_u8_set_in:
    push {r7, lr}
    mov r7, sp
    movw r1, :lower16:G_U8
    dmb sy
    movt r1, :upper16:G_U8
    strb r0, [r1]
    dmb sy
    pop {r7, pc}
op_u8_update:
    push {r7, lr}
    mov r7, sp
    bl _critical_section_1_0_acquire
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r1, [r0]
    dmb sy
    adds r1, #1
    strb r1, [r0]
    dmb sy
    pop.w {r7, lr}
    b _critical_section_1_0_release
op_u8_update_in:
    push {r7, lr}
    mov r7, sp
    movw r0, :lower16:G_U8
    movt r0, :upper16:G_U8
    ldrb r1, [r0]
    dmb sy
    adds r1, #1
    strb r1, [r0]
    dmb sy
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
