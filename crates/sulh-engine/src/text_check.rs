//! Whether the indexes of texts are what the store says.
//!
//! It must not mend: an index that differs is taken away by hand and built anew when it is asked.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::text_views::build;
use std::fs;
use std::io;
use sulh_text::TextIndex;

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
        if let Ok(meta) = fs::symlink_metadata(&directory)
            && let Err(problem) = if meta.is_dir() {
                fs::read_dir(&directory).map(drop)
            } else {
                Err(io::ErrorKind::NotADirectory.into())
            }
        {
            check
                .findings
                .push(format!("the directory text of the text indexes cannot be read: {problem}"));
        }
        for entry in fs::read_dir(&directory).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            check.indexes += 1;
            let damaged = TextIndex::existing(&entry.path())
                .and_then(|index| index.map_or(Ok(Vec::new()), |index| index.damaged_files()));
            match damaged {
                Ok(files) => check.findings.extend(files.into_iter().map(|file| {
                    format!(
                        "the text index text/{name} has a damaged file {file}: remove the \
                         directory, and the next search builds it anew"
                    )
                })),
                // One that cannot be opened is made anew by whoever asks it next.
                Err(_) => check.findings.push(format!(
                    "the text index text/{name} cannot be read: remove the directory, and the \
                     next search builds it anew"
                )),
            }
        }
        if !deep || !check.findings.is_empty() {
            return Ok(check);
        }
        for reader in [who.clone(), Identity::anonymous()] {
            if !self.text_path(&reader).exists() {
                continue;
            }
            let texts = self.text_index(&reader)?;
            let anew = TextIndex::in_memory()?;
            build(&texts.facts, &anew, "check")?;
            if texts.index.len() != anew.len() {
                check.findings.push(format!(
                    "the text index of {} has {} documents, the store has {}",
                    reader.name,
                    texts.index.len(),
                    anew.len()
                ));
            }
            for (known, made) in texts.index.digest()?.into_iter().zip(anew.digest()?) {
                if known != made {
                    check.findings.push(format!(
                        "the text index of {} differs from the store in the field {}: remove \
                         the directory text, and the next search builds it anew",
                        reader.name, known.0
                    ));
                }
            }
        }
        Ok(check)
    }
}
