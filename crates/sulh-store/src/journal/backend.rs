//! A disk in memory that can lose power, run full or lie about syncing: for
//! tests only, never part of a product build.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::StorageBackend;

/// Writes are torn at this many bytes: the smallest unit that a disk keeps whole.
const SECTOR: usize = 512;

/// A disk whose unsynced writes a power cut may drop.
///
/// Clones share the disk, as two handles of one file do. Reads see every
/// write, as a page cache does; [`Self::cut`] gives the disk as it is found
/// after the power comes back.
#[derive(Debug, Clone, Default)]
pub struct PowerCutDisk {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// What the system sees.
    seen: Vec<u8>,
    /// What is certainly on the platter.
    durable: Vec<u8>,
    /// What was written or resized since the last sync, in order.
    pending: Vec<Change>,
    syncs: u64,
    resizes: u64,
    written: u64,
    write_limit: Option<u64>,
    fail_syncs: bool,
    ignore_sync: bool,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("len", &self.seen.len()).finish_non_exhaustive()
    }
}

enum Change {
    Length(usize),
    Write { offset: usize, bytes: Vec<u8> },
}

impl PowerCutDisk {
    /// An empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    /// A disk that holds `image`, all of it durable.
    pub fn with_image(image: Vec<u8>) -> Self {
        let state = State { durable: image.clone(), seen: image, ..State::default() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// The bytes that the system sees.
    pub fn image(&self) -> Vec<u8> {
        self.lock().seen.clone()
    }

    /// How often a sync was asked for.
    pub fn syncs(&self) -> u64 {
        self.lock().syncs
    }

    /// How often the disk was made longer or shorter.
    pub fn resizes(&self) -> u64 {
        self.lock().resizes
    }

    /// Bytes written so far.
    pub fn written(&self) -> u64 {
        self.lock().written
    }

    /// Makes every sync a lie from now on: it says done and does nothing.
    pub fn ignore_sync(&self, ignore: bool) {
        self.lock().ignore_sync = ignore;
    }

    /// Makes every sync fail from now on, after the data has become visible.
    pub fn fail_syncs(&self, fail: bool) {
        self.lock().fail_syncs = fail;
    }

    /// Lets `bytes` more be written, then says that no space is left; `None`
    /// lifts the limit.
    pub fn limit_writes(&self, bytes: Option<u64>) {
        let mut state = self.lock();
        let written = state.written;
        state.write_limit = bytes.map(|bytes| written + bytes);
    }

    /// The disk after a power cut. Of each unsynced change, `random` decides
    /// what reached the platter: nothing, all, or some of its sectors; half of
    /// the time nothing unsynced did. `random` gives any number each time.
    /// The old handles keep the disk as it was.
    #[must_use]
    pub fn cut(&self, random: &mut dyn FnMut() -> u64) -> Self {
        let state = self.lock();
        let mut image = state.durable.clone();
        if random().is_multiple_of(2) {
            return Self::with_image(image);
        }
        for change in &state.pending {
            match change {
                Change::Length(length) => {
                    if random().is_multiple_of(2) {
                        image.resize(*length, 0);
                    }
                }
                Change::Write { offset, bytes } => tear(&mut image, *offset, bytes, random),
            }
        }
        Self::with_image(image)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes all, none or some sectors of `bytes`; what lies past the end is lost.
fn tear(image: &mut [u8], offset: usize, bytes: &[u8], random: &mut dyn FnMut() -> u64) {
    let mode = random() % 3;
    for (index, sector) in bytes.chunks(SECTOR).enumerate() {
        let kept = mode == 0 || (mode == 1 && random().is_multiple_of(2));
        let start = offset + index * SECTOR;
        if kept && let Some(place) = image.get_mut(start..start + sector.len()) {
            place.copy_from_slice(sector);
        }
    }
}

impl State {
    /// Writes as much as the limit lets through, as a full disk does.
    fn write(&mut self, offset: usize, bytes: &[u8]) -> io::Result<()> {
        let room = self.write_limit.map_or(u64::MAX, |limit| limit.saturating_sub(self.written));
        let allowed = usize::try_from(room).unwrap_or(usize::MAX).min(bytes.len());
        let (written, refused) = bytes.split_at(allowed);
        let place = self
            .seen
            .get_mut(offset..offset.saturating_add(allowed))
            .ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        place.copy_from_slice(written);
        self.written += allowed as u64;
        self.pending.push(Change::Write { offset, bytes: written.to_vec() });
        if refused.is_empty() { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.syncs += 1;
        if self.fail_syncs {
            return Err(io::Error::other("the disk failed to sync"));
        }
        if self.ignore_sync {
            return Ok(());
        }
        for change in std::mem::take(&mut self.pending) {
            match change {
                Change::Length(length) => self.durable.resize(length, 0),
                Change::Write { offset, bytes } => {
                    if let Some(place) = self.durable.get_mut(offset..offset + bytes.len()) {
                        place.copy_from_slice(&bytes);
                    }
                }
            }
        }
        Ok(())
    }
}

fn position(offset: u64) -> io::Result<usize> {
    usize::try_from(offset).map_err(|_| io::ErrorKind::InvalidInput.into())
}

impl StorageBackend for PowerCutDisk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.lock().seen.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let start = position(offset)?;
        let state = self.lock();
        let bytes = state
            .seen
            .get(start..start.saturating_add(out.len()))
            .ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let length = position(len)?;
        let mut state = self.lock();
        let grows = length.saturating_sub(state.seen.len()) as u64;
        if state.write_limit.is_some_and(|limit| state.written + grows > limit) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        state.resizes += 1;
        state.seen.resize(length, 0);
        state.pending.push(Change::Length(length));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.lock().sync()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let start = position(offset)?;
        self.lock().write(start, data)
    }
}
