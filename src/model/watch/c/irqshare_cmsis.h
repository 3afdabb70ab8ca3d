/*
 * Stands in for CMSIS's cmsis_compiler.h, cmsis_gcc.h and core_cm*.h, each of which includes it.
 *
 * A vendor's device header (stm32f4xx.h, nrf52.h) may be used as it is: it defines `IRQn_Type` and
 * `__NVIC_PRIO_BITS`, and includes core_cm4.h, which is found here. Without one, any integer or
 * enum is an interrupt's number.
 *
 * Priorities are what `Setup::attach_fn` says. `NVIC_SetPriority` isn't here, so that code which
 * calls it doesn't link without saying what it is to mean.
 */
#ifndef IRQSHARE_CMSIS_H
#define IRQSHARE_CMSIS_H

#pragma GCC system_header /* so that -Wshadow and -Wpedantic leave its macros alone */

#include "irqshare.h"

#define __ASM __asm__
#define __INLINE inline
#define __STATIC_INLINE static inline
#define __STATIC_FORCEINLINE static inline
#define __NO_RETURN __attribute__((noreturn))
#define __USED __attribute__((used))
#define __WEAK __attribute__((weak))
#define __PACKED __attribute__((packed))
#define __PACKED_STRUCT struct __attribute__((packed))
#define __ALIGNED(bytes) __attribute__((aligned(bytes)))
#define __RESTRICT __restrict
#define __COMPILER_BARRIER() __asm__ volatile("" ::: "memory")

#define __I volatile const
#define __O volatile
#define __IO volatile
#define __IM volatile const
#define __OM volatile
#define __IOM volatile

#define __disable_irq() irqshare_set_primask(1)
#define __enable_irq() irqshare_set_primask(0)
#define __get_PRIMASK() irqshare_primask()
#define __set_PRIMASK(value) irqshare_set_primask(value)
#define __get_BASEPRI() irqshare_basepri()
#define __set_BASEPRI(value) irqshare_set_basepri(value)

/* The register takes it only if that masks more: 0 masks nothing, and 1 the most. */
static inline void __set_BASEPRI_MAX(uint32_t value) {
    uint32_t now = irqshare_basepri();
    if (value != 0 && (now == 0 || value < now)) irqshare_set_basepri(value);
}

#define __NOP() ((void)0)
#define __WFI() irqshare_sleep()
#define __WFE() irqshare_wait_for_event()
#define __SEV() irqshare_send_event()

/* A store to the NVIC that is behind `dsb` has got there, and behind `isb` what it raised has been
 * taken. `dmb` orders accesses to memory, which is no matter of one core and its interrupts. */
#define __DSB() irqshare_barrier()
#define __ISB() irqshare_barrier()
#define __DMB() __COMPILER_BARRIER()

/* Negative numbers are the core's own exceptions, which CMSIS's functions leave alone as well. */
static inline void __NVIC_EnableIRQ(int number) {
    if (number >= 0) irqshare_nvic_enable((uint16_t)number);
}

static inline void __NVIC_DisableIRQ(int number) {
    if (number < 0) return;
    irqshare_nvic_disable((uint16_t)number);
    irqshare_barrier();
}

static inline uint32_t __NVIC_GetEnableIRQ(int number) {
    return number >= 0 ? irqshare_nvic_is_enabled((uint16_t)number) : 0;
}

static inline void __NVIC_SetPendingIRQ(int number) {
    if (number >= 0) irqshare_pend((uint16_t)number);
}

static inline void __NVIC_ClearPendingIRQ(int number) {
    if (number >= 0) irqshare_nvic_clear_pending((uint16_t)number);
}

#define NVIC_EnableIRQ(number) __NVIC_EnableIRQ((int)(number))
#define NVIC_DisableIRQ(number) __NVIC_DisableIRQ((int)(number))
#define NVIC_GetEnableIRQ(number) __NVIC_GetEnableIRQ((int)(number))
#define NVIC_SetPendingIRQ(number) __NVIC_SetPendingIRQ((int)(number))
#define NVIC_ClearPendingIRQ(number) __NVIC_ClearPendingIRQ((int)(number))

#include "irqshare_exclusive.h"

#endif
