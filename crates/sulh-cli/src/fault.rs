//! Faults of the program itself: noted in the log, and ended as an error, not as a crash.
//!
//! Some are expected: the library under the journal gives up on a damaged file in this way, and the
//! store makes an error of it. It must not hide a fault that nobody caught.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

use crate::error::{CliError, Exit};
use crate::style::Style;

/// Notes faults in the log from now on: as errors where `loud`, since a server goes on after one and
/// its keeper must know.
pub(crate) fn note(loud: bool) {
    std::panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        let what = info.payload_as_str().unwrap_or("no reason given");
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        if loud {
            tracing::error!(place, "a fault of the program: {what}");
        } else {
            tracing::debug!(place, "a fault of the program: {what}");
        }
    }));
}

/// Runs the program; a fault that nobody caught is said as an error.
pub(crate) fn caught(run: impl FnOnce() -> Exit) -> Exit {
    // After a fault nothing of the state is used but the exit code.
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let error = CliError::Fault { message: text.unwrap_or("no reason given").to_owned() };
        // Nobody is left to tell when this fails too.
        let _ = error.say(&mut std::io::stderr(), Style::plain(0));
        error.exit()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "tests")]

    use super::caught;
    use crate::error::Exit;

    #[test]
    fn a_fault_has_an_exit_code() {
        assert_eq!(caught(|| panic!("as the test wants")), Exit::Environment);
        assert_eq!(caught(|| Exit::No), Exit::No);
    }
}
