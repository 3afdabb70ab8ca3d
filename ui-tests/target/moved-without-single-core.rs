// target: riscv32imac-unknown-none-elf features: none; expect: features = ["unsafe-assume-single-core"]
// Without the promise, the handler may run on another hart while main takes the value back.

use irqshare::Moved;

static LED: Moved<u32, u8> = Moved::new();
