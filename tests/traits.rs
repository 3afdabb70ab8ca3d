//! What the types promise to the compiler: who is `Send`, `Sync` and `Copy`, and what anything costs in bytes. Each line is checked when this file
//! compiles. Then the one misuse that only a run can refuse: a tuple lock that names a cell twice.

#![allow(missing_docs)]

use core::cell::{Cell, RefCell};
use irqshare::interrupts::Saved;
use irqshare::model::{self, Bits, FailureKind, Plain, Setup};
use irqshare::{
    AtomicWaker, CeilingMutex, CriticalSection, Event, Global, IrqMutex, Isr, Main, MainHandle, Moved,
    Published, Shared, Signal, Wait, WakerRegistration,
};
use static_assertions::{
    assert_eq_align, assert_eq_size, assert_impl_all, assert_not_impl_any, const_assert_eq,
};
use std::rc::Rc;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {
            isr.lock((&super::A, &super::B), |(a, b)| *a += *b);
        }
        #[priority(2)]
        fn TIMER0(isr) {
            isr.lock((&super::C, &super::C), |(c, again)| core::mem::swap(c, again));
        }
    }
}
use irq::{TIMER0, UART0};

type Both = (UART0, TIMER0);

// ---- contexts and tokens: proofs, not values; none can be copied into another context ----

