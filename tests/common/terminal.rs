//! Runs a program with a terminal for its output.

use std::ffi::{CStr, c_char};
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsRawFd, FromRawFd};
use std::process::Command;

unsafe extern "C" {
    fn posix_openpt(flags: i32) -> i32;
    fn grantpt(fd: i32) -> i32;
    fn unlockpt(fd: i32) -> i32;
    fn ptsname(fd: i32) -> *const c_char;
}
const O_RDWR: i32 = 2;

/// What it shows there until it ends, which must be well.
pub fn shown_in_a_terminal(mut command: Command) -> String {
    // SAFETY: a new descriptor, which is the file's alone; the name is copied before anyone asks for another.
    let (mut screen, name) = unsafe {
        let fd = posix_openpt(O_RDWR);
        assert!(fd >= 0, "no terminal: {}", std::io::Error::last_os_error());
        let screen = File::from_raw_fd(fd);
        let fd = screen.as_raw_fd();
        assert!(grantpt(fd) == 0 && unlockpt(fd) == 0, "{}", std::io::Error::last_os_error());
        (screen, CStr::from_ptr(ptsname(fd)).to_str().expect("a path").to_string())
    };
    let line = File::options().read(true).write(true).open(name).expect("the terminal");
    command.stdout(line.try_clone().expect("another")).stderr(line);
    let mut child = command.spawn().expect("it can be run");
    drop(command); // and its end of the terminal
    let (mut said, mut bytes) = (Vec::new(), [0; 4096]);
    // Reading fails when nobody has the other end any more.
    while let Ok(n @ 1..) = screen.read(&mut bytes) {
        said.extend_from_slice(&bytes[..n]);
    }
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(child.wait().expect("it ends").success(), "{said}");
    said
}
