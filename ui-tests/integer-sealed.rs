// An `Integer` of one's own could have padding, which arithmetic in memory would read.

use irqshare::Integer;

#[derive(Clone, Copy)]
struct Padded(u8, u32);

impl Integer for Padded {}

fn main() {}
