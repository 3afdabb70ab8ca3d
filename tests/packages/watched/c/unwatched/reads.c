// Compiled without the flags, so that nothing here calls back.
#include <stdint.h>

uint32_t read_only_here(const volatile uint32_t *at) {
    return *at;
}

struct pair {
    uint32_t a, b, c, d, e, f;
};

uint32_t pair_sum(struct pair it) {
    return it.a + it.f;
}
