//! `Report`: what a check that passed has looked at.

use super::hint::{self, Hint};
use crate::model::engine::Place;
use crate::model::engine::{Begin, Findings, Program, Totals};
use std::format;
use std::vec::Vec;

/// The longest time that critical sections held a vector off.
///
/// ```
/// use irqshare::{Global, interrupts, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn USART_RX(_isr) {}
/// }
/// static A: Global<u8> = Global::new(0);
/// static B: Global<u8> = Global::new(0);
///
/// let setup = Setup::avr().attach::<USART_RX>(1).reset(&A, || 0).reset(&B, || 0).interrupts_on();
/// let report = model::check(&setup, |_cpu, _main| {
///     interrupts::free(|cs| { A.set_in(cs, 1); B.set_in(cs, 2) });
/// });
/// let longest = report.masked()[0];
/// assert_eq!((longest.vector, longest.accesses), ("USART_RX", 2));
/// println!("{}", longest.from.unwrap()); // where the section begins
/// ```
#[derive(Debug, Clone, Copy)]
pub struct MaskedStretch {
    /// The vector's name.
    pub vector: &'static str,
    /// Accesses to cells in that time, on the emulated CPU's word size.
    pub accesses: u32,
    /// Where the section begins, or its first access is; `None` when nothing ever held it off.
    pub from: Option<Place>,
    /// Whether `from` is the first access in the section: another crate's function opened it (`critical_section::with`, say), which doesn't say for whom.
    pub from_first_access: bool,
}

/// What a check has looked at: one that passed, or [one that failed](crate::model::Failure::report), until then.
///
/// Its `Display` is a line on the search, one for each vector that sections held off, one for each that [never fired](Self::silent) or whose handler [did nothing](Self::unseen) that the model sees, one for each [hint](Self::hints), and one on the deepest nesting.
///
/// ```
/// use irqshare::{Global, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn USART_RX(_isr) { BYTES.update(|bytes| bytes + 1) }
/// }
/// static BYTES: Global<u8> = Global::new(0);
///
/// let setup = Setup::avr().attach::<USART_RX>(1).reset(&BYTES, || 0).interrupts_on();
/// let report = model::check(&setup, |_cpu, _main| assert!(BYTES.get() <= 1));
/// println!("{report}"); // "3 schedules (complete), up to 3 preemption points" and more
/// assert!(report.to_string().contains("(complete)"));
/// ```
#[derive(Debug, Clone)]
pub struct Report {
    schedules: u64,
    points: u64,
    extent: Extent,
    arrivals: Option<u32>,
    /// By vector or device, as they were attached.
    pub(super) fired: Vec<(&'static str, u32)>,
    silent: Vec<&'static str>,
    /// The first that never fired, and may not do so.
    never_fired: Option<&'static str>,
    unseen: Vec<&'static str>,
    masked: Vec<MaskedStretch>,
    nesting: Vec<&'static str>,
    hints: Vec<Hint>,
}

/// How much of all there is was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Extent {
    /// All of it, within the bounds.
    Complete,
    /// What chance chose.
    Sample,
    /// One schedule.
    Replay,
    /// What came before it failed.
    Ended,
}

impl Report {
    /// Of a search that is over, with so many arrivals in one schedule.
    pub(in crate::model) fn new(
        program: &Program,
        totals: &Totals,
        extent: Extent,
        arrivals: Option<u32>,
    ) -> Self {
        let lines = || program.lines.iter();
        Self {
            schedules: totals.schedules,
            points: totals.points,
            extent,
            arrivals: arrivals.filter(|most| *most < program.arrivals()),
            fired: lines().map(|line| line.name).zip(totals.fired.iter().copied()).collect(),
            silent: lines()
                .zip(&totals.fired)
                .filter(|(line, fired)| line.may_stay_silent && **fired == 0)
                .map(|(line, _)| line.name)
                .collect(),
            never_fired: lines()
                .zip(&totals.fired)
                .find(|(line, fired)| **fired == 0 && !line.may_stay_silent && !line.waits_to_be_wanted())
                .map(|(line, _)| line.name),
            unseen: lines()
                .zip(totals.fired.iter().zip(&totals.seen))
                .filter(|(line, (fired, seen))| line.device.is_none() && **fired > 0 && !**seen)
                .map(|(line, _)| line.name)
                .collect(),
            masked: lines()
                .zip(&totals.longest)
                .filter(|(line, _)| line.device.is_none())
                .map(|(line, longest)| MaskedStretch {
                    vector: line.name,
                    accesses: longest.accesses,
                    from: longest.from.and_then(Begin::place),
                    from_first_access: matches!(longest.from, Some(Begin::FirstAccess(_))),
                })
                .collect(),
            nesting: totals.nest.iter().map(|&line| program.lines[line].name).collect(),
            hints: Vec::new(),
        }
    }

