//! The guide's pages on coming from other crates, and on other tools: their examples, in which those crates stand beside this one. Without them irqshare's own doctests don't build, so it leaves these pages out.

macro_rules! pages {
    ($($page:ident)+) => {
        $(
            #[doc = include_str!(concat!("../../../../src/guide/", stringify!($page), ".md"))]
            pub mod $page {}
        )+
    };
}

pages! { tools from_static_mut from_mutex from_c from_rtic from_embassy }
