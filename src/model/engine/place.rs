//! `Place`: where in the source something was done. The public name of it is `model::Place`.

use core::fmt;
use core::panic::Location;
#[cfg(irqshare_watch)]
use std::sync::OnceLock;

/// A place in the source: of a call to a cell or to the model, or of an access in watched code.
///
/// ```
/// use irqshare::{Global, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
/// }
/// static COUNT: Global<u8> = Global::new(0);
///
/// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
/// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
/// let [read, ..] = failure.findings()[0].places();
/// assert!(read.line() > 0 && read.to_string().starts_with(read.file()));
/// ```
#[derive(Clone, Copy)]
pub struct Place(Of);

#[derive(Clone, Copy)]
enum Of {
    Call(&'static Location<'static>),
    #[cfg(irqshare_watch)]
    Watched(&'static Way),
}

/// A file, a line, a column.
#[cfg(irqshare_watch)]
pub(in crate::model) type Source = (&'static str, u32, u32);

/// Finds where return addresses, the innermost first, lie in the source. A test says how when it
/// watches.
#[cfg(irqshare_watch)]
pub(in crate::model) static RESOLVE: OnceLock<fn(&[usize]) -> Source> = OnceLock::new();

#[cfg(irqshare_watch)]
fn resolve(calls: &[usize]) -> Source {
    RESOLVE.get().map_or(("?", 0, 0), |resolve| resolve(calls))
}

/// The calls that lead to an access in watched code. It is resolved when it is told.
#[cfg(irqshare_watch)]
pub(super) struct Way {
    /// Return addresses, the innermost first.
    calls: std::boxed::Box<[usize]>,
    source: OnceLock<Source>,
}

#[cfg(irqshare_watch)]
impl Way {
    fn source(&self) -> Source {
        *self.source.get_or_init(|| resolve(&self.calls))
    }
}

impl Place {
    /// Where the function is called that calls this.
    #[track_caller]
    pub(crate) fn caller() -> Self {
        Self(Of::Call(Location::caller()))
    }

    /// An access in watched code, by the calls that lead to it. It stays.
    #[cfg(irqshare_watch)]
    pub(super) fn watched(calls: std::boxed::Box<[usize]>) -> Self {
        let way = Way { calls, source: OnceLock::new() };
        Self(Of::Watched(std::boxed::Box::leak(std::boxed::Box::new(way))))
    }

    /// A number that no other place has.
    pub(in crate::model) fn address(self) -> usize {
        match self.0 {
            Of::Call(place) => core::ptr::from_ref(place).addr(),
            #[cfg(irqshare_watch)]
            Of::Watched(way) => core::ptr::from_ref(way).addr(),
        }
    }

    /// The file: as the compiler was told its path.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// let [read, _, written] = failure.findings()[0].places();
    /// assert!(read.file() == written.file());
    /// ```
    pub fn file(&self) -> &'static str {
        match self.0 {
            Of::Call(place) => place.file(),
            #[cfg(irqshare_watch)]
            Of::Watched(way) => way.source().0,
        }
    }

    /// The line, from 1; 0 if it isn't known, for want of debug information.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// let [read, _, written] = failure.findings()[0].places();
    /// assert!(read.line() == written.line());
    /// ```
    pub fn line(&self) -> u32 {
        match self.0 {
            Of::Call(place) => place.line(),
            #[cfg(irqshare_watch)]
            Of::Watched(way) => way.source().1,
        }
    }

    /// The column, from 1; 0 if it isn't known.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { COUNT.update(|count| count + 1) }
    /// }
    /// static COUNT: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&COUNT, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| COUNT.set(COUNT.get() + 1)).unwrap_err();
    /// let [read, _, written] = failure.findings()[0].places();
    /// assert!(written.column() < read.column());
    /// ```
    pub fn column(&self) -> u32 {
        match self.0 {
            Of::Call(place) => place.column(),
            #[cfg(irqshare_watch)]
            Of::Watched(way) => way.source().2,
        }
    }

    /// For another process, which is a fork of this one: a constant is at the same address.
    pub(super) fn word(self) -> u64 {
        match self.0 {
            Of::Call(place) => core::ptr::from_ref(place).expose_provenance() as u64,
            // The innermost call, marked; what led to it isn't known there.
            #[cfg(irqshare_watch)]
            Of::Watched(way) => (way.calls[0] as u64) << 1 | 1,
        }
    }

    /// The place of a word; `None` for 0.
    ///
    /// # Safety
    /// [`word`](Self::word) gave it, in this process or in a fork of it; or it is 0.
    pub(super) unsafe fn of_word(word: u64) -> Option<Self> {
        #[cfg(irqshare_watch)]
        if word & 1 == 1 {
            let call = usize::try_from(word >> 1).unwrap_or(0);
            return Some(Self::watched([call].into()));
        }
        let address = usize::try_from(word).unwrap_or(0);
        // SAFETY: 0, or the address of a place in the source, which `word` exposed: a constant of
        // the program, which is at that address in both processes.
        let place = unsafe { core::ptr::with_exposed_provenance::<Location<'static>>(address).as_ref() };
        place.map(|place| Self(Of::Call(place)))
    }
}

impl PartialEq for Place {
    /// Whether it is the same call.
    fn eq(&self, other: &Self) -> bool {
        self.address() == other.address()
    }
}

impl Eq for Place {}

/// `src/main.rs:12:5`, as a `Location` is.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file(), self.line(), self.column())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
