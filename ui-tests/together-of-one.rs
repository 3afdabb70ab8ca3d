// What one cell alone belongs together with: taken, `together` would look for nothing, and the check would pass.

use irqshare::Global;
use irqshare::model::Setup;

static LENGTH: Global<u8> = Global::new(0);

fn main() {
    let _ = Setup::avr().reset(&LENGTH, || 0).together(&LENGTH);
}
