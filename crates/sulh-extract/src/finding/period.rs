//! When a sentence says that something was: a year, a month, or from one to another.
//!
//! It knows no day and no dates without a year; numbers of laws and plans for years to come are
//! none.

use crate::cue::Cue;
use crate::word::Word;
use std::ops::Range;
use std::sync::LazyLock;

/// A period and where it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    /// `2013`, `2013-05`, `2013/2014` or `2013-05/2013-09`.
    pub(super) value: String,
    /// Bytes of the text.
    pub(super) span: Range<usize>,
}

/// The years that can be meant.
const YEARS: std::ops::RangeInclusive<u16> = 1950..=2060;
/// Words between a year and the month or year that belongs to it.
const BETWEEN: usize = 4;

#[derive(Debug, Clone)]
struct Year {
    /// Its word.
    index: usize,
    value: u16,
    /// The end of a range in short form: *2013/14*.
    until: Option<u16>,
    span: Range<usize>,
}

/// The period of a sentence: the first that it states.
///
/// Cost: O(words).
pub(super) fn period(text: &str, words: &[Word]) -> Option<Period> {
    let years: Vec<Year> = (0..words.len())
        .filter_map(|index| year(text, words, index))
        .filter(|year| !is_of_a_plan(words, year.index))
        .collect();
    let first = years.first()?;
    if let Some(until) = first.until {
        return Some(Period {
            value: format!("{}/{until}", first.value),
            span: first.span.clone(),
        });
    }
    let next = years.get(1).filter(|next| next.value > first.value && hangs(words, first, next));
    if let Some(next) = next {
        let last = years.get(2).filter(|last| last.value > next.value && hangs(words, next, last));
        let last = last.unwrap_or(next);
        return Some(Period {
            value: format!("{}/{}", first.value, last.value),
            span: first.span.start..last.span.end,
        });
    }
    Some(with_months(words, first))
}

/// A word that is a year.
fn year(text: &str, words: &[Word], index: usize) -> Option<Year> {
    let word = words.get(index)?;
    let digits = word.folded.get(..4).unwrap_or_default();
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let rest = word.folded.get(4..).unwrap_or_default();
    if !is_number || rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let value: u16 = digits.parse().ok().filter(|year| YEARS.contains(year))?;
    let printed = text.get(word.span.clone())?;
    // *1.950*, *2,013* are counts.
    if printed.contains(['.', ',']) {
        return None;
    }
    let before = text.get(..word.span.start)?;
    let behind = text.get(word.span.end..)?;
    let of_law = |letter: char| letter.is_alphanumeric();
    if let Some(rest) = before.strip_suffix('/')
        && rest.ends_with(of_law)
        && !ends_in_year(rest)
    {
        return None;
    }
    let until = short_end(value, behind);
    let end = word.span.end + if until.is_some() { short_length(behind) } else { 0 };
    Some(Year { index, value, until, span: word.span.start..end })
}

fn ends_in_year(text: &str) -> bool {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4
}

/// *2013/14*, *2013–14*: the second year.
fn short_end(from: u16, behind: &str) -> Option<u16> {
    let rest = behind.strip_prefix(['/', '–', '-', '—'])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let short: u16 = rest.get(..digits).filter(|_| digits == 2)?.parse().ok()?;
    (short > from % 100 && short <= from % 100 + 15).then_some(from - from % 100 + short)
}

fn short_length(behind: &str) -> usize {
    behind.chars().next().map_or(0, char::len_utf8) + 2
}

/// Whether two years are one period: *2013–2014*, *2013 and 2014*, *od 2012. do 2015. godine*.
fn hangs(words: &[Word], first: &Year, next: &Year) -> bool {
    let between = words.get(first.index + 1..next.index).unwrap_or_default();
    between.len() <= BETWEEN
        && between.iter().all(|word| LINKS.contains(&word.folded.as_str()) || is_year_word(word))
}

/// Words that link two years or two months.
const LINKS: [&str; 19] = [
    "and", "to", "until", "till", "through", "i", "do", "a", "au", "et", "dhe", "deri", "me", "ve",
    "ile", "ili", "or", "ne", "kraja",
];

fn is_year_word(word: &Word) -> bool {
    ["god", "vit", "yil", "annee", "year", "g"].iter().any(|start| word.folded.starts_with(start))
        && word.folded.len() <= 9
}

/// The year with the month, or the months, before it.
fn with_months(words: &[Word], year: &Year) -> Period {
    let plain = Period { value: year.value.to_string(), span: year.span.clone() };
    let Some((at, month)) = month_before(words, year.index) else { return plain };
    let start = |index: usize| words.get(index).map_or(year.span.start, |word| word.span.start);
    let named = format!("{}-{month:02}", year.value);
    let link = at.checked_sub(1).and_then(|index| words.get(index));
    if link.is_some_and(|word| LINKS.contains(&word.folded.as_str()))
        && let Some((from, first)) = month_before(words, at - 1)
        && first < month
    {
        let value = format!("{}-{first:02}/{named}", year.value);
        return Period { value, span: start(from)..year.span.end };
    }
    Period { value: named, span: start(at)..year.span.end }
}