assert_not_impl_any!(Main: Send, Sync, Copy, Clone, Default);
assert_not_impl_any!(&'static Main: Send, Sync);
assert_not_impl_any!(&'static mut Main: Send, Sync);
assert_not_impl_any!(Isr<'static, UART0>: Send, Sync, Copy, Clone, Default);
assert_not_impl_any!(&'static Isr<'static, UART0>: Send, Sync);
assert_not_impl_any!(&'static mut Isr<'static, UART0>: Send, Sync);
assert_not_impl_any!(Saved: Send, Sync, Copy, Clone, Default);
assert_not_impl_any!(&'static Saved: Send, Sync);
// A token is copied freely within its section, which its lifetime ends.
assert_impl_all!(CriticalSection<'static>: Copy, Clone);
assert_not_impl_any!(CriticalSection<'static>: Send, Sync, Default);

const_assert_eq!(size_of::<Main>(), 0);
const_assert_eq!(size_of::<Isr<'static, UART0>>(), 0);
const_assert_eq!(size_of::<CriticalSection<'static>>(), 0);
const_assert_eq!(align_of::<Main>(), 1);
const_assert_eq!(align_of::<Isr<'static, UART0>>(), 1);
const_assert_eq!(align_of::<CriticalSection<'static>>(), 1);
// SREG's byte.
const_assert_eq!(size_of::<Saved>(), 1);

// ---- cells: shared by everyone if what they hold may travel; nothing else is asked of it ----

assert_impl_all!(Global<u32>: Sync, Send);
assert_impl_all!(Global<Option<u8>>: Sync);
assert_not_impl_any!(Global<u32>: Copy, Clone);
// Copies would meet.
assert_not_impl_any!(Global<&'static Cell<u32>>: Sync);
assert_not_impl_any!(Global<*mut u32>: Sync, Send);
assert_not_impl_any!(Global<Vec<u8>>: Sync);

// `Cell` isn't `Sync`: a section is what keeps it to one context at a time.
assert_impl_all!(IrqMutex<Cell<u32>>: Sync, Send);
assert_impl_all!(IrqMutex<RefCell<Option<Vec<u8>>>>: Sync, Send);
assert_not_impl_any!(IrqMutex<u32>: Copy, Clone);
assert_not_impl_any!(IrqMutex<Rc<u32>>: Sync, Send);
assert_not_impl_any!(IrqMutex<*mut u32>: Sync, Send);
assert_not_impl_any!(IrqMutex<&'static Cell<u32>>: Sync, Send);
assert_not_impl_any!(IrqMutex<Main>: Sync, Send);
assert_not_impl_any!(IrqMutex<CriticalSection<'static>>: Sync, Send);

// It lends `&mut T`: what is `Send` may pass from context to context, and a proof or a borrowed cell may not.
assert_impl_all!(CeilingMutex<Cell<u32>, UART0>: Sync, Send);
assert_impl_all!(CeilingMutex<Vec<u8>, Both>: Sync, Send);
assert_not_impl_any!(CeilingMutex<u32, UART0>: Copy, Clone);
assert_not_impl_any!(CeilingMutex<Rc<u32>, UART0>: Sync, Send);
assert_not_impl_any!(CeilingMutex<*mut u32, UART0>: Sync, Send);
assert_not_impl_any!(CeilingMutex<&'static Cell<u32>, UART0>: Sync, Send);
assert_not_impl_any!(CeilingMutex<Main, UART0>: Sync, Send);
assert_not_impl_any!(CeilingMutex<Isr<'static, UART0>, UART0>: Sync, Send);
assert_not_impl_any!(CeilingMutex<Option<MainHandle<'static>>, UART0>: Sync, Send);
assert_not_impl_any!(CeilingMutex<CriticalSection<'static>, UART0>: Sync, Send);

assert_impl_all!(Shared<u32, UART0>: Sync, Send);
assert_impl_all!(Shared<Cell<u32>, Both>: Sync, Send);
assert_not_impl_any!(Shared<u32, UART0>: Copy, Clone);
assert_not_impl_any!(Shared<Rc<u32>, UART0>: Sync, Send);
assert_not_impl_any!(Shared<*mut u32, Both>: Sync, Send);
assert_not_impl_any!(Shared<&'static Cell<u32>, UART0>: Sync, Send);
assert_not_impl_any!(Shared<Option<Main>, UART0>: Sync, Send);
assert_not_impl_any!(Shared<Option<Isr<'static, UART0>>, UART0>: Sync, Send);
assert_not_impl_any!(Shared<Option<Saved>, UART0>: Sync, Send);

assert_impl_all!(Moved<Cell<u32>, UART0>: Sync, Send);
assert_not_impl_any!(Moved<u32, UART0>: Copy, Clone);
assert_not_impl_any!(Moved<Rc<u32>, UART0>: Sync, Send);
assert_not_impl_any!(Moved<Main, UART0>: Sync, Send);

assert_impl_all!(Published<u32, UART0>: Sync, Send);
assert_not_impl_any!(Published<u32, UART0>: Copy, Clone);
assert_not_impl_any!(Published<Rc<u32>, UART0>: Sync);
assert_not_impl_any!(Published<&'static Cell<u32>, UART0>: Sync);
assert_not_impl_any!(Published<Cell<u32>, UART0>: Sync);

assert_impl_all!(Plain<u32>: Sync);
// A raw pointer is an address there: using it needs `unsafe`. A struct is used by its fields.
assert_impl_all!(Plain<*mut u32>: Sync);
assert_impl_all!(*mut [u32]: Bits);
assert_impl_all!(&'static u32: Bits);
assert_impl_all!([Option<fn(u32) -> u32>; 2]: Bits);
assert_not_impl_any!(&'static Cell<u32>: Bits);
assert_not_impl_any!(CriticalSection<'static>: Bits);
assert_not_impl_any!(Option<CriticalSection<'static>>: Bits);
assert_not_impl_any!(Option<u8>: Bits);
assert_not_impl_any!((u8, u32): Bits);

// Panics unwind through cells; what they hold may be half changed.
assert_not_impl_any!(IrqMutex<Cell<u32>>: core::panic::RefUnwindSafe);

// ---- sizes: a cell is its value, and nothing beside it ----

#[repr(C)]
#[derive(Clone, Copy)]
struct Padded {
    byte: u8,
    word: u32,
    tail: u16,
}

#[repr(C, align(64))]
#[derive(Clone, Copy)]
struct Aligned(u8);

macro_rules! as_large_as_the_value {
    ($($value:ty),+ $(,)?) => { $(
        assert_eq_size!(Global<$value>, $value);
        assert_eq_align!(Global<$value>, $value);
        assert_eq_size!(Published<$value, UART0>, $value);
        assert_eq_align!(Published<$value, UART0>, $value);
        assert_eq_size!(IrqMutex<$value>, $value);
        assert_eq_align!(IrqMutex<$value>, $value);
        assert_eq_size!(Shared<$value, UART0>, $value);
        assert_eq_align!(Shared<$value, UART0>, $value);
        assert_eq_size!(Shared<$value, Both>, $value);
        assert_eq_align!(Shared<$value, Both>, $value);
        assert_eq_size!(Moved<$value, UART0>, Option<$value>);
        assert_eq_align!(Moved<$value, UART0>, Option<$value>);
    )+ };
}
as_large_as_the_value! {
    (), u8, u16, u32, u64, u128, bool, char, [u8; 3], [u16; 5], Option<u8>, Option<&'static u32>, &'static str, (u8, u32), Padded, Aligned,
}
assert_eq_size!(IrqMutex<RefCell<Option<Vec<u8>>>>, RefCell<Option<Vec<u8>>>);
assert_eq_size!(IrqMutex<Cell<u32>>, u32);
// A flag beside the value.
assert_eq_size!(CeilingMutex<[u8; 3], UART0>, [u8; 4]);

// ---- waiting: reached from anywhere; a task is main's alone ----

// Copied freely among main's tasks, for as long as main is lent; never elsewhere.
assert_impl_all!(MainHandle<'static>: Copy, Clone, Unpin, core::fmt::Debug);
assert_not_impl_any!(MainHandle<'static>: Send, Sync, Default, irqshare::Context);
assert_not_impl_any!(&'static MainHandle<'static>: Send, Sync);
assert_not_impl_any!(IrqMutex<Cell<Option<MainHandle<'static>>>>: Sync, Send);
assert_not_impl_any!(Shared<Option<MainHandle<'static>>, UART0>: Sync, Send);
assert_not_impl_any!(Signal<MainHandle<'static>>: Sync, Send);
const_assert_eq!(size_of::<MainHandle<'static>>(), 0);
const_assert_eq!(align_of::<MainHandle<'static>>(), 1);

assert_impl_all!(Event: Sync, Send, Default, Unpin);
assert_not_impl_any!(Event: Copy, Clone);
assert_impl_all!(AtomicWaker: Sync, Send, Default, Unpin);
assert_not_impl_any!(AtomicWaker: Copy, Clone);
// `Cell` isn't `Sync`: values are moved in and out, and nobody gets a reference.
assert_impl_all!(Signal<Cell<u32>>: Sync, Send, Default);
assert_not_impl_any!(Signal<u32>: Copy, Clone);
assert_not_impl_any!(Signal<Rc<u32>>: Sync, Send);
assert_not_impl_any!(Signal<*mut u32>: Sync, Send);
assert_not_impl_any!(Signal<&'static Cell<u32>>: Sync, Send);
assert_not_impl_any!(Signal<Main>: Sync, Send);
assert_not_impl_any!(Signal<CriticalSection<'static>>: Sync, Send);
// Plain data: a `Shared` is what makes it reachable.
assert_impl_all!(WakerRegistration: Send, Sync, Default, Unpin);
assert_not_impl_any!(WakerRegistration: Copy, Clone);

// Sent to the executor of an interrupt, or of another core, with its task; pinned, for its address is its name.
assert_impl_all!(Wait<'static, Event>: Send, Future<Output = core::num::NonZero<u16>>);
assert_impl_all!(Wait<'static, Signal<Cell<u8>>>: Send, Future<Output = Cell<u8>>);
assert_not_impl_any!(Wait<'static, Event>: Unpin, Copy, Clone, Sync);
assert_not_impl_any!(Wait<'static, Signal<u8>>: Unpin, Copy, Clone);

// A waker is two words, of which one is never null.
const_assert_eq!(size_of::<AtomicWaker>(), 2 * size_of::<usize>());
const_assert_eq!(size_of::<WakerRegistration>(), 2 * size_of::<usize>());
// The waker, the address, and the value with its padding.
const_assert_eq!(size_of::<Event>(), 4 * size_of::<usize>());
const_assert_eq!(size_of::<Signal<()>>(), 4 * size_of::<usize>());
const_assert_eq!(size_of::<Signal<core::num::NonZero<u8>>>(), 4 * size_of::<usize>());
const_assert_eq!(size_of::<Signal<[usize; 4]>>(), size_of::<[usize; 8]>());
const_assert_eq!(size_of::<Wait<'static, Event>>(), 2 * size_of::<usize>());
assert_eq_size!(Wait<'static, Signal<[u8; 64]>>, Wait<'static, Event>);

// ---- a cell named twice ----

static A: Shared<u32, UART0> = Shared::new(0);
static B: Shared<u32, UART0> = Shared::new(0);
static C: Shared<u32, TIMER0> = Shared::new(0);
static EMPTY: Shared<(), UART0> = Shared::new(());
static PAIR: [Shared<(), UART0>; 2] = [const { Shared::new(()) }; 2];

fn setup() -> Setup {
    Setup::cortex_m().reset(&A, || 1).reset(&B, || 2).reset(&EMPTY, || ()).reset(&PAIR[0], || ())
}

/// The message of the failure that `body` ends in.
fn refusal(setup: &Setup, body: impl Fn(&mut Main)) -> String {
    let failure = model::try_check(setup, |_cpu, main| body(main)).expect_err("it must be refused");
    assert_eq!(failure.kind(), FailureKind::Panic, "{failure}");
    failure.message().to_owned()
}

#[track_caller]
fn assert_says_what_to_do(message: &str) {
    assert!(
        message.starts_with("irqshare: a tuple lock names one cell twice")
            && message.contains("name each cell once"),
        "{message}"
    );
}

#[test]
fn a_tuple_of_distinct_cells_is_locked() {
    model::check(&setup(), |_cpu, main| {
        main.lock((&A, &B), |(a, b)| core::mem::swap(a, b));
        assert_eq!(main.lock((&B, &A), |(b, a)| (*a, *b)), (2, 1));
        main.lock((&A, &EMPTY), |(a, ())| *a += 1);
    });
}

#[test]
fn a_cell_named_twice_is_refused() {
    assert_says_what_to_do(&refusal(&setup(), |main| main.lock((&A, &A), |(a, b)| core::mem::swap(a, b))));
}

#[test]
fn a_cell_named_twice_is_refused_wherever_it_stands() {
    assert_says_what_to_do(&refusal(&setup(), |main| main.lock((&A, &B, &A), |(a, _, c)| *a += *c)));
    assert_says_what_to_do(&refusal(&setup(), |main| main.lock((&A, &B, &B), |(_, b, c)| *b += *c)));
    assert_says_what_to_do(&refusal(&setup(), |main| {
        main.lock((&A, &EMPTY, &PAIR[0], &B, &PAIR[0], &A), |_| ());
    }));
}

/// The refusal comes before the lock: nothing is lent, nothing stays masked.
#[test]
fn a_refusal_leaves_nothing_locked() {
    model::check(&setup(), |_cpu, main| {
        let refused = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
            main.lock((&A, &A), |_| unreachable!("it must be refused"));
        }));
        assert_says_what_to_do(refused.expect_err("refused").downcast_ref::<&str>().expect("a literal"));
        assert!(irqshare::interrupts::are_enabled());
        A.lock(main, |a| assert_eq!(*a, 1));
    });
}

#[test]
fn a_zero_sized_cell_named_twice_is_refused() {
    assert_says_what_to_do(&refusal(&setup(), |main| main.lock((&EMPTY, &EMPTY), |_| ())));
}

/// Two zero-sized cells may share an address, so they can't be told from one that is named twice.
#[test]
fn two_zero_sized_cells_at_one_address_are_refused() {
    let message = refusal(&setup(), |main| main.lock((&PAIR[0], &PAIR[1]), |_| ()));
    assert_says_what_to_do(&message);
    assert!(message.contains("zero-sized"), "{message}");
}

/// Wherever the linker puts two zero-sized statics, the answer is one of the two.
#[test]
fn two_zero_sized_statics_are_locked_or_refused() {
    let result = model::try_check(&setup(), |_cpu, main| main.lock((&EMPTY, &PAIR[0]), |_| ()));
    if core::ptr::eq(core::ptr::from_ref(&EMPTY), core::ptr::from_ref(&PAIR[0])) {
        assert_says_what_to_do(result.expect_err("one address").message());
    } else {
        assert!(result.expect("two addresses").complete());
    }
}

#[test]
fn a_handler_that_names_a_cell_twice_is_refused() {
    let setup = Setup::avr().every_order().interrupts_on().attach::<TIMER0>(1).reset(&C, || 0);
    let failure = model::try_check(&setup, |_cpu, _main| ()).expect_err("it must be refused");
    assert_says_what_to_do(failure.message());
}

/// Catches what `register` gives back being no longer sent along with its task, or larger than the waker in it.
#[test]
fn a_replaced_waker_goes_along_with_its_task() {
    fn size_of_sent<T: Send + Sync>(sent: &T) -> usize {
        size_of_val(sent)
    }
    let replaced = WakerRegistration::new().register(std::task::Waker::noop());
    assert_eq!(size_of_sent(&replaced), 2 * size_of::<usize>());
}

/// As many as the DMA streams of an STM32F4: the last one counts for the ceiling, and is let in.
mod sixteen {
    use irqshare::{Shared, Vectors};

    mod irq {
        irqshare::handlers! {
            device: irqshare::model::lm3s6965;
            fn GPIOA() {}
            fn GPIOB() {}
            fn GPIOC() {}
            fn GPIOD() {}
            fn GPIOE() {}
            fn UART0() {}
            fn UART1() {}
            fn SSI0() {}
            fn I2C0() {}
            fn QEI0() {}
            fn TIMER_0A() {}
            fn TIMER_0B() {}
            fn TIMER_1A() {}
            fn TIMER_1B() {}
            fn TIMER_2A() {}
            #[priority(3)]
            fn TIMER_2B(isr) { *super::COUNT.get_mut(isr) += 1 }
        }
    }

    #[rustfmt::skip]
    type All = (
        irq::GPIOA, irq::GPIOB, irq::GPIOC, irq::GPIOD, irq::GPIOE, irq::UART0, irq::UART1, irq::SSI0,
        irq::I2C0, irq::QEI0, irq::TIMER_0A, irq::TIMER_0B, irq::TIMER_1A, irq::TIMER_1B, irq::TIMER_2A, irq::TIMER_2B,
    );
    static COUNT: Shared<u32, All> = Shared::new(0);

    #[test]
    fn the_last_of_sixteen_counts() {
        assert_eq!(<All as Vectors>::CEILING.priority(), 3);
        let setup =
            irqshare::model::Setup::cortex_m().attach::<irq::TIMER_2B>(1).reset(&COUNT, || 0).interrupts_on();
        irqshare::model::check(&setup, |_, main| assert!(COUNT.lock(main, |count| *count) <= 1));
    }
}
