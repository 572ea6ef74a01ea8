//! What the program notes about itself, on standard error.
//!
//! It must not note queries: what people ask is theirs.

use tracing_subscriber::EnvFilter;

use crate::style::Style;

/// Notes warnings and worse, or what `$SULH_LOG` (else `$RUST_LOG`) asks for.
///
/// A server stamps its notes with the time; a command that ends at once does not.
pub(crate) fn start(style: Style, stamped: bool) {
    let wanted = std::env::var("SULH_LOG").or_else(|_| std::env::var("RUST_LOG"));
    let filter = EnvFilter::builder().parse_lossy(wanted.as_deref().unwrap_or("warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(style.color)
        .with_target(false);
    // A second start in one process would be a mistake of ours, not the user's: it changes nothing.
    let _ = if stamped { builder.try_init() } else { builder.without_time().try_init() };
}
