/*
 * The 16-bit indices of a serial driver's buffer, loaded in two halves (AVR).
 *
 * NuttX's drivers/serial took a 16-bit load for atomic, with a comment that says when it isn't; on
 * AVR it isn't. Repaired by a critical section around those loads where a target needs it:
 * https://github.com/apache/nuttx/pull/16466
 */
#include <avr/interrupt.h>
#include <util/atomic.h>

#define RXBUFSIZE 512

struct uart_buffer_s {
    volatile int16_t head; /* the handler's */
    volatile int16_t tail; /* the reader's */
    char buffer[RXBUFSIZE];
};

/* 255 characters came, and were read. */
static struct uart_buffer_s recv = {.head = 255, .tail = 255};

/* uart_recvchars */
ISR(USART_RX_vect) {
    int16_t nexthead = recv.head + 1;
    if (nexthead >= RXBUFSIZE) nexthead = 0;
    if (nexthead != recv.tail) {
        recv.buffer[recv.head] = 'x';
        recv.head = nexthead;
    }
}

static int count(int16_t head, int16_t tail) {
    return head < tail ? RXBUFSIZE - tail + head : head - tail;
}

/* The FIONREAD of uart_ioctl: how many characters are there to read? */
int uart_fionread(void) { return count(recv.head, recv.tail); }

int uart_fionread_repaired(void) {
    int16_t head;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { head = recv.head; }
    return count(head, recv.tail);
}
