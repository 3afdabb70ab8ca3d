//! A bug for LeakSanitizer to catch.

fn main() {
    for _ in 0..10 {
        std::mem::forget(std::hint::black_box(vec![1_u8; 100]));
    }
}
