//! Bytes to text: byte order marks, what the file declares, and a guess for the rest.
//!
//! It never fails: what no encoding can hold becomes the replacement character, and is counted.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A text and how it was read.
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// What to tell the reader about it, in words.
    pub(crate) notice: Option<String>,
}

/// Reads bytes as text. A byte order mark decides, then whether the bytes are UTF-8 (no other
/// encoding gives that by chance), then `declared`, then how often letters follow each other.
///
/// Cost: linear.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(bytes.get(mark..).unwrap_or_default(), encoding, false);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), notice: None };
    }
    let named = declared.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    match named.filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible()) {
        Some(encoding) => read(bytes, encoding, false),
        None => read(bytes, guess(bytes), true),
    }
}

fn read(bytes: &[u8], encoding: &'static Encoding, is_guess: bool) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let notice = if had_errors {
        Some(format!("some bytes are no {name} and were replaced"))
    } else if is_guess {
        Some(format!("the file does not name its encoding: read as {name}"))
    } else {
        None
    };
    Decoded { text: text.into_owned(), notice }
}

/// The likeliest encoding. A file that is UTF-8 but for a few broken places stays UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let broken: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    if broken * 20 < high {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use encoding_rs::{
        Encoding, ISO_8859_2, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254,
    };

    const CROATIAN: &str = "Izvješće o stanju ljudskih prava: vlada bi trebala usvojiti zakon o \
        zaštiti žrtava, čime bi se poboljšao položaj svih građana i građanki.";
    const SERBIAN: &str = "Извештај о стању људских права: влада би требало да усвоји закон о \
        заштити жртава, чиме би се побољшао положај свих грађана.";
    const TURKISH: &str = "İnsan haklarının durumu hakkında rapor: hükümet mağdurların korunmasına \
        ilişkin yasayı çıkarmalı ve bütün yurttaşların koşullarını iyileştirmelidir.";
    const FRENCH: &str = "Rapport sur les droits de l’homme : le gouvernement devrait adopter la \
        loi protégeant les victimes, déjà prévue, et améliorer les conditions.";

    #[track_caller]
    fn reads(text: &str, encoding: &'static Encoding, declared: Option<&str>) {
        let (bytes, _, had_errors) = encoding.encode(text);
        assert!(!had_errors);
        assert_eq!(decode(&bytes, declared).text, text, "{}", encoding.name());
    }

    #[test]
    fn an_encoding_that_is_named_is_used() {
        reads(CROATIAN, WINDOWS_1250, Some("windows-1250"));
        reads(CROATIAN, ISO_8859_2, Some(" ISO-8859-2 "));
        reads(SERBIAN, WINDOWS_1251, Some("cp1251"));
    }

    #[test]
    fn an_encoding_that_is_not_named_is_guessed() {
        reads(CROATIAN, WINDOWS_1250, None);
        reads(SERBIAN, WINDOWS_1251, None);
        reads(TURKISH, WINDOWS_1254, None);
        reads(FRENCH, WINDOWS_1252, None);
        reads(SERBIAN, WINDOWS_1251, Some("utf-8"));
        reads(SERBIAN, WINDOWS_1251, Some("utf-7"));
    }

    #[test]
    fn byte_order_marks_and_utf_8_win() {
        let utf_16: Vec<u8> = "\u{feff}čа".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf_16, Some("windows-1250")).text, "čа");
        assert_eq!(decode("\u{feff}čа".as_bytes(), None).text, "čа");
        assert_eq!(decode("čа".as_bytes(), Some("windows-1250")).text, "čа");
        let broken = [SERBIAN.as_bytes(), b"\xff"].concat();
        assert!(decode(&broken, None).text.starts_with(SERBIAN));
        assert!(decode(&broken, None).notice.is_some());
    }
}
