// On a host there is no executor to start.

irqshare::main! {
    #[embassy_executor::main]
    async fn main(main, spawner: u8) {}
}
