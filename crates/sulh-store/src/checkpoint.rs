//! A checkpoint on disk: sorted rows and terms of one revision, written aside,
//! synchronised, renamed into place.
//!
//! It must not be the only place of anything: the journal can rebuild it.

use crate::dictionary::{BaseDictionaryWriter, Dictionary};
use crate::error::FileError;
use crate::mapped_file;
use crate::row::{IdQuad, Permutation};
use crate::run::Run;
use crate::snapshot::{Generation, State};
use crate::sorted_rows::SortedRows;
use crate::term_id::TermId;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

const VERSION: u32 = 1;
/// The file that says what the others are.
pub(crate) const MANIFEST: &str = "manifest.json";
const TERMS: &str = "terms.dict";

/// What a checkpoint says of itself.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub(crate) struct Manifest {
    pub(crate) version: u32,
    pub(crate) number: u64,
    pub(crate) revision: u64,
    /// Hash of the journal's entry of that revision, in hex.
    pub(crate) journal: String,
    pub(crate) quads: u64,
    pub(crate) seed: u64,
    pub(crate) graphs: Vec<u32>,
    pub(crate) files: Vec<FileEntry>,
}

/// A file of a checkpoint, as it was written.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub(crate) struct FileEntry {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) checksum: u64,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    checksum: u64,
    manifest: Manifest,
}

/// Where each dictionary term of the old generation went in the new one.
#[derive(Debug)]
pub(crate) struct Remap {
    /// New position + 1 by old position; 0 for a term that no row uses.
    places: Vec<u32>,
}

impl Remap {
    /// The new id; `None` for a term that the new generation does not have.
    pub(crate) fn get(&self, id: TermId) -> Option<TermId> {
        match id.dictionary_index() {
            None => Some(id),
            Some(old) => TermId::dictionary(self.places.get(old as usize)?.checked_sub(1)?),
        }
    }
}

/// A checkpoint ready to be read.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) generation: Arc<Generation>,
    pub(crate) manifest: Manifest,
}

/// Writes the state as checkpoint `number` and opens it. Cost: O(quads + terms), little memory.
///
/// New ids follow the order of the old ones, so that sorted rows stay sorted;
/// terms that no row uses any more are left out.
pub(crate) fn write(
    directory: &Path,
    state: &Arc<State>,
    number: u64,
    journal: &str,
) -> Result<(Opened, Remap), FileError> {
    let target = directory.join(format!("{number:010}"));
    let aside = directory.join(format!("{number:010}.new"));
    let fail = |source| FileError::Write { path: aside.clone(), source };
    let _ = fs::remove_dir_all(&aside);
    fs::create_dir_all(&aside).map_err(fail)?;
    let written = write_aside(&aside, state, number, journal);
    if written.is_err() {
        // A full disk gets its room back at once.
        let _ = fs::remove_dir_all(&aside);
    }
    let (manifest, remap) = written?;
    let _ = fs::remove_dir_all(&target);
    fs::rename(&aside, &target).map_err(fail)?;
    sync_directory(directory)?;
    Ok((open_files(&target, manifest)?, remap))
}

fn write_aside(
    aside: &Path,
    state: &Arc<State>,
    number: u64,
    journal: &str,
) -> Result<(Manifest, Remap), FileError> {
    let remap = Remap { places: live_terms(state) };
    let seed = state.generation.dictionary.seed();
    let (terms, rows) = std::thread::scope(|scope| {
        let terms = scope.spawn(|| write_terms(aside, state, &remap, seed));
        let rows: Result<Vec<FileEntry>, FileError> =
            Permutation::ALL.iter().map(|p| write_rows(aside, state, *p, &remap)).collect();
        (terms.join(), rows)
    });
    let terms = terms.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    let mut files = rows?;
    files.push(terms);
    let manifest = Manifest {
        version: VERSION,
        number,
        revision: state.revision,
        journal: journal.to_owned(),
        quads: state.quads,
        seed,
        graphs: state.graphs.iter().filter_map(|id| remap.get(*id)).map(TermId::to_u32).collect(),
        files,
    };
    write_manifest(aside, &manifest)?;
    sync_directory(aside)?;
    Ok((manifest, remap))
}

/// Positions + 1 for the terms that rows or graphs use, 0 for the others.
fn live_terms(state: &Arc<State>) -> Vec<u32> {
    let mut places = vec![0_u32; state.generation.dictionary.len() as usize];
    let mut mark = |id: TermId| {
        if let Some(place) = id.dictionary_index().and_then(|i| places.get_mut(i as usize)) {
            *place = 1;
        }
    };
    for row in state.scan_all(Permutation::Spog) {
        row.0.into_iter().for_each(&mut mark);
    }
    state.graphs.iter().copied().for_each(&mut mark);
    let mut next = 0;
    for place in &mut places {
        if *place != 0 {
            next += 1;
            *place = next;
        }
    }
    places
}

