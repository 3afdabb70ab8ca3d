/* A value of two words that main loads in each kind of section there is, while a handler stores. */
#include <avr/interrupt.h>
#include <stdbool.h>
#include <util/atomic.h>

#include "core_cm4.h"

#define NUMBER 7

static volatile uint32_t low, high;

void store_pair(void) {
    low++;
    high++;
}

static bool pair_is_whole(void) {
    uint32_t first = low;
    return first == high;
}

bool in_no_section(void) { return pair_is_whole(); }

/* AVR's ways. */

bool in_atomic_block(void) {
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        return pair_is_whole(); /* leaves the block, and restores what was */
    }
    return false;
}

bool in_atomic_block_forced(void) {
    bool whole = false;
    ATOMIC_BLOCK(ATOMIC_FORCEON) { whole = pair_is_whole(); }
    return whole;
}

bool with_sreg(void) {
    uint8_t saved = SREG;
    cli();
    bool whole = pair_is_whole();
    SREG = saved;
    return whole;
}

/* The hole in the block lets the handler in. */
bool in_nonatomic_block(void) {
    bool whole = false;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        NONATOMIC_BLOCK(NONATOMIC_RESTORESTATE) { whole = pair_is_whole(); }
    }
    return whole;
}

bool sreg_says(void) { return bit_is_set(SREG, SREG_I); }

/* Cortex-M's ways. */

bool with_primask(void) {
    uint32_t saved = __get_PRIMASK();
    __disable_irq();
    bool whole = pair_is_whole();
    __set_PRIMASK(saved);
    return whole;
}

/* The handler's priority is the lowest of those of 4 bits, 0xf0, so this masks it. */
bool with_basepri(void) {
    uint32_t saved = __get_BASEPRI();
    __set_BASEPRI_MAX(0xf0);
    bool whole = pair_is_whole();
    __set_BASEPRI(saved);
    return whole;
}

bool with_nvic(void) {
    NVIC_DisableIRQ(NUMBER);
    bool whole = pair_is_whole();
    NVIC_EnableIRQ(NUMBER);
    return whole;
}

/* Enabling without having looked ends the section that the caller is in. */
bool in_section_of_another(void) {
    uint32_t saved = __get_PRIMASK();
    __disable_irq();
    (void)with_primask();
    bool whole = pair_is_whole();
    __set_PRIMASK(saved);
    return whole;
}

bool in_section_that_another_ends(void) {
    __disable_irq();
    __disable_irq();
    __enable_irq();
    bool whole = pair_is_whole();
    __enable_irq();
    return whole;
}

/* Requests of its own handler. */
bool pends_itself(void) {
    uint32_t before = low;
    NVIC_SetPendingIRQ(NUMBER);
    __DSB();
    __ISB();
    return low == before + 1;
}

bool takes_back_a_request(void) {
    uint32_t before = low;
    NVIC_DisableIRQ(NUMBER);
    NVIC_SetPendingIRQ(NUMBER);
    NVIC_ClearPendingIRQ(NUMBER);
    bool was_off = NVIC_GetEnableIRQ(NUMBER) == 0;
    NVIC_EnableIRQ(NUMBER);
    __ISB();
    return was_off && low == before;
}
