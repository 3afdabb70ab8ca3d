//! Each handler of a `handlers!`: its attributes are sorted, and it goes to the architecture in one of the forms that there are.

/// Takes the handlers one by one: `@next [device] [priority] {[cfg] [documentation] [lint levels] [section]} rest`.
///
/// Of the hidden macros, those that emit what only `unsafe` could say begin with that word, which the caller has to write: they are for this one, which checks first.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_handlers {
    (unsafe @next $device:tt [] {[] [] [] []}) => {};

    (unsafe @next $device:tt [] $attrs:tt #[priority($priority:expr)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device [$priority] $attrs $($rest)* }
    };
    (unsafe @next $device:tt [$first:expr] $attrs:tt #[priority($second:expr)] $($rest:tt)*) => {
        $crate::__private::core::compile_error!("irqshare: a handler has one `#[priority(n)]`: remove the other");
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[priority $($wrong:tt)*] $($rest:tt)*) => {
        $crate::__private::core::compile_error!("irqshare: a priority is written `#[priority(n)]`, 1 being the lowest");
    };

    (unsafe @next $device:tt $priority:tt {[$($cfg:tt)*] $doc:tt $lint:tt $section:tt} #[cfg($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device $priority {[$($cfg)* #[cfg($($attr)*)]] $doc $lint $section} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[doc = $text:expr] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @doc $device $priority $attrs [doc = $text] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[doc($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @doc $device $priority $attrs [doc($($attr)*)] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[cfg_attr($when:meta, doc = $text:expr)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @doc $device $priority $attrs [cfg_attr($when, doc = $text)] $($rest)* }
    };
    (unsafe @doc $device:tt $priority:tt {$cfg:tt [$($doc:tt)*] $lint:tt $section:tt} [$($attr:tt)*] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device $priority {$cfg [$($doc)* #[$($attr)*]] $lint $section} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[unsafe(link_section = $name:literal)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @section $device $priority $attrs [unsafe(link_section = $name)] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[cfg_attr($when:meta, unsafe(link_section = $name:literal))] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @section $device $priority $attrs [cfg_attr($when, unsafe(link_section = $name))] $($rest)* }
    };
    (unsafe @section $device:tt $priority:tt {$cfg:tt $doc:tt $lint:tt [$($section:tt)*]} [$($attr:tt)*] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device $priority {$cfg $doc $lint [$($section)* #[$($attr)*]]} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[rustfmt::skip] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device $priority $attrs $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[allow($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [allow($($attr)*)] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[cfg_attr($when:meta, allow($($attr:tt)*))] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [cfg_attr($when, allow($($attr)*))] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[expect($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [expect($($attr)*)] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[cfg_attr($when:meta, expect($($attr:tt)*))] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [cfg_attr($when, expect($($attr)*))] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[warn($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [warn($($attr)*)] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[cfg_attr($when:meta, warn($($attr:tt)*))] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [cfg_attr($when, warn($($attr)*))] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[deny($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [deny($($attr)*)] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[cfg_attr($when:meta, deny($($attr:tt)*))] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [cfg_attr($when, deny($($attr)*))] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[forbid($($attr:tt)*)] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [forbid($($attr)*)] $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[cfg_attr($when:meta, forbid($($attr:tt)*))] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @lint $device $priority $attrs [cfg_attr($when, forbid($($attr)*))] $($rest)* }
    };
    (unsafe @lint $device:tt $priority:tt {$cfg:tt $doc:tt [$($lint:tt)*] $section:tt} [$($attr:tt)*] $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device $priority {$cfg $doc [$($lint)* #[$($attr)*]] $section} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt #[$($wrong:tt)*] $($rest:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: a handler doesn't take `#[", $crate::__private::core::stringify!($($wrong)*), "]`: it is called by the hardware, under its vector's name. It takes \
             `#[priority(n)]`, `#[cfg(..)]`, documentation, lint levels and `#[unsafe(link_section = \"..\")]`, and `#[cfg_attr(..)]` with one of these (a macro passes \
             them on as `#[$($attr:tt)*]`, not as `meta`)"
        ));
        $crate::__irqshare_handlers! { unsafe @next $device $priority $attrs $($rest)* }
    };

    (unsafe @next $device:tt $priority:tt $attrs:tt fn NMI $($rest:tt)*) => { $crate::__irqshare_refuse! { NMI } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn NonMaskableInt $($rest:tt)*) => { $crate::__irqshare_refuse! { NonMaskableInt } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn HardFault $($rest:tt)*) => { $crate::__irqshare_refuse! { HardFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn MemoryManagement $($rest:tt)*) => { $crate::__irqshare_refuse! { MemoryManagement } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn BusFault $($rest:tt)*) => { $crate::__irqshare_refuse! { BusFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn UsageFault $($rest:tt)*) => { $crate::__irqshare_refuse! { UsageFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn SecureFault $($rest:tt)*) => { $crate::__irqshare_refuse! { SecureFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn SVCall $($rest:tt)*) => { $crate::__irqshare_refuse! { SVCall } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn DebugMonitor $($rest:tt)*) => { $crate::__irqshare_refuse! { DebugMonitor } };
    // RISC-V's exceptions: no section holds them off. riscv-rt's attribute refuses them, too, unless another crate bears its name.
    (unsafe @next $device:tt $priority:tt $attrs:tt fn InstructionMisaligned $($rest:tt)*) => { $crate::__irqshare_refuse! { InstructionMisaligned } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn InstructionFault $($rest:tt)*) => { $crate::__irqshare_refuse! { InstructionFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn IllegalInstruction $($rest:tt)*) => { $crate::__irqshare_refuse! { IllegalInstruction } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn Breakpoint $($rest:tt)*) => { $crate::__irqshare_refuse! { Breakpoint } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn LoadMisaligned $($rest:tt)*) => { $crate::__irqshare_refuse! { LoadMisaligned } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn LoadFault $($rest:tt)*) => { $crate::__irqshare_refuse! { LoadFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn StoreMisaligned $($rest:tt)*) => { $crate::__irqshare_refuse! { StoreMisaligned } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn StoreFault $($rest:tt)*) => { $crate::__irqshare_refuse! { StoreFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn UserEnvCall $($rest:tt)*) => { $crate::__irqshare_refuse! { UserEnvCall } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn SupervisorEnvCall $($rest:tt)*) => { $crate::__irqshare_refuse! { SupervisorEnvCall } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn MachineEnvCall $($rest:tt)*) => { $crate::__irqshare_refuse! { MachineEnvCall } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn InstructionPageFault $($rest:tt)*) => { $crate::__irqshare_refuse! { InstructionPageFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn LoadPageFault $($rest:tt)*) => { $crate::__irqshare_refuse! { LoadPageFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn StorePageFault $($rest:tt)*) => { $crate::__irqshare_refuse! { StorePageFault } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn RESET $($rest:tt)*) => { $crate::__irqshare_refuse! { RESET } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn Reset $($rest:tt)*) => { $crate::__irqshare_refuse! { Reset } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn DefaultHandler $($rest:tt)*) => { $crate::__irqshare_refuse! { DefaultHandler } };

    (unsafe @next $device:tt $priority:tt $attrs:tt fn SysTick; $($rest:tt)*) => {
        $crate::__irqshare_elsewhere! { unsafe $device $priority $attrs SysTick }
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn PendSV; $($rest:tt)*) => {
        $crate::__irqshare_elsewhere! { unsafe $device $priority $attrs PendSV }
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn SysTick ($($isr:ident $(,)?)?) $body:block $($rest:tt)*) => {
        $crate::__irqshare_exception! { unsafe $device $priority $attrs SysTick ($($isr)?) $body }
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn PendSV ($($isr:ident $(,)?)?) $body:block $($rest:tt)*) => {
        $crate::__irqshare_exception! { unsafe $device $priority $attrs PendSV ($($isr)?) $body }
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };
    // WCH's is a line of the PFIC, with `enable`.
    (unsafe @next [@attribute pfic $($device:tt)*] [] $attrs:tt fn SysTick ($isr:ident, $($values:tt)+) $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@attribute pfic $($device)*] [1] $attrs fn SysTick ($isr, $($values)+) $($rest)* }
    };
    (unsafe @next [@attribute pfic $($device:tt)*] [$priority:expr] $attrs:tt
        fn SysTick ($isr:ident $(, $value:ident : &mut $type:ty)+ $(,)?) $body:block $($rest:tt)*
    ) => {
        $crate::__irqshare_bind_values! { unsafe [@attribute pfic $($device)*] [$priority] $attrs SysTick ($isr $(, $value: $type)+) $body }
        $crate::__irqshare_handlers! { unsafe @next [@attribute pfic $($device)*] [] {[] [] [] []} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn SysTick $($rest:tt)*) => { $crate::__irqshare_refuse! { @values SysTick } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn PendSV $($rest:tt)*) => { $crate::__irqshare_refuse! { @values PendSV } };

    (unsafe @next [@hal $hal:tt] [] $attrs:tt fn $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@hal $hal] [$crate::__irqshare_priority_in_hal!($hal)] $attrs fn $($rest)* }
    };
    (unsafe @next [@core $core:tt [@hal $hal:tt]] [] $attrs:tt fn $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@core $core [@hal $hal]] [$crate::__irqshare_priority_in_hal!($hal)] $attrs fn $($rest)* }
    };
    (unsafe @next $device:tt [] $attrs:tt fn $($rest:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next $device [1] $attrs fn $($rest)* }
    };
    (unsafe @next $device:tt [$priority:expr] $attrs:tt fn $name:ident ($($isr:ident $(,)?)?) $body:block $($rest:tt)*) => {
        $crate::__irqshare_bind! { unsafe $device [$priority] $attrs $name ($($isr)?) $body }
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };
    (unsafe @next $device:tt [$priority:expr] $attrs:tt
        fn $name:ident ($isr:ident $(, $value:ident : &mut $type:ty)+ $(,)?) $body:block $($rest:tt)*
    ) => {
        $crate::__irqshare_bind_values! { unsafe $device [$priority] $attrs $name ($isr $(, $value: $type)+) $body }
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };

    (unsafe @next $device:tt [$priority:expr] $attrs:tt fn $name:ident; $($rest:tt)*) => {
        $crate::__irqshare_elsewhere! { unsafe $device [$priority] $attrs $name }
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };

    (unsafe @next $device:tt $priority:tt $attrs:tt fn $name:ident ($isr:ident, $($wrong:tt)*) $body:block $($rest:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: the values of handler `", $crate::__private::core::stringify!($name), "` are written `value: &mut Type` each, with no `mut` before the name: they stay with the handler from \
             one interrupt to the next, so it borrows them"
        ));
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn $name:ident ($isr:ident: $($wrong:tt)*) $body:block $($rest:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: the first argument of handler `", $crate::__private::core::stringify!($name), "` has no type here: write `fn ", $crate::__private::core::stringify!($name), "(",
            $crate::__private::core::stringify!($isr), ") { .. }`"
        ));
        $crate::__irqshare_handlers! { unsafe @next $device [] {[] [] [] []} $($rest)* }
    };
    (unsafe @next $device:tt $priority:tt $attrs:tt $($wrong:tt)*) => {
        $crate::__private::core::compile_error!(
            "irqshare: a handler is written `fn NAME(isr) { .. }`, or, where values can move in, `fn NAME(isr, value: &mut Type) { .. }`, or `fn NAME;` if something else binds it, with \
             `#[priority(n)]` before it: no `pub`, no type for `isr`, no return type; NAME is the vector's name in the device's \
             `Interrupt`"
        );
    };
}
