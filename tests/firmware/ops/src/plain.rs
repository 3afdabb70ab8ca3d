//! What the model's `Plain` stands for: unprotected variables. In which order their bytes are loaded and stored is the compiler's matter, and the model does it in the same.
//!
//! A number of its own for each, or the compiler would join them.

macro_rules! unprotected {
    ($($variable:ident $type:ty, $get:ident $set:ident)+) => { $(
        #[unsafe(no_mangle)]
        static mut $variable: $type = 1;

        #[inline(never)]
        #[unsafe(no_mangle)]
        pub fn $get() -> $type {
            // SAFETY: nothing runs this: it is looked at.
            unsafe { $variable }
        }

        #[inline(never)]
        #[unsafe(no_mangle)]
        pub fn $set(value: $type) {
            // SAFETY: as above.
            unsafe { $variable = value }
        }
    )+ };
}

unprotected! {
    PLAIN_TWO u16, op_plain_get_two op_plain_set_two
    PLAIN_FOUR u32, op_plain_get_four op_plain_set_four
    PLAIN_EIGHT u64, op_plain_get_eight op_plain_set_eight
}
