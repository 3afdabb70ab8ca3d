//! `Report`: what a check that passed has looked at.

use crate::model::engine::machine::Remains;
use crate::model::setup::Setup;
use core::panic::Location;
use std::string::String;
use std::vec::Vec;

/// The longest time that critical sections held a vector off.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) {} } }
/// # use irqshare::{Global, free, model::{self, Setup}};
/// # static A: Global<u8> = Global::new(0);
/// # static B: Global<u8> = Global::new(0);
/// # fn main() {
/// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&A, || 0).reset(&B, || 0).interrupts_on();
/// let report = model::check(&setup, |_cpu, _main| {
///     free(|cs| { A.set_in(cs, 1); B.set_in(cs, 2) });
/// });
/// let longest = report.masked()[0];
/// assert_eq!((longest.vector, longest.accesses), ("UART0", 2));
/// println!("{}", longest.from.unwrap()); // where the section begins
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct MaskedStretch {
    /// The vector's name.
    pub vector: &'static str,
    /// Accesses to cells in that time, on the emulated CPU's word size.
    pub accesses: u32,
    /// Where the section begins; `None` when nothing ever held it off.
    pub from: Option<&'static Location<'static>>,
}

/// What a check that passed has looked at.
///
/// Its `Display` is a line on the search, one for each vector that sections held off, and one on the deepest nesting.
///
/// ```
/// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
/// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::BYTES.update(|bytes| bytes + 1) } } }
/// # use irqshare::{Global, model::{self, Setup}};
/// # static BYTES: Global<u8> = Global::new(0);
/// # fn main() {
/// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&BYTES, || 0).interrupts_on();
/// let report = model::check(&setup, |_cpu, _main| assert!(BYTES.get() <= 1));
/// println!("{report}"); // "3 schedules (complete), up to 3 preemption points" and more
/// # assert!(report.to_string().contains("(complete)"));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Report {
    schedules: u64,
    points: u64,
    complete: bool,
    /// By vector or device, as they were attached.
    pub(in crate::model) fired: Vec<(&'static str, u32)>,
    masked: Vec<MaskedStretch>,
    nesting: Vec<&'static str>,
    sample: bool,
}

impl Report {
    pub(in crate::model) fn new(setup: &Setup) -> Self {
        Self {
            schedules: 0,
            points: 0,
            complete: false,
            fired: setup.vectors.iter().map(|v| (v.name, 0)).collect(),
            masked: setup
                .vectors
                .iter()
                .filter(|v| v.device.is_none())
                .map(|v| MaskedStretch { vector: v.name, accesses: 0, from: None })
                .collect(),
            nesting: Vec::new(),
            sample: setup.sample.is_some(),
        }
    }

    /// Adds what a schedule has shown.
    pub(in crate::model) fn add(&mut self, setup: &Setup, remains: &Remains<'_>) {
        self.schedules += 1;
        self.points = self.points.max(remains.points);
        for (most, fired) in self.fired.iter_mut().zip(remains.fired()) {
            most.1 = most.1.max(fired);
        }
        let longest = remains.longest().zip(&setup.vectors).filter(|(_, v)| v.device.is_none());
        for (worst, (longest, _)) in self.masked.iter_mut().zip(longest) {
            if longest.accesses > worst.accesses {
                worst.accesses = longest.accesses;
                worst.from = longest.from;
            }
        }
        self.add_nesting(setup, remains);
    }

    pub(in crate::model) fn add_nesting(&mut self, setup: &Setup, remains: &Remains<'_>) {
        if remains.nest.len() > self.nesting.len() {
            self.nesting = remains.nest.iter().map(|&line| setup.vectors[line].name).collect();
        }
    }

    pub(in crate::model) fn add_nesting_of(&mut self, other: &Self) {
        if other.nesting.len() > self.nesting.len() {
            self.nesting.clone_from(&other.nesting);
        }
    }

    /// What was counted, as numbers, for another process of this program: names and places stay where they are in it.
    pub(in crate::model) fn words(&self) -> Vec<u64> {
        let place = |place: &'static Location<'static>| core::ptr::from_ref(place).expose_provenance() as u64;
        let mut words = std::vec![self.schedules, self.points];
        words.extend(self.fired.iter().map(|(_, n)| u64::from(*n)));
        for stretch in &self.masked {
            words.extend([u64::from(stretch.accesses), stretch.from.map_or(0, place)]);
        }
        let line = |name: &&str| self.fired.iter().position(|(n, _)| n == name).unwrap_or(0) as u64;
        words.extend(self.nesting.iter().map(line));
        words
    }

