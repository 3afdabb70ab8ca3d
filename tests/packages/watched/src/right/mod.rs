//! Programs that are right, each of a usual kind, as they are written.

pub mod button;
pub mod double_buffer;
pub mod frames;
pub mod peripheral;
pub mod ring;
pub mod seqlock;
pub mod ticks;
