/* A driver that says what must hold by `assert`. */
#include <assert.h>
#include <stdint.h>

static volatile uint32_t wide = 0xffff;

void count_wide(void) { wide++; }

void wide_is_whole(void)
{
	uint32_t now = wide;
	assert(now == 0xffff || now == 0x10000);
}
