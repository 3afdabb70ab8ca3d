// target: thumbv7m-none-eabi features: none; expect: `save_and_disable`
// critical-section's provider wants every section to end, and a `Saved` can be forgotten.

pub fn body() {
    let _saved = irqshare::interrupts::save_and_disable();
}
