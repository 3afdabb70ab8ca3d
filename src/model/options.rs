//! What a [`Setup`] says of the search: how far, and how.

use super::engine::{Chance, Sample};
use super::setup::Setup;
use core::time::Duration;

/// How to search.
impl Setup {
    /// Runs every order, also of what is independent: two contexts' accesses to different cells, or two reads. By itself a search runs schedules that differ only so once: a
    /// handler then strikes where it makes a difference, and the search grows with the accesses that conflict, not with all of them.
    ///
    /// Nothing that shows in cells, in failures of the machine, in findings, or in the order of one context's own accesses is lost without this. But what the program keeps elsewhere
    /// (a thread-local that handlers count up, and main compares with a cell) may not be seen in every order: use cells for it, or this.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.set(1) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    /// static MODE: Global<u8> = Global::new(0);
    ///
    /// let setup = || Setup::avr().attach::<USART_RX>(1)
    ///     .reset(&BYTES, || 0).reset(&MODE, || 0).interrupts_on();
    /// let main_alone_uses_it = |_: &model::Cpu, _: &mut irqshare::Main| MODE.set(MODE.get() + 1);
    /// let once = model::check(&setup(), main_alone_uses_it);
    /// let each = model::check(&setup().every_order(), main_alone_uses_it);
    /// // the handler before, between and after what it doesn't touch
    /// assert!(each.schedules() > once.schedules());
    /// ```
    #[must_use]
    pub fn every_order(mut self) -> Self {
        self.search.reduced = false;
        self
    }

    /// Stops the search after so many schedules, and then **fails** as incomplete if there are more; a sample just ends.
    ///
    /// Before it fails, the schedules with few arrivals are run, for most bugs need few: all without any, all with one, with two, and so on, as far as as many schedules again go. What fails or is found in
    /// them is told. So the failure says up to how many arrivals the search is complete ([`complete_up_to`](super::Failure::complete_up_to)); [`arrivals`](Self::arrivals) makes that the bound, and the
    /// search pass. A search that keeps to its limit has no part in this.
    ///
    /// ```
    /// use irqshare::model::{self, FailureKind, Setup};
    ///
    /// let setup = Setup::avr().limit(50);
    /// let failure = model::try_check(&setup, |cpu, _main| _ = cpu.any(0..100)).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::Incomplete); // 50 of 100 prove nothing
    /// ```
    #[must_use]
    pub fn limit(mut self, schedules: u64) -> Self {
        if schedules == 0 {
            self.complain("a limit of zero schedules checks nothing: a limit is 1 or more".into());
        }
        self.search.most = Some(schedules);
        self
    }

    /// Stops the search after so long, and then **fails** as incomplete if it isn't over; a sample just ends. Before it fails, the schedules with few arrivals are run, for as long again, as
    /// with [`limit`](Self::limit).
    ///
    /// The schedule that runs then is carried to its end. If the program is in a loop that uses no cell and no register (`while !ATOMIC.load(..) {}`), that never comes, and no
    /// thread can end another: when the model heard nothing for 3 more seconds, it says on standard error where the last access was, and aborts the process, with all its tests. With
    /// [`parallel`](Self::parallel) it ends the processes of the search, and the check fails.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    /// use core::time::Duration;
    ///
    /// // CI would rather have a failure than an hour
    /// let setup = Setup::avr().time_limit(Duration::from_secs(60));
    /// assert!(model::check(&setup, |cpu, _main| _ = cpu.any(0..100)).complete());
    /// ```
    #[must_use]
    pub fn time_limit(mut self, time: Duration) -> Self {
        self.search.time = Some(time);
        self
    }

