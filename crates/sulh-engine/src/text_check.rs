//! Whether the indexes of texts are what the store says.
//!
//! It must not mend: an index that differs is taken away by hand and built anew when it is asked.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::text_views::build;
use std::fs;
use std::io;
use std::path::Path;
use sulh_text::TextIndex;

/// How often an index is compared that others write to.
const ATTEMPTS: usize = 3;

/// What a comparison found.
#[derive(Debug, Default)]
pub(crate) struct TextCheck {
    /// Indexes that were looked at.
    pub(crate) indexes: u64,
    /// What is wrong, in words.
    pub(crate) findings: Vec<String>,
}

impl Engine {
    /// Compares the files of every index with their checksums; `deep` also builds anew the index of
    /// the one who asks and the public one, where they are there, and compares every word.
    ///
    /// # Errors
    /// [`EngineError::Text`] if one cannot be made.
    pub(crate) fn check_texts(&self, who: &Identity, deep: bool) -> Result<TextCheck, EngineError> {
        let mut check = TextCheck::default();
        let directory = self.text_directory();
        let entries = match fs::read_dir(&directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(check),
            Err(error) => {
                check.findings.push(format!("the directory text cannot be read: {error}"));
                return Ok(check);
            }
        };
        for entry in entries.flatten() {
            check.indexes += 1;
            // A file that a merge has just removed is not missing when it is looked for again.
            if !damaged(&entry.path()).is_empty() {
                check.findings.extend(damaged(&entry.path()));
            }
        }
        if deep && check.findings.is_empty() {
            for reader in [who.clone(), Identity::anonymous()] {
                if self.text_path(&reader).exists() {
                    check.findings.extend(self.differences(&reader)?);
                }
            }
        }
        Ok(check)
    }

    /// What an index has otherwise than one built anew.
    fn differences(&self, reader: &Identity) -> Result<Vec<String>, EngineError> {
        for _ in 0..ATTEMPTS {
            let texts = self.text_index(reader)?;
            let note = texts.index.note();
            let anew = TextIndex::in_memory()?;
            build(&texts.facts, &anew, "check")?;
            let (known, made) = (texts.index.digest()?, anew.digest()?);
            let counts = (texts.index.len(), anew.len());
            if texts.index.note() != note {
                // Somebody has written in between: the two are of different states.
                continue;
            }
            let name = &reader.name;
            let mut found = Vec::new();
            if counts.0 != counts.1 {
                let (known, made) = counts;
                found.push(format!(
                    "the text index of {name} has {known} documents, the store has {made}"
                ));
            }
            let unlike = known.into_iter().zip(made).filter(|(known, made)| known != made);
            found.extend(unlike.map(|((field, ..), _)| {
                format!(
                    "the text index of {name} differs from the store in the field {field}: \
                     remove the directory text, and the next search builds it anew"
                )
            }));
            return Ok(found);
        }
        tracing::warn!("texts were written all the while: their index was not compared");
        Ok(Vec::new())
    }
}

/// What is wrong with the files of an index.
fn damaged(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let remedy = "remove the directory, and the next search builds it anew";
    let looked = TextIndex::existing(path)
        .and_then(|index| index.map_or(Ok(Vec::new()), |index| index.damaged_files()));
    match looked {
        Ok(files) => files
            .into_iter()
            .map(|file| format!("the text index text/{name} has a damaged file {file}: {remedy}"))
            .collect(),
        Err(_) => vec![format!("the text index text/{name} cannot be read: {remedy}")],
    }
}
