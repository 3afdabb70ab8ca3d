# rustc 1.96.0, LLVM 22.1.8, opt-level s
_RINvMs0_NtC_12embassy_sync14blocking_mutexINtB6_5MutexNtNtNtC_8irqshare7interop12embassy_sync11IrqRawMutexINtNtC_4core4cell4CelltEE4lockuNCNvNtC_3ops7waiting12op_raw_mutex0EB2R_:
    in r18, 63
    cli
    movw r30, r24
    ld r24, Z
    ldd r25, Z+1
    adiw r24, 3
    std Z+1, r25
    st Z, r24
    out 63, r18
    ret
_RINvMs1_C_5mutexINtB6_13BlockingMutexNtNtNtC_8irqshare7interop12mutex_traits17IrqScopedRawMutextE9with_lockuNCNvNtC_3ops7waiting19op_scoped_raw_mutex0EB2c_:
    movw r26, r24
    in r19, 63
    cli
    ld r25, X
    ldi r18, 1
    st X, r18
    cpi r25, 1
    breq .L1
    st X, r1
    movw r30, r26
    ldd r24, Z+1
    ldd r25, Z+2
    adiw r24, 3
    std Z+2, r25
    std Z+1, r24
    out 63, r19
    ret
  .L1:
    out 63, r19
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtNtC_8irqshare7interop12mutex_traits6locked
_RINvNtNtC_8irqshare4arch7no_swap4swapNtNtC_3ops6anyone6PaddedEBP_:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap4swapbEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap4swaphEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap4swapmEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap4swaptEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap4swapyEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap5fetchhEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap5fetchmEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap5fetchtEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4arch7no_swap5fetchyEC_3ops:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    ldi r22, 117
    ldi r23, 0
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RNvNtC_4core9panicking9panic_fmt
_RINvNtNtC_8irqshare4wait5sleep11sleep_untilhNCNvNtC_3ops7checked14op_sleep_until0EBY_:
    in r24, 63
    tst r24
    brpl .L1
    cli
  .L2:
    lds r24, FLAG
    cpi r24, 9
    brne .L3
    sei
    sleep
    nop
    cli
    rjmp .L2
  .L3:
    sei
    ret
  .L1:
    movw r24, r22
    call _RNvNtNtC_8irqshare4wait5sleep3off
_RINvNtNtC_8irqshare4wait5sleep16sleep_until_withuNtNtC_3ops7checked5HooksNCNvBZ_19op_sleep_until_with0EB11_:
    in r24, 63
    tst r24
    brmi .L1
    rjmp .L2
  .L1:
    cli
    lds r24, FLAG
    cpi r24, 9
    breq .L3
    ldi r24, 1
    ldi r25, 2
  .L4:
    sts BEFORE, r24
    sei
    sleep
    nop
    cli
    sts AFTER, r25
    sei
    nop
    nop
    cli
    lds r18, FLAG
    cpi r18, 9
    brne .L4
  .L3:
    sei
    ret
  .L2:
    movw r24, r20
    call _RNvNtNtC_8irqshare4wait5sleep3off
_RINvNvNtC_4core3ptr25swap_nonoverlapping_bytes26swap_nonoverlapping_chunksKj2_EC_3ops:
    push r14
    push r15
    push r16
    push r17
    movw r26, r22
    lsl r20
    rol r21
    add r20, r26
    adc r21, r27
  .L1:
    movw r16, r24
    movw r30, r16
    ld r18, Z
    ldd r19, Z+1
    movw r30, r26
    ld r22, Z
    ldd r23, Z+1
    movw r14, r30
    movw r30, r16
    std Z+1, r23
    st Z, r22
    movw r30, r14
    std Z+1, r19
    st Z, r18
    adiw r24, 2
    adiw r26, 2
    cp r26, r20
    cpc r27, r21
    brne .L1
    pop r17
    pop r16
    pop r15
    pop r14
    ret
op_atomic_waker_register:
    in r22, 63
    cli
    lds r20, W_WAKER
    lds r21, W_WAKER+1
    cp r20, r1
    cpc r21, r1
    breq .L1
    movw r30, r24
    ld r18, Z
    ldd r19, Z+1
    ldd r24, Z+2
    ldd r25, Z+3
    lds r30, W_WAKER+2
    lds r31, W_WAKER+3
    out 63, r22
    cp r30, r24
    cpc r31, r25
    brne .L2
    cp r20, r18
    cpc r21, r19
    brne .L2
  .L3:
    ret
  .L1:
    out 63, r22
    movw r30, r24
    ldd r24, Z+2
    ldd r25, Z+3
    ld r18, Z
    ldd r19, Z+1
  .L2:
    movw r30, r18
    ld r18, Z
    ldd r19, Z+1
    movw r30, r18
    icall
    movw r18, r24
    in r30, 63
    cli
    lds r20, W_WAKER
    lds r21, W_WAKER+1
    sts W_WAKER+1, r23
    sts W_WAKER, r22
    lds r24, W_WAKER+2
    lds r25, W_WAKER+3
    sts W_WAKER+3, r19
    sts W_WAKER+2, r18
    out 63, r30
    cp r20, r1
    cpc r21, r1
    brne .L4
    rjmp .L3
  .L4:
    movw r30, r20
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
    ret
op_atomic_waker_take:
    in r18, 63
    cli
    lds r22, W_WAKER
    lds r23, W_WAKER+1
    ldi r24, 0
    ldi r25, 0
    sts W_WAKER+1, r25
    sts W_WAKER, r24
    lds r24, W_WAKER+2
    lds r25, W_WAKER+3
    out 63, r18
    ret
op_atomic_waker_wake:
    in r20, 63
    cli
    lds r30, W_WAKER
    lds r31, W_WAKER+1
    ldi r24, 0
    ldi r25, 0
    sts W_WAKER+1, r25
    sts W_WAKER, r24
    lds r24, W_WAKER+2
    lds r25, W_WAKER+3
    out 63, r20
    cp r30, r1
    cpc r31, r1
    breq .L1
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L1:
    ret
op_bool_get:
    lds r24, G_BOOL
    clr r25
    ret
op_bool_get_in:
    lds r24, G_BOOL
    clr r25
    ret
op_bool_replace:
    in r25, 63
    cli
    lds r18, G_BOOL
    sts G_BOOL, r24
    out 63, r25
    mov r24, r18
    clr r25
    ret
op_bool_replace_in:
    lds r25, G_BOOL
    sts G_BOOL, r24
    mov r24, r25
    clr r25
    ret
op_bool_set:
    sts G_BOOL, r24
    ret
op_bool_set_in:
    sts G_BOOL, r24
    ret
op_bool_update:
    in r24, 63
    cli
    ldi r25, 1
    lds r18, G_BOOL
    eor r18, r25
    sts G_BOOL, r18
    out 63, r24
    ret
op_bool_update_in:
    ldi r24, 1
    lds r25, G_BOOL
    eor r25, r24
    sts G_BOOL, r25
    ret
op_ceiling:
    in r24, 63
    cli
    lds r25, CEILING+4
    cpi r25, 1
    breq .L1
    ldi r25, 1
    sts CEILING+4, r25
    lds r18, CEILING
    lds r19, CEILING+1
    lds r20, CEILING+2
    lds r21, CEILING+3
    subi r18, 245
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts CEILING+1, r19
    sts CEILING, r18
    sts CEILING+3, r21
    sts CEILING+2, r20
    sts CEILING+4, r1
    out 63, r24
    ret
  .L1:
    out 63, r24
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtNtC_8irqshare7ceiling4gate13taken_already
op_ceiling_top:
    in r24, 63
    cli
    lds r25, CEILING_TOP+4
    cpi r25, 1
    breq .L1
    ldi r25, 1
    sts CEILING_TOP+4, r25
    lds r18, CEILING_TOP
    lds r19, CEILING_TOP+1
    lds r20, CEILING_TOP+2
    lds r21, CEILING_TOP+3
    subi r18, 244
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts CEILING_TOP+1, r19
    sts CEILING_TOP, r18
    sts CEILING_TOP+3, r21
    sts CEILING_TOP+2, r20
    sts CEILING_TOP+4, r1
    out 63, r24
    ret
  .L1:
    out 63, r24
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtNtC_8irqshare7ceiling4gate13taken_already
op_ceiling_try:
    in r25, 63
    cli
    lds r24, CEILING+4
    cpi r24, 1
    brne .L1
    out 63, r25
    rjmp .L2
  .L1:
    ldi r18, 1
    sts CEILING+4, r18
    lds r18, CEILING
    lds r19, CEILING+1
    lds r20, CEILING+2
    lds r21, CEILING+3
    subi r18, 243
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts CEILING+1, r19
    sts CEILING, r18
    sts CEILING+3, r21
    sts CEILING+2, r20
    sts CEILING+4, r1
    out 63, r25
  .L2:
    com r24
    clr r25
    andi r24, 1
    andi r25, 0
    ret
