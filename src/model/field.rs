//! `plain_field!`: one field of a `Plain`, as a cell of its own.

/// One field of a [`Plain`](crate::model::Plain) struct, as a `&Plain` of its own: an access touches the field alone, as it does in a `static mut`.
///
/// Arguments are as for `offset_of!`, behind the `Plain`: its type, and the field, or a field of that. The struct needs no [`Bits`](crate::model::Bits), but the field does. A union has no fields here: what it holds isn't known. Reports call it by its name.
/// Of an array, [`at`](crate::model::Plain::at) gives an element.
///
/// **Context**: anyone, on the model alone. **Cost**: hosts only.
///
/// ```
/// use irqshare::model::{self, Plain, Setup};
/// use irqshare::plain_field;
///
/// #[derive(Clone, Copy)]
/// struct State { running: bool, ticks: u16 }
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_OVF(_isr) { plain_field!(STATE, State, ticks).update(|ticks| ticks + 1) }
/// }
/// // static mut STATE: State = ..
/// static STATE: Plain<State> = Plain::new(State { running: false, ticks: 0 });
///
/// let setup = Setup::avr().attach::<TIMER0_OVF>(1).interrupts_on()
///     .reset(&STATE, || State { running: false, ticks: 0xff });
/// model::check(&setup, |_cpu, _main| {
///     plain_field!(STATE, State, running).set(true); // another field: no tick is lost
///     assert!(plain_field!(STATE, State, running).get());
/// });
/// let failure = model::try_check(&setup.atomicity(), |_cpu, _main| {
///     plain_field!(STATE, State, ticks).update(|ticks| ticks + 1);
/// }).unwrap_err();
/// assert_eq!(failure.findings()[0].variable(), Some("STATE.ticks"));
/// ```
#[macro_export]
macro_rules! plain_field {
    ($plain:expr, $type:ty, $($field:tt).+ $(,)?) => {{
        let plain: &$crate::model::Plain<$type> = &$plain;
        // Outside of the `unsafe` block, so that it is refused where the struct is packed, and
        // where it is a union, whose fields are read by `unsafe` alone.
        let aligned: fn(&$type) = |whole| _ = &whole.$($field).+;
        // SAFETY: `offset_of!` is of this field of that type, and the first function, which is
        // never called, says the field's own type, because raw pointers aren't coerced to another.
        // It is aligned, and a field of no union, because safe code makes a reference to it.
        unsafe {
            plain.__field(
                $crate::__private::core::mem::offset_of!($type, $($field).+),
                $crate::__private::core::stringify!($($field).+),
                |whole| &raw const (*whole).$($field).+,
                aligned,
            )
        }
    }};
}