    /// Runs the schedules with up to so many arrivals alone: how often all vectors and devices together come by themselves in one schedule. `attach` and `device` bound each of them; this bounds their
    /// sum, so that each may come several times, but not all of them do in one schedule. Most bugs need few arrivals.
    ///
    /// What pends because of them comes in any case. The search is complete within this bound, and [`Report::arrivals`](super::Report::arrivals) says so. An [allowance](Self::allow) isn't called stale then: what it is for
    /// may take more arrivals.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { BYTES.update(|bytes| bytes + 1) }
    ///     fn TIMER_0A(_isr) { BYTES.replace(0); }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = || Setup::cortex_m().attach::<UART0>(4).attach::<TIMER_0A>(4)
    ///     .reset(&BYTES, || 0).interrupts_on();
    /// let body = |_: &model::Cpu, _: &mut irqshare::Main| for _ in 0..3 { BYTES.get(); };
    /// let two = model::check(&setup().arrivals(2), body); // any two of the eight
    /// assert!(two.complete() && two.schedules() < 100);
    /// let all = model::try_check(&setup().limit(1_000), body).unwrap_err();
    /// assert!(all.complete_up_to() >= Some(2)); // more than a thousand
    /// ```
    #[must_use]
    pub fn arrivals(mut self, most: u32) -> Self {
        self.search.arrivals = Some(most);
        self
    }

    /// For how many accesses what pends may wait before the CPU takes it. By itself it is 1, and 2 where hardware makes it pending (a device, or what a register does), whose line takes cycles; 0 has all taken at once. What waited once is taken
    /// when it can be taken next. Nothing waits longer because something else does. When main has
    /// ended, and in [`run`](super::run), nothing is late.
    ///
    /// A peripheral's line takes cycles to the CPU, a store to a pending bit waits in a buffer, an unmasking is seen an instruction later. So behind a `pend`, a [`hold`](super::Cpu::hold), [`Cpu::enable`](super::Cpu::enable), a register or a device that raises
    /// an interrupt, and behind the end of a section, the running context may get on a little first: "kick it, then look whether it ran" is a bug. What has a barrier waits for nothing: `enable`,
    /// `pause` and `resume` of a vector, `interrupts::enable` on Cortex-M and RISC-V, the return of a handler but on AVR, where one more instruction runs, and [`Cpu::barrier`](super::Cpu::barrier). On RISC-V a section ends, and `Cpu::enable` works, by a write to a CSR, which is
    /// one. At the end of a section, behind AVR's handlers and its `interrupts::enable`, 1 is the most.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(_isr) { DONE.set(true) }
    /// }
    /// static DONE: Global<bool> = Global::new(false);
    ///
    /// let setup = || Setup::cortex_m().attach::<SSI0>(0).reset(&DONE, || false).interrupts_on();
    /// let failure = model::try_check(&setup(), |_cpu, _main| {
    ///     SSI0::pend();
    ///     assert!(DONE.get()); // a store to the NVIC may not have got there yet
    /// });
    /// assert!(failure.is_err());
    /// model::check(&setup(), |cpu, _main| {
    ///     SSI0::pend();
    ///     cpu.barrier(); // in firmware: cortex_m::asm::dsb(); cortex_m::asm::isb();
    ///     assert!(DONE.get());
    /// });
    /// model::check(&setup().late(0), |_cpu, _main| {
    ///     SSI0::pend();
    ///     assert!(DONE.get()); // true of no hardware
    /// });
    /// ```
    #[must_use]
    pub fn late(mut self, accesses: u32) -> Self {
        self.program.late = Some(accesses);
        self
    }

    /// Ends a schedule after so many accesses, sections and firings, as one that goes on for ever (1,000,000 by itself).
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// static READY: Global<bool> = Global::new(false);
    /// let setup = Setup::avr().reset(&READY, || false).longest(1_000);
    /// let failure = model::try_check(&setup, |_cpu, _main| while !READY.get() {}).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::Endless); // nobody sets it
    /// ```
    #[must_use]
    pub fn longest(mut self, accesses: u64) -> Self {
        self.program.longest = accesses;
        self
    }