op_ceiling_twice:
    in r24, 63
    cli
    lds r25, CEILING+4
    cpi r25, 1
    brne .L1
    rjmp .L2
  .L1:
    ldi r25, 1
    sts CEILING+4, r25
    lds r18, CEILING
    lds r19, CEILING+1
    lds r20, CEILING+2
    lds r21, CEILING+3
    subi r18, 242
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts CEILING+1, r19
    sts CEILING, r18
    sts CEILING+3, r21
    sts CEILING+2, r20
    sts CEILING+4, r1
    out 63, r24
    in r24, 63
    cli
    lds r18, CEILING+4
    cpi r18, 1
    brne .L3
    rjmp .L4
  .L3:
    sts CEILING+4, r25
    lds r18, CEILING
    lds r19, CEILING+1
    lds r20, CEILING+2
    lds r21, CEILING+3
    subi r18, 242
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts CEILING+1, r19
    sts CEILING, r18
    sts CEILING+3, r21
    sts CEILING+2, r20
    sts CEILING+4, r1
    out 63, r24
    ret
  .L2:
    out 63, r24
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtNtC_8irqshare7ceiling4gate13taken_already
  .L4:
    out 63, r24
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtNtC_8irqshare7ceiling4gate13taken_already
op_event_count:
    in r18, 63
    cli
    lds r24, W_EVENT+4
    lds r25, W_EVENT+5
    ldi r19, -1
    cpi r24, -1
    cpc r25, r19
    breq .L1
    adiw r24, 1
    sts W_EVENT+5, r25
    sts W_EVENT+4, r24
  .L1:
    lds r30, W_EVENT
    lds r31, W_EVENT+1
    ldi r24, 0
    ldi r25, 0
    sts W_EVENT+1, r25
    sts W_EVENT, r24
    lds r24, W_EVENT+2
    lds r25, W_EVENT+3
    out 63, r18
    cp r30, r1
    cpc r31, r1
    breq .L2
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L2:
    ret
op_event_is_set:
    in r24, 63
    cli
    lds r18, W_EVENT+4
    lds r19, W_EVENT+5
    out 63, r24
    ldi r24, 1
    cp r18, r1
    cpc r19, r1
    brne .L1
    mov r24, r1
  .L1:
    clr r25
    ret
op_event_poll_wait:
    push r16
    push r17
    in r18, 63
    cli
    lds r16, W_EVENT+4
    lds r17, W_EVENT+5
    ldi r26, 0
    ldi r27, 0
    sts W_EVENT+5, r27
    sts W_EVENT+4, r26
    cp r16, r1
    cpc r17, r1
    breq .L1
    out 63, r18
    rjmp .L2
  .L1:
    movw r30, r24
    ld r24, Z
    ldd r25, Z+1
    lds r20, W_EVENT
    lds r21, W_EVENT+1
    cp r20, r1
    cpc r21, r1
    brne .L3
    rjmp .L4
  .L3:
    movw r30, r24
    ldd r22, Z+2
    ldd r23, Z+3
    lds r30, W_EVENT+2
    lds r31, W_EVENT+3
    cp r30, r22
    cpc r31, r23
    brne .L4
    movw r30, r24
    ld r22, Z
    ldd r23, Z+1
    cp r20, r22
    cpc r21, r23
    brne .L4
    lds r24, W_EVENT+6
    lds r25, W_EVENT+7
    cp r24, r1
    cpc r25, r1
    breq .L5
    sts W_EVENT+7, r27
    sts W_EVENT+6, r26
  .L5:
    out 63, r18
    rjmp .L6
  .L4:
    out 63, r18
    movw r30, r24
    ldd r24, Z+2
    ldd r25, Z+3
    ld r18, Z
    ldd r19, Z+1
    movw r30, r18
    ld r18, Z
    ldd r19, Z+1
    movw r30, r18
    movw r16, r26
    icall
    movw r26, r16
    in r20, 63
    cli
    lds r16, W_EVENT+4
    lds r17, W_EVENT+5
    sts W_EVENT+5, r27
    sts W_EVENT+4, r26
    cp r16, r1
    cpc r17, r1
    breq .L7
    out 63, r20
    cp r22, r1
    cpc r23, r1
    brne .L8
    rjmp .L2
  .L8:
    movw r30, r22
    ldd r18, Z+6
    ldd r19, Z+7
    movw r30, r18
    icall
    rjmp .L2
  .L7:
    sts W_EVENT+7, r27
    sts W_EVENT+6, r26
    lds r18, W_EVENT+2
    lds r19, W_EVENT+3
    sts W_EVENT+3, r25
    sts W_EVENT+2, r24
    lds r30, W_EVENT
    lds r31, W_EVENT+1
    sts W_EVENT+1, r23
    sts W_EVENT, r22
    out 63, r20
    cp r30, r1
    cpc r31, r1
    breq .L9
    ldd r20, Z+2
    ldd r21, Z+3
    movw r24, r18
    movw r30, r20
    icall
  .L6:
    ldi r16, 0
    ldi r17, 0
  .L2:
    movw r24, r16
    pop r17
    pop r16
    ret
  .L9:
    movw r16, r26
    rjmp .L2
op_event_set:
    in r18, 63
    cli
    lds r24, EVENT+4
    lds r25, EVENT+5
    ldi r19, -1
    cpi r24, -1
    cpc r25, r19
    breq .L1
    adiw r24, 1
    sts EVENT+5, r25
    sts EVENT+4, r24
  .L1:
    lds r30, EVENT
    lds r31, EVENT+1
    ldi r24, 0
    ldi r25, 0
    sts EVENT+1, r25
    sts EVENT, r24
    lds r24, EVENT+2
    lds r25, EVENT+3
    out 63, r18
    cp r30, r1
    cpc r31, r1
    breq .L2
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L2:
    ret
op_event_take:
    in r18, 63
    cli
    lds r24, W_EVENT+4
    lds r25, W_EVENT+5
    ldi r20, 0
    ldi r21, 0
    sts W_EVENT+5, r21
    sts W_EVENT+4, r20
    out 63, r18
    ret
op_free:
    in r24, 63
    cli
    ldi r25, 8
    sts FLAG, r25
    out 63, r24
    ret
op_free_nothing:
    in r24, 63
    cli
    out 63, r24
    ret
op_get_flag:
    lds r24, FLAG
    ret
op_get_wide:
    push r16
    push r17
    in r18, 63
    cli
    lds r20, WIDE+2
    lds r21, WIDE+3
    lds r22, WIDE
    lds r23, WIDE+1
    lds r26, WIDE+6
    lds r27, WIDE+7
    lds r16, WIDE+4
    lds r17, WIDE+5
    movw r30, r24
    std Z+5, r17
    std Z+4, r16
    std Z+7, r27
    std Z+6, r26
    std Z+1, r23
    st Z, r22
    std Z+3, r21
    std Z+2, r20
    out 63, r18
    pop r17
    pop r16
    ret
op_handler_alone:
    lds r24, ONE
    lds r25, ONE+1
    lds r18, ONE+2
    lds r19, ONE+3
    subi r24, 251
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sts ONE+1, r25
    sts ONE, r24
    sts ONE+3, r19
    sts ONE+2, r18
    ret
op_handler_at_ceiling:
    lds r24, BOTH
    lds r25, BOTH+1
    lds r18, BOTH+2
    lds r19, BOTH+3
    subi r24, 250
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sts BOTH+1, r25
    sts BOTH, r24
    sts BOTH+3, r19
    sts BOTH+2, r18
    ret
op_handler_below:
    in r24, 63
    cli
    lds r18, BOTH
    lds r19, BOTH+1
    lds r20, BOTH+2
    lds r21, BOTH+3
    subi r18, 249
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts BOTH+1, r19
    sts BOTH, r18
    sts BOTH+3, r21
    sts BOTH+2, r20
    out 63, r24
    ret
op_handler_global_update_in:
    lds r24, G_U16
    lds r25, G_U16+1
    adiw r24, 2
    sts G_U16+1, r25
    sts G_U16, r24
    ret
op_handler_mutex_cell:
    lds r24, M_CELL
    lds r25, M_CELL+1
    adiw r24, 2
    sts M_CELL+1, r25
    sts M_CELL, r24
    ret
op_handler_mutex_with:
    lds r24, M_OPTION
    lds r25, M_OPTION+1
    cp r24, r1
    cpc r25, r1
    brne .L1
    ldi r24, 255
    ldi r25, 255
    sts M_OPTION+1, r25
    sts M_OPTION, r24
    lds r24, M_OPTION+2
    cpi r24, 1
    brne .L2
    ldi r24, lo8(M_OPTION+3)
    ldi r25, hi8(M_OPTION+3)
    call toggle_by_call
    lds r24, M_OPTION
    lds r25, M_OPTION+1
    adiw r24, 1
    rjmp .L3
  .L2:
    ldi r24, 0
    ldi r25, 0
  .L3:
    sts M_OPTION+1, r25
    sts M_OPTION, r24
    ret
  .L1:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_handler_wakes:
    lds r30, WAKER
    lds r31, WAKER+1
    ldi r24, 0
    ldi r25, 0
    sts WAKER+1, r25
    sts WAKER, r24
    cp r30, r1
    cpc r31, r1
    breq .L1
    lds r24, WAKER+2
    lds r25, WAKER+3
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L1:
    ret