    /// With what the findings hint at.
    pub(in crate::model) fn hinting(self, findings: &Findings, totals: &Totals, program: &Program) -> Self {
        Self { hints: hint::told(findings, totals, program), ..self }
    }

    /// How many schedules were run. Those that differ from one of them only in the order of what is independent aren't, and don't count: see
    /// [`Setup::every_order`](crate::model::Setup::every_order).
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
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
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.set(1) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).reset(&BYTES, || 0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = BYTES.get());
    /// assert!(report.points() >= 1); // 0: nothing could strike, so nothing was checked
    /// ```
    pub fn points(&self) -> u64 {
        self.points
    }

    /// The handlers of the deepest nesting in any schedule, from the outermost on: that many stack frames of handlers lie on main's at once.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { BYTES.set(1) }
    ///     #[priority(2)]
    ///     fn TIMER_0A(_isr) { BYTES.set(2) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).attach::<TIMER_0A>(1)
    ///     .reset(&BYTES, || 0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = BYTES.get());
    /// assert_eq!(report.nesting(), ["UART0", "TIMER_0A"]); // the stack has to hold both
    /// ```
    pub fn nesting(&self) -> &[&'static str] {
        &self.nesting
    }

    /// Whether it was a sample: schedules by chance, which prove nothing about the others.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let setup = Setup::avr().sample(10, 1);
    /// let report = model::check(&setup, |cpu, _main| assert!(cpu.any(0..100) < 100));
    /// assert!(report.is_sample() && !report.complete());
    /// ```
    pub fn is_sample(&self) -> bool {
        self.extent == Extent::Sample
    }

    /// Whether every schedule within the bounds was run; `false` for samples and replays, and for what a check looked at that failed. With [`Setup::arrivals`](crate::model::Setup::arrivals) that
    /// is a bound, too: see [`arrivals`](Self::arrivals).
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let report = model::check(&Setup::avr(), |cpu, _main| assert!(cpu.any(0..100) < 100));
    /// assert!(report.complete()); // all 100
    /// ```
    pub fn complete(&self) -> bool {
        self.extent == Extent::Complete
    }

    /// The most arrivals in one schedule, if [`Setup::arrivals`](crate::model::Setup::arrivals) allows fewer than `attach` and `device` do together.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.update(|bytes| bytes + 1) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(9).reset(&BYTES, || 0).interrupts_on().arrivals(2);
    /// let report = model::check(&setup, |_cpu, _main| assert!(BYTES.get() <= 9));
    /// assert_eq!(report.arrivals(), Some(2)); // nothing was looked at with three
    /// assert_eq!(report.fired("USART_RX"), 2);
    /// println!("{report}"); // "6 schedules (complete within 2 arrivals), up to .."
    /// ```
    pub fn arrivals(&self) -> Option<u32> {
        self.arrivals
    }

    /// How often a vector fired, or a device acted, at most, in one schedule; 0 for a name that isn't attached.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.set(1) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(2).reset(&BYTES, || 0).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = BYTES.get());
    /// assert_eq!(report.fired("USART_RX"), 2); // the bound was met
    /// ```
    pub fn fired(&self, vector: &str) -> u32 {
        self.fired.iter().find(|(name, _)| *name == vector).map_or(0, |(_, n)| *n)
    }

    /// The vectors that fired, and whose handlers did nothing that the model sees: they used no cell, no `Plain` and no `Register`, and switched or pended no line. So nothing was tried out about them, though all
    /// schedules were run: atomics, and the cells of other crates, aren't seen ([limits](crate::guide::limits)).
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    /// use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.fetch_add(1, Relaxed); }
    /// }
    /// static BYTES: AtomicU32 = AtomicU32::new(0);
    ///
    /// let setup = Setup::avr().attach::<USART_RX>(1).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| _ = BYTES.load(Relaxed));
    /// assert_eq!(report.unseen(), ["USART_RX"]);
    /// println!("{report}"); // says it, too
    /// ```
    pub fn unseen(&self) -> &[&'static str] {
        &self.unseen
    }

    /// Cells that look as if they belonged together: one handler always changes them in one run, and a context that it interrupts reads them one by one, and was struck in between. A note, no failure: only you know
    /// whether they do. If so, [`Setup::together`](crate::model::Setup::together) says it, and then it is a [`Finding`](crate::model::Finding). Looked for with
    /// [`Setup::atomicity`](crate::model::Setup::atomicity) alone; one hint for each handler and context, mostly. [`Setup::allow`](crate::model::Setup::allow) with one of the cells takes a hint away.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn QEI0(_isr) {
    ///         for axis in &POSITION { axis.update(|position| position + 1) }
    ///     }
    /// }
    /// static POSITION: [Global<i32>; 3] = [const { Global::new(0) }; 3];
    ///
    /// let setup = Setup::cortex_m().attach::<QEI0>(1).reset(&POSITION, || [0; 3]).interrupts_on();
    /// let report = model::check(&setup.atomicity(), |_cpu, _main| {
    ///     let _position = POSITION.each_ref().map(|axis| axis.get());
    /// });
    /// for hint in report.hints() {
    ///     println!("{hint}"); // "main reads POSITION one by one (..), and QEI0, .. came between. .."
    /// }
    /// assert_eq!(report.hints().len(), 1);
    /// ```
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }

    /// The vectors that are attached, fired in no schedule, and [may do so](crate::model::Setup::may_stay_silent). So nothing was checked about them.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) {}
    /// }
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).may_stay_silent::<UART0>();
    /// let report = model::check(&setup, |_cpu, _main| {}); // `UART0::enable` is missing
    /// assert_eq!(report.silent(), ["UART0"]);
    /// println!("{report}"); // says it, too
    /// ```
    pub fn silent(&self) -> &[&'static str] {
        &self.silent
    }

    pub(super) fn never_fired(&self) -> Option<&'static str> {
        self.never_fired
    }

    /// The longest time that critical sections held each vector off, in any schedule; a stretch for each that is attached, in that order.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) {}
    /// }
    /// static LOG: Global<[u32; 4]> = Global::new([0; 4]);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&LOG, || [0; 4]).interrupts_on();
    /// let report = model::check(&setup, |_cpu, _main| LOG.set([1; 4]));
    /// for stretch in report.masked() {
    ///     println!("{} is held off for {} accesses", stretch.vector, stretch.accesses);
    /// }
    /// assert_eq!(report.masked()[0].accesses, 4);
    /// ```
    pub fn masked(&self) -> &[MaskedStretch] {
        &self.masked
    }
}

