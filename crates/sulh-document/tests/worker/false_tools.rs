//! Converters that misbehave: this binary under the name of a real one.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Under which name this process was started, if it is a converter's.
pub(crate) fn name() -> Option<String> {
    let program = std::env::args().next()?;
    let name = program.rsplit('/').next()?;
    ["soffice", "tesseract"].contains(&name).then(|| name.to_owned())
}

pub(crate) fn run(name: &str) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["descendant"] {
        spin();
    }
    if name == "tesseract" { recognise(&arguments) } else { convert(&arguments) }
}

fn convert(arguments: &[String]) -> ExitCode {
    let profile = arguments.iter().find_map(|argument| argument.strip_prefix("-env:User"));
    assert!(profile.is_some_and(|profile| profile.starts_with("Installation=file:///")));
    let document = fs::read_to_string(arguments.last().unwrap()).unwrap();
    let (word, rest) = document.split_once(' ').unwrap_or((&document, ""));
    let converted = match word {
        "nothing" => return ExitCode::SUCCESS,
        "fail" => {
            eprintln!("it failed");
            return ExitCode::from(3);
        }
        "connect" => format!("{:?}", TcpStream::connect(rest).map(drop).map_err(|e| e.kind())),
        "read" => format!("{:?}", fs::read_to_string(rest).map_err(|e| e.kind())),
        "write" => format!("{:?}", fs::write(rest, "x").map_err(|e| e.kind())),
        "signal" => {
            let parent = rustix::process::Pid::from_raw(rest.parse().unwrap()).unwrap();
            format!(
                "{:?}",
                rustix::process::test_kill_process(parent).map_err(rustix::io::Errno::kind)
            )
        }
        "hang" => {
            drop(Command::new(std::env::args().next().unwrap()).arg("descendant").spawn());
            spin()
        }
        "fill" => "x".repeat(1 << 20),
        "limits" => fs::read_to_string("/proc/self/limits").unwrap(),
        _ => format!("converted {rest} in {}", std::env::current_dir().unwrap().display()),
    };
    fs::create_dir_all("converted").unwrap();
    let mut file = fs::File::create("converted/document.docx").unwrap();
    for _ in 0..if word == "fill" { 300 } else { 1 } {
        file.write_all(converted.as_bytes()).unwrap();
    }
    ExitCode::SUCCESS
}

fn recognise(arguments: &[String]) -> ExitCode {
    let mut image = Vec::new();
    std::io::stdin().read_to_end(&mut image).unwrap();
    if image == b"hang" {
        spin();
    }
    let names: Vec<String> = std::env::vars().map(|(name, _)| name).collect();
    println!("{} bytes, {}, {}", image.len(), arguments.join(" "), names.join(" "));
    ExitCode::SUCCESS
}

fn spin() -> ! {
    let started = Instant::now();
    while started.elapsed() < Duration::from_hours(1) {
        std::hint::black_box(0);
    }
    std::process::exit(9)
}
