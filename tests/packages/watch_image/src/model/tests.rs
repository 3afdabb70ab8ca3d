use super::image::{Image, Kind, Scalar, Static, Width};
use core::cell::{Cell, RefCell, UnsafeCell};
use core::ffi::c_void;
use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU16, AtomicUsize, Ordering};
use critical_section::Mutex;
use std::hint::black_box;
use std::time::Instant;

struct Ring {
    head: usize,
    tail: u16,
    data: [u8; 8],
    mode: Mode,
    last: Option<u32>,
    next: Option<&'static u8>,
    at: (i8, u64),
    level: f32,
}

#[derive(Clone, Copy)]
#[repr(u8)]
enum Mode {
    Idle = 1,
    Busy = 255,
}

enum State {
    Idle,
    Run(u32),
    Big { wide: u64, narrow: u8 },
}

#[derive(Clone, Copy)]
struct Newtype(u64);

struct Shared<T>(UnsafeCell<T>);

unsafe impl<T> Sync for Shared<T> {}

const RING: Ring =
    Ring { head: 0, tail: 0, data: [0; 8], mode: Mode::Idle, last: None, next: None, at: (0, 0), level: 0.0 };

static FLAG: AtomicBool = AtomicBool::new(false);
static SEEN: AtomicU16 = AtomicU16::new(0);
static LENGTH: AtomicUsize = AtomicUsize::new(0);
static TARGET: AtomicPtr<u8> = AtomicPtr::new(core::ptr::null_mut());
static WIDE: Mutex<Cell<Newtype>> = Mutex::new(Cell::new(Newtype(0)));
static QUEUE: Mutex<RefCell<Ring>> = Mutex::new(RefCell::new(RING));
static LEVEL: Mutex<Cell<f32>> = Mutex::new(Cell::new(0.0));
static LETTER: Mutex<Cell<char>> = Mutex::new(Cell::new('a'));
static SHARED: Shared<[Ring; 3]> = Shared(UnsafeCell::new([RING; 3]));
static LIST: Mutex<RefCell<Vec<u8>>> = Mutex::new(RefCell::new(Vec::new()));
static mut STATE: State = State::Idle;
static mut TABLE: [u16; 8] = [0; 8];
static mut BYTES: core::mem::MaybeUninit<[u8; 4]> = core::mem::MaybeUninit::uninit();

unsafe extern "C" {
    static mut c_ticks: u64;
    static mut c_millis: u64;
    static mut c_length: usize;
    static mut c_long_long: u64;
    static mut c_level: f64;
    static mut c_ready: bool;
    static mut c_ring: [u8; 28];
    static mut c_grid: [[i16; 4]; 3];
    static mut c_register: u32;
    static mut c_pointer: *mut c_void;
    fn c_touch();
    fn c_head() -> *mut c_void;
}

fn image() -> &'static Image {
    Image::get().expect("symbols")
}

fn find(address: *const u8) -> &'static Static {
    let address = black_box(address) as usize;
    let found = image().statics().iter().find(|found| found.start == address);
    found.unwrap_or_else(|| panic!("{address:#x} in {:#?}", image().statics()))
}

/// The name of some bytes, and their number: `u4`, `f4`, and `p` for an address's width.
fn part<T>(of: *const T, at: usize, size: usize) -> (String, String) {
    let part = image().part(find(of.cast()), at, size).expect("types");
    (part.name, part.scalar.as_ref().map(shown).unwrap_or_default())
}

fn shown(scalar: &Scalar) -> String {
    let kind = match &scalar.kind {
        Kind::Unsigned => "u".into(),
        Kind::Signed => "s".into(),
        Kind::Float => "f".into(),
        Kind::Bool => "b".into(),
        Kind::Char => "c".into(),
        Kind::Pointer => "*".into(),
        Kind::Enum(names) => {
            let one = |(value, name): &(Option<i128>, String)| match value {
                Some(value) => format!("{name}={value} "),
                None => format!("{name} "),
            };
            names.iter().map(one).collect::<String>()
        }
    };
    match scalar.width {
        Width::Bytes(bytes) => format!("{kind}{bytes}"),
        Width::Address => format!("{kind}p"),
        Width::Long => format!("{kind}l"),
    }
}

/// Calls `part` for each, and tells all that differ.
macro_rules! parts {
    ($($of:expr, $at:expr, $size:expr => $name:literal $number:literal;)+) => {{
        let mut wrong = Vec::new();
        $(
            let found = part(&raw const $of, $at, $size);
            if found != ($name.into(), $number.into()) {
                wrong.push(format!("{}[{}; {}]: {found:?}, not {:?}", stringify!($of), $at, $size, ($name, $number)));
            }
        )+
        assert!(wrong.is_empty(), "{wrong:#?}");
    }};
}

