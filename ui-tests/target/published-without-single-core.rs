// target: riscv32imac-unknown-none-elf features: none; expect: features = ["unsafe-assume-single-core"]
// Without the promise, the handler may run on two harts at once, and one of two counts would be lost.

use irqshare::Published;

static TICKS: Published<u32, u8> = Published::new(0);
