/*
 * A ring buffer that counts its elements in a third variable (Cortex-M).
 *
 * ArduinoCore-API's RingBufferN does `_numElems++` in store_char, in the handler, and `_numElems--`
 * in read_char, in the sketch: one is lost when they meet, and so is a character. Found by KurtE,
 * who says how it is done without the counter:
 * https://github.com/arduino/ArduinoCore-API/issues/195
 */
#include <stdbool.h>
#include <stdint.h>

#define N 8

/* One character is there. */
static struct {
    uint8_t aucBuffer[N];
    volatile int iHead, iTail, numElems;
} ring = {{'a'}, 1, 0, 1};

static volatile bool received;

static int nextIndex(int index) { return (index + 1) % N; }

/* store_char, in the handler. */
void Serial_IrqHandler(void) {
    if (nextIndex(ring.iHead) == ring.iTail) return;
    ring.aucBuffer[ring.iHead] = 'b';
    ring.iHead = nextIndex(ring.iHead);
    ring.numElems++;
    received = true;
}

bool Serial_received(void) { return received; }

int Serial_read(void) {
    if (ring.numElems == 0) return -1;
    uint8_t value = ring.aucBuffer[ring.iTail];
    ring.iTail = nextIndex(ring.iTail);
    ring.numElems--;
    return value;
}

int Serial_read_repaired(void) {
    if (ring.iHead == ring.iTail) return -1;
    uint8_t value = ring.aucBuffer[ring.iTail];
    ring.iTail = nextIndex(ring.iTail);
    return value;
}
