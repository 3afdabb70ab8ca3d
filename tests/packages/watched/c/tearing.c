/* Values that a handler stores and main loads; each load says whether it saw one of the two. They
 * aren't `static`, for a compiler that sees all stores knows that there are but two values. */
#include <stdbool.h>

uint16_t half = 0x00ff;
uint32_t word = 0x00ffffff;
uint64_t wide = 0xffffffff;
volatile uint16_t seen = 0x00ff;
struct __attribute__((packed)) {
    uint8_t kind;
    uint16_t value;
} frame = {1, 0x00ff};

void store_u16(void) { half = 0x0100; }
void store_u32(void) { word = 0x01000000; }
void store_u64(void) { wide = 0x100000000; }
void store_volatile(void) { seen = 0x0100; }
void store_packed(void) { frame.value = 0x0100; }

bool load_u16(void) {
    uint16_t value = half;
    return value == 0x00ff || value == 0x0100;
}

bool load_u32(void) {
    uint32_t value = word;
    return value == 0x00ffffff || value == 0x01000000;
}

bool load_u64(void) {
    uint64_t value = wide;
    return value == 0xffffffff || value == 0x100000000;
}

bool load_volatile(void) {
    uint16_t value = seen;
    return value == 0x00ff || value == 0x0100;
}

bool load_packed(void) {
    uint16_t value = frame.value;
    return value == 0x00ff || value == 0x0100;
}
