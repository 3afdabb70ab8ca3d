/*
 * Stands in for avr-libc's <util/atomic.h>.
 *
 * A block is a loop of one round. What it saved is a variable of that loop with a clean-up, so
 * `return`, `break` and `goto` out of the block restore it as its end does.
 */
#ifndef IRQSHARE_UTIL_ATOMIC_H
#define IRQSHARE_UTIL_ATOMIC_H

#pragma GCC system_header /* so that -Wshadow and -Wpedantic leave its macros alone */

#include "../irqshare.h"

static inline uint8_t irqshare_block_opens(void) {
    uint8_t saved = irqshare_disable();
    irqshare_enable();
    return saved;
}

static inline void irqshare_block_restores(const uint8_t *saved) {
    irqshare_restore(*saved);
}

static inline void irqshare_block_enables(const uint8_t *saved) {
    (void)saved;
    irqshare_enable();
}

static inline void irqshare_block_disables(const uint8_t *saved) {
    (void)saved;
    (void)irqshare_disable();
}

#define IRQSHARE_BLOCK(begins, ends)                                              \
    uint8_t irqshare_saved __attribute__((unused, cleanup(ends))) = begins(),     \
            irqshare_first = 1;                                                   \
    irqshare_first;                                                               \
    irqshare_first = 0

#define ATOMIC_RESTORESTATE IRQSHARE_BLOCK(irqshare_disable, irqshare_block_restores)
#define ATOMIC_FORCEON IRQSHARE_BLOCK(irqshare_disable, irqshare_block_enables)
#define NONATOMIC_RESTORESTATE IRQSHARE_BLOCK(irqshare_block_opens, irqshare_block_restores)
#define NONATOMIC_FORCEOFF IRQSHARE_BLOCK(irqshare_block_opens, irqshare_block_disables)

#define ATOMIC_BLOCK(how) for (how)
#define NONATOMIC_BLOCK(how) for (how)

#endif
