//! `IrqMutex<T>`: a value that anyone who holds a critical section may borrow.
//!
//! Contract: `&T` is lent for no longer than a critical section lasts. While one context is inside a section no other one is,
//! so `T` passes between contexts but is never used by two at once: `T: Send` is enough for `Sync`. The token can be copied, so
//! no `&mut T` is ever handed out; changing the value takes a `Cell` or a `RefCell` inside.

use crate::arch::whole;
use crate::hooks;
use crate::token::SectionToken;
use core::cell::{Cell, Ref, RefCell, RefMut, UnsafeCell};

/// A value that anyone who holds a critical section may borrow, with [`Cell`] or [`RefCell`] inside.
///
/// The classic `Mutex<RefCell<Option<T>>>`, for data whose users aren't known in advance (libraries, callbacks) or aren't bound by
/// [`handlers!`](crate::handlers!). Where they are known, a [`Shared`](crate::Shared) costs less and can't panic; a `Copy` value that is
/// read and written whole is better off in a [`Global`](crate::Global).
///
/// **Context**: anyone, with the token of a critical section. **Cost**: none beyond the section; with a `RefCell`, its flag (a byte or a
/// word of RAM, a check and two writes). With the section:
///
/// <!-- costs:
/// `Cell`: plus one = mutex-cell-main;
/// the same, in a handler = mutex-cell-handler;
/// the same, by `isr.cs()` = mutex-cell-handler-cs;
/// `RefCell<Option>`: [`with`](Self::with) = mutex-main;
/// the same, by `borrow`, `borrow_mut`, `unwrap` = mutex-main-classic;
/// the same, in a handler = mutex-handler;
/// the same, by `isr.cs()` = mutex-handler-cs;
/// -->
/// | [measured](crate::guide::cost) | ATmega328P, cycles | v6-M, instructions | v7-M and v8-M.main, instructions | RISC-V, instructions |
/// |---|---|---|---|---|
/// | `Cell`: plus one | 17 (11 masked) | 10 (5 masked) | 11 (5 masked) | 8 (6 masked) |
/// | the same, in a handler | 47 | 10 (5 masked) | 11 (5 masked) | 8 |
/// | the same, by `isr.cs()` | 35 | - | - | - |
/// | `RefCell<Option>`: [`with`](Self::with) | 40 (34 masked) | 22 (17 masked) | 19 (15 masked) | 17 (15 masked), without LTO 19 (17 masked) |
/// | the same, by `borrow`, `borrow_mut`, `unwrap` | 41 (35 masked), without LTO 47 (41 masked) | 24 (19 masked) | 22 (16 masked) | 19 (17 masked), without LTO 20 (18 masked) |
/// | the same, in a handler | 107 | 22 (17 masked) | 19 (15 masked) | 17, without LTO 19 |
/// | the same, by `isr.cs()` | 104 | - | - | - |
/// <!-- /costs -->
///
/// ```
/// use core::cell::RefCell;
/// use irqshare::{IrqMutex, interrupts, model};
///
/// struct Led(bool);
/// static LED: IrqMutex<RefCell<Option<Led>>> = IrqMutex::new(RefCell::new(None));
///
/// # let setup = model::Setup::cortex_m().reset(&LED, || RefCell::new(None));
/// # model::check(&setup, |_cpu, _main| {
/// interrupts::free(|cs| LED.put(cs, Led(false)));
/// let lit = interrupts::free(|cs| LED.with(cs, |led| { led.0 = !led.0; led.0 }));
/// assert_eq!(lit, Some(true));
/// # });
/// ```
#[repr(transparent)]
pub struct IrqMutex<T>(pub(crate) UnsafeCell<T>);

// SAFETY: `T` is reached only within a critical section (see the module), so one context at a time has it.
unsafe impl<T: Send> Sync for IrqMutex<T> {}

