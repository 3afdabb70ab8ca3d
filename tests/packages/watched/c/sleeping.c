/* Waits for the handler, by each of the instructions that sleep. */
#include <avr/interrupt.h>
#include <avr/sleep.h>
#include <stdbool.h>

#include "core_cm4.h"

static volatile bool work;

void work_comes(void) { work = true; }

void waits_on_avr_badly(void) {
    set_sleep_mode(SLEEP_MODE_IDLE);
    while (!work) sleep_mode();
}

/* `sei` takes effect one instruction later, so nothing comes between it and `sleep`. */
void waits_on_avr(void) {
    set_sleep_mode(SLEEP_MODE_IDLE);
    cli();
    while (!work) {
        sleep_enable();
        sei();
        sleep_cpu();
        sleep_disable();
        cli();
    }
    sei();
}

void waits_by_wfi_badly(void) {
    while (!work) __WFI();
}

void waits_by_wfi(void) {
    __disable_irq();
    while (!work) {
        __WFI();
        __enable_irq();
        __ISB();
        __disable_irq();
    }
    __enable_irq();
}

void waits_by_wfe(void) {
    while (!work) __WFE();
}

void spins(void) {
    while (!work) {
    }
}
