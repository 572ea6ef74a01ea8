//! What refers back: a body that the heading names in full, a sentence that explains the one
//! before.
//!
//! It compares words only; it finds no requests.

use crate::cue::Cue;
use crate::word::{Word, words};
use std::ops::Range;
use std::sync::LazyLock;

/// Letters by which two forms of one word are the same.
const ROOT: usize = 5;

/// Whether bodies are named in full by others: *the Ministry* under a heading *Ministry of
/// Justice*, *each municipality* under *municipalities*. Both are bytes of the text.
pub(super) fn repeats(text: &str, own: &[Range<usize>], others: &[Range<usize>]) -> bool {
    let all = |spans: &[Range<usize>]| -> Vec<Word> {
        spans.iter().flat_map(|span| words(text.get(span.clone()).unwrap_or_default())).collect()
    };
    let named = all(others);
    let own: Vec<Word> = all(own)
        .into_iter()
        .filter(|word| word.folded.len() > 3 && !EACH.contains(&word.folded.as_str()))
        .collect();
    !own.is_empty()
        && !named.is_empty()
        && own.iter().all(|word| named.iter().any(|other| alike(&word.folded, &other.folded)))
}

/// Words for *each* before a body.
const EACH: [&str; 9] =
    ["each", "every", "both", "svaka", "svaki", "svako", "sekoja", "sekoj", "chaque"];

fn alike(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    shared >= ROOT.min(one.chars().count()).min(other.chars().count()) && shared > 2
}

/// Whether a sentence only explains the one before it.
pub(super) fn explains(sentence: &[Word], before: &[Word]) -> bool {
    if EXPLAINS.iter().any(|cue| cue.at(sentence, 0).is_some()) {
        return true;
    }
    // *Introduce a declaration … The declaration would be kept for five years.*
    let is_wish = (1..4).any(|at| WOULD.iter().any(|cue| cue.at(sentence, at).is_some()));
    let first = sentence.iter().take(2).find(|word| word.folded.len() > ROOT);
    is_wish
        && first.is_some_and(|first| before.iter().any(|word| alike(&first.folded, &word.folded)))
}

/// With what an explanation begins.
static EXPLAINS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "without this|that|these|it
         in this|that way
         otherwise
         this|that|these|it would
         sans cela|quoi
         faute de quoi
         cela|ceci permettrait|permettra|éviterait
         bez toga|ovoga|njih|nje|njega
         time bi|će
         to bi
         na taj način
         u suprotnom
         без тоа|ова|нив|неа
         со тоа|ова би|ќе
         тоа би
         на тој начин
         во спротивно
         без това|тях|нея
         така ще
         това ще|би
         по този начин
         в противен случай
         pa këtë|këto|të|ta
         në këtë mënyrë
         përndryshe
         kjo do të
         bu olmadan|olmaksızın|sayede|yolla
         böylece|böylelikle
         aksi halde|takdirde",
    )
});

/// What would be.
static WOULD: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list("would\nbi|би\nби|bi se|се\nще\ndo të\nserait|seraient|permettrait")
});

#[cfg(test)]
mod tests {
    use super::{explains, repeats};
    use crate::word::words;

    #[test]
    fn a_body_is_named_in_full_by_the_heading() {
        let is = |own: &str, heading: &str| {
            let text = format!("{own}{heading}");
            let (own, other) = (0..own.len(), own.len()..text.len());
            repeats(&text, std::slice::from_ref(&own), std::slice::from_ref(&other))
        };
        assert!(is("The Ministry", "Ministry of Justice"));
        assert!(is("Министерството", "Министерството на околната среда"));
        assert!(is("Çdo komunë", "komunat"));
        assert!(is("Bakanlık ile Göç İdaresi", "İçişleri Bakanlığına ve Göç İdaresine"));
        assert!(is("Svaka opština", "Opštine"));
        assert!(!is("Trade unions", "Ministry of Justice"));
        assert!(!is("Government of Serbia", "Government of Montenegro"));
        assert!(!is("Ministry", ""));
    }

    #[test]
    fn explanations_belong_to_what_they_explain() {
        let is = |sentence: &str, before: &str| explains(&words(sentence), &words(before));
        assert!(is("Without this the law is empty.", "We call on Parliament to act."));
        assert!(is("Bez toga se sudovi snalaze.", "Pozivamo Skupštinu da djeluje."));
        assert!(is("Sans cela, rien ne change.", "Nous appelons l’État à agir."));
        assert!(is("Така ще се знае кой плаща.", "Призоваваме Съвета да действа."));
        assert!(is("Pa këtë, ligji mbetet letër.", "Rekomandojmë ligjin."));
        assert!(is("Böylece kayıtlar açık olur.", "Bakanlığı çağırıyoruz."));
        assert!(is("Регистарот би бил јавен.", "Потребно е да се воведе регистар."));
        assert!(!is("The register is public.", "We ask the Ministry to open the register."));
    }
}
