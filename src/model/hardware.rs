//! What a `Setup` says of the chip: an AVR that nests, priority bits, sleeps that end for no reason, events.

use super::engine::CpuKind;
use super::setup::Setup;
use crate::vector::Vector;

impl Setup {
    /// An XMEGA: an AVR whose handlers nest by level. Interrupts stay on in a handler, and one of a higher level preempts it. The levels are the PMIC's: 1 is its low one, 2 the medium, 3 the high one
    /// (*XMEGA AU Manual*, 12.5).
    ///
    /// Every line starts with level 1, whatever `#[priority]` says; [`level`](Self::level) and [`Cpu::set_priority`](super::Cpu::set_priority) set others. As on the chip, cells don't know the levels: a lock in a handler masks if the
    /// cell has other handlers, `get_mut` is for a cell of one handler, and `isr.cs()` doesn't exist. Here they say so when they run, on the chip when they are compiled. Of the low level's round robin (PMIC.CTRL.RREN)
    /// nothing is emulated: the lowest number goes first.
    ///
    /// ```
    /// use irqshare::{Shared, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p; // in firmware: irqshare::avr::atxmega128a1
    ///     fn USART_RX(isr) { TOTAL.lock(isr, |total| *total += 1) } // not `get_mut`
    ///     fn TIMER0_OVF(isr) { TOTAL.lock(isr, |total| *total += 10) }
    /// }
    /// static TOTAL: Shared<u8, (USART_RX, TIMER0_OVF)> = Shared::new(0);
    ///
    /// let setup = Setup::avr_xmega().interrupts_on().reset(&TOTAL, || 0)
    ///     .attach::<USART_RX>(1)
    ///     .attach::<TIMER0_OVF>(1).level::<TIMER0_OVF>(3); // TCC0.INTCTRLA, say
    /// let report = model::check(&setup, |_cpu, main| {
    ///     assert!([0, 1, 10, 11].contains(&TOTAL.lock(main, |total| *total)));
    /// });
    /// assert_eq!(report.nesting(), ["USART_RX", "TIMER0_OVF"]); // in a handler of level 1, one of level 3
    /// ```
    pub fn avr_xmega() -> Self {
        Self::new(CpuKind::AvrXmega)
    }

    /// An AVR-Dx, a megaAVR-0, or a tinyAVR of series 0 to 2: as [`avr_xmega`](Self::avr_xmega), with two levels, of which the upper one has one vector: 1 is the CPUINT's level 0, and 2 its level 1,
    /// whose vector stands in LVL1VEC (*AVR128DA28/32/48/64 datasheet*, CPUINT). Of the round robin of level 0, and of the order that LVL0PRI gives it, nothing is emulated: the lowest number goes first.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p; // in firmware: irqshare::avr::avr128da48
    ///     fn USART_RX(_isr) { BYTES.set(BYTES.get() + 1) }
    ///     fn TIMER0_OVF(_isr) { BYTES.set(0) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// // CPUINT.LVL1VEC = the timer's vector, so it strikes between the two accesses
    /// let setup = Setup::avr_dx().interrupts_on().reset(&BYTES, || 5)
    ///     .attach::<USART_RX>(1).attach::<TIMER0_OVF>(1).level::<TIMER0_OVF>(2);
    /// assert!(model::try_check(&setup.atomicity(), |_cpu, _main| ()).is_err());
    /// ```
    pub fn avr_dx() -> Self {
        Self::new(CpuKind::AvrDx)
    }