op_interrupts_are_enabled:
    in r24, 63
    rol r24
    clr r24
    rol r24
    clr r25
    ret
op_interrupts_disable:
    cli
    ret
op_interrupts_enable:
    sei
    ret
op_lock:
    in r24, 63
    cli
    lds r18, BOTH
    lds r19, BOTH+1
    lds r20, BOTH+2
    lds r21, BOTH+3
    subi r18, 254
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts BOTH+1, r19
    sts BOTH, r18
    sts BOTH+3, r21
    sts BOTH+2, r20
    out 63, r24
    ret
op_lock_top:
    in r24, 63
    cli
    lds r18, URGENT
    lds r19, URGENT+1
    lds r20, URGENT+2
    lds r21, URGENT+3
    subi r18, 253
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts URGENT+1, r19
    sts URGENT, r18
    sts URGENT+3, r21
    sts URGENT+2, r20
    out 63, r24
    ret
op_lock_twice:
    in r24, 63
    cli
    lds r18, BOTH
    lds r19, BOTH+1
    lds r20, BOTH+2
    lds r21, BOTH+3
    subi r18, 252
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts BOTH+1, r19
    sts BOTH, r18
    sts BOTH+3, r21
    sts BOTH+2, r20
    out 63, r24
    in r24, 63
    cli
    lds r18, BOTH
    lds r19, BOTH+1
    lds r20, BOTH+2
    lds r21, BOTH+3
    subi r18, 252
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts BOTH+1, r19
    sts BOTH, r18
    sts BOTH+3, r21
    sts BOTH+2, r20
    out 63, r24
    ret
op_main_handle_lock:
    lds r24, _RNvNtNtC_8irqshare4wait11main_handle4LENT
    ldi r25, 1
    sts _RNvNtNtC_8irqshare4wait11main_handle4LENT, r25
    cpi r24, 1
    brne .L1
    rjmp .L2
  .L1:
    in r24, 63
    cli
    lds r18, ONE
    lds r19, ONE+1
    lds r20, ONE+2
    lds r21, ONE+3
    subi r18, 246
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts ONE+1, r19
    sts ONE, r18
    sts ONE+3, r21
    sts ONE+2, r20
    out 63, r24
    sts _RNvNtNtC_8irqshare4wait11main_handle4LENT, r1
    ret
  .L2:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtNtC_8irqshare4wait11main_handle12lent_already
op_moved_get_mut:
    lds r24, S_MOVED
    cpi r24, 1
    brne .L1
    ldi r24, 32
    lds r25, S_MOVED+3
    eor r25, r24
    sts S_MOVED+3, r25
    lds r24, S_MOVED+1
    lds r25, S_MOVED+2
    adiw r24, 1
    sts S_MOVED+2, r25
    sts S_MOVED+1, r24
  .L1:
    ret
op_moved_lock:
    in r24, 63
    cli
    lds r25, S_MOVED
    cpi r25, 1
    brne .L1
    ldi r25, 32
    lds r18, S_MOVED+3
    eor r18, r25
    sts S_MOVED+3, r18
    lds r30, S_MOVED+1
    lds r31, S_MOVED+2
    adiw r30, 1
    sts S_MOVED+2, r31
    sts S_MOVED+1, r30
  .L1:
    out 63, r24
    ret
op_moved_put:
    ldi r22, 0
    ldi r23, 0
    mov r23, r22
    mov r22, r21
    mov r21, r20
    mov r20, r1
    clr r19
    mov r19, r18
    mov r18, r1
    mov r31, r1
    mov r30, r1
    or r18, r22
    or r19, r23
    in r22, 63
    cli
    lds r26, S_MOVED+2
    lds r27, S_MOVED+3
    sts S_MOVED+3, r19
    sts S_MOVED+2, r18
    or r30, r20
    or r31, r21
    ori r30, 1
    lds r18, S_MOVED
    lds r19, S_MOVED+1
    sts S_MOVED+1, r31
    sts S_MOVED, r30
    out 63, r22
    movw r30, r24
    std Z+3, r27
    std Z+2, r26
    std Z+1, r19
    st Z, r18
    ret
op_moved_take:
    movw r30, r24
    in r18, 63
    cli
    lds r20, S_MOVED
    lds r21, S_MOVED+1
    ldi r22, 0
    ldi r23, 0
    sts S_MOVED+1, r23
    sts S_MOVED, r22
    lds r26, S_MOVED+2
    lds r27, S_MOVED+3
    sts S_MOVED+3, r23
    sts S_MOVED+2, r22
    out 63, r18
    std Z+3, r27
    std Z+2, r26
    std Z+1, r21
    st Z, r20
    ret
op_mutex_borrow_ref:
    in r25, 63
    cli
    lds r18, M_LED
    lds r19, M_LED+1
    ldi r24, 127
    cpi r18, -1
    cpc r19, r24
    brsh .L1
    lds r24, M_LED+4
    out 63, r25
    ret
  .L1:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_mutex_borrow_ref_mut:
    in r24, 63
    cli
    lds r18, M_LED
    lds r19, M_LED+1
    cp r18, r1
    cpc r19, r1
    brne .L1
    ldi r25, 32
    lds r18, M_LED+4
    eor r18, r25
    sts M_LED+4, r18
    lds r30, M_LED+2
    lds r31, M_LED+3
    adiw r30, 1
    sts M_LED+3, r31
    sts M_LED+2, r30
    out 63, r24
    ret
  .L1:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_mutex_cell_get:
    in r18, 63
    cli
    lds r24, M_CELL
    lds r25, M_CELL+1
    out 63, r18
    ret
op_mutex_cell_replace:
    in r20, 63
    cli
    lds r18, M_CELL
    lds r19, M_CELL+1
    sts M_CELL+1, r25
    sts M_CELL, r24
    out 63, r20
    movw r24, r18
    ret
op_mutex_cell_set:
    in r18, 63
    cli
    sts M_CELL+1, r25
    sts M_CELL, r24
    out 63, r18
    ret
op_mutex_cell_take:
    in r18, 63
    cli
    lds r24, M_CELL
    lds r25, M_CELL+1
    ldi r20, 0
    ldi r21, 0
    sts M_CELL+1, r21
    sts M_CELL, r20
    out 63, r18
    ret
op_mutex_cell_update:
    in r24, 63
    cli
    lds r30, M_CELL
    lds r31, M_CELL+1
    adiw r30, 1
    sts M_CELL+1, r31
    sts M_CELL, r30
    out 63, r24
    ret
