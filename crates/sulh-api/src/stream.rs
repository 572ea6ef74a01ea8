//! A body that is written on one thread while it is sent on another.
//!
//! The head of the response waits for the first chunk or the end, so that what
//! fails early is told in full. What fails later breaks the connection off: a
//! body that was cut is never closed as if it were whole.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use hyper::body::Frame;
use sulh_engine::CancelFlag;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use crate::gate::{CancelOnDrop, Gate};
use crate::problem::Problem;

/// Bytes of a chunk.
pub(crate) const CHUNK: usize = 64 << 10;
/// Chunks that may lie between writer and client.
const CHUNKS_AHEAD: usize = 4;
/// How long a client may take to read one chunk.
const READER_PATIENCE: Duration = Duration::from_secs(30);

enum Message {
    Chunk(Bytes),
    /// The last bytes of a body that is whole.
    End(Bytes),
    Failed(Problem),
}

/// Runs a writer behind the gate and gives its output as a body.
///
/// The second value is the length of the whole body if it is known already.
/// When the body, or the future of this function, is dropped, the flag is raised.
///
/// # Errors
/// What the writer fails with before its first [`CHUNK`] bytes; 503 if there is no place.
pub(crate) async fn stream(
    gate: &Gate,
    cancel: CancelFlag,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), Problem> + Send + 'static,
) -> Result<(Body, Option<usize>), Problem> {
    let guard = CancelOnDrop(cancel);
    let place = gate.enter().await?;
    let (sender, mut receiver) = mpsc::channel(CHUNKS_AHEAD);
    let handle = Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut writer = ChunkWriter { sender, handle, buffer: Vec::new() };
        let done = write(&mut writer);
        drop(place);
        writer.finish(done);
    });
    match receiver.recv().await {
        Some(Message::End(bytes)) => {
            let length = bytes.len();
            Ok((Body::from(bytes), Some(length)))
        }
        Some(Message::Chunk(first)) => {
            let body = ChunkBody { first: Some(first), receiver: Some(receiver), _guard: guard };
            Ok((Body::new(body), None))
        }
        Some(Message::Failed(problem)) => Err(problem),
        None => Err(Problem::internal("the thread that writes the answer ended without a word")),
    }
}

/// The writing end: collects bytes to chunks and waits for the reader.
struct ChunkWriter {
    sender: mpsc::Sender<Message>,
    handle: Handle,
    buffer: Vec<u8>,
}

impl ChunkWriter {
    fn send(&self, message: Message) -> io::Result<()> {
        // Most answers are one chunk, for which there is room: no timer is needed.
        let message = match self.sender.try_send(message) {
            Ok(()) => return Ok(()),
            Err(TrySendError::Full(message) | TrySendError::Closed(message)) => message,
        };
        let sent = self.handle.block_on(self.sender.send_timeout(message, READER_PATIENCE));
        sent.map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "the client stopped reading"))
    }

    /// Says how it ended. There is nobody left to tell if the client has gone.
    fn finish(mut self, done: Result<(), Problem>) {
        let last = match done {
            Ok(()) => Message::End(std::mem::take(&mut self.buffer).into()),
            Err(problem) => Message::Failed(problem),
        };
        drop(self.send(last));
    }
}

impl Write for ChunkWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            let chunk =
                std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK + (CHUNK >> 3)));
            self.send(Message::Chunk(chunk.into()))?;
        }
        Ok(bytes.len())
    }

    /// Does nothing: chunks go when they are full, so that an early failure can still be told.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The sending end.
struct ChunkBody {
    first: Option<Bytes>,
    /// `None` once the body has ended, well or badly.
    receiver: Option<mpsc::Receiver<Message>>,
    _guard: CancelOnDrop,
}

impl hyper::body::Body for ChunkBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        ctx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        let Some(receiver) = self.receiver.as_mut() else {
            return Poll::Ready(None);
        };
        let message = std::task::ready!(receiver.poll_recv(ctx));
        if !matches!(message, Some(Message::Chunk(_))) {
            self.receiver = None;
        }
        Poll::Ready(match message {
            Some(Message::End(bytes)) if bytes.is_empty() => None,
            Some(Message::Chunk(bytes) | Message::End(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(Message::Failed(problem)) => {
                tracing::warn!(
                    code = problem.code(),
                    detail = problem.detail(),
                    cause = problem.cause(),
                    "answer cut short"
                );
                Some(Err(io::Error::other(problem.code())))
            }
            None => Some(Err(io::Error::other("the answer ended without a word"))),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use http_body_util::BodyExt;

    fn gate() -> Gate {
        Gate::new(1, 0)
    }

    #[tokio::test]
    async fn a_small_body_is_whole_and_its_length_known() {
        let (body, length) = stream(&gate(), CancelFlag::new(), |out| {
            out.write_all(b"abc").map_err(|error| Problem::internal(error.to_string()))
        })
        .await
        .unwrap();
        assert_eq!(length, Some(3));
        assert_eq!(body.collect().await.unwrap().to_bytes(), "abc");
    }

    #[tokio::test]
    async fn a_large_body_comes_in_order() {
        let (body, length) = stream(&gate(), CancelFlag::new(), |out| {
            for n in 0..100_000_u32 {
                out.write_all(&n.to_be_bytes())
                    .map_err(|error| Problem::internal(error.to_string()))?;
            }
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(length, None);
        let expected: Vec<u8> = (0..100_000_u32).flat_map(u32::to_be_bytes).collect();
        assert_eq!(body.collect().await.unwrap().to_bytes(), expected);
    }

    #[tokio::test]
    async fn an_early_failure_is_a_problem_and_a_late_one_an_error_of_the_body() {
        let fail = |bytes: usize| {
            move |out: &mut (dyn Write + Send)| {
                out.write_all(&vec![b'x'; bytes])
                    .map_err(|error| Problem::internal(error.to_string()))?;
                Err(Problem::unavailable("timeout", "late", 1))
            }
        };
        let early = stream(&gate(), CancelFlag::new(), fail(CHUNK - 1)).await.unwrap_err();
        assert_eq!(early.code(), "timeout");
        let (body, _) = stream(&gate(), CancelFlag::new(), fail(CHUNK)).await.unwrap();
        assert!(body.collect().await.is_err());
    }

    #[tokio::test]
    async fn dropping_the_body_raises_the_flag_and_stops_the_writer() {
        let (gate, cancel) = (gate(), CancelFlag::new());
        let (body, _) = stream(&gate, cancel.clone(), |out| {
            loop {
                out.write_all(&vec![0; CHUNK])
                    .map_err(|error| Problem::internal(error.to_string()))?;
            }
        })
        .await
        .unwrap();
        assert!(!cancel.is_cancelled());
        drop(body);
        assert!(cancel.is_cancelled());
        gate.idle(1).await;
    }
}
