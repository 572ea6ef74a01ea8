//! What a parser that was taken over would try. Each is one call of the system that succeeds in a
//! process without a guard.

use rustix::fs::{MemfdFlags, Mode, OFlags};
use rustix::process::{Resource, Rlimit, Signal};
use std::fs;
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

pub(crate) type Attempt = (&'static str, fn(&str) -> io::Result<()>);

/// A name and what it does with a directory of its own (in which stands `victim`) or an address.
pub(crate) const ATTEMPTS: [Attempt; 32] = [
    ("open", |_| fs::File::open("/etc/passwd").map(drop)),
    ("open-to-write", |place| write_options().open(victim(place)).map(drop)),
    ("create", |place| fs::File::create(format!("{place}/new")).map(drop)),
    ("open-nothing", |_| {
        let flags = OFlags::PATH | OFlags::CLOEXEC;
        Ok(rustix::fs::open("/etc/passwd", flags, Mode::empty()).map(drop)?)
    }),
    ("list", |place| fs::read_dir(place).map(drop)),
    ("see", |place| fs::metadata(victim(place)).map(drop)),
    ("read-link", |_| fs::read_link("/proc/self/exe").map(drop)),
    ("unlink", |place| fs::remove_file(victim(place))),
    ("rename", |place| fs::rename(victim(place), format!("{place}/other"))),
    ("link", |place| fs::hard_link(victim(place), format!("{place}/other"))),
    ("symlink", |place| std::os::unix::fs::symlink("victim", format!("{place}/other"))),
    ("mkdir", |place| fs::create_dir(format!("{place}/other"))),
    ("rmdir", |place| fs::remove_dir(format!("{place}/empty"))),
    ("chmod", |place| fs::set_permissions(victim(place), fs::metadata("/")?.permissions())),
    ("truncate-document", |_| Ok(rustix::fs::ftruncate(io::stdin(), 0)?)),
    ("write-document", |_| Ok(rustix::io::write(io::stdin(), b"x").map(drop)?)),
    ("memory-file", |_| Ok(rustix::fs::memfd_create("x", MemfdFlags::CLOEXEC).map(drop)?)),
    ("change-directory", |_| std::env::set_current_dir("/")),
    ("connect", |address| TcpStream::connect(address).map(drop)),
    ("listen", |_| TcpListener::bind("127.0.0.1:0").map(drop)),
    ("datagram", |_| UdpSocket::bind("127.0.0.1:0").map(drop)),
    ("local-socket", |place| UnixListener::bind(format!("{place}/socket")).map(drop)),
    ("socket-pair", |_| UnixStream::pair().map(drop)),
    ("fork-and-exec", |_| Command::new("/bin/true").spawn().map(|mut child| drop(child.wait()))),
    // Another than the document; it is the wrong end of a pipe, so that this fails in any case.
    ("read-other", |_| Ok(rustix::io::read(io::stderr(), &mut [0_u8; 1]).map(drop)?)),
    // It gives no answer where it succeeds.
    ("exec", |_| Err(Command::new("/bin/true").exec())),
    ("thread", |_| std::thread::Builder::new().spawn(|| {}).map(|thread| drop(thread.join()))),
    ("signal", |_| Ok(rustix::process::test_kill_process(rustix::process::getpid())?)),
    ("set-limit", |_| {
        let limit = Rlimit { current: Some(0), maximum: Some(0) };
        Ok(rustix::process::setrlimit(Resource::Core, limit)?)
    }),
    ("outlive-parent", |_| Ok(rustix::process::set_parent_process_death_signal(None::<Signal>)?)),
    ("session", |_| Ok(rustix::process::setsid().map(drop)?)),
    ("group", |_| Ok(rustix::process::setpgid(None, None)?)),
];

/// Makes the attempt: `NAME PLACE` gives `done` or the number of the error.
pub(crate) fn attempt(words: &str) -> String {
    let (name, place) = words.split_once(' ').unwrap_or((words, ""));
    let (_, run) = ATTEMPTS.iter().find(|(other, _)| *other == name).unwrap();
    match run(place) {
        Ok(()) => "done".to_owned(),
        Err(error) => format!("error {}", error.raw_os_error().unwrap_or_default()),
    }
}

/// A directory to make the attempts in.
pub(crate) fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("victim"), "whole").unwrap();
    fs::create_dir(place.path().join("empty")).unwrap();
    place
}

/// Names of what is in it.
pub(crate) fn contents(place: &Path) -> Vec<String> {
    let entries = fs::read_dir(place).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn victim(place: &str) -> String {
    format!("{place}/victim")
}

fn write_options() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true);
    options
}
