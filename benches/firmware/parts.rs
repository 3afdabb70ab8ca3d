//! What the measured operations work on, and the macros that name them.

#[cfg(target_pointer_width = "16")]
#[allow(dead_code, reason = "not each program measures all")]
mod sizes {
    /// A counter that no single instruction reads on AVR, and every instruction elsewhere.
    pub type Word = u16;
    /// A counter of two words.
    pub type Wide = u32;
}
#[cfg(not(target_pointer_width = "16"))]
#[allow(dead_code, reason = "not each program measures all")]
mod sizes {
    /// A counter that one instruction reads.
    pub type Word = u32;
    /// A counter of two words.
    pub type Wide = u64;
}
#[allow(unused_imports, reason = "as above")]
pub use sizes::{Wide, Word};

/// What can't be copied: a method changes two of its fields.
pub struct Led {
    state: u8,
    count: Word,
}

#[allow(dead_code, reason = "as above")]
impl Led {
    pub const fn new() -> Self {
        Self { state: 0, count: 0 }
    }

    #[inline(always)]
    pub fn toggle(&mut self) {
        self.state ^= 0x20;
        self.count = self.count.wrapping_add(1);
    }

    /// The same method, of which each user sees no more than the call.
    #[inline(never)]
    #[unsafe(export_name = "method_toggle")]
    pub fn toggle_by_call(&mut self) {
        self.toggle();
    }
}

/// Measured functions; their symbols name the module, too, for the approaches' functions have the same names.
macro_rules! op {
    ($($(#[$attr:meta])* fn $op:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block)+) => {
        $(
            $(#[$attr])*
            #[inline(never)]
            #[unsafe(export_name = concat!("op ", stringify!($op), " of ", module_path!()))]
            pub fn $op($($argument: $type),*) $(-> $result)? $body
        )+
    };
}

/// `seen! { A B }`: a function that shows the optimiser that others may use these variables. It mustn't think that it knows all of their users: in a larger program it
/// doesn't, either.
#[allow(unused_macros, reason = "as above")]
macro_rules! seen {
    ($($variable:ident)+) => {
        #[inline(always)]
        pub fn seen() {
            core::hint::black_box([$((&raw const $variable).cast::<u8>()),+]);
        }
    };
}

/// A number of its own for each row: equal functions would become one, of the first one's name.
pub const fn number_of(operation: &str, approach: &str) -> u16 {
    let (mut number, mut i) = (0_u16, 0);
    while i < operation.len() + approach.len() {
        let byte = if i < operation.len() {
            operation.as_bytes()[i]
        } else {
            approach.as_bytes()[i - operation.len()]
        };
        number = number.wrapping_mul(31).wrapping_add(byte as u16);
        i += 1;
    }
    number
}

/// `runs! { fn NAME; "operation" "approach" [Cell of Value]: prepared, |prepared| measured; .. }` makes a function that runs all.
///
/// Each row stands in a function whose symbol names it. From it one other function is called, or one handler runs: that is measured. Functions that are called
/// `prepare_` aren't. A symbol beside says how many bytes of RAM the cell takes beyond its value; rows without a cell have none.
macro_rules! runs {
    (fn $all:ident; $($(#[$attr:meta])* $operation:literal $approach:literal $([$cell:ty, of $value:ty])?: $prepare:expr, $measured:expr;)+) => {
        pub fn $all() {
            $($(#[$attr])*
            {
                #[inline(never)]
                #[unsafe(export_name = concat!("cost of ", $operation, " by ", $approach))]
                fn run() {
                    core::hint::black_box(const { crate::parts::number_of($operation, $approach) });
                    $(
                        // SAFETY: it names a number, and is no instruction.
                        unsafe {
                            core::arch::asm!(
                                concat!(".globl \"ram of ", $operation, " by ", $approach, "\""),
                                concat!(".set \"ram of ", $operation, " by ", $approach, "\", {}"),
                                const (size_of::<$cell>() - size_of::<$value>()),
                                options(nomem, nostack, preserves_flags),
                            );
                        }
                    )?
                    let prepared = core::mem::ManuallyDrop::new($prepare);
                    core::hint::black_box($measured(&prepared));
                }
                run();
            })+
            // Or the last one would return past this function.
            core::hint::black_box(());
        }
    };
}