    /// The level that an attached vector starts with, on [`avr_xmega`](Self::avr_xmega) and [`avr_dx`](Self::avr_dx): from 1, the lowest.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::atmega328p;
    ///     fn USART_RX(_isr) { BYTES.update(|bytes| bytes + 1) }
    ///     fn ADC(_isr) {}
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = || Setup::avr_dx().interrupts_on().reset(&BYTES, || 0)
    ///     .attach::<USART_RX>(1).attach::<ADC>(1);
    /// // at equal levels no handler preempts another one
    /// assert_eq!(model::check(&setup(), |_cpu, _main| ()).nesting().len(), 1);
    /// let report = model::check(&setup().level::<ADC>(2), |_cpu, _main| ());
    /// assert_eq!(report.nesting(), ["USART_RX", "ADC"]);
    /// ```
    #[must_use]
    pub fn level<V: Vector>(mut self, level: u16) -> Self {
        let (cpu, top) = (self.program.cpu, self.program.top());
        if !cpu.has_levels() {
            self.complain(std::format!(
                "`level` is for `Setup::avr_xmega()` and `Setup::avr_dx()`: elsewhere `#[priority({level})]` in `handlers!` says it",
            ));
        } else if !(1..=top).contains(&level) {
            self.complain(std::format!(
                "`{}` gets level {level}: 1 is the lowest, and the highest is {top} on this CPU",
                V::NAME
            ));
        } else if cpu == CpuKind::AvrDx && level == 2 && self.program.lines.iter().any(|line| line.level == 2)
        {
            self.complain(std::format!(
                "`{}` gets level 2 beside another vector: CPUINT.LVL1VEC has room for one: leave level 1 to the others",
                V::NAME
            ));
        }
        if let Some(line) = self.vector::<V>("level") {
            line.level = level;
        }
        self
    }

    /// How many bits of a priority the chip has, from 3 to 8 on a [`cortex_m`](Self::cortex_m) (*Armv7-M Architecture Reference Manual*, B1.5.4). There are `1 << bits` priorities.
    ///
    /// Without this it has as many as the `NVIC_PRIO_BITS` of the `device:` say, which a PAC has; or else, as with the devices of the model, 8. A [`cortex_m0`](Self::cortex_m0) has 2, as the architecture says. With fewer bits, a lock whose ceiling is the top masks everything, since BASEPRI can't,
    /// and SysTick and PendSV are no higher than a handler at that top. A vector with a priority that the chip hasn't is refused, as it is when firmware is compiled.
    ///
    /// ```
    /// use irqshare::{Global, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     #[priority(8)]
    ///     fn UART0(_isr) { BYTES.set(BYTES.get() + 1) }
    ///     fn SysTick(_isr) { BYTES.set(0) }
    /// }
    /// static BYTES: Global<u8> = Global::new(0);
    ///
    /// let setup = || Setup::cortex_m().interrupts_on().reset(&BYTES, || 5)
    ///     .attach::<UART0>(1).attach::<SysTick>(1).atomicity();
    /// // with 4 bits SysTick, at 16, strikes between the two accesses
    /// assert!(model::try_check(&setup().priority_bits(4), |_cpu, _main| ()).is_err());
    /// // with 3, an LM3S6965's, 8 is the top, too
    /// assert!(model::check(&setup().priority_bits(3), |_cpu, _main| ()).complete());
    /// ```
    #[must_use]
    pub fn priority_bits(mut self, bits: u8) -> Self {
        let allowed = match self.program.cpu {
            CpuKind::CortexM => 3..=8,
            CpuKind::CortexM0 => 2..=2,
            _ => {
                self.complain("`priority_bits` is for a Cortex-M: other CPUs have no NVIC".into());
                return self;
            }
        };
        if !allowed.contains(&bits) {
            self.complain(std::format!(
                "`priority_bits({bits})`: this CPU has from {} to {} bits of priority",
                allowed.start(),
                allowed.end()
            ));
            return self;
        }
        self.program.priority_bits = bits;
        self.bits_said = true;
        self
    }

    /// The device that an attached vector is of says how many bits its NVIC has.
    pub(super) fn knows_bits(&mut self, bits: u8) {
        if self.program.cpu == CpuKind::CortexM {
            self.bits_of_device = self.bits_of_device.max(bits);
            if !self.bits_said {
                self.program.priority_bits = self.program.priority_bits.min(bits);
            }
        }
    }

