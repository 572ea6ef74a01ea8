//! Tabular sources become quads of the domain model: countries, goals, UN recommendations,
//! organisations.
//!
//! Pure: bytes in, values out. It opens no file, knows no store and no network, writes no blank
//! nodes, and the same bytes give the same quads.

pub mod countries;
mod country_name;
pub mod country_table;
mod csv_table;
pub mod diagnostic;
pub mod error;
pub mod historical_state;
pub mod import;
pub mod organizations;
pub mod partial_date;
mod quad_writer;
mod reference_rows;
pub mod reject;
pub mod report;
pub mod sdg;
mod shipped_table;
mod tabular_document;
pub mod upr;

pub use countries::{country_label_quads, country_quads};
pub use country_table::{Country, CountryLabel, CountryTable, Resolution};
pub use diagnostic::{Diagnostic, Severity};
pub use error::{ImportError, TableError};
pub use import::{Import, ImportCounts};
pub use organizations::{OrganizationOptions, import_organizations, organization_source};
pub use reject::{Reject, write_rejects};
pub use sdg::sdg_quads;
pub use upr::{
    IssueMap, SessionTable, UPR_SOURCE, UprColumns, UprField, UprMapping, UprOptions, import_upr,
    import_upr_into,
};
