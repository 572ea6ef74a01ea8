//! The numbers of paragraphs and items: which one follows which.

/// The whole numbers of a marker, outermost first: `[96, 12]` for `96.12.`; a letter counts from 1.
/// `None` for a bullet.
pub(super) fn numbers(marker: &str) -> Option<Vec<u32>> {
    let word = marker.trim_matches(|letter: char| !letter.is_alphanumeric());
    if word.is_empty() {
        return None;
    }
    if word.chars().all(|letter| letter.is_ascii_digit() || letter == '.' || letter == ' ') {
        return word
            .split(['.', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect();
    }
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_lowercase() => {
            Some(vec![u32::from(letter) - u32::from('a') + 1])
        }
        _ => roman(&word.to_lowercase()).map(|number| vec![number]),
    }
}

fn roman(word: &str) -> Option<u32> {
    let value = |letter| match letter {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let digits: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let sum = digits.iter().enumerate().fold(0_u32, |sum, (index, digit)| {
        let subtracts = digits.get(index + 1).is_some_and(|next| next > digit);
        if subtracts { sum.saturating_sub(*digit) } else { sum + digit }
    });
    // *iv* is four: the one before the five was taken off nothing.
    (!digits.is_empty()).then_some(if word.starts_with("iv") { 4 } else { sum })
}

/// Whether `next` is the number right behind `last` on the same level.
pub(super) fn follows(last: &str, next: &str) -> bool {
    match (numbers(last), numbers(next)) {
        (Some(last), Some(next)) if last.len() == next.len() => {
            let (Some((a, outer_a)), Some((b, outer_b))) = (last.split_last(), next.split_last())
            else {
                return false;
            };
            outer_a == outer_b && *b == a + 1
        }
        _ => false,
    }
}

/// The number of an item within a paragraph that is numbered too: `96.12`.
pub(super) fn joined(lead: Option<&str>, item: Option<&str>) -> Option<String> {
    let bare = |marker: &str| {
        let word = marker.trim_matches(|letter: char| !letter.is_alphanumeric());
        (!word.is_empty()).then(|| word.replace(' ', ""))
    };
    let (lead, item) = (lead.and_then(bare), item.and_then(bare));
    match (lead, item) {
        (Some(lead), Some(item)) if item.starts_with(&format!("{lead}.")) => Some(item),
        (Some(lead), Some(item)) => Some(format!("{lead}.{item}")),
        (None, item) => item,
        (Some(_), None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{follows, joined, numbers};

    #[test]
    fn numbers_follow_one_another() {
        assert_eq!(numbers("96.12."), Some(vec![96, 12]));
        assert_eq!(numbers("(iv)"), Some(vec![4]));
        assert_eq!(numbers("•"), None);
        assert!(follows("96.", "97.") && follows("(a)", "(b)") && follows("3.9", "3.10"));
        assert!(!follows("96.", "1.") && !follows("96.1", "97.2"));
        assert_eq!(joined(Some("96."), Some("12.")).as_deref(), Some("96.12"));
        assert_eq!(joined(Some("96."), Some("96.12.")).as_deref(), Some("96.12"));
        assert_eq!(joined(None, Some("(a)")).as_deref(), Some("a"));
    }
}
