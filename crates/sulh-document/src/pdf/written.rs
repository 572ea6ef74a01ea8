//! Tests write their PDFs themselves: words at places, lines, pictures.
//!
//! It knows just enough of the format: standard fonts, A4 pages, nothing packed.

#![allow(
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "tests; each takes what it needs"
)]

use std::fmt::Write;

/// A PDF that grows page by page.
pub(crate) struct WrittenPdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    info: String,
}

/// A picture on a page.
pub(crate) struct WrittenPicture<'p> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// One byte a point, 0 is black.
    pub(crate) grey: &'p [u8],
    /// Its matrix: how the unit square lies on the page.
    pub(crate) matrix: [f32; 6],
}

/// The names under which pages find their fonts: regular, bold, italic, and a bold sans serif.
const FONTS: [(&str, &str); 4] =
    [("F", "Times-Roman"), ("B", "Times-Bold"), ("I", "Times-Italic"), ("H", "Helvetica-Bold")];

impl WrittenPdf {
    pub(crate) fn new() -> Self {
        Self { objects: vec![Vec::new(), Vec::new()], pages: Vec::new(), info: String::new() }
    }

    /// What the file says about itself, as a dictionary's entries.
    pub(crate) fn info(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.info);
        self
    }

    /// A page with this content.
    pub(crate) fn page(self, content: &str) -> Self {
        self.page_with(content, 0, &[])
    }

    /// A page that is shown turned by so many degrees, with pictures.
    pub(crate) fn page_with(
        mut self,
        content: &str,
        rotate: u32,
        pictures: &[WrittenPicture<'_>],
    ) -> Self {
        let mut content = content.to_owned();
        let mut names = String::new();
        for (index, picture) in pictures.iter().enumerate() {
            let WrittenPicture { width, height, grey, matrix } = picture;
            let matrix = matrix.map(|number| number.to_string()).join(" ");
            let number = self.object(stream(
                &format!(
                    "/Type/XObject/Subtype/Image/Width {width}/Height {height}\
                     /ColorSpace/DeviceGray/BitsPerComponent 8"
                ),
                grey,
            ));
            let _ = write!(names, "/P{index} {number} 0 R");
            let _ = write!(content, "\nq {matrix} cm /P{index} Do Q");
        }
        let mut fonts = String::new();
        for (name, font) in FONTS {
            let _ = write!(fonts, "/{name}<</Type/Font/Subtype/Type1/BaseFont/{font}>>");
        }
        let content = self.object(stream("", content.as_bytes()));
        let page = self.object(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}\
                 /Contents {content} 0 R/Resources<</Font<<{fonts}>>/XObject<<{names}>>>>>>"
            )
            .into_bytes(),
        );
        self.pages.push(page);
        self
    }

    fn object(&mut self, body: Vec<u8>) -> usize {
        self.objects.push(body);
        self.objects.len()
    }

    /// The file.
    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let mut kids = String::new();
        for page in &self.pages {
            let _ = write!(kids, "{page} 0 R ");
        }
        let count = self.pages.len();
        self.objects[0] = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
        self.objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {count}>>").into_bytes();
        let info = std::mem::take(&mut self.info);
        let info = self.object(format!("<<{info}>>").into_bytes());
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (index, body) in self.objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", file.len());
            file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let start = file.len();
        let size = self.objects.len() + 1;
        let trailer = format!(
            "{table}trailer<</Root 1 0 R/Info {info} 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF\n"
        );
        file.extend_from_slice(trailer.as_bytes());
        file
    }
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Words on a base line, `y` from the foot of the page, in a font of [`FONTS`].
pub(crate) fn words(x: f32, y: f32, font: &str, size: f32, words: &str) -> String {
    let mut escaped = String::new();
    for letter in words.chars() {
        match letter {
            '(' | ')' | '\\' => escaped.extend(['\\', letter]),
            _ if letter.is_ascii() => escaped.push(letter),
            // Latin-1, as far as the standard encoding agrees with it.
            _ => {
                let _ = write!(escaped, "\\{:03o}", letter as u32);
            }
        }
    }
    format!("BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n")
}

/// Lines of running text from `y` downwards, 12 points apart, 10 points large.
pub(crate) fn lines(x: f32, y: f32, lines: &[&str]) -> String {
    let place = |index: usize| y - 12.0 * index as f32;
    lines.iter().enumerate().map(|(index, line)| words(x, place(index), "F", 10.0, line)).collect()
}
