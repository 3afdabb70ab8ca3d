/* Programs that are right: a ring of one producer and one consumer, and a clock behind a block. */
#include <avr/interrupt.h>
#include <stdbool.h>
#include <util/atomic.h>

#define SIZE 8

static volatile uint8_t ring[SIZE];
static volatile uint8_t ring_head, ring_tail;

/* The handler's. */
void ring_put(uint8_t byte) {
    uint8_t next = (ring_head + 1) % SIZE;
    if (next == ring_tail) return;
    ring[ring_head] = byte;
    ring_head = next;
}

int ring_get(void) {
    if (ring_head == ring_tail) return -1;
    uint8_t byte = ring[ring_tail];
    ring_tail = (ring_tail + 1) % SIZE;
    return byte;
}

static volatile uint32_t clock_ticks = 0xffff;

ISR(TIMER0_COMPA_vect) { clock_ticks++; }

uint32_t clock_now(void) {
    uint32_t now;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { now = clock_ticks; }
    return now;
}

/* Reads until it has read the same twice: what a clock needs that can't turn interrupts off. */
uint32_t clock_now_by_rereading(void) {
    uint32_t now, again = clock_ticks;
    do {
        now = again;
        again = clock_ticks;
    } while (now != again);
    return now;
}
