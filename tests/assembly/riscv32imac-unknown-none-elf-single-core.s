# rustc 1.96.0, LLVM 22.1.8, opt-level s
_ZN12embassy_sync14blocking_mutex18Mutex$LT$R$C$T$GT$4lockE:
    csrrci a1, mstatus, 8
    lh a2, 0(a0)
    andi a1, a1, 8
    addi a2, a2, 3
    sh a2, 0(a0)
    csrs mstatus, a1
    ret
_ZN4core3ptr25swap_nonoverlapping_bytes26swap_nonoverlapping_chunksE:
    slli a2, a2, 2
    add a6, a1, a2
  .L1:
    lbu a7, 0(a0)
    lbu t0, 1(a0)
    lbu t2, 2(a0)
    lbu t1, 3(a0)
    lbu a3, 0(a1)
    lbu a4, 1(a1)
    lbu a2, 2(a1)
    lbu a5, 3(a1)
    sb a3, 0(a0)
    sb a4, 1(a0)
    sb a2, 2(a0)
    sb a5, 3(a0)
    sb a7, 0(a1)
    sb t0, 1(a1)
    sb t2, 2(a1)
    sb t1, 3(a1)
    addi a1, a1, 4
    addi a0, a0, 4
    bne a1, a6, .L1
    ret
_ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE:
    csrrci a1, mstatus, 8
    lbu a2, 0(a0)
    li a3, 1
    sb a3, 0(a0)
    bnez a2, .L1
    lh a2, 2(a0)
    addi a2, a2, 3
    sb zero, 0(a0)
    sh a2, 2(a0)
    andi a1, a1, 8
    csrs mstatus, a1
    ret
  .L1:
    andi a1, a1, 8
    csrs mstatus, a1
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare7interop12mutex_traits6lockedE
_ZN8irqshare4wait5sleep11sleep_untilE:
    csrr a0, mstatus
    andi a0, a0, 8
    beqz a0, .L1
    csrci mstatus, 8
    lui a1, %hi(.L2)
    lbu a0, %lo(.L2+2)(a1)
    li a2, 9
    bne a0, a2, .L3
  .L4:
    wfi
    csrsi mstatus, 8
    csrci mstatus, 8
    lbu a0, %lo(.L2+2)(a1)
    beq a0, a2, .L4
  .L3:
    csrsi mstatus, 8
    ret
  .L1:
    mv a0, a1
    call _ZN8irqshare4wait5sleep3offE
_ZN8irqshare4wait5sleep16sleep_until_withE:
    csrr a0, mstatus
    andi a0, a0, 8
    beqz a0, .L1
    csrci mstatus, 8
    lui a0, %hi(.L2)
    lbu a2, %lo(.L2+2)(a0)
    li a1, 9
    beq a2, a1, .L3
    li a2, 1
    li a3, 2
  .L4:
    sb a2, %lo(.L2+1)(a0)
    wfi
    sb a3, %lo(.L2)(a0)
    csrsi mstatus, 8
    csrci mstatus, 8
    lbu a4, %lo(.L2+2)(a0)
    bne a4, a1, .L4
  .L3:
    csrsi mstatus, 8
    ret
  .L1:
    mv a0, a2
    call _ZN8irqshare4wait5sleep3offE
op_atomic_waker_register:
    addi sp, sp, -16
    sw ra, 12(sp)
    sw s0, 8(sp)
    csrrci a3, mstatus, 8
    lui a1, %hi(W_WAKER)
    lw a2, %lo(W_WAKER)(a1)
    lui s0, %hi(W_WAKER)
    addi s0, s0, %lo(W_WAKER)
    beqz a2, .L1
    lw a4, 4(s0)
    lw a1, 0(a0)
    lw a0, 4(a0)
    andi a3, a3, 8
    csrs mstatus, a3
    bne a4, a0, .L2
    bne a2, a1, .L2
    j .L3
  .L1:
    andi a3, a3, 8
    csrs mstatus, a3
    lw a1, 0(a0)
    lw a0, 4(a0)
  .L2:
    lw a1, 0(a1)
    jalr a1
    mv a2, a0
    csrrci a4, mstatus, 8
    lw a3, 0(s0)
    lw a0, 4(s0)
    sw a2, 0(s0)
    sw a1, 4(s0)
    andi a4, a4, 8
    csrs mstatus, a4
    beqz a3, .L3
    lw a5, 4(a3)
    lw ra, 12(sp)
    lw s0, 8(sp)
    addi sp, sp, 16
    jr a5
  .L3:
    lw ra, 12(sp)
    lw s0, 8(sp)
    addi sp, sp, 16
    ret
