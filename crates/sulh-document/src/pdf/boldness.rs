//! Which words of a page are bold, for fonts that the reader of pages does not describe: those of
//! Type 1, and those that the file names but does not hold.
//!
//! The content of the page is read ahead for the names of its fonts; it draws nothing.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use std::collections::{HashMap, HashSet, VecDeque};

/// Whether runs of letters are bold, by their codes, in the order in which they are shown.
#[derive(Debug, Default)]
pub(super) struct Boldness {
    runs: HashMap<Vec<u8>, VecDeque<bool>>,
}

/// No page shows more runs.
const RUNS: usize = 100_000;
/// Pages nest no deeper in honest files.
const DEPTH: u32 = 4;

impl Boldness {
    /// Reads a page ahead, if one of its fonts is bold by its name and not described otherwise.
    pub(super) fn of(page: &Page<'_>) -> Self {
        let mut scan = Scan { boldness: Self::default(), left: RUNS, forms: HashSet::new() };
        scan.read(page.typed_operations(), page.resources(), 0);
        scan.boldness
    }

    /// Whether a run is bold; each run is asked for once.
    pub(super) fn take(&mut self, run: &GlyphRun<'_, '_>) -> bool {
        if self.runs.is_empty() {
            return false;
        }
        let codes: Vec<u8> = run.glyphs().iter().map(|glyph| glyph.char_code() as u8).collect();
        match self.runs.get_mut(&codes) {
            // The last one stays: a form can be shown again and again.
            Some(runs) if runs.len() > 1 => runs.pop_front().unwrap_or_default(),
            Some(runs) => runs.front().copied().unwrap_or_default(),
            None => false,
        }
    }
}

struct Scan {
    boldness: Boldness,
    left: usize,
    /// Those that were read: each is read once, however often it is shown.
    forms: HashSet<ObjectIdentifier>,
}

impl Scan {
    fn read(&mut self, mut content: TypedIter<'_>, resources: &Resources<'_>, depth: u32) {
        let fonts = bold_fonts(resources);
        let has_forms = depth < DEPTH && resources.x_objects.keys().next().is_some();
        if !(fonts.iter().any(|font| *font.1) || has_forms) {
            return;
        }
        let is_bold = |name: &Name<'_>| fonts.get(name.as_ref()).copied();
        let (mut font, mut kept) = (None, Vec::new());
        while let Some(instruction) = content.next() {
            if self.left == 0 {
                return;
            }
            match instruction {
                TypedInstruction::TextFont(set) => font = is_bold(set.0),
                TypedInstruction::SaveState(_) => kept.push(font),
                TypedInstruction::RestoreState(_) => font = kept.pop().unwrap_or(font),
                TypedInstruction::ShowText(show) => self.show(show.0.as_bytes(), font),
                TypedInstruction::NextLineAndShowText(show) => self.show(show.0.as_bytes(), font),
                TypedInstruction::ShowTextWithParameters(show) => {
                    self.show(show.2.as_bytes(), font);
                }
                TypedInstruction::ShowTexts(show) => {
                    let mut codes = Vec::new();
                    for part in show.0.iter::<Object<'_>>() {
                        if let Object::String(part) = part {
                            codes.extend_from_slice(part.as_bytes());
                        }
                    }
                    self.show(&codes, font);
                }
                TypedInstruction::XObject(form) if has_forms => {
                    if let Some(form) = resources.get_x_object(form.0) {
                        self.read_form(&form, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, codes: &[u8], font: Option<bool>) {
        if let Some(bold) = font {
            self.left = self.left.saturating_sub(1);
            self.boldness.runs.entry(codes.to_vec()).or_default().push_back(bold);
        }
    }

    fn read_form(&mut self, form: &Stream<'_>, depth: u32) {
        let dict = form.dict();
        let is_form = dict.get::<Name<'_>>(b"Subtype").is_some_and(|name| name.as_ref() == b"Form");
        let Some(resources) = dict.get::<Dict<'_>>(b"Resources").filter(|_| is_form) else {
            return;
        };
        if !self.forms.insert(form.obj_id()) {
            return;
        }
        if let Ok(content) = form.decoded() {
            self.read(TypedIter::new(&content), &Resources::new(resources), depth);
        }
    }
}

/// The fonts that the reader of pages does not describe, and whether they are bold.
fn bold_fonts(resources: &Resources<'_>) -> HashMap<Vec<u8>, bool> {
    let fonts = resources.fonts.keys().filter_map(|key| {
        let font: Dict<'_> = resources.fonts.get(key.as_ref())?;
        let descriptor: Dict<'_> = font.get(b"FontDescriptor").unwrap_or_default();
        let kind: Name<'_> = font.get(b"Subtype")?;
        let is_type_1 = matches!(kind.as_ref(), b"Type1" | b"MMType1");
        let is_described = !is_type_1 && descriptor.contains_key(b"FontFile2");
        if is_described || kind.as_ref() == b"Type0" {
            return None;
        }
        let name: Option<Name<'_>> = font.get(b"BaseFont");
        let name = name.map(|name| String::from_utf8_lossy(name.as_ref()).into_owned());
        let weight: i32 = descriptor.get(b"FontWeight").unwrap_or_default();
        let is_bold = weight >= 600 || name.is_some_and(|name| is_bold_name(&name));
        Some((key.as_ref().to_vec(), is_bold))
    });
    fonts.collect()
}

/// Whether the name of a font says that it is bold.
pub(super) fn is_bold_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["bold", "black", "heavy", "semibold"].iter().any(|word| name.contains(word))
}
