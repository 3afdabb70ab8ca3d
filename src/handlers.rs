//! `handlers!`, which makes a type for each vector, and binds a handler to it.
//!
//! Contract: the type that `handlers!` makes for a vector has the number and the priority with which its handler
//! really runs, whenever it has an `Isr`. Where a number or a priority could be wrong (Cortex-M), `enable` compares it with the hardware; if something else binds the handler, `in_handler` does.
//!
//! What the macro trusts: on Cortex-M and RISC-V the device's enum implements the ecosystem's unsafe number trait (cortex-m's `InterruptNumber`,
//! riscv-rt's `CoreInterruptNumber`), since the names of its variants become symbols; a name that is anything else than a variant doesn't compile. `enable` also compares the vector table's
//! slot with the handler's address, and the device's number of priority bits with the hardware's. On AVR, where handlers don't preempt
//! each other, a handler in the wrong slot is a bug but breaks no cell; the one slot that no mask holds off is refused by its number.
//!
//! Who is kept out: a user's attributes are sorted by name, and each stands on the one item that it is for; those that would give the handler another name or symbol are refused. The hidden
//! macros that emit what only `unsafe` could say want that word from their caller.
//!
//! Macro items aren't hygienic: what the macro makes is the vector's type, private `__irqshare_*` functions of that type, and items inside anonymous
//! constants.

