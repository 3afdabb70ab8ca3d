//! `Failure`: what a check found, with the schedule as a picture and the token that replays it.

use super::finding::{Finding, listed};
use super::passed::Report;
use super::picture::Picture;
use crate::model::engine::FailureKind;
use std::boxed::Box;
use std::path::PathBuf;
use std::string::String;
use std::vec::Vec;

/// Why a check failed.
///
/// Its `Display` is the whole report: what went wrong, the schedule in lanes, how to replay it.
///
/// ```
/// use irqshare::{Global, model::{self, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn UART0(_isr) { FLAG.set(true) }
/// }
/// static FLAG: Global<bool> = Global::new(false);
///
/// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&FLAG, || false).interrupts_on();
/// let result = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get(), "too early"));
/// let failure = result.unwrap_err();
/// let report = failure.to_string();
/// assert!(report.contains("too early") && report.contains(failure.picture()));
/// ```
#[derive(Debug, Clone)]
pub struct Failure {
    pub(super) kind: FailureKind,
    pub(super) message: String,
    pub(super) schedules: u64,
    pub(super) picture: Box<Picture>,
    pub(super) token: Option<Box<str>>,
    pub(super) findings: Box<[Finding]>,
    pub(super) report: Option<Box<Report>>,
    pub(super) complete_up_to: Option<u32>,
    /// Whether no shorter schedule fails.
    pub(super) shortest: bool,
    /// Where it was drawn or written down.
    pub(super) files: Vec<PathBuf>,
}

impl Failure {
    pub(in crate::model) fn without_schedule(kind: FailureKind, message: String) -> Self {
        Self {
            kind,
            message,
            schedules: 0,
            picture: Box::default(),
            token: None,
            findings: Box::default(),
            report: None,
            complete_up_to: None,
            shortest: false,
            files: Vec::new(),
        }
    }

    /// What went wrong.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, FailureKind, Setup}};
    ///
    /// static MODE: Global<u8> = Global::new(0);
    ///
    /// let failure = model::try_check(&Setup::avr(), |_cpu, _main| MODE.set(1)).unwrap_err();
    /// assert_eq!(failure.kind(), FailureKind::NotReset); // `.reset(&MODE, || 0)` is missing
    /// ```
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// What went wrong, in words: of a panic what it said, and where; of a failure as [`NotAtomic`](FailureKind::NotAtomic) the findings. It has no picture and no colour.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let failure = model::try_check(&Setup::avr(), |_cpu, _main| panic!("no room")).unwrap_err();
    /// assert!(failure.message().contains("no room"));
    /// ```
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How many schedules were run, the failing one among them. The shortest one is looked for after that, and doesn't count.
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// let result = model::try_check(&Setup::avr(), |cpu, _main| assert_ne!(cpu.any(0..9), 4));
    /// let failure = result.unwrap_err();
    /// assert_eq!(failure.schedules(), 5); // 0, 1, 2 and 3 passed
    /// ```
    pub fn schedules(&self) -> u64 {
        self.schedules
    }

    /// Whether it is known that no schedule fails that has fewer arrivals, or as many and fewer accesses. `false` when the search for one took too long, for a replay, and for the findings of a
    /// sample: nobody has looked at the other schedules.
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
    /// let setup = Setup::avr().attach::<USART_RX>(3).reset(&BYTES, || 0).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| assert_ne!(BYTES.get(), 1)).unwrap_err();
    /// assert!(failure.is_shortest()); // one arrival is enough, and the picture shows no more
    /// assert_eq!(failure.picture().matches("starts").count(), 1);
    /// ```
    pub fn is_shortest(&self) -> bool {
        self.shortest
    }

    /// The failing schedule as text: a lane for main, each handler and each device that took part, from top to bottom, with the values before and after, and the source
    /// at the right. Empty when no schedule failed: a limit was met, or the setup can't be run.
    ///
    /// A line is a lane that runs, a dotted one waits, a heavy one masks others; `(1)`, `(2)`, `(3)` are the accesses of a finding. Of a long schedule the end is drawn, and
    /// what surrounds these.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { FLAG.set(true) }
    /// }
    /// static FLAG: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get())).unwrap_err();
    /// for line in failure.picture().lines() {
    ///     println!("{line}"); //    3  ┊                   │ set FLAG: false -> true ..
    /// }
    /// assert!(failure.picture().contains("false -> true"));
    /// ```
    pub fn picture(&self) -> &str {
        &self.picture.text
    }

