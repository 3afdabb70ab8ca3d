/* What the handlers write to, and a main that with FIRE lets timer 0 overflow until its handler has written FIRE, then sleeps without
   interrupts, which ends simavr. Else it never ends. */
#include <avr/interrupt.h>
#include <avr/io.h>
#ifdef FIRE
#include <avr/sleep.h>
#endif

volatile unsigned char seen;

int main(void) {
#ifdef FIRE
    /* The older devices have one register where the newer have two. */
#ifdef TCCR0B
    TCCR0B = 1;
#else
    TCCR0 = 1;
#endif
#ifdef TIMSK0
    TIMSK0 = 1 << TOIE0;
#else
    TIMSK = 1 << TOIE0;
#endif
    sei();
    while (seen != FIRE) {}
    cli();
    sleep_enable();
    sleep_cpu();
#endif
    for (;;) {}
}
