// target: thumbv6m-none-eabi features: custom-mask; expect: `Provider` isn't a mask in this build
// A critical section may be a lock among threads or cores, which lets handlers through: as the mask of a `Shared`'s locks it would be none.

irqshare::set_mask!(irqshare::mask::Provider);
