#include "irqshare_cmsis.h"
