//! Guides: what a page of reference has no room for.

/// The pages. Their examples run on the model and link to it, so they stand in the documentation for hosts; elsewhere each leads there.
macro_rules! pages {
    ($($page:ident: $title:literal, $(#[$text:meta])+)+) => {$(
        #[cfg(irqshare_mask = "model")]
        $(#[$text])+
        pub mod $page {}

        #[cfg(not(irqshare_mask = "model"))]
        #[doc = concat!(
            $title, ": [this page](https://docs.rs/irqshare/latest/irqshare/guide/", stringify!($page),
            "/index.html) stands in the documentation for hosts with the feature `model`."
        )]
        pub mod $page {}
    )+};
}

pages! {
    model: "Finding interrupt bugs on the model", #[doc = include_str!("model.md")]
    drivers: "Drivers on the model",
    #[doc = include_str!("drivers.md")]
    #[doc = concat!("```ignore\n", include_str!("../../examples/uart.rs"), "```")]
    limits: "What the model can't see", #[doc = include_str!("limits.md")]
    cost: "What everything costs", #[doc = include_str!("cost.md")]
    waiting: "Waiting for a handler", #[doc = include_str!("waiting.md")]
    sweep: "The sweep", #[doc = include_str!("sweep.md")]
}
