//! What the costs must not exceed, at opt-level s, with LTO and without.
//!
//! A bar is a figure that was reached by hand: by asm that saves, disables and restores, or by a variable that nobody protects. What an operation costs mustn't depend on
//! LTO either, for its masks are inline.

use crate::table::Row;

/// No more than this: target, operation, cost, bytes, masked.
const BARS: &[(&str, &str, u32, u32, u32)] = &[
    ("atmega328p", "global-u8-get", 6, 6, 0),
    ("atmega328p", "global-u8-set", 7, 8, 0),
    // A byte, and `andi r24, 1`: LLVM's AVR returns a bool so, of whatever variable.
    ("atmega328p", "global-flag-get", 7, 8, 0),
    ("atmega328p", "global-flag-set", 7, 8, 0),
    ("atmega328p", "global-word-get", 11, 16, 5),
    ("atmega328p", "global-wide-get", 15, 24, 9),
    ("atmega328p", "global-word-update", 17, 26, 11),
    ("atmega328p", "shared-main", 29, 52, 23),
    ("atmega328p", "moved-lock", 29, 52, 23),
    ("atmega328p", "mutex-main", 42, 83, 36),
    ("atmega328p", "shared-handler-count", 35, 40, 0),
    ("atmega328p", "global-update-in-handler", 35, 40, 0),
    ("atmega328p", "moved-handler", 53, 70, 0),
    ("thumbv6m", "global-flag-get", 5, 16, 0),
    ("thumbv6m", "global-flag-set", 5, 16, 0),
    ("thumbv6m", "global-word-get", 5, 16, 0),
    ("thumbv6m", "global-word-set", 5, 16, 0),
    ("thumbv6m", "global-wide-get", 8, 24, 3),
    ("thumbv6m", "global-word-update", 10, 28, 5),
    ("thumbv6m", "shared-main", 17, 52, 12),
    ("thumbv6m", "shared-main-call", 21, 56, 16),
    ("thumbv6m", "shared-handler", 13, 40, 0),
    ("thumbv6m", "shared-handler-call", 17, 40, 0),
    // The floor and a look whether the value is there.
    ("thumbv6m", "value-handler", 14, 36, 0),
    ("thumbv7m", "global-flag-get", 6, 16, 0),
    ("thumbv7m", "global-flag-set", 6, 16, 0),
    ("thumbv7m", "global-word-get", 6, 16, 0),
    ("thumbv7m", "global-word-set", 6, 16, 0),
    ("thumbv7m", "global-wide-get", 6, 18, 0),
    ("thumbv7m", "global-word-update", 11, 30, 5),
    ("thumbv7m", "shared-main", 20, 58, 14),
    ("thumbv7m", "shared-main-call", 21, 56, 15),
    ("thumbv7m", "shared-handler", 17, 46, 0),
    ("thumbv7m", "shared-handler-call", 18, 46, 0),
    ("thumbv7m", "value-handler", 13, 40, 0),
];

/// On targets whose code is another's: v8-M.main runs what v7-M runs.
const SAME: [(&str, &str); 1] = [("thumbv8m.main", "thumbv7m")];

/// Operations that cost what nobody protects: cost and bytes of the floor, and nothing masked. On some targets only.
const FLOOR: &[(&str, &[&str])] = &[
    ("global-u8-get", ALL),
    ("global-u8-set", ALL),
    ("global-flag-get", ALL),
    ("global-flag-set", ALL),
    ("global-word-get", &["thumbv6m", "thumbv7m", "thumbv8m.main", "riscv32imac"]),
    ("global-word-set", &["thumbv6m", "thumbv7m", "thumbv8m.main", "riscv32imac"]),
    ("global-wide-get", &["thumbv7m", "thumbv8m.main"]),
    ("global-update-in-handler", &["atmega328p"]),
    ("mutex-cell-handler-cs", &["atmega328p"]),
    ("global-word-get-in", ALL),
    ("global-word-set-in", ALL),
    ("global-word-update-in", ALL),
    ("global-word-replace-in", ALL),
    ("global-wide-get-in", ALL),
    ("global-wide-set-in", ALL),
    ("shared-handler", ALL),
    ("shared-handler-count", ALL),
    ("shared-handler-call", ALL),
    ("shared-handler-ceiling", ALL),
    ("shared-handler-cells", ALL),
    ("moved-handler", ALL),
    ("waker-wake-handler", ALL),
    ("waker-wake-none-handler", ALL),
];
const ALL: &[&str] = &["atmega328p", "thumbv6m", "thumbv7m", "thumbv8m.main", "riscv32imac"];

/// The linker of RISC-V shortens the addresses of what is near, for whoever is.
const NEAR: u32 = 8;

