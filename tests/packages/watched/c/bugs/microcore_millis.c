/*
 * A millisecond counter of four bytes, read while its interrupt counts (AVR).
 *
 * MicroCore's `millis()` could count backwards when the watchdog's handler came in the middle of
 * the load. Found by nerdralph, repaired by cli and sei around it:
 * https://github.com/MCUdude/MicroCore/issues/82
 */
#include <avr/interrupt.h>

/* 255 of them have passed. */
static volatile uint32_t wdt_interrupt_counter = 0xff;

ISR(WDT_vect) { wdt_interrupt_counter++; }

uint32_t millis(void) { return wdt_interrupt_counter; }

uint32_t millis_repaired(void) {
    uint32_t m;
    cli();
    m = wdt_interrupt_counter;
    sei();
    return m;
}
