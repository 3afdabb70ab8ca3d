/* An Arduino Uno (ATmega328P, 16 MHz) on simavr, whose serial line is standard input and output.
 *
 *     uno FIRMWARE.elf [LEDS]
 *     uno FIRMWARE.elf --button
 *
 * simavr itself shows what a firmware sends, and can't be typed to. Its model of the receiver is also kinder than the chip: it queues 63 bytes where
 * the USART has room for two, and counts 11 bits to a byte where 8N1 has 10. So this program is the receiver: a byte takes its ten bits' time at
 * the firmware's baud rate, the next one follows at once if there is one, nobody waits for the firmware, and what finds two unread bytes is lost,
 * which DOR0 tells.
 *
 * With --button, what is typed doesn't go to the serial line: each byte presses a button between pin 2 and ground for a millisecond, and lets go of it for one.
 *
 * LEDS is a file for what port B shows: a line per change, with its millisecond. The end of the input and a second without output end the
 * program; a firmware that stops (`sleep` with interrupts off) or crashes fails it. Time passes as on the board, or slower.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>

DEFINE_FIFO(uint16_t, uart_fifo);

enum { CLOCK = 16000000, MILLISECOND = CLOCK / 1000, ROOM = 2, QUIET = 1000 * MILLISECOND };

static avr_uart_t *uart;
static FILE *leds;
static int on_the_way = -1; /* the byte whose bits are passing */
static int input_ended;
static avr_irq_t *button; /* pin 2, if there is one */
static avr_cycle_count_t last_output;

static void fail(const char *what)
{
    fprintf(stderr, "uno: %s\n", what);
    exit(1);
}

/* The next byte of the input, or -1 if there is none yet. */
static int typed(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    unsigned char byte;
    if (input_ended || poll(&input, 1, 0) <= 0)
        return -1;
    if (read(STDIN_FILENO, &byte, 1) == 1)
        return byte;
    input_ended = 1;
    return -1;
}

static void arrive(avr_t *avr, uint8_t byte)
{
    if (!avr_regbit_get(avr, uart->rxen))
        return;
    if (uart_fifo_get_read_size(&uart->input) >= ROOM) {
        avr_regbit_set(avr, uart->dor);
        return;
    }
    uart_fifo_write(&uart->input, byte);
    /* simavr checks by these that nobody reads faster than bytes come; here they come when they come. */
    uart->rx_cnt = 0;
    uart->rxc_raise_time = 0;
}

/* Ten bits have passed. */
static avr_cycle_count_t frame(avr_t *avr, avr_cycle_count_t when, void *unused)
{
    int divisor = (avr_regbit_get(avr, uart->ubrrl) | avr_regbit_get(avr, uart->ubrrh) << 8) + 1;
    (void)unused;
    uart->cycles_per_byte = 10 * divisor * (avr_regbit_get(avr, uart->u2x) ? 8 : 16);
    if (on_the_way >= 0)
        arrive(avr, on_the_way);
    on_the_way = avr_regbit_get(avr, uart->rxen) ? typed() : -1;
    return when + uart->cycles_per_byte;
}

/* A press and a release for each byte that is typed. */
static avr_cycle_count_t finger(avr_t *avr, avr_cycle_count_t when, void *unused)
{
    static int pressed;
    (void)avr, (void)unused;
    pressed = !pressed && typed() >= 0;
    avr_raise_irq(button, !pressed);
    return when + MILLISECOND;
}

static void sent(avr_irq_t *irq, uint32_t byte, void *avr)
{
    (void)irq;
    last_output = ((avr_t *)avr)->cycle;
    putchar(byte);
}

static void lit(avr_irq_t *irq, uint32_t value, void *avr)
{
    if (value == irq->value)
        return;
    fprintf(leds, "%5llu ", (unsigned long long)((avr_t *)avr)->cycle / MILLISECOND);
    for (int bit = 5; bit >= 0; bit--)
        fputc(value >> bit & 1 ? '*' : '.', leds);
    fputc('\n', leds);
}

static avr_t *power_on(const char *firmware, int has_button)
{
    elf_firmware_t elf = {0};
    avr_t *avr = avr_make_mcu_by_name("atmega328p");
    uint32_t flags = 0;
    int line = dup(STDOUT_FILENO);
    /* simavr says there what it loads. */
    dup2(STDERR_FILENO, STDOUT_FILENO);
    if (!avr || elf_read_firmware(firmware, &elf) != 0)
        fail("this is no firmware");
    fflush(stdout);
    dup2(line, STDOUT_FILENO);
    avr_init(avr);
    elf.frequency = CLOCK;
    avr_load_firmware(avr, &elf);
    avr->log = LOG_ERROR;
    for (avr_io_t *io = avr->io_port; io; io = io->next)
        if (strcmp(io->kind, "uart") == 0)
            uart = (avr_uart_t *)io;
    if (!uart)
        fail("simavr knows no USART");
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), sent, avr);
    if (has_button) {
        button = avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('D'), 2);
        avr_raise_irq(button, 1);
        /* Nobody presses while it starts. */
        avr_cycle_timer_register(avr, 100 * MILLISECOND, finger, NULL);
    } else {
        avr_cycle_timer_register(avr, 1, frame, NULL);
    }
    if (leds)
        avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('B'), IOPORT_IRQ_REG_PORT), lit, avr);
    return avr;
}

static void wait_for(avr_t *avr, const struct timespec *start)
{
    struct timespec then = *start;
    then.tv_sec += avr->cycle / CLOCK;
    then.tv_nsec += avr->cycle % CLOCK * 1000 / (CLOCK / 1000000);
    if (then.tv_nsec >= 1000000000) {
        then.tv_nsec -= 1000000000;
        then.tv_sec++;
    }
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL);
}

int main(int argc, char **argv)
{
    struct timespec start;
    avr_cycle_count_t next = MILLISECOND;
    int has_button;
    avr_t *avr;
    if (argc < 2 || argc > 3)
        fail("usage: uno FIRMWARE.elf [LEDS | --button]");
    has_button = argc == 3 && strcmp(argv[2], "--button") == 0;
    if (argc == 3 && !has_button && !(leds = fopen(argv[2], "w")))
        fail("can't write the file for the LEDs");
    avr = power_on(argv[1], has_button);
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (!input_ended || avr->cycle - last_output < QUIET) {
        int state = avr_run(avr);
        if (state == cpu_Done || state == cpu_Crashed) {
            fflush(stdout);
            fail(state == cpu_Done ? "the firmware stopped" : "the firmware crashed");
        }
        /* The flag asks for its interrupt as long as there is something to read. */
        if (!uart_fifo_isempty(&uart->input))
            avr_raise_interrupt(avr, &uart->rxc);
        if (avr->cycle >= next) {
            next += MILLISECOND;
            fflush(stdout);
            wait_for(avr, &start);
        }
    }
    return fclose(stdout) || (leds && fclose(leds));
}
