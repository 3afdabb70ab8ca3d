/*
 * Stands in for avr-libc's <avr/io.h>: SREG, and the macros on bits.
 *
 * The registers of a device aren't here, for nothing on a host says which device it is, or what
 * its peripherals do. Give those that the firmware uses in a header of your own, as variables
 * (`extern volatile uint8_t UDR0, UCSR0B;`, defined in a file of the test), together with the
 * names of their bits, and tell its name to the compiler: -DIRQSHARE_REGISTERS='"registers.h"'.
 * A variable is watched as any other is; what the hardware does with it, a device or a handler of
 * the test does.
 */
#ifndef IRQSHARE_AVR_IO_H
#define IRQSHARE_AVR_IO_H

#include "../irqshare.h"

#define SREG irqshare_sreg
#define SREG_I 7

#ifndef _BV
#define _BV(bit) (1 << (bit))
#endif
#define bit_is_set(sfr, bit) ((sfr) & _BV(bit))
#define bit_is_clear(sfr, bit) (!((sfr) & _BV(bit)))
#define loop_until_bit_is_set(sfr, bit) \
    do {                                \
    } while (bit_is_clear(sfr, bit))
#define loop_until_bit_is_clear(sfr, bit) \
    do {                                  \
    } while (bit_is_set(sfr, bit))

#ifdef IRQSHARE_REGISTERS
#include IRQSHARE_REGISTERS
#endif

#endif
