/*
 * `ldrex`, `strex` and `clrex`, as one core with its interrupts has them.
 *
 * On such a core the store fails in two cases: no `ldrex` is open, or a handler began or ended
 * since it. It fails then even if nothing was changed, or if it was changed and changed back. So
 * this doesn't compare values, which would let a store pass that hardware refuses (ABA problem): it
 * compares how many handlers have begun and ended. The comparison and the store can't be parted by
 * a handler, because hardware does both in one instruction; hence the masked section.
 */
#ifndef IRQSHARE_EXCLUSIVE_H
#define IRQSHARE_EXCLUSIVE_H

#pragma GCC system_header /* so that -Wshadow and -Wpedantic leave its macros alone */

#include "irqshare.h"

#if defined(__clang__)
#define IRQSHARE_UNWATCHED __attribute__((noinline, unused, no_sanitize("thread")))
#else
#define IRQSHARE_UNWATCHED __attribute__((noinline, unused, no_sanitize_thread))
#endif

/* The monitor: one for the core, and so one for all files. Odd is open. Nothing of the firmware
 * sees it, so it isn't watched either: its use is no moment for an interrupt. */
__attribute__((weak)) uint64_t irqshare_monitor;

static IRQSHARE_UNWATCHED void irqshare_monitor_opens(void) {
    irqshare_monitor = (uint64_t)irqshare_handler_count() << 1 | 1;
}

static IRQSHARE_UNWATCHED int irqshare_monitor_closes(void) {
    int open = irqshare_monitor == ((uint64_t)irqshare_handler_count() << 1 | 1);
    irqshare_monitor = 0;
    return open;
}

#define __CLREX() ((void)irqshare_monitor_closes())

#define IRQSHARE_EXCLUSIVES(type, load, store)                               \
    static inline type load(volatile type *address) {                        \
        uint8_t saved = irqshare_disable();                                  \
        irqshare_monitor_opens();                                            \
        type value = *address;                                               \
        irqshare_restore(saved);                                             \
        return value;                                                        \
    }                                                                        \
    static inline uint32_t store(type value, volatile type *address) {       \
        uint8_t saved = irqshare_disable();                                  \
        int open = irqshare_monitor_closes();                                \
        if (open) *address = value;                                          \
        irqshare_restore(saved);                                             \
        return !open;                                                        \
    }

IRQSHARE_EXCLUSIVES(uint8_t, __LDREXB, __STREXB)
IRQSHARE_EXCLUSIVES(uint16_t, __LDREXH, __STREXH)
IRQSHARE_EXCLUSIVES(uint32_t, __LDREXW, __STREXW)

#endif
