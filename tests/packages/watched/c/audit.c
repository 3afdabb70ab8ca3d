// What doesn't call back: of C with the flags.
#include <stdint.h>
#include <stdlib.h>

char number_text[8] = "42";

int number_is(void) {
    return atoi(number_text);
}

struct pair {
    uint32_t a, b, c, d, e, f;
};

struct pair shared_pair = {1, 1, 1, 1, 1, 1};

uint32_t pair_sum(struct pair it); // in unwatched/reads.c

uint32_t pair_by_value(void) {
    return pair_sum(shared_pair);
}