impl core::fmt::Display for Report {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let plural = |n: u64| if n == 1 { "" } else { "s" };
        let within = self.arrivals.map(|n| format!("within {n} arrival{}", plural(n.into())));
        let extent = match (self.extent, within) {
            (Extent::Complete, Some(within)) => format!("complete {within}"),
            (Extent::Complete, None) => "complete".into(),
            (Extent::Sample, Some(within)) => format!("a sample {within}, not complete"),
            (Extent::Sample, None) => "a sample, not complete".into(),
            (Extent::Replay, _) => "a replay, not complete".into(),
            (Extent::Ended, _) => "until it ended, not complete".into(),
        };
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
                if m.from_first_access {
                    f.write_str(", the first access in a section of another crate")?;
                }
            }
        }
        for name in &self.silent {
            write!(f, "\n{name} fired in no schedule, as it may, so nothing was checked about it")?;
        }
        for name in &self.unseen {
            write!(
                f,
                "\n{name} fired, but did nothing that the model sees, so nothing was tried out about it: share by cells, or test atomics and other crates' cells by other means"
            )?;
        }
        for hint in &self.hints {
            write!(f, "\nhint: {hint}")?;
        }
        if self.nesting.len() > 1 {
            write!(f, "\nnested up to {} deep: {}", self.nesting.len(), self.nesting.join(", in it "))?;
        }
        Ok(())
    }
}
