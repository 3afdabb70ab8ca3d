// A task that outlives what main lent could lend main a second time, beside main itself.

use irqshare::{Main, Task};

fn body(main: &mut Main) -> Task<'static> {
    main.as_task()
}

fn main() {}