op_mutex_put:
    push r16
    push r17
    in r18, 63
    cli
    lds r30, M_OPTION
    lds r31, M_OPTION+1
    cp r30, r1
    cpc r31, r1
    breq .L1
    rjmp .L2
  .L1:
    lds r16, M_OPTION+2
    lds r17, M_OPTION+3
    lds r26, M_OPTION+4
    lds r27, M_OPTION+5
    movw r30, r24
    std Z+3, r27
    std Z+2, r26
    std Z+1, r17
    st Z, r16
    ldi r24, 0
    ldi r25, 0
    mov r25, r24
    mov r24, r23
    mov r23, r22
    mov r22, r1
    clr r21
    mov r21, r20
    mov r20, r1
    mov r31, r1
    mov r30, r1
    or r20, r24
    or r21, r25
    sts M_OPTION+5, r21
    sts M_OPTION+4, r20
    or r30, r22
    or r31, r23
    ori r30, 1
    sts M_OPTION+3, r31
    sts M_OPTION+2, r30
    out 63, r18
    pop r17
    pop r16
    ret
  .L2:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_mutex_take:
    in r18, 63
    cli
    lds r20, M_OPTION
    lds r21, M_OPTION+1
    cp r20, r1
    cpc r21, r1
    brne .L1
    lds r20, M_OPTION+2
    lds r21, M_OPTION+3
    lds r22, M_OPTION+4
    lds r23, M_OPTION+5
    movw r30, r24
    std Z+3, r23
    std Z+2, r22
    std Z+1, r21
    st Z, r20
    ldi r24, 0
    ldi r25, 0
    sts M_OPTION+5, r25
    sts M_OPTION+4, r24
    sts M_OPTION+3, r25
    sts M_OPTION+2, r24
    out 63, r18
    ret
  .L1:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_mutex_with:
    in r24, 63
    cli
    lds r18, M_OPTION
    lds r19, M_OPTION+1
    cp r18, r1
    cpc r19, r1
    brne .L1
    lds r25, M_OPTION+2
    cpi r25, 1
    brne .L2
    ldi r25, 32
    lds r18, M_OPTION+5
    eor r18, r25
    sts M_OPTION+5, r18
    lds r30, M_OPTION+3
    lds r31, M_OPTION+4
    adiw r30, 1
    sts M_OPTION+4, r31
    sts M_OPTION+3, r30
  .L2:
    ldi r18, 0
    ldi r19, 0
    sts M_OPTION+1, r19
    sts M_OPTION, r18
    out 63, r24
    ret
  .L1:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_mutex_with_call:
    push r17
    in r17, 63
    cli
    lds r24, M_OPTION
    lds r25, M_OPTION+1
    cp r24, r1
    cpc r25, r1
    breq .L1
    rjmp .L2
  .L1:
    ldi r24, 255
    ldi r25, 255
    sts M_OPTION+1, r25
    sts M_OPTION, r24
    lds r24, M_OPTION+2
    cpi r24, 1
    brne .L3
    ldi r24, lo8(M_OPTION+3)
    ldi r25, hi8(M_OPTION+3)
    call toggle_by_call
    lds r24, M_OPTION
    lds r25, M_OPTION+1
    adiw r24, 1
    rjmp .L4
  .L3:
    ldi r24, 0
    ldi r25, 0
  .L4:
    sts M_OPTION+1, r25
    sts M_OPTION, r24
    out 63, r17
    pop r17
    ret
  .L2:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_mutex_with_in:
    lds r24, M_OPTION
    lds r25, M_OPTION+1
    cp r24, r1
    cpc r25, r1
    brne .L1
    lds r24, M_OPTION+2
    cpi r24, 1
    brne .L2
    ldi r24, 32
    lds r25, M_OPTION+5
    eor r25, r24
    sts M_OPTION+5, r25
    lds r24, M_OPTION+3
    lds r25, M_OPTION+4
    adiw r24, 1
    sts M_OPTION+4, r25
    sts M_OPTION+3, r24
  .L2:
    ldi r24, 0
    ldi r25, 0
    sts M_OPTION+1, r25
    sts M_OPTION, r24
    ret
  .L1:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare5mutex8borrowed
op_padded_get:
    movw r26, r24
    in r24, 63
    cli
    lds r25, G_PADDED
    lds r18, G_PADDED+3
    lds r19, G_PADDED+4
    lds r20, G_PADDED+1
    lds r21, G_PADDED+2
    movw r30, r26
    std Z+2, r21
    std Z+1, r20
    std Z+4, r19
    std Z+3, r18
    st X, r25
    out 63, r24
    ret
op_padded_get_in:
    movw r26, r24
    lds r24, G_PADDED
    lds r18, G_PADDED+3
    lds r19, G_PADDED+4
    lds r20, G_PADDED+1
    lds r21, G_PADDED+2
    movw r30, r26
    std Z+2, r21
    std Z+1, r20
    std Z+4, r19
    std Z+3, r18
    st X, r24
    ret
op_padded_replace:
    push r14
    push r15
    push r16
    push r17
    movw r26, r24
    in r24, 63
    cli
    lds r14, G_PADDED+1
    lds r15, G_PADDED+2
    lds r16, G_PADDED+3
    lds r17, G_PADDED+4
    lds r25, G_PADDED
    st X, r25
    movw r30, r26
    std Z+4, r17
    std Z+3, r16
    std Z+2, r15
    std Z+1, r14
    sts G_PADDED+2, r19
    sts G_PADDED+1, r18
    sts G_PADDED+4, r21
    sts G_PADDED+3, r20
    sts G_PADDED, r22
    out 63, r24
    pop r17
    pop r16
    pop r15
    pop r14
    ret
op_padded_replace_in:
    push r14
    push r15
    push r16
    push r17
    movw r26, r24
    lds r24, G_PADDED
    lds r14, G_PADDED+1
    lds r15, G_PADDED+2
    lds r16, G_PADDED+3
    lds r17, G_PADDED+4
    movw r30, r26
    std Z+4, r17
    std Z+3, r16
    std Z+2, r15
    std Z+1, r14
    st X, r24
    sts G_PADDED+2, r19
    sts G_PADDED+1, r18
    sts G_PADDED+4, r21
    sts G_PADDED+3, r20
    sts G_PADDED, r22
    pop r17
    pop r16
    pop r15
    pop r14
    ret
op_padded_set:
    in r25, 63
    cli
    sts G_PADDED+4, r23
    sts G_PADDED+3, r22
    sts G_PADDED+2, r21
    sts G_PADDED+1, r20
    sts G_PADDED, r24
    out 63, r25
    ret
op_padded_set_in:
    sts G_PADDED+4, r23
    sts G_PADDED+3, r22
    sts G_PADDED+2, r21
    sts G_PADDED+1, r20
    sts G_PADDED, r24
    ret
op_padded_update:
    in r24, 63
    cli
    lds r18, G_PADDED+1
    lds r19, G_PADDED+2
    lds r20, G_PADDED+3
    lds r21, G_PADDED+4
    subi r18, 255
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts G_PADDED+2, r19
    sts G_PADDED+1, r18
    sts G_PADDED+4, r21
    sts G_PADDED+3, r20
    out 63, r24
    ret
op_padded_update_in:
    lds r24, G_PADDED+1
    lds r25, G_PADDED+2
    lds r18, G_PADDED+3
    lds r19, G_PADDED+4
    subi r24, 255
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sts G_PADDED+2, r25
    sts G_PADDED+1, r24
    sts G_PADDED+4, r19
    sts G_PADDED+3, r18
    ret
op_plain_get_eight:
    lds r18, PLAIN_EIGHT+2
    lds r19, PLAIN_EIGHT+3
    lds r20, PLAIN_EIGHT
    lds r21, PLAIN_EIGHT+1
    lds r22, PLAIN_EIGHT+6
    lds r23, PLAIN_EIGHT+7
    lds r26, PLAIN_EIGHT+4
    lds r27, PLAIN_EIGHT+5
    movw r30, r24
    std Z+5, r27
    std Z+4, r26
    std Z+7, r23
    std Z+6, r22
    std Z+1, r21
    st Z, r20
    std Z+3, r19
    std Z+2, r18
    ret
op_plain_get_four:
    lds r22, PLAIN_FOUR
    lds r23, PLAIN_FOUR+1
    lds r24, PLAIN_FOUR+2
    lds r25, PLAIN_FOUR+3
    ret
op_plain_get_two:
    lds r24, PLAIN_TWO
    lds r25, PLAIN_TWO+1
    ret
op_plain_set_eight:
    sts PLAIN_EIGHT+7, r25
    sts PLAIN_EIGHT+6, r24
    sts PLAIN_EIGHT+5, r23
    sts PLAIN_EIGHT+4, r22
    sts PLAIN_EIGHT+3, r21
    sts PLAIN_EIGHT+2, r20
    sts PLAIN_EIGHT+1, r19
    sts PLAIN_EIGHT, r18
    ret
op_plain_set_four:
    sts PLAIN_FOUR+3, r25
    sts PLAIN_FOUR+2, r24
    sts PLAIN_FOUR+1, r23
    sts PLAIN_FOUR, r22
    ret
op_plain_set_two:
    sts PLAIN_TWO+1, r25
    sts PLAIN_TWO, r24
    ret
op_published_u16_get:
    in r18, 63
    cli
    lds r24, P_U16
    lds r25, P_U16+1
    out 63, r18
    ret
op_published_u16_update:
    lds r24, P_U16
    lds r25, P_U16+1
    adiw r24, 1
    sts P_U16+1, r25
    sts P_U16, r24
    ret
op_published_u32_get:
    in r18, 63
    cli
    lds r24, P_U32+2
    lds r25, P_U32+3
    lds r22, P_U32
    lds r23, P_U32+1
    out 63, r18
    ret
op_published_u32_update:
    lds r24, P_U32
    lds r25, P_U32+1
    lds r18, P_U32+2
    lds r19, P_U32+3
    subi r24, 255
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sts P_U32+1, r25
    sts P_U32, r24
    sts P_U32+3, r19
    sts P_U32+2, r18
    ret
op_published_u64_get:
    push r16
    push r17
    in r18, 63
    cli
    lds r20, P_U64+2
    lds r21, P_U64+3
    lds r22, P_U64
    lds r23, P_U64+1
    lds r26, P_U64+6
    lds r27, P_U64+7
    lds r16, P_U64+4
    lds r17, P_U64+5
    movw r30, r24
    std Z+5, r17
    std Z+4, r16
    std Z+7, r27
    std Z+6, r26
    std Z+1, r23
    st Z, r22
    std Z+3, r21
    std Z+2, r20
    out 63, r18
    pop r17
    pop r16
    ret
