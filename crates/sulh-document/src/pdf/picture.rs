//! The picture of a scanned page, as it is handed to a program that recognises text.
//!
//! Nothing is drawn: a scan is one picture, which the file holds.

use super::{draw, open};
use crate::error::DocumentError;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, SoftMask,
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

/// A picture may have so many points: A3 at 600 dots an inch.
const POINTS: u64 = 70_000_000;

/// The largest picture of a page; `page` counts from 1. `None` if there is none.
///
/// # Errors
/// As `parse_pdf`.
pub fn page_picture(bytes: &[u8], page: u32) -> Result<Option<Picture>, DocumentError> {
    let pdf = open(bytes)?;
    let Some(page) = pdf.pages().get(page.saturating_sub(1) as usize) else { return Ok(None) };
    let cache = InterpreterCache::new();
    let mut largest = Largest::default();
    draw(&pdf, page, &cache, &mut largest);
    Ok(largest.picture)
}

#[derive(Default)]
struct Largest {
    area: f64,
    picture: Option<Picture>,
}

impl Device<'_> for Largest {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {}

    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let area = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)).area();
        if area <= self.area {
            return;
        }
        let mut picture = None;
        match image {
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, _| {
                    // A stencil paints where it is set: black on white.
                    let grey = mask.data.iter().map(|value| 255 - value).collect();
                    picture = grey_picture(mask.width, mask.height, grey);
                },
                None,
            ),
            Image::Raster(raster) => raster.with_rgba(
                |data, _| {
                    picture = match data {
                        ImageData::Luma(luma) => grey_picture(luma.width, luma.height, luma.data),
                        ImageData::Rgb(rgb) => {
                            let grey = rgb.data.chunks_exact(3).map(luminance).collect();
                            grey_picture(rgb.width, rgb.height, grey)
                        }
                    };
                },
                None,
            ),
        }
        if picture.is_some() {
            (self.area, self.picture) = (area, picture);
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

fn grey_picture(width: u32, height: u32, grey: Vec<u8>) -> Option<Picture> {
    let points = u64::from(width) * u64::from(height);
    (points > 0 && points <= POINTS && grey.len() as u64 == points).then_some(Picture {
        width,
        height,
        grey,
    })
}

/// Rec. 601, in whole numbers.
fn luminance(point: &[u8]) -> u8 {
    match *point {
        [red, green, blue] => {
            let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
            (sum / 1000) as u8
        }
        _ => 255,
    }
}
