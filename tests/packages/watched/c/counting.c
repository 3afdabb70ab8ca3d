/* Counters of four kinds. */
#include <stdatomic.h>
#include <stdbool.h>

#include "core_cm4.h"

static volatile uint32_t plain;
static volatile bool handled;
static _Atomic uint32_t atomic;
static volatile uint32_t exclusive;

void count_plain(void) { plain++; }
uint32_t plain_counts(void) { return plain; }

void count_atomic(void) { atomic++; }
uint32_t atomic_counts(void) { return atomic; }

void count_exclusive(void) {
    uint32_t value;
    do {
        value = __LDREXW(&exclusive);
    } while (__STREXW(value + 1, &exclusive) != 0);
}
uint32_t exclusive_counts(void) { return exclusive; }

/* The handler's last word. */
void handler_counts(void) { handled = true; }
bool handler_has_counted(void) { return handled; }

/* A bit for main, and one for the handler. */
static struct {
    unsigned mine : 1;
    unsigned theirs : 1;
} bits;

void set_main_s_bit(void) { bits.mine = 1; }

void set_handler_s_bit(void) {
    bits.theirs = 1;
    handled = true;
}

bool bits_are_set(void) {
    bool came = handled;
    return bits.mine && (!came || bits.theirs);
}

/* What the handler found: whether main was behind its load, and what it had stored. */
static volatile bool loaded, came_behind_load;
static volatile uint32_t found;

/* The handler's: it leaves the value as it was, but was there. */
void there_and_back(void) {
    came_behind_load = loaded;
    found = exclusive;
    exclusive++;
    exclusive--;
}

/* Whether the store failed, if the handler came between it and the load. */
bool exclusive_store_after_aba(void) {
    (void)__LDREXW(&exclusive);
    loaded = true;
    bool stored = __STREXW(5, &exclusive) == 0;
    bool came_between = came_behind_load && found != 5;
    return !(stored && came_between);
}
