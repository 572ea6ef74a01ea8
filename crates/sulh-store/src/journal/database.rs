//! The redb file beneath the journal: opening, opening again after a failure,
//! and turning whatever redb does with a damaged file into an error.
//!
//! redb may panic on a file that something else changed; every call into it
//! goes through [`guarded`]. Knows the tables, not what commits mean.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use redb::{
    Builder, Database, DatabaseError, Durability, ReadTransaction, ReadableDatabase, ReadableTable,
    TableDefinition, TableError, TableHandle, WriteTransaction,
};

use super::error::JournalError;

/// Facts about the file itself: `format` → the version of the tables.
pub(super) const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");
/// Revision → header.
pub(super) const COMMITS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("commits");
/// (revision, index) → SHA-256 and chunk.
pub(super) const CHUNKS: TableDefinition<'_, (u64, u32), &[u8]> = TableDefinition::new("chunks");
/// (subject key, revision): the commits of few subjects.
pub(super) const TOUCHED: TableDefinition<'_, (u64, u64), ()> = TableDefinition::new("touched");
/// (revision, first subject key) → sorted subject keys: the commits of many subjects.
pub(super) const TOUCHED_BLOCKS: TableDefinition<'_, (u64, u64), &[u8]> =
    TableDefinition::new("touched-blocks");

/// Revision → note and its checksum; see [`super::notes`].
pub(super) const NOTES: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("notes");

/// The version of the tables that this build reads and writes.
const FORMAT: u64 = 1;
/// Memory that redb may use for its pages.
const CACHE_BYTES: usize = 8 << 20;

type Opener = dyn Fn(&Builder) -> Result<Database, DatabaseError> + Send + Sync;

/// The open file, or the way to open it again.
pub(super) struct DatabaseFile {
    path: PathBuf,
    opener: Box<Opener>,
    open: RwLock<Option<Database>>,
}

impl DatabaseFile {
    /// Opens or creates the file at `path`.
    pub(super) fn open(path: &Path) -> Result<Self, JournalError> {
        let file = path.to_owned();
        Self::start(path, Box::new(move |builder| builder.create(&file)))
    }

    /// Opens or creates the journal on `backend`, which `path` names in errors.
    #[cfg(any(test, feature = "test-support"))]
    pub(super) fn open_backend<B>(path: &Path, backend: B) -> Result<Self, JournalError>
    where
        B: redb::StorageBackend + Clone,
    {
        Self::start(path, Box::new(move |builder| builder.create_with_backend(backend.clone())))
    }

    fn start(path: &Path, opener: Box<Opener>) -> Result<Self, JournalError> {
        let file = Self { path: path.to_owned(), opener, open: RwLock::new(None) };
        file.reopen()?;
        Ok(file)
    }

    /// Where the file is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Closes the file, waiting for its readers.
    pub(super) fn close(&self) {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        close(open.take());
    }

    /// Closes the file, waiting for its readers, and opens it again.
    pub(super) fn reopen(&self) -> Result<(), JournalError> {
        self.replaced(|_| Ok(()))
    }