op_published_u64_set:
    sts P_U64+7, r23
    sts P_U64+6, r22
    sts P_U64+5, r21
    sts P_U64+4, r20
    sts P_U64+3, r19
    sts P_U64+2, r18
    sts P_U64+1, r17
    sts P_U64, r16
    ret
op_published_u64_update:
    lds r24, P_U64
    lds r25, P_U64+1
    lds r18, P_U64+2
    lds r19, P_U64+3
    lds r20, P_U64+4
    lds r21, P_U64+5
    lds r22, P_U64+6
    lds r23, P_U64+7
    subi r24, 255
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sbci r22, 255
    sbci r23, 255
    sts P_U64+5, r21
    sts P_U64+4, r20
    sts P_U64+7, r23
    sts P_U64+6, r22
    sts P_U64+1, r25
    sts P_U64, r24
    sts P_U64+3, r19
    sts P_U64+2, r18
    ret
op_published_u64_update_top:
    lds r24, P_TOP
    lds r25, P_TOP+1
    lds r18, P_TOP+2
    lds r19, P_TOP+3
    lds r20, P_TOP+4
    lds r21, P_TOP+5
    lds r22, P_TOP+6
    lds r23, P_TOP+7
    subi r24, 255
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sbci r22, 255
    sbci r23, 255
    sts P_TOP+5, r21
    sts P_TOP+4, r20
    sts P_TOP+7, r23
    sts P_TOP+6, r22
    sts P_TOP+1, r25
    sts P_TOP, r24
    sts P_TOP+3, r19
    sts P_TOP+2, r18
    ret
op_published_u8_update:
    lds r24, P_U8
    inc r24
    sts P_U8, r24
    ret
op_raw_mutex:
    in r24, 63
    cli
    lds r30, W_RAW
    lds r31, W_RAW+1
    adiw r30, 3
    sts W_RAW+1, r31
    sts W_RAW, r30
    out 63, r24
    ret
op_register:
    push r6
    push r7
    push r8
    push r9
    push r10
    push r11
    push r12
    push r13
    push r14
    push r15
    push r16
    push r17
    in r18, 63
    cli
    lds r24, ANYWHERE
    lds r25, ANYWHERE+1
    cp r24, r1
    cpc r25, r1
    breq .L1
    movw r30, r22
    ld r10, Z
    ldd r11, Z+1
    ldd r14, Z+2
    ldd r15, Z+3
    lds r20, ANYWHERE+2
    lds r21, ANYWHERE+3
    out 63, r18
    cp r20, r14
    cpc r21, r15
    brne .L2
    cp r24, r10
    cpc r25, r11
    brne .L2
    rjmp .L3
  .L1:
    out 63, r18
    movw r30, r22
    ldd r14, Z+2
    ldd r15, Z+3
    ld r10, Z
    ldd r11, Z+1
  .L2:
    movw r30, r10
    ld r18, Z
    ldd r19, Z+1
    movw r24, r14
    movw r30, r18
    icall
    movw r18, r24
    in r30, 63
    cli
    lds r20, ANYWHERE
    lds r21, ANYWHERE+1
    sts ANYWHERE+1, r23
    sts ANYWHERE, r22
    lds r24, ANYWHERE+2
    lds r25, ANYWHERE+3
    sts ANYWHERE+3, r19
    sts ANYWHERE+2, r18
    out 63, r30
    cp r20, r1
    cpc r21, r1
    breq .L3
    movw r30, r20
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L3:
    in r9, 63
    cli
    lds r24, WAKER
    lds r25, WAKER+1
    lds r12, WAKER+2
    lds r13, WAKER+3
    cp r24, r1
    cpc r25, r1
    ldi r16, 0
    ldi r17, 0
    breq .L4
    cp r12, r14
    cpc r13, r15
    brne .L4
    cp r24, r10
    cpc r25, r11
    brne .L4
    ldi r30, 0
    ldi r31, 0
    rjmp .L5
  .L4:
    movw r6, r16
    movw r16, r24
    movw r30, r10
    ld r18, Z
    ldd r19, Z+1
    movw r24, r14
    movw r30, r18
    icall
    movw r30, r16
    movw r16, r6
    sts WAKER+3, r25
    sts WAKER+2, r24
    sts WAKER+1, r23
    sts WAKER, r22
  .L5:
    out 63, r9
    in r24, 63
    cli
    lds r18, EVENT+4
    lds r19, EVENT+5
    sts EVENT+5, r17
    sts EVENT+4, r16
    cp r18, r1
    cpc r19, r1
    breq .L6
    out 63, r24
    ldi r17, 1
    rjmp .L7
  .L6:
    lds r18, EVENT
    lds r19, EVENT+1
    cp r18, r1
    cpc r19, r1
    breq .L8
    lds r20, EVENT+2
    lds r21, EVENT+3
    cp r20, r14
    cpc r21, r15
    brne .L8
    cp r18, r10
    cpc r19, r11
    brne .L8
    lds r18, EVENT+6
    lds r19, EVENT+7
    cp r18, r1
    cpc r19, r1
    breq .L9
    sts EVENT+7, r17
    sts EVENT+6, r16
  .L9:
    out 63, r24
    mov r17, r1
    rjmp .L7
  .L8:
    movw r8, r30
    out 63, r24
    movw r30, r10
    ld r18, Z
    ldd r19, Z+1
    movw r24, r14
    movw r30, r18
    icall
    in r20, 63
    cli
    lds r18, EVENT+4
    lds r19, EVENT+5
    sts EVENT+5, r17
    sts EVENT+4, r16
    cp r18, r1
    cpc r19, r1
    breq .L10
    out 63, r20
    cp r22, r1
    cpc r23, r1
    breq .L11
    movw r30, r22
    ldd r18, Z+6
    ldd r19, Z+7
    movw r30, r18
    icall
  .L11:
    ldi r17, 1
    rjmp .L12
  .L10:
    sts EVENT+7, r17
    sts EVENT+6, r16
    lds r18, EVENT+2
    lds r19, EVENT+3
    sts EVENT+3, r25
    sts EVENT+2, r24
    lds r30, EVENT
    lds r31, EVENT+1
    sts EVENT+1, r23
    sts EVENT, r22
    out 63, r20
    cp r30, r1
    cpc r31, r1
    breq .L13
    ldd r20, Z+2
    ldd r21, Z+3
    movw r24, r18
    movw r30, r20
    icall
  .L13:
    mov r17, r1
  .L12:
    movw r30, r8
  .L7:
    cp r30, r1
    cpc r31, r1
    breq .L14
    ldd r18, Z+2
    ldd r19, Z+3
    movw r24, r12
    movw r30, r18
    icall
  .L14:
    mov r24, r17
    clr r25
    pop r17
    pop r16
    pop r15
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    pop r9
    pop r8
    pop r7
    pop r6
    ret
op_restore:
    out 63, r24
    ret
op_save_and_disable:
    in r24, 63
    cli
    ret
op_save_and_restore:
    as pm(op_free_nothing)
op_scoped_raw_mutex:
    ldi r24, lo8(W_SCOPED)
    ldi r25, hi8(W_SCOPED)
    call _RINvMs1_C_5mutexINtB6_13BlockingMutexNtNtNtC_8irqshare7interop12mutex_traits17IrqScopedRawMutextE9with_lockuNCNvNtC_3ops7waiting19op_scoped_raw_mutex0EB2c_
    ret
op_set_wide:
    in r30, 63
    cli
    sts WIDE+7, r25
    sts WIDE+6, r24
    sts WIDE+5, r23
    sts WIDE+4, r22
    sts WIDE+3, r21
    sts WIDE+2, r20
    sts WIDE+1, r19
    sts WIDE, r18
    out 63, r30
    ret
op_shared_cells:
    ldi r24, 32
    lds r25, S_ONE+2
    eor r25, r24
    sts S_ONE+2, r25
    lds r24, S_ONE
    lds r25, S_ONE+1
    adiw r24, 1
    sts S_ONE+1, r25
    sts S_ONE, r24
    ldi r24, lo8(S_OTHER)
    ldi r25, hi8(S_OTHER)
    call toggle_by_call
    ret
op_shared_cells_below:
    push r17
    in r17, 63
    cli
    ldi r24, 32
    lds r25, S_ONE+2
    eor r25, r24
    sts S_ONE+2, r25
    lds r24, S_ONE
    lds r25, S_ONE+1
    adiw r24, 1
    sts S_ONE+1, r25
    sts S_ONE, r24
    ldi r24, lo8(S_BOTH)
    ldi r25, hi8(S_BOTH)
    call toggle_by_call
    out 63, r17
    pop r17
    ret
op_shared_get_mut:
    ldi r24, 32
    lds r25, S_ONE+2
    eor r25, r24
    sts S_ONE+2, r25
    lds r24, S_ONE
    lds r25, S_ONE+1
    adiw r24, 1
    sts S_ONE+1, r25
    sts S_ONE, r24
    ret
