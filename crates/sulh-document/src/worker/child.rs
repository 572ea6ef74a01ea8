//! The child: sets its limits, locks itself in, and only then reads the document.
//!
//! It must not open anything after that, and says nothing but frames of `answer.rs`.

use crate::worker::answer::AnswerWriter;
use crate::worker::limits::WorkerLimits;
use crate::worker::task::{self, ParseTask};
use crate::worker::{filter, resource};
use crate::{Document, DocumentError};
use std::any::Any;
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::thread;

/// The first argument of a program that is to call [`child_main`].
pub const PARSE_DOCUMENT: &str = "parse-document";

/// Stack of the thread that parses: documents nest, and their parsers call themselves.
const STACK: usize = 64 << 20;

/// What a parser is given.
pub struct Input<'a> {
    /// The document.
    pub bytes: &'a [u8],
    /// The name of its file, if it has one.
    pub name: Option<&'a str>,
    /// To be called with the number of pages as soon as it is known: each page gives more time.
    pub announce_pages: &'a dyn Fn(u32),
}

/// Parses one document. It runs alone in its process and must not need a file, a thread or
/// another process: it gets none. Its stack has 64 MiB. It may panic.
pub type Parse = fn(&Input<'_>) -> Result<Document, DocumentError>;

/// Makes the picture of a page, from 1, as PGM; none if it has none. It runs as [`Parse`] does.
pub type PagePicture = fn(&[u8], u32) -> Result<Option<Vec<u8>>, DocumentError>;

/// What a child can be asked for.
#[derive(Clone, Copy)]
struct Skills {
    parse: Parse,
    picture: PagePicture,
}

/// The whole life of a child: for `main`, before it does anything else, when its first argument is
/// [`PARSE_DOCUMENT`].
///
/// Reads the document from the standard input, from its beginning if it is a file, and writes the
/// answer to the standard output: the document, or the picture of a page if that is its task. The
/// process ends with its parent.
pub fn child_main(parse: Parse, picture: PagePicture) -> ExitCode {
    let Some(task) = task::take::<ParseTask>() else {
        let _ignored = writeln!(io::stderr(), "{PARSE_DOCUMENT} is for sulh itself");
        return ExitCode::from(2);
    };
    match live(Skills { parse, picture }, task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ignored = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn live(skills: Skills, task: ParseTask) -> io::Result<()> {
    if !resource::end_with(task.parent)? {
        return Ok(());
    }
    // Whoever prints, prints to the error output: frames have an output of their own.
    let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let document = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    rustix::stdio::dup2_stdout(io::stderr())?;
    let mut answer = AnswerWriter::new(output.try_clone()?);
    if let Err(error) = resource::limit_parser(&task.limits) {
        return answer.refusal(&format!("the limits could not be set: {error}"));
    }
    let parser = thread::Builder::new().name("parser".into()).stack_size(STACK);
    let parser = parser.spawn(move || confined(skills, &task, &document, output));
    match parser {
        Ok(parser) => parser.join().unwrap_or_else(|_| Err(io::Error::other("panic"))),
        Err(error) => answer.refusal(&format!("the parser's thread did not start: {error}")),
    }
}

fn confined(skills: Skills, task: &ParseTask, document: &File, output: File) -> io::Result<()> {
    let file_type = document.metadata()?.file_type();
    let [from, to] = [document.as_raw_fd(), output.as_raw_fd()];
    let mut answer = AnswerWriter::new(output);
    if let Err(error) = resource::limit_processes() {
        return answer.refusal(&format!("the limits could not be set: {error}"));
    }
    if let Err(reason) = filter::confine_parser(from, to) {
        answer.notice(&format!("documents are parsed under limits only: {reason}"))?;
    }
    let Some(bytes) = read(document, file_type.is_file(), &task.limits)? else {
        let limit = task.limits.document;
        return answer.error(&DocumentError::TooLarge { what: "bytes", limit });
    };
    match task.page {
        Some(page) => draw(skills.picture, &bytes, page, answer),
        None => tell(skills.parse, &bytes, task.name.as_deref(), answer),
    }
}

/// All of the document; none if it is longer than it may be.
///
/// A file is read by position: the place up to which it was read belongs to all who share it.
fn read(document: &File, is_file: bool, limits: &WorkerLimits) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        let at = bytes.len() as u64;
        let read =
            if is_file { document.read_at(&mut piece, at) } else { (&*document).read(&mut piece) };
        match read {
            Ok(0) => return Ok(Some(bytes)),
            Ok(count) => bytes.extend_from_slice(piece.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if bytes.len() as u64 > limits.document {
            return Ok(None);
        }
    }
}

fn tell(
    parse: Parse,
    bytes: &[u8],
    name: Option<&str>,
    answer: AnswerWriter<File>,
) -> io::Result<()> {
    let answer = RefCell::new(answer);
    let announce_pages = |pages| {
        // If the parent is gone, so is this process soon.
        let _ignored = answer.borrow_mut().pages(pages);
    };
    let input = Input { bytes, name, announce_pages: &announce_pages };
    let parsed = catch_unwind(AssertUnwindSafe(|| parse(&input)));
    let mut answer = answer.borrow_mut();
    match parsed {
        Ok(Ok(document)) => answer.document(&document),
        Ok(Err(error)) => answer.error(&error),
        Err(panic) => answer.panic(&message(panic.as_ref())),
    }
}

fn draw(
    picture: PagePicture,
    bytes: &[u8],
    page: u32,
    mut answer: AnswerWriter<File>,
) -> io::Result<()> {
    match catch_unwind(AssertUnwindSafe(|| picture(bytes, page))) {
        Ok(Ok(picture)) => answer.picture(&picture.unwrap_or_default()),
        Ok(Err(error)) => answer.error(&error),
        Err(panic) => answer.panic(&message(panic.as_ref())),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
