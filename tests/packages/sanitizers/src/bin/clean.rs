//! What has no bug: several threads, a lock, a channel. Were `std` not instrumented as well, ThreadSanitizer would cry wolf.

use std::sync::{Arc, Mutex, mpsc::channel};
use std::thread::spawn;

fn main() {
    let (count, (sender, receiver)) = (Arc::new(Mutex::new(0_u32)), channel());
    let count_up = |_| {
        let (count, sender) = (Arc::clone(&count), sender.clone());
        spawn(move || {
            for i in 0..1_000 {
                *count.lock().expect("nobody panics") += 1;
                sender.send(Box::new(i)).expect("somebody listens");
            }
        })
    };
    let threads: Vec<_> = (0..4).map(count_up).collect();
    drop(sender);
    let sum: u32 = receiver.iter().map(|i| *i).sum();
    threads.into_iter().for_each(|thread| thread.join().expect("it counts"));
    assert_eq!((sum, *count.lock().expect("nobody panics")), (4 * 999 * 500, 4_000));
}
