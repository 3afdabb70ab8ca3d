// target: thumbv6m-none-eabi features: custom-mask; expect: `Primask` isn't a mask in this build
// It holds one core off, and without the promise there may be another, which would be inside at the same time.

irqshare::set_mask!(irqshare::mask::Primask);
