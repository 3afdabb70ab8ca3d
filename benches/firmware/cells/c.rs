//! C: `cells.c`, compiled by the target's GCC at the same opt-level.

use crate::parts::{Wide, Word};

/// `struct led`
#[repr(C)]
pub struct Led {
    pub state: u8,
    pub count: Word,
}

/// `struct moved`
#[repr(C)]
pub struct Moved {
    there: bool,
    led: Led,
}

unsafe extern "C" {
    #[link_name = "c_u8_get"]
    pub safe fn u8_get() -> u8;
    #[link_name = "c_u8_set"]
    pub safe fn u8_set(value: u8);
    #[link_name = "c_flag_get"]
    pub safe fn flag_get() -> bool;
    #[link_name = "c_flag_set"]
    pub safe fn flag_set(value: bool);
    #[link_name = "c_word_get"]
    pub safe fn word_get() -> Word;
    #[link_name = "c_word_set"]
    pub safe fn word_set(value: Word);
    #[link_name = "c_word_update"]
    pub safe fn word_update();
    #[link_name = "c_word_replace"]
    pub safe fn word_replace(value: Word) -> Word;
    #[link_name = "c_wide_get"]
    pub safe fn wide_get() -> Wide;
    #[link_name = "c_wide_set"]
    pub safe fn wide_set(value: Wide);
    #[link_name = "c_wide_update"]
    pub safe fn wide_update();
    #[link_name = "c_shared"]
    pub safe fn shared();
    #[link_name = "c_shared_call"]
    pub safe fn shared_call();
    #[link_name = "c_cells"]
    pub safe fn cells();
    #[link_name = "c_moved"]
    pub safe fn moved();
    #[link_name = "c_put"]
    pub safe fn put(value: Led) -> Moved;
    #[link_name = "c_take"]
    pub safe fn take() -> Moved;
    #[link_name = "c_section"]
    pub safe fn section();
}
