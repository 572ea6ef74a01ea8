//! What a store must be able to do to take the tests.

use oxigraph::model::Quad;

use super::answer::Answer;

/// A store under test. An error is the text of a refusal.
pub(crate) trait Subject {
    /// Empties the store.
    fn clear(&mut self) -> Result<(), String>;
    /// Adds quads.
    fn load(&mut self, quads: Vec<Quad>) -> Result<(), String>;
    /// Answers a query whose relative IRIs stand on `base`.
    fn query(&mut self, text: &str, base: &str) -> Result<Answer, String>;
    /// Carries out an update.
    fn update(&mut self, text: &str, base: &str) -> Result<(), String>;
    /// Every quad, in any order.
    fn dump(&mut self) -> Result<Vec<Quad>, String>;
    /// Reads a query without answering it.
    fn parse_query(&mut self, text: &str, base: &str) -> Result<(), String>;
    /// Reads an update without carrying it out.
    fn parse_update(&mut self, text: &str, base: &str) -> Result<(), String>;
}
