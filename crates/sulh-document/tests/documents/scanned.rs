//! Pages that are pictures: made by the test, read by Tesseract where there is one.

use crate::suite::Check;
use crate::written::{WrittenPdf, WrittenPicture, lines, words};
use crate::{GO_ON, file, worker};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::AtomicBool;
use sulh_document::Document;
use sulh_document::PageState::{self, Empty, NeedsOcr, Recognised, Text};

pub(crate) const CHECKS: &[Check] = &[
    ("scanned::pages_without_text_are_told", pages_are_told),
    ("scanned::pages_get_their_text", pages_get_text),
    ("scanned::turned_pages_and_strips_are_put_right", turned_pages),
    ("scanned::a_pipe_is_read_twice", pipe),
    ("scanned::what_to_install_is_said", what_to_install),
    ("scanned::a_wish_to_stop_is_heard", stopped),
];

const SENTENCE: [&str; 3] = [
    "The Committee recommends that the State party",
    "ratify the Optional Protocol and report on its",
    "measures against trafficking in firearms.",
];

/// A grey picture.
struct Scan {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

/// A page with the sentence, as a scanner sees it. None, said aloud, where a program is missing.
fn scan() -> Option<Scan> {
    for program in ["pdftoppm", "tesseract"] {
        if Command::new(program)
            .arg("-v")
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .is_err()
        {
            println!("left out: {program} is not installed");
            return None;
        }
    }
    let mut content = words(72.0, 760.0, "H", 20.0, "Concluding observations");
    for (line, y) in SENTENCE.iter().zip([700.0_f32, 680.0, 660.0]) {
        content += &words(72.0, y, "F", 16.0, line);
    }
    let place = tempfile::tempdir().unwrap();
    let page = place.path().join("page.pdf");
    std::fs::write(&page, WrittenPdf::new().page(&content).bytes()).unwrap();
    let picture = place.path().join("scan");
    let mut command = Command::new("pdftoppm");
    command.args(["-gray", "-r", "150", "-singlefile"]).arg(&page).arg(&picture);
    assert!(command.status().unwrap().success());
    Some(Scan::read(&picture.with_extension("pgm")))
}

impl Scan {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let end = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).unwrap().0;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let numbers: Vec<usize> =
            head.split_whitespace().skip(1).map(|word| word.parse().unwrap()).collect();
        Self { width: numbers[0], height: numbers[1], grey: bytes[end + 1..].to_vec() }
    }

    /// Turned by a quarter to the left.
    fn turned(&self) -> Self {
        let mut grey = Vec::new();
        for row in 0..self.width {
            let column = self.width - 1 - row;
            grey.extend((0..self.height).map(|y| self.grey[y * self.width + column]));
        }
        Self { width: self.height, height: self.width, grey }
    }

    fn picture(&self, matrix: [f32; 6]) -> WrittenPicture<'_> {
        WrittenPicture { width: self.width, height: self.height, grey: &self.grey, matrix }
    }
}

const WHOLE_PAGE: [f32; 6] = [595.0, 0.0, 0.0, 842.0, 0.0, 0.0];

fn states(document: &Document) -> Vec<PageState> {
    document.pages.iter().map(|page| page.state).collect()
}

#[track_caller]
fn holds_sentence(document: &Document, page: u32) {
    let blocks = document.blocks.iter().filter(|block| block.page == page);
    let text: Vec<_> = blocks.map(|block| document.text_of(block)).collect();
    assert!(text.contains(&SENTENCE.join(" ").as_str()), "{text:?}");
    assert!(text.contains(&"Concluding observations"), "{text:?}");
}

fn typed_page() -> String {
    lines(72.0, 760.0, &["A page with words that the file holds as such."])
}

/// A page with nothing, one with a picture, one with a small picture beside text.
fn pages_are_told() {
    let grey = vec![200; 400];
    let picture = |matrix| WrittenPicture { width: 20, height: 20, grey: &grey, matrix };
    let pdf = WrittenPdf::new()
        .page("")
        .page_with("", 0, &[picture(WHOLE_PAGE)])
        .page_with(&typed_page(), 0, &[picture([50.0, 0.0, 0.0, 50.0, 10.0, 10.0])])
        .page_with("", 90, &[picture(WHOLE_PAGE)])
        .bytes();
    let parsed = worker().parse(&file(&pdf), None, &GO_ON).unwrap();
    assert_eq!(states(&parsed.document), [Empty, NeedsOcr, Text, NeedsOcr]);
}

