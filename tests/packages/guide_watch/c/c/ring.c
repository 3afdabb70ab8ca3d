#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>
#include <stdint.h>

#define SIZE 8

static uint8_t bytes[SIZE];
static uint8_t head, tail;
static volatile uint8_t count;

ISR(USART_RX_vect) {
    uint8_t byte = UDR0;
    if (count < SIZE) {
        bytes[head] = byte;
        head = (head + 1) % SIZE;
        count++;
    }
}

int16_t serial_read(void) {
    if (count == 0) return -1;
    uint8_t byte = bytes[tail];
    tail = (tail + 1) % SIZE;
    count--;
    return byte;
}