op_shared_get_mut_at_ceiling:
    ldi r24, 32
    lds r25, S_BOTH+2
    eor r25, r24
    sts S_BOTH+2, r25
    lds r24, S_BOTH
    lds r25, S_BOTH+1
    adiw r24, 1
    sts S_BOTH+1, r25
    sts S_BOTH, r24
    ret
op_shared_get_mut_call:
    ldi r24, lo8(S_ONE)
    ldi r25, hi8(S_ONE)
    call toggle_by_call
    ret
op_shared_lock_at_ceiling:
    ldi r24, lo8(S_BOTH)
    ldi r25, hi8(S_BOTH)
    call toggle_by_call
    ret
op_shared_lock_below:
    push r17
    in r17, 63
    cli
    ldi r24, lo8(S_BOTH)
    ldi r25, hi8(S_BOTH)
    call toggle_by_call
    out 63, r17
    pop r17
    ret
op_shared_main:
    in r24, 63
    cli
    ldi r25, 32
    lds r18, S_ONE+2
    eor r18, r25
    sts S_ONE+2, r18
    lds r30, S_ONE
    lds r31, S_ONE+1
    adiw r30, 1
    sts S_ONE+1, r31
    sts S_ONE, r30
    out 63, r24
    ret
op_shared_main_call:
    push r17
    in r17, 63
    cli
    ldi r24, lo8(S_ONE)
    ldi r25, hi8(S_ONE)
    call toggle_by_call
    out 63, r17
    pop r17
    ret
op_shared_main_cells:
    in r24, 63
    cli
    ldi r25, 32
    lds r18, S_ONE+2
    eor r18, r25
    sts S_ONE+2, r18
    lds r30, S_ONE
    lds r31, S_ONE+1
    adiw r30, 1
    sts S_ONE+1, r31
    sts S_ONE, r30
    lds r18, S_OTHER+2
    eor r18, r25
    sts S_OTHER+2, r18
    lds r30, S_OTHER
    lds r31, S_OTHER+1
    adiw r30, 1
    sts S_OTHER+1, r31
    sts S_OTHER, r30
    out 63, r24
    ret
op_shared_main_cells_several:
    push r28
    push r29
    in r28, 61
    in r29, 62
    sbiw r28, 6
    in r0, 63
    cli
    out 62, r29
    out 63, r0
    out 61, r28
    ldi r24, lo8(S_TOP)
    ldi r25, hi8(S_TOP)
    std Y+6, r25
    std Y+5, r24
    ldi r24, lo8(S_BOTH)
    ldi r25, hi8(S_BOTH)
    std Y+4, r25
    std Y+3, r24
    ldi r24, lo8(S_ONE)
    ldi r25, hi8(S_ONE)
    std Y+2, r25
    std Y+1, r24
    ldi r24, 0
    ldi r25, 0
    movw r18, r28
    subi r18, 255
    sbci r19, 255
  .L1:
    cp r24, r1
    cpc r25, r1
    breq .L2
    movw r20, r24
    lsl r20
    rol r21
    add r20, r18
    adc r21, r19
    movw r30, r20
    ld r20, Z
    ldd r21, Z+1
    movw r30, r24
    movw r26, r18
  .L3:
    ld r22, X+
    ld r23, X+
    cp r20, r22
    cpc r21, r23
    brne .L4
    rjmp .L5
  .L4:
    sbiw r30, 1
    cp r30, r1
    cpc r31, r1
    brne .L3
  .L2:
    adiw r24, 1
    cpi r24, 3
    cpc r25, r1
    brne .L1
    in r24, 63
    cli
    ldi r25, 32
    lds r18, S_ONE+2
    eor r18, r25
    sts S_ONE+2, r18
    lds r30, S_ONE
    lds r31, S_ONE+1
    adiw r30, 1
    sts S_ONE+1, r31
    sts S_ONE, r30
    lds r18, S_BOTH+2
    eor r18, r25
    sts S_BOTH+2, r18
    lds r30, S_BOTH
    lds r31, S_BOTH+1
    adiw r30, 1
    sts S_BOTH+1, r31
    sts S_BOTH, r30
    lds r18, S_TOP+2
    eor r18, r25
    sts S_TOP+2, r18
    lds r30, S_TOP
    lds r31, S_TOP+1
    adiw r30, 1
    sts S_TOP+1, r31
    sts S_TOP, r30
    out 63, r24
    adiw r28, 6
    in r0, 63
    cli
    out 62, r29
    out 63, r0
    out 61, r28
    pop r29
    pop r28
    ret
  .L5:
    ldi r24, lo8(TEXT)
    ldi r25, hi8(TEXT)
    call _RNvNtC_8irqshare8lock_set11named_twice
op_shared_main_in:
    ldi r24, 32
    lds r25, S_BOTH+2
    eor r25, r24
    sts S_BOTH+2, r25
    lds r24, S_BOTH
    lds r25, S_BOTH+1
    adiw r24, 1
    sts S_BOTH+1, r25
    sts S_BOTH, r24
    ret
op_shared_main_several:
    in r24, 63
    cli
    ldi r25, 32
    lds r18, S_BOTH+2
    eor r18, r25
    sts S_BOTH+2, r18
    lds r30, S_BOTH
    lds r31, S_BOTH+1
    adiw r30, 1
    sts S_BOTH+1, r31
    sts S_BOTH, r30
    out 63, r24
    ret
op_shared_main_top:
    in r24, 63
    cli
    ldi r25, 32
    lds r18, S_TOP+2
    eor r18, r25
    sts S_TOP+2, r18
    lds r30, S_TOP
    lds r31, S_TOP+1
    adiw r30, 1
    sts S_TOP+1, r31
    sts S_TOP, r30
    out 63, r24
    ret
op_signal_poll_wait:
    push r16
    push r17
    in r18, 63
    cli
    lds r19, W_SIGNAL
    sts W_SIGNAL, r1
    cpi r19, 0
    breq .L1
    lds r16, W_SIGNAL+1
    out 63, r18
    mov r17, r1
    rjmp .L2
  .L1:
    movw r30, r24
    ld r24, Z
    ldd r25, Z+1
    lds r20, W_SIGNAL+2
    lds r21, W_SIGNAL+3
    cp r20, r1
    cpc r21, r1
    brne .L3
    rjmp .L4
  .L3:
    movw r30, r24
    ldd r22, Z+2
    ldd r23, Z+3
    lds r30, W_SIGNAL+4
    lds r31, W_SIGNAL+5
    cp r30, r22
    cpc r31, r23
    brne .L4
    movw r30, r24
    ld r22, Z
    ldd r23, Z+1
    cp r20, r22
    cpc r21, r23
    brne .L4
    lds r24, W_SIGNAL+6
    lds r25, W_SIGNAL+7
    cp r24, r1
    cpc r25, r1
    breq .L5
    ldi r24, 0
    ldi r25, 0
    sts W_SIGNAL+7, r25
    sts W_SIGNAL+6, r24
  .L5:
    out 63, r18
    ldi r17, 1
    rjmp .L2
  .L4:
    out 63, r18
    movw r30, r24
    ldd r24, Z+2
    ldd r25, Z+3
    ld r18, Z
    ldd r19, Z+1
    movw r30, r18
    ld r18, Z
    ldd r19, Z+1
    movw r30, r18
    icall
    in r20, 63
    cli
    lds r17, W_SIGNAL
    sts W_SIGNAL, r1
    cpi r17, 1
    brne .L6
    lds r16, W_SIGNAL+1
    out 63, r20
    cp r22, r1
    cpc r23, r1
    brne .L7
    rjmp .L8
  .L7:
    movw r30, r22
    ldd r18, Z+6
    ldd r19, Z+7
    movw r30, r18
    icall
    rjmp .L8
  .L6:
    ldi r18, 0
    ldi r19, 0
    sts W_SIGNAL+7, r19
    sts W_SIGNAL+6, r18
    lds r18, W_SIGNAL+4
    lds r19, W_SIGNAL+5
    sts W_SIGNAL+5, r25
    sts W_SIGNAL+4, r24
    lds r30, W_SIGNAL+2
    lds r31, W_SIGNAL+3
    sts W_SIGNAL+3, r23
    sts W_SIGNAL+2, r22
    out 63, r20
    cp r30, r1
    cpc r31, r1
    breq .L9
    ldd r20, Z+2
    ldd r21, Z+3
    movw r24, r18
    movw r30, r20
    icall
  .L9:
  .L8:
    ldi r24, 1
    eor r17, r24
  .L2:
    mov r24, r17
    mov r25, r16
    pop r17
    pop r16
    ret
op_signal_reset:
    in r24, 63
    cli
    sts W_SIGNAL, r1
    out 63, r24
    ret
