#![allow(missing_docs)]
use irqshare::model::{self, Plain, Setup};
use irqshare::{Global, Shared};
mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TIMER = 14,
        UART = 18,
    }
}
static TICKS: Global<u16> = Global::new(0);
static RAW: Plain<u16> = Plain::new(0);
static BOTH: Shared<u32, (irq::TIMER, irq::UART)> = Shared::new(0);
static TWO: Shared<u32, irq::TIMER> = Shared::new(0);
struct Led(u8);
mod irq {
    irqshare::handlers! {
        device: super::device;
        fn TIMER(isr) { super::TICKS.update(|t| t + 1); super::RAW.update(|t| t + 1); isr.lock((&super::BOTH, &super::TWO), |(a, b)| {*a += 1; *b += 1}); }
        #[priority(2)]
        fn UART(isr, led: &mut super::Led) { led.0 += 1; *super::BOTH.get(isr) += 1; }
    }
}
#[test]
fn torn() {
    let setup = Setup::avr()
        .interrupts_on()
        .attach::<irq::TIMER>(1)
        .reset(&TICKS, || 0xff)
        .reset(&RAW, || 0xff)
        .reset(&BOTH, || 0)
        .reset(&TWO, || 0);
    let r = model::check(&setup, |_, _| {
        let t = TICKS.get();
        assert!(t == 0xff || t == 0x100);
    });
    println!("{r}");
    let f = model::try_check(&setup, |_, _| {
        let t = RAW.get();
        assert!(t == 0xff || t == 0x100, "torn {t:#x}");
    })
    .unwrap_err();
    println!("{f}");
    let g = model::replay(&setup, f.token().unwrap(), |_, _| {
        let t = RAW.get();
        assert!(t == 0xff || t == 0x100, "torn {t:#x}");
    })
    .unwrap_err();
    assert_eq!(f.picture().lines().count(), g.picture().lines().count());
}
#[test]
fn nested() {
    let setup = Setup::cortex_m()
        .attach::<irq::TIMER>(2)
        .attach::<irq::UART>(2)
        .reset(&TICKS, || 0xff)
        .reset(&RAW, || 0xff)
        .reset(&BOTH, || 0)
        .reset(&TWO, || 0);
    let r = model::check(&setup, |_, main| {
        irq::TIMER::enable(main);
        irq::UART::enable(main, Led(1));
        BOTH.lock(main, |b| *b += 1);
        main.lock((&BOTH, &TWO), |(a, b)| {
            *a += 1;
            assert!(*b <= 2);
        });
        let led = irq::UART::disable(main).unwrap();
        assert!(led.0 <= 3);
    });
    println!("{r}");
}
