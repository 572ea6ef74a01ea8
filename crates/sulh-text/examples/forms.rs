//! Shows the forms of words: `cargo run -p sulh-text --example forms -- sr misao misli`.
#![allow(clippy::print_stdout, reason = "an example")]

use sulh_text::{Forms, Tongue};

fn main() {
    let mut words = std::env::args().skip(1);
    let tongue = Tongue::of_tag(&words.next().unwrap_or_default());
    let mut forms = Forms::default();
    for word in words {
        forms.make(&word, tongue);
        println!("{word}: {} {} {}", forms.exact, forms.folded, forms.stemmed);
    }
}
