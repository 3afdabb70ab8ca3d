/* In C, by avr-libc. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdbool.h>
#include <stdint.h>
#include <util/atomic.h>

enum { ROOM = 64 };

static struct {
    uint8_t bytes[ROOM], first, length;
} queue;
static uint8_t lit;

static void listen(bool on)
{
    UCSR0B = on ? 0x98 : 0x18;
}

ISR(TIMER0_COMPA_vect)
{
    lit = lit == 1 << 5 ? 1 : lit << 1;
    PORTB = lit;
}

ISR(USART_RX_vect)
{
    if (queue.length == ROOM) {
        listen(false);
    } else if (UCSR0A & 1 << RXC0) {
        queue.bytes[(uint8_t)(queue.first + queue.length) % ROOM] = UDR0;
        queue.length++;
    }
}

int main(void)
{
    DDRB = 0x3f;
    PORTB = lit = 1;
    TCCR0A = 1 << WGM01;
    OCR0A = 249;
    TCCR0B = 1 << CS02 | 1 << CS00;
    TIMSK0 = 1 << OCIE0A;
    UBRR0 = 25;
    listen(true);
    SMCR = 1 << SE;
    sei();
    for (;;) {
        uint8_t byte;
        /* Off during the look, so that no byte comes between it and the sleep. */
        cli();
        if (queue.length == 0) {
            sei();
            sleep_cpu();
            continue;
        }
        byte = queue.bytes[queue.first++ % ROOM];
        queue.length--;
        listen(true);
        sei();
        while (!(UCSR0A & 1 << UDRE0))
            ;
        UDR0 = byte;
    }
}
