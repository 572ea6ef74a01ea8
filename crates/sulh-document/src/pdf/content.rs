//! What is drawn on a page: letters with their places, ruled lines and pictures.
//!
//! It orders nothing and drops only what has no shape; coordinates are points, y grows downwards.

use super::boldness::{Boldness, is_bold_name};
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

/// A letter, or a ligature of some, on a page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// What it reads.
    pub(super) text: BfString,
    /// Where it begins and ends along the line.
    pub(super) x: [f32; 2],
    /// The base line.
    pub(super) y: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// Whether its font is bold.
    pub(super) bold: bool,
    /// Whether it is seen.
    pub(super) visible: bool,
}

/// The ways in which a line of text can run: to the right, down, to the left, up.
pub(super) const DIRECTIONS: usize = 4;

/// A ruled line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Whether it is horizontal.
    pub(super) horizontal: bool,
    /// Where it lies across its direction.
    pub(super) at: f32,
    /// From where to where it runs.
    pub(super) span: [f32; 2],
}

/// What is drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Letters by the direction of their line, in the order in which they are drawn, in the
    /// coordinates of a page turned so that the line runs to the right.
    pub(super) glyphs: [Vec<Glyph>; DIRECTIONS],
    /// Ruled lines.
    pub(super) rules: Vec<Rule>,
    /// The share of the page that its largest picture covers, from 0 to 1.
    pub(super) picture: f32,
    /// Letters that no table tells how to read.
    pub(super) unreadable: usize,
    size: [f32; 2],
    boldness: Boldness,
    last_run: Option<Affine>,
}

/// More letters than a page can hold are not collected.
const GLYPHS: usize = 200_000;
/// More ruled lines than a table has.
const RULES: usize = 20_000;
/// A ruled line is thinner than this.
const THIN: f64 = 3.0;

impl Content {
    /// An empty page of this width and height.
    pub(super) fn new(width: f32, height: f32, boldness: Boldness) -> Self {
        Self { size: [width, height], boldness, ..Self::default() }
    }

    /// Whether a run begins where the last one did.
    fn is_again(&self, run: &GlyphRun<'_, '_>, transform: Affine) -> bool {
        let first = run.glyphs().first().map(|glyph| transform * glyph.transform());
        first.is_some() && first == self.last_run
    }

    /// Width and height of the page as seen by lines of a direction.
    pub(super) fn size(&self, direction: usize) -> [f32; 2] {
        let [width, height] = self.size;
        if direction.is_multiple_of(2) { [width, height] } else { [height, width] }
    }

    /// How many letters there are.
    pub(super) fn count(&self) -> usize {
        self.glyphs.iter().map(Vec::len).sum()
    }

    fn add_glyph(&mut self, glyph: &FontGlyph<'_>, at: Affine, bold: bool, visible: bool) {
        let [a, b, c, d, ..] = at.as_coeffs();
        let Some(text) = glyph.as_unicode().or_else(|| by_code(glyph)) else {
            self.unreadable += 1;
            return;
        };
        let advance = match glyph {
            FontGlyph::Outline(glyph) => glyph.advance_width().unwrap_or(500.0),
            FontGlyph::Type3(glyph) => glyph.advance_width().unwrap_or(500.0),
        };
        let (along, across) = (a.hypot(b), c.hypot(d));
        let slope = a.abs().min(b.abs()) / along.max(f64::MIN_POSITIVE);
        // Text that runs askew is a stamp or a watermark.
        if !(along.is_finite() && across.is_finite()) || slope > 0.2 {
            return;
        }
        let direction = match (a.abs() >= b.abs(), a > 0.0, b > 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        };
        let [width, height] = self.size.map(f64::from);
        let Point { x, y } = at * Point::ZERO;
        let (x, y) = match direction {
            0 => (x, y),
            1 => (y, width - x),
            2 => (width - x, height - y),
            _ => (height - y, x),
        };
        let [page_width, page_height] = self.size(direction).map(f64::from);
        let inside = -2.0..page_width + 2.0;
        if !inside.contains(&x) || !(-2.0..page_height + 2.0).contains(&y) {
            return;
        }
        let size = (across * 1000.0) as f32;
        let end = x + along * f64::from(advance);
        if let Some(glyphs) = self.glyphs.get_mut(direction) {
            glyphs.push(Glyph {
                text,
                x: [x as f32, end as f32],
                y: y as f32,
                size,
                bold,
                visible,
            });
        }
    }

