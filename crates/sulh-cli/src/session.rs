//! One run of the program: its arguments become a command, the command an exit code.
//!
//! A data directory has one owner. If that is a running server, the command is sent there;
//! the server runs it with [`run_sent`], which is the same way as here.

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Parser;
use sulh_engine::{Base, CancelFlag, DatasetMode, Engine, EngineOptions, Identity, Languages};

use crate::arguments::{Cli, Global, Mode};
use crate::command::Command;
use crate::context::{Context, Input, Surroundings, read_stdin};
use crate::delegation::{self, DelegationError, Request};
use crate::error::{CliError, Exit};
use crate::fault;
use crate::log;
use crate::server;
use crate::style::Style;

/// The variable that names the languages of labels.
const LANGUAGE: &str = "SULH_LANG";

/// Runs the program.
pub(crate) fn run(args: &[OsString]) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return answer_of_parser(&error),
    };
    let looks = Style::of(&io::stdout(), cli.global.color);
    let err_looks = Style::of(&io::stderr(), cli.global.color);
    let serves = matches!(cli.command, Command::Serve(_));
    log::start(err_looks, serves);
    fault::note(serves);
    let mut out = Output::new(BufWriter::with_capacity(1 << 16, io::stdout()));
    let mut err = io::stderr();
    let done =
        match &cli.command {
            Command::Completions(command) => command.write(&mut out),
            Command::Backup(command) if command.verify => {
                command.verify(cli.global.format, err_looks.terminal, &mut out)
            }
            Command::Restore(command) => {
                let Global { data_dir, format, .. } = &cli.global;
                command.restore(data_dir, *format, err_looks.terminal, &mut out)
            }
            Command::Serve(command) => server::run(command, &cli.global, &mut out, err_looks),
            Command::Validate(command) => alone(args, &cli.global, (looks, err_looks)).and_then(
                |(base, languages, around)| command.run(&base, &languages, &around, &mut out),
            ),
            command => {
                here_or_there(command, &cli.global, args, (looks, err_looks), &mut out, &mut err)
            }
        };
    let done = done.and_then(|exit| out.flush().map(|()| exit).map_err(CliError::Output));
    match done {
        Ok(exit) => exit,
        // Whoever read has seen enough: that is no failure.
        Err(_) if out.closed => Exit::Done,
        Err(error) => {
            // Nobody is left to tell when this fails too.
            let _ = error.say(&mut err, err_looks);
            error.exit()
        }
    }
}

/// What surrounds a command that needs no data directory, and the base of IRIs.
fn alone(
    args: &[OsString],
    global: &Global,
    (looks, err_looks): (Style, Style),
) -> Result<(Base, Languages, Surroundings), CliError> {
    let (languages, args) = reading(global, words(args)?)?;
    let around = Surroundings {
        cwd: current_dir()?,
        args,
        input: Input::Own,
        style: looks,
        watched: err_looks.terminal,
        format: global.format,
        as_of: None,
        cancel: CancelFlag::new(),
    };
    Ok((options(global)?.base, languages, around))
}

fn current_dir() -> Result<PathBuf, CliError> {
    std::env::current_dir().map_err(|source| CliError::File {
        doing: "read",
        path: ".".into(),
        source,
    })
}

