#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdbool.h>
#include <stdint.h>
#include <util/atomic.h>

static volatile uint16_t ticks;
static volatile bool pressed;
static struct { uint8_t bytes[8], count; } queue;

ISR(TIMER0_COMPA_vect) { ticks++; }
ISR(INT0_vect) { pressed = true; }
ISR(USART_RX_vect) {
    uint8_t byte = UDR0;
    if (queue.count < 8)
        queue.bytes[queue.count++] = byte;
}

uint16_t now(void) {
    uint16_t now;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        now = ticks;
    }
    return now;
}

int16_t pop(void) {
    int16_t byte = -1;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        if (queue.count)
            byte = queue.bytes[--queue.count];
    }
    return byte;
}

void wait(void) {
    sleep_enable();
    cli();
    while (!pressed) {
        sei();
        sleep_cpu();
        cli();
    }
    pressed = false;
    sei();
}
