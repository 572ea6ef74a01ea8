//! `sulh actors`: organisations, networks and governments.
//!
//! It must not look anything up itself.

use clap::Args;
use sulh_engine::{Actor, ActorFilter};

use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::filter::Paging;
use crate::listing::{self, Row, ids, label, labels};
use crate::style::counted;
use crate::table::Column;

const EXAMPLE: &str = "\
EXAMPLE
  sulh actors --country SRB
  sulh actors --sector civil-society
  sulh actors --text 'security studies' --format json";

/// Look up actors
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Actors {
    /// civil-society, research, government, intergovernmental, donor, media or business
    #[arg(long, value_name = "SECTOR")]
    sector: Option<String>,
    /// Where the seat is
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// A part of a name
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

impl Actors {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let filter = ActorFilter {
            sector: self.sector.clone(),
            country: self.country.clone(),
            text: self.text.clone(),
        };
        let page = self.paging.page();
        listing::write(ctx, |ctx| Ok(ctx.engine.actors(&ctx.identity, &filter, &page)?))
    }
}

impl Row for Actor {
    const COLUMNS: &'static [Column] = &[
        Column::wide("actor", 25),
        Column::text("id"),
        Column::text("sector"),
        Column::text("seat"),
        Column::text("member of"),
        Column::text("works on"),
        Column::number("made"),
        Column::number("addressed"),
    ];
    const HEADER: &'static [&'static str] = &[
        "iri",
        "id",
        "label",
        "alternative_labels",
        "sector",
        "based_in",
        "member_of",
        "works_on",
        "made",
        "addressed",
        "label_language",
    ];

    fn cells(&self, _width: u16) -> Vec<String> {
        vec![
            label(&self.label, self.label_language.as_deref()),
            self.id.clone(),
            self.sector.as_ref().map_or(String::new(), |sector| sector.label.clone()),
            labels(&self.based_in),
            labels(&self.member_of),
            labels(&self.works_on),
            counted(self.made),
            counted(self.addressed),
        ]
    }

    fn record(&self) -> Vec<String> {
        vec![
            self.iri.clone(),
            self.id.clone(),
            self.label.clone(),
            self.alternative_labels.join("|"),
            self.sector.as_ref().map_or(String::new(), |sector| sector.id.clone()),
            ids(&self.based_in),
            ids(&self.member_of),
            ids(&self.works_on),
            self.made.to_string(),
            self.addressed.to_string(),
            self.label_language.clone().unwrap_or_default(),
        ]
    }

    fn iri(&self) -> &str {
        &self.iri
    }
}
