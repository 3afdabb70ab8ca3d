/*
 * Stands in for avr-libc's <avr/pgmspace.h>: on a host, flash is memory like any other.
 */
#ifndef IRQSHARE_AVR_PGMSPACE_H
#define IRQSHARE_AVR_PGMSPACE_H

#include "../irqshare.h"

#define PROGMEM
#define PGM_P const char *
#define PSTR(text) (text)

#define pgm_read_byte(address) (*(const uint8_t *)(address))
#define pgm_read_word(address) (*(const uint16_t *)(address))
#define pgm_read_dword(address) (*(const uint32_t *)(address))
#define pgm_read_float(address) (*(const float *)(address))
#define pgm_read_ptr(address) (*(void *const *)(address))

#define memcpy_P memcpy
#define memcmp_P memcmp
#define strlen_P strlen
#define strcmp_P strcmp
#define strcpy_P strcpy
#define strncpy_P strncpy

#endif
