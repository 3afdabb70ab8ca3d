/*
 * Stands in for avr-libc's <avr/sleep.h>. Which mode it is, and whether SE is set, isn't looked at:
 * each `sleep_cpu()` sleeps, and each attached interrupt wakes.
 */
#ifndef IRQSHARE_AVR_SLEEP_H
#define IRQSHARE_AVR_SLEEP_H

#include "io.h"

#define SLEEP_MODE_IDLE 0
#define SLEEP_MODE_ADC 1
#define SLEEP_MODE_PWR_DOWN 2
#define SLEEP_MODE_PWR_SAVE 3
#define SLEEP_MODE_STANDBY 6
#define SLEEP_MODE_EXT_STANDBY 7

#define set_sleep_mode(mode) ((void)(mode))
#define sleep_enable() ((void)0)
#define sleep_disable() ((void)0)
#define sleep_bod_disable() ((void)0)
#define sleep_cpu() irqshare_sleep()
#define sleep_mode() irqshare_sleep()

#endif
