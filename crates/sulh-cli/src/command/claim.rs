//! `sulh claim`: add, contest, corroborate, review and withdraw claims.
//!
//! It must not decide what follows from a claim.

use clap::{Args, Subcommand};
use sulh_engine::{ClaimDraft, ClaimEvidence, ClaimWritten, Verdict};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};

const EXAMPLE: &str = "\
EXAMPLE
  sulh claim add --subject organization/iris --predicate worksOn --object threat/poverty \\
      --source network --document 763ea48b252e --bytes 10-24 --quote 'fights poverty' --quote-language en
  sulh claim review 1f0c2d3e4a5b6c7d8e9f0a1b accept
  sulh claim contest 1f0c2d3e4a5b6c7d8e9f0a1b --source other --document 0123456789ab --bytes 0-9 --quote 'it is not'
  sulh claim corroborate 1f0c2d3e4a5b6c7d8e9f0a1b --source third --document ba9876543210 --bytes 4-17 --quote 'works on that'
  sulh claim withdraw 1f0c2d3e4a5b6c7d8e9f0a1b --reason 'the report was corrected'

A new claim is a candidate; once accepted it leads to its plain fact, unless it is disputed.";

/// Add, contest, corroborate, review and withdraw claims
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Claim {
    #[command(subcommand)]
    what: ClaimCommand,
}

#[derive(Debug, Subcommand)]
enum ClaimCommand {
    /// Add what a source states, as a candidate
    #[command(after_help = EXAMPLE)]
    Add {
        /// What it is about: an IRI or kind/slug
        #[arg(long, value_name = "THING")]
        subject: String,
        /// What it says of it: worksOn, skos:prefLabel, or an IRI
        #[arg(long, value_name = "PROPERTY")]
        predicate: String,
        /// The value: an IRI, kind/slug, words, a date or a number
        #[arg(long, value_name = "VALUE")]
        object: String,
        /// The language of words
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
        /// The source says that it is not so
        #[arg(long)]
        negative: bool,
        #[command(flatten)]
        evidence: Evidence,
    },
    /// Add what a source states against a claim, as a candidate
    #[command(after_help = EXAMPLE)]
    Contest {
        /// The claim
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// What is so instead; without it, the source says that it is not so
        #[arg(long, value_name = "VALUE")]
        object: Option<String>,
        #[command(flatten)]
        evidence: Evidence,
    },
    /// Add where another source states the same, as a candidate
    #[command(after_help = EXAMPLE)]
    Corroborate {
        /// The claim
        #[arg(value_name = "CLAIM")]
        claim: String,
        #[command(flatten)]
        evidence: Evidence,
    },
    /// Decide about a candidate
    #[command(after_help = EXAMPLE)]
    Review {
        /// The claim
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// accept or reject
        #[arg(value_parser = verdict)]
        verdict: Verdict,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Take an accepted claim back; its evidence stays
    #[command(after_help = EXAMPLE)]
    Withdraw {
        /// The claim
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Where it stands, and how sure it is.
#[derive(Args, Debug)]
#[command(next_help_heading = "Evidence")]
struct Evidence {
    /// The id of the source
    #[arg(long, value_name = "SOURCE")]
    source: String,
    /// The document, by its id or IRI
    #[arg(long, value_name = "DOCUMENT")]
    document: String,
    /// Where the words stand in its text: the first byte and the one behind the last
    #[arg(long, value_name = "START-END", value_parser = span)]
    bytes: (u64, u64),
    /// The words, exactly
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// Their language
    #[arg(long, value_name = "TAG")]
    quote_language: Option<String>,
    /// Their SHA-256, where the words may not be held
    #[arg(long, value_name = "HEX")]
    text_sha256: Option<String>,
    /// How sure, from 0 to 1
    #[arg(long, value_name = "NUMBER")]
    confidence: Option<String>,
    /// Since when it holds: a day, month or year
    #[arg(long, value_name = "DATE")]
    valid_from: Option<String>,
    /// Until when it holds
    #[arg(long, value_name = "DATE")]
    valid_until: Option<String>,
    /// Keep it in the restricted part of the source
    #[arg(long)]
    restricted: bool,
}

impl Evidence {
    fn evidence(&self) -> ClaimEvidence {
        ClaimEvidence {
            source: self.source.clone(),
            document: self.document.clone(),
            byte_start: self.bytes.0,
            byte_end: self.bytes.1,
            quote: self.quote.clone(),
            quote_language: self.quote_language.clone(),
            text_sha256: self.text_sha256.clone(),
            confidence: self.confidence.clone(),
            valid_from: self.valid_from.clone(),
            valid_until: self.valid_until.clone(),
            restricted: self.restricted,
        }
    }
}

fn span(text: &str) -> Result<(u64, u64), String> {
    let bounds = text
        .split_once('-')
        .and_then(|(start, end)| Some((start.trim().parse().ok()?, end.trim().parse().ok()?)));
    bounds.ok_or_else(|| "expected two offsets in bytes, such as 160-197".to_owned())
}

fn verdict(word: &str) -> Result<Verdict, String> {
    match word {
        "accept" => Ok(Verdict::Accept),
        "reject" => Ok(Verdict::Reject),
        _ => Err("expected accept or reject".to_owned()),
    }
}

impl Claim {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let (engine, who) = (&ctx.engine, &ctx.identity);
        let written = match &self.what {
            ClaimCommand::Add { subject, predicate, object, language, negative, evidence } => {
                let draft = ClaimDraft {
                    subject: subject.clone(),
                    predicate: predicate.clone(),
                    object: object.clone(),
                    language: language.clone(),
                    negative: *negative,
                    evidence: evidence.evidence(),
                };
                engine.add_claim(who, &draft)?
            }
            ClaimCommand::Contest { claim, object, evidence } => {
                engine.contest_claim(who, claim, object.as_deref(), &evidence.evidence())?
            }
            ClaimCommand::Corroborate { claim, evidence } => {
                engine.corroborate_claim(who, claim, &evidence.evidence())?
            }
            ClaimCommand::Review { claim, verdict, reason } => {
                engine.review_claim(who, claim, *verdict, reason.as_deref())?
            }
            ClaimCommand::Withdraw { claim, reason } => {
                engine.review_claim(who, claim, Verdict::Withdraw, Some(reason))?
            }
        };
        say(ctx, format, &written)?;
        Ok(Exit::Done)
    }
}

fn say(ctx: &mut Context<'_>, format: Format, written: &ClaimWritten) -> Result<(), CliError> {
    let ClaimWritten { id, status, graph, revision, .. } = written;
    match format {
        Format::Json => ctx.json(written)?,
        Format::Csv => {
            let row = vec![id.clone(), status.clone(), graph.clone(), revision.to_string()];
            csv_table::write(ctx.out, &["id", "status", "graph", "revision"], [row])?;
        }
        _ => writeln!(ctx.out, "claim {id}: {status}, in {graph} (revision {revision})")?,
    }
    Ok(())
}
