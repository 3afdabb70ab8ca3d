//! Frames through bbqueue: the handler commits what it received, main releases what it has read.

use bbqueue::BBQueue;
use bbqueue::traits::coordination::cs::CsCoord;
use bbqueue::traits::notifier::polling::Polling;
use bbqueue::traits::storage::Inline;

static FRAMES: BBQueue<Inline<16>, CsCoord, Polling> = BBQueue::new();

/// The handler's: four bytes alike.
pub fn received(byte: u8) {
    if let Ok(mut grant) = FRAMES.stream_producer().grant_exact(4) {
        grant.fill(byte);
        grant.commit(4);
    }
}

/// Main's.
pub fn read() -> Option<[u8; 4]> {
    let grant = FRAMES.stream_consumer().read().ok()?;
    let frame = grant[..4].try_into().ok()?;
    grant.release(4);
    Some(frame)
}
