// target: riscv32imac-unknown-none-elf features: none; expect: features = ["unsafe-assume-single-core"]
// Without the promise, a handler may run on another hart, which no mask of this one holds off: both would have a `&mut` to one value.

use irqshare::Shared;

static A: Shared<u32, u8> = Shared::new(0);
