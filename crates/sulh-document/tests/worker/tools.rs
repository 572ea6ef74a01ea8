//! Converters and text recognition: false ones that misbehave, and the real ones where there are.
//!
//! Where programs are looked for is a matter of the environment, so each check runs a process.

use crate::lives::{children_of, wait_for};
use crate::stage::{GO_ON, worker};
use crate::suite::Check;
use std::ffi::OsString;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use sulh_document::worker::{ToolLimits, WorkerLimits};
use tempfile::TempDir;

pub(crate) const CHECKS: &[Check] = &[
    ("tools::a_missing_program_is_named", missing_program_is_named),
    ("tools::a_document_is_converted_and_its_place_removed", document_is_converted),
    ("tools::a_picture_is_recognised", picture_is_recognised),
    ("tools::a_converter_reaches_no_network", no_network),
    ("tools::a_converter_reaches_no_other_files", no_other_files),
    ("tools::a_converter_is_limited", converter_is_limited),
    ("tools::a_converter_that_hangs_ends_with_its_descendants", hanging_converter),
    ("tools::a_converter_ends_with_its_parent", ends_with_parent),
    ("tools::the_real_converter_converts", real_converter),
    ("tools::the_real_converter_asks_no_network", real_converter_asks_nobody),
    ("tools::the_real_recognition_recognises", real_recognition),
];

/// Converts the standard input with the `soffice` in the `PATH`.
pub(crate) fn convert_here() -> ExitCode {
    let converted = here().convert_doc(&input(), &GO_ON);
    tell(converted.map_err(|error| format!("{}: {error}", error.code())))
}

/// Recognises the standard input with the `tesseract` in the `PATH`.
pub(crate) fn recognise_here() -> ExitCode {
    let text = here().recognise(&input(), &["eng"], &GO_ON);
    tell(text.map(String::into_bytes).map_err(|error| format!("{}: {error}", error.code())))
}

fn here() -> sulh_document::worker::Worker {
    let seconds = std::env::var("SECONDS").map_or(60, |seconds| seconds.parse().unwrap());
    let limits = ToolLimits { time: Duration::from_secs(seconds), ..ToolLimits::default() };
    worker(WorkerLimits::default()).with_tool_limits(limits)
}

fn input() -> Vec<u8> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).unwrap();
    bytes
}

fn tell(result: Result<Vec<u8>, String>) -> ExitCode {
    let is_fine = result.is_ok();
    std::io::stdout().write_all(&result.unwrap_or_else(String::into_bytes)).unwrap();
    if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Where a check runs: its programs, and its temporary files.
struct Scene {
    programs: TempDir,
    files: TempDir,
}

impl Scene {
    /// With this binary as `soffice` and `tesseract`.
    fn with_false_tools() -> Self {
        let scene = Self::without_tools();
        for name in ["soffice", "tesseract"] {
            let this = std::env::current_exe().unwrap();
            std::os::unix::fs::symlink(this, scene.programs.path().join(name)).unwrap();
        }
        scene
    }

    fn without_tools() -> Self {
        Self { programs: tempfile::tempdir().unwrap(), files: tempfile::tempdir().unwrap() }
    }

    fn command(&self, action: &str, path: impl Into<OsString>, seconds: u32) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg(action).env("PATH", path.into()).env("TMPDIR", self.files.path());
        command.env("SECONDS", seconds.to_string()).env("SECRET", "x");
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command
    }

    /// What the action says of the input, and nothing else stays.
    fn run(&self, action: &str, input: &[u8], seconds: u32) -> Result<String, String> {
        self.run_in(action, input, self.programs.path().as_os_str(), seconds)
            .map(|bytes| String::from_utf8(bytes).unwrap())
    }

    /// What the false converter says when it is started by itself.
    fn alone(&self, words: &str) -> String {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("document.doc"), words).unwrap();
        let mut command = Command::new(self.programs.path().join("soffice"));
        command.args(["-env:UserInstallation=file:///x", "document.doc"]).current_dir(place.path());
        assert!(command.status().unwrap().success());
        fs::read_to_string(place.path().join("converted/document.docx")).unwrap()
    }

    fn run_in(
        &self,
        action: &str,
        input: &[u8],
        path: impl Into<OsString>,
        seconds: u32,
    ) -> Result<Vec<u8>, String> {
        let mut child = self.command(action, path, seconds).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(fs::read_dir(self.files.path()).unwrap().count(), 0, "files stay");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() { Ok(output.stdout) } else { Err(text) }
    }
}

fn missing_program_is_named() {
    let scene = Scene::without_tools();
    // A directory and a file that cannot be run are no programs.
    fs::create_dir(scene.programs.path().join("soffice")).unwrap();
    fs::write(scene.programs.path().join("tesseract"), "").unwrap();
    for (action, program) in [("convert", "soffice"), ("recognise", "tesseract")] {
        let error = scene.run(action, b"x", 60).unwrap_err();
        assert!(error.starts_with("needs-program: ") && error.contains(program), "{error}");
    }
}

fn document_is_converted() {
    let scene = Scene::with_false_tools();
    let text = scene.run("convert", b"plain words", 60).unwrap();
    let files = scene.files.path().display().to_string();
    assert!(text.starts_with(&format!("converted words in {files}/sulh-")), "{text}");
    let error = scene.run("convert", b"nothing", 60).unwrap_err();
    assert!(error.starts_with("malformed-document: "), "{error}");
    let error = scene.run("convert", b"fail", 60).unwrap_err();
    assert_eq!(error, "tool-failed: soffice failed on the document (exit code 3)");
}

