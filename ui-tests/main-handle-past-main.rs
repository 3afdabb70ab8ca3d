// A handle that outlives what main lent could lend main a second time, beside main itself.

use irqshare::{Main, MainHandle};

fn body(main: &mut Main) -> MainHandle<'static> {
    main.handle()
}

fn main() {}
