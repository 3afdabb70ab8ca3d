//! Processes that share a search: forks of this one, which take parts from a queue and tell what they found.
//!
//! A fork has a copy of this process's memory, so parts needn't be sent, only their numbers; and addresses mean the same in it. It has this thread alone, so it must not
//! wait for a lock that another thread held: those of the standard streams are taken before the fork; the allocator sees to its own.

use std::vec::Vec;

/// What a process tells.
pub(super) enum Message {
    /// A schedule that fails, by its ways.
    Failing(Vec<u32>),
    /// A schedule that shows something.
    Finding(Vec<u32>),
    /// What the process counted.
    Counted(Vec<u64>, u64),
    /// It met a limit.
    Cut,
}

#[cfg(unix)]
pub(super) use unix::{Worker, Workers};

#[cfg(not(unix))]
pub(super) use none::{Worker, Workers};

#[cfg(unix)]
mod unix {
    use super::Message;
    use std::io::{ErrorKind, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::time::Duration;
    use std::vec::Vec;

    unsafe extern "C" {
        fn fork() -> i32;
        fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
        fn kill(process: i32, signal: i32) -> i32;
        fn _exit(status: i32) -> !;
    }
    const SIGKILL: i32 = 9;

    /// This process, as one of several.
    pub(crate) struct Worker {
        queue: UnixStream,
        to: UnixStream,
    }

    /// The processes, as seen by the one that started them; dropped, they end.
    pub(crate) struct Workers(Vec<Process>);

    struct Process {
        id: i32,
        from: UnixStream,
        /// What came and isn't a whole message yet.
        buffer: Vec<u8>,
        schedules: u64,
        /// It said all that it had to say.
        done: bool,
    }

    impl Worker {
        /// The number of the next part that nobody took yet.
        pub(crate) fn next_part(&mut self) -> Option<usize> {
            let mut number = [0; 4];
            // Four bytes at a time went in, and one reader at a time takes them out.
            self.queue.read_exact(&mut number).ok()?;
            usize::try_from(u32::from_le_bytes(number)).ok()
        }

        /// How many schedules it has run.
        pub(crate) fn tell(&mut self, schedules: u64) {
            self.words(PROGRESS, &[schedules]);
        }

        pub(crate) fn send(&mut self, message: &Message) {
            let wide = |ways: &[u32]| ways.iter().map(|&way| u64::from(way)).collect::<Vec<_>>();
            match message {
                Message::Failing(ways) => self.words(FAILING, &wide(ways)),
                Message::Finding(ways) => self.words(FINDING, &wide(ways)),
                Message::Counted(words, steps) => {
                    self.words(COUNTED, &words.iter().chain([steps]).copied().collect::<Vec<_>>());
                }
                Message::Cut => self.words(CUT, &[]),
            }
        }

        fn words(&mut self, kind: u64, words: &[u64]) {
            let all = [kind, words.len() as u64].into_iter().chain(words.iter().copied());
            let bytes: Vec<u8> = all.flat_map(u64::to_le_bytes).collect();
            // Whoever started this process is gone if it can't be told.
            let _ = self.to.write_all(&bytes);
        }
    }

    const PROGRESS: u64 = 0;
    const FAILING: u64 = 1;
    const FINDING: u64 = 2;
    const COUNTED: u64 = 3;
    const CUT: u64 = 4;

    impl Workers {
        /// Starts so many processes for so many parts; `None` if there can't be any.
        pub(crate) fn start(workers: usize, parts: usize, work: impl Fn(&mut Worker)) -> Option<Self> {
            let (queue, mut fill) = UnixStream::pair().ok()?;
            for part in 0..u32::try_from(parts).ok()? {
                fill.write_all(&part.to_le_bytes()).ok()?;
            }
            // At its end a reader sees that there is no more.
            drop(fill);
            let mut all = Self(Vec::new());
            let (out, error) = (std::io::stdout().lock(), std::io::stderr().lock());
            for _ in 0..workers {
                let (from, to) = UnixStream::pair().ok()?;
                let queue = queue.try_clone().ok()?;
                // SAFETY: the child has this thread alone. It uses no lock that another thread may hold (see the module), and ends in `_exit`, which runs nothing of the
                // parent's.
                match unsafe { fork() } {
                    0 => {
                        drop(from);
                        let mut worker = Worker { queue, to };
                        let ended =
                            std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| work(&mut worker)));
                        drop(worker);
                        // SAFETY: ends the process.
                        unsafe { _exit(i32::from(ended.is_err())) }
                    }
                    id if id > 0 => {
                        from.set_nonblocking(true).ok()?;
                        all.0.push(Process { id, from, buffer: Vec::new(), schedules: 0, done: false });
                    }
                    _ => return None,
                }
            }
            drop((out, error));
            Some(all)
        }

