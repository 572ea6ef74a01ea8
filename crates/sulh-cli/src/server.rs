//! The server: opens the store, listens, greets, and ends well.
//!
//! It must not answer requests itself: over HTTP that is `sulh-api`, for commands `server/socket.rs`.

mod greeting;
mod socket;

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use sulh_engine::{Engine, EngineOptions, Identity, LoadRequest, TextFollower};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::arguments::Global;
use crate::command::serve::Serve;
use crate::error::{CliError, Exit};
use crate::progress::ProgressLine;
use crate::session;
use crate::style::Style;

/// Threads that may wait for the disk or evaluate at once; the gates of the routes admit fewer.
const BLOCKING_THREADS: usize = 128;

/// Serves until a signal asks to stop.
pub(crate) fn run(
    command: &Serve,
    global: &Global,
    out: &mut dyn Write,
    err_style: Style,
) -> Result<Exit, CliError> {
    let engine = open(command, global)?;
    may_bind(&engine, command.bind)?;
    load(&engine, command, err_style)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Queries are parsed and evaluated on the pool's own threads.
        .thread_stack_size(sulh_engine::QUERY_STACK_BYTES)
        .on_thread_start(sulh_engine::adopt_query_thread)
        .max_blocking_threads(BLOCKING_THREADS)
        .build()
        .map_err(|source| CliError::Environment { doing: "start the server", source })?;
    runtime.block_on(serve(&engine, command, global, out))?;
    Ok(Exit::Done)
}

fn open(command: &Serve, global: &Global) -> Result<Engine, CliError> {
    let mut options: EngineOptions = session::options(global)?;
    if let Some(seconds) = command.timeout {
        options.limits.run.timeout = Duration::from_secs(seconds);
    }
    options.fixed_token = fixed_token(command)?;
    options.read_log.clone_from(&command.read_log);
    Engine::open(options).map_err(|error| match error.holder_pid() {
        Some(pid) => CliError::Held {
            path: global.data_dir.clone(),
            pid,
            hint: "stop it first, or choose another --data-dir",
        },
        None => error.into(),
    })
}

/// The token of `--token-file`, else of `$SULH_TOKEN`.
fn fixed_token(command: &Serve) -> Result<Option<String>, CliError> {
    let Some(path) = &command.token_file else {
        return Ok(std::env::var("SULH_TOKEN").ok().filter(|token| !token.is_empty()));
    };
    let text = std::fs::read_to_string(path).map_err(|source| CliError::File {
        doing: "read",
        path: path.clone(),
        source,
    })?;
    match text.trim() {
        "" => Err(CliError::usage(
            format!("{} holds no token", path.display()),
            "write a long random token into it, in one line",
        )),
        token => Ok(Some(token.to_owned())),
    }
}

fn may_bind(engine: &Engine, address: SocketAddr) -> Result<(), CliError> {
    sulh_api::may_bind(address, engine).map_err(|error| CliError::Address {
        message: error.to_string(),
        hint: "sulh token create NAME --role admin".to_owned(),
        source: None,
    })
}

fn load(engine: &Engine, command: &Serve, style: Style) -> Result<(), CliError> {
    if command.files.is_empty() {
        return Ok(());
    }
    let request = LoadRequest { files: command.files.clone(), ..LoadRequest::default() };
    let mut line = ProgressLine::new(style.terminal);
    let done =
        engine.load(&Identity::command_line(), &request, &mut |progress| line.show(&progress));
    line.end();
    done?;
    Ok(())
}

async fn serve(
    engine: &Engine,
    command: &Serve,
    global: &Global,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let stop = stop_signal()?;
    let listener = TcpListener::bind(command.bind).await.map_err(|source| CliError::Address {
        message: format!("failed to listen at {}", command.bind),
        hint: "--bind 127.0.0.1:0 takes a free port".to_owned(),
        source: Some(source),
    })?;
    let address = listener
        .local_addr()
        .map_err(|source| CliError::Environment { doing: "listen", source })?;
    let texts = TextFollower::start(engine)
        .map_err(|source| CliError::Environment { doing: "start the server", source })?;
    let commands = socket::Listener::start(engine.clone(), &global.data_dir)?;
    greeting::say(out, engine, &global.data_dir, address)?;
    let options = sulh_api::ApiOptions {
        worker: Some(crate::document_worker::workers()),
        ..sulh_api::ApiOptions::default()
    };
    let app = sulh_api::app(engine.clone(), options);
    let done = sulh_api::serve(listener, app, stop).await;
    // Commands in flight end before the store closes.
    let stopped = tokio::task::spawn_blocking(move || {
        drop(texts);
        commands.stop();
    })
    .await;
    done.map_err(|source| CliError::Environment { doing: "serve", source })?;
    stopped.map_err(|error| CliError::Environment { doing: "stop", source: error.into() })
}

/// Ends at the first signal to stop. A second one ends the process at once: nothing that was
/// acknowledged can be lost by that.
fn stop_signal() -> Result<impl Future<Output = ()> + Send + 'static, CliError> {
    let listen = |kind| {
        signal(kind).map_err(|source| CliError::Environment { doing: "listen for signals", source })
    };
    let (mut interrupt, mut terminate) =
        (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            std::process::exit(i32::from(Exit::Environment.code()));
        });
    })
}

/// Where commands reach the server of a data directory.
fn socket_path(data_dir: &Path) -> std::path::PathBuf {
    data_dir.join(crate::delegation::SOCKET)
}