impl<T> IrqMutex<T> {
    /// Holds `value`.
    ///
    /// **Context**: anyone, also in a `static`'s initialiser. **Cost**: none, it is `const`.
    ///
    /// ```
    /// use core::cell::{Cell, RefCell};
    /// use irqshare::IrqMutex;
    ///
    /// struct Uart;
    /// // `Copy` values: nothing to check
    /// static RATE: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(9_600));
    /// // what isn't there yet
    /// static UART: IrqMutex<RefCell<Option<Uart>>> = IrqMutex::new(RefCell::new(None));
    /// ```
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// The value.
    ///
    /// **Context**: anyone: it is owned, so nobody else has it. **Cost**: a move.
    ///
    /// ```
    /// use core::cell::RefCell;
    /// use irqshare::IrqMutex;
    ///
    /// let cell = IrqMutex::new(RefCell::new(vec![1, 2])); // not a `static`
    /// assert_eq!(cell.into_inner().into_inner(), [1, 2]);
    /// ```
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }

    /// The value, through an exclusive reference: no section is needed.
    ///
    /// **Context**: whoever has `&mut`: nobody else has the value then. **Cost**: none.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::IrqMutex;
    ///
    /// struct Driver { errors: IrqMutex<Cell<u32>> }
    ///
    /// impl Driver {
    ///     fn reset(&mut self) {
    ///         *self.errors.get_mut() = Cell::new(0);
    ///     }
    /// }
    ///
    /// let mut driver = Driver { errors: IrqMutex::new(Cell::new(7)) };
    /// driver.reset();
    /// assert_eq!(driver.errors.into_inner().get(), 0);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }

    /// Lends the value for as long as the critical section lasts.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: none.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// struct Position { x: Cell<i16>, y: Cell<i16> }
    /// static POSITION: IrqMutex<Position> =
    ///     IrqMutex::new(Position { x: Cell::new(3), y: Cell::new(4) });
    ///
    /// # let setup = model::Setup::avr().reset(&POSITION, || Position { x: Cell::new(3), y: Cell::new(4) });
    /// # model::check(&setup, |_cpu, _main| {
    /// let (x, y) = interrupts::free(|cs| {
    ///     let position = POSITION.borrow(cs); // `&Position`, until the section ends
    ///     (position.x.get(), position.y.get())
    /// });
    /// assert_eq!((x, y), (3, 4));
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn borrow<'cs>(&'cs self, cs: impl SectionToken<'cs>) -> &'cs T {
        let _ = cs;
        hooks::touch(self.0.get());
        // SAFETY: within the section no other context runs, and nothing hands out a `&mut T` (but `get_mut`, which excludes this).
        unsafe { &*whole(self.0.get()) }
    }
}

impl<T> IrqMutex<Cell<T>> {
    /// Replaces the value.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a store; of a word, with the section: <!-- cost: mutex-cell-set -->ATmega328P 11 cycles (5
    /// masked); v6-M 8 instructions (3 masked); v7-M and v8-M.main 9 (3 masked); RISC-V 6 (4 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// static CALLBACK: IrqMutex<Cell<Option<fn()>>> = IrqMutex::new(Cell::new(None));
    ///
    /// /// In a library, whose users' handlers it doesn't know.
    /// pub fn on_alarm(callback: fn()) {
    ///     interrupts::free(|cs| CALLBACK.set(cs, Some(callback)));
    /// }
    ///
    /// let setup = model::Setup::cortex_m().reset(&CALLBACK, || Cell::new(None));
    /// model::check(&setup, |_cpu, _main| {
    ///     on_alarm(|| ());
    ///     assert!(interrupts::free(|cs| CALLBACK.get(cs)).is_some());
    /// });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn set<'cs>(&'cs self, cs: impl SectionToken<'cs>, value: T) {
        self.borrow(cs).set(value);
    }

    /// Replaces the value and gives back the old one.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a load and a store; of a word, with the section: <!-- cost: mutex-cell-replace -->ATmega328P
    /// 16 cycles (9 masked); v6-M 10 instructions (4 masked); v7-M and v8-M.main 11 (4 masked); RISC-V 8 (5 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// static RATE: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(9_600));
    ///
    /// # let setup = model::Setup::cortex_m().reset(&RATE, || Cell::new(9_600));
    /// # model::check(&setup, |_cpu, _main| {
    /// let before = interrupts::free(|cs| RATE.replace(cs, 115_200));
    /// // .. at the higher rate ..
    /// interrupts::free(|cs| RATE.set(cs, before));
    /// assert_eq!(before, 9_600);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn replace<'cs>(&'cs self, cs: impl SectionToken<'cs>, value: T) -> T {
        self.borrow(cs).replace(value)
    }

    /// Takes the value, leaving the default.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a load and a store; of a word, with the section: <!-- cost: mutex-cell-take -->ATmega328P 17
    /// cycles (11 masked); v6-M 10 instructions (5 masked); v7-M and v8-M.main 11 (5 masked); RISC-V 7 (5 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// static CALLBACK: IrqMutex<Cell<Option<fn() -> u8>>> = IrqMutex::new(Cell::new(Some(|| 7)));
    ///
    /// # let setup = model::Setup::cortex_m().reset(&CALLBACK, || Cell::new(Some((|| 7) as fn() -> u8)));
    /// # model::check(&setup, |_cpu, _main| {
    /// if let Some(callback) = interrupts::free(|cs| CALLBACK.take(cs)) {
    ///     callback(); // once, and outside of the section
    /// }
    /// assert!(interrupts::free(|cs| CALLBACK.take(cs)).is_none());
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn take<'cs>(&'cs self, cs: impl SectionToken<'cs>) -> T
    where
        T: Default,
    {
        // `Cell::take` isn't inlined without LTO.
        self.borrow(cs).replace(T::default())
    }

    /// The value.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: a load; of a word, with the section: <!-- cost: mutex-cell-get -->ATmega328P 11 cycles (5
    /// masked); v6-M 8 instructions (3 masked); v7-M and v8-M.main 9 (3 masked); RISC-V 6 (4 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn TIMER1_COMPA(isr) { STEPS.update(isr.cs(), |steps| steps + 1) }
    /// }
    /// static STEPS: IrqMutex<Cell<u16>> = IrqMutex::new(Cell::new(0xff));
    ///
    /// # let setup = model::Setup::avr().attach::<TIMER1_COMPA>(1).reset(&STEPS, || Cell::new(0xff)).interrupts_on();
    /// # model::check(&setup, |_cpu, _main| {
    /// let steps = interrupts::free(|cs| STEPS.get(cs)); // both bytes of one value
    /// assert!(steps == 0xff || steps == 0x100);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn get<'cs>(&'cs self, cs: impl SectionToken<'cs>) -> T
    where
        T: Copy,
    {
        self.borrow(cs).get()
    }

    /// Updates the value.
    ///
    /// **Context**: anyone, within a critical section.
    ///
    /// **Cost**: a load, `f` and a store; of a word, plus one, with the section: <!-- cost: mutex-cell-main -->ATmega328P 17 cycles (11 masked); v6-M 10
    /// instructions (5 masked); v7-M and v8-M.main 11 (5 masked); RISC-V 8 (6 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use core::cell::Cell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { lost() }
    /// }
    /// static LOST: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
    ///
    /// /// For main and any handler.
    /// fn lost() {
    ///     interrupts::free(|cs| LOST.update(cs, |lost| lost + 1));
    /// }
    ///
    /// let setup = model::Setup::cortex_m()
    ///     .attach::<UART0>(1).reset(&LOST, || Cell::new(0)).interrupts_on();
    /// model::check(&setup, |_cpu, _main| {
    ///     lost();
    ///     assert!(interrupts::free(|cs| LOST.get(cs)) >= 1);
    /// });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn update<'cs>(&'cs self, cs: impl SectionToken<'cs>, f: impl FnOnce(T) -> T)
    where
        T: Copy,
    {
        let cell = self.borrow(cs);
        cell.set(f(cell.get()));
    }
}