        /// The next message; `None` when all have said what they had to say. `progress` is told how many schedules all of them have run.
        pub(crate) fn next(&mut self, mut progress: impl FnMut(u64)) -> Option<Message> {
            loop {
                for process in &mut self.0 {
                    if let Some(message) = process.message() {
                        return Some(message);
                    }
                }
                progress(self.0.iter().map(|process| process.schedules).sum());
                if self.0.iter().all(|process| process.done) {
                    return None;
                }
                let mut waited = true;
                for process in self.0.iter_mut().filter(|process| !process.done) {
                    waited &= !process.receive();
                }
                if waited {
                    std::thread::sleep(Duration::from_millis(2));
                }
            }
        }
    }

    impl Process {
        /// Takes what came; whether it was anything.
        fn receive(&mut self) -> bool {
            let mut bytes = [0; 16_384];
            match self.from.read(&mut bytes) {
                Ok(0) => {
                    let mut status = 0;
                    // SAFETY: a child that ends now; `status` is a place for what it ends with.
                    unsafe { waitpid(self.id, &raw mut status, 0) };
                    self.done = true;
                    assert!(
                        status == 0,
                        "irqshare: a process of the parallel search died (status {status:#x}): search without `.parallel()`"
                    );
                    true
                }
                Ok(n) => {
                    self.buffer.extend_from_slice(&bytes[..n]);
                    true
                }
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => false,
                Err(error) => {
                    panic!("irqshare: the processes of the parallel search can't be heard: {error}")
                }
            }
        }

        /// A whole message, if there is one.
        fn message(&mut self) -> Option<Message> {
            let word = |at: usize| {
                let bytes = self.buffer.get(at * 8..at * 8 + 8)?;
                Some(u64::from_le_bytes(bytes.try_into().ok()?))
            };
            let (kind, length) = (word(0)?, usize::try_from(word(1)?).ok()?);
            let words = (2..2 + length).map(word).collect::<Option<Vec<u64>>>()?;
            self.buffer.drain(..(2 + length) * 8);
            let ways =
                |words: Vec<u64>| words.into_iter().filter_map(|way| u32::try_from(way).ok()).collect();
            match kind {
                FAILING => Some(Message::Failing(ways(words))),
                FINDING => Some(Message::Finding(ways(words))),
                COUNTED => {
                    let (steps, words) = words.split_last()?;
                    Some(Message::Counted(words.into(), *steps))
                }
                CUT => Some(Message::Cut),
                _ => {
                    self.schedules = words.first().copied().unwrap_or(0);
                    self.message()
                }
            }
        }
    }

    impl Drop for Workers {
        fn drop(&mut self) {
            for process in self.0.iter().filter(|process| !process.done) {
                // SAFETY: a child of this process that wasn't waited for yet, so its number is still its own.
                unsafe {
                    kill(process.id, SIGKILL);
                    waitpid(process.id, core::ptr::null_mut(), 0);
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod none {
    use super::Message;

    pub(crate) enum Worker {}
    pub(crate) enum Workers {}

    impl Worker {
        pub(crate) fn next_part(&mut self) -> Option<usize> {
            match *self {}
        }
        pub(crate) fn tell(&mut self, _: u64) {
            match *self {}
        }
        pub(crate) fn send(&mut self, _: &Message) {
            match *self {}
        }
    }

    impl Workers {
        pub(crate) fn start(_: usize, _: usize, _: impl Fn(&mut Worker)) -> Option<Self> {
            None
        }
        pub(crate) fn next(&mut self, _: impl FnMut(u64)) -> Option<Message> {
            match *self {}
        }
    }
}
