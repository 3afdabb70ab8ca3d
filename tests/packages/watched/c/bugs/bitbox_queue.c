/*
 * A queue that an interrupt clears while main pulls (Cortex-M).
 *
 * In the BitBox02's queue.c, `start == end` loads two variables, and queue_clear in between makes
 * an empty queue look as if it held something. Repaired by sections around all that touches it:
 * https://github.com/BitBoxSwiss/bitbox02-firmware/pull/357
 */
#include "core_cm4.h"

#define QUEUE_NUM_REPORTS 4

struct queue {
    volatile uint32_t start;
    volatile uint32_t end;
    const uint8_t *items[QUEUE_NUM_REPORTS];
};

static const uint8_t report[2];

/* Two were pushed, and pulled. */
static struct queue hww = {2, 2, {report, report + 1}};

static void clear(struct queue *queue) {
    queue->start = 0;
    queue->end = 0;
}

static const uint8_t *pull(struct queue *queue) {
    if (queue->start == queue->end) return NULL;
    const uint8_t *item = queue->items[queue->start];
    queue->start = (queue->start + 1) % QUEUE_NUM_REPORTS;
    return item;
}

/* The other side goes away. */
void USB_Handler(void) { clear(&hww); }

const uint8_t *queue_pull(void) { return pull(&hww); }

void USB_Handler_repaired(void) {
    uint32_t mask = __get_PRIMASK();
    __disable_irq();
    clear(&hww);
    __set_PRIMASK(mask);
}

const uint8_t *queue_pull_repaired(void) {
    uint32_t mask = __get_PRIMASK();
    __disable_irq();
    const uint8_t *item = pull(&hww);
    __set_PRIMASK(mask);
    return item;
}
