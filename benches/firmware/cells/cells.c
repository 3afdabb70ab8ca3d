/* The operations in C, as one writes them by hand with the target's own headers: avr-libc's <util/atomic.h>, else what CMSIS's and the RISC-V headers' intrinsics are. */
#include <stdbool.h>
#include <stdint.h>

#if defined(__AVR__)
#include <avr/interrupt.h>
#include <util/atomic.h>
typedef uint16_t word;
typedef uint32_t wide;
#define MASKED ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
#define HANDLER(name) void name(void) __attribute__((signal, used)); void name(void)
#else
typedef uint32_t word;
typedef uint64_t wide;
#define HANDLER(name) void name(void)
#define MASKED for (uint32_t saved __attribute__((cleanup(restore))) = save(), once = 1; once; once = 0)
#if defined(__arm__)
static inline __attribute__((always_inline)) uint32_t save(void)
{
    uint32_t primask;
    __asm__ volatile("mrs %0, primask" : "=r"(primask));
    __asm__ volatile("cpsid i" : : : "memory");
    return primask;
}
static inline __attribute__((always_inline)) void restore(const uint32_t *saved)
{
    __asm__ volatile("msr primask, %0" : : "r"(*saved) : "memory");
}
#elif defined(__riscv)
static inline __attribute__((always_inline)) uint32_t save(void)
{
    uint32_t mstatus;
    __asm__ volatile("csrrci %0, mstatus, 8" : "=r"(mstatus) : : "memory");
    return mstatus & 8;
}
static inline __attribute__((always_inline)) void restore(const uint32_t *saved)
{
    __asm__ volatile("csrs mstatus, %0" : : "r"(*saved) : "memory");
}
#endif
#endif

struct led {
    uint8_t state;
    word count;
};

static volatile uint8_t u8;
static volatile bool flag;
static volatile word count;
static volatile wide total;
static struct led led, called, first, second;
struct moved {
    bool there;
    struct led led;
};
static struct moved moved = {true, {0, 0}};

static inline __attribute__((always_inline)) void toggle(struct led *led)
{
    led->state ^= 0x20;
    led->count += 1;
}

/* Its name keeps it out of the bytes, as `method_toggle` is for the others. */
__attribute__((noinline, noclone)) void method_toggle_c(struct led *led)
{
    toggle(led);
}

uint8_t c_u8_get(void) { return u8; }
void c_u8_set(uint8_t value) { u8 = value; }
bool c_flag_get(void) { return flag; }
void c_flag_set(bool value) { flag = value; }
wide c_wide_get(void) { wide value; MASKED { value = total; } return value; }
void c_wide_set(wide value) { MASKED { total = value; } }
void c_wide_update(void) { MASKED { total += 1; } }
void c_word_update(void) { MASKED { count += 1; } }
word c_word_replace(word value) { word old; MASKED { old = count; count = value; } return old; }
#if defined(__AVR__)
word c_word_get(void) { word value; MASKED { value = count; } return value; }
void c_word_set(word value) { MASKED { count = value; } }
#else
/* One instruction does it; who writes C by hand masks nothing here. */
word c_word_get(void) { return count; }
void c_word_set(word value) { count = value; }
#endif
void c_shared(void) { MASKED { toggle(&led); } }
void c_shared_call(void) { MASKED { method_toggle_c(&called); } }
void c_cells(void) { MASKED { toggle(&first); toggle(&second); } }
void c_moved(void) { MASKED { if (moved.there) toggle(&moved.led); } }
struct moved c_put(struct led value) { struct moved old; MASKED { old = moved; moved.there = true; moved.led = value; } return old; }
struct moved c_take(void) { struct moved old; MASKED { old = moved; moved.there = false; } return old; }
void c_section(void) { MASKED { } }

HANDLER(c_handler_count) { count += 1; }
HANDLER(c_handler_led) { toggle(&led); }
HANDLER(c_handler_call) { method_toggle_c(&called); }
HANDLER(c_handler_moved) { if (moved.there) toggle(&moved.led); }