    /// How soon a wait that changes nothing must be ended by what may come: after so many rounds (3 by itself).
    ///
    /// `while STATUS.read() & 1 == 0 {}` looks at the same again and again. All that may come meanwhile is tried in the first rounds. After them, that nothing comes isn't a way any more, because a wait for ever, where something can
    /// come, is unfair. If nothing can come, it is endless, and fails. In a round a context comes back to the same access at the same place of the source, and neither it nor a handler nor a device has changed anything.
    ///
    /// A loop that ends by itself keeps all its schedules. So each wait is tried first, with nothing coming, for 10,000 rounds (1,000 where one at the same place had no end before). A wait that gives up
    /// only after that counts as one without an end: let it give up sooner in the test.
    ///
    /// Raise it for a wait that counts its rounds, and does something else when it ends late.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { READY.set(true) }
    /// }
    /// static READY: Global<bool> = Global::new(false);
    ///
    /// let setup = || Setup::cortex_m().attach::<UART0>(1).reset(&READY, || false).interrupts_on();
    /// let waits = |_: &model::Cpu, _: &mut irqshare::Main| while !READY.get() {};
    /// let few = model::check(&setup(), waits);
    /// let more = model::check(&setup().fair_after(20), waits);
    /// assert!(few.complete() && few.schedules() < more.schedules());
    /// ```
    #[must_use]
    pub fn fair_after(mut self, rounds: u32) -> Self {
        if rounds < 2 {
            self.complain("a wait shows in its second round: `fair_after` wants 2 or more".into());
        }
        self.program.fair_after = rounds;
        self
    }

    /// Runs so many schedules chosen by chance, instead of all; the report says that it is a sample. Each vector arrives as often as chance wants, up to its bound, and each
    /// time at any point, all points alike. The same seed gives the same schedules.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.update(|bytes| bytes + 1) }
    /// }
    /// static BYTES: Global<u32> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(100).reset(&BYTES, || 0).interrupts_on()
    ///     .sample(20, 0xfeed); // all of them would be too many
    /// let report = model::check(&setup, |_cpu, _main| {
    ///     (0..50).for_each(|_| BYTES.update(|bytes| bytes + 1));
    /// });
    /// assert!(report.is_sample());
    /// assert_eq!(report.schedules(), 20);
    /// ```
    #[must_use]
    pub fn sample(self, schedules: u64, seed: u64) -> Self {
        self.sampled(schedules, seed, Chance::Uniform)
    }

    /// The same, with priorities given by chance (PCT): each arrival comes at once or after main has ended, but for `depth` - 1 that come at any point. It finds bugs that
    /// take few decisions, in programs with many arrivals, sooner: one that takes `depth` - 1 arrivals at certain points, wherever the others come, is met by each run with a
    /// probability of at least 1/((arrivals + 1) * points)^(depth - 1).
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.update(|bytes| bytes + 1) }
    /// }
    /// static BYTES: Global<u32> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(20).reset(&BYTES, || 0).interrupts_on()
    ///     .sample_priorities(50, 0xfeed, 2); // bugs that one arrival at the wrong point shows
    /// let report = model::check(&setup, |_cpu, _main| {
    ///     (0..50).for_each(|_| BYTES.update(|bytes| bytes + 1));
    /// });
    /// assert!(report.is_sample());
    /// ```
    #[must_use]
    pub fn sample_priorities(mut self, schedules: u64, seed: u64, depth: u32) -> Self {
        if depth == 0 {
            self.complain(
                "a bug takes one decision or more: `sample_priorities` wants a depth of 1 or more".into(),
            );
        }
        self.sampled(schedules, seed, Chance::Priorities(depth))
    }

    fn sampled(mut self, schedules: u64, seed: u64, chance: Chance) -> Self {
        if schedules == 0 {
            self.complain("a sample of zero schedules checks nothing: a sample is 1 or more".into());
        }
        self.search.sample = Some(Sample { schedules, seed, chance });
        self
    }

    /// Searches on all cores at once, in processes of their own (`fork`). For programs that do nothing but use cells: what the body keeps elsewhere, such as a set of outcomes
    /// that it captured, stays in those processes. Elsewhere than on Unix, and for samples, it changes nothing.
    ///
    /// As threads of the test program may hold locks at the fork, the body shouldn't print.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { BYTES.update(|bytes| bytes + 1) }
    /// }
    /// static BYTES: Global<u32> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(3).reset(&BYTES, || 0).interrupts_on()
    ///     .parallel();
    /// let report = model::check(&setup, |_cpu, _main| assert!(BYTES.replace(0) + BYTES.get() <= 3));
    /// assert!(report.complete()); // the same schedules as without it
    /// ```
    #[must_use]
    pub fn parallel(mut self) -> Self {
        self.search.workers = std::thread::available_parallelism().map_or(1, |n| n.get());
        self
    }
}
