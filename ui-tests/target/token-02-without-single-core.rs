// target: thumbv7m-none-eabi features: bare-metal-02; expect: bare-metal tokens prove that one core is masked, no more
// `cortex_m::interrupt::free` masks this core: another one would borrow the value meanwhile.