impl<T> IrqMutex<RefCell<T>> {
    /// Borrows the value, as [`RefCell::borrow`] does.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: checks, sets and clears the borrow flag; with the section: <!-- cost: mutex-borrow -->
    /// ATmega328P 19 cycles (11 masked); v6-M 12 instructions (7 masked); v7-M and v8-M.main 11 (7 masked); RISC-V 11 (9 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    /// **Panics** when the value is borrowed mutably further up.
    ///
    /// ```
    /// use core::cell::RefCell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// static NAME: IrqMutex<RefCell<String>> = IrqMutex::new(RefCell::new(String::new()));
    ///
    /// let setup = model::Setup::cortex_m().reset(&NAME, || RefCell::new("irq".into()));
    /// model::check(&setup, |_cpu, _main| {
    ///     let length = interrupts::free(|cs| NAME.borrow_ref(cs).len());
    ///     assert_eq!(length, 3);
    /// });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn borrow_ref<'cs>(&'cs self, cs: impl SectionToken<'cs>) -> Ref<'cs, T> {
        // Not `unwrap_or_else`: a closure would hide the caller from the panic.
        match self.borrow(cs).try_borrow() {
            Ok(value) => value,
            Err(_) => borrowed(),
        }
    }

    /// Borrows the value mutably, as [`RefCell::borrow_mut`] does.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: checks, sets and clears the borrow flag; with the section, and a new value: <!-- cost: mutex-borrow-mut -->
    /// ATmega328P 25 cycles (19 masked); v6-M 15 instructions (10 masked); v7-M and v8-M.main 12 (8 masked); RISC-V 12 (10 masked), without LTO 13 (11 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    /// **Panics** when the value is borrowed further up.
    ///
    /// ```
    /// use core::cell::RefCell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// static LOG: IrqMutex<RefCell<Vec<&str>>> = IrqMutex::new(RefCell::new(Vec::new()));
    ///
    /// # let setup = model::Setup::cortex_m().reset(&LOG, || RefCell::new(Vec::new()));
    /// # model::check(&setup, |_cpu, _main| {
    /// interrupts::free(|cs| LOG.borrow_ref_mut(cs).push("started")); // the borrow ends with the statement
    /// interrupts::free(|cs| {
    ///     let mut log = LOG.borrow_ref_mut(cs);
    ///     log.push("ready"); // a second borrow here would panic
    /// });
    /// assert_eq!(interrupts::free(|cs| LOG.borrow_ref(cs).len()), 2);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn borrow_ref_mut<'cs>(&'cs self, cs: impl SectionToken<'cs>) -> RefMut<'cs, T> {
        match self.borrow(cs).try_borrow_mut() {
            Ok(value) => value,
            Err(_) => borrowed(),
        }
    }
}