    fn add_rule(&mut self, rect: Rect) {
        if self.rules.len() >= RULES || !rect.is_finite() {
            return;
        }
        let (width, height) = (rect.width().abs(), rect.height().abs());
        let rect = rect.abs();
        if height <= THIN && width > 4.0 * THIN {
            let span = [rect.x0 as f32, rect.x1 as f32];
            self.rules.push(Rule { horizontal: true, at: rect.center().y as f32, span });
        } else if width <= THIN && height > 2.0 * THIN {
            let span = [rect.y0 as f32, rect.y1 as f32];
            self.rules.push(Rule { horizontal: false, at: rect.center().x as f32, span });
        }
    }

    /// The sides of a frame, or the thin bar that a path is.
    fn add_path(&mut self, path: &BezPath, transform: Affine, strokes: bool) {
        if path.elements().len() > 64 {
            return;
        }
        let (mut from, mut first) = (Point::ZERO, Point::ZERO);
        if strokes {
            for element in path.elements() {
                let to = match *element {
                    PathEl::MoveTo(to) => {
                        (from, first) = (to, to);
                        continue;
                    }
                    PathEl::LineTo(to) => to,
                    PathEl::ClosePath => first,
                    PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                        from = to;
                        continue;
                    }
                };
                self.add_rule(Rect::from_points(transform * from, transform * to));
                from = to;
            }
        } else {
            self.add_rule(transform.transform_rect_bbox(path.bounding_box()));
        }
    }
}

impl Device<'_> for Content {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        let strokes = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        self.add_path(path, props.transform, strokes);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'_>, mode: &DrawMode) {
        let strokes = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        self.add_path(&rect.to_path(0.1), props.transform, strokes);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let visible = !matches!(mode, DrawMode::Invisible);
        // A run that is filled and stroked comes twice.
        if matches!(mode, DrawMode::Stroke(_)) && self.is_again(run, props.transform) {
            return;
        }
        self.last_run = run.glyphs().first().map(|glyph| props.transform * glyph.transform());
        // A run is set in one font, whose description is dear to ask for.
        let told = run.glyphs().first().and_then(|glyph| is_bold(glyph));
        let bold = told.unwrap_or_else(|| self.boldness.take(run));
        for glyph in run.glyphs() {
            if self.count() >= GLYPHS {
                return;
            }
            self.add_glyph(glyph, props.transform * glyph.transform(), bold, visible);
        }
    }

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        // The transform is that of the picture's own points.
        let own = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let drawn = props.transform.transform_rect_bbox(own);
        let [width, height] = self.size.map(f64::from);
        let seen = drawn.intersect(Rect::new(0.0, 0.0, width, height));
        let share = seen.area() / (width * height).max(1.0);
        self.picture = self.picture.max(share as f32);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// What a drawn letter (Type 3) reads by its code, where neither a table nor a name tells: fonts of
/// points, as TeX makes them, keep the codes of ASCII for letters.
fn by_code(glyph: &FontGlyph<'_>) -> Option<BfString> {
    let FontGlyph::Type3(glyph) = glyph else { return None };
    let code = u8::try_from(glyph.char_code()).ok()?;
    (code.is_ascii_graphic() || code == b' ' || code > 0xa0).then(|| BfString::Char(code.into()))
}

/// Whether the font of a letter is bold; none where it does not tell.
fn is_bold(glyph: &FontGlyph<'_>) -> Option<bool> {
    let FontGlyph::Outline(glyph) = glyph else { return None };
    let font = glyph.font_data()?;
    let name = font.postscript_name.unwrap_or_default();
    Some(font.weight.is_some_and(|weight| weight >= 600) || is_bold_name(&name))
}