/// The month that belongs to what stands at `index`, and its word.
fn month_before(words: &[Word], index: usize) -> Option<(usize, usize)> {
    for at in (index.saturating_sub(BETWEEN)..index).rev() {
        if let Some(month) = MONTHS.iter().position(|month| month.at(words, at).is_some()) {
            return Some((at, month + 1));
        }
        let word = words.get(at)?;
        let is_link =
            ["of", "de", "te", "e", "na", "ot", "od", "the"].contains(&word.folded.as_str());
        let is_day = word.folded.len() <= 2 && word.folded.bytes().all(|b| b.is_ascii_digit());
        if !(is_link || is_day || is_year_word(word)) {
            return None;
        }
    }
    None
}

/// Whether a year is that of a plan, a law or a deadline: *Strategy 2014–2018*, *by 2020*.
fn is_of_a_plan(words: &[Word], index: usize) -> bool {
    (index.saturating_sub(5)..index)
        .any(|at| PLANS.iter().any(|plan| plan.at(words, at).is_some_and(|end| end <= index)))
        || index
            .checked_sub(1)
            .is_some_and(|at| DEADLINES.iter().any(|cue| cue.at(words, at).is_some()))
}

/// What has a year in its name.
static PLANS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "strateg*|act|law|plan|programme|agenda|resolution|convention
         loi|programme|stratégi*
         zakon*|strategij*|program*|konvencij*|rezolucij*|plan*
         закон*|стратеги*|план*|програм*|конвенци*
         ligji*|strategji*|plani*|program*|konvent*
         kanun*|strateji*|yasa|planı*|program*|sözleşme*",
    )
});

/// What leads to a deadline.
static DEADLINES: LazyLock<Vec<Cue>> = LazyLock::new(|| Cue::list("by"));

static MONTHS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "january|janvier|januar|januara|januaru|siječnj*|siječanj|јануари|януари|janar*|ocak*
         february|février|februar|februara|februaru|veljač*|фебруари|февруари|shkurt*|şubat*
         march|mars|marsit|mart|marta|martu|ožuj*|март|mart*
         april|avril|aprila|aprilu|travnj*|travanj|април|prill*|nisan*
         may|mai|maj|maja|maju|svibnj*|svibanj|мај|мај|май|majit|mayıs*
         june|juin|juni|juna|junu|jun|lipnj*|lipanj|јуни|юни|qershor*|haziran*
         july|juillet|juli|jula|julu|jul|srpnj*|srpanj|јули|юли|korrik*|temmuz*
         august|août|avgust*|augusta|augustu|kolovoz*|август|gusht*|ağustos*
         september|septembre|septembar|septembra|septembru|rujn*|rujan|септември|shtator*|eylül*
         october|octobre|oktobar|oktobra|oktobru|listopad*|октомври|tetor*|ekim*
         november|novembre|novembar|novembra|novembru|studen*|ноември|nëntor*|kasım*
         december|décembre|decembar|decembra|decembru|prosin*|декември|dhjetor*|aralık*",
    )
});

#[cfg(test)]
mod tests {
    use super::period;
    use crate::word::words;

    fn when(text: &str) -> Option<String> {
        period(text, &words(text)).map(|period| period.value)
    }

    #[test]
    fn periods_are_normalised_in_all_languages() {
        for (text, value) in [
            ("In 2013 twelve cases were recorded.", "2013"),
            ("In 2013 and 2014, sixty workers were met.", "2013/2014"),
            ("In the years 2013–2014 it grew.", "2013/2014"),
            ("During 2013/14 it grew.", "2013/2014"),
            ("Between March and September 2014 four came.", "2014-03/2014-09"),
            ("On 12 May 2013 the house burned.", "2013-05"),
            ("Tokom 2013. i 2014. godine zabilježeno je.", "2013/2014"),
            ("U oktobru 2014. godine ubijena je.", "2014-10"),
            ("Од 2012. до 2015. године забележено је.", "2012/2015"),
            ("Во 2014 година имаше случаи.", "2014"),
            ("Меѓу 2012 и 2015 година имаше случаи.", "2012/2015"),
            ("През март 2014 г. открихме сметище.", "2014-03"),
            ("Между 2012 и 2014 г. открихме.", "2012/2014"),
            ("Gjatë vitit 2014 kërkuan ndihmë.", "2014"),
            ("Midis viteve 2013 dhe 2015 mësuam.", "2013/2015"),
            ("2014 yılında üç vaka görüldü.", "2014"),
            ("2013 ile 2015 arasında dinledik.", "2013/2015"),
            ("2016’da on dört işçi başvurdu.", "2016"),
            ("En août 2016, on a recensé.", "2016-08"),
        ] {
            assert_eq!(when(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn laws_plans_and_counts_are_no_periods() {
        for text in [
            "The law (No. 39/2013) forbids it.",
            "The Strategy against trafficking 2014 was read.",
            "The goal is to end it by 2020.",
            "U bazi je 2.013 slučajeva.",
            "No year is said.",
        ] {
            assert_eq!(when(text), None, "{text}");
        }
    }
}
