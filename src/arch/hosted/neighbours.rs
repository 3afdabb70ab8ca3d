//! The vectors that one `handlers!` binds, so that a test attaches them all.

use super::Emulated;
use crate::model::Setup;
use std::vec::Vec;

/// A vector of a `handlers!`, which knows the others there. [`handlers!`](crate::handlers!) implements it.
///
/// ```
/// use irqshare::model::{self, Neighbours, Setup};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) {}
///     fn SSI0(_isr) {}
/// }
///
/// /// What the tests of a driver have in common, whichever vectors it is bound to.
/// fn machine<V: Neighbours>() -> Setup {
///     Setup::cortex_m().attach_all::<V>(1).interrupts_on()
/// }
///
/// let report = model::check(&machine::<UART0>(), |_cpu, _main| {});
/// assert_eq!((report.fired("UART0"), report.fired("SSI0")), (1, 1));
/// ```
pub trait Neighbours: Emulated {
    /// Each vector of that `handlers!`, in its order.
    #[doc(hidden)]
    fn each(list: &mut Attaches);
}

/// How to attach some vectors, so many firings each.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Attaches(Vec<fn(Setup, u32) -> Setup>);

impl Attaches {
    /// One more.
    pub fn add<V: Emulated>(&mut self) {
        self.0.push(Setup::attach_if_missing::<V>);
    }

    pub(crate) fn of<V: Neighbours>() -> Vec<fn(Setup, u32) -> Setup> {
        let mut all = Self::default();
        V::each(&mut all);
        all.0
    }
}

/// Collects the vectors, and tells each of all. What `handlers!` refuses isn't bound, and then nothing is told: `[vectors] [cfg] [priority] rest`.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_neighbours {
    (@next [$([$($cfg:tt)*] $name:ident)*] [] []) => {
        const _: () = {
            fn __irqshare_each(list: &mut $crate::__private::Attaches) {
                $($($cfg)* list.add::<$name>();)*
            }
            $(
                $($cfg)*
                impl $crate::__private::Neighbours for $name {
                    fn each(list: &mut $crate::__private::Attaches) {
                        __irqshare_each(list);
                    }
                }
            )*
        };
    };
    (@next $all:tt [$($cfg:tt)*] $priority:tt #[cfg($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_neighbours! { @next $all [$($cfg)* #[cfg($($attr)*)]] $priority $($rest)* }
    };
    (@next $all:tt $cfg:tt [] #[priority($($priority:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_neighbours! { @next $all $cfg [given] $($rest)* }
    };
    (@next $all:tt $cfg:tt $priority:tt #[priority $($wrong:tt)*] $($rest:tt)*) => {};
    (@next $all:tt $cfg:tt $priority:tt #[$($other:tt)*] $($rest:tt)*) => {
        $crate::__irqshare_neighbours! { @next $all $cfg $priority $($rest)* }
    };
    (@next $all:tt $cfg:tt $priority:tt fn $name:ident $($rest:tt)*) => {
        $crate::__irqshare_neighbour! { $name [$all $cfg] $($rest)* }
    };
    (@next $($wrong:tt)*) => {};
    ($($handlers:tt)*) => { $crate::__irqshare_neighbours! { @next [] [] [] $($handlers)* } };
}

/// One of them: the name, what was collected before it, and what comes behind the name.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_neighbour {
    // `handlers!` refuses these.
    (NMI $($rest:tt)*) => {};
    (NonMaskableInt $($rest:tt)*) => {};
    (HardFault $($rest:tt)*) => {};
    (MemoryManagement $($rest:tt)*) => {};
    (BusFault $($rest:tt)*) => {};
    (UsageFault $($rest:tt)*) => {};
    (SecureFault $($rest:tt)*) => {};
    (SVCall $($rest:tt)*) => {};
    (DebugMonitor $($rest:tt)*) => {};
    (InstructionMisaligned $($rest:tt)*) => {};
    (InstructionFault $($rest:tt)*) => {};
    (IllegalInstruction $($rest:tt)*) => {};
    (Breakpoint $($rest:tt)*) => {};
    (LoadMisaligned $($rest:tt)*) => {};
    (LoadFault $($rest:tt)*) => {};
    (StoreMisaligned $($rest:tt)*) => {};
    (StoreFault $($rest:tt)*) => {};
    (UserEnvCall $($rest:tt)*) => {};
    (SupervisorEnvCall $($rest:tt)*) => {};
    (MachineEnvCall $($rest:tt)*) => {};
    (InstructionPageFault $($rest:tt)*) => {};
    (LoadPageFault $($rest:tt)*) => {};
    (StorePageFault $($rest:tt)*) => {};
    (RESET $($rest:tt)*) => {};
    (Reset $($rest:tt)*) => {};
    (DefaultHandler $($rest:tt)*) => {};
    ($name:ident [[$($all:tt)*] $cfg:tt] ($($arguments:tt)*) $body:block $($rest:tt)*) => {
        $crate::__irqshare_neighbours! { @next [$($all)* $cfg $name] [] [] $($rest)* }
    };
    ($name:ident [[$($all:tt)*] $cfg:tt]; $($rest:tt)*) => {
        $crate::__irqshare_neighbours! { @next [$($all)* $cfg $name] [] [] $($rest)* }
    };
    ($($wrong:tt)*) => {};
}