op_atomic_waker_take:
    csrrci a2, mstatus, 8
    lui a3, %hi(W_WAKER)
    addi a3, a3, %lo(W_WAKER)
    lw a0, 0(a3)
    lw a1, 4(a3)
    sw zero, 0(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_atomic_waker_wake:
    csrrci a2, mstatus, 8
    lui a3, %hi(W_WAKER)
    addi a3, a3, %lo(W_WAKER)
    lw a1, 0(a3)
    lw a0, 4(a3)
    sw zero, 0(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    beqz a1, .L1
    lw a5, 4(a1)
    jr a5
  .L1:
    ret
op_bool_get:
    lui a0, %hi(G_BOOL)
    lbu a0, %lo(G_BOOL)(a0)
    ret
op_bool_get_in:
    lui a0, %hi(G_BOOL)
    lbu a0, %lo(G_BOOL)(a0)
    ret
op_bool_replace:
    csrrci a2, mstatus, 8
    lui a3, %hi(G_BOOL)
    lbu a1, %lo(G_BOOL)(a3)
    sb a0, %lo(G_BOOL)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    mv a0, a1
    ret
op_bool_replace_in:
    lui a2, %hi(G_BOOL)
    lbu a1, %lo(G_BOOL)(a2)
    sb a0, %lo(G_BOOL)(a2)
    mv a0, a1
    ret
op_bool_set:
    lui a1, %hi(G_BOOL)
    sb a0, %lo(G_BOOL)(a1)
    ret
op_bool_set_in:
    lui a1, %hi(G_BOOL)
    sb a0, %lo(G_BOOL)(a1)
    ret
op_bool_update:
    csrrci a0, mstatus, 8
    lui a1, %hi(G_BOOL)
    lbu a2, %lo(G_BOOL)(a1)
    xori a2, a2, 1
    sb a2, %lo(G_BOOL)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_bool_update_in:
    lui a0, %hi(G_BOOL)
    lbu a1, %lo(G_BOOL)(a0)
    xori a1, a1, 1
    sb a1, %lo(G_BOOL)(a0)
    ret
op_ceiling:
    csrrci a0, mstatus, 8
    lui a1, %hi(CEILING)
    addi a1, a1, %lo(CEILING)
    lb a2, 4(a1)
    bnez a2, .L1
    li a2, 1
    sb a2, 4(a1)
    lw a2, 0(a1)
    addi a2, a2, 11
    sw a2, 0(a1)
    sb zero, 4(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
  .L1:
    andi a0, a0, 8
    csrs mstatus, a0
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare7ceiling4gate13taken_alreadyE
op_ceiling_top:
    csrrci a0, mstatus, 8
    lui a1, %hi(CEILING_TOP)
    addi a1, a1, %lo(CEILING_TOP)
    lb a2, 4(a1)
    bnez a2, .L1
    li a2, 1
    sb a2, 4(a1)
    lw a2, 0(a1)
    addi a2, a2, 12
    sw a2, 0(a1)
    sb zero, 4(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
  .L1:
    andi a0, a0, 8
    csrs mstatus, a0
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare7ceiling4gate13taken_alreadyE
op_ceiling_try:
    csrrci a1, mstatus, 8
    lui a2, %hi(CEILING)
    addi a2, a2, %lo(CEILING)
    lb a0, 4(a2)
    beqz a0, .L1
    andi a1, a1, 8
    csrs mstatus, a1
    j .L2
  .L1:
    li a3, 1
    sb a3, 4(a2)
    lw a3, 0(a2)
    addi a3, a3, 13
    sw a3, 0(a2)
    sb zero, 4(a2)
    andi a1, a1, 8
    csrs mstatus, a1
  .L2:
    seqz a0, a0
    ret
op_ceiling_twice:
    csrrci a2, mstatus, 8
    lui a0, %hi(CEILING)
    addi a0, a0, %lo(CEILING)
    lb a1, 4(a0)
    bnez a1, .L1
    li a1, 1
    sb a1, 4(a0)
    lw a3, 0(a0)
    addi a3, a3, 14
    sw a3, 0(a0)
    sb zero, 4(a0)
    andi a2, a2, 8
    csrs mstatus, a2
    csrrci a2, mstatus, 8
    lb a3, 4(a0)
    bnez a3, .L2
    sb a1, 4(a0)
    lw a1, 0(a0)
    addi a1, a1, 14
    sw a1, 0(a0)
    sb zero, 4(a0)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
  .L1:
    andi a2, a2, 8
    csrs mstatus, a2
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare7ceiling4gate13taken_alreadyE
  .L2:
    andi a2, a2, 8
    csrs mstatus, a2
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare7ceiling4gate13taken_alreadyE
op_event_count:
    csrrci a1, mstatus, 8
    lui a2, %hi(W_EVENT)
    addi a2, a2, %lo(W_EVENT)
    lhu a0, 12(a2)
    lui a3, 16
    addi a3, a3, -1
    beq a0, a3, .L1
    addi a0, a0, 1
    sh a0, 12(a2)
  .L1:
    lw a3, 0(a2)
    lw a0, 4(a2)
    sw zero, 0(a2)
    andi a1, a1, 8
    csrs mstatus, a1
    beqz a3, .L2
    lw a5, 4(a3)
    jr a5
  .L2:
    ret
op_event_is_set:
    lui a0, %hi(W_EVENT+12)
    lhu a0, %lo(W_EVENT+12)(a0)
    snez a0, a0
    ret
op_event_poll_wait:
    addi sp, sp, -16
    sw ra, 12(sp)
    sw s0, 8(sp)
    sw s1, 4(sp)
    csrrci a1, mstatus, 8
    lui s1, %hi(W_EVENT)
    addi s1, s1, %lo(W_EVENT)
    lhu s0, 12(s1)
    sh zero, 12(s1)
    beqz s0, .L1
    andi a1, a1, 8
    csrs mstatus, a1
    j .L2
  .L1:
    lui a2, %hi(W_EVENT)
    lw a2, %lo(W_EVENT)(a2)
    lw a0, 0(a0)
    beqz a2, .L3
    lw a3, 4(s1)
    lw a4, 4(a0)
    bne a3, a4, .L3
    lw a3, 0(a0)
    bne a2, a3, .L3
    lw a0, 8(s1)
    beqz a0, .L4
    sw zero, 8(s1)
  .L4:
    andi a1, a1, 8
    csrs mstatus, a1
    j .L5
  .L3:
    andi a1, a1, 8
    csrs mstatus, a1
    lw a1, 0(a0)
    lw a0, 4(a0)
    lw a1, 0(a1)
    jalr a1
    csrrci a3, mstatus, 8
    lhu s0, 12(s1)
    sh zero, 12(s1)
    beqz s0, .L6
    andi a3, a3, 8
    csrs mstatus, a3
    beqz a0, .L2
    lw a2, 12(a0)
    mv a0, a1
    jalr a2
    j .L2
  .L6:
    lw a4, 0(s1)
    lw a2, 4(s1)
    sw a0, 0(s1)
    sw a1, 4(s1)
    sw zero, 8(s1)
    andi a3, a3, 8
    csrs mstatus, a3
    beqz a4, .L5
    lw a1, 4(a4)
    mv a0, a2
    jalr a1
  .L5:
    li s0, 0
  .L2:
    mv a0, s0
    lw ra, 12(sp)
    lw s0, 8(sp)
    lw s1, 4(sp)
    addi sp, sp, 16
    ret
op_event_set:
    csrrci a1, mstatus, 8
    lui a2, %hi(.L1)
    addi a2, a2, %lo(.L1)
    lhu a0, 48(a2)
    lui a3, 16
    addi a3, a3, -1
    beq a0, a3, .L2
    addi a0, a0, 1
    sh a0, 48(a2)
  .L2:
    lw a3, 36(a2)
    lw a0, 40(a2)
    sw zero, 36(a2)
    andi a1, a1, 8
    csrs mstatus, a1
    beqz a3, .L3
    lw a5, 4(a3)
    jr a5
  .L3:
    ret
op_event_take:
    csrrci a1, mstatus, 8
    lui a2, %hi(W_EVENT+12)
    lh a0, %lo(W_EVENT+12)(a2)
    sh zero, %lo(W_EVENT+12)(a2)
    andi a1, a1, 8
    csrs mstatus, a1
    ret
op_free:
    csrrci a0, mstatus, 8
    lui a1, %hi(.L1)
    li a2, 8
    sb a2, %lo(.L1+2)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_free_nothing:
    csrrci a0, mstatus, 8
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_get_flag:
    lui a0, %hi(.L1)
    lbu a0, %lo(.L1+2)(a0)
    ret
op_get_wide:
    csrrci a2, mstatus, 8
    lui a0, %hi(WIDE)
    lw a1, %lo(WIDE+4)(a0)
    lw a0, %lo(WIDE)(a0)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_handler_alone:
    lui a0, %hi(ONE)
    lw a1, %lo(ONE)(a0)
    addi a1, a1, 5
    sw a1, %lo(ONE)(a0)
    ret
op_handler_at_ceiling:
    lui a0, %hi(BOTH)
    lw a1, %lo(BOTH)(a0)
    addi a1, a1, 6
    sw a1, %lo(BOTH)(a0)
    ret
op_handler_below:
    csrrci a0, mstatus, 8
    lui a1, %hi(BOTH)
    lw a2, %lo(BOTH)(a1)
    addi a2, a2, 7
    sw a2, %lo(BOTH)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_handler_wakes:
    lui a2, %hi(.L1)
    addi a2, a2, %lo(.L1)
    lw a1, 28(a2)
    lw a0, 32(a2)
    sw zero, 28(a2)
    beqz a1, .L2
    lw a5, 4(a1)
    jr a5
  .L2:
    ret
op_interrupts_are_enabled:
    csrr a0, mstatus
    slli a0, a0, 28
    srli a0, a0, 31
    ret
op_interrupts_disable:
    csrci mstatus, 8
    ret
op_interrupts_enable:
    csrsi mstatus, 8
    ret
op_lock:
    csrrci a0, mstatus, 8
    lui a1, %hi(BOTH)
    lw a2, %lo(BOTH)(a1)
    addi a2, a2, 2
    sw a2, %lo(BOTH)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_lock_top:
    csrrci a0, mstatus, 8
    lui a1, %hi(URGENT)
    lw a2, %lo(URGENT)(a1)
    addi a2, a2, 3
    sw a2, %lo(URGENT)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_lock_twice:
    csrrci a0, mstatus, 8
    lui a1, %hi(BOTH)
    lw a2, %lo(BOTH)(a1)
    andi a0, a0, 8
    addi a2, a2, 4
    sw a2, %lo(BOTH)(a1)
    csrs mstatus, a0
    csrrci a0, mstatus, 8
    lw a2, %lo(BOTH)(a1)
    addi a2, a2, 4
    sw a2, %lo(BOTH)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_main_handle_lock:
    lui a0, %hi(_ZN8irqshare4wait11main_handle4LENTE)
    lbu a1, %lo(_ZN8irqshare4wait11main_handle4LENTE)(a0)
    li a2, 1
    sb a2, %lo(_ZN8irqshare4wait11main_handle4LENTE)(a0)
    bnez a1, .L1
    csrrci a1, mstatus, 8
    lui a2, %hi(ONE)
    lw a3, %lo(ONE)(a2)
    addi a3, a3, 10
    sw a3, %lo(ONE)(a2)
    andi a1, a1, 8
    csrs mstatus, a1
    sb zero, %lo(_ZN8irqshare4wait11main_handle4LENTE)(a0)
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare4wait11main_handle12lent_alreadyE
op_moved_get_mut:
    lui a0, %hi(S_MOVED)
    lhu a0, %lo(S_MOVED)(a0)
    beqz a0, .L1
    lui a0, %hi(S_MOVED)
    addi a0, a0, %lo(S_MOVED)
    lbu a1, 4(a0)
    lh a2, 2(a0)
    xori a1, a1, 32
    addi a2, a2, 1
    sh a2, 2(a0)
    sb a1, 4(a0)
  .L1:
    ret
op_moved_lock:
    csrrci a0, mstatus, 8
    lui a1, %hi(S_MOVED)
    lhu a1, %lo(S_MOVED)(a1)
    beqz a1, .L1
    lui a1, %hi(S_MOVED)
    addi a1, a1, %lo(S_MOVED)
    lbu a2, 4(a1)
    lh a3, 2(a1)
    xori a2, a2, 32
    addi a3, a3, 1
    sh a3, 2(a1)
    sb a2, 4(a1)
  .L1:
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_moved_put:
    csrrci a7, mstatus, 8
    lui a4, %hi(S_MOVED)
    addi a4, a4, %lo(S_MOVED)
    li a6, 1
    lh a5, 0(a4)
    lhu a1, 2(a4)
    lhu t0, 4(a4)
    sh a6, 0(a4)
    sh a2, 2(a4)
    sb a3, 4(a4)
    andi a2, a7, 8
    csrs mstatus, a2
    sh a5, 0(a0)
    sh a1, 2(a0)
    sh t0, 4(a0)
    ret
op_moved_take:
    csrrci a1, mstatus, 8
    lui a2, %hi(S_MOVED)
    addi a2, a2, %lo(S_MOVED)
    lh a3, 0(a2)
    lhu a4, 2(a2)
    lhu a5, 4(a2)
    sh zero, 0(a2)
    andi a1, a1, 8
    csrs mstatus, a1
    sh a3, 0(a0)
    sh a4, 2(a0)
    sh a5, 4(a0)
    ret
op_mutex_borrow_ref:
    csrrci a0, mstatus, 8
    lui a1, %hi(M_LED)
    lw a1, %lo(M_LED)(a1)
    lui a2, 524288
    addi a2, a2, -1
    bgeu a1, a2, .L1
    lui a1, %hi(M_LED+6)
    andi a2, a0, 8
    lbu a0, %lo(M_LED+6)(a1)
    csrs mstatus, a2
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare5mutex8borrowedE
op_mutex_borrow_ref_mut:
    csrrci a0, mstatus, 8
    lui a1, %hi(M_LED)
    lw a1, %lo(M_LED)(a1)
    bnez a1, .L1
    lui a1, %hi(M_LED)
    addi a1, a1, %lo(M_LED)
    lbu a2, 6(a1)
    lh a3, 4(a1)
    xori a2, a2, 32
    addi a3, a3, 1
    sh a3, 4(a1)
    sb a2, 6(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare5mutex8borrowedE
op_mutex_cell_get:
    csrrci a0, mstatus, 8
    lui a1, %hi(M_CELL)
    andi a2, a0, 8
    lh a0, %lo(M_CELL)(a1)
    csrs mstatus, a2
    ret
op_mutex_cell_replace:
    csrrci a2, mstatus, 8
    lui a3, %hi(M_CELL)
    lh a1, %lo(M_CELL)(a3)
    sh a0, %lo(M_CELL)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    mv a0, a1
    ret
op_mutex_cell_set:
    csrrci a1, mstatus, 8
    lui a2, %hi(M_CELL)
    sh a0, %lo(M_CELL)(a2)
    andi a1, a1, 8
    csrs mstatus, a1
    ret
op_mutex_cell_take:
    csrrci a1, mstatus, 8
    lui a2, %hi(M_CELL)
    lh a0, %lo(M_CELL)(a2)
    sh zero, %lo(M_CELL)(a2)
    andi a1, a1, 8
    csrs mstatus, a1
    ret
op_mutex_cell_update:
    csrrci a0, mstatus, 8
    lui a1, %hi(M_CELL)
    lh a2, %lo(M_CELL)(a1)
    addi a2, a2, 1
    sh a2, %lo(M_CELL)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_mutex_put:
    csrrci a7, mstatus, 8
    lui a4, %hi(M_OPTION)
    lw a4, %lo(M_OPTION)(a4)
    bnez a4, .L1
    lui a4, %hi(M_OPTION)
    addi a4, a4, %lo(M_OPTION)
    li a6, 1
    lh a5, 4(a4)
    lh a3, 6(a4)
    lh t0, 8(a4)
    sh a6, 4(a4)
    sh a1, 6(a4)
    sb a2, 8(a4)
    sh a5, 0(a0)
    sh a3, 2(a0)
    sh t0, 4(a0)
    andi a0, a7, 8
    csrs mstatus, a0
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare5mutex8borrowedE
op_mutex_take:
    csrrci a1, mstatus, 8
    lui a2, %hi(M_OPTION)
    lw a2, %lo(M_OPTION)(a2)
    bnez a2, .L1
    lui a2, %hi(M_OPTION)
    addi a2, a2, %lo(M_OPTION)
    lh a3, 4(a2)
    lh a4, 6(a2)
    lh a5, 8(a2)
    sh zero, 4(a2)
    sh a3, 0(a0)
    sh a4, 2(a0)
    sh a5, 4(a0)
    andi a1, a1, 8
    csrs mstatus, a1
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare5mutex8borrowedE
op_mutex_with:
    csrrci a0, mstatus, 8
    lui a1, %hi(M_OPTION)
    lw a1, %lo(M_OPTION)(a1)
    bnez a1, .L1
    lui a1, %hi(M_OPTION)
    addi a1, a1, %lo(M_OPTION)
    lhu a2, 4(a1)
    beqz a2, .L2
    lbu a2, 8(a1)
    lh a3, 6(a1)
    xori a2, a2, 32
    addi a3, a3, 1
    sh a3, 6(a1)
    sb a2, 8(a1)
  .L2:
    lui a1, %hi(M_OPTION)
    sw zero, %lo(M_OPTION)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare5mutex8borrowedE
op_mutex_with_call:
    addi sp, sp, -16
    sw ra, 12(sp)
    sw s0, 8(sp)
    sw s1, 4(sp)
    csrrci s0, mstatus, 8
    lui a0, %hi(M_OPTION)
    lw a0, %lo(M_OPTION)(a0)
    bnez a0, .L1
    lui s1, %hi(M_OPTION)
    addi s1, s1, %lo(M_OPTION)
    lhu a0, 4(s1)
    li a1, -1
    sw a1, 0(s1)
    beqz a0, .L2
    addi a0, s1, 6
    call toggle_by_call
    lw a0, 0(s1)
    addi a0, a0, 1
  .L2:
    lui a1, %hi(M_OPTION)
    sw a0, %lo(M_OPTION)(a1)
    andi s0, s0, 8
    csrs mstatus, s0
    lw ra, 12(sp)
    lw s0, 8(sp)
    lw s1, 4(sp)
    addi sp, sp, 16
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare5mutex8borrowedE
op_mutex_with_in:
    lui a0, %hi(M_OPTION)
    lw a0, %lo(M_OPTION)(a0)
    bnez a0, .L1
    lui a0, %hi(M_OPTION)
    addi a0, a0, %lo(M_OPTION)
    lhu a1, 4(a0)
    beqz a1, .L2
    lbu a1, 8(a0)
    lh a2, 6(a0)
    xori a1, a1, 32
    addi a2, a2, 1
    sh a2, 6(a0)
    sb a1, 8(a0)
  .L2:
    lui a0, %hi(M_OPTION)
    sw zero, %lo(M_OPTION)(a0)
    ret
  .L1:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare5mutex8borrowedE
op_padded_get:
    csrrci a2, mstatus, 8
    lui a1, %hi(G_PADDED)
    addi a1, a1, %lo(G_PADDED)
    lbu a0, 0(a1)
    lw a1, 4(a1)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_padded_get_in:
    lui a1, %hi(G_PADDED)
    addi a1, a1, %lo(G_PADDED)
    lbu a0, 0(a1)
    lw a1, 4(a1)
    ret
op_padded_replace:
    csrrci a4, mstatus, 8
    lui a5, %hi(G_PADDED)
    addi a5, a5, %lo(G_PADDED)
    lbu a2, 0(a5)
    lw a3, 4(a5)
    sb a0, 0(a5)
    sw a1, 4(a5)
    andi a4, a4, 8
    csrs mstatus, a4
    mv a0, a2
    mv a1, a3
    ret
op_padded_replace_in:
    lui a4, %hi(G_PADDED)
    addi a4, a4, %lo(G_PADDED)
    lbu a2, 0(a4)
    lw a3, 4(a4)
    sb a0, 0(a4)
    sw a1, 4(a4)
    mv a0, a2
    mv a1, a3
    ret
op_padded_set:
    csrrci a2, mstatus, 8
    lui a3, %hi(G_PADDED)
    addi a3, a3, %lo(G_PADDED)
    sb a0, 0(a3)
    sw a1, 4(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_padded_set_in:
    lui a2, %hi(G_PADDED)
    addi a2, a2, %lo(G_PADDED)
    sb a0, 0(a2)
    sw a1, 4(a2)
    ret
op_padded_update:
    csrrci a0, mstatus, 8
    lui a1, %hi(G_PADDED+4)
    lw a2, %lo(G_PADDED+4)(a1)
    addi a2, a2, 1
    sw a2, %lo(G_PADDED+4)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_padded_update_in:
    lui a0, %hi(G_PADDED+4)
    lw a1, %lo(G_PADDED+4)(a0)
    addi a1, a1, 1
    sw a1, %lo(G_PADDED+4)(a0)
    ret
op_published_u16_get:
    lui a0, %hi(P_U16)
    lh a0, %lo(P_U16)(a0)
    ret
op_published_u16_update:
    lui a0, %hi(P_U16)
    lh a1, %lo(P_U16)(a0)
    addi a1, a1, 1
    sh a1, %lo(P_U16)(a0)
    ret
op_published_u32_get:
    lui a0, %hi(P_U32)
    lw a0, %lo(P_U32)(a0)
    ret
op_published_u32_update:
    lui a0, %hi(P_U32)
    lw a1, %lo(P_U32)(a0)
    addi a1, a1, 1
    sw a1, %lo(P_U32)(a0)
    ret
op_published_u64_get:
    csrrci a2, mstatus, 8
    lui a0, %hi(P_U64)
    lw a1, %lo(P_U64+4)(a0)
    lw a0, %lo(P_U64)(a0)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_published_u64_set:
    lui a0, %hi(P_U64)
    sw a2, %lo(P_U64+4)(a0)
    sw a1, %lo(P_U64)(a0)
    ret
op_published_u64_update:
    lui a0, %hi(P_U64)
    lw a1, %lo(P_U64)(a0)
    lw a2, %lo(P_U64+4)(a0)
    addi a1, a1, 1
    seqz a3, a1
    add a2, a2, a3
    sw a1, %lo(P_U64)(a0)
    sw a2, %lo(P_U64+4)(a0)
    ret
op_published_u64_update_top:
    lui a0, %hi(P_TOP)
    lw a1, %lo(P_TOP)(a0)
    lw a2, %lo(P_TOP+4)(a0)
    addi a1, a1, 1
    seqz a3, a1
    add a2, a2, a3
    sw a1, %lo(P_TOP)(a0)
    sw a2, %lo(P_TOP+4)(a0)
    ret
op_published_u8_update:
    lui a0, %hi(P_U8)
    lbu a1, %lo(P_U8)(a0)
    addi a1, a1, 1
    sb a1, %lo(P_U8)(a0)
    ret
op_raw_mutex:
    csrrci a0, mstatus, 8
    lui a1, %hi(W_RAW)
    lh a2, %lo(W_RAW)(a1)
    addi a2, a2, 3
    sh a2, %lo(W_RAW)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_register:
    addi sp, sp, -32
    sw ra, 28(sp)
    sw s0, 24(sp)
    sw s1, 20(sp)
    sw s2, 16(sp)
    sw s3, 12(sp)
    sw s4, 8(sp)
    sw s5, 4(sp)
    csrrci a2, mstatus, 8
    lui s0, %hi(.L1)
    addi s0, s0, %lo(.L1)
    lw a0, 20(s0)
    beqz a0, .L2
    lw a3, 24(s0)
    lw s4, 0(a1)
    lw s5, 4(a1)
    andi a2, a2, 8
    csrs mstatus, a2
    bne a3, s5, .L3
    bne a0, s4, .L3
    j .L4
  .L2:
    andi a2, a2, 8
    csrs mstatus, a2
    lw s4, 0(a1)
    lw s5, 4(a1)
  .L3:
    lw a1, 0(s4)
    mv a0, s5
    jalr a1
    mv a2, a0
    csrrci a4, mstatus, 8
    lw a3, 20(s0)
    lw a0, 24(s0)
    sw a2, 20(s0)
    sw a1, 24(s0)
    andi a4, a4, 8
    csrs mstatus, a4
    beqz a3, .L4
    lw a1, 4(a3)
    jalr a1
  .L4:
    csrrci s1, mstatus, 8
    lw s3, 28(s0)
    lw s2, 32(s0)
    beqz s3, .L5
    bne s2, s5, .L5
    bne s3, s4, .L5
    li s3, 0
    j .L6
  .L5:
    lw a1, 0(s4)
    mv a0, s5
    jalr a1
    sw a0, 28(s0)
    sw a1, 32(s0)
  .L6:
    andi s1, s1, 8
    csrs mstatus, s1
    csrrci a0, mstatus, 8
    lhu a1, 48(s0)
    sh zero, 48(s0)
    beqz a1, .L7
    andi a0, a0, 8
    csrs mstatus, a0
    li s1, 1
    j .L8
  .L7:
    lw a1, 36(s0)
    beqz a1, .L9
    lw a2, 40(s0)
    bne a2, s5, .L9
    bne a1, s4, .L9
    lw a1, 44(s0)
    beqz a1, .L10
    sw zero, 44(s0)
  .L10:
    andi a0, a0, 8
    csrs mstatus, a0
    j .L11
  .L9:
    andi a0, a0, 8
    csrs mstatus, a0
    lw a1, 0(s4)
    mv a0, s5
    jalr a1
    csrrci a3, mstatus, 8
    lhu a2, 48(s0)
    sh zero, 48(s0)
    beqz a2, .L12
    andi a3, a3, 8
    csrs mstatus, a3
    li s1, 1
    beqz a0, .L8
    lw a2, 12(a0)
    mv a0, a1
    jalr a2
    j .L8
  .L12:
    lw a4, 36(s0)
    lw a2, 40(s0)
    sw a0, 36(s0)
    sw a1, 40(s0)
    sw zero, 44(s0)
    andi a3, a3, 8
    csrs mstatus, a3
    beqz a4, .L11
    lw a1, 4(a4)
    mv a0, a2
    jalr a1
  .L11:
    li s1, 0
  .L8:
    beqz s3, .L13
    lw a1, 4(s3)
    mv a0, s2
    jalr a1
  .L13:
    mv a0, s1
    lw ra, 28(sp)
    lw s0, 24(sp)
    lw s1, 20(sp)
    lw s2, 16(sp)
    lw s3, 12(sp)
    lw s4, 8(sp)
    lw s5, 4(sp)
    addi sp, sp, 32
    ret
op_restore:
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_save_and_disable:
    csrrci a0, mstatus, 8
    ret
op_save_and_restore:
    as op_free_nothing
op_scoped_raw_mutex:
    lui a0, %hi(W_SCOPED)
    addi a0, a0, %lo(W_SCOPED)
    tail _ZN5mutex26BlockingMutex$LT$R$C$T$GT$9with_lockE
op_set_wide:
    csrrci a2, mstatus, 8
    lui a3, %hi(WIDE)
    sw a1, %lo(WIDE+4)(a3)
    sw a0, %lo(WIDE)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_shared_cells:
    lui a1, %hi(.L1)
    addi a1, a1, %lo(.L1)
    lbu a2, 10(a1)
    lh a3, 8(a1)
    addi a0, a1, 12
    xori a2, a2, 32
    addi a3, a3, 1
    sh a3, 8(a1)
    sb a2, 10(a1)
    tail toggle_by_call
op_shared_cells_below:
    addi sp, sp, -16
    sw ra, 12(sp)
    sw s0, 8(sp)
    csrrci s0, mstatus, 8
    lui a0, %hi(.L1)
    addi a0, a0, %lo(.L1)
    lbu a1, 10(a0)
    lh a2, 8(a0)
    xori a1, a1, 32
    addi a2, a2, 1
    sh a2, 8(a0)
    sb a1, 10(a0)
    addi a0, a0, 4
    call toggle_by_call
    andi s0, s0, 8
    csrs mstatus, s0
    lw ra, 12(sp)
    lw s0, 8(sp)
    addi sp, sp, 16
    ret
op_shared_get_mut:
    lui a0, %hi(.L1)
    addi a0, a0, %lo(.L1)
    lbu a1, 10(a0)
    lh a2, 8(a0)
    xori a1, a1, 32
    addi a2, a2, 1
    sh a2, 8(a0)
    sb a1, 10(a0)
    ret
op_shared_get_mut_at_ceiling:
    lui a0, %hi(.L1)
    addi a0, a0, %lo(.L1)
    lbu a1, 6(a0)
    lh a2, 4(a0)
    xori a1, a1, 32
    addi a2, a2, 1
    sh a2, 4(a0)
    sb a1, 6(a0)
    ret
op_shared_get_mut_call:
    lui a0, %hi(.L1+8)
    addi a0, a0, %lo(.L1+8)
    tail toggle_by_call
op_shared_lock_at_ceiling:
    lui a0, %hi(.L1+4)
    addi a0, a0, %lo(.L1+4)
    tail toggle_by_call
op_shared_lock_below:
    addi sp, sp, -16
    sw ra, 12(sp)
    sw s0, 8(sp)
    csrrci s0, mstatus, 8
    lui a0, %hi(.L1+4)
    addi a0, a0, %lo(.L1+4)
    call toggle_by_call
    andi s0, s0, 8
    csrs mstatus, s0
    lw ra, 12(sp)
    lw s0, 8(sp)
    addi sp, sp, 16
    ret
op_shared_main:
    csrrci a0, mstatus, 8
    lui a1, %hi(.L1)
    addi a1, a1, %lo(.L1)
    lbu a2, 10(a1)
    lh a3, 8(a1)
    xori a2, a2, 32
    addi a3, a3, 1
    sh a3, 8(a1)
    sb a2, 10(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_shared_main_call:
    addi sp, sp, -16
    sw ra, 12(sp)
    sw s0, 8(sp)
    csrrci s0, mstatus, 8
    lui a0, %hi(.L1+8)
    addi a0, a0, %lo(.L1+8)
    call toggle_by_call
    andi s0, s0, 8
    csrs mstatus, s0
    lw ra, 12(sp)
    lw s0, 8(sp)
    addi sp, sp, 16
    ret
op_shared_main_cells:
    csrrci a0, mstatus, 8
    lui a1, %hi(.L1)
    addi a1, a1, %lo(.L1)
    lbu a2, 10(a1)
    lh a3, 8(a1)
    lbu a4, 14(a1)
    lh a5, 12(a1)
    xori a2, a2, 32
    addi a3, a3, 1
    xori a4, a4, 32
    addi a5, a5, 1
    sh a3, 8(a1)
    sb a2, 10(a1)
    sh a5, 12(a1)
    sb a4, 14(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_shared_main_cells_several:
    addi sp, sp, -16
    li a1, 0
    lui a6, %hi(.L1)
    addi a6, a6, %lo(.L1)
    addi a2, a6, 8
    addi a3, a6, 4
    addi a4, a6, 16
    sw a2, 4(sp)
    sw a3, 8(sp)
    sw a4, 12(sp)
    li a2, 3
  .L2:
    beqz a1, .L3
    slli a4, a1, 2
    addi a3, sp, 4
    add a4, a4, a3
    lw a4, 0(a4)
    mv a5, a1
  .L4:
    lw a0, 0(a3)
    beq a4, a0, .L5
    addi a5, a5, -1
    addi a3, a3, 4
    bnez a5, .L4
  .L3:
    addi a1, a1, 1
    bne a1, a2, .L2
    csrrci a7, mstatus, 8
    lbu a1, 6(a6)
    lh a2, 8(a6)
    lbu a3, 10(a6)
    lh a4, 4(a6)
    lh a5, 16(a6)
    lbu a0, 18(a6)
    xori a3, a3, 32
    addi a2, a2, 1
    xori a1, a1, 32
    addi a4, a4, 1
    sh a4, 4(a6)
    sb a1, 6(a6)
    sh a2, 8(a6)
    sb a3, 10(a6)
    xori a0, a0, 32
    addi a5, a5, 1
    sh a5, 16(a6)
    sb a0, 18(a6)
    andi a0, a7, 8
    csrs mstatus, a0
    addi sp, sp, 16
    ret
  .L5:
    lui a0, %hi(TEXT)
    addi a0, a0, %lo(TEXT)
    call _ZN8irqshare8lock_set11named_twiceE
op_shared_main_in:
    lui a0, %hi(.L1)
    addi a0, a0, %lo(.L1)
    lbu a1, 6(a0)
    lh a2, 4(a0)
    xori a1, a1, 32
    addi a2, a2, 1
    sh a2, 4(a0)
    sb a1, 6(a0)
    ret
op_shared_main_several:
    csrrci a0, mstatus, 8
    lui a1, %hi(.L1)
    addi a1, a1, %lo(.L1)
    lbu a2, 6(a1)
    lh a3, 4(a1)
    xori a2, a2, 32
    addi a3, a3, 1
    sh a3, 4(a1)
    sb a2, 6(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_shared_main_top:
    csrrci a0, mstatus, 8
    lui a1, %hi(.L1)
    addi a1, a1, %lo(.L1)
    lbu a2, 18(a1)
    lh a3, 16(a1)
    xori a2, a2, 32
    addi a3, a3, 1
    sh a3, 16(a1)
    sb a2, 18(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_signal_poll_wait:
    addi sp, sp, -16
    sw ra, 12(sp)
    sw s0, 8(sp)
    sw s1, 4(sp)
    csrrci a1, mstatus, 8
    lui s1, %hi(W_SIGNAL)
    addi s1, s1, %lo(W_SIGNAL)
    lbu a2, 12(s1)
    lbu s0, 13(s1)
    sb zero, 12(s1)
    bnez a2, .L1
    lui a3, %hi(W_SIGNAL)
    lw a3, %lo(W_SIGNAL)(a3)
    lw a0, 0(a0)
    beqz a3, .L2
    lw a4, 4(s1)
    lw a5, 4(a0)
    bne a4, a5, .L2
    lw a4, 0(a0)
    bne a3, a4, .L2
    lw a0, 8(s1)
    beqz a0, .L3
    sw zero, 8(s1)
  .L3:
  .L1:
    andi a1, a1, 8
    csrs mstatus, a1
    xori s1, a2, 1
    j .L4
  .L2:
    andi a1, a1, 8
    csrs mstatus, a1
    lw a1, 0(a0)
    lw a0, 4(a0)
    lw a1, 0(a1)
    jalr a1
    csrrci a3, mstatus, 8
    lbu a2, 12(s1)
    lbu s0, 13(s1)
    sb zero, 12(s1)
    beqz a2, .L5
    andi a3, a3, 8
    csrs mstatus, a3
    beqz a0, .L6
    lw a2, 12(a0)
    mv a0, a1
    jalr a2
  .L6:
    li s1, 0
    j .L4
  .L5:
    lw a4, 0(s1)
    lw a2, 4(s1)
    sw a0, 0(s1)
    sw a1, 4(s1)
    sw zero, 8(s1)
    andi a3, a3, 8
    csrs mstatus, a3
    li s1, 1
    beqz a4, .L7
    lw a1, 4(a4)
    mv a0, a2
    jalr a1
  .L7:
  .L4:
    mv a0, s1
    mv a1, s0
    lw ra, 12(sp)
    lw s0, 8(sp)
    lw s1, 4(sp)
    addi sp, sp, 16
    ret
op_signal_reset:
    csrrci a0, mstatus, 8
    lui a1, %hi(W_SIGNAL+12)
    sb zero, %lo(W_SIGNAL+12)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_signal_signal:
    mv a1, a0
    csrrci a3, mstatus, 8
    lui a4, %hi(W_SIGNAL)
    addi a4, a4, %lo(W_SIGNAL)
    li a5, 1
    lw a2, 0(a4)
    lw a0, 4(a4)
    sw zero, 0(a4)
    sb a5, 12(a4)
    sb a1, 13(a4)
    andi a3, a3, 8
    csrs mstatus, a3
    beqz a2, .L1
    lw a5, 4(a2)
    jr a5
  .L1:
    ret
op_signal_signaled:
    csrrci a1, mstatus, 8
    lui a0, %hi(W_SIGNAL+12)
    lbu a0, %lo(W_SIGNAL+12)(a0)
    andi a1, a1, 8
    csrs mstatus, a1
    ret
op_signal_try_take:
    csrrci a2, mstatus, 8
    lui a3, %hi(W_SIGNAL)
    addi a3, a3, %lo(W_SIGNAL)
    lbu a0, 12(a3)
    lbu a1, 13(a3)
    sb zero, 12(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_sleep_until:
    lui a1, %hi(TEXT)
    addi a1, a1, %lo(TEXT)
    tail _ZN8irqshare4wait5sleep11sleep_untilE
op_sleep_until_with:
    lui a2, %hi(TEXT)
    addi a2, a2, %lo(TEXT)
    tail _ZN8irqshare4wait5sleep16sleep_until_withE
op_u16_fetch_add:
    csrrci a2, mstatus, 8
    lui a3, %hi(G_U16)
    lh a1, %lo(G_U16)(a3)
    add a0, a0, a1
    sh a0, %lo(G_U16)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    mv a0, a1
    ret
op_u16_get:
    lui a0, %hi(G_U16)
    lh a0, %lo(G_U16)(a0)
    ret
op_u16_get_in:
    lui a0, %hi(G_U16)
    lh a0, %lo(G_U16)(a0)
    ret
op_u16_replace:
    csrrci a2, mstatus, 8
    lui a3, %hi(G_U16)
    lh a1, %lo(G_U16)(a3)
    sh a0, %lo(G_U16)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    mv a0, a1
    ret
op_u16_replace_in:
    lui a2, %hi(G_U16)
    lh a1, %lo(G_U16)(a2)
    sh a0, %lo(G_U16)(a2)
    mv a0, a1
    ret
op_u16_set:
    lui a1, %hi(G_U16)
    sh a0, %lo(G_U16)(a1)
    ret
op_u16_set_in:
    lui a1, %hi(G_U16)
    sh a0, %lo(G_U16)(a1)
    ret
op_u16_update:
    csrrci a0, mstatus, 8
    lui a1, %hi(G_U16)
    lh a2, %lo(G_U16)(a1)
    addi a2, a2, 1
    sh a2, %lo(G_U16)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_u16_update_in:
    lui a0, %hi(G_U16)
    lh a1, %lo(G_U16)(a0)
    addi a1, a1, 1
    sh a1, %lo(G_U16)(a0)
    ret
op_u32_count:
    lui a0, %hi(G_U32)
    addi a0, a0, %lo(G_U32)
    li a1, 1
    amoadd.w zero, a1, (a0)
    ret
op_u32_fetch_add:
    lui a1, %hi(G_U32)
    addi a1, a1, %lo(G_U32)
    amoadd.w a0, a0, (a1)
    ret
op_u32_fetch_and:
    lui a1, %hi(G_U32)
    addi a1, a1, %lo(G_U32)
    amoand.w a0, a0, (a1)
    ret
op_u32_fetch_or:
    lui a1, %hi(G_U32)
    addi a1, a1, %lo(G_U32)
    amoor.w a0, a0, (a1)
    ret
op_u32_fetch_sub:
    neg a0, a0
    lui a1, %hi(G_U32)
    addi a1, a1, %lo(G_U32)
    amoadd.w a0, a0, (a1)
    ret
op_u32_get:
    lui a0, %hi(G_U32)
    lw a0, %lo(G_U32)(a0)
    ret
op_u32_get_in:
    lui a0, %hi(G_U32)
    lw a0, %lo(G_U32)(a0)
    ret
op_u32_replace:
    lui a2, %hi(G_U32)
    addi a2, a2, %lo(G_U32)
    amoswap.w a1, a0, (a2)
    mv a0, a1
    ret
op_u32_replace_in:
    lui a2, %hi(G_U32)
    lw a1, %lo(G_U32)(a2)
    sw a0, %lo(G_U32)(a2)
    mv a0, a1
    ret
op_u32_set:
    lui a1, %hi(G_U32)
    sw a0, %lo(G_U32)(a1)
    ret
op_u32_set_in:
    lui a1, %hi(G_U32)
    sw a0, %lo(G_U32)(a1)
    ret
op_u32_update:
    csrrci a0, mstatus, 8
    lui a1, %hi(G_U32)
    lw a2, %lo(G_U32)(a1)
    addi a2, a2, 1
    sw a2, %lo(G_U32)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_u32_update_in:
    lui a0, %hi(G_U32)
    lw a1, %lo(G_U32)(a0)
    addi a1, a1, 1
    sw a1, %lo(G_U32)(a0)
    ret
op_u64_fetch_add:
    csrrci a6, mstatus, 8
    lui a5, %hi(G_U64)
    lw a2, %lo(G_U64+4)(a5)
    lw a3, %lo(G_U64)(a5)
    add a1, a1, a2
    add a0, a0, a3
    sltu a4, a0, a3
    sw a0, %lo(G_U64)(a5)
    add a1, a1, a4
    sw a1, %lo(G_U64+4)(a5)
    andi a0, a6, 8
    csrs mstatus, a0
    mv a0, a3
    mv a1, a2
    ret
op_u64_get:
    csrrci a2, mstatus, 8
    lui a0, %hi(G_U64)
    lw a1, %lo(G_U64+4)(a0)
    lw a0, %lo(G_U64)(a0)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_u64_get_in:
    lui a1, %hi(G_U64)
    lw a0, %lo(G_U64)(a1)
    lw a1, %lo(G_U64+4)(a1)
    ret
op_u64_replace:
    csrrci a4, mstatus, 8
    lui a5, %hi(G_U64)
    lw a2, %lo(G_U64)(a5)
    lw a3, %lo(G_U64+4)(a5)
    sw a0, %lo(G_U64)(a5)
    sw a1, %lo(G_U64+4)(a5)
    andi a4, a4, 8
    csrs mstatus, a4
    mv a0, a2
    mv a1, a3
    ret
op_u64_replace_in:
    lui a4, %hi(G_U64)
    lw a2, %lo(G_U64)(a4)
    lw a3, %lo(G_U64+4)(a4)
    sw a0, %lo(G_U64)(a4)
    sw a1, %lo(G_U64+4)(a4)
    mv a0, a2
    mv a1, a3
    ret
op_u64_set:
    csrrci a2, mstatus, 8
    lui a3, %hi(G_U64)
    sw a1, %lo(G_U64+4)(a3)
    sw a0, %lo(G_U64)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_u64_set_in:
    lui a2, %hi(G_U64)
    sw a1, %lo(G_U64+4)(a2)
    sw a0, %lo(G_U64)(a2)
    ret
op_u64_update:
    csrrci a0, mstatus, 8
    lui a1, %hi(G_U64)
    lw a2, %lo(G_U64)(a1)
    lw a3, %lo(G_U64+4)(a1)
    addi a2, a2, 1
    seqz a4, a2
    sw a2, %lo(G_U64)(a1)
    add a3, a3, a4
    sw a3, %lo(G_U64+4)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_u64_update_in:
    lui a0, %hi(G_U64)
    lw a1, %lo(G_U64)(a0)
    lw a2, %lo(G_U64+4)(a0)
    addi a1, a1, 1
    seqz a3, a1
    add a2, a2, a3
    sw a1, %lo(G_U64)(a0)
    sw a2, %lo(G_U64+4)(a0)
    ret
op_u8_fetch_add:
    csrrci a2, mstatus, 8
    lui a3, %hi(G_U8)
    lbu a1, %lo(G_U8)(a3)
    add a0, a0, a1
    sb a0, %lo(G_U8)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    mv a0, a1
    ret
op_u8_get:
    lui a0, %hi(G_U8)
    lbu a0, %lo(G_U8)(a0)
    ret
op_u8_get_in:
    lui a0, %hi(G_U8)
    lbu a0, %lo(G_U8)(a0)
    ret
op_u8_replace:
    csrrci a2, mstatus, 8
    lui a3, %hi(G_U8)
    lbu a1, %lo(G_U8)(a3)
    sb a0, %lo(G_U8)(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    mv a0, a1
    ret
op_u8_replace_in:
    lui a2, %hi(G_U8)
    lbu a1, %lo(G_U8)(a2)
    sb a0, %lo(G_U8)(a2)
    mv a0, a1
    ret
op_u8_set:
    lui a1, %hi(G_U8)
    sb a0, %lo(G_U8)(a1)
    ret
op_u8_set_in:
    lui a1, %hi(G_U8)
    sb a0, %lo(G_U8)(a1)
    ret
op_u8_update:
    csrrci a0, mstatus, 8
    lui a1, %hi(G_U8)
    lbu a2, %lo(G_U8)(a1)
    addi a2, a2, 1
    sb a2, %lo(G_U8)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_u8_update_in:
    lui a0, %hi(G_U8)
    lbu a1, %lo(G_U8)(a0)
    addi a1, a1, 1
    sb a1, %lo(G_U8)(a0)
    ret
op_update_wide:
    csrrci a0, mstatus, 8
    lui a1, %hi(WIDE)
    lw a2, %lo(WIDE)(a1)
    lw a3, %lo(WIDE+4)(a1)
    addi a2, a2, 1
    seqz a4, a2
    sw a2, %lo(WIDE)(a1)
    add a3, a3, a4
    sw a3, %lo(WIDE+4)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    ret
op_wake:
    csrrci a2, mstatus, 8
    lui a3, %hi(.L1)
    addi a3, a3, %lo(.L1)
    lw a1, 20(a3)
    lw a0, 24(a3)
    sw zero, 20(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    beqz a1, .L2
    lw a5, 4(a1)
    jr a5
  .L2:
    ret
op_waker_occupied:
    csrrci a0, mstatus, 8
    lui a1, %hi(W_SHARED)
    lw a1, %lo(W_SHARED)(a1)
    andi a0, a0, 8
    csrs mstatus, a0
    snez a0, a1
    ret
op_waker_register:
    addi sp, sp, -32
    sw ra, 28(sp)
    sw s0, 24(sp)
    sw s1, 20(sp)
    sw s2, 16(sp)
    sw s3, 12(sp)
    csrrci s2, mstatus, 8
    lui a0, %hi(W_SHARED)
    lw s0, %lo(W_SHARED)(a0)
    lw a2, 0(a1)
    lui s3, %hi(W_SHARED)
    addi s3, s3, %lo(W_SHARED)
    beqz s0, .L1
    lw s1, 4(s3)
    lw a0, 4(a1)
    bne s1, a0, .L2
    bne s0, a2, .L2
    li s0, 0
    j .L3
  .L1:
    lw a0, 4(a1)
    lw s1, 4(s3)
  .L2:
    lw a1, 0(a2)
    jalr a1
    sw a0, 0(s3)
    sw a1, 4(s3)
  .L3:
    andi a0, s2, 8
    csrs mstatus, a0
    mv a0, s0
    mv a1, s1
    lw ra, 28(sp)
    lw s0, 24(sp)
    lw s1, 20(sp)
    lw s2, 16(sp)
    lw s3, 12(sp)
    addi sp, sp, 32
    ret
op_waker_take:
    csrrci a2, mstatus, 8
    lui a3, %hi(W_SHARED)
    addi a3, a3, %lo(W_SHARED)
    lw a0, 0(a3)
    lw a1, 4(a3)
    sw zero, 0(a3)
    andi a2, a2, 8
    csrs mstatus, a2
    ret
op_waker_wake:
    lui a2, %hi(W_SHARED)
    addi a2, a2, %lo(W_SHARED)
    lw a1, 0(a2)
    lw a0, 4(a2)
    sw zero, 0(a2)
    beqz a1, .L1
    lw a5, 4(a1)
    jr a5
  .L1:
    ret
toggle_by_call:
    lbu a1, 2(a0)
    lh a2, 0(a0)
    xori a1, a1, 32
    addi a2, a2, 1
    sh a2, 0(a0)
    sb a1, 2(a0)
    ret
