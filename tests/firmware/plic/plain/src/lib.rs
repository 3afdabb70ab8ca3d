//! An attribute such as other runtimes have: it takes no argument, and exports the function under its own name, which is the interrupt's.

use proc_macro::{TokenStream, TokenTree};

#[proc_macro_attribute]
pub fn interrupt(_: TokenStream, function: TokenStream) -> TokenStream {
    let mut name = None;
    let mut tokens = function.clone().into_iter();
    while let Some(token) = tokens.next() {
        if matches!(&token, TokenTree::Ident(word) if word.to_string() == "fn") {
            name = tokens.next();
            break;
        }
    }
    let name = name.expect("a function");
    let export: TokenStream =
        format!("#[unsafe(export_name = {:?})]", name.to_string()).parse().expect("an attribute");
    export.into_iter().chain(function).collect()
}
