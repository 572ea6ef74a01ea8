//! Runs the checks one after the other, with the output and the options of the usual runner.

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::time::Instant;

pub(crate) type Check = (&'static str, fn());

/// With a part of a name as an argument, only the checks that have it; `--list` names them.
pub(crate) fn run(arguments: &[String], all: &[&[Check]]) -> ExitCode {
    let part = arguments.iter().find(|argument| !argument.starts_with('-'));
    let is_chosen = |name: &str| part.is_none_or(|part| name.contains(part.as_str()));
    let (chosen, others): (Vec<Check>, Vec<Check>) =
        all.concat().into_iter().partition(|(name, _)| is_chosen(name));
    if arguments.iter().any(|argument| argument == "--list") {
        for (name, _) in chosen {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} tests", chosen.len());
    let (started, mut failed) = (Instant::now(), 0);
    for (name, check) in &chosen {
        let is_fine = catch_unwind(check).is_ok();
        failed += usize::from(!is_fine);
        println!("test {name} ... {}", if is_fine { "ok" } else { "FAILED" });
    }
    let result = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {result}. {} passed; {failed} failed; 0 ignored; 0 measured; {} filtered \
         out; finished in {:.2}s\n",
        chosen.len() - failed,
        others.len(),
        started.elapsed().as_secs_f64()
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(101) }
}
