//! The others' mutexes and critical sections, in the words of their documentation.

/// A crate with `with(|token| ..)` and a `Mutex` whose `borrow(token)` gives `&T`.
macro_rules! mutexes {
    ($module:ident: $with:path, $mutex:ident of $from:path) => {
        pub mod $module {
            use crate::parts::{Led, Wide, Word};
            use core::cell::{Cell, RefCell};
            pub use $from as $mutex;
            use $with as with;

            static U8: $mutex<Cell<u8>> = $mutex::new(Cell::new(0));
            static FLAG: $mutex<Cell<bool>> = $mutex::new(Cell::new(false));
            static WORD: $mutex<Cell<Word>> = $mutex::new(Cell::new(0));
            static WIDE: $mutex<Cell<Wide>> = $mutex::new(Cell::new(0));
            static LED: $mutex<RefCell<Led>> = $mutex::new(RefCell::new(Led::new()));
            static CALLED: $mutex<RefCell<Led>> = $mutex::new(RefCell::new(Led::new()));
            static FIRST: $mutex<RefCell<Led>> = $mutex::new(RefCell::new(Led::new()));
            static SECOND: $mutex<RefCell<Led>> = $mutex::new(RefCell::new(Led::new()));
            static SOME: $mutex<RefCell<Option<Led>>> = $mutex::new(RefCell::new(Some(Led::new())));

            op! {
                fn u8_get() -> u8 { with(|cs| U8.borrow(cs).get()) }
                fn u8_set(value: u8) { with(|cs| U8.borrow(cs).set(value)) }
                fn flag_get() -> bool { with(|cs| FLAG.borrow(cs).get()) }
                fn flag_set(value: bool) { with(|cs| FLAG.borrow(cs).set(value)) }
                fn word_get() -> Word { with(|cs| WORD.borrow(cs).get()) }
                fn word_set(value: Word) { with(|cs| WORD.borrow(cs).set(value)) }
                fn word_update() { count() }
                fn word_replace(value: Word) -> Word { with(|cs| WORD.borrow(cs).replace(value)) }
                fn wide_get() -> Wide { with(|cs| WIDE.borrow(cs).get()) }
                fn wide_set(value: Wide) { with(|cs| WIDE.borrow(cs).set(value)) }
                fn wide_update() { with(|cs| WIDE.borrow(cs).set(WIDE.borrow(cs).get().wrapping_add(1))) }
                fn shared() { led() }
                fn shared_call() { led_by_call() }
                fn cells() {
                    with(|cs| {
                        FIRST.borrow(cs).borrow_mut().toggle();
                        SECOND.borrow(cs).borrow_mut().toggle();
                    })
                }
                fn moved() { some() }
                fn put(value: Led) -> Option<Led> { with(|cs| SOME.borrow(cs).borrow_mut().replace(value)) }
                fn take() -> Option<Led> { with(|cs| SOME.borrow(cs).borrow_mut().take()) }
                fn section() { with(|_| ()) }
            }

            #[inline(always)]
            pub fn count() {
                with(|cs| WORD.borrow(cs).set(WORD.borrow(cs).get().wrapping_add(1)));
            }
            #[inline(always)]
            pub fn led() {
                with(|cs| LED.borrow(cs).borrow_mut().toggle());
            }
            #[inline(always)]
            pub fn led_by_call() {
                with(|cs| CALLED.borrow(cs).borrow_mut().toggle_by_call());
            }
            #[inline(always)]
            pub fn some() {
                with(|cs| SOME.borrow(cs).borrow_mut().as_mut().unwrap().toggle());
            }

            seen! { U8 FLAG WORD WIDE LED CALLED FIRST SECOND SOME }
        }
    };
}

#[cfg(target_arch = "avr")]
mutexes! { native: avr_device::interrupt::free, Mutex of avr_device::interrupt::Mutex }
#[cfg(target_arch = "arm")]
mutexes! { native: cortex_m::interrupt::free, Mutex of cortex_m::interrupt::Mutex }

mutexes! { critical: critical_section::with, Mutex of critical_section::Mutex }

op! {
    /// Not a closure, but its two halves.
    fn section_in_halves() {
        // SAFETY: the one is released that was acquired.
        unsafe { critical_section::release(critical_section::acquire()) }
    }
}

pub mod embassy {
    use crate::parts::{Led, Wide, Word};
    use core::cell::{Cell, RefCell};
    pub use embassy_sync::blocking_mutex::Mutex;
    pub use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex as Raw;

    static U8: Mutex<Raw, Cell<u8>> = Mutex::new(Cell::new(0));
    static FLAG: Mutex<Raw, Cell<bool>> = Mutex::new(Cell::new(false));
    static WORD: Mutex<Raw, Cell<Word>> = Mutex::new(Cell::new(0));
    static WIDE: Mutex<Raw, Cell<Wide>> = Mutex::new(Cell::new(0));
    static LED: Mutex<Raw, RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static CALLED: Mutex<Raw, RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static FIRST: Mutex<Raw, RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static SECOND: Mutex<Raw, RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static SOME: Mutex<Raw, RefCell<Option<Led>>> = Mutex::new(RefCell::new(Some(Led::new())));

    op! {
        fn u8_get() -> u8 { U8.lock(Cell::get) }
        fn u8_set(value: u8) { U8.lock(|cell| cell.set(value)) }
        fn flag_get() -> bool { FLAG.lock(Cell::get) }
        fn flag_set(value: bool) { FLAG.lock(|cell| cell.set(value)) }
        fn word_get() -> Word { WORD.lock(Cell::get) }
        fn word_set(value: Word) { WORD.lock(|cell| cell.set(value)) }
        fn word_update() { count() }
        fn word_replace(value: Word) -> Word { WORD.lock(|cell| cell.replace(value)) }
        fn wide_get() -> Wide { WIDE.lock(Cell::get) }
        fn wide_set(value: Wide) { WIDE.lock(|cell| cell.set(value)) }
        fn wide_update() { WIDE.lock(|cell| cell.set(cell.get().wrapping_add(1))) }
        fn shared() { led() }
        fn shared_call() { led_by_call() }
        fn cells() {
            FIRST.lock(|first| SECOND.lock(|second| {
                first.borrow_mut().toggle();
                second.borrow_mut().toggle();
            }))
        }
        fn moved() { some() }
        fn put(value: Led) -> Option<Led> { SOME.lock(|cell| cell.borrow_mut().replace(value)) }
        fn take() -> Option<Led> { SOME.lock(|cell| cell.borrow_mut().take()) }
    }

    #[inline(always)]
    pub fn count() {
        WORD.lock(|cell| cell.set(cell.get().wrapping_add(1)));
    }
    #[inline(always)]
    pub fn led() {
        LED.lock(|cell| cell.borrow_mut().toggle());
    }
    #[inline(always)]
    pub fn led_by_call() {
        CALLED.lock(|cell| cell.borrow_mut().toggle_by_call());
    }
    #[inline(always)]
    pub fn some() {
        SOME.lock(|cell| cell.borrow_mut().as_mut().unwrap().toggle());
    }

    seen! { U8 FLAG WORD WIDE LED CALLED FIRST SECOND SOME }
}
