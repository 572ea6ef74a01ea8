//! SHACL core: shapes compiled once and held against what a view shows.
//!
//! It must not know what the shapes are about, and it must not write.

mod circle;
mod compile;
mod constants;
mod constraint_reader;
mod evaluator;
mod expectation;
mod gate;
mod label_templates;
mod literal_value;
mod path;
mod reach;
mod report;
mod shape;
mod shapes_graph;
mod strongly_connected;

pub use gate::{GateScope, ShaclGate};
pub use report::{ValidationReport, ValidationResult};
pub use shape::Shapes;
pub use shapes_graph::ShapesDiagnostic;
