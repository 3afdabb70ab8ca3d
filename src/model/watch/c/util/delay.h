/*
 * Stands in for avr-libc's <util/delay.h>. The model has no time: whatever may come during a delay
 * may come before and after it as well, so there is nothing to do.
 */
#ifndef IRQSHARE_UTIL_DELAY_H
#define IRQSHARE_UTIL_DELAY_H

#define _delay_ms(milliseconds) ((void)(milliseconds))
#define _delay_us(microseconds) ((void)(microseconds))

#endif