/// Operations of which another crate needs less, which one, and why that is so: no other may.
const AHEAD: &[(&str, &str, &str)] = &[
    (
        "ceiling-main",
        "cortex-m",
        "it masks everything, so its `RefCell`'s flag is never stored; a `CeilingMutex` lets handlers above its ceiling run, which then find the flag, and refuses them by their priority",
    ),
    ("ceiling-main", "critical-section", "as above"),
    ("ceiling-main", "avr-device", "as above; and fault handlers may find the flag"),
    ("ceiling-main", "embassy-sync", "as above"),
    ("ceiling-handler", "cortex-m", "as above"),
    ("ceiling-handler", "avr-device", "as above"),
    ("ceiling-raw-mutex", "embassy-sync", "it masks everything, and needn't ask who calls"),
    ("ceiling-scoped-raw-mutex", "mutex", "as above"),
    (
        "global-word-update",
        "portable-atomic",
        "it adds a constant by an atomic instruction; a function of the value is more than that",
    ),
    ("global-update-handler", "portable-atomic", "as above"),
    (
        "global-word-replace",
        "portable-atomic",
        "it swaps by an atomic instruction; Global's types may have padding",
    ),
    (
        "line-enable",
        "cortex-m",
        "it looks neither at the priority that the hardware took, nor at whose handler stands in the slot",
    ),
    ("line-disable", "cortex-m", "it waits for nothing, and gives no value back"),
    ("moved-put", "static_cell", "it is filled once, in main, and reaches no handler"),
    ("mutex-main", "rtic", "it knows who shares the value, as `Shared` does"),
    ("signal-handler", "embassy-sync", "it wakes within the section, and we behind it"),
    ("signal-none-handler", "embassy-sync", "as above"),
    ("signal-poll", "embassy-sync", "we clone the waker outside of the section, and so look twice"),
    ("value-handler", "cortex-m", "a `static mut` beside a mutex that hands the value over"),
    (
        "value-handler",
        "rtic",
        "its values are there before it turns any line on, and nothing is looked at if another crate does so sooner",
    ),
];

/// What was checked, and what of it is wrong.
pub fn check(rows: &[Row]) -> (u32, Vec<String>) {
    let mut checks = Checks { rows, checked: 0, wrong: Vec::new() };
    for &(target, operation, cost, bytes, masked) in BARS {
        checks.bar(target, operation, (cost, bytes, masked));
        for (same, _) in SAME.iter().filter(|(_, of)| *of == target) {
            checks.bar(same, operation, (cost, bytes, masked));
        }
    }
    for &(operation, targets) in FLOOR {
        for target in targets {
            checks.floor(target, operation);
        }
    }
    checks.peers();
    (checks.checked, checks.wrong)
}

struct Checks<'a> {
    rows: &'a [Row],
    checked: u32,
    wrong: Vec<String>,
}

impl Checks<'_> {
    fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        self.checked += 1;
        if !holds {
            self.wrong.push(what());
        }
    }

    /// A row in each of the two settings that were measured.
    fn find(&mut self, target: &str, operation: &str, approach: &str) -> Vec<Row> {
        let found: Vec<Row> = self
            .rows
            .iter()
            .filter(|row| row.is(target, operation, approach) && row.setting.starts_with('s'))
            .cloned()
            .collect();
        self.check(found.len() == 2, || {
            format!("{target} {operation} by {approach}: {} rows of two", found.len())
        });
        found
    }

    fn bar(&mut self, target: &str, operation: &str, bar: (u32, u32, u32)) {
        let found = self.find(target, operation, "irqshare");
        for row in &found {
            let region = &row.region;
            let holds = region.cost <= bar.0 && region.bytes <= bar.1 && region.masked.unwrap_or(0) <= bar.2;
            self.check(holds, || format!("{}: more than {}/{}/{}", row.said(), bar.0, bar.1, bar.2));
        }
        let same = found.windows(2).all(|two| {
            (two[0].region.cost, two[0].region.masked) == (two[1].region.cost, two[1].region.masked)
        });
        self.check(same, || format!("{target} {operation}: not the same with LTO and without"));
    }

    fn floor(&mut self, target: &str, operation: &str) {
        let floor = self.find(target, operation, "floor");
        let found = self.find(target, operation, "irqshare");
        for (row, floor) in found.iter().zip(&floor) {
            let near = if target.starts_with("riscv") { NEAR } else { 0 };
            // Below it, where the floor's variable is split into its fields (`src/guide/cost.md`).
            let holds = row.region.cost <= floor.region.cost
                && row.region.bytes <= floor.region.bytes + near
                && row.region.masked.unwrap_or(0) == 0;
            self.check(holds, || format!("{}: above the floor, which is {}", row.said(), floor.said()));
        }
    }

    /// No other crate needs less; where one does, that is known. A reason that isn't needed is wrong, too.
    fn peers(&mut self) {
        let mut used = vec![false; AHEAD.len()];
        for row in self.rows.iter().filter(|row| row.is_of("irqshare") && row.setting.starts_with('s')) {
            for peer in self.rows.iter().filter(|peer| peer.beside(row) && peer.is_peer()) {
                if peer.region.cost < row.region.cost {
                    let known = AHEAD
                        .iter()
                        .position(|(operation, by, _)| *operation == row.region.operation && peer.is_of(by));
                    if let Some(known) = known {
                        used[known] = true;
                    }
                    self.check(known.is_some(), || format!("{}: {} needs less", row.said(), peer.said()));
                } else {
                    self.check(true, String::new);
                }
            }
        }
        for ((operation, by, _), used) in AHEAD.iter().zip(used) {
            self.check(used, || format!("{operation}: {by} needs no less: the reason for it can go"));
        }
    }
}
