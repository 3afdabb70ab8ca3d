//! `Plain<T>`: what a `static mut` is on the target: unprotected, word by word. For showing the danger, and for writing mutants.

use super::bits::{hex, shown};
use super::engine::Place;
use super::engine::{Accessed, Object, Value, access_whole, if_running, with};
use super::held::Bits;
use crate::arch::hosted::{Whole, copy, pieces};
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::ops::Range;

/// An unprotected cell, accessed word by word (byte by byte on the emulated AVR): it stands for a `static mut`.
///
/// Anyone may get and set it, at any time; what is torn or lost is what would be on the target. On AVR, what is wider than a byte is read from the lowest byte up, and written from the highest one down, as rustc does it (on AVRs that
/// nest, in pairs of which the lower byte comes first). It exists on the model alone.
///
/// In pictures its value is in hex, unless it is a signed number, a float, a flag or a character; a word or byte of it is always, as it is no value by itself.
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

// SAFETY: only the thread that runs the model gets past the hooks, and each access is made of copies between them. What isn't `Bits` is reached by its fields alone, which are.
unsafe impl<T: Copy + 'static> Sync for Plain<T> {}

impl<T: Copy + 'static> Plain<T> {
    /// Holds `value`. One that isn't [`Bits`], a struct say, is used by its fields: [`plain_field!`](crate::plain_field).
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

    /// A part of it, as a cell of its own.
    ///
    /// # Safety
    /// At so many bytes stands a field of the type `F`, aligned, and of a struct: what a union holds may
    /// be no value of it.
    #[doc(hidden)]
    pub unsafe fn __field<F: Copy + 'static>(
        &self,
        at: usize,
        name: &'static str,
        _: fn(*const T) -> *const F,
        _: fn(&T),
    ) -> &Plain<F> {
        if_running(|m| m.names_field((self.0.get().cast(), size_of::<T>()), (at, size_of::<F>()), name));
        // SAFETY: the field is inside, says the caller, and a `Plain` is laid out as what it holds.
        unsafe { &*self.0.get().byte_add(at).cast::<Plain<F>>() }
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
    pub fn get(&self) -> T
    where
        T: Bits,
    {
        match access_whole(self.0.get().cast_const().cast(), Self::OBJECT, false) {
            Accessed::Whole => {}
            Accessed::Drawn => {
                let from = self.0.get().cast::<MaybeUninit<u8>>();
                self.log(Place::caller(), "reads", &(0..size_of::<T>()), None, from);
            }
            Accessed::InParts => return self.get_in_parts(),
        }
        // SAFETY: handlers run inside hooks alone, on this thread; it is written as one word, too.
        unsafe { self.0.get().read() }
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
    pub fn set(&self, value: T)
    where
        T: Bits,
    {
        match access_whole(self.0.get().cast_const().cast(), Self::OBJECT, true) {
            Accessed::Whole => {}
            Accessed::Drawn => {
                let to = self.0.get().cast::<MaybeUninit<u8>>();
                let from = (&raw const value).cast::<MaybeUninit<u8>>();
                self.log(Place::caller(), "writes", &(0..size_of::<T>()), Some(to), from);
            }
            Accessed::InParts => return self.set_in_parts(value),
        }
        // SAFETY: handlers run inside hooks alone, on this thread.
        unsafe { self.0.get().write(value) }
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
    pub fn update(&self, f: impl FnOnce(T) -> T)
    where
        T: Bits,
    {
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
    pub fn peek(&self) -> T
    where
        T: Bits,
    {
        let place = Place::caller();
        with(|m| m.device_access(self.0.get().cast_const().cast(), size_of::<T>(), false, place));
        // SAFETY: only the thread that runs the model gets here, and nothing has a reference to it. It may be torn: `made_of` looks.
        let value = unsafe { self.0.get().cast::<MaybeUninit<T>>().read() };
        self.recall();
        self.made_of(value, &self.origins(), place)
    }

    /// Replaces it, as a device does: a DMA that receives into a buffer. All at once; one that writes byte by byte acts as often.
    ///
    /// **Context**: as for [`peek`](Self::peek). **Panics** where no check runs.
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
    pub fn poke(&self, value: T)
    where
        T: Bits,
    {
        let place = Place::caller();
        with(|m| m.device_access(self.0.get().cast_const().cast(), size_of::<T>(), true, place));
        self.recall();
        self.written_whole(&value, place);
        // SAFETY: `device_access` refuses another thread than the run's and contexts of the program's, and handlers run inside hooks alone, so nothing else is at it.
        unsafe { self.0.get().write(value) }
    }
}

impl<T: Bits> Plain<T> {
    const OBJECT: Object = Object { size: size_of::<T>(), pointers: T::POINTERS };

    /// `get` of what takes several instructions. Out of line: most are read by one.
    #[track_caller]
    #[inline(never)]
    fn get_in_parts(&self) -> T {
        let place = Place::caller();
        let from = self.0.get().cast::<MaybeUninit<u8>>();
        let mut value = MaybeUninit::<T>::uninit();
        let to: *mut MaybeUninit<u8> = value.as_mut_ptr().cast();
        let mut origins = std::vec::Vec::new();
        self.recall();
        pieces(Self::OBJECT, (from.cast(), false), |part| {
            self.log(place, "reads", &part, None, from);
            if Self::tears() {
                let (unit, word) = Self::unit(part.start);
                origins.push(with(|m| m.word_read(from.wrapping_add(unit).cast(), T::UNIT, word)));
            }
            // SAFETY: inside both, which don't overlap.
            unsafe { copy(from, to, &part) };
        });
        let value = self.made_of(value, &origins, place);
        if size_of::<T>() > 0 {
            self.log(place, "got", &(0..size_of::<T>()), None, (&raw const value).cast());
        }
        value
    }

    /// The same for `set`.
    #[track_caller]
    #[inline(never)]
    fn set_in_parts(&self, value: T) {
        let place = Place::caller();
        let (from, to) =
            ((&raw const value).cast::<MaybeUninit<u8>>(), self.0.get().cast::<MaybeUninit<u8>>());
        self.recall();
        // A panic, of a handler say, may stop it halfway. Half a value would be there for what
        // reads it then, even in another run.
        let whole = Whole(|| {
            self.written_whole(&value, place);
            // SAFETY: handlers run inside hooks alone, on this thread.
            unsafe { self.0.get().write(value) };
        });
        pieces(Self::OBJECT, (to.cast(), true), |part| {
            self.log(place, "writes", &part, Some(to), from);
            if Self::tears() {
                self.word_written(&value, Self::unit(part.start), place);
            } else {
                with(|m| m.forget_words(to.cast(), size_of::<T>()));
            }
            // SAFETY: inside both, which don't overlap.
            unsafe { copy(from, to, &part) };
        });
        core::mem::forget(whole);
    }

    /// How many words has what is torn by itself.
    fn words() -> usize {
        with(|m| m.words(T::UNIT, T::POINTERS))
    }

    /// Whether words of several writes may make what is no value.
    fn tears() -> bool {
        !T::ANY && Self::words() > 1
    }

    /// Where what is torn by itself begins that has the word here, and which of its words that is.
    fn unit(at: usize) -> (usize, usize) {
        let within = at % T::UNIT;
        (at - within, with(|m| m.words(within, T::POINTERS)))
    }

    /// Of each part that may be torn, where it begins, and each of its words: nothing, if none can be.
    fn each_word() -> impl Iterator<Item = (usize, usize)> {
        let (words, units) = (Self::words(), 0..if Self::tears() { size_of::<T>() / T::UNIT } else { 0 });
        units.flat_map(move |unit| (0..words).map(move |word| (unit * T::UNIT, word)))
    }

    /// From which writes all of its words come, for one that is read at once.
    fn origins(&self) -> std::vec::Vec<usize> {
        let address = self.0.get().cast_const();
        let origin =
            |(unit, word)| with(|m| m.word_read(address.wrapping_byte_add(unit).cast(), T::UNIT, word));
        Self::each_word().map(origin).collect()
    }

    /// An access begins: what is known of its words may be of what was in this memory before.
    fn recall(&self) {
        if Self::tears() {
            let address = self.0.get().cast::<MaybeUninit<u8>>();
            let object = Object { size: T::UNIT, pointers: T::POINTERS };
            for unit in (0..size_of::<T>()).step_by(T::UNIT) {
                // SAFETY: inside, without padding, and nothing changes it meanwhile.
                let (address, now) = unsafe { (address.add(unit), Value::new(address.add(unit), T::UNIT)) };
                with(|m| m.recall_words(address.cast(), object, now));
            }
        }
    }

    /// A word is about to be written, of what is torn by itself and begins there.
    fn word_written(&self, value: &T, (unit, word): (usize, usize), place: Place) {
        let to = self.0.get().cast::<MaybeUninit<u8>>();
        let from = core::ptr::from_ref(value).cast::<MaybeUninit<u8>>();
        // SAFETY: inside both, without padding, and nothing changes them meanwhile.
        unsafe {
            let values = (Value::new(to.add(unit), T::UNIT), Value::new(from.add(unit), T::UNIT));
            with(|m| m.word_written(to.add(unit).cast(), values, (word, Self::words()), place));
        }
    }

    /// All of it is about to be written at once.
    fn written_whole(&self, value: &T, place: Place) {
        if !Self::tears() {
            return with(|m| m.forget_words(self.0.get().cast_const().cast(), size_of::<T>()));
        }
        for each in Self::each_word() {
            self.word_written(value, each, place);
        }
    }

    /// The value of which all was copied, and whose words come from these writes. Stops the run if it is none.
    fn made_of(&self, mut value: MaybeUninit<T>, origins: &[usize], place: Place) -> T {
        let (from, to) =
            (self.0.get().cast::<MaybeUninit<u8>>(), value.as_mut_ptr().cast::<MaybeUninit<u8>>());
        for (unit, origins) in origins.chunks(Self::words().max(1)).enumerate() {
            // SAFETY: inside both, which don't overlap; all of it was copied, from what has no
            // padding. What is told is as long, and was written there as a value of this type, or
            // has the bytes of one that was there when the access began (`recall`).
            unsafe {
                let (from, to) = (from.add(unit * T::UNIT), to.add(unit * T::UNIT));
                let read = Value::new(to, T::UNIT);
                let told = with(|m| m.words_read(from.cast(), read, origins, !T::POINTERS, place));
                if let Some(told) = told {
                    to.copy_from_nonoverlapping(told.as_ptr(), T::UNIT);
                }
            }
        }
        // SAFETY: all of it was copied, and any bytes are a `T`, or those of each unit come from one write.
        unsafe { value.assume_init() }
    }

    /// `byte 0`, as the target has it.
    fn name_of_part(part: &Range<usize>) -> std::string::String {
        let (bytes, index) = if T::POINTERS {
            with(|m| (m.word() == 1, m.words(part.start, true)))
        } else {
            (part.len() == 1, part.start / part.len())
        };
        std::format!("{} {index}", if bytes { "byte" } else { "word" })
    }

    /// For the picture: `reads byte 0: 0xff`.
    fn log(
        &self,
        place: Place,
        text: &str,
        part: &Range<usize>,
        before: Option<*const MaybeUninit<u8>>,
        after: *const MaybeUninit<u8>,
    ) {
        with(|m| {
            if m.draws() {
                let named = (part.len() != size_of::<T>()).then(|| Self::name_of_part(part));
                // Part of a value is no value: its bytes are shown.
                // SAFETY: the bytes of a `T`, without padding; all of them are written, or looked at, at once, so they make one.
                let shown = |bytes: *const MaybeUninit<u8>| unsafe {
                    match named {
                        None => shown(&bytes.cast::<T>().read_unaligned()),
                        Some(_) => hex(bytes, part),
                    }
                };
                let object = (self.0.get().cast_const().cast(), size_of::<T>());
                let values = (before.map(shown), Some(shown(after)));
                m.log_access(place, object, before.is_some(), (text, named), values);
            }
        });
    }
}

impl<T: Copy + 'static, const N: usize> Plain<[T; N]> {
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