/// Binds handlers to interrupt vectors by name, and makes a type for each vector.
///
/// ```
/// use irqshare::{Global, Shared};
///
/// static RECEIVED: Shared<u32, irq::UART0> = Shared::new(0);
/// static TICKS: Global<u32> = Global::new(0);
///
/// mod irq {
///     irqshare::handlers! {
///         device: irqshare::model::lm3s6965; // a PAC, or an enum of your own for host tests
///
///         #[priority(2)]
///         fn UART0(isr) {
///             *super::RECEIVED.get_mut(isr) += 1;
///         }
///
///         fn TIMER_0A(isr) {
///             super::TICKS.update(|ticks| ticks + 1);
///         }
///     }
/// }
/// # fn main() {}
/// ```
///
/// - `device: PATH;` names what has `PATH::Interrupt`: a PAC; on AVR also `irqshare::avr::atmega328p` (the crate has a table for every device; on hosts with the feature `avr-devices`); in host tests also
///   `irqshare::model::lm3s6965` or `atmega328p`, or an enum of your own. A name that isn't in it is an error that shows the similar ones. On Cortex-M the enum implements cortex-m 0.7's `InterruptNumber`, as PACs'
///   do; on RISC-V your crate depends on `riscv-rt`, whose attribute binds it. On other CPUs `handlers!` refuses to bind.
/// - `core: TYPE;` after the device, on Cortex-M: a type that tells which core runs, on chips with several ([`CoreNumber`](crate::CoreNumber)). Each handler looks first, and **panics** on another core than main's.
/// - `#[priority(n)]`: 1 (the lowest, and the default) to `1 << NVIC_PRIO_BITS` (the highest); only on Cortex-M is there
///   more than one. [`main!`](crate::main!), [`Main::take`](crate::Main::take) and `enable` write it to the hardware.
/// - Attributes: `#[cfg(..)]`, documentation, lint levels, and `#[unsafe(link_section = "..")]` for a handler that runs from RAM; and `#[cfg_attr(..)]` with one of these. Others are refused: the hardware calls the
///   handler, under its vector's name.
/// - The handler's first argument is the name you give to its [`&mut Isr`](crate::Isr).
/// - On NVIC lines, further arguments (`led: &mut Led`) are values that move in with `NAME::enable(main, led)` and come
///   back with `NAME::disable(main)`. The handler checks that they are there, since other crates' safe functions can turn a line on without them: if so, it **panics**. **Cost**: that check; a
///   whole handler: <!-- cost: value-handler -->v6-M 14 instructions; v7-M and v8-M.main 13, [measured](crate::guide::cost)<!-- /cost -->.
/// - `SysTick` and `PendSV` run at the top priority, which is their reset value, and which [`main!`](crate::main!) writes again. NMI, HardFault and the other faults,
///   SVCall and DebugMonitor are refused: no mask holds them off. So is the non-maskable vector of XMEGA and newer AVRs.
///
/// About 60 handlers fit into one `handlers!`; with more, rustc's recursion limit is exceeded: write a second one, or raise the limit as the message says.
///
/// # Handlers that something else binds
///
/// A task of RTIC's, a function in C, the `#[interrupt]` of a PAC, or a HAL that calls back: on Cortex-M such a handler, too, uses every cell in safe code. Name its vector without a body, with the priority that its binder sets:
///
/// ```
/// use irqshare::{Shared, model};
///
/// static BYTES: Shared<Vec<u8>, irq::UART0> = Shared::new(Vec::new());
///
/// mod irq {
///     irqshare::handlers! {
///         device: irqshare::model::lm3s6965;
///
///         #[priority(2)]
///         fn UART0; // a HAL binds it, and calls `received` in it
///     }
/// }
///
/// fn received(byte: u8) {
///     irq::UART0::in_handler(|isr| BYTES.get_mut(isr).push(byte));
/// }
/// # fn main() {
/// # let setup = model::Setup::cortex_m().attach_handler::<irq::UART0>(2, || received(7)).reset(&BYTES, Vec::new).interrupts_on();
/// # model::check(&setup, |_cpu, main| assert!(BYTES.lock(main, |bytes| bytes.len()) <= 2));
/// # }
/// ```
///
/// `NAME::in_handler(|isr| ..)` asks the core whether this handler runs, at this priority, and lends its [`Isr`](crate::Isr). It **panics** in main, in another handler, at another priority, inside of itself, and if two `handlers!` name the vector. **Cost**: two
/// registers compared, a byte read and written twice: with opt-level `s`, 17 instructions more on v7-M than a handler with a body, and 20 on v6-M; the first time a loop over the program's vectors. `pend()` is there, too; `enable` and `disable` are the binder's.
/// SysTick and PendSV, which run at the top unless told otherwise, take a `#[priority(n)]` here. [`main!`](crate::main!) writes the priority before anything else, so a binder may leave it as it is; [`Main::take`](crate::Main::take) and an entry's `main!`
/// leave what they find. On AVR and RISC-V nothing tells which handler runs, so `fn NAME;` doesn't compile there. On the model `Setup::attach_handler` says what the vector calls.
///
/// Handlers that aren't named take part through [`Global`](crate::Global) and [`IrqMutex`](crate::IrqMutex).
///
/// # Once each
///
/// A vector that is bound twice doesn't build, or, where the linker takes one of two crates' in silence, `enable` panics. `handlers!` itself needs no promise of a single core. You need it on Cortex-M for a `Shared` or a `Moved` of SysTick or PendSV that don't ask for their core, and on RISC-V for every `Shared` and `Moved`.
///
/// Put it in a module of its own (`mod irq`), since PACs have peripherals of the same names.
///
/// On Cortex-M each NVIC line's type has:
/// - `enable(main, values..)`, once each, at start-up. It writes the priority, then enables the line. **Panics** when the line
///   is enabled already, when the vector table holds another handler, or when the device doesn't take the priority or has fewer priority bits than its PAC says.
///   **Cost**: with a value: <!-- cost: line-enable -->v6-M 97 instructions (86 masked), without LTO 142 (105 masked); v7-M and v8-M.main 73 (58 masked),
///   without LTO 108 (67 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// - `disable(main)`, which gives the moved values back. **Cost**: with a value: <!-- cost: line-disable -->v6-M 23 instructions (18 masked), without LTO 32
///   (18 masked); v7-M and v8-M.main 24 (16 masked), without LTO 34 (16 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// - `pause(context)` and `resume(context)`, in main and in handlers (`irq::CLOCK::pause(isr)`): they turn the line off, and on again if `pause` turned it off and main hasn't disabled it since. What comes meanwhile waits. **Cost**: 12 to 14 instructions each, with
///   two barriers, and a byte of RAM for the line.
/// - `pend()`, from anywhere on main's core. **Cost**: one store: <!-- cost: line-pend -->v6-M 6 instructions; v7-M and v8-M.main 7,
///   [measured](crate::guide::cost)<!-- /cost -->.
///
/// Generic code calls them through the trait `Line`, where the handler takes no values.
///
/// On AVR and RISC-V the peripheral's own register enables its interrupt.
///
/// Types can't see what other code does to the interrupt controller. A line that something else turns on (embassy-executor's `InterruptExecutor::start` does, for an executor that the handler
/// polls) finds its priority written, since [`main!`](crate::main!) and [`Main::take`](crate::Main::take) do that for every handler of the program. But while a cell relies on a vector,
/// nothing may change that priority. Mostly that is `unsafe`, but embassy's `InterruptExt::set_priority` is safe, and so is `reset` of a PAC's own NVIC registers (`PPB` of rp2040-pac): not on a vector that is bound here
/// ([all duties](crate::guide::soundness)).
///
/// **Context**: at the level of items, in the binary crate or in a library that it links.
#[macro_export]
macro_rules! handlers {
    (device: $($device:ident)::+; core: $core:ty; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@core [$core] [$($device)::+]] [] {[] [] [] []} $($handlers)* }
    };
    (device: :: $($device:ident)::+; core: $core:ty; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@core [$core] [:: $($device)::+]] [] {[] [] [] []} $($handlers)* }
    };
    (device: $($device:ident)::+; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [$($device)::+] [] {[] [] [] []} $($handlers)* }
    };
    (device: :: $($device:ident)::+; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [:: $($device)::+] [] {[] [] [] []} $($handlers)* }
    };
    (device: $device:path; $($handlers:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($device), "` comes from a macro as one piece, which can't be taken apart: let that macro take \
             `$($device:ident)::+` instead of `$device:path`, and write `device: $($device)::+;`"
        ));
    };
    ($($wrong:tt)*) => {
        $crate::__private::core::compile_error!(
            "irqshare: `handlers!` begins with the device: `device: PATH;`, where PATH has the enum `Interrupt` (a PAC such \
             as `lm3s6965`, or a module of yours)"
        );
    };
}

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
    (unsafe @next $device:tt $priority:tt $attrs:tt fn SysTick $($rest:tt)*) => { $crate::__irqshare_refuse! { @values SysTick } };
    (unsafe @next $device:tt $priority:tt $attrs:tt fn PendSV $($rest:tt)*) => { $crate::__irqshare_refuse! { @values PendSV } };

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

    (unsafe @next $device:tt $priority:tt $attrs:tt $($wrong:tt)*) => {
        $crate::__private::core::compile_error!(
            "irqshare: a handler is written `fn NAME(isr) { .. }`, or on NVIC lines `fn NAME(isr, value: &mut Type) { .. }`, or `fn NAME;` if something else binds it, with \
             `#[priority(n)]` before it: no `pub`, no type for `isr`, no return type; NAME is the vector's name in the device's \
             `Interrupt`"
        );
    };
}

