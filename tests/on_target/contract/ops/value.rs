//! Values that show when they are torn: those that a sweep writes differ in every byte.

/// A value of one to sixteen bytes.
pub trait Value: Copy + PartialEq + Send + 'static {
    /// What is there before; adding one to it carries into every byte.
    const OLD: Self;
    /// What main writes, and what a handler writes.
    const MAIN: Self;
    const STRUCK: Self;
    /// One more.
    fn next(self) -> Self;
}

macro_rules! number {
    ($($type:ty)+) => {
        $(impl Value for $type {
            const OLD: Self = <$type>::MAX;
            const MAIN: Self = <$type>::MAX / 0xff * 0x5a;
            const STRUCK: Self = <$type>::MAX / 0xff * 0xa5;
            #[inline(always)]
            fn next(self) -> Self {
                self.wrapping_add(1)
            }
        })+
    };
}
number! { u8 u16 u32 u64 u128 }

/// Three bytes: no machine word.
#[derive(Clone, Copy, PartialEq)]
pub struct Three(pub [u8; 3]);

impl Value for Three {
    const OLD: Self = Self([0xff; 3]);
    const MAIN: Self = Self([0x5a; 3]);
    const STRUCK: Self = Self([0xa5; 3]);
    #[inline(always)]
    fn next(self) -> Self {
        Self(self.0.map(|byte| byte.wrapping_add(1)))
    }
}

/// As large as a word, or two, but aligned to a byte: no instruction may be trusted to take it whole.
#[derive(Clone, Copy, PartialEq)]
pub struct Bytes<const N: usize>(pub [u8; N]);

impl<const N: usize> Value for Bytes<N> {
    const OLD: Self = Self([0xff; N]);
    const MAIN: Self = Self([0x5a; N]);
    const STRUCK: Self = Self([0xa5; N]);
    #[inline(always)]
    fn next(self) -> Self {
        Self(self.0.map(|byte| byte.wrapping_add(1)))
    }
}

/// Puts what it holds at an odd address.
#[repr(C, align(8))]
pub struct Odd<T>(pub u8, pub T);

/// Four bytes, one of them padding.
#[derive(Clone, Copy, PartialEq)]
#[repr(C, align(4))]
pub struct Padded(pub u8, pub u16);

impl Value for Padded {
    const OLD: Self = Self(0xff, 0xffff);
    const MAIN: Self = Self(0x5a, 0x5a5a);
    const STRUCK: Self = Self(0xa5, 0xa5a5);
    #[inline(always)]
    fn next(self) -> Self {
        Self(self.0.wrapping_add(1), self.1.wrapping_add(1))
    }
}

/// Eight bytes, three of them padding.
#[derive(Clone, Copy, PartialEq)]
#[repr(C, align(8))]
pub struct PaddedWide(pub u32, pub u8);

impl Value for PaddedWide {
    const OLD: Self = Self(0xffff_ffff, 0xff);
    const MAIN: Self = Self(0x5a5a_5a5a, 0x5a);
    const STRUCK: Self = Self(0xa5a5_a5a5, 0xa5);
    #[inline(always)]
    fn next(self) -> Self {
        Self(self.0.wrapping_add(1), self.1.wrapping_add(1))
    }
}

/// Ten bytes, aligned so that no instruction takes more than four.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Ten(pub [u16; 5]);

impl Value for Ten {
    const OLD: Self = Self([0xffff; 5]);
    const MAIN: Self = Self([0x5a5a; 5]);
    const STRUCK: Self = Self([0xa5a5; 5]);
    #[inline(always)]
    fn next(self) -> Self {
        Self(self.0.map(|part| part.wrapping_add(1)))
    }
}

/// Two halves that only ever change together.
#[derive(Clone, Copy, PartialEq)]
pub struct Pair(pub u16, pub u16);

impl Pair {
    pub const OLD: Self = Self(0xff, 0xff);

    /// One more each, the second from the first: a handler in between would be lost, or part them.
    #[inline(always)]
    pub fn step(&mut self) {
        let before = self.0;
        self.0 = before.wrapping_add(1);
        self.1 = if self.1 == before { before.wrapping_add(1) } else { 0xdead };
    }

    /// After so many steps from `OLD`.
    pub fn is_at(self, steps: u16) -> bool {
        self == Self(0xff + steps, 0xff + steps)
    }
}

/// Enough that the compiler doesn't copy it in registers, in an order of its own; AVR copies bytes anyway.
const BALLAST: usize = if cfg!(target_arch = "avr") { 6 } else { 38 };

/// A pair with ballast: copying it takes a while, whole or not at all.
#[derive(Clone, Copy, PartialEq)]
pub struct Long {
    pub pair: Pair,
    ballast: [u16; BALLAST],
}

impl Long {
    pub const fn of(pair: Pair) -> Self {
        Self { pair, ballast: [7; BALLAST] }
    }

    #[inline(always)]
    pub fn step(&mut self) {
        self.pair.step();
    }
}
