//! `Plain<T>`: what a `static mut` is on the target: unprotected, word by word. For showing the danger, and for writing mutants.

use super::engine::with;
use crate::arch::hosted::pieces;
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::ops::Range;
use core::panic::Location;

/// An unprotected cell, accessed word by word (byte by byte on the emulated AVR): it stands for a `static mut`.
///
/// Anyone may get and set it, at any time; what is torn or lost is what would be on the target. It exists on the model alone.
///
/// **Context**: anyone.
///
/// ```
/// use irqshare::model::{self, Plain, Setup};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_OVF(_isr) { TICKS.set(0x100) }
/// }
/// static TICKS: Plain<u16> = Plain::new(0xff); // static mut TICKS: u16 = 0xff;
///
/// let setup = Setup::avr().attach::<TIMER0_OVF>(1).reset(&TICKS, || 0xff).interrupts_on();
/// let failure = model::try_check(&setup, |_cpu, _main| {
///     let ticks = TICKS.get();
///     assert!([0xff, 0x100].contains(&ticks), "torn: {ticks:#x}"); // a `Global` wouldn't be
/// }).unwrap_err();
/// assert!(failure.message().contains("torn: 0x1ff"));
/// ```
#[derive(Debug)]
#[repr(transparent)]
pub struct Plain<T>(pub(super) UnsafeCell<T>);

// SAFETY: only the thread that runs the model gets past the hooks, and each access is made of copies between them.
unsafe impl<T: Bits> Sync for Plain<T> {}

/// Types of which any bytes make a value, so that a torn one is wrong but not undefined.
///
/// ```
/// use irqshare::model::{Bits, Plain};
///
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Position { x: i16, y: i16 }
/// // SAFETY: two numbers of two bytes: any bytes are a value, and there is no padding.
/// unsafe impl Bits for Position {}
///
/// static POSITION: Plain<Position> = Plain::new(Position { x: 0, y: 0 });
/// # let _ = &POSITION;
/// ```
///
/// # Safety
/// Every bit pattern is a value, and there is no padding.
#[diagnostic::on_unimplemented(
    message = "not any bytes are a `{Self}`, so it can't stand in a `Plain` or a `Register`",
    label = "wants a type of which any bytes are a value",
    note = "use a number of the same width, or an array of them: a `u8` for a `bool`"
)]
pub unsafe trait Bits: Copy + Send + 'static {}

macro_rules! bits {
    ($($type:ty)+) => {
        $(
            // SAFETY: a number: every bit pattern is a value, without padding.
            unsafe impl Bits for $type {}
            // SAFETY: numbers side by side.
            unsafe impl<const N: usize> Bits for [$type; N] {}
        )+
    };
}
bits!(u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize f32 f64);

impl<T: Bits> Plain<T> {
    /// Holds `value`.
    ///
    /// ```
    /// use irqshare::model::Plain;
    ///
    /// static BUFFER: Plain<[u8; 16]> = Plain::new([0; 16]); // static mut BUFFER: [u8; 16] = [0; 16];
    /// # let _ = &BUFFER;
    /// ```
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// The value, word by word: an interrupt may strike before each.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Plain, Setup};
    ///
    /// static MODE: Plain<u8> = Plain::new(0);
    /// let setup = Setup::avr().reset(&MODE, || 3);
    /// model::check(&setup, |_cpu, _main| {
    /// let mode = MODE.get(); // unsafe { MODE }
    /// assert_eq!(mode, 3);
    /// });
    /// ```
    #[track_caller]
    pub fn get(&self) -> T {
        let place = Location::caller();
        let from = self.0.get().cast::<MaybeUninit<u8>>();
        if self.is_a_word() {
            with(|m| m.access(from.cast(), size_of::<T>(), false, place));
            self.log(place, "reads", &(0..size_of::<T>()), None, from);
            // SAFETY: handlers run inside hooks alone, on this thread.
            return unsafe { self.0.get().read() };
        }
        let mut value = MaybeUninit::<T>::uninit();
        let to = value.as_mut_ptr().cast();
        // SAFETY: distinct memory of the same size.
        unsafe {
            pieces(from, to, size_of::<T>(), (from.cast(), false), |part| {
                self.log(place, "reads", &part, None, from);
            });
        }
        // SAFETY: all of it was copied, and any bytes are a `T`.
        let value = unsafe { value.assume_init() };
        if size_of::<T>() > 0 {
            self.log(place, "got", &(0..size_of::<T>()), None, (&raw const value).cast());
        }
        value
    }

    /// Whether one instruction reads or writes it.
    fn is_a_word(&self) -> bool {
        (1..=with(|m| m.word())).contains(&size_of::<T>())
    }

    /// Replaces the value, word by word: an interrupt may strike before each.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::model::{self, Plain, Setup};
    ///
    /// static MODE: Plain<u8> = Plain::new(0);
    /// let setup = Setup::avr().reset(&MODE, || 0);
    /// model::check(&setup, |_cpu, _main| {
    /// MODE.set(3); // unsafe { MODE = 3 }
    /// assert_eq!(MODE.get(), 3);
    /// });
    /// ```
    #[track_caller]
    pub fn set(&self, value: T) {
        let place = Location::caller();
        let (from, to) =
            ((&raw const value).cast::<MaybeUninit<u8>>(), self.0.get().cast::<MaybeUninit<u8>>());
        if self.is_a_word() {
            with(|m| m.access(to.cast_const().cast::<()>(), size_of::<T>(), true, place));
            self.log(place, "writes", &(0..size_of::<T>()), Some(to), from);
            // SAFETY: handlers run inside hooks alone, on this thread.
            return unsafe { self.0.get().write(value) };
        }
        // SAFETY: distinct memory of the same size.
        unsafe {
            pieces(from, to, size_of::<T>(), (to.cast(), true), |part| {
                self.log(place, "writes", &part, Some(to), from);
            });
        }
    }

