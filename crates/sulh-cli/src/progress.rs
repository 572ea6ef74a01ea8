//! Progress of long work, drawn on standard error while somebody watches.
//!
//! It must not write anything that stays: when the work is done, the line is gone.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sulh_engine::Progress;

/// How often a line without a known end moves.
const TICK: Duration = Duration::from_millis(120);
/// With a known end: bar, share, rate and the time left.
const BAR: &str = "{prefix} {bar:24} {percent:>3}%  {msg}  {eta} left";
/// Without one.
const LINE: &str = "{spinner} {prefix}  {msg}";

/// The line of one piece of work.
pub(crate) struct ProgressLine {
    bar: ProgressBar,
    known: Option<bool>,
}

impl ProgressLine {
    /// A line, drawn only if `watched`.
    pub(crate) fn new(watched: bool) -> Self {
        let target =
            if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self { bar: ProgressBar::with_draw_target(None, target), known: None }
    }

    /// Shows how far the work is.
    pub(crate) fn show(&mut self, progress: &Progress) {
        let known = progress.total.is_some_and(|total| total > 0);
        if self.known != Some(known) {
            self.known = Some(known);
            let template = if known { BAR } else { LINE };
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style);
            }
            self.bar.enable_steady_tick(TICK);
        }
        self.bar.set_length(progress.total.unwrap_or_default());
        self.bar.set_position(progress.done);
        self.bar.set_prefix(progress.stage);
        self.bar.set_message(message(progress));
    }

    /// Takes the line away.
    pub(crate) fn end(self) {
        self.bar.finish_and_clear();
    }
}

fn message(progress: &Progress) -> String {
    let amount = if progress.unit == "bytes" {
        indicatif::HumanBytes(progress.done).to_string()
    } else {
        format!("{} {}", indicatif::HumanCount(progress.done), progress.unit)
    };
    let file = progress.file.as_ref().and_then(|path| path.file_name());
    match file {
        Some(name) => format!("{} {amount}", name.display()),
        None => amount,
    }
}
