/* Runs a firmware on an emulated ATmega328P (simavr), and says for each instruction where it stands and what it takes.
 *
 *     simavr FIRMWARE.elf
 *
 * A line per instruction: its address (hexadecimal), its cycles, and 1 if interrupts are off while it runs, else 0. The end is a `sleep` with interrupts off.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>

enum { CLOCK = 16000000, TOO_LONG = 10000000 };

static void fail(const char *what)
{
    fprintf(stderr, "simavr: %s\n", what);
    exit(1);
}

int main(int argc, char **argv)
{
    elf_firmware_t elf = {0};
    avr_t *avr = avr_make_mcu_by_name("atmega328p");
    FILE *trace = fdopen(dup(1), "w");
    /* simavr says there what it loads. */
    dup2(2, 1);
    if (argc != 2 || !avr || !trace || elf_read_firmware(argv[1], &elf) != 0)
        fail("usage: simavr FIRMWARE.elf");
    avr_init(avr);
    elf.frequency = CLOCK;
    avr_load_firmware(avr, &elf);
    avr->log = LOG_ERROR;
    /* One instruction at a time. */
    avr->run_cycle_limit = 1;
    while (avr->cycle < TOO_LONG) {
        avr_flashaddr_t pc = avr->pc;
        avr_cycle_count_t start = avr->cycle;
        int off = !avr->sreg[S_I], state;
        avr->run_cycle_count = 1;
        state = avr_run(avr);
        if (state == cpu_Done)
            return fclose(trace);
        if (state == cpu_Crashed)
            fail("the firmware crashed");
        fprintf(trace, "%x %u %d\n", pc, (unsigned)(avr->cycle - start), off);
    }
    fail("the firmware doesn't end");
}
