//! Variable-length integers and a byte reader that never reads past its end.
//!
//! Every length is checked against the bytes that are left before anything is
//! allocated. Knows nothing of terms or commits.

use thiserror::Error;

/// Bytes that do not follow the journal's format.
///
/// The text says what was expected where the bytes stopped making sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{0}")]
pub(crate) struct Malformed(pub(crate) &'static str);

/// Appends `value` in groups of seven bits, the lowest first: 1 to 10 bytes.
#[inline]
pub(crate) fn put_u64(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends the length of `bytes`, then `bytes`.
#[inline]
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_u64(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// The step from `from` to `to` as an unsigned number: small steps either way
/// are small numbers (zigzag). At most 33 bits.
#[inline]
pub(crate) fn step(from: u32, to: u32) -> u64 {
    let delta = i64::from(to) - i64::from(from);
    ((delta << 1) ^ (delta >> 63)).cast_unsigned()
}

/// Takes a [`step`] from `from`; `None` when it leaves the range of `u32`.
#[inline]
pub(crate) fn take_step(from: u32, step: u64) -> Option<u32> {
    let delta = (step >> 1).cast_signed() ^ -((step & 1).cast_signed());
    u32::try_from(i64::from(from).checked_add(delta)?).ok()
}

/// Reads forward over borrowed bytes.
#[derive(Debug, Clone)]
pub(crate) struct ByteReader<'a> {
    rest: &'a [u8],
}

impl<'a> ByteReader<'a> {
    /// Starts at the first of `bytes`.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The bytes not read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next byte.
    #[inline]
    pub(crate) fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed("the bytes end too early"))?;
        self.rest = rest;
        Ok(*first)
    }

    /// A number written by [`put_u64`].
    #[inline]
    pub(crate) fn u64(&mut self) -> Result<u64, Malformed> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed("a number is longer than 64 bits"))
    }

    /// A number that must not exceed `most`, for counts and lengths.
    pub(crate) fn count(&mut self, most: usize) -> Result<usize, Malformed> {
        let value = self.u64()?;
        match usize::try_from(value) {
            Ok(count) if count <= most => Ok(count),
            _ => Err(Malformed("a count is over its bound")),
        }
    }

    /// The next `length` bytes.
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (head, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(Malformed("a length is over the bytes left"))?;
        self.rest = rest;
        Ok(head)
    }

    /// The next `N` bytes.
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed("the bytes end too early"))
    }

    /// A string written by [`put_bytes`]; it must be UTF-8.
    pub(crate) fn str(&mut self) -> Result<&'a str, Malformed> {
        let length = self.count(self.rest.len())?;
        str::from_utf8(self.take(length)?).map_err(|_| Malformed("a string is not UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            let mut bytes = Vec::new();
            put_u64(&mut bytes, value);
            let mut reader = ByteReader::new(&bytes);
            assert_eq!(reader.u64().unwrap(), value);
            assert!(reader.rest().is_empty());
        }
    }

    #[test]
    fn a_number_of_eleven_bytes_is_refused() {
        let bytes = [0xff; 11];
        assert!(ByteReader::new(&bytes).u64().is_err());
    }

    #[test]
    fn steps_come_back() {
        for (from, to) in [(0, 0), (5, 4), (0, u32::MAX), (u32::MAX, 0), (7, 1_000_000)] {
            assert_eq!(take_step(from, step(from, to)), Some(to));
        }
        assert_eq!(take_step(0, step(1, 0)), None);
        assert_eq!(take_step(0, u64::MAX), None);
    }

    #[test]
    fn a_length_over_the_end_is_refused() {
        assert!(ByteReader::new(&[0x7f, b'a']).str().is_err());
        assert!(ByteReader::new(&[1, 0xff]).str().is_err());
    }
}