fn pages_get_text() {
    let Some(scan) = scan() else { return };
    let pdf = WrittenPdf::new()
        .page(&typed_page())
        .page_with("", 0, &[scan.picture(WHOLE_PAGE)])
        .page(&typed_page())
        .bytes();
    let left = worker().parse_with_ocr(&file(&pdf), None, &GO_ON, false).unwrap();
    assert_eq!(states(&left.document), [Text, NeedsOcr, Text]);
    let read = worker().parse_with_ocr(&file(&pdf), None, &GO_ON, true).unwrap();
    assert_eq!(states(&read.document), [Text, Recognised, Text]);
    holds_sentence(&read.document, 2);
    assert_eq!(read.document.notices, Vec::<String>::new());
}

fn turned_pages() {
    let Some(scan) = scan() else { return };
    let turned = scan.turned();
    let half = scan.height / 2 * scan.width;
    let strip = |grey, from: f32| WrittenPicture {
        width: scan.width,
        height: scan.height / 2,
        grey,
        matrix: [595.0, 0.0, 0.0, 421.0, 0.0, from],
    };
    let upside_down: Vec<u8> = scan.grey.chunks(scan.width).rev().flatten().copied().collect();
    let flipped = WrittenPicture {
        grey: &upside_down,
        ..scan.picture([595.0, 0.0, 0.0, -842.0, 0.0, 842.0])
    };
    let pdf = WrittenPdf::new()
        // Stored lying, drawn lying, shown turned.
        .page_with("", 90, &[turned.picture(WHOLE_PAGE)])
        // Stored lying, drawn upright.
        .page_with("", 0, &[turned.picture([0.0, -842.0, 595.0, 0.0, 0.0, 842.0])])
        .page_with(
            "",
            0,
            &[strip(&scan.grey[..half], 421.0), strip(&scan.grey[half..2 * half], 0.0)],
        )
        .page_with("", 0, &[flipped])
        .bytes();
    let read = worker().parse_with_ocr(&file(&pdf), None, &GO_ON, true).unwrap();
    assert_eq!(states(&read.document), [PageState::Recognised; 4]);
    (1..=4).for_each(|page| holds_sentence(&read.document, page));
}

fn pipe() {
    let Some(scan) = scan() else { return };
    let pdf = WrittenPdf::new().page_with("", 0, &[scan.picture(WHOLE_PAGE)]).bytes();
    let (from, mut to) = std::io::pipe().unwrap();
    let writer = std::thread::spawn(move || to.write_all(&pdf).unwrap());
    let pipe = File::from(std::os::fd::OwnedFd::from(from));
    let read = worker().parse_with_ocr(&pipe, None, &GO_ON, true).unwrap();
    writer.join().unwrap();
    holds_sentence(&read.document, 1);
}

/// Reads the standard input with the Tesseract in the `PATH`, and says what became of it.
pub(crate) fn read_here() -> ExitCode {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).unwrap();
    let parsed = worker().parse_with_ocr(&file(&bytes), None, &GO_ON, true).unwrap();
    println!("{:?} {:?}", states(&parsed.document), parsed.document.notices);
    ExitCode::SUCCESS
}

fn what_to_install() {
    let grey = vec![200; 400];
    let picture = WrittenPicture { width: 20, height: 20, grey: &grey, matrix: WHOLE_PAGE };
    let pdf = WrittenPdf::new().page_with("", 0, &[picture]).bytes();
    let nowhere = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("scan").env("PATH", nowhere.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(&pdf).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.starts_with("[NeedsOcr]") && said.contains("install tesseract"), "{said}");
}

fn stopped() {
    let Some(scan) = scan() else { return };
    let pdf = WrittenPdf::new().page_with("", 0, &[scan.picture(WHOLE_PAGE)]).bytes();
    let cancel = AtomicBool::new(true);
    let error = worker().parse_with_ocr(&file(&pdf), None, &cancel, true).unwrap_err();
    assert_eq!(error.code(), "cancelled");
}
