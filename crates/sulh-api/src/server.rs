//! The server: connections, their limits, and an end that lets answers finish.
//!
//! It must not know a route.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// How long a client may take to send the head of a request, and a connection may idle.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
/// How long answers under way may take once the server is to end.
const DRAIN_PATIENCE: Duration = Duration::from_secs(10);
/// Connections at once, where the system gives so many; further ones wait to be accepted.
const CONNECTIONS: usize = 2048;
/// Open files that are left to the store.
const FILES_OF_THE_STORE: usize = 200;
/// Bytes of a head: an address of 64 KiB and headers.
const HEAD_BYTES: usize = 256 << 10;
/// What is waited when the system has no more sockets or files to give.
const SCARCITY_PAUSE: Duration = Duration::from_millis(50);

/// Serves until `shutdown` is ready, then lets answers under way finish for at most ten seconds.
///
/// HTTP/1.1 only. A head must come within ten seconds.
///
/// # Errors
/// If the listener breaks.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(connections(open_files())));
    let graceful = GracefulShutdown::new();
    let (stop, stopping) = watch::channel(false);
    let app = app.layer(Extension(Stopping(stopping)));
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let next = async {
            // The semaphore is never closed.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            next = next => next,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((stream, _)) => connect(stream, app.clone(), &graceful, place),
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted at the moment");
                tokio::time::sleep(SCARCITY_PAUSE).await;
            }
        }
    }
    drop(listener);
    // Nobody listens if no feed is open.
    let _ = stop.send(true);
    let open = graceful.count();
    if tokio::time::timeout(DRAIN_PATIENCE, graceful.shutdown()).await.is_err() {
        tracing::warn!(open, "connections were broken off at the end");
    }
    Ok(())
}

/// Tells answers that would never end that the server is to end.
#[derive(Clone, Debug)]
pub(crate) struct Stopping(pub(crate) watch::Receiver<bool>);

fn connect(
    stream: TcpStream,
    app: Router,
    graceful: &GracefulShutdown,
    place: Option<OwnedSemaphorePermit>,
) {
    // Small answers go out at once.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "nodelay");
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended badly");
        }
        drop(place);
    });
}

/// How many connections fit beside the files of the store.
fn connections(open_files: Option<usize>) -> usize {
    let open_files = open_files.unwrap_or(1024);
    open_files.saturating_sub(FILES_OF_THE_STORE).clamp(16, CONNECTIONS)
}

/// How many files this process may have open, where the system says so.
fn open_files() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    // "unlimited" is no number and as good as none said.
    line.split_whitespace().next()?.parse().ok()
}

/// Whether only the connection that was to be accepted failed.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_files_to_the_store() {
        for (open_files, expected) in
            [(None, 824), (Some(1024), 824), (Some(1 << 20), 2048), (Some(64), 16)]
        {
            assert_eq!(connections(open_files), expected);
        }
    }
}