    /// Adds what a process of this program counted.
    #[expect(clippy::cast_possible_truncation, reason = "numbers of this process's size")]
    pub(in crate::model) fn add_words(&mut self, words: &[u64]) {
        let mut words = words.iter().copied();
        let mut next = || words.next().unwrap_or(0);
        self.schedules += next();
        self.points = self.points.max(next());
        for (_, most) in &mut self.fired {
            *most = (*most).max(next() as u32);
        }
        for worst in &mut self.masked {
            let (accesses, from) = (next() as u32, next() as usize);
            if accesses > worst.accesses {
                worst.accesses = accesses;
                // SAFETY: 0, or what `words` exposed: a place that a fork has where this process has it.
                worst.from =
                    unsafe { core::ptr::with_exposed_provenance::<Location<'static>>(from).as_ref() };
            }
        }
        let nesting: Vec<&'static str> =
            words.filter_map(|line| Some(self.fired.get(line as usize)?.0)).collect();
        if nesting.len() > self.nesting.len() {
            self.nesting = nesting;
        }
    }

    pub(in crate::model) fn completed(&mut self) {
        self.complete = true;
    }

    /// How many schedules were run. Those that differ from one of them only in the order of what is independent aren't, and don't count: see
    /// [`Setup::every_order`].
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let report = model::check(&Setup::avr(), |cpu, _main| _ = cpu.any([1, 2, 3]));
    /// // a test that fixes the number notices when the search shrinks
    /// assert_eq!(report.schedules(), 3);
    /// ```
    pub fn schedules(&self) -> u64 {
        self.schedules
    }

    /// The most preemption points in one schedule: where some interrupt could have struck.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::BYTES.set(1) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static BYTES: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(1).reset(&BYTES, || 0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = BYTES.get());
    /// assert!(report.points() >= 1); // 0: nothing could strike, so nothing was checked
    /// # }
    /// ```
    pub fn points(&self) -> u64 {
        self.points
    }

    /// The handlers of the deepest nesting in any schedule, from the outermost on: that many stack frames of handlers lie on main's at once.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5, TIMER_0A = 19 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::BYTES.set(1) } #[priority(2)] fn TIMER_0A(_isr) { super::BYTES.set(2) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static BYTES: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER_0A>(1).reset(&BYTES, || 0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = BYTES.get());
    /// assert_eq!(report.nesting(), ["UART0", "TIMER_0A"]); // the stack has to hold both
    /// # }
    /// ```
    pub fn nesting(&self) -> &[&'static str] {
        &self.nesting
    }

    /// Whether it was a sample: schedules by chance, which prove nothing about the others.
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let setup = Setup::avr().sample(10, 1);
    /// let report = model::check(&setup, |cpu, _main| assert!(cpu.any(0..100) < 100));
    /// assert!(report.is_sample() && !report.complete());
    /// ```
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    /// Whether every schedule within the bounds was run; `false` for samples and replays.
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let report = model::check(&Setup::avr(), |cpu, _main| assert!(cpu.any(0..100) < 100));
    /// assert!(report.complete()); // all 100
    /// ```
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// How often a vector fired, or a device acted, at most, in one schedule; 0 for a name that isn't attached.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) { super::BYTES.set(1) } } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static BYTES: Global<u8> = Global::new(0);
    /// # fn main() {
    /// # let setup = Setup::avr().attach::<irq::UART0>(2).reset(&BYTES, || 0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = BYTES.get());
    /// assert_eq!(report.fired("UART0"), 2); // the bound was met
    /// # }
    /// ```
    pub fn fired(&self, vector: &str) -> u32 {
        self.fired.iter().find(|(name, _)| *name == vector).map_or(0, |(_, n)| *n)
    }

    pub(in crate::model) fn never_fired(&self) -> Option<&'static str> {
        self.fired.iter().find(|(_, n)| *n == 0).map(|(name, _)| *name)
    }

    /// The longest time that critical sections held each vector off, in any schedule; a stretch for each that is attached, in that order.
    ///
    /// ```
    /// # mod device { #[derive(Clone, Copy)] pub enum Interrupt { UART0 = 5 } }
    /// # mod irq { irqshare::handlers! { device: super::device; fn UART0(_isr) {} } }
    /// # use irqshare::{Global, model::{self, Setup}};
    /// # static LOG: Global<[u32; 4]> = Global::new([0; 4]);
    /// # fn main() {
    /// # let setup = Setup::cortex_m().attach::<irq::UART0>(1).reset(&LOG, || [0; 4]).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| LOG.set([1; 4]));
    /// for stretch in report.masked() {
    ///     println!("{} is held off for {} accesses", stretch.vector, stretch.accesses);
    /// }
    /// # assert_eq!(report.masked()[0].accesses, 4);
    /// # }
    /// ```
    pub fn masked(&self) -> &[MaskedStretch] {
        &self.masked
    }

    /// All of this for tools: a JSON document.
    ///
    /// ```text
    /// { "version": 1,              // as in `Failure::json`
    ///   "report": {
    ///     "schedules": 5,
    ///     "points": 4,
    ///     "complete": true,
    ///     "sample": false,
    ///     "fired": [{ "vector": "UART", "times": 2 }],
    ///     "masked": [{ "vector": "UART", "accesses": 6, "from": { "file": "src/main.rs", "line": 10, "column": 9 } }],   // from: null if nothing held it off
    ///     "nesting": ["UART"] } }  // from the outermost on
    /// ```
    ///
    /// To have it written: [`Setup::json`], or `IRQSHARE_JSON=folder` in the environment of a [`check`](super::check).
    ///
    /// ```
    /// # use irqshare::model::{self, Setup};
    /// let report = model::check(&Setup::avr(), |cpu, _main| _ = cpu.any([1, 2, 3]));
    /// let json: serde_json::Value = serde_json::from_str(&report.json())?;
    /// assert_eq!(json["report"]["schedules"], 3);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn json(&self) -> String {
        crate::model::report::json::report(self)
    }
}

impl core::fmt::Display for Report {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let extent = match (self.complete, self.sample) {
            (true, _) => "complete",
            (_, true) => "a sample, not complete",
            _ => "a replay, not complete",
        };
        let plural = |n: u64| if n == 1 { "" } else { "s" };
        let (schedules, points) = (self.schedules, self.points);
        write!(
            f,
            "{schedules} schedule{} ({extent}), up to {points} preemption point{}",
            plural(schedules),
            plural(points)
        )?;
        for m in &self.masked {
            if let Some(from) = m.from {
                write!(f, "\n{} held off for up to {} accesses, from {from}", m.vector, m.accesses)?;
            }
        }
        if self.nesting.len() > 1 {
            write!(f, "\nnested up to {} deep: {}", self.nesting.len(), self.nesting.join(", in it "))?;
        }
        Ok(())
    }
}