#[test]
fn rust() {
    use core::mem::offset_of as of;
    // Where `QUEUE` has its ring, and where its flag is.
    let ring = size_of::<RefCell<Ring>>() - size_of::<Ring>();
    parts! {
        FLAG, 0, 1 => "FLAG" "b1";
        SEEN, 0, 2 => "SEEN" "u2";
        SEEN, 0, 1 => "SEEN" "";
        LENGTH, 0, 8 => "LENGTH" "up";
        TARGET, 0, 8 => "TARGET" "*p";
        WIDE, 0, 8 => "WIDE" "u8";
        LEVEL, 0, 4 => "LEVEL" "f4";
        LETTER, 0, 4 => "LETTER" "c4";
        QUEUE, 0, 8 => "QUEUE.borrow" "sp";
        QUEUE, ring + of!(Ring, head), 8 => "QUEUE.head" "up";
        QUEUE, ring + of!(Ring, tail), 2 => "QUEUE.tail" "u2";
        QUEUE, ring + of!(Ring, data) + 3, 1 => "QUEUE.data[3]" "u1";
        QUEUE, ring + of!(Ring, data) + 4, 4 => "QUEUE.data[4..8]" "";
        QUEUE, ring + of!(Ring, data), 8 => "QUEUE.data" "";
        QUEUE, ring + of!(Ring, mode), 1 => "QUEUE.mode" "Idle=1 Busy=255 1";
        QUEUE, ring + of!(Ring, last), 4 => "QUEUE.last.variant" "None=0 Some=1 4";
        QUEUE, ring + of!(Ring, last) + 4, 4 => "QUEUE.last.Some" "u4";
        QUEUE, ring + of!(Ring, last), 8 => "QUEUE.last" "";
        QUEUE, ring + of!(Ring, next), 8 => "QUEUE.next" "*p";
        QUEUE, ring + of!(Ring, at.0), 1 => "QUEUE.at.0" "s1";
        QUEUE, ring + of!(Ring, at.1), 8 => "QUEUE.at.1" "u8";
        QUEUE, ring + of!(Ring, level), 4 => "QUEUE.level" "f4";
        SHARED, size_of::<Ring>() + of!(Ring, level), 4 => "SHARED[1].level" "f4";
        STATE, 0, size_of::<State>() => "STATE" "";
        STATE, 0, 1 => "STATE.variant" "Idle=0 Run=1 Big=2 1";
        STATE, 4, 4 => "STATE.Run" "u4";
        STATE, 8, 8 => "STATE.Big.wide" "u8";
        STATE, 1, 1 => "STATE.Big.narrow" "u1";
        TABLE, 6, 2 => "TABLE[3]" "u2";
        TABLE, 6, 1 => "TABLE[3]" "";
        TABLE, 4, 8 => "TABLE[2..6]" "";
        BYTES, 2, 1 => "BYTES[2]" "u1";
    }
    let length = size_of::<RefCell<Vec<u8>>>() - 8;
    assert_eq!(part(&raw const LIST, length, 8), ("LIST.len".into(), "up".into()));
}

#[test]
fn c() {
    unsafe { c_touch() };
    parts! {
        c_ticks, 0, 8 => "c_ticks" "u8";
        c_millis, 0, 8 => "c_millis" "ul";
        c_length, 0, 8 => "c_length" "up";
        c_long_long, 0, 8 => "c_long_long" "u8";
        c_level, 0, 8 => "c_level" "f8";
        c_ready, 0, 1 => "c_ready" "b1";
        c_pointer, 0, 8 => "c_pointer" "*p";
        c_ring, 0, 1 => "c_ring.head" "u1";
        c_ring, 1, 1 => "c_ring.tail" "u1";
        c_ring, 9, 1 => "c_ring.data[7]" "u1";
        c_ring, 20, 4 => "c_ring.state.errors" "u4";
        c_ring, 24, 4 => "c_ring.state.mode" "IDLE=0 BUSY=5 4";
        c_grid, 10, 2 => "c_grid[1][1]" "s2";
        c_grid, 8, 8 => "c_grid[1]" "";
        c_register, 0, 4 => "c_register.word" "u4";
        c_register, 1, 1 => "c_register.bytes[1]" "u1";
    }
    let head = find(unsafe { c_head() }.cast());
    assert_eq!((head.name, head.path, head.size), ("head", "ring.c::head", 4));
    let calls = image().statics().iter().find(|found| found.name == "calls").expect("a function's own");
    assert_eq!((calls.size, calls.path), (2, "ring.c::calls"));
    let others = ["completed", "stdout", "environ", "__dso_handle"];
    assert!(!image().statics().iter().any(|found| others.contains(&found.name)));
}

static mut SPLIT: (u32, u64, [u16; 3]) = (1, 2, [3; 3]);

#[inline(never)]
fn split(by: u64) -> u64 {
    unsafe {
        SPLIT.0 += 1;
        SPLIT.1 += by;
        SPLIT.2[1] += 1;
        SPLIT.1 + u64::from(SPLIT.0) + u64::from(SPLIT.2[1])
    }
}

/// Catches a static that the optimiser split, and that is then without a name, or with another's:
/// in release builds.
#[test]
fn in_pieces() {
    black_box(split(black_box(3)));
    let all = image().statics().iter().filter(|found| found.path.ends_with("::SPLIT"));
    let all: Vec<&Static> = all.collect();
    assert!(all.iter().all(|found| found.name == "SPLIT"), "{all:?}");
    if let [one] = all[..] {
        assert_eq!(one.size, size_of::<(u32, u64, [u16; 3])>());
        return;
    }
    let parts = all.iter().map(|found| image().part(found, 0, found.size).expect("types").name);
    let mut parts: Vec<String> = parts.collect();
    parts.sort();
    assert_eq!(parts, ["SPLIT.0", "SPLIT.1", "SPLIT.2[1]"]);
}

/// `cargo test -- --nocapture times`
#[test]
fn times() {
    let start = Instant::now();
    let image = image();
    println!("get: {:?}", start.elapsed());
    let here: fn() = times;
    for which in ["first", "second"] {
        let start = Instant::now();
        let place = image.place(&[here as usize + 2]);
        println!("{which} place: {:?} {place:?}", start.elapsed());
        let start = Instant::now();
        let part = part(&raw const FLAG, 0, 1);
        println!("{which} part: {:?} {part:?}", start.elapsed());
    }
    for found in image.statics() {
        println!("{found:x?}");
    }
}
