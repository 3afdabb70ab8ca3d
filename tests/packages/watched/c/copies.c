/* A block of 48 bytes that is all ones or all twos, loaded and stored in each of C's ways. */
#include <stdbool.h>
#include <string.h>

typedef struct {
    uint8_t bytes[48];
} block_t;

#define TEN(n) n, n, n, n, n, n, n, n, n, n
#define ALL(n) {{TEN(n), TEN(n), TEN(n), TEN(n), n, n, n, n, n, n, n, n}}

static block_t block = ALL(1);
static const block_t twos = ALL(2);
static block_t source = ALL(2);

static bool is_whole(const block_t *copy) {
    for (unsigned i = 1; i < sizeof copy->bytes; i++)
        if (copy->bytes[i] != copy->bytes[0]) return false;
    return true;
}

void store_block(void) { block = twos; }
void store_block_of_another(void) { block = source; }
void store_block_memcpy(void) { memcpy(&block, &source, sizeof block); }
void store_block_memset(void) { memset(&block, 2, sizeof block); }
void store_block_loop(void) {
    for (unsigned i = 0; i < sizeof block.bytes; i++) block.bytes[i] = 2;
}

bool load_block(void) {
    block_t copy = block;
    return is_whole(&copy);
}

bool load_block_memcpy(void) {
    block_t copy;
    memcpy(&copy, &block, sizeof copy);
    return is_whole(&copy);
}

bool load_block_memmove(void) {
    block_t copy;
    memmove(&copy, &block, sizeof copy);
    return is_whole(&copy);
}

bool load_block_memcmp(void) {
    return memcmp(block.bytes, block.bytes + 24, 24) == 0;
}

bool load_block_loop(void) {
    block_t copy;
    for (unsigned i = 0; i < sizeof copy.bytes; i++) copy.bytes[i] = block.bytes[i];
    return is_whole(&copy);
}