op_signal_signal:
    in r20, 63
    cli
    sts W_SIGNAL+1, r24
    ldi r24, 1
    sts W_SIGNAL, r24
    lds r30, W_SIGNAL+2
    lds r31, W_SIGNAL+3
    ldi r24, 0
    ldi r25, 0
    sts W_SIGNAL+3, r25
    sts W_SIGNAL+2, r24
    lds r24, W_SIGNAL+4
    lds r25, W_SIGNAL+5
    out 63, r20
    cp r30, r1
    cpc r31, r1
    breq .L1
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L1:
    ret
op_signal_signaled:
    in r24, 63
    cli
    lds r25, W_SIGNAL
    out 63, r24
    mov r24, r25
    clr r25
    ret
op_signal_try_take:
    in r18, 63
    cli
    lds r24, W_SIGNAL
    sts W_SIGNAL, r1
    lds r25, W_SIGNAL+1
    out 63, r18
    ret
op_sleep_until:
    ldi r22, lo8(TEXT)
    ldi r23, hi8(TEXT)
    call _RINvNtNtC_8irqshare4wait5sleep11sleep_untilhNCNvNtC_3ops7checked14op_sleep_until0EBY_
    ret
op_sleep_until_with:
    ldi r20, lo8(TEXT)
    ldi r21, hi8(TEXT)
    call _RINvNtNtC_8irqshare4wait5sleep16sleep_until_withuNtNtC_3ops7checked5HooksNCNvBZ_19op_sleep_until_with0EB11_
    ret
op_u16_fetch_add:
    in r20, 63
    cli
    lds r18, G_U16
    lds r19, G_U16+1
    add r24, r18
    adc r25, r19
    sts G_U16+1, r25
    sts G_U16, r24
    out 63, r20
    movw r24, r18
    ret
op_u16_get:
    in r18, 63
    cli
    lds r24, G_U16
    lds r25, G_U16+1
    out 63, r18
    ret
op_u16_get_in:
    lds r24, G_U16
    lds r25, G_U16+1
    ret
op_u16_replace:
    in r20, 63
    cli
    lds r18, G_U16
    lds r19, G_U16+1
    sts G_U16+1, r25
    sts G_U16, r24
    out 63, r20
    movw r24, r18
    ret
op_u16_replace_in:
    lds r18, G_U16
    lds r19, G_U16+1
    sts G_U16+1, r25
    sts G_U16, r24
    movw r24, r18
    ret
op_u16_set:
    in r18, 63
    cli
    sts G_U16+1, r25
    sts G_U16, r24
    out 63, r18
    ret
op_u16_set_in:
    sts G_U16+1, r25
    sts G_U16, r24
    ret
op_u16_update:
    in r24, 63
    cli
    lds r30, G_U16
    lds r31, G_U16+1
    adiw r30, 1
    sts G_U16+1, r31
    sts G_U16, r30
    out 63, r24
    ret
op_u16_update_in:
    lds r24, G_U16
    lds r25, G_U16+1
    adiw r24, 1
    sts G_U16+1, r25
    sts G_U16, r24
    ret
op_u32_count:
    in r24, 63
    cli
    lds r18, G_U32
    lds r19, G_U32+1
    lds r20, G_U32+2
    lds r21, G_U32+3
    subi r18, 255
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sts G_U32+1, r19
    sts G_U32, r18
    sts G_U32+3, r21
    sts G_U32+2, r20
    out 63, r24
    ret
op_u32_fetch_add:
    in r30, 63
    cli
    lds r18, G_U32
    lds r19, G_U32+1
    lds r20, G_U32+2
    lds r21, G_U32+3
    add r22, r18
    adc r23, r19
    adc r24, r20
    adc r25, r21
    sts G_U32+1, r23
    sts G_U32, r22
    sts G_U32+3, r25
    sts G_U32+2, r24
    out 63, r30
    movw r22, r18
    movw r24, r20
    ret
op_u32_fetch_and:
    in r30, 63
    cli
    lds r18, G_U32
    lds r19, G_U32+1
    and r22, r18
    and r23, r19
    sts G_U32+1, r23
    sts G_U32, r22
    lds r20, G_U32+2
    lds r21, G_U32+3
    and r24, r20
    and r25, r21
    sts G_U32+3, r25
    sts G_U32+2, r24
    out 63, r30
    movw r22, r18
    movw r24, r20
    ret
op_u32_fetch_or:
    in r30, 63
    cli
    lds r18, G_U32
    lds r19, G_U32+1
    or r22, r18
    or r23, r19
    sts G_U32+1, r23
    sts G_U32, r22
    lds r20, G_U32+2
    lds r21, G_U32+3
    or r24, r20
    or r25, r21
    sts G_U32+3, r25
    sts G_U32+2, r24
    out 63, r30
    movw r22, r18
    movw r24, r20
    ret
op_u32_fetch_sub:
    in r30, 63
    cli
    lds r18, G_U32
    lds r19, G_U32+1
    lds r20, G_U32+2
    lds r21, G_U32+3
    movw r26, r18
    sub r26, r22
    sbc r27, r23
    movw r22, r20
    sbc r22, r24
    sbc r23, r25
    sts G_U32+1, r27
    sts G_U32, r26
    sts G_U32+3, r23
    sts G_U32+2, r22
    out 63, r30
    movw r22, r18
    movw r24, r20
    ret
op_u32_get:
    in r18, 63
    cli
    lds r24, G_U32+2
    lds r25, G_U32+3
    lds r22, G_U32
    lds r23, G_U32+1
    out 63, r18
    ret
op_u32_get_in:
    lds r22, G_U32
    lds r23, G_U32+1
    lds r24, G_U32+2
    lds r25, G_U32+3
    ret
op_u32_replace:
    in r30, 63
    cli
    lds r18, G_U32
    lds r19, G_U32+1
    sts G_U32+1, r23
    sts G_U32, r22
    lds r20, G_U32+2
    lds r21, G_U32+3
    sts G_U32+3, r25
    sts G_U32+2, r24
    out 63, r30
    movw r22, r18
    movw r24, r20
    ret
op_u32_replace_in:
    lds r18, G_U32
    lds r19, G_U32+1
    sts G_U32+1, r23
    sts G_U32, r22
    lds r20, G_U32+2
    lds r21, G_U32+3
    sts G_U32+3, r25
    sts G_U32+2, r24
    movw r22, r18
    movw r24, r20
    ret
op_u32_set:
    in r18, 63
    cli
    sts G_U32+3, r25
    sts G_U32+2, r24
    sts G_U32+1, r23
    sts G_U32, r22
    out 63, r18
    ret
op_u32_set_in:
    sts G_U32+3, r25
    sts G_U32+2, r24
    sts G_U32+1, r23
    sts G_U32, r22
    ret
op_u32_update:
    as pm(op_u32_count)
op_u32_update_in:
    lds r24, G_U32
    lds r25, G_U32+1
    lds r18, G_U32+2
    lds r19, G_U32+3
    subi r24, 255
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sts G_U32+1, r25
    sts G_U32, r24
    sts G_U32+3, r19
    sts G_U32+2, r18
    ret
op_u64_fetch_add:
    push r8
    push r9
    push r10
    push r11
    push r12
    push r13
    push r14
    push r15
    push r16
    push r17
    in r26, 63
    cli
    lds r14, G_U64+4
    lds r15, G_U64+5
    lds r12, G_U64+2
    lds r13, G_U64+3
    lds r10, G_U64
    lds r11, G_U64+1
    lds r8, G_U64+6
    lds r9, G_U64+7
    movw r30, r24
    std Z+7, r9
    std Z+6, r8
    std Z+1, r11
    st Z, r10
    std Z+3, r13
    std Z+2, r12
    std Z+5, r15
    std Z+4, r14
    add r16, r10
    adc r17, r11
    adc r18, r12
    adc r19, r13
    adc r20, r14
    adc r21, r15
    adc r22, r8
    adc r23, r9
    sts G_U64+5, r21
    sts G_U64+4, r20
    sts G_U64+7, r23
    sts G_U64+6, r22
    sts G_U64+1, r17
    sts G_U64, r16
    sts G_U64+3, r19
    sts G_U64+2, r18
    out 63, r26
    pop r17
    pop r16
    pop r15
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    pop r9
    pop r8
    ret
op_u64_get:
    push r16
    push r17
    in r18, 63
    cli
    lds r20, G_U64+2
    lds r21, G_U64+3
    lds r22, G_U64
    lds r23, G_U64+1
    lds r26, G_U64+6
    lds r27, G_U64+7
    lds r16, G_U64+4
    lds r17, G_U64+5
    movw r30, r24
    std Z+5, r17
    std Z+4, r16
    std Z+7, r27
    std Z+6, r26
    std Z+1, r23
    st Z, r22
    std Z+3, r21
    std Z+2, r20
    out 63, r18
    pop r17
    pop r16
    ret
