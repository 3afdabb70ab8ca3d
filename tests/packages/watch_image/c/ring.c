#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mode { IDLE, BUSY = 5 };
typedef struct {
    volatile uint8_t head, tail;
    uint8_t data[16];
    struct { uint32_t errors; enum mode mode; } state;
} ring_t;

volatile uint64_t c_ticks;
volatile unsigned long c_millis;
volatile size_t c_length;
volatile unsigned long long c_long_long;
double c_level;
bool c_ready;
ring_t c_ring;
int16_t c_grid[3][4];
union { uint32_t word; uint8_t bytes[4]; } c_register;
void *c_pointer;
static volatile int head;

void c_touch(void) {
    static volatile int16_t calls;
    calls++;
    head++;
    c_ticks++;
    c_ring.head++;
}

void *c_head(void) { return (void *)&head; }