fn picture_is_recognised() {
    let image = vec![7; 3 << 20];
    let scene = Scene::with_false_tools();
    let text = scene.run_in("recognise", &image, scene.programs.path(), 60).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with("3145728 bytes, - - -l eng, "), "{text}");
    assert!(!text.contains("SECRET") && !text.contains("SULH"), "{text}");
    let error = scene.run("recognise", b"hang", 1).unwrap_err();
    assert!(error.starts_with("parser-timed-out: "), "{error}");
}

fn no_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let words = format!("connect {}", listener.local_addr().unwrap());
    let scene = Scene::with_false_tools();
    assert_eq!(scene.run("convert", words.as_bytes(), 60).unwrap(), "Err(PermissionDenied)");
    assert!(listener.accept().is_err());
    assert_eq!(scene.alone(&words), "Ok(())", "control");
    listener.accept().expect("the control's connection arrives");
}

/// Where the kernel has Landlock, since Linux 6.12 in full.
fn no_other_files() {
    let scene = Scene::with_false_tools();
    let other = tempfile::tempdir().unwrap();
    let secret = other.path().join("secret");
    fs::write(&secret, "words").unwrap();
    let place = other.path().display();
    for (words, control) in [
        (format!("read {place}/secret"), "Ok(\"words\")"),
        (format!("write {place}/secret"), "Ok(())"),
        (format!("write {place}/new"), "Ok(())"),
        (format!("signal {}", std::process::id()), "Ok(())"),
    ] {
        let said = scene.run("convert", words.as_bytes(), 60).unwrap();
        assert_eq!(said, "Err(PermissionDenied)", "{words}");
        assert_eq!(fs::read_to_string(&secret).unwrap(), "words");
        assert_eq!(scene.alone(&words), control, "control of {words}");
        fs::write(&secret, "words").unwrap();
    }
}

fn converter_is_limited() {
    let scene = Scene::with_false_tools();
    let error = scene.run("convert", b"fill", 60).unwrap_err();
    assert!(error.starts_with("tool-failed: "), "300 MiB into a file: {error}");
    let limits = scene.run("convert", b"limits", 60).unwrap();
    for (name, value) in [
        ("Max address space", "2147483648"),
        ("Max file size", "268435456"),
        ("Max open files", "256"),
        ("Max core file size", "0"),
        ("Max cpu time", "65"),
    ] {
        let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        assert!(line.split_whitespace().take(2).all(|now| now == value), "{name}: {line}");
    }
}

/// Processes of the false converter, dead or alive.
fn converters(scene: &Scene) -> Vec<u32> {
    let program = scene.programs.path().join("soffice").display().to_string();
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_one = |process: &u32| {
        let line = fs::read_to_string(format!("/proc/{process}/cmdline")).unwrap_or_default();
        line.starts_with(&program)
    };
    numbers.filter(is_one).collect()
}

fn hanging_converter() {
    let scene = Scene::with_false_tools();
    let error = scene.run("convert", b"hang", 2).unwrap_err();
    assert!(error.starts_with("parser-timed-out: "), "{error}");
    wait_for(|| converters(&scene).is_empty().then_some(()));
}

fn ends_with_parent() {
    let scene = Scene::with_false_tools();
    let mut parent = scene.command("convert", scene.programs.path(), 60).spawn().unwrap();
    parent.stdin.take().unwrap().write_all(b"hang").unwrap();
    // The converter and what it started are there, below the guard.
    wait_for(|| (converters(&scene).len() == 2).then_some(()));
    assert_eq!(children_of(parent.id()).len(), 1);
    parent.kill().unwrap();
    parent.wait().unwrap();
    wait_for(|| converters(&scene).is_empty().then_some(()));
    let is_empty = |place: &Path| fs::read_dir(place).unwrap().count() == 0;
    wait_for(|| is_empty(scene.files.path()).then_some(()));
}

fn real_path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

fn is_missing(program: &str) -> bool {
    let is_missing = !std::env::split_paths(&real_path()).any(|place| place.join(program).exists());
    if is_missing {
        println!("    left out: {program} is not on this machine");
    }
    is_missing
}

/// It takes any text for a document.
fn real_converter() {
    if !is_missing("soffice") {
        let words = br"{\rtf1 The Committee recommends that the State party act.}";
        let docx = Scene::without_tools().run_in("convert", words, real_path(), 60).unwrap();
        assert!(docx.starts_with(b"PK") && docx.len() > 1000, "{} bytes", docx.len());
    }
}

/// A picture that is not in the document but at an address: by itself, `LibreOffice` asks there.
fn real_converter_asks_nobody() {
    if is_missing("soffice") {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let document = format!(
        r#"<?xml version="1.0"?><office:document office:version="1.2"
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
        xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
        xmlns:xlink="http://www.w3.org/1999/xlink"
        xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
        office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
        <text:p>words<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image
        xlink:href="http://{}/picture.png"/></draw:frame></text:p>
        </office:text></office:body></office:document>"#,
        listener.local_addr().unwrap()
    );
    let scene = Scene::without_tools();
    let docx = scene.run_in("convert", document.as_bytes(), real_path(), 60).unwrap();
    assert!(docx.starts_with(b"PK"));
    assert!(listener.accept().is_err(), "it was asked");
    // The control. Nobody is there any more after it has asked once, so that it gives up soon.
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("document.doc"), document).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", place.path().display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", "docx", "document.doc"]);
    command.current_dir(place.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut alone = command.spawn().unwrap();
    wait_for(|| listener.accept().ok());
    drop(listener);
    alone.wait().unwrap();
}

/// A picture without text gives none.
fn real_recognition() {
    if !is_missing("tesseract") {
        let image = [b"P5 200 100 255\n".to_vec(), vec![255; 20_000]].concat();
        let text = Scene::without_tools().run_in("recognise", &image, real_path(), 60).unwrap();
        assert!(text.trim_ascii().is_empty(), "{}", String::from_utf8_lossy(&text));
    }
}
