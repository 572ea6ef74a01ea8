//! `sulh threats`: the scheme of threats.
//!
//! It must not look anything up itself.

use clap::Args;
use sulh_engine::{Threat, ThreatFilter};

use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::filter::Paging;
use crate::listing::{self, Row, ids, label, labels};
use crate::style::{counted, shortened};
use crate::table::Column;

const EXAMPLE: &str = "\
EXAMPLE
  sulh threats
  sulh threats --under organised-crime --sort count
  sulh threats --text traffick --format json";

/// Look up threats
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Threats {
    /// Only those that endanger this dimension of human security
    #[arg(long, value_name = "DIMENSION")]
    dimension: Option<String>,
    /// Only this threat and its narrower ones
    #[arg(long, visible_alias = "threat", value_name = "THREAT")]
    under: Option<String>,
    /// A part of the name or the definition
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

impl Threats {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let filter = ThreatFilter {
            dimension: self.dimension.clone(),
            under: self.under.clone(),
            text: self.text.clone(),
        };
        let page = self.paging.page();
        listing::write(ctx, |ctx| Ok(ctx.engine.threats(&ctx.identity, &filter, &page)?))
    }
}

impl Row for Threat {
    const COLUMNS: &'static [Column] = &[
        Column::text("threat"),
        Column::text("id"),
        Column::text("broader"),
        Column::text("dimensions"),
        Column::wide("definition", 30),
        Column::number("recommendations"),
    ];
    const HEADER: &'static [&'static str] = &[
        "iri",
        "id",
        "label",
        "definition",
        "alternative_labels",
        "scope",
        "broader",
        "narrower",
        "drives",
        "dimensions",
        "recommendations",
        "label_language",
    ];

    fn cells(&self, width: u16) -> Vec<String> {
        vec![
            label(&self.label, self.label_language.as_deref()),
            self.id.clone(),
            labels(&self.broader),
            labels(&self.dimensions),
            shortened(self.definition.as_deref().unwrap_or_default(), usize::from(width)),
            counted(self.recommendations),
        ]
    }

    fn record(&self) -> Vec<String> {
        vec![
            self.iri.clone(),
            self.id.clone(),
            self.label.clone(),
            self.definition.clone().unwrap_or_default(),
            self.alternative_labels.join("|"),
            self.scope.join("|"),
            ids(&self.broader),
            ids(&self.narrower),
            ids(&self.drives),
            ids(&self.dimensions),
            self.recommendations.to_string(),
            self.label_language.clone().unwrap_or_default(),
        ]
    }

    fn iri(&self) -> &str {
        &self.iri
    }
}
