//! What `handlers!` tells the model of the vectors that it binds together. Elsewhere there is nothing to tell.

/// Tells nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_neighbours {
    ($($handlers:tt)*) => {};
}
