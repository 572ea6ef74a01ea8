//! The picture of a scanned page, as it is handed to a program that recognises text.
//!
//! Only pictures are drawn, where they lie and as they are turned, in grey on white; a scan may be
//! one picture, strips, or a mask over a background. Text that the file holds is not drawn.

use super::{draw, open};
use crate::error::DocumentError;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, LumaData, Paint, SoftMask,
};

/// A grey picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Points in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// One byte a point, 0 is black; rows from the top.
    pub grey: Vec<u8>,
}

impl Picture {
    /// The picture in the format PGM, which programs for OCR read.
    pub fn to_pgm(&self) -> Vec<u8> {
        let mut bytes = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        bytes.extend_from_slice(&self.grey);
        bytes
    }
}

/// Points to an inch, which programs for OCR like best.
const RESOLUTION: f64 = 300.0;
/// A picture has at most so many points; a larger page gets a lower resolution.
const POINTS: f64 = 30_000_000.0;
/// Where a point is looked at, in parts of it: four places, so that fine scans do not flicker.
const PLACES: [(f64, f64); 4] = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];

/// The pictures on a page, as the page shows them; `page` counts from 1. `None` if there is none.
///
/// Cost: O(points of the pictures and the page); up to a second.
///
/// # Errors
/// As `parse_pdf`.
pub fn page_picture(bytes: &[u8], page: u32) -> Result<Option<Picture>, DocumentError> {
    let pdf = open(bytes)?;
    let Some(page) = pdf.pages().get(page.saturating_sub(1) as usize) else { return Ok(None) };
    let (width, height) = page.render_dimensions();
    let Some(mut canvas) = Canvas::new(f64::from(width), f64::from(height)) else {
        return Ok(None);
    };
    draw(&pdf, page, &InterpreterCache::new(), &mut canvas);
    Ok(canvas.is_drawn.then_some(canvas.picture))
}

/// What is drawn so far.
struct Canvas {
    picture: Picture,
    /// Points of the canvas to a point of the page.
    scale: f64,
    is_drawn: bool,
}

/// Where a picture lies: from its points to those of the canvas, and how many it has.
struct Place {
    transform: Affine,
    width: u32,
    height: u32,
}

impl Canvas {
    fn new(width: f64, height: f64) -> Option<Self> {
        let area = width * height;
        if !(area.is_finite() && width > 1.0 && height > 1.0) {
            return None;
        }
        let scale = (RESOLUTION / 72.0).min((POINTS / area).sqrt());
        let [width, height] = [width, height].map(|side| (side * scale).floor().max(1.0) as u32);
        let points = u64::from(width) * u64::from(height);
        let grey = vec![255; usize::try_from(points).ok()?];
        Some(Self { picture: Picture { width, height, grey }, scale, is_drawn: false })
    }

    /// Draws a picture that has, at a place from 0 to 1 across and down, a tone and a cover, both
    /// from 0 to 255.
    fn paint(&mut self, place: &Place, tone: impl Fn(f64, f64) -> (u8, u8)) {
        let transform = Affine::scale(self.scale) * place.transform;
        if !transform.is_finite() || transform.determinant().abs() < 1e-12 {
            return;
        }
        let [width, height] = [place.width, place.height].map(f64::from);
        let back = transform.inverse();
        let drawn = transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let [columns, rows] = [self.picture.width, self.picture.height];
        let seen = drawn.intersect(Rect::new(0.0, 0.0, f64::from(columns), f64::from(rows)));
        if seen.width() <= 0.0 || seen.height() <= 0.0 {
            return;
        }
        self.is_drawn = true;
        let [left, right] = [seen.x0.floor() as u32, (seen.x1.ceil() as u32).min(columns)];
        for row in seen.y0.floor() as u32..(seen.y1.ceil() as u32).min(rows) {
            for column in left..right {
                let index = row as usize * columns as usize + column as usize;
                let Some(point) = self.picture.grey.get_mut(index) else { continue };
                let before = u32::from(*point);
                let sum: u32 = PLACES
                    .iter()
                    .map(|(x, y)| {
                        let at = back * Point::new(f64::from(column) + x, f64::from(row) + y);
                        if at.x < 0.0 || at.y < 0.0 || at.x >= width || at.y >= height {
                            return before * 255;
                        }
                        let (tone, cover) = tone(at.x / width, at.y / height);
                        let cover = u32::from(cover);
                        u32::from(tone) * cover + before * (255 - cover)
                    })
                    .sum();
                *point = (sum / (4 * 255)) as u8;
            }
        }
    }
}

impl Device<'_> for Canvas {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {}

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let place = |width, height, scale: (f32, f32)| Place {
            transform: props.transform
                * Affine::scale_non_uniform(f64::from(scale.0), f64::from(scale.1)),
            width,
            height,
        };
        match image {
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, paint| {
                    let tone = tone_of(paint);
                    let place = place(mask.width, mask.height, mask.scale_factors);
                    self.paint(&place, |x, y| (tone, luma_at(&mask, x, y)));
                },
                None,
            ),
            Image::Raster(raster) => raster.with_rgba(
                |data, cover| {
                    let place = place(data.width(), data.height(), data.scale_factors());
                    let cover_at = |x, y| cover.as_ref().map_or(255, |cover| luma_at(cover, x, y));
                    self.paint(&place, |x, y| (tone_at(&data, x, y), cover_at(x, y)));
                },
                None,
            ),
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// The point at a place from 0 to 1 across and down.
fn index(width: u32, height: u32, x: f64, y: f64) -> usize {
    let [column, row] = [x * f64::from(width), y * f64::from(height)].map(|at| at as usize);
    row * width as usize + column
}

fn luma_at(luma: &LumaData, x: f64, y: f64) -> u8 {
    luma.data.get(index(luma.width, luma.height, x, y)).copied().unwrap_or_default()
}

fn tone_at(data: &ImageData, x: f64, y: f64) -> u8 {
    match data {
        ImageData::Luma(luma) => luma_at(luma, x, y),
        ImageData::Rgb(rgb) => {
            let start = 3 * index(rgb.width, rgb.height, x, y);
            luminance(rgb.data.get(start..start + 3).unwrap_or_default())
        }
    }
}

fn tone_of(paint: &Paint<'_>) -> u8 {
    match paint {
        Paint::Color(color) => luminance(color.to_rgba().to_rgba8().get(..3).unwrap_or_default()),
        Paint::Pattern(_) => 0,
    }
}

/// Rec. 601, in whole numbers; of no colour, white.
fn luminance(point: &[u8]) -> u8 {
    match *point {
        [red, green, blue] => {
            let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
            (sum / 1000) as u8
        }
        _ => 255,
    }
}
