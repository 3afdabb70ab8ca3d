// `main!` lends `Main` to a function: a body alone has nowhere to take its name from.

irqshare::main! {
    loop {}
}
