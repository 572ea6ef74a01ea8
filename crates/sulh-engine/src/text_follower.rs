//! A thread that lets the public text index take in commits before somebody asks.
//!
//! It must not make an index: what nobody has asked for costs nothing. Answers do not depend on
//! it, since whoever asks takes in what is missing.

use crate::engine::Engine;
use crate::identity::Identity;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// How often the thread looks whether it is to stop.
const PATIENCE: Duration = Duration::from_millis(200);

/// The thread; it ends when this is dropped.
#[derive(Debug)]
pub struct TextFollower {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl TextFollower {
    /// Starts to follow.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(engine: &Engine) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (engine, stopped) = (engine.clone(), Arc::clone(&stop));
        let follow = move || follow(&engine, &stopped);
        let thread = Builder::new().name("sulh-text".to_owned()).spawn(follow)?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for TextFollower {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread that follows texts has failed");
        }
    }
}

fn follow(engine: &Engine, stop: &AtomicBool) {
    let reader = Identity::anonymous();
    let mut seen = engine.revision();
    while !stop.load(Ordering::Acquire) {
        if !engine.wait_for(seen + 1, PATIENCE) {
            continue;
        }
        seen = engine.revision();
        if engine.has_text_index(&reader)
            && let Err(error) = engine.text_index(&reader).and_then(|texts| texts.refresh())
        {
            tracing::warn!(%error, "the text index did not take in what was committed");
        }
    }
}
