//! The bytes of a model.
//!
//! `sulhcls` and a zero, format (u32), SHA-256 of the rest, length of the content (u32), content
//! under zstd. The content: the card as JSON after its length, then columns, all numbers little
//! endian: decisions, vocabulary (hashes as gaps), weights. Bytes come from anywhere: whatever
//! they say is checked, and no length is believed before the bytes for it are there.

use sha2::{Digest, Sha256};

use super::card::ModelCard;
use super::error::ModelError;
use super::model::{Decision, Model};
use super::vocabulary::Vocabulary;
use super::weights::Weights;

/// The format that is written and read.
const FORMAT: u32 = 1;
const MAGIC: &[u8; 8] = b"sulhcls\0";
/// Largest content that is unpacked: bytes.
const LARGEST: usize = 1 << 28;
/// How hard zstd tries.
const LEVEL: i32 = 19;

const MALFORMED_LENGTH: ModelError = ModelError::Malformed { what: "a length" };

impl Model {
    /// The model as bytes, the same for the same model. Cost: O(weights), about a second a
    /// megabyte.
    ///
    /// # Errors
    /// [`ModelError::Malformed`] where the content is larger than the format holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelError> {
        let content = self.content()?;
        let length = u32::try_from(content.len()).ok().filter(|_| content.len() <= LARGEST);
        let length = length.ok_or(ModelError::Malformed { what: "content too large" })?;
        let packed = zstd::bulk::compress(&content, LEVEL)
            .map_err(|_| ModelError::Malformed { what: "content that cannot be packed" })?;
        let mut rest = length.to_le_bytes().to_vec();
        rest.extend_from_slice(&packed);
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&Sha256::digest(&rest));
        bytes.extend_from_slice(&rest);
        Ok(bytes)
    }

    /// Reads a model. Cost: O(weights).
    ///
    /// # Errors
    /// [`ModelError::NotAModel`], [`ModelError::Version`], [`ModelError::Checksum`] for other,
    /// later and damaged bytes, [`ModelError::Malformed`] for content that contradicts itself.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let bytes = bytes.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
        let (format, bytes) = bytes.split_first_chunk::<4>().ok_or(ModelError::NotAModel)?;
        let found = u32::from_le_bytes(*format);
        if found != FORMAT {
            return Err(ModelError::Version { found, known: FORMAT });
        }
        let (checksum, rest) = bytes.split_first_chunk::<32>().ok_or(ModelError::Checksum)?;
        if Sha256::digest(rest).as_slice() != checksum {
            return Err(ModelError::Checksum);
        }
        let (length, packed) = rest.split_first_chunk::<4>().ok_or(MALFORMED_LENGTH)?;
        let length = u32::from_le_bytes(*length) as usize;
        if length > LARGEST {
            return Err(MALFORMED_LENGTH);
        }
        let content = zstd::bulk::decompress(packed, length)
            .map_err(|_| ModelError::Malformed { what: "the packed content" })?;
        if content.len() != length {
            return Err(MALFORMED_LENGTH);
        }
        read_content(&content)
    }

    pub(crate) fn content(&self) -> Result<Vec<u8>, ModelError> {
        let card = serde_json::to_vec(&self.card)
            .map_err(|_| ModelError::Malformed { what: "the card" })?;
        let mut out = Vec::new();
        number(&mut out, card.len() as u32);
        out.extend_from_slice(&card);
        for decision in &self.decisions {
            for value in [decision.bias, decision.threshold, decision.slope, decision.offset] {
                out.extend_from_slice(&value.to_le_bytes());
            }
        }
        for scale in &self.weights.scales {
            out.extend_from_slice(&scale.to_le_bytes());
        }
        let vocabulary = &self.vocabulary;
        out.extend_from_slice(&vocabulary.median_length.to_le_bytes());
        number(&mut out, vocabulary.documents);
        number(&mut out, vocabulary.hashes.len() as u32);
        gaps(&mut out, &vocabulary.hashes);
        vocabulary.document_counts.iter().for_each(|count| number(&mut out, *count));
        self.weights.starts.windows(2).for_each(|pair| {
            if let [start, end] = pair {
                number(&mut out, end - start);
            }
        });
        self.weights.labels.iter().for_each(|label| number(&mut out, u32::from(*label)));
        out.extend(self.weights.steps.iter().map(|step| step.cast_unsigned()));
        Ok(out)
    }
}

/// Reads what was unpacked.
pub(crate) fn read_content(content: &[u8]) -> Result<Model, ModelError> {
    Source(content).model()
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn gaps(out: &mut Vec<u8>, rising: &[u32]) {
    let mut last = 0;
    for &value in rising {
        number(out, value - last);
        last = value;
    }
}

/// Content that is not read yet.
struct Source<'a>(&'a [u8]);