/// Help and version are answers; anything else is wrong usage.
fn answer_of_parser(error: &clap::Error) -> Exit {
    // Nobody is left to tell when this fails.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}

fn here_or_there(
    command: &Command,
    global: &Global,
    args: &[OsString],
    (looks, err_looks): (Style, Style),
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Result<Exit, CliError> {
    let cwd = current_dir()?;
    let (languages, args) = reading(global, words(args)?)?;
    let engine = match Engine::open(options(global)?) {
        Ok(engine) => engine,
        Err(error) => {
            let Some(pid) = error.holder_pid() else { return Err(error.into()) };
            let stdin = if command.reads_stdin() { Some(read_stdin()?) } else { None };
            let request = Request {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                args,
                cwd,
                no_color: !(looks.color && err_looks.color),
                width: looks.width,
                stdin,
            };
            return there(global, pid, &request, out, err);
        }
    };
    let mut ctx = Context {
        engine,
        identity: Identity::command_line().reading(languages),
        out,
        err,
        around: Surroundings {
            cwd,
            args,
            input: Input::Own,
            style: looks,
            watched: err_looks.terminal,
            format: global.format,
            as_of: global.as_of.clone(),
            cancel: CancelFlag::new(),
        },
    };
    command.run(&mut ctx)
}

/// The languages asked for, and the arguments that ask for them.
///
/// `$SULH_LANG` becomes an argument, because a server that runs the command has a different one.
fn reading(global: &Global, mut args: Vec<String>) -> Result<(Languages, Vec<String>), CliError> {
    if let Some(languages) = &global.lang {
        return Ok((languages.clone(), args));
    }
    let Some(text) = std::env::var(LANGUAGE).ok().filter(|text| !text.trim().is_empty()) else {
        return Ok((Languages::default(), args));
    };
    let languages = Languages::parse(&text).ok_or_else(|| {
        CliError::usage(
            format!("${LANGUAGE} is {text:?}, which is no language tag"),
            "set it to a tag such as bs, sr-Latn or en",
        )
    })?;
    args.insert(0, format!("--lang={text}"));
    Ok((languages, args))
}

fn there(
    global: &Global,
    pid: u32,
    request: &Request,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, CliError> {
    match delegation::ask(&global.data_dir, request, out, err) {
        Ok(code) => Ok(Exit::from_code(code)),
        Err(DelegationError::Output(error)) => Err(CliError::Output(error)),
        Err(DelegationError::Silent { .. }) => Err(CliError::Held {
            path: global.data_dir.clone(),
            pid,
            hint: "it is another command, or a server that still starts: try again when it is done",
        }),
        Err(error) => Err(error.into()),
    }
}

/// How to open the data directory.
pub(crate) fn options(global: &Global) -> Result<EngineOptions, CliError> {
    let mut options = EngineOptions::new(&global.data_dir);
    if let Some(base) = &global.base {
        options.base = Base::parse(base).map_err(|error| {
            CliError::usage(
                format!("--base {base:?} cannot be used: {error}"),
                "give an absolute IRI that ends in /",
            )
        })?;
    }
    options.demo = global.demo;
    if global.mode == Some(Mode::Strict) {
        options.mode = DatasetMode::Strict;
    }
    Ok(options)
}

/// Runs, beside the server's own work, a command that another process sent.
pub(crate) fn run_sent(
    engine: &Engine,
    request: Request,
    cancel: CancelFlag,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let style = Style { color: !request.no_color, ..Style::plain(request.width) };
    let done = sent(engine, request, cancel, style, out, err);
    done.unwrap_or_else(|error| {
        // The asker went away: there is nobody to tell.
        let _ = error.say(err, style);
        error.exit()
    })
}

fn sent(
    engine: &Engine,
    request: Request,
    cancel: CancelFlag,
    style: Style,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Result<Exit, CliError> {
    let own = env!("CARGO_PKG_VERSION");
    if request.version != own {
        return Err(CliError::OtherServer {
            message: format!("the running server is sulh {own}, this is {}", request.version),
            hint: "use one version, or stop the server".to_owned(),
        });
    }
    let words = std::iter::once("sulh").chain(request.args.iter().map(String::as_str));
    let cli = Cli::try_parse_from(words)
        .map_err(|error| CliError::usage(error.to_string(), String::new()))?;
    same_server(engine, &cli.global)?;
    let mut out = BufWriter::with_capacity(1 << 14, out);
    let mut ctx = Context {
        engine: engine.clone(),
        identity: Identity::command_line().reading(cli.global.lang.unwrap_or_default()),
        out: &mut out,
        err,
        around: Surroundings {
            cwd: request.cwd,
            args: request.args,
            input: Input::Sent(request.stdin.unwrap_or_default()),
            style,
            watched: false,
            format: cli.global.format,
            as_of: cli.global.as_of,
            cancel,
        },
    };
    let exit = cli.command.run(&mut ctx)?;
    out.flush()?;
    Ok(exit)
}

/// A command that asks for another mode or base than the server's is refused rather than answered wrongly.
fn same_server(engine: &Engine, global: &Global) -> Result<(), CliError> {
    let mode = match engine.mode() {
        DatasetMode::Union => Mode::Union,
        DatasetMode::Strict => Mode::Strict,
    };
    let other_mode = global.mode.filter(|wanted| *wanted != mode);
    let other_base = global.base.as_deref().filter(|wanted| *wanted != engine.base().as_str());
    let other_demo = global.demo && !engine.demo();
    if other_mode.is_none() && other_base.is_none() && !other_demo {
        return Ok(());
    }
    let demo = if engine.demo() { "" } else { ", without --demo" };
    Err(CliError::OtherServer {
        message: format!(
            "the running server has --mode {} and --base {}{demo}",
            mode.name(),
            engine.base().as_str()
        ),
        hint: "leave these options out, or stop the server".to_owned(),
    })
}

fn words(args: &[OsString]) -> Result<Vec<String>, CliError> {
    let word = |arg: &OsString| {
        arg.clone().into_string().map_err(|arg| {
            let shown = PathBuf::from(arg);
            CliError::usage(
                format!("the argument {} is not UTF-8", shown.display()),
                "rename the file, or use a name in UTF-8",
            )
        })
    };
    args.iter().skip(1).map(word).collect()
}

/// A stream that remembers that its reader went away.
struct Output<W> {
    inner: W,
    closed: bool,
}

impl<W> Output<W> {
    fn new(inner: W) -> Self {
        Self { inner, closed: false }
    }

    fn noted<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            self.closed = true;
        }
        done
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.inner.write(bytes);
        self.noted(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.inner.flush();
        self.noted(done)
    }
}