    /// Refuses a priority that the chip hasn't, as `handlers!` do with the device's `NVIC_PRIO_BITS`. The model's own top is what SysTick and PendSV have without `#[priority]`.
    pub(super) fn refused_priority(&self) -> Option<std::string::String> {
        const MODELS_TOP: u16 = 1 << 8;
        let bits = self.program.priority_bits;
        if self.bits_of_device > bits {
            return Some(std::format!(
                "the `device:` of a handler has NVIC_PRIO_BITS = {}, but the chip has {bits} bits of priority: `main!` and `enable` refuse that on the chip; name its own PAC after `device:`",
                self.bits_of_device
            ));
        }
        let top = self.program.top();
        let refused = |line: &&super::engine::Attached| line.priority > top && line.priority != MODELS_TOP;
        let vectors = self.program.lines.iter().filter(|line| line.device.is_none());
        let line = vectors.filter(|_| self.program.cpu.is_cortex()).find(refused)?;
        Some(std::format!(
            "the chip has no priority {} (handler `{}`): with {} bits the highest is {top}; write `#[priority({top})]` or less, or say how many bits it has, by `Setup::cortex_m().priority_bits(n)`",
            line.priority,
            line.name,
            bits
        ))
    }

    /// How often in a run a sleep may end though no interrupt came. Without this it may once.
    ///
    /// `wfi` is a hint: a Cortex-M may wake for reasons of the implementation (*Armv7-M Architecture Reference Manual*, B1.5.19), and on RISC-V it may do nothing at all (*Privileged Architecture*, 3.3.3). So what follows a
    /// [`Cpu::sleep`](super::Cpu::sleep), a [`Cpu::wait_for_event`](super::Cpu::wait_for_event) or a sleep of [`sleep_until_with`](crate::sleep_until_with) has to look whether there is something to do.
    /// [`sleep_until`](crate::sleep_until) and the executors look again by themselves, and show no difference. AVR's `sleep` ends by an interrupt alone.
    ///
    /// ```
    /// use irqshare::{Global, interrupts, model::{self, Setup}};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn GPIOA(_isr) { PRESSED.set(true) }
    /// }
    /// static PRESSED: Global<bool> = Global::new(false);
    ///
    /// let setup = || Setup::cortex_m().attach::<GPIOA>(1).reset(&PRESSED, || false).interrupts_on();
    /// let body = |cpu: &model::Cpu, _main: &mut irqshare::Main| {
    ///     interrupts::free(|cs| if !PRESSED.get_in(cs) { cpu.sleep() });
    ///     cpu.barrier(); // isb: the end of a section may be seen a little later
    ///     assert!(PRESSED.get()); // it should look again: `while !PRESSED.get_in(cs)`
    /// };
    /// assert!(model::try_check(&setup(), body).is_err());
    /// assert!(model::check(&setup().spurious_wakes(0), body).complete()); // on a chip that promises more
    /// ```
    #[must_use]
    pub fn spurious_wakes(mut self, most: u32) -> Self {
        self.program.spurious_wakes = most;
        self
    }

    /// Sets SCR.SEVONPEND: an interrupt that becomes pending is an event, also of a line that is off or masked (*Armv7-M Architecture Reference Manual*, B3.2.7), so it ends a
    /// [`Cpu::wait_for_event`](super::Cpu::wait_for_event).
    ///
    /// ```
    /// use irqshare::model::{self, Setup};
    ///
    /// irqshare::handlers! {
    ///     device: irqshare::model::lm3s6965;
    ///     fn SSI0(_isr) {}
    /// }
    ///
    /// let setup = Setup::cortex_m().event_on_pend().attach::<SSI0>(1);
    /// model::check(&setup, |cpu, main| {
    ///     // the line is off, so main waits for the transfer without a handler
    ///     while !cpu.is_pending::<SSI0>() {
    ///         cpu.wait_for_event(); // without SEVONPEND it would wait for ever
    ///     }
    ///     SSI0::enable(main); // now the handler runs
    /// });
    /// ```
    #[must_use]
    pub fn event_on_pend(mut self) -> Self {
        if !self.program.cpu.is_cortex() {
            self.complain("`event_on_pend` is for a Cortex-M: other CPUs have no event register".into());
        }
        self.program.event_on_pend = true;
        self
    }
}
