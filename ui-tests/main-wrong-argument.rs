// `main!` lends `&mut Main` under the name that is given; a typed argument has no place in it.

irqshare::main! {
    fn main(main: &mut irqshare::Main) {
        let _ = main;
    }
}
