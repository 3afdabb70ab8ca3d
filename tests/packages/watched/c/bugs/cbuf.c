/*
 * A circular buffer whose index moves before the element is there (Cortex-M).
 *
 * CBUF_Push of libopencm3-usb-serial wrote `entry[put++ & mask] = elem`: an interrupt between the
 * two stores finds an element that isn't there yet. Found by Boldie, repaired by two statements:
 * https://github.com/dhylands/libopencm3-usb-serial/issues/1
 */
#include "core_cm4.h"

typedef struct {
    volatile uint8_t m_get_idx;
    volatile uint8_t m_put_idx;
    volatile uint8_t m_entry[8];
} cbuf_t;

#define CBUF_Mask(cbuf) (sizeof(cbuf.m_entry) - 1)
#define CBUF_IsEmpty(cbuf) (cbuf.m_get_idx == cbuf.m_put_idx)
#define CBUF_Push(cbuf, elem) (cbuf.m_entry)[cbuf.m_put_idx++ & CBUF_Mask(cbuf)] = (elem)
#define CBUF_Push_repaired(cbuf, elem)                             \
    do {                                                           \
        cbuf.m_entry[cbuf.m_put_idx & CBUF_Mask(cbuf)] = (elem);   \
        ++cbuf.m_put_idx;                                          \
    } while (0)
#define CBUF_Pop(cbuf) (cbuf.m_entry)[cbuf.m_get_idx++ & CBUF_Mask(cbuf)]

static cbuf_t tx;

/* What went out last. */
static volatile uint8_t endpoint = 'a';

void usb_isr(void) {
    if (!CBUF_IsEmpty(tx)) endpoint = CBUF_Pop(tx);
}

uint8_t usb_last_sent(void) { return endpoint; }

void usb_putc(uint8_t ch) { CBUF_Push(tx, ch); }
void usb_putc_repaired(uint8_t ch) { CBUF_Push_repaired(tx, ch); }
