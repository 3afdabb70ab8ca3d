// The program's critical-section may hold off less than `free`: a handler that it lets through would be met half way through a write.

use irqshare::Global;

static A: Global<[u32; 3]> = Global::new([0; 3]);

fn body() {
    critical_section::with(|cs| A.set_in(cs, [1; 3]));
}

fn main() {}
