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
    /// It is none of theirs: some are still at it when they should have met their limit.
    Late,
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
    use std::time::{Duration, Instant};
    use std::vec::Vec;

    unsafe extern "C" {
        fn fork() -> i32;
        fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
        fn kill(process: i32, signal: i32) -> i32;
        fn _exit(status: i32) -> !;
    }
    const SIGKILL: i32 = 9;

    /// This process, as one of several.
    pub(in crate::model::engine) struct Worker {
        queue: UnixStream,
        to: UnixStream,
        /// The parts that it has taken so far.
        taken: u64,
    }

    /// The processes, as seen by the one that started them; dropped, they end.
    pub(in crate::model::engine) struct Workers {
        all: Vec<Process>,
        /// When they should have met their limit.
        late: Option<Instant>,
        fill: Fill,
        /// They are ended before they are through.
        stopped: bool,
    }

    /// The queue's other end, and what isn't in it yet: it doesn't hold any number of parts.
    struct Fill {
        queue: Option<UnixStream>,
        numbers: Vec<u8>,
        /// So much of them is in it.
        at: usize,
    }

    struct Process {
        id: i32,
        from: UnixStream,
        /// What came and isn't a whole message yet.
        buffer: Vec<u8>,
        schedules: u64,
        /// It told all that it counted, these schedules among it.
        counted: bool,
        /// The parts that it has searched.
        parts: u64,
        /// It said all that it had to say.
        done: bool,
    }

    impl Worker {
        /// The number of the next part that nobody took yet.
        pub(in crate::model::engine) fn next_part(&mut self) -> Option<usize> {
            let mut number = [0; 4];
            // Whole numbers are in it, and one reader at a time takes four bytes out.
            self.queue.read_exact(&mut number).ok()?;
            self.taken += 1;
            usize::try_from(u32::from_le_bytes(number)).ok()
        }

        /// How many schedules it has run.
        pub(in crate::model::engine) fn tell(&mut self, schedules: u64) {
            self.words(PROGRESS, &[schedules, self.taken.saturating_sub(1)]);
        }

        pub(in crate::model::engine) fn send(&mut self, message: &Message) {
            let wide = |ways: &[u32]| ways.iter().map(|&way| u64::from(way)).collect::<Vec<_>>();
            match message {
                Message::Failing(ways) => self.words(FAILING, &wide(ways)),
                Message::Finding(ways) => self.words(FINDING, &wide(ways)),
                Message::Counted(words, steps) => {
                    self.words(COUNTED, &words.iter().chain([steps]).copied().collect::<Vec<_>>());
                }
                Message::Cut => self.words(CUT, &[]),
                // Only those say so that wait for it.
                Message::Late => {}
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
        pub(in crate::model::engine) fn start(
            workers: usize,
            parts: usize,
            late: Option<Duration>,
            work: impl Fn(&mut Worker),
        ) -> Option<Self> {
            let late = late.map(|late| Instant::now() + late);
            let (queue, fill) = UnixStream::pair().ok()?;
            fill.set_nonblocking(true).ok()?;
            let numbers = (0..u32::try_from(parts).ok()?).flat_map(u32::to_le_bytes).collect();
            let mut all = Self {
                all: Vec::new(),
                late,
                fill: Fill { queue: Some(fill), numbers, at: 0 },
                stopped: false,
            };
            let (out, error) = (std::io::stdout().lock(), std::io::stderr().lock());
            for _ in 0..workers {
                let (from, to) = UnixStream::pair().ok()?;
                let queue = queue.try_clone().ok()?;
                // SAFETY: the child has this thread alone. It uses no lock that another thread may hold (see the module), and ends in `_exit`, which runs nothing of the
                // parent's.
                match unsafe { fork() } {
                    0 => {
                        drop(from);
                        // Else nobody would see the queue's end.
                        all.fill.queue = None;
                        let mut worker = Worker { queue, to, taken: 0 };
                        let ended =
                            std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| work(&mut worker)));
                        drop(worker);
                        // SAFETY: ends the process.
                        unsafe { _exit(i32::from(ended.is_err())) }
                    }
                    id if id > 0 => {
                        from.set_nonblocking(true).ok()?;
                        all.all.push(Process {
                            id,
                            from,
                            buffer: Vec::new(),
                            schedules: 0,
                            counted: false,
                            parts: 0,
                            done: false,
                        });
                    }
                    _ => return None,
                }
            }
            drop((out, error));
            Some(all)
        }

        /// Ends them. What they have told until then is still heard.
        pub(in crate::model::engine) fn stop(&mut self) {
            self.stopped = true;
            for process in self.all.iter().filter(|process| !process.done) {
                // SAFETY: a child of this process that wasn't waited for yet, so its number is still its own.
                unsafe { kill(process.id, SIGKILL) };
            }
        }

        /// The schedules of those that ended before they could tell what they counted, as far as they have told them.
        pub(in crate::model::engine) fn uncounted(&self) -> u64 {
            self.all.iter().filter(|process| !process.counted).map(|process| process.schedules).sum()
        }

        /// The next message; `None` when all have said what they had to say. `progress` is told how many schedules and parts all of them have run.
        pub(in crate::model::engine) fn next(
            &mut self,
            mut progress: impl FnMut(u64, u64),
        ) -> Option<Message> {
            loop {
                self.fill.more();
                for process in &mut self.all {
                    if let Some(message) = process.message() {
                        return Some(message);
                    }
                }
                progress(
                    self.all.iter().map(|process| process.schedules).sum(),
                    self.all.iter().map(|process| process.parts).sum(),
                );
                if self.all.iter().all(|process| process.done) {
                    return None;
                }
                if self.late.is_some_and(|late| Instant::now() > late) {
                    return Some(Message::Late);
                }
                let mut waited = true;
                for process in self.all.iter_mut().filter(|process| !process.done) {
                    waited &= !process.receive(self.stopped);
                }
                if waited {
                    std::thread::sleep(Duration::from_millis(2));
                }
            }
        }
    }

    impl Fill {
        /// Puts as much into the queue as it takes. At its end a reader sees that there is no more.
        fn more(&mut self) {
            let Some(queue) = &mut self.queue else { return };
            while self.at < self.numbers.len() {
                // So little goes in whole or not at all: no reader must find half a number.
                let next = (self.at + 4_096).min(self.numbers.len());
                match queue.write(&self.numbers[self.at..next]) {
                    Ok(n) => self.at += n,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    // It is full. If nobody reads it any more, that is seen where they are heard.
                    Err(_) => return,
                }
            }
            self.queue = None;
        }
    }

    impl Process {
        /// Takes what came; whether it was anything. One that isn't stopped ends well.
        fn receive(&mut self, stopped: bool) -> bool {
            let mut bytes = [0; 16_384];
            match self.from.read(&mut bytes) {
                Ok(0) => {
                    let mut status = 0;
                    // SAFETY: a child that ends now; `status` is a place for what it ends with.
                    unsafe { waitpid(self.id, &raw mut status, 0) };
                    self.done = true;
                    assert!(
                        status == 0 || stopped,
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
                    self.counted = true;
                    let (steps, words) = words.split_last()?;
                    Some(Message::Counted(words.into(), *steps))
                }
                CUT => Some(Message::Cut),
                _ => {
                    if let [schedules, parts] = words[..] {
                        (self.schedules, self.parts) = (schedules, parts);
                    }
                    self.message()
                }
            }
        }
    }

    impl Drop for Workers {
        fn drop(&mut self) {
            for process in self.all.iter().filter(|process| !process.done) {
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

    pub(in crate::model::engine) enum Worker {}
    pub(in crate::model::engine) enum Workers {}

    impl Worker {
        pub(in crate::model::engine) fn next_part(&mut self) -> Option<usize> {
            match *self {}
        }
        pub(in crate::model::engine) fn tell(&mut self, _: u64) {
            match *self {}
        }
        pub(in crate::model::engine) fn send(&mut self, _: &Message) {
            match *self {}
        }
    }

    impl Workers {
        pub(in crate::model::engine) fn start(
            _: usize,
            _: usize,
            _: Option<core::time::Duration>,
            _: impl Fn(&mut Worker),
        ) -> Option<Self> {
            None
        }
        pub(in crate::model::engine) fn stop(&mut self) {
            match *self {}
        }
        pub(in crate::model::engine) fn uncounted(&self) -> u64 {
            match *self {}
        }
        pub(in crate::model::engine) fn next(&mut self, _: impl FnMut(u64, u64)) -> Option<Message> {
            match *self {}
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// More parts than a queue holds, and more processes than cores: each part is taken once.
    #[test]
    fn parts_are_taken_once() {
        const PARTS: usize = 300_000;
        let work = |worker: &mut Worker| {
            let (mut n, mut sum) = (0, 0);
            while let Some(part) = worker.next_part() {
                (n, sum) = (n + 1, sum + part as u64);
            }
            worker.send(&Message::Counted(std::vec![n], sum));
        };
        let mut workers = Workers::start(5, PARTS, None, work).expect("processes");
        let (mut n, mut sum) = (0, 0);
        while let Some(message) = workers.next(|_, _| ()) {
            let Message::Counted(words, more) = message else { panic!("nothing else is told") };
            (n, sum) = (n + words[0], sum + more);
        }
        assert_eq!((n, sum), (300_000, 299_999 * 300_000 / 2));
    }
}
