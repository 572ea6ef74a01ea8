//! Which parts of the package belong to a part, by what they are for.
//!
//! Links that lead out of the package are not kept.

use std::collections::HashMap;

use crate::DocumentError;
use crate::package::Package;
use crate::xml::{Node, local_attribute};

/// Relations that are followed.
const KINDS: [&str; 6] =
    ["officeDocument", "core-properties", "styles", "numbering", "footnotes", "endnotes"];

/// Names of parts, by the last word of their relation's type.
#[derive(Debug, Default)]
pub(super) struct Relationships {
    folder: String,
    targets: HashMap<String, String>,
}

impl Relationships {
    /// The relations of a part; of the package itself if `part` is empty.
    pub(super) fn read(package: &mut Package<'_, '_>, part: &str) -> Result<Self, DocumentError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut found = Self { folder, targets: HashMap::new() };
        let Some(mut part) = package.part(&format!("{}_rels/{file}.rels", found.folder))? else {
            return Ok(found);
        };
        loop {
            match part.next()? {
                Node::Start(start) => {
                    let get = |name| local_attribute(&start, name);
                    let is_outside = get("TargetMode").is_some_and(|mode| mode == "External");
                    if let (Some(kind), Some(target), false) =
                        (get("Type"), get("Target"), is_outside)
                    {
                        found.add(&kind, &target);
                    }
                }
                Node::EndOfPart => return Ok(found),
                _ => {}
            }
        }
    }

    fn add(&mut self, kind: &str, target: &str) {
        let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
        if !KINDS.contains(&kind.as_str()) {
            return;
        }
        let name = match target.strip_prefix('/') {
            Some(from_root) => from_root.to_owned(),
            None => format!("{}{target}", self.folder),
        };
        self.targets.entry(kind).or_insert_with(|| normalised(&name));
    }

    /// The part for a purpose, or where it usually is.
    pub(super) fn target(&self, kind: &str, usual: &str) -> String {
        let usual = || format!("{}{usual}", self.folder);
        self.targets.get(kind).cloned().unwrap_or_else(usual)
    }
}

/// A name without `.` and `..`; what leads out of the package stays in its root.
fn normalised(name: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in name.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}
