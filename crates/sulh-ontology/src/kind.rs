//! The kinds of things that have an IRI of their own under a base; nothing about single things.

/// What an IRI `{base}id/{kind}/{slug}` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// A country or territory; its slug is the alpha-3 code in upper case.
    Country,
    /// A place that is no country.
    Place,
    /// A body that acts.
    Organization,
    /// A threat of the scheme.
    Threat,
    /// A theme of recommendations.
    Theme,
    /// A dimension of human security.
    Dimension,
    /// A recommendation.
    Recommendation,
    /// An answer to a recommendation.
    Response,
    /// A report or dataset that facts come from.
    Source,
    /// A file.
    Document,
    /// A record of a tabular file.
    Row,
    /// A session of a review body.
    Session,
    /// A conference or meeting.
    Event,
    /// Events that are held again and again.
    EventSeries,
    /// A course.
    Training,
    /// A funded undertaking.
    Initiative,
    /// A collaboration of organisations.
    Network,
    /// Who works on what.
    Engagement,
    /// A report.
    Report,
    /// A series of reports.
    ReportSeries,
    /// A goal or target of the Sustainable Development Goals.
    Sdg,
    /// A category of action.
    Action,
    /// What a response amounts to.
    ResponseStatus,
    /// A level, from local to international.
    Level,
    /// A kind of body.
    Sector,
    /// A way of working.
    FormOfWork,
    /// A statement with its evidence.
    Claim,
    /// A span of a document's text.
    Passage,
    /// What a source states about a threat.
    Finding,
    /// An assessment of what was done.
    FollowUp,
    /// A letter, meeting, submission, hearing or campaign.
    AdvocacyAction,
    /// A report as put out once.
    Edition,
    /// Who belongs to what, and when.
    Membership,
    /// What reviewers made of a claim.
    ReviewStatus,
    /// Whether a claim says so or not so.
    Polarity,
    /// Whether a threat is found present, absent or contested.
    FindingPolarity,
    /// How grave a threat is found.
    Severity,
    /// Where a threat is going.
    Trend,
    /// A kind of change.
    ReformType,
    /// Who assesses.
    AssessorKind,
    /// How far something is done.
    ImplementationStatus,
    /// What remains of something erased.
    Tombstone,
    /// Accounts that may see a restricted graph.
    Group,
}

impl Kind {
    /// Every kind, in the order of the declaration.
    pub const ALL: [Self; 43] = [
        Self::Country,
        Self::Place,
        Self::Organization,
        Self::Threat,
        Self::Theme,
        Self::Dimension,
        Self::Recommendation,
        Self::Response,
        Self::Source,
        Self::Document,
        Self::Row,
        Self::Session,
        Self::Event,
        Self::EventSeries,
        Self::Training,
        Self::Initiative,
        Self::Network,
        Self::Engagement,
        Self::Report,
        Self::ReportSeries,
        Self::Sdg,
        Self::Action,
        Self::ResponseStatus,
        Self::Level,
        Self::Sector,
        Self::FormOfWork,
        Self::Claim,
        Self::Passage,
        Self::Finding,
        Self::FollowUp,
        Self::AdvocacyAction,
        Self::Edition,
        Self::Membership,
        Self::ReviewStatus,
        Self::Polarity,
        Self::FindingPolarity,
        Self::Severity,
        Self::Trend,
        Self::ReformType,
        Self::AssessorKind,
        Self::ImplementationStatus,
        Self::Tombstone,
        Self::Group,
    ];

    /// The word that stands for the kind in an IRI.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Place => "place",
            Self::Organization => "organization",
            Self::Threat => "threat",
            Self::Theme => "theme",
            Self::Dimension => "dimension",
            Self::Recommendation => "recommendation",
            Self::Response => "response",
            Self::Source => "source",
            Self::Document => "document",
            Self::Row => "row",
            Self::Session => "session",
            Self::Event => "event",
            Self::EventSeries => "event-series",
            Self::Training => "training",
            Self::Initiative => "initiative",
            Self::Network => "network",
            Self::Engagement => "engagement",
            Self::Report => "report",
            Self::ReportSeries => "report-series",
            Self::Sdg => "sdg",
            Self::Action => "action",
            Self::ResponseStatus => "response-status",
            Self::Level => "level",
            Self::Sector => "sector",
            Self::FormOfWork => "form-of-work",
            Self::Claim => "claim",
            Self::Passage => "passage",
            Self::Finding => "finding",
            Self::FollowUp => "follow-up",
            Self::AdvocacyAction => "advocacy-action",
            Self::Edition => "edition",
            Self::Membership => "membership",
            Self::ReviewStatus => "review-status",
            Self::Polarity => "polarity",
            Self::FindingPolarity => "finding-polarity",
            Self::Severity => "severity",
            Self::Trend => "trend",
            Self::ReformType => "reform-type",
            Self::AssessorKind => "assessor-kind",
            Self::ImplementationStatus => "implementation-status",
            Self::Tombstone => "tombstone",
            Self::Group => "group",
        }
    }

    /// The kind that a word stands for, exactly as [`Kind::as_str`] gives it; `None` for any
    /// other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
