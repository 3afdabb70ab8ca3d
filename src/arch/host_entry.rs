//! What `main!` behind an entry expands to on hosts, with the model and without.

/// On a host there is no entry but the host's.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_main_of_an_entry {
    (unsafe $cfg:tt $item:tt $entry:tt $main:ident $body:block) => {
        $crate::__irqshare_main! { unsafe $cfg $item $main $body }
    };
    (unsafe [$($cfg:tt)*] $item:tt $entry:tt $main:ident ($($spawner:tt)*) $body:block) => {
        $($cfg)*
        $crate::__private::core::compile_error!(
            "irqshare: an `async fn main` runs in firmware, on its executor: put `#[cfg(target_os = \"none\")]` before `irqshare::main!`, and run what is to be tested by `irqshare::block_on`"
        );
    };
}