fn write_terms(
    aside: &Path,
    state: &State,
    remap: &Remap,
    seed: u64,
) -> Result<FileEntry, FileError> {
    let path = aside.join(TERMS);
    let mut writer = BaseDictionaryWriter::create(&path, seed)?;
    for (old, _) in remap.places.iter().enumerate().filter(|(_, place)| **place != 0) {
        let pushed = TermId::dictionary(old as u32)
            .and_then(|id| state.generation.dictionary.with_bytes(id, |bytes| writer.push(bytes)));
        pushed.unwrap_or_else(|| {
            Err(FileError::Format { path: path.clone(), expected: "a complete dictionary" })
        })?;
    }
    writer.finish()?;
    let (checksum, bytes) = mapped_file::checksum(&path)?;
    Ok(FileEntry { name: TERMS.to_owned(), bytes, checksum })
}

fn write_rows(
    aside: &Path,
    state: &Arc<State>,
    permutation: Permutation,
    remap: &Remap,
) -> Result<FileEntry, FileError> {
    let path = aside.join(permutation.file_name());
    let fail = |source| FileError::Write { path: path.clone(), source };
    let mut out = BufWriter::with_capacity(1 << 18, File::create(&path).map_err(fail)?);
    let (mut hash, mut bytes) = (Xxh3::new(), 0_u64);
    let mut batch = Vec::with_capacity(4096);
    let mut scan = state.scan_all(permutation);
    loop {
        batch.clear();
        for row in scan.by_ref().take(4096) {
            let quad = permutation.quad(row).try_map(|id| remap.get(id).ok_or(()));
            let quad: IdQuad = quad.map_err(|()| FileError::Format {
                path: path.clone(),
                expected: "a file whose terms are all known",
            })?;
            batch.push(permutation.row(quad));
        }
        if batch.is_empty() {
            break;
        }
        let raw: &[u8] = bytemuck::cast_slice(&batch);
        hash.update(raw);
        bytes += raw.len() as u64;
        out.write_all(raw).map_err(fail)?;
    }
    let file = out.into_inner().map_err(|error| fail(error.into_error()))?;
    file.sync_all().map_err(fail)?;
    Ok(FileEntry { name: permutation.file_name().to_owned(), bytes, checksum: hash.digest() })
}

fn write_manifest(aside: &Path, manifest: &Manifest) -> Result<(), FileError> {
    let path = aside.join(MANIFEST);
    let fail = |source| FileError::Write { path: path.clone(), source };
    let body = serde_json::to_string(manifest).map_err(|error| fail(error.into()))?;
    let sealed = Sealed { checksum: xxh3_64(body.as_bytes()), manifest: manifest.clone() };
    let text = serde_json::to_string_pretty(&sealed).map_err(|error| fail(error.into()))?;
    let mut file = File::create(&path).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    file.sync_all().map_err(fail)
}

pub(crate) fn sync_directory(path: &Path) -> Result<(), FileError> {
    let fail = |source| FileError::Write { path: path.to_owned(), source };
    File::open(path).map_err(fail)?.sync_all().map_err(fail)
}

/// The checkpoints in a directory, the newest first.
pub(crate) fn list(directory: &Path) -> Result<Vec<PathBuf>, FileError> {
    let fail = |source| FileError::Read { path: directory.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.bytes().all(|byte| byte.is_ascii_digit()) && path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    found.reverse();
    Ok(found)
}

/// Removes all checkpoints but `keep`, and what an interrupted write left.
pub(crate) fn sweep(directory: &Path, keep: Option<u64>) {
    let keep = keep.map(|number| format!("{number:010}"));
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        if Some(entry.file_name().to_string_lossy().as_ref()) != keep.as_deref() {
            // Left for the next sweep if the system refuses; it does no harm.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Reads the manifest of the checkpoint at `path`.
pub(crate) fn manifest(path: &Path) -> Result<Manifest, FileError> {
    let path = path.join(MANIFEST);
    let text = fs::read(&path).map_err(|source| FileError::Read { path: path.clone(), source })?;
    let wrong = || FileError::Format { path: path.clone(), expected: "a manifest of version 1" };
    let sealed: Sealed = serde_json::from_slice(&text).map_err(|_| wrong())?;
    let body = serde_json::to_string(&sealed.manifest).map_err(|_| wrong())?;
    let found = xxh3_64(body.as_bytes());
    if found != sealed.checksum {
        return Err(FileError::Checksum { path: path.clone(), expected: sealed.checksum, found });
    }
    if sealed.manifest.version != VERSION {
        return Err(wrong());
    }
    Ok(sealed.manifest)
}

/// Compares every file of the checkpoint at `path` with its checksum. Cost: O(bytes).
pub(crate) fn verify(path: &Path, manifest: &Manifest) -> Result<(), FileError> {
    manifest
        .files
        .iter()
        .try_for_each(|file| mapped_file::verify(&path.join(&file.name), file.checksum, file.bytes))
}

/// Verifies and opens the checkpoint at `path`.
pub(crate) fn open(path: &Path) -> Result<Opened, FileError> {
    let manifest = manifest(path)?;
    verify(path, &manifest)?;
    open_files(path, manifest)
}

fn open_files(path: &Path, manifest: Manifest) -> Result<Opened, FileError> {
    let [spog, posg, ospg, gspo] =
        Permutation::ALL.map(|p| SortedRows::open(&path.join(p.file_name())));
    let generation = Generation {
        number: manifest.number,
        revision: manifest.revision,
        dictionary: Dictionary::open(&path.join(TERMS), manifest.seed)?,
        rows: Run::from_sorted([spog?, posg?, ospg?, gspo?]),
    };
    Ok(Opened { generation: Arc::new(generation), manifest })
}
