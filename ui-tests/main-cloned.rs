// Two `Main`s would be two exclusive accesses at once.

use irqshare::Main;

fn body(main: &mut Main) -> Main {
    main.clone()
}

fn main() {}