impl<T> IrqMutex<RefCell<Option<T>>> {
    /// Puts a value in and gives back the one that was there.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: the flag, and the move; with the section: <!-- cost: mutex-put -->ATmega328P 64 cycles (50
    /// masked); v6-M 23 instructions (15 masked); v7-M and v8-M.main 18 (10 masked); RISC-V 18 (16 masked), without LTO 19 (17 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    /// **Panics** inside [`with`](Self::with) of the same cell.
    ///
    /// ```
    /// use core::cell::RefCell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// #[derive(Debug, PartialEq)]
    /// struct Uart(u32);
    /// static UART: IrqMutex<RefCell<Option<Uart>>> = IrqMutex::new(RefCell::new(None));
    ///
    /// # let setup = model::Setup::cortex_m().reset(&UART, || RefCell::new(None));
    /// # model::check(&setup, |_cpu, _main| {
    /// // what was there is dropped here, after the section
    /// let before = interrupts::free(|cs| UART.put(cs, Uart(9_600)));
    /// assert_eq!(before, None);
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn put<'cs>(&'cs self, cs: impl SectionToken<'cs>, value: T) -> Option<T> {
        self.borrow_ref_mut(cs).replace(value)
    }

    /// Takes the value out, if there is one.
    ///
    /// **Context**: anyone, within a critical section. **Cost**: the flag, and the move; with the section: <!-- cost: mutex-take -->ATmega328P 41 cycles (35
    /// masked); v6-M 17 instructions (10 masked); v7-M and v8-M.main 15 (9 masked); RISC-V 15 (13 masked), without LTO 16 (14 masked),
    /// [measured](crate::guide::cost)<!-- /cost -->.
    /// **Panics** inside [`with`](Self::with) of the same cell.
    ///
    /// ```
    /// use core::cell::RefCell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// struct Uart;
    /// impl Uart { fn sleep(self) {} }
    /// static UART: IrqMutex<RefCell<Option<Uart>>> = IrqMutex::new(RefCell::new(Some(Uart)));
    ///
    /// # let setup = model::Setup::cortex_m().reset(&UART, || RefCell::new(Some(Uart)));
    /// # model::check(&setup, |_cpu, _main| {
    /// if let Some(uart) = interrupts::free(|cs| UART.take(cs)) {
    ///     uart.sleep(); // by value, outside of the section; handlers find `None` from here on
    /// }
    /// assert!(interrupts::free(|cs| UART.take(cs)).is_none());
    /// # });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn take<'cs>(&'cs self, cs: impl SectionToken<'cs>) -> Option<T> {
        self.borrow_ref_mut(cs).take()
    }

    /// Runs `f` with the value; `None` when there is none.
    ///
    /// **Context**: anyone, within a critical section. **Panics** inside `with` of the same cell.
    ///
    /// **Cost**: the flag, and the check of the `Option`; with the section: <!-- cost: mutex-main -->ATmega328P 40 cycles (34 masked); v6-M 22 instructions (17
    /// masked); v7-M and v8-M.main 19 (15 masked); RISC-V 17 (15 masked), without LTO 19 (17 masked), [measured](crate::guide::cost)<!-- /cost -->.
    ///
    /// ```
    /// use core::cell::RefCell;
    /// use irqshare::{IrqMutex, interrupts, model};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) {
    ///         let byte = interrupts::free(|cs| UART.with(cs, |uart| uart.read()));
    ///         assert_eq!(byte, Some(7)); // `None` if main had put no `Uart` in
    ///     }
    /// }
    /// struct Uart;
    /// impl Uart { fn read(&mut self) -> u8 { 7 } }
    /// static UART: IrqMutex<RefCell<Option<Uart>>> = IrqMutex::new(RefCell::new(None));
    ///
    /// let setup = model::Setup::cortex_m().attach::<UART0>(1).reset(&UART, || RefCell::new(None));
    /// model::check(&setup, |_cpu, main| {
    ///     interrupts::free(|cs| UART.put(cs, Uart));
    ///     UART0::enable(main);
    /// });
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn with<'cs, R>(&'cs self, cs: impl SectionToken<'cs>, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.borrow_ref_mut(cs).as_mut().map(f)
    }
}

/// Out of line, and without formatting, so that a borrow stays short.
#[cold]
#[inline(never)]
#[track_caller]
fn borrowed() -> ! {
    panic!(
        "irqshare: this IrqMutex<RefCell<..>> is borrowed already, further up in the same context: end that borrow first"
    )
}
