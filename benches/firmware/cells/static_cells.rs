//! static_cell: its cell is filled once, in main; what gets the reference into a handler is another's affair.

use crate::parts::Led;
use static_cell::StaticCell;

static LED: StaticCell<Led> = StaticCell::new();

op! {
    fn put(value: Led) -> &'static mut Led { LED.init(value) }
}
