//! The roots as they stand in words: as they are, and as they are before a vowel.
//!
//! It must not change a root that has no such form.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::analysis::{NOUN, OWNED, State, VERB};
use super::roots::{DROPPING, LENGTHENED, NOUNS, POSSESSED, VERBS};
use super::sounds::is_vowel;
use crate::fold::fold_into;

/// A root at the beginning of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// Where it ends in the word.
    pub(super) end: usize,
    /// The root in its bare form.
    pub(super) stem: &'static str,
    /// What it is.
    pub(super) state: State,
}

/// What must stand behind a form of a root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Anything,
    Vowel,
    /// The present tense, before which *iste-* is *isti-*.
    Present,
}

#[derive(Debug)]
struct Form {
    root: String,
    state: State,
    before: Before,
}

/// Roots of one syllable whose last consonant is voiced before a vowel; most keep it.
const SOFT_SYLLABLES: [&str; 20] = [
    "art", "cenk", "cep", "cilt", "cok", "denk", "dert", "dip", "dort", "gok", "harp", "kalp",
    "kap", "kulp", "kurt", "renk", "sarp", "tat", "yok", "yurt",
];

/// By letters; some stand for several roots: *yaş*, and *yaşa-* in *yaşıyor*.
type Forms = FxHashMap<String, Vec<Form>>;

static FORMS: LazyLock<Forms> = LazyLock::new(build);

/// The roots that a word may begin with, the longest first. Cost: O(letters).
pub(super) fn roots_of(word: &str) -> impl Iterator<Item = Found> {
    let forms: &'static Forms = &FORMS;
    let places = (2..=word.len()).rev();
    let all = places.flat_map(move |end| {
        let known = word.get(..end).and_then(|start| forms.get(start));
        known.into_iter().flatten().map(move |form| (end, form))
    });
    all.filter_map(move |(end, form)| {
        let rest = word.get(end..)?;
        if form.state == VERB && looks_plural(&form.root, rest, forms) {
            return None;
        }
        let fits = match form.before {
            Before::Anything => true,
            Before::Vowel => rest.bytes().next().is_some_and(is_vowel),
            Before::Present => rest.starts_with("iyor") || rest.starts_with("uyor"),
        };
        fits.then_some(Found { end, stem: &form.root, state: form.state })
    })
}

/// Whether a verb is rather its noun with *-lar* or *-la*: *suçlar* are crimes.
fn looks_plural(root: &str, rest: &str, forms: &Forms) -> bool {
    let noun = root.strip_suffix("la").or_else(|| root.strip_suffix("le"));
    let is_noun =
        |noun| forms.get(noun).is_some_and(|known| known.iter().any(|form| form.state & NOUN != 0));
    // *soy* and *söyle* only look alike; *başlar* rather begins than has heads.
    !matches!(root, "soyle" | "basla")
        && (rest.is_empty() || rest.starts_with('r'))
        && noun.is_some_and(is_noun)
}

fn build() -> Forms {
    let mut forms = Forms::default();
    let lists = [(NOUNS, NOUN), (DROPPING, NOUN), (POSSESSED, OWNED), (VERBS, VERB)];
    for (list, state) in lists {
        for root in list.split_whitespace().map(folded) {
            put(&mut forms, root.clone(), root, state, Before::Anything);
        }
    }
    for root in DROPPING.split_whitespace().map(folded) {
        put(&mut forms, without_last_vowel(&root), root, NOUN, Before::Vowel);
    }
    for (root, long) in LENGTHENED {
        let root = folded(root);
        put(&mut forms, root.clone(), root.clone(), NOUN, Before::Anything);
        put(&mut forms, folded(long), root, NOUN, Before::Vowel);
    }
    for root in NOUNS.split_whitespace().chain(POSSESSED.split_whitespace()).map(folded) {
        if root.bytes().filter(|letter| is_vowel(*letter)).count() > 1
            || SOFT_SYLLABLES.contains(&root.as_str())
        {
            put_soft(&mut forms, root, NOUN);
        }
    }
    for root in VERBS.split_whitespace().map(folded) {
        if root.ends_with("et") || root == "git" || root == "tat" {
            put_soft(&mut forms, root, VERB);
        } else if root.bytes().last().is_some_and(is_vowel) {
            let narrow = root.get(..root.len() - 1).unwrap_or_default().to_owned();
            put(&mut forms, narrow, root, VERB, Before::Present);
        }
    }
    forms
}

/// Adds the form that a root has before a vowel: *kitab-*, *çocuğ-*, *ed-*.
fn put_soft(forms: &mut Forms, root: String, state: State) {
    let soft = match root.bytes().last() {
        Some(b'p') => 'b',
        Some(b't') => 'd',
        Some(b'k') => 'g',
        _ => return,
    };
    let mut form = root.get(..root.len() - 1).unwrap_or_default().to_owned();
    form.push(soft);
    put(forms, form, root, state, Before::Vowel);
}

/// Adds a form; what is both noun and verb is one root.
fn put(forms: &mut Forms, form: String, root: String, state: State, before: Before) {
    let known = forms.entry(form).or_default();
    match known.iter_mut().find(|form| form.root == root && form.before == before) {
        Some(form) => form.state |= state,
        None => known.push(Form { root, state, before }),
    }
}

/// *fikir* as in *fikri*; behind *z* and the like a *b*, *d* or *g* stays: *kaydı*.
fn without_last_vowel(root: &str) -> String {
    let mut form = root.to_owned();
    if form.len() > 2 {
        form.remove(form.len() - 2);
    }
    match root {
        "kayit" | "nakit" | "akit" => form.replace('t', "d"),
        "kayip" => form.replace('p', "b"),
        _ => form,
    }
}

fn folded(word: &str) -> String {
    let mut folded = String::new();
    fold_into(word, &mut folded);
    folded
}