    /// Closes the file, waiting for its readers, lets `replace` put another in its place, and opens
    /// what stands there then, whether that went well or not.
    pub(super) fn replaced(
        &self,
        replace: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<(), JournalError> {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        close(open.take());
        let replaced = replace(&self.path).map_err(|error| JournalError::io(&self.path, error));
        let database = guarded(&self.path, || {
            let database = (self.opener)(Builder::new().set_cache_size(CACHE_BYTES))
                .map_err(|error| JournalError::redb(&self.path, error))?;
            prepare(&self.path, &database)?;
            Ok(database)
        })?;
        *open = Some(database);
        replaced
    }

    /// The names of the facts about the file itself.
    pub(super) fn facts(&self) -> Result<Vec<String>, JournalError> {
        let open = self.hold();
        let failed = |error: redb::Error| JournalError::redb(&self.path, error);
        guarded(&self.path, || {
            let closed = || JournalError::Closed { path: self.path.clone() };
            let reading =
                open.as_ref().ok_or_else(closed)?.begin_read().map_err(|e| failed(e.into()))?;
            let meta = reading.open_table(META).map_err(|e| failed(e.into()))?;
            let rows = meta.iter().map_err(|e| failed(e.into()))?;
            rows.map(|row| Ok(row.map_err(|e| failed(e.into()))?.0.value().to_owned())).collect()
        })
    }

    /// Holds the file open for reading.
    pub(super) fn hold(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one write transaction and makes it durable with one fsync.
    ///
    /// On an error or a panic of `work` nothing of it remains, unless the
    /// failure was the fsync itself: then the caller must look.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&WriteTransaction) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let open = self.hold();
        let closed = || JournalError::Closed { path: self.path.clone() };
        let database = open.as_ref().ok_or_else(closed)?;
        let failed = |error: redb::Error| JournalError::redb(&self.path, error);
        catch_unwind(AssertUnwindSafe(|| {
            let mut transaction = database.begin_write().map_err(|e| failed(e.into()))?;
            transaction.set_durability(Durability::Immediate).map_err(|e| failed(e.into()))?;
            let value = work(&transaction)?;
            transaction.commit().map_err(|e| failed(e.into()))?;
            Ok(value)
        }))
        .unwrap_or_else(|payload| {
            let detail = panic_message(payload.as_ref());
            Err(JournalError::Panicked { path: self.path.clone(), detail })
        })
    }
}

impl Drop for DatabaseFile {
    fn drop(&mut self) {
        self.close();
    }
}

/// Closes `database`. What a damaged file makes redb do here changes nothing
/// any more, since every transaction is either durable or given up.
fn close(database: Option<Database>) {
    if catch_unwind(AssertUnwindSafe(|| drop(database))).is_err() {
        tracing::warn!("the storage engine panicked while it closed the journal");
    }
}

/// Creates the tables of a new file; checks the version of an old one.
fn prepare(path: &Path, database: &Database) -> Result<(), JournalError> {
    let failed = |error: redb::Error| JournalError::redb(path, error);
    let reading = database.begin_read().map_err(|e| failed(e.into()))?;
    match reading.open_table(META) {
        Ok(meta) => {
            let format = meta.get("format").map_err(|e| failed(e.into()))?;
            return match format.map(|format| format.value()) {
                Some(FORMAT) => add_notes(&reading, database).map_err(failed),
                found => {
                    let (found, supported) = (found.unwrap_or(0), FORMAT);
                    Err(JournalError::Version { path: path.to_owned(), found, supported })
                }
            };
        }
        Err(TableError::TableDoesNotExist(_)) => {}
        Err(error) => return Err(failed(error.into())),
    }
    if let Some(table) = reading.list_tables().map_err(|e| failed(e.into()))?.next() {
        let detail = format!("it is another kind of file, with a table {:?}", table.name());
        return Err(JournalError::corrupt(path, detail));
    }
    drop(reading);
    create_tables(database).map_err(failed)
}

fn create_tables(database: &Database) -> Result<(), redb::Error> {
    let transaction = database.begin_write()?;
    transaction.open_table(META)?.insert("format", FORMAT)?;
    transaction.open_table(COMMITS)?;
    transaction.open_table(CHUNKS)?;
    transaction.open_table(TOUCHED)?;
    transaction.open_table(TOUCHED_BLOCKS)?;
    transaction.open_table(NOTES)?;
    transaction.commit()?;
    Ok(())
}

/// A journal from before there were notes gets their table; its commits stay without.
fn add_notes(reading: &ReadTransaction, database: &Database) -> Result<(), redb::Error> {
    match reading.open_table(NOTES) {
        Ok(_) => return Ok(()),
        Err(TableError::TableDoesNotExist(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let transaction = database.begin_write()?;
    transaction.open_table(NOTES)?;
    transaction.commit()?;
    Ok(())
}

/// Runs `work`; a panic in it means that the file at `path` is damaged.
pub(super) fn guarded<T>(
    path: &Path,
    work: impl FnOnce() -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let detail = panic_message(payload.as_ref());
        Err(JournalError::corrupt(path, format!("the storage engine gave up on it: {detail}")))
    })
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no reason given".to_owned())
}
