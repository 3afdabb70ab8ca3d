//! Interrupts that are levels: what becomes of one that is withdrawn before it is taken, as each CPU has it.

#![allow(missing_docs)]

mod common;

use common::{A, B, fails, fired, irq, on, passes};
use irqshare::model::{self, Cpu, FailureKind, Register, Setup};
use irqshare::{Global, Main, interrupts};

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on()
}

/// A level that is gone before it could be taken doesn't fire where the flag is the level; one that is there at the section's end does.
#[test]
fn a_level_counts_when_it_can_be_taken() {
    on(A, || model::cpu().release::<irq::A>());
    let body = |released: bool| {
        move |cpu: &Cpu, _: &mut Main| {
            interrupts::free(|_| {
                cpu.hold::<irq::A>();
                if released {
                    cpu.release::<irq::A>();
                }
            });
            cpu.barrier();
            assert_eq!(fired(A), u32::from(!released));
        }
    };
    for cpu in [Setup::avr, Setup::riscv] {
        let setup = || with(cpu()).attach::<irq::A>(0);
        passes(&setup(), body(false));
        let failure = fails(&setup(), FailureKind::NeverFired, body(true));
        assert!(
            failure.message().contains("make it pending where it is attached with 0 firings"),
            "{failure}"
        );
        assert_eq!(fired(B), 0);
    }
}

/// The NVIC latches: a level that is gone before it could be taken fires all the same, once.
#[test]
fn the_nvic_latches_a_level() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || with(cpu()).attach::<irq::A>(0);
        // Gone before: once. Still there at the handler's end: once more, and so on.
        on(A, || model::cpu().release::<irq::A>());
        passes(&setup(), |cpu, _| {
            interrupts::free(|_| {
                cpu.hold::<irq::A>();
                cpu.release::<irq::A>();
            });
            cpu.barrier();
            assert_eq!(fired(A), 1);
        });
        // An edge while the handler runs: once more.
        on(A, || {
            if fired(A) < 3 {
                model::cpu().release::<irq::A>();
                model::cpu().hold::<irq::A>();
            }
            model::cpu().release::<irq::A>();
        });
        passes(&setup(), |cpu, _| {
            cpu.hold::<irq::A>();
            cpu.barrier();
            assert_eq!(fired(A), 3);
        });
    }
}

/// So does the gateway of a PLIC, behind RISC-V's one interrupt from outside.
#[test]
fn the_plic_latches_a_level() {
    let setup = with(Setup::riscv()).attach::<external::MachineExternal>(0);
    let report = model::check(&setup, |cpu, _| {
        interrupts::free(|_| {
            cpu.hold::<external::MachineExternal>();
            cpu.release::<external::MachineExternal>();
        });
    });
    assert_eq!(report.fired("MachineExternal"), 1);
}

mod external {
    mod device {
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            MachineExternal = 11,
        }
    }
    irqshare::handlers! {
        device: device;
        fn MachineExternal(_isr) {}
    }
}

/// Main takes a byte itself, with the handler held off: on Cortex-M the handler runs for it once more, and must look whether there is one.
#[test]
fn a_handler_that_does_not_look_takes_a_byte_twice() {
    static FULL: Register<u8> = Register::new(0);
    static DATA: Register<u8> = Register::new(0).on_read(|cpu, byte| {
        FULL.poke(0);
        cpu.release::<irq::A>();
        byte
    });
    static GOT: Global<u8> = Global::new(0);
    fn take() {
        DATA.read();
        GOT.update(|got| got + 1);
    }
    let setup = |cpu: Setup| {
        let receives = |cpu: &Cpu| {
            DATA.poke(7);
            FULL.poke(1);
            cpu.hold::<irq::A>();
        };
        let setup = with(cpu).reset(&FULL, || 0).reset(&DATA, || 0).reset(&GOT, || 0);
        setup.attach::<irq::A>(0).device("line", 1, receives)
    };
    let drains = |_: &Cpu, _: &mut Main| {
        interrupts::free(|_| {
            if FULL.read() == 1 {
                take();
            }
        });
        assert!(GOT.get() <= 1, "one byte, taken twice");
    };
    on(A, take);
    fails(&setup(Setup::cortex_m()), FailureKind::Panic, drains);
    passes(&setup(Setup::avr()), drains);
    on(A, || {
        if FULL.read() == 1 {
            take();
        }
    });
    passes(&setup(Setup::cortex_m()), drains);
}