    /// What isn't atomic, in the order of the source: all that was found until the search ended, also when it ended by another failure or by a limit.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Order, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn ADC(_isr) { SAMPLE.set(7) }
    /// }
    /// static SAMPLE: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::avr().attach::<ADC>(1).reset(&SAMPLE, || 0).interrupts_on().atomicity();
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     let more = SAMPLE.get() > 5;
    ///     let sample = SAMPLE.get(); // may be another than was compared
    ///     assert!(!more || sample > 5);
    /// }).unwrap_err();
    /// assert_eq!(failure.findings().len(), 1);
    /// assert_eq!(failure.findings()[0].order(), Order::Rwr);
    /// ```
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What the check had looked at until it failed: how many schedules, what fired, how long vectors were held off. `None` if no schedule was run, as the setup or the token is bad. A parallel search
    /// that fails counts the schedules of all processes, and of the rest what they have told by then.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { BYTES.update(|bytes| bytes + 1) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(3).reset(&BYTES, || 0).interrupts_on();
    /// let failure = model::try_check(&setup.limit(2), |_cpu, _main| _ = BYTES.get()).unwrap_err();
    /// let report = failure.report().expect("two schedules were run");
    /// assert!(!report.complete());
    /// assert_eq!(report.schedules(), 2);
    /// ```
    pub fn report(&self) -> Option<&Report> {
        self.report.as_deref()
    }

    /// Of an [`Incomplete`](FailureKind::Incomplete) search: all schedules with up to so many arrivals were run, and none of them failed. `None` if not even those without any were, and for other failures. How it comes
    /// about: [`Setup::limit`](crate::model::Setup::limit).
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
    /// let setup = Setup::avr().attach::<USART_RX>(9).reset(&BYTES, || 0).interrupts_on().limit(50);
    /// let failure = model::try_check(&setup, |_cpu, _main| {
    ///     for _ in 0..4 { BYTES.get(); } // thousands of schedules
    /// }).unwrap_err();
    /// // it holds if no more than two bytes come: `.arrivals(2)` would pass
    /// assert_eq!(failure.complete_up_to(), Some(2));
    /// ```
    pub fn complete_up_to(&self) -> Option<u32> {
        self.complete_up_to
    }

    /// Replays the failing schedule: give it to [`replay`](crate::model::replay), or to `IRQSHARE_REPLAY`. Of several findings, it is the one with the shortest schedule.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn UART0(_isr) { FLAG.set(true) }
    /// }
    /// static FLAG: Global<bool> = Global::new(false);
    ///
    /// let setup = Setup::cortex_m().attach::<UART0>(1).reset(&FLAG, || false).interrupts_on();
    /// let failure = model::try_check(&setup, |_cpu, _main| assert!(!FLAG.get())).unwrap_err();
    /// if let Some(token) = failure.token() { // `None` if no schedule failed: a limit was met, say
    ///     println!("IRQSHARE_REPLAY={token} cargo test");
    /// }
    /// assert!(failure.token().is_some());
    /// ```
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// It was met after so many schedules, and this is the shortest that shows it, or not.
    pub(in crate::model) fn met_after(self, schedules: u64, shortest: bool) -> Self {
        Self { schedules, shortest, ..self }
    }

    /// What the check had looked at.
    pub(in crate::model) fn looked_at(self, report: Report) -> Self {
        Self { report: Some(Box::new(report)), ..self }
    }

    /// What the check had looked at, and what was found in it.
    pub(in crate::model) fn until(self, report: Report, findings: Vec<Finding>) -> Self {
        Self { report: Some(Box::new(report)), findings: findings.into(), ..self }
    }

    /// What was found beside, if something else is what went wrong.
    pub(super) fn found_beside(&self) -> String {
        if self.findings.is_empty() || self.kind == FailureKind::NotAtomic {
            return String::new();
        }
        std::format!(
            "\nfound until then, not atomic although each access is safe by itself:{}",
            listed(&self.findings)
        )
    }

    /// What the schedule is, for whoever looks at it.
    pub(super) fn which(&self) -> String {
        let which = if self.shortest { "the shortest schedule that shows it" } else { "the schedule" };
        std::format!("{which}, met after {}", self.schedules)
    }
}
