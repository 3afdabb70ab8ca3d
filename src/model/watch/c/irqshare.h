/*
 * The emulated CPU of irqshare's model, for C that is tested on a host.
 *
 * Compile each file of the firmware that is to be watched with
 *
 *     -fsanitize=thread -include irqshare.h -I <the folder of this file>
 *
 * by gcc, or by clang with `-mllvm -tsan-instrument-read-before-write=1` besides: without it, clang
 * doesn't tell of the load in `count++`. Link without -fsanitize=thread, for the test program has
 * the functions that the compiler calls. The other headers of this folder stand in for
 * <avr/interrupt.h>, <util/atomic.h>, CMSIS's cmsis_gcc.h and the like, so that the firmware is
 * compiled as it is.
 *
 * Each load and store of a static variable is then a moment at which an interrupt may come. It
 * needn't be `volatile` to be one, but without `volatile` the compiler may keep a variable in a
 * register, here as on the chip. So test with the optimisation that the firmware has, too.
 *
 * What isn't seen: assembly; what the C library does with memory, but for the functions that are
 * renamed at the end of this file; by gcc, the load of a bit-field's neighbours when it is stored,
 * so compile by clang if contexts share a byte of bit-fields; by clang, a `long double`.
 */
#ifndef IRQSHARE_H
#define IRQSHARE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h> /* before its names are changed below */

#ifdef __cplusplus
#define IRQSHARE_C extern "C"
extern "C" {
#else
#define IRQSHARE_C extern
#endif

/* Turns interrupts off, and returns what `irqshare_restore` takes back: whether they were on. */
uint8_t irqshare_disable(void);
void irqshare_restore(uint8_t saved);

/* Turns interrupts on: `sei`, `cpsie i`. */
void irqshare_enable(void);

/* The instruction that waits for an interrupt: `sleep`, `wfi`. */
void irqshare_sleep(void);

/* `wfe`, `sev`: waiting for an event, which each end of a handler is; and making one. */
void irqshare_wait_for_event(void);
void irqshare_send_event(void);

/* What pends has been taken when this returns, if it may be: `dsb` and `isb`. */
void irqshare_barrier(void);

/* Makes an interrupt pending, by the number that `Setup::attach_fn` gave it. */
void irqshare_pend(uint16_t number);

/* An interrupt's own switch, and its pending bit. */
void irqshare_nvic_enable(uint16_t number);
void irqshare_nvic_disable(uint16_t number);
uint8_t irqshare_nvic_is_enabled(uint16_t number);
void irqshare_nvic_clear_pending(uint16_t number);

/* PRIMASK (bit 0), and BASEPRI as the register holds it: the priority in its upper bits. */
uint32_t irqshare_primask(void);
void irqshare_set_primask(uint32_t value);
uint32_t irqshare_basepri(void);
void irqshare_set_basepri(uint32_t value);

/* How many handlers have begun, and how many have ended, together. */
uint32_t irqshare_handler_count(void);

/* AVR's status register. Bit 7 is I: loading it tells whether interrupts are on, storing it turns
 * them on or off. The other bits are kept, and mean nothing. */
extern volatile uint8_t irqshare_sreg;

/* Copies that are seen. */
void *irqshare_memcpy(void *to, const void *from, size_t length);
void *irqshare_memmove(void *to, const void *from, size_t length);
void *irqshare_memset(void *to, int value, size_t length);

#ifdef __cplusplus
}
#endif

#include "irqshare_string.h"

#endif
