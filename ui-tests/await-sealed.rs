// What a `Wait` waits for looks and registers in one section: no type of the user's could.

use core::task::{Context, Poll};

struct Own;

impl irqshare::Await for Own {
    type Item = ();
    fn poll(&self, _: &Context<'_>, _: usize) -> Poll<()> {
        Poll::Pending
    }
    fn withdraw(&self, _: usize) {}
}

fn main() {}
