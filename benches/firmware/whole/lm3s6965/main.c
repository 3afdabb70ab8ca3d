/* In C, with a start-up code of its own: no library. */
#include <stdbool.h>
#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define RCGC1 REGISTER(0x400FE104)
#define RCGC2 REGISTER(0x400FE108)
#define GPIOB_DATA REGISTER(0x400053FC)
#define GPIOB_DIR REGISTER(0x40005400)
#define GPIOB_DEN REGISTER(0x4000551C)
#define UARTDR REGISTER(0x4000C000)
#define UARTFR REGISTER(0x4000C018)
#define UARTIBRD REGISTER(0x4000C024)
#define UARTFBRD REGISTER(0x4000C028)
#define UARTLCRH REGISTER(0x4000C02C)
#define UARTCTL REGISTER(0x4000C030)
#define UARTIM REGISTER(0x4000C038)
#define TIMER0_MODE REGISTER(0x40030004)
#define TIMER0_CONTROL REGISTER(0x4003000C)
#define TIMER0_MASK REGISTER(0x40030018)
#define TIMER0_CLEAR REGISTER(0x40030024)
#define TIMER0_LOAD REGISTER(0x40030028)
#define NVIC_ISER REGISTER(0xE000E100)

enum { ROOM = 64, UART0 = 5, TIMER_0A = 19 };

static struct {
    uint8_t bytes[ROOM], first, length;
} queue;
static uint8_t lit;

static void listen(bool on)
{
    UARTIM = (uint32_t)on << 4;
}

static void timer_0a(void)
{
    TIMER0_CLEAR = 1;
    lit = lit << 1 | lit >> 7;
    GPIOB_DATA = lit;
}

static void uart0(void)
{
    if (queue.length == ROOM) {
        listen(false);
    } else if (!(UARTFR & 1 << 4)) {
        queue.bytes[(uint8_t)(queue.first + queue.length) % ROOM] = UARTDR;
        queue.length++;
    }
}

int main(void)
{
    RCGC1 = 1 << 16 | 1;
    RCGC2 = 3;
    GPIOB_DIR = 0xFF;
    GPIOB_DEN = 0xFF;
    GPIOB_DATA = lit = 1;
    UARTIBRD = 6;
    UARTFBRD = 50;
    UARTLCRH = 3 << 5;
    UARTCTL = 1 << 9 | 1 << 8 | 1;
    listen(true);
    TIMER0_MODE = 2;
    TIMER0_LOAD = 200000 - 1;
    TIMER0_MASK = 1;
    TIMER0_CONTROL = 1;
    NVIC_ISER = 1 << UART0 | 1 << TIMER_0A;
    for (;;) {
        uint8_t byte;
        /* Off during the look, so that no byte comes between it and the sleep: it wakes all the same. */
        __asm__ volatile("cpsid i" ::: "memory");
        if (queue.length == 0) {
            __asm__ volatile("dsb\n\twfi\n\tcpsie i" ::: "memory");
            continue;
        }
        byte = queue.bytes[queue.first++ % ROOM];
        queue.length--;
        listen(true);
        __asm__ volatile("cpsie i" ::: "memory");
        while (UARTFR & 1 << 5)
            ;
        UARTDR = byte;
    }
}

extern uint32_t bss_start[], bss_end[], stack_top[];

static void reset(void)
{
    for (volatile uint32_t *word = bss_start; word < bss_end; word++)
        *word = 0;
    main();
}

static void hang(void)
{
    for (;;)
        ;
}

/* As many as the Rust programs' table has. */
__attribute__((section(".vectors"), used)) void (*const vectors[16 + 44])(void) = {
    (void (*)(void))stack_top, reset, hang, hang, hang, hang, hang, [11] = hang, [12] = hang, [14] = hang, hang,
    [16 ... 16 + UART0 - 1] = hang, [16 + UART0] = uart0,
    [16 + UART0 + 1 ... 16 + TIMER_0A - 1] = hang, [16 + TIMER_0A] = timer_0a,
    [16 + TIMER_0A + 1 ... 16 + 43] = hang,
};