/// Handlers that no mask holds off, or that aren't interrupts.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_refuse {
    (RESET) => { $crate::__irqshare_refuse! { Reset } };
    (Reset) => {
        $crate::__private::core::compile_error!("irqshare: reset isn't an interrupt: write `irqshare::main! { fn main(main) { .. } }`");
    };
    (DefaultHandler) => {
        $crate::__private::core::compile_error!(
            "irqshare: DefaultHandler stands for any vector, so no cell could name its priority: bind each vector by its name, and \
             leave the default to the runtime crate"
        );
    };
    (@values $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` is an exception, not an NVIC line: it takes no values along. Write `fn ",
            $crate::__private::core::stringify!($name), "(isr) { .. }` and keep the value in a `Moved<T, ", $crate::__private::core::stringify!($name),
            ">` (with `unsafe-assume-single-core`), or in an `IrqMutex`"
        ));
    };
    (@bare $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `fn ", $crate::__private::core::stringify!($name), ";` has no body, since something else binds the handler: lint levels and a section belong there. Here stand `#[priority(n)]`, `#[cfg(..)]` and \
             documentation"
        ));
    };
    (@elsewhere $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `fn ", $crate::__private::core::stringify!($name), ";` names a handler that something else binds, which begins with `device: PATH;`, and perhaps `core: TYPE;`: move it to a `handlers!` of its own"
        ));
    };
    (@priority $name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` runs at the top priority, its reset value: remove `#[priority(n)]`"
        ));
    };
    ($name:ident) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($name), "` can't be bound: no critical section holds it off, so nothing could be shared with it \
             safely. Use the runtime crate's own attribute (`#[exception]`) and share atomics"
        ));
    };
}

/// The type of a vector and its `Vector` implementation; the rest is the architecture's (`arch`). `unsafe`: that the trampoline stands beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_vector {
    (unsafe [$($cfg:tt)*] [$($doc:tt)*] $name:ident, $number:expr, $priority:expr, $bits:expr $(, on_every_core: $every:expr)?) => {
        $($cfg)*
        #[doc = $crate::__private::core::concat!("The interrupt vector `", $crate::__private::core::stringify!($name), "`.\n")]
        $($doc)*
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        pub enum $name {}

        $($cfg)*
        const _: () = {
            // By full paths: a macro or type of the same name in the user's module must not stand in for them.
            use $crate::__private::core::primitive::{str, u8, u16};

            // SAFETY: the trampoline that stands beside this makes the only `Isr` of this type; the number and the
            // priority are those that it is bound and enabled with. What other cores can run is marked.
            unsafe impl $crate::Vector for $name {
                const NAME: &'static str = $crate::__private::core::stringify!($name);
                const NUMBER: u16 = $number;
                const PRIORITY: u16 = $priority;
                const PRIORITY_BITS: u8 = $bits;
                $(const ON_EVERY_CORE: $crate::__private::core::primitive::bool = $every;)?
            }

            $crate::__private::core::assert!(
                <$name as $crate::Vector>::PRIORITY >= 1
                    && <$name as $crate::Vector>::PRIORITY <= 1 << <$name as $crate::Vector>::PRIORITY_BITS,
                $crate::__private::core::concat!(
                    "irqshare: the device has no priority ", $crate::__private::core::stringify!($priority), " (handler `",
                    $crate::__private::core::stringify!($name),
                    "`): 1 is the lowest, and the highest is 1 << NVIC_PRIO_BITS on Cortex-M, 1 elsewhere"
                )
            );
        };
    };
}

/// A handler's body as a safe function. The user's attributes stand on it, never on the trampoline: but for the section, which can't change what that does.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_body {
    ([$($lint:tt)*] $name:ident () $body:block) => {
        $($lint)*
        #[inline(always)]
        fn __irqshare_body(_: &mut $crate::Isr<'_, $name>) $body
    };
    ([$($lint:tt)*] $name:ident ($isr:ident) $body:block) => {
        $($lint)*
        #[inline(always)]
        fn __irqshare_body($isr: &mut $crate::Isr<'_, $name>) $body
    };
}
