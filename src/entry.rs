//! `main!`: the program's entry, which lends `Main` to the user's `main`.
//!
//! Contract: the function that lends is called once, by start-up code. Nobody else can name it: it stands in an anonymous constant of its own, and the user's code outside of that, since an entry's
//! attribute gives the function another name, which isn't secret. It gets no attribute that would give it another symbol: attributes are sorted by name. Lint levels and documentation stand on
//! the user's body, `cfg`s on everything; a path of two words or more is an entry's, a procedural macro of the runtime's or the HAL's, which is trusted to call the function once, in thread
//! mode (as it does without this crate; a procedural macro may write `unsafe` anyway). Behind an entry it is looked at, too, whether `Main` was lent, and on Cortex-M who is running.

/// Exports your `main` to the start-up code and lends it [`Main`](crate::Main).
///
/// Works with cortex-m-rt, riscv-rt and qingke-rt in place of their `#[entry]`, and alone on AVR, where avr-libc's start-up
/// code calls `main`. On a host it makes an ordinary `fn main`, so that the same file passes `cargo test`.
///
/// Two of them don't link: the symbol `main` is taken.
///
/// A HAL whose entry does something of its own before main (rp2040-hal's frees the spinlocks, rp235x-hal's turns on a coprocessor) is named on it, and so is an executor's:
///
/// ```ignore
/// irqshare::main! {
///     #[rp2040_hal::entry] // on hosts it is left out
///     fn main(main) { /* .. */ }
/// }
///
/// irqshare::main! {
///     #[embassy_executor::main]
///     async fn main(main, spawner: embassy_executor::Spawner) { /* `main` is a `&'static mut Main`, for `main.handle()` */ }
/// }
/// ```
///
/// On Cortex-M it first turns off every interrupt line, since a bootloader may have left some on, and writes the priority of each handler that the program binds. So whatever turns a line on, this
/// crate's `enable` or another crate's function, finds the priority that the cells rely on. Behind an entry it turns off only the lines that the program binds, because the others may be the HAL's.
/// With WCH's PFIC it turns off the lines that the program binds, and writes their levels.
///
/// ```no_run
/// irqshare::main! {
///     fn main(main) {
///         // `main` is a `&mut Main`
///         let _ = main;
///     }
/// }
/// ```
///
/// **Cost**: on Cortex-M a loop over the lines and one over the handlers, once, and a word and a short function in flash for each handler; with WCH's PFIC a loop over the handlers; elsewhere none. **Panics**, on Cortex-M and the PFIC, when the device doesn't take the priority of a handler that the program binds or, on Cortex-M, has fewer bits of priority than its PAC says, on a Cortex-M7 r0p1 whose feature is missing, and on another core than the type after `core:` says; behind an entry, when that calls it a second time, or in a handler. When the body ends, the CPU stays in an endless loop in which
/// interrupts go on.
///
/// **Context**: the binary crate, once.
#[macro_export]
macro_rules! main {
    ($(#[$($attr:tt)*])* $(pub)? fn main($main:ident $(,)?) $(-> !)? $body:block) => {
        $crate::__irqshare_entry! { unsafe @next {[] [] []} [$([$($attr)*])*] $main $body }
    };
    ($(#[$($attr:tt)*])* $(pub)? async fn main($main:ident, $spawner:ident: $type:ty $(,)?) $(-> !)? $body:block) => {
        $crate::__irqshare_entry! { unsafe @next {[] [] []} [$([$($attr)*])*] $main ($spawner: $type) $body }
    };
    ($($wrong:tt)*) => {
        $crate::__private::core::compile_error!(
            "irqshare: `main!` is written `irqshare::main! { fn main(main) { .. } }`: one function, named main, with \
             one argument, which is the name you give to its `&mut Main`; or, with an executor's attribute, `async fn main(main, spawner: Spawner) { .. }`"
        );
    };
}

/// Sorts the attributes of `main!`. `unsafe`: what they let through is called once, by start-up code.
///
/// An entry is known by its path: rustc's own attributes are single words (but for tools', which do nothing here), and one of them could export the function under another name.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_entry {
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[allow($($lint:tt)*)] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[allow($($lint)*)]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[cfg_attr($when:meta, allow($($lint:tt)*))] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[cfg_attr($when, allow($($lint)*))]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[expect($($lint:tt)*)] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[expect($($lint)*)]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[cfg_attr($when:meta, expect($($lint:tt)*))] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[cfg_attr($when, expect($($lint)*))]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[warn($($lint:tt)*)] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[warn($($lint)*)]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[cfg_attr($when:meta, warn($($lint:tt)*))] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[cfg_attr($when, warn($($lint)*))]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[deny($($lint:tt)*)] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[deny($($lint)*)]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[cfg_attr($when:meta, deny($($lint:tt)*))] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[cfg_attr($when, deny($($lint)*))]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[forbid($($lint:tt)*)] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[forbid($($lint)*)]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[cfg_attr($when:meta, forbid($($lint:tt)*))] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[cfg_attr($when, forbid($($lint)*))]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[doc = $text:expr] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[doc = $text]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[doc($($text:tt)*)] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[doc($($text)*)]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[inline $(($how:ident))?] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[inline $(($how))?]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[cold] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[cold]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[clippy :: $($lint:tt)*] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)* #[clippy :: $($lint)*]] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[rustfmt :: $($skip:tt)*] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)*] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[cfg($($when:tt)*)] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)* #[cfg($($when)*)]] [$($item)*] [$($entry)*]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[$a:ident :: $($path:tt)+] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)*] [$($entry)* #[$a :: $($path)+]]} [$($rest)*] $($main)* }
    };
    (unsafe @next {[$($cfg:tt)*] [$($item:tt)*] [$($entry:tt)*]} [[:: $($path:tt)+] $($rest:tt)*] $($main:tt)*) => {
        $crate::__irqshare_entry! { unsafe @next {[$($cfg)*] [$($item)*] [$($entry)* #[:: $($path)+]]} [$($rest)*] $($main)* }
    };
    (unsafe @next $sorted:tt [[$($wrong:tt)*] $($rest:tt)*] $($main:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `main!` doesn't take `#[", $crate::__private::core::stringify!($($wrong)*), "]`: start-up code calls it, by the symbol `main`. It takes lint levels, documentation, `#[cfg(..)]`, \
             and the attribute of a HAL's or an executor's entry, by its path: `#[rp2040_hal::entry]`, `#[embassy_executor::main]`"
        ));
    };
    (unsafe @next {$cfg:tt $item:tt []} [] $main:ident $body:block) => {
        $crate::__irqshare_main! { unsafe $cfg $item $main $body }
    };
    (unsafe @next {$cfg:tt $item:tt $entry:tt} [] $main:ident $body:block) => {
        $crate::__irqshare_main_of_an_entry! { unsafe $cfg $item $entry $main $body }
    };
    (unsafe @next {$cfg:tt $item:tt []} [] $main:ident ($($spawner:tt)*) $body:block) => {
        $crate::__private::core::compile_error!(
            "irqshare: an `async fn main` in `main!` wants its executor's attribute: `#[embassy_executor::main] async fn main(main, spawner: Spawner) { .. }`; without an executor, call \
             `irqshare::block_on(main, |handle| async { .. })`"
        );
    };
    (unsafe @next {$cfg:tt $item:tt $entry:tt} [] $main:ident ($($spawner:tt)*) $body:block) => {
        $crate::__irqshare_main_of_an_entry! { unsafe $cfg $item $entry $main ($($spawner)*) $body }
    };
}
