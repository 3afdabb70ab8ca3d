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

mod each;
mod emit;
mod refuse;

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
/// Write it in a module of its own (`mod irq`), since PACs have peripherals of the same names.
///
/// **Context**: at the level of items, in the binary crate or in a library that it links.
///
/// # The header
///
/// What it begins with depends on the chip and its runtime: [find yours](crate::guide::chips).
///
/// | header | for |
/// |---|---|
/// | `device: PATH;` | vectors that `handlers!` binds itself. `PATH::Interrupt` is the enum of them: a PAC's; on AVR also `irqshare::avr::atmega328p` (there is a table for every device; on hosts with the feature `avr-devices`); in host tests also `irqshare::model::lm3s6965` or `atmega328p`, or an enum of your own. On Cortex-M the enum implements cortex-m 0.7's `InterruptNumber`, as PACs' do; on RISC-V your crate depends on `riscv-rt`, whose attribute binds the handler, unless `attribute:` names another. A name that isn't in the enum is an error that shows the similar ones |
/// | `core: TYPE;` after it, or after an embassy HAL | Cortex-M chips with several cores: `TYPE` tells which core runs ([`CoreNumber`](crate::CoreNumber)). Each handler looks first, and **panics** on another core than main's |
/// | `attribute: ..;` after it | RISC-V chips whose interrupts come in another way than core interrupts do ([below](#other-runtimes-of-risc-v)) |
/// | `hal: PATH;` | on Cortex-M an embassy HAL, which binds its vectors itself ([below](#on-the-vectors-of-an-embassy-hal)) |
/// | `hal: esp_hal;` | an ESP32 with one RISC-V core: esp-hal binds handlers at run time, so their names are free ([below](#handlers-that-esp-hal-binds)). It needs the feature `unsafe-assume-single-core` |
///
/// On other CPUs `handlers!` refuses to bind.
///
/// # A handler
///
/// - The first argument is the name you give to its [`&mut Isr`](crate::Isr).
/// - `#[priority(n)]`: from 1, the lowest, to the highest that the chip has: `1 << NVIC_PRIO_BITS` on Cortex-M, 2 on WCH's PFIC, 14 or 7 behind `hal: esp_hal;`, and 1 elsewhere. The default is 1; on a vector of an embassy HAL it is the top.
///   [`main!`](crate::main!), [`Main::take`](crate::Main::take) and `enable` write it to the hardware.
/// - On lines of the NVIC and of WCH's PFIC, further arguments (`led: &mut Led`) are values that move in with `NAME::enable(main, led)` and come
///   back with `NAME::disable(main)`. Behind `hal: esp_hal;` that is `NAME::bind` and `NAME::unbind`. The handler checks that they are there, since other crates' safe functions can turn a line on without them: if so, it **panics**. **Cost**: that check; a
///   whole handler: <!-- cost: value-handler -->v6-M 14 instructions; v7-M and v8-M.main 13, [measured](crate::guide::cost)<!-- /cost -->.
/// - Attributes: `#[cfg(..)]`, documentation, lint levels, and `#[unsafe(link_section = "..")]` for a handler that runs from RAM; and `#[cfg_attr(..)]` with one of these. Others are refused: the hardware calls the
///   handler, under its vector's name.
/// - `SysTick` and `PendSV` run at the top priority, which is their reset value, and which [`main!`](crate::main!) writes again. NMI, HardFault and the other faults,
///   SVCall and DebugMonitor are refused: no mask holds them off. So is the non-maskable vector of XMEGA and newer AVRs.
///
/// About 60 handlers fit into one `handlers!`; with more, rustc's recursion limit is exceeded: write a second one, or raise the limit as the message says.
///
/// # What a line can do
///
/// The type of a line (Cortex-M's NVIC, WCH's PFIC) has:
/// - `enable(main, values..)`, at start-up, or again after `disable`. It writes the priority, then enables the line. **Panics** when the line
///   is enabled already, when the vector table holds another handler, or when the device doesn't take the priority or has fewer priority bits than its PAC says.
///   **Cost**: with a value: <!-- cost: line-enable -->v6-M 90 instructions (78 masked), without LTO 96 (84 masked); v7-M and v8-M.main 54 (45 masked), without
///   LTO 56 (47 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// - `disable(main)`, which gives the moved values back. **Cost**: with a value: <!-- cost: line-disable -->v6-M 23 instructions (18 masked), without LTO 34
///   (20 masked); v7-M and v8-M.main 24 (16 masked), without LTO 37 (18 masked), [measured](crate::guide::cost)<!-- /cost -->.
/// - `pause(context)` and `resume(context)`, in main and in handlers (`irq::CLOCK::pause(isr)`): they turn the line off, and on again if `pause` turned it off and main hasn't disabled it since. What comes meanwhile waits. **Cost**: on Cortex-M a byte and a register or two, two barriers (`pause`) or three (`resume`), and that byte of RAM for the line.
/// - `pend()`, from anywhere on main's core. **Cost**: one store: <!-- cost: line-pend -->v6-M 6 instructions; v7-M and v8-M.main 7,
///   [measured](crate::guide::cost)<!-- /cost -->.
///
/// Generic code calls them through the trait `Line`, where the handler takes no values.
///
/// Elsewhere the interrupt is enabled in its own registers: on AVR in the peripheral, on RISC-V in the peripheral and in `mie` or the PLIC. Behind `hal: esp_hal;` the driver does it.
///
/// # The promise of a single core
///
/// `handlers!` itself needs none, except behind `hal: esp_hal;`. Cells and values need it as follows: on Cortex-M, a `Shared` or a `Moved` of SysTick, PendSV or a vector of `hal: PATH;`, and values of such a vector, unless the handlers ask for their core (`core: TYPE;`); on RISC-V, every `Shared`, every `Moved` and every value.
///
/// # What nothing may change
///
/// Types can't see what other code does to the interrupt controller. A line that something else turns on (embassy-executor's `InterruptExecutor::start` does, for an executor that the handler
/// polls) finds its priority written, since [`main!`](crate::main!) and [`Main::take`](crate::Main::take) do that for every handler of the program. But while a cell relies on a vector,
/// nothing may change that priority. Mostly that is `unsafe`, but `InterruptExt::set_priority` of embassy and of atsamd-hal is safe, and so is `reset` of a PAC's own NVIC registers (`PPB` of rp2040-pac): not on a vector that is bound here
/// ([all duties](crate::guide::soundness)).
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
/// registers compared, a byte read and written twice: the first time a loop over the program's vectors. `pend()` is there, too; `enable` and `disable` are the binder's.
/// SysTick and PendSV, which run at the top unless told otherwise, take a `#[priority(n)]` here. [`main!`](crate::main!) writes the priority before anything else, so a binder may leave it as it is; [`Main::take`](crate::Main::take) and an entry's `main!`
/// leave what they find. On AVR and RISC-V nothing tells which handler runs, so `fn NAME;` doesn't compile there. On the model `Setup::attach_handler` says what the vector calls.
///
/// Handlers that aren't named take part through [`Global`](crate::Global) and [`IrqMutex`](crate::IrqMutex).
///
/// # On the vectors of an embassy HAL
///
/// A vector that a driver of embassy-nrf, embassy-stm32 or embassy-rp uses is bound by the HAL's `bind_interrupts!`, which calls several handlers one after the other. With `hal: PATH;` a handler of yours is one of them:
///
/// ```text
/// mod irq {
///     irqshare::handlers! {
///         hal: embassy_nrf;
///
///         #[priority(3)]
///         fn UARTE0(isr) { *super::RECEIVED.get_mut(isr) += 1 }
///     }
/// }
/// bind_interrupts!(struct Irqs { UARTE0 => uarte::InterruptHandler<peripherals::UARTE0>, irq::UARTE0; });
/// ```
///
/// - `PATH` has `interrupt` (the HAL's module) and `NVIC_PRIO_BITS` (its feature `rt`): the HAL, or a module of yours that exports both.
/// - Without `#[priority(n)]` it is the top, the reset value: the HAL's driver on that vector runs as if you weren't there. Another one is the driver's, too. [`main!`](crate::main!) and [`Main::take`](crate::Main::take) write it. What the
///   HAL's `init` writes for some vectors (`time_interrupt_priority` and the like in its `Config`) has to say the same.
/// - Each time, before its body runs, the handler looks at the NVIC, and **panics** if it runs at another priority, or in another vector: embassy's `set_priority` is safe. **Cost**: IPSR and the register of the priority are read and compared.
/// - The HAL's drivers turn their lines on. For others there is `NAME::enable(main, Irqs)`, where `Irqs` proves that the handler is bound. A handler that isn't bound can't be enabled.
/// - Values move in by `NAME::enable(main, Irqs, led)`, before the driver turns the line on: else the handler **panics**. `NAME::disable(main)` gives them back, and stops the driver's interrupts, too.
/// - Without the promise of a single core, it shares no `Shared` and no `Moved`, and takes no values, unless it asks for its core (`hal: embassy_rp; core: Sio;`): a driver turns its line on on the core where it is made.
/// - A section (`link_section`) is refused: the function that the vector table calls is the HAL's. So are `SysTick` and `PendSV`, for which a HAL has no names.
/// - On the model `PATH` isn't looked up: attach the vector by its type, and `enable` it with any value for `Irqs` (`()`). At one priority such vectors come after those of a `device:`.
///
/// A vector that the HAL doesn't bind is bound by `device:` as ever. Without the HAL's feature `unstable-pac`, `device: device;` names `mod device { pub use embassy_nrf::{NVIC_PRIO_BITS, interrupt::Interrupt}; }`; embassy-stm32 and embassy-rp have both names, too.
///
/// # Handlers that esp-hal binds
///
/// ```text
/// irqshare::handlers! {
///     hal: esp_hal;
///
///     #[priority(2)]
///     fn Tick(isr, timer: &mut PeriodicTimer<'static, Blocking>) { timer.clear_interrupt() }
///
///     fn Line(isr) { *BYTES.get_mut(isr) += 1 }
/// }
/// ```
///
/// - Priorities go from 1 (the lowest, and the default) to one below esp-hal's `Priority::max()`: 14 on ESP32-C2, C3, C6 and H2, 7 on C5 and C61. Handlers preempt each other by them.
/// - A handler without values has `irq::Line::handler()`, the `InterruptHandler` that a driver's `set_interrupt_handler` takes, and `interrupt::bind_handler`.
/// - A handler with values has, for main, `irq::Tick::bind(main, timer, |handler, timer| ..)`: the values move in, and the closure sets the driver's handler and lets it fire. `irq::Tick::unbind(main, |timer| timer.unlisten())` gives them back.
/// - Each handler looks first who calls it, because esp-hal lets safe code call it, too. It **panics** when interrupts are off, when a handler of the same priority or above has begun, and when the CPU runs at another level than its priority
///   ([what that keeps out](crate::guide::soundness)). **Cost**: mstatus and a word are read, the word is written twice, and esp-hal's `RunLevel::current` is called, which is most of it.
/// - On the model, attach them to `Setup::cortex_m()`, where handlers preempt each other by priority, as these do. The model's locks hold off only the handlers up to the ceiling, so it tries every schedule of the chip and some more. Values move in by `irq::Tick::enable(main, (), timer)`, and come back by `disable`.
///
/// # Other runtimes of RISC-V
///
/// ```
/// // The same file is tested on a host, where the header changes nothing: a PLIC's sources on `Setup::riscv()`, the PFIC's lines, which nest and are all masked at once, on `Setup::cortex_m0()`.
/// # mod e310x { pub mod interrupt { #[derive(Clone, Copy)] pub enum ExternalInterrupt { UART0 = 3, GPIO0 = 8 } } }
/// # mod ch32_metapac { #[derive(Clone, Copy)] pub enum Interrupt { USART1 = 32, TIM2 = 38 } }
/// use irqshare::Shared;
///
/// static COUNT: Shared<u32, (plic::UART0, plic::GPIO0)> = Shared::new(0);
/// static BYTES: Shared<u32, (pfic::USART1, pfic::TIM2)> = Shared::new(0);
///
/// mod plic {
///     irqshare::handlers! {
///         device: super::e310x::interrupt; // in your program: e310x::interrupt, which has the enum `ExternalInterrupt`
///         attribute: riscv_rt::external_interrupt;
///         fn UART0(isr) { *super::COUNT.get_mut(isr) += 1 }
///         fn GPIO0(isr) { *super::COUNT.get_mut(isr) += 1 }
///     }
/// }
/// mod pfic {
///     irqshare::handlers! {
///         device: super::ch32_metapac; // in your program: ch32_metapac
///         attribute: qingke_rt::interrupt;
///         fn USART1(isr) { super::BYTES.lock(isr, |bytes| *bytes += 1) }
///         #[priority(2)]
///         fn TIM2(isr) { *super::BYTES.get_mut(isr) += 1 }
///     }
/// }
/// # fn main() {
/// # use irqshare::model::{self, Setup};
/// # let setup = Setup::riscv().attach::<plic::UART0>(1).attach::<plic::GPIO0>(1).reset(&COUNT, || 0).interrupts_on();
/// # model::check(&setup, |_cpu, main| assert!(COUNT.lock(main, |count| *count) <= 2));
/// # let setup = Setup::cortex_m0().attach::<pfic::USART1>(1).attach::<pfic::TIM2>(1).reset(&BYTES, || 0).interrupts_on();
/// # model::check(&setup, |_cpu, main| assert!(BYTES.lock(main, |bytes| *bytes) <= 2));
/// # }
/// ```
///
/// - `attribute: riscv_rt::external_interrupt;`: the sources of a PLIC, whose PAC has the enum `ExternalInterrupt` and a dispatcher. None of them preempts another, whatever the PLIC's priorities; enable them in the PLIC. **Cost**: the same as a handler of riscv-rt's.
/// - `attribute: qingke_rt::interrupt;`: the lines of WCH's PFIC (CH32V and the like), with the feature `qingke`. There are two priorities. `SysTick` and `Software`, the core's own, are lines like others, but `SysTick` takes no values. The device's enum implements the unsafe trait `InterruptNumber` that stands
///   beside it, as ch32-metapac's does (the svd2rust PACs, ch32v0 to ch32v3, don't put their vectors where qingke-rt has its table). **Cost**, on CH32V003: a lock nine instructions, `disable` with a value fourteen, `pend` four.
/// - `attribute: unsafe(PATH);`: any other attribute, which stands on the function as `#[PATH]`; in `unsafe(PATH(_))` the `_` becomes the interrupt's path, `DEVICE::Interrupt::NAME`, and other arguments stay what they are. The word `unsafe` is your promise, for each handler of this `handlers!`:
///   - the attribute makes the function the handler of the interrupt NAME. The hardware, or a dispatcher of the runtime's, calls it as that, on main's hart, in machine mode; nothing else does, under any name that safe code could use;
///   - mstatus.MIE is clear from its call to its end, unless unsafe code of the program sets it: it is preempted by no handler that uses this crate or critical-section, and not by itself;
///   - a clear mstatus.MIE holds it off: it is neither an exception nor a non-maskable interrupt.
///
///   Handlers that nest don't keep it. For them use the lines of the PFIC, `Global` and `IrqMutex`, or implement [`Vector`](crate::Vector) by hand, with a [mask of your own](crate::mask::Mask).
///
/// # Once each
///
/// A vector that is bound twice doesn't build, or, where the linker takes one of two crates' in silence, `enable` panics. One that a `handlers!` names without a body, and another one as well, panics in its first `in_handler`.
#[macro_export]
macro_rules! handlers {
    (device: $($device:ident)::+; attribute: $($attribute:tt)*) => {
        $crate::__irqshare_attribute! { unsafe [$($device)::+] $($attribute)* }
    };
    (device: :: $($device:ident)::+; attribute: $($attribute:tt)*) => {
        $crate::__irqshare_attribute! { unsafe [:: $($device)::+] $($attribute)* }
    };
    (device: $($device:ident)::+; core: $core:ty; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@core [$core] [$($device)::+]] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (device: :: $($device:ident)::+; core: $core:ty; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@core [$core] [:: $($device)::+]] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (device: $($device:ident)::+; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [$($device)::+] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (device: :: $($device:ident)::+; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [:: $($device)::+] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (device: $device:path; $($handlers:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($device), "` comes from a macro as one piece, which can't be taken apart: let that macro take \
             `$($device:ident)::+` instead of `$device:path`, and write `device: $($device)::+;`"
        ));
    };
    (hal: $($hal:ident)::+; core: $core:ty; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@core [$core] [@hal [$($hal)::+]]] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (hal: :: $($hal:ident)::+; core: $core:ty; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@core [$core] [@hal [:: $($hal)::+]]] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (hal: $($hal:ident)::+; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@hal [$($hal)::+]] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (hal: :: $($hal:ident)::+; $($handlers:tt)*) => {
        $crate::__irqshare_handlers! { unsafe @next [@hal [:: $($hal)::+]] [] {[] [] [] []} $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (hal: $hal:path; $($handlers:tt)*) => {
        $crate::__private::core::compile_error!($crate::__private::core::concat!(
            "irqshare: `", $crate::__private::core::stringify!($hal), "` comes from a macro as one piece, which can't be taken apart: let that macro take \
             `$($hal:ident)::+` instead of `$hal:path`, and write `hal: $($hal)::+;`"
        ));
    };
    ($($wrong:tt)*) => {
        $crate::__private::core::compile_error!(
            "irqshare: `handlers!` begins with `device: PATH;`, where PATH has the enum `Interrupt` (a PAC such as `lm3s6965`, or a module of yours), or with `hal: PATH;`, where PATH is an embassy HAL or \
             `esp_hal`"
        );
    };
}

/// What stands behind `attribute:`. `arch::attribute` says what becomes of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __irqshare_attribute {
    (unsafe [$($device:tt)*] $(::)? riscv_rt::external_interrupt; $($handlers:tt)*) => {
        $crate::__irqshare_with_attribute! { unsafe [@attribute external $($device)*] $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (unsafe [$($device:tt)*] $(::)? qingke_rt::interrupt; $($handlers:tt)*) => {
        $crate::__irqshare_with_attribute! { unsafe [@attribute pfic $($device)*] $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (unsafe [$($device:tt)*] unsafe($($attribute:tt)+); $($handlers:tt)*) => {
        $crate::__irqshare_with_attribute! { unsafe [@attribute promised [$($attribute)+] $($device)*] $($handlers)* }
        $crate::__irqshare_neighbours! { $($handlers)* }
    };
    (unsafe $device:tt $($wrong:tt)*) => {
        $crate::__private::core::compile_error!(
            "irqshare: after `attribute:` stands what binds the handlers, and `;`: `riscv_rt::external_interrupt` for a PLIC's sources, `qingke_rt::interrupt` for WCH's PFIC, or \
             `unsafe(PATH)` for another runtime's attribute, with the promise that the documentation of `handlers!` describes; riscv-rt's core interrupts need no `attribute:`"
        );
    };
}
