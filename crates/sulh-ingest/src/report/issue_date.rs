//! When a report was put out, as its first page says.
//!
//! It takes a month with its year, and the day before it; a lone year may be that of anything.

use sulh_document::Document;
use sulh_extract::words;

/// How the names of months begin, in the languages of the region, in Latin letters without marks.
const MONTHS: [&[&str]; 12] = [
    &["januar", "janvier", "sijec", "janar", "ocak"],
    &["februar", "fevr", "veljac", "shkurt", "subat"],
    &["mart", "march", "mars", "ozuj"],
    &["april", "avril", "travanj", "travnja", "prill", "nisan"],
    &["may", "mai", "maj", "svib", "mayis"],
    &["june", "juin", "juni", "juna", "jun", "lipanj", "lipnja", "qershor", "haziran"],
    &["july", "juillet", "juli", "jula", "jul", "srpanj", "srpnja", "korrik", "temmuz"],
    &["august", "aout", "avgust", "kolovoz", "gusht", "agustos"],
    &["septem", "rujan", "rujna", "shtator", "eylul"],
    &["oktob", "octob", "oktom", "listopad", "tetor", "ekim"],
    &["novem", "noemv", "studen", "nentor", "kasim"],
    &["decem", "dekem", "prosin", "dhjetor", "aralik"],
];

/// Blocks of the first page that are looked at.
const BLOCKS: usize = 40;

/// A month or a day, as `2015-06` or `2015-06-15`; `None` if the first page says neither.
///
/// Cost: O(letters of the first page).
pub(super) fn issue_date(document: &Document) -> Option<String> {
    let first_page = document.blocks.iter().take(BLOCKS).take_while(|block| block.page <= 1);
    first_page.map(|block| document.text_of(block)).find_map(date_in)
}

fn date_in(text: &str) -> Option<String> {
    let words = words(text);
    words.iter().enumerate().find_map(|(index, word)| {
        let month = month(&word.folded)?;
        let year = words.get(index + 1).filter(|word| is_year(&word.folded))?;
        let day = index
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .and_then(|word| word.folded.parse::<u8>().ok())
            .filter(|day| (1..=31).contains(day));
        let month = format!("{}-{month:02}", year.folded);
        Some(day.map_or_else(|| month.clone(), |day| format!("{month}-{day:02}")))
    })
}

fn month(word: &str) -> Option<usize> {
    // The longest beginning wins: *mart* is March, *mai* is May.
    let fits = MONTHS.iter().enumerate().flat_map(|(index, starts)| {
        starts
            .iter()
            .filter(|start| word.starts_with(*start))
            .map(move |start| (start.len(), index))
    });
    let (length, index) = fits.max_by_key(|(length, _)| *length)?;
    (word.len() <= length + 5).then_some(index + 1)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1945..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::date_in;

    #[test]
    fn months_are_read_in_all_languages() {
        for (text, date) in [
            ("A/HRC/14/15, 15 March 2010, Original: English", Some("2010-03-15")),
            ("Loznica and Bijeljina, June 2015", Some("2015-06")),
            ("Битола, април 2016 година", Some("2016-04")),
            ("София, юни 2015 г.", Some("2015-06")),
            ("Prizren, mars 2016", Some("2016-03")),
            ("Sarajevo, maj 2015.", Some("2015-05")),
            ("Ankara, Haziran 2014", Some("2014-06")),
            ("Paris, août 2013", Some("2013-08")),
            ("Zagreb, 3. lipnja 2014.", Some("2014-06-03")),
            ("in the years 2013 and 2014", None),
            ("the market of 2014", None),
        ] {
            assert_eq!(date_in(text).as_deref(), date, "{text}");
        }
    }
}
