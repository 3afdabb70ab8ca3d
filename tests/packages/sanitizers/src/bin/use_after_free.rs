//! A bug for AddressSanitizer to catch.

fn main() {
    let value = Box::new(5_u8);
    let pointer = &raw const *value;
    drop(value);
    // SAFETY: none: that's the bug.
    println!("{}", unsafe { std::hint::black_box(pointer).read() });
}