op_u64_get_in:
    lds r18, G_U64+2
    lds r19, G_U64+3
    lds r20, G_U64
    lds r21, G_U64+1
    lds r22, G_U64+6
    lds r23, G_U64+7
    lds r26, G_U64+4
    lds r27, G_U64+5
    movw r30, r24
    std Z+5, r27
    std Z+4, r26
    std Z+7, r23
    std Z+6, r22
    std Z+1, r21
    st Z, r20
    std Z+3, r19
    std Z+2, r18
    ret
op_u64_replace:
    push r8
    push r9
    push r10
    push r11
    push r12
    push r13
    push r14
    push r15
    in r26, 63
    cli
    lds r14, G_U64+4
    lds r15, G_U64+5
    lds r12, G_U64+2
    lds r13, G_U64+3
    lds r10, G_U64
    lds r11, G_U64+1
    lds r8, G_U64+6
    lds r9, G_U64+7
    movw r30, r24
    std Z+7, r9
    std Z+6, r8
    std Z+1, r11
    st Z, r10
    std Z+3, r13
    std Z+2, r12
    std Z+5, r15
    std Z+4, r14
    sts G_U64+5, r21
    sts G_U64+4, r20
    sts G_U64+7, r23
    sts G_U64+6, r22
    sts G_U64+1, r17
    sts G_U64, r16
    sts G_U64+3, r19
    sts G_U64+2, r18
    out 63, r26
    pop r15
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    pop r9
    pop r8
    ret
op_u64_replace_in:
    push r10
    push r11
    push r12
    push r13
    push r14
    push r15
    lds r26, G_U64+4
    lds r27, G_U64+5
    lds r14, G_U64+2
    lds r15, G_U64+3
    lds r12, G_U64
    lds r13, G_U64+1
    lds r10, G_U64+6
    lds r11, G_U64+7
    movw r30, r24
    std Z+7, r11
    std Z+6, r10
    std Z+1, r13
    st Z, r12
    std Z+3, r15
    std Z+2, r14
    std Z+5, r27
    std Z+4, r26
    sts G_U64+5, r21
    sts G_U64+4, r20
    sts G_U64+7, r23
    sts G_U64+6, r22
    sts G_U64+1, r17
    sts G_U64, r16
    sts G_U64+3, r19
    sts G_U64+2, r18
    pop r15
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    ret
op_u64_set:
    in r30, 63
    cli
    sts G_U64+7, r25
    sts G_U64+6, r24
    sts G_U64+5, r23
    sts G_U64+4, r22
    sts G_U64+3, r21
    sts G_U64+2, r20
    sts G_U64+1, r19
    sts G_U64, r18
    out 63, r30
    ret
op_u64_set_in:
    sts G_U64+7, r25
    sts G_U64+6, r24
    sts G_U64+5, r23
    sts G_U64+4, r22
    sts G_U64+3, r21
    sts G_U64+2, r20
    sts G_U64+1, r19
    sts G_U64, r18
    ret
op_u64_update:
    in r24, 63
    cli
    lds r18, G_U64
    lds r19, G_U64+1
    lds r20, G_U64+2
    lds r21, G_U64+3
    lds r22, G_U64+4
    lds r23, G_U64+5
    lds r30, G_U64+6
    lds r31, G_U64+7
    subi r18, 255
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sbci r22, 255
    sbci r23, 255
    sbci r30, 255
    sbci r31, 255
    sts G_U64+5, r23
    sts G_U64+4, r22
    sts G_U64+7, r31
    sts G_U64+6, r30
    sts G_U64+1, r19
    sts G_U64, r18
    sts G_U64+3, r21
    sts G_U64+2, r20
    out 63, r24
    ret
op_u64_update_in:
    lds r24, G_U64
    lds r25, G_U64+1
    lds r18, G_U64+2
    lds r19, G_U64+3
    lds r20, G_U64+4
    lds r21, G_U64+5
    lds r22, G_U64+6
    lds r23, G_U64+7
    subi r24, 255
    sbci r25, 255
    sbci r18, 255
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sbci r22, 255
    sbci r23, 255
    sts G_U64+5, r21
    sts G_U64+4, r20
    sts G_U64+7, r23
    sts G_U64+6, r22
    sts G_U64+1, r25
    sts G_U64, r24
    sts G_U64+3, r19
    sts G_U64+2, r18
    ret
op_u8_fetch_add:
    in r18, 63
    cli
    lds r25, G_U8
    add r24, r25
    sts G_U8, r24
    out 63, r18
    mov r24, r25
    ret
op_u8_get:
    lds r24, G_U8
    ret
op_u8_get_in:
    lds r24, G_U8
    ret
op_u8_replace:
    in r18, 63
    cli
    lds r25, G_U8
    sts G_U8, r24
    out 63, r18
    mov r24, r25
    ret
op_u8_replace_in:
    lds r25, G_U8
    sts G_U8, r24
    mov r24, r25
    ret
op_u8_set:
    sts G_U8, r24
    ret
op_u8_set_in:
    sts G_U8, r24
    ret
op_u8_update:
    in r24, 63
    cli
    lds r25, G_U8
    inc r25
    sts G_U8, r25
    out 63, r24
    ret
op_u8_update_in:
    lds r24, G_U8
    inc r24
    sts G_U8, r24
    ret
op_update_wide:
    in r24, 63
    cli
    lds r18, WIDE
    lds r19, WIDE+1
    lds r20, WIDE+2
    lds r21, WIDE+3
    lds r22, WIDE+4
    lds r23, WIDE+5
    lds r30, WIDE+6
    lds r31, WIDE+7
    subi r18, 255
    sbci r19, 255
    sbci r20, 255
    sbci r21, 255
    sbci r22, 255
    sbci r23, 255
    sbci r30, 255
    sbci r31, 255
    sts WIDE+5, r23
    sts WIDE+4, r22
    sts WIDE+7, r31
    sts WIDE+6, r30
    sts WIDE+1, r19
    sts WIDE, r18
    sts WIDE+3, r21
    sts WIDE+2, r20
    out 63, r24
    ret
op_wake:
    in r20, 63
    cli
    lds r30, ANYWHERE
    lds r31, ANYWHERE+1
    ldi r24, 0
    ldi r25, 0
    sts ANYWHERE+1, r25
    sts ANYWHERE, r24
    lds r24, ANYWHERE+2
    lds r25, ANYWHERE+3
    out 63, r20
    cp r30, r1
    cpc r31, r1
    breq .L1
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L1:
    ret
op_waker_occupied:
    in r24, 63
    cli
    lds r18, W_SHARED
    lds r19, W_SHARED+1
    out 63, r24
    ldi r24, 1
    cp r18, r1
    cpc r19, r1
    brne .L1
    mov r24, r1
  .L1:
    clr r25
    ret
op_waker_register:
    push r13
    push r14
    push r15
    push r16
    push r17
    in r13, 63
    cli
    movw r30, r22
    ld r18, Z
    ldd r19, Z+1
    lds r16, W_SHARED
    lds r17, W_SHARED+1
    cp r16, r1
    cpc r17, r1
    breq .L1
    ldd r24, Z+2
    ldd r25, Z+3
    lds r14, W_SHARED+2
    lds r15, W_SHARED+3
    cp r14, r24
    cpc r15, r25
    brne .L2
    cp r16, r18
    cpc r17, r19
    brne .L2
    ldi r16, 0
    ldi r17, 0
    rjmp .L3
  .L1:
    ldd r24, Z+2
    ldd r25, Z+3
    lds r14, W_SHARED+2
    lds r15, W_SHARED+3
  .L2:
    movw r30, r18
    ld r18, Z
    ldd r19, Z+1
    movw r30, r18
    icall
    sts W_SHARED+3, r25
    sts W_SHARED+2, r24
    sts W_SHARED+1, r23
    sts W_SHARED, r22
  .L3:
    out 63, r13
    movw r22, r16
    movw r24, r14
    pop r17
    pop r16
    pop r15
    pop r14
    pop r13
    ret
op_waker_take:
    in r18, 63
    cli
    lds r22, W_SHARED
    lds r23, W_SHARED+1
    ldi r24, 0
    ldi r25, 0
    sts W_SHARED+1, r25
    sts W_SHARED, r24
    lds r24, W_SHARED+2
    lds r25, W_SHARED+3
    out 63, r18
    ret
op_waker_wake:
    lds r30, W_SHARED
    lds r31, W_SHARED+1
    ldi r24, 0
    ldi r25, 0
    sts W_SHARED+1, r25
    sts W_SHARED, r24
    cp r30, r1
    cpc r31, r1
    breq .L1
    lds r24, W_SHARED+2
    lds r25, W_SHARED+3
    ldd r18, Z+2
    ldd r19, Z+3
    movw r30, r18
    icall
  .L1:
    ret
toggle_by_call:
    movw r30, r24
    ldd r24, Z+2
    ldi r25, 32
    eor r25, r24
    std Z+2, r25
    ld r24, Z
    ldd r25, Z+1
    adiw r24, 1
    std Z+1, r25
    st Z, r24
    ret