    /// For the picture: `reads byte 0: 0xff`.
    fn log(
        &self,
        place: &'static Location<'static>,
        text: &str,
        part: &Range<usize>,
        before: Option<*const MaybeUninit<u8>>,
        after: *const MaybeUninit<u8>,
    ) {
        with(|m| {
            if m.draws() {
                let unit = if part.len() == 1 { "byte" } else { "word" };
                let named = (part.len() != size_of::<T>())
                    .then(|| std::format!("{unit} {}", part.start / part.len().max(1)));
                let hex = |bytes| hex(bytes, part);
                let object = (self.0.get().cast_const().cast(), size_of::<T>());
                m.log_access(
                    place,
                    object,
                    before.is_some(),
                    (text, named),
                    (before.map(hex), Some(hex(after))),
                );
            }
        });
    }

    /// `get`, then `set`: what is written in between is lost.
    ///
    /// **Panics** where no check runs.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model::{self, Plain, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) {
    ///         COUNT.update(|count| count + 1);
    ///         CAME.set(1);
    ///     }
    /// }
    /// static COUNT: Plain<u8> = Plain::new(0);
    /// static CAME: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1)
    ///     .reset(&COUNT, || 0).reset(&CAME, || 0).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     // unsafe { COUNT += 1 }: what the handler counts in between is lost
    ///     COUNT.update(|count| count + 1);
    ///     interrupts::free(|cs| assert_eq!(COUNT.get(), 1 + CAME.get_in(cs)));
    /// });
    /// assert!(failure.is_err());
    /// ```
    #[track_caller]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        self.set(f(self.get()));
    }

    /// What is there, as a device sees it: a DMA that sends a buffer.
    ///
    /// **Context**: devices ([`Setup::device`](super::Setup::device)) and what registers do. **Panics** where no check runs; a program that uses it fails the check.
    ///
    /// ```
    /// use irqshare::model::{self, Plain, Register, Setup};
    ///
    /// static BUFFER: Plain<[u8; 4]> = Plain::new([0; 4]);
    /// static LINE: Register<u8> = Register::new(0);
    ///
    /// let setup = Setup::cortex_m().reset(&BUFFER, || [1, 2, 3, 4]).reset(&LINE, || 0)
    ///     .device("dma", 1, |_cpu| LINE.poke(BUFFER.at(2).peek()));
    /// model::check(&setup, |_cpu, _main| assert!([0, 3].contains(&LINE.read())));
    /// ```
    #[track_caller]
    pub fn peek(&self) -> T {
        let place = Location::caller();
        with(|m| m.device_access(self.0.get().cast_const().cast(), size_of::<T>(), false, place));
        // SAFETY: only the thread that runs the model gets here, and nothing has a reference to it.
        unsafe { self.0.get().read() }
    }

    /// Replaces it, as a device does: a DMA that receives into a buffer. All at once; one that writes byte by byte acts as often.
    ///
    /// **Context**: as for [`peek`](Self::peek).
    ///
    /// ```
    /// use irqshare::model::{self, FailureKind, Plain, Setup};
    ///
    /// static BUFFER: Plain<[u8; 2]> = Plain::new([0; 2]);
    /// let setup = Setup::cortex_m().reset(&BUFFER, || [0; 2]).atomicity()
    ///     .device("dma", 1, |_cpu| BUFFER.at(0).poke(7));
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     BUFFER.at(0).set(1); // while the DMA has the buffer
    ///     BUFFER.at(1).set(2);
    ///     BUFFER.at(0).get();
    /// });
    /// assert_eq!(failure.unwrap_err().kind(), FailureKind::NotAtomic);
    /// ```
    #[track_caller]
    pub fn poke(&self, value: T) {
        let place = Location::caller();
        with(|m| m.device_access(self.0.get().cast_const().cast(), size_of::<T>(), true, place));
        // SAFETY: `device_access` refuses another thread than the run's and contexts of the program's, and handlers run inside hooks alone, so nothing else is at it.
        unsafe { self.0.get().write(value) }
    }
}

impl<T: Bits, const N: usize> Plain<[T; N]>
where
    [T; N]: Bits,
{
    /// One element, as a cell of its own: the others are other variables.
    ///
    /// **Panics** when there is none of this number.
    ///
    /// ```
    /// use irqshare::model::{self, Plain, Setup};
    ///
    /// static BUFFER: Plain<[u8; 4]> = Plain::new([0; 4]);
    /// let setup = Setup::avr().reset(&BUFFER, || [0; 4]);
    /// model::check(&setup, |_cpu, _main| {
    /// BUFFER.at(2).set(7); // unsafe { BUFFER[2] = 7 }: the other elements aren't touched
    /// assert_eq!(BUFFER.get(), [0, 0, 7, 0]);
    /// });
    /// ```
    #[track_caller]
    pub fn at(&self, index: usize) -> &Plain<T> {
        assert!(index < N, "irqshare: element {index} of an array of {N}");
        // SAFETY: the element is inside, and a `Plain` is laid out as what it holds.
        unsafe { &*self.0.get().cast::<Plain<T>>().add(index) }
    }
}

/// Some of the bytes at an address, as a number.
fn hex(bytes: *const MaybeUninit<u8>, part: &Range<usize>) -> std::string::String {
    let digits: std::string::String = part
        .clone()
        .rev()
        // SAFETY: bytes of a `Bits`, all of which are initialised.
        .map(|i| std::format!("{:02x}", unsafe { bytes.add(i).cast::<u8>().read() }))
        .collect();
    std::format!("0x{digits}")
}