impl<'a> Source<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(MALFORMED_LENGTH)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let mut number = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.take(1)?.first().copied().unwrap_or_default();
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number)
                    .map_err(|_| ModelError::Malformed { what: "a number" });
            }
        }
        Err(ModelError::Malformed { what: "a number" })
    }

    /// A number of things of at least a byte each that follow: never more than bytes are left.
    fn count(&mut self) -> Result<usize, ModelError> {
        let count = self.number()? as usize;
        if count > self.0.len() { Err(MALFORMED_LENGTH) } else { Ok(count) }
    }

    fn real(&mut self) -> Result<f32, ModelError> {
        let bytes = self.take(4)?.first_chunk::<4>().ok_or(MALFORMED_LENGTH)?;
        let real = f32::from_le_bytes(*bytes);
        let fault = ModelError::Malformed { what: "a number that is not finite" };
        if real.is_finite() { Ok(real) } else { Err(fault) }
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<u32>, ModelError> {
        (0..count).map(|_| self.number()).collect()
    }

    fn model(mut self) -> Result<Model, ModelError> {
        let length = self.count()?;
        let card: ModelCard = serde_json::from_slice(self.take(length)?)
            .map_err(|_| ModelError::Malformed { what: "the card" })?;
        let labels = u16::try_from(card.labels.len())
            .map_err(|_| ModelError::Malformed { what: "the labels" })?;
        if !card.labels.is_sorted_by(|a, b| a.name < b.name) {
            return Err(ModelError::Malformed { what: "the order of the labels" });
        }
        let knots = &card.correction.0;
        let inside = knots.iter().all(|knot| knot.0.is_finite() && (0.0..=1.0).contains(&knot.1));
        if !inside || !knots.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(ModelError::Malformed { what: "the correction" });
        }
        let decisions: Vec<Decision> =
            (0..labels).map(|_| self.decision()).collect::<Result<_, _>>()?;
        let scales: Vec<f32> = (0..labels).map(|_| self.real()).collect::<Result<_, _>>()?;
        let vocabulary = self.vocabulary(&card)?;
        let weights = self.weights(vocabulary.hashes.len(), labels, scales)?;
        if !self.0.is_empty() {
            return Err(MALFORMED_LENGTH);
        }
        Ok(Model { card, vocabulary, weights, decisions })
    }

    fn decision(&mut self) -> Result<Decision, ModelError> {
        Ok(Decision {
            bias: self.real()?,
            threshold: self.real()?,
            slope: self.real()?,
            offset: self.real()?,
        })
    }

    fn vocabulary(&mut self, card: &ModelCard) -> Result<Vocabulary, ModelError> {
        let median = self.real()?;
        let documents = self.number()?;
        let count = self.count()?;
        let mut hashes = Vec::with_capacity(count);
        let mut last: Option<u32> = None;
        for gap in self.numbers(count)? {
            let hash =
                last.unwrap_or(0).checked_add(gap).filter(|hash| last.is_none_or(|l| *hash > l));
            hashes.push(hash.ok_or(ModelError::Malformed { what: "the order of the features" })?);
            last = hash;
        }
        let counts = self.numbers(count)?;
        let power = card.options.length_power;
        if median <= 0.0 || !(0.0..=1.0).contains(&power) || counts.iter().any(|c| *c > documents) {
            return Err(ModelError::Malformed { what: "the vocabulary" });
        }
        let features = card.options.features;
        Ok(Vocabulary::from_parts(features, documents, hashes, counts, (median, power)))
    }

    fn weights(
        &mut self,
        features: usize,
        labels: u16,
        scales: Vec<f32>,
    ) -> Result<Weights, ModelError> {
        let mut starts = Vec::with_capacity(features + 1);
        starts.push(0_u32);
        let mut end = 0_u32;
        for count in self.numbers(features)? {
            end = end.checked_add(count).ok_or(MALFORMED_LENGTH)?;
            starts.push(end);
        }
        if end as usize > self.0.len() {
            return Err(MALFORMED_LENGTH);
        }
        let fault = ModelError::Malformed { what: "a label's number" };
        let mut of = Vec::with_capacity(end as usize);
        for label in self.numbers(end as usize)? {
            let label = u16::try_from(label).ok().filter(|label| *label < labels);
            of.push(label.ok_or_else(|| fault.clone())?);
        }
        let steps = self.take(end as usize)?.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Weights::from_parts(starts, of, steps, scales))
    }
}
