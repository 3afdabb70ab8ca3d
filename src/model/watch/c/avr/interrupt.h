/*
 * Stands in for avr-libc's <avr/interrupt.h>.
 *
 * `ISR(TIMER0_OVF_vect) { .. }` defines `void TIMER0_OVF_vect(void)`, which a test attaches:
 *
 *     unsafe extern "C" { safe fn TIMER0_OVF_vect(); }
 *     Setup::avr().watch().attach_fn("TIMER0_OVF", 16, 1, TIMER0_OVF_vect, 1)
 */
#ifndef IRQSHARE_AVR_INTERRUPT_H
#define IRQSHARE_AVR_INTERRUPT_H

#pragma GCC system_header /* so that -Wshadow and -Wpedantic leave its macros alone */

#include "io.h"

#define sei() irqshare_enable()
#define cli() ((void)irqshare_disable())

/* A vector's name isn't expanded where it is pasted, so it may be a macro, too. */
#define ISR(vector, ...)                          \
    IRQSHARE_C void vector(void);                 \
    static inline void irqshare_in_##vector(void); \
    void vector(void) {                           \
        __VA_ARGS__                               \
        irqshare_in_##vector();                   \
    }                                             \
    static inline void irqshare_in_##vector(void)

#define SIGNAL(vector) ISR(vector)
#define EMPTY_INTERRUPT(vector) \
    ISR(vector) {}
#define ISR_ALIAS(vector, target)  \
    IRQSHARE_C void target(void);  \
    ISR(vector) { target(); }

/* What stands behind the name: statements before the body. */
#define ISR_BLOCK
#define ISR_NOBLOCK irqshare_enable();
#define ISR_FLATTEN
#define ISR_NOICF
#define ISR_NOGCCISR
#ifdef __cplusplus
#define IRQSHARE_REFUSE(why) static_assert(false, why);
#else
#define IRQSHARE_REFUSE(why) _Static_assert(0, why);
#endif
#define ISR_NAKED IRQSHARE_REFUSE("ISR_NAKED: a host runs no AVR assembly, leave it out")
#define ISR_ALIASOF(target) IRQSHARE_REFUSE("ISR_ALIASOF: write ISR_ALIAS(vector, target)")

#define reti() IRQSHARE_REFUSE("reti: a host runs no AVR assembly, return from the handler")

#endif
