//! Vocabulary constants, one module a vocabulary; no other file holds an IRI of a vocabulary.
//!
//! Generated from `sulh.ttl`, `terms/*.ttl` and `external.txt` of `ontology/` by
//! `tests/vocabulary.rs`; do not edit. A name that both a class and a property bear ends with `_CLASS` or `_PROPERTY`.

macro_rules! vocabulary {
    ($(#[$about:meta])* $module:ident $namespace:literal { $($name:ident $local:literal $what:literal)* }) => {
        $(#[$about])*
        pub mod $module {
            use oxrdf::NamedNodeRef;

            /// What the IRIs of this vocabulary start with.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = $what]
                pub const $name: NamedNodeRef<'static> =
                    NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
        }
    };
}

/// The base that shipped data is written with and that a store has unless told otherwise.
pub const DEFAULT_BASE: &str = "https://w3id.org/sulh/";

vocabulary! {
    /// Terms of <https://w3id.org/sulh/ns#>, prefix `sulh:`.
    sulh "https://w3id.org/sulh/ns#" {
        ABOUT "about" "`sulh:about`: A recommendation that the action presses for."
        ABOUT_THREAT "aboutThreat" "`sulh:aboutThreat`: The threat that a finding is about."
        ACTION "action" "`sulh:action`: How much the recommendation asks for."
        ACTION_CATEGORY "ActionCategory" "`sulh:ActionCategory`: How much a recommendation asks for, from the least to the most definite action."
        ADDRESSED_TO "addressedTo" "`sulh:addressedTo`: A body that is asked to act."
        ADDRESSES "addresses" "`sulh:addresses`: A threat that the recommendation is meant to reduce."
        ADMIN_LEVEL "adminLevel" "`sulh:adminLevel`: The administrative level of the place in words."
        ADVOCACY_ACTION "AdvocacyAction" "`sulh:AdvocacyAction`: A letter, meeting, submission, hearing or campaign that presses for recommendations."
        AFFECTED_GROUP "affectedGroup" "`sulh:affectedGroup`: A name of the people whom the recommendation is to help or whom the threat touches."
        ASPECT "aspect" "`sulh:aspect`: The aspect of human security that somebody works on, in words."
        ASSESSED_BY "assessedBy" "`sulh:assessedBy`: Who assesses."
        ASSESSOR_KIND_CLASS "AssessorKind" "`sulh:AssessorKind`: Who assesses: government, civil society or somebody independent."
        ASSESSOR_KIND_PROPERTY "assessorKind" "`sulh:assessorKind`: Whether a government, civil society or somebody independent assesses."
        AS_OF "asOf" "`sulh:asOf`: What the statement holds as of, in words or as a date."
        BASED_IN "basedIn" "`sulh:basedIn`: The place where the organisation has its seat."
        BASED_ON "basedOn" "`sulh:basedOn`: A finding that the recommendation rests on."
        BORDERS "borders" "`sulh:borders`: A country or territory with which there is a land border."
        BY "by" "`sulh:by`: Who acts."
        BYTE_END "byteEnd" "`sulh:byteEnd`: Where the passage ends in the text of its document: the offset behind its last byte."
        BYTE_START "byteStart" "`sulh:byteStart`: Where the passage begins in the text of its document: offset in bytes of UTF-8, from 0."
        CLAIM "Claim" "`sulh:Claim`: One statement with its evidence: what is said, by which source, in which words, and what reviewers made of it."
        COMPETENCE "competence" "`sulh:competence`: What the body may decide or must do, in words."
        CONCERNS "concerns" "`sulh:concerns`: A place that the recommendation, finding or engagement concerns."
        CONDITION "condition" "`sulh:condition`: Under which condition it is to be done, in words."
        CONFIDENCE "confidence" "`sulh:confidence`: How sure the extraction or the reviewer is, from 0 to 1."
        CONTESTS "contests" "`sulh:contests`: A claim that this one disputes."
        COOPERATING_BODY "cooperatingBody" "`sulh:cooperatingBody`: A body in cooperation with which the event was held."
        CORRECTED_BY "correctedBy" "`sulh:correctedBy`: An edition or document with corrections."
        COUNTRY "Country" "`sulh:Country`: A country or territory with a code of ISO 3166-1, and Kosovo as XKX; the class takes no position on status."
        COVERAGE_NOTE "coverageNote" "`sulh:coverageNote`: What the coverage means, in words."
        COVERS_COUNTRY "coversCountry" "`sulh:coversCountry`: A country that the source says something about."
        COVERS_FROM "coversFrom" "`sulh:coversFrom`: The first day that the source covers."
        COVERS_SESSION "coversSession" "`sulh:coversSession`: A session that the source covers."
        COVERS_UNTIL "coversUntil" "`sulh:coversUntil`: The last day that the source covers."
        CO_ORGANISER "coOrganiser" "`sulh:coOrganiser`: Who organises the event or training together with others."
        DATE_PRECISION "datePrecision" "`sulh:datePrecision`: How exact a date is: day, month or year."
        DEADLINE "deadline" "`sulh:deadline`: By when it is to be done."
        DELIVERY_MODE "deliveryMode" "`sulh:deliveryMode`: How a training is given, in words."
        DESTINATION_PLACE "destinationPlace" "`sulh:destinationPlace`: Where what crosses the border goes."
        DIMENSION_CLASS "Dimension" "`sulh:Dimension`: One of the seven dimensions of human security that the Human Development Report of 1994 distinguishes."
        DIMENSION_PROPERTY "dimension" "`sulh:dimension`: A dimension of human security that the threat endangers."
        DOCUMENT "Document" "`sulh:Document`: One file, told by the SHA-256 of its bytes."
        DOES_NOT_COVER "doesNotCover" "`sulh:doesNotCover`: A country that the process behind the source leaves out, so that silence says nothing."
        DRAFT "draft" "`sulh:draft`: Said of a graph: true where the labels in it are drafts that no editor of the language has confirmed, false where they are taken from the source that the graph names."
        DRIVES "drives" "`sulh:drives`: Another threat that this threat feeds."
        EDITION_CLASS "Edition" "`sulh:Edition`: A report as put out once, in one language, with its document."
        EDITION_OF "editionOf" "`sulh:editionOf`: The report that this is an edition of."
        EDITION_PROPERTY "edition" "`sulh:edition`: An edition of the work."
        END_DATE "endDate" "`sulh:endDate`: The last day, as exact as its source."
        ENGAGED_IN "engagedIn" "`sulh:engagedIn`: An engagement of the organisation, network or initiative."
        ENGAGEMENT "Engagement" "`sulh:Engagement`: Who works on what: a threat or aspect, at a level, in a form, in a place, for a time."
        EVENT "Event" "`sulh:Event`: A conference or meeting."
        EVENT_SERIES "EventSeries" "`sulh:EventSeries`: Conferences, meetings or trainings that are held again and again under one plan."
        FINDING "Finding" "`sulh:Finding`: What a source states about a threat in a place and period; more than a mention of it."
        FINDING_POLARITY "FindingPolarity" "`sulh:FindingPolarity`: Whether a source finds a threat present, absent or contested."
        FOLLOWS "follows" "`sulh:follows`: The recommendation whose doing is assessed."
        FOLLOW_UP "FollowUp" "`sulh:FollowUp`: An assessment of what was done about a recommendation, by one assessor at one time."
        FORM_OF_WORK_CLASS "FormOfWork" "`sulh:FormOfWork`: A way in which an organisation works."
        FORM_OF_WORK_PROPERTY "formOfWork" "`sulh:formOfWork`: A form in which work is done."
        GOAL "goal" "`sulh:goal`: What the initiative is for, in our words."
        GROUP "Group" "`sulh:Group`: A group of accounts that may see a restricted graph; it is named by a plain word and holds no person's name."
        HAS_DOCUMENT "hasDocument" "`sulh:hasDocument`: The file of the edition."
        HAS_REPORT_SERIES "hasReportSeries" "`sulh:hasReportSeries`: A series of reports that the network or initiative puts out."
        HAS_RESPONSE "hasResponse" "`sulh:hasResponse`: An answer to the recommendation."
        HELD "held" "`sulh:held`: False where a report is known to exist but is not held here."
        HELD_IN "heldIn" "`sulh:heldIn`: The place where the event was held."
        HOST "host" "`sulh:host`: Who hosts the event or training."
        IMPLEMENTATION_STATUS_CLASS "ImplementationStatus" "`sulh:ImplementationStatus`: How far what was recommended is done, by the word of one assessor."
        IMPLEMENTATION_STATUS_PROPERTY "implementationStatus" "`sulh:implementationStatus`: How far it is done by the word of this assessor."
        INDICATOR "indicator" "`sulh:indicator`: By what one sees that it is done, in words."
        INITIATIVE "Initiative" "`sulh:Initiative`: A funded undertaking with a period, supporters, partners, a goal and results."
        IN_DOCUMENT "inDocument" "`sulh:inDocument`: The document that holds the row."
        IN_SERIES "inSeries" "`sulh:inSeries`: The series that the report or event belongs to."
        ISO2 "iso2" "`sulh:iso2`: The code of two letters."
        ISO3 "iso3" "`sulh:iso3`: The code of three letters."
        KIND "kind" "`sulh:kind`: The kind of report, event or advocacy (letter, meeting, submission, hearing, campaign), in words."
        LABEL_SOURCE "labelSource" "`sulh:labelSource`: The place in a statute that the preferred label in the language of this text is taken from."
        LEAD_ADDRESSEE "leadAddressee" "`sulh:leadAddressee`: The addressee that is to act first."
        LEVEL_CLASS "Level" "`sulh:Level`: The level at which something is done or asked for, from local to international."
        LEVEL_PROPERTY "level" "`sulh:level`: The level at which the recommendation, work or advocacy takes place."
        LINE "line" "`sulh:line`: The physical line on which the record starts; the first line is 1."
        M49 "m49" "`sulh:m49`: The three digits of the United Nations M49 standard, with leading zeros."
        MADE_BY "madeBy" "`sulh:madeBy`: The body that makes the recommendation; several where several make it together."
        MEMBER_OF "memberOf" "`sulh:memberOf`: A body of which the organisation or country is a member; the dates stand on an org:Membership."
        MENTIONS "mentions" "`sulh:mentions`: A thing that the report names, whatever it says of it."
        NETWORK "Network" "`sulh:Network`: A lasting collaboration of organisations; it may outlive the initiative that built it."
        NOT_STATED "notStated" "`sulh:notStated`: What the source leaves open about the thing, in words."
        OFFICIAL_NAME "officialName" "`sulh:officialName`: The long name."
        ORGANIZATION "Organization" "`sulh:Organization`: A body that acts: civil-society organisation, institute, university, government, intergovernmental body, donor, medium or business."
        ORIGIN_PLACE "originPlace" "`sulh:originPlace`: Where what crosses the border comes from."
        OUTCOME "outcome" "`sulh:outcome`: What came of it, in words."
        PAGE "page" "`sulh:page`: The page of the document, from 1, on which the passage begins."
        PARTICIPANT_FROM "participantFrom" "`sulh:participantFrom`: A country or territory from which participants come; nothing is said of any single participant."
        PARTNER "partner" "`sulh:partner`: A body that takes part in the initiative."
        PASSAGE "Passage" "`sulh:Passage`: A span of the text of a document: the words that state something."
        PERIOD "period" "`sulh:period`: The time that a report or finding is about, in words or as a year."
        PERIOD_NAME "periodName" "`sulh:periodName`: A name that the place or organisation bore for a time."
        PLACE "Place" "`sulh:Place`: A place on earth, from a town to a region."
        POLARITY_CLASS "Polarity" "`sulh:Polarity`: Whether a claim says that something is so or that it is not so."
        POLARITY_PROPERTY "polarity" "`sulh:polarity`: Whether the claim says that it is so or not so, or how a finding finds a threat."
        PRESENT_IN "presentIn" "`sulh:presentIn`: An edition in which the claim stands."
        PURGED_HASH "purgedHash" "`sulh:purgedHash`: A keyed hash by which the store knows again what it erased, and nobody else can."
        PURGED_KIND "purgedKind" "`sulh:purgedKind`: What was erased: \"document\", \"graph\" or \"name\"."
        PURGED_QUADS "purgedQuads" "`sulh:purgedQuads`: How many facts were erased."
        QUOTE "quote" "`sulh:quote`: The words of the passage, exactly as they stand in the document."
        QUOTED_FROM "quotedFrom" "`sulh:quotedFrom`: The passage whose words state the claim."
        REASON "reason" "`sulh:reason`: Why, in words."
        RECOMMENDATION "Recommendation" "`sulh:Recommendation`: What a body says that another body should do."
        REFORM_TYPE_CLASS "ReformType" "`sulh:ReformType`: The kind of change that a recommendation asks for."
        REFORM_TYPE_PROPERTY "reformType" "`sulh:reformType`: The kind of change that is asked for."
        REGION "region" "`sulh:region`: The name of the M49 sub-region."
        REPEATS "repeats" "`sulh:repeats`: An earlier recommendation that this one repeats in the same or other words."
        REPORT "Report" "`sulh:Report`: A report as a work."
        REPORT_SERIES "ReportSeries" "`sulh:ReportSeries`: Reports that appear again and again under one plan."
        RESPONDED_BY "respondedBy" "`sulh:respondedBy`: The body that answers."
        RESPONSE "Response" "`sulh:Response`: The answer of one addressee to one recommendation."
        RESPONSE_STATUS "ResponseStatus" "`sulh:ResponseStatus`: What an answer amounts to, in a short common list; the source's own word stands beside it."
        RESPONSE_TO "responseTo" "`sulh:responseTo`: The recommendation that is answered."
        RESULTED_IN "resultedIn" "`sulh:resultedIn`: What the initiative brought about or set out to bring about."
        REVIEWED_AT "reviewedAt" "`sulh:reviewedAt`: When the last decision about the claim was made."
        REVIEWED_BY "reviewedBy" "`sulh:reviewedBy`: Who decided last about the claim: the name of an account."
        REVIEW_STATUS_CLASS "ReviewStatus" "`sulh:ReviewStatus`: What reviewers made of a claim."
        REVIEW_STATUS_PROPERTY "reviewStatus" "`sulh:reviewStatus`: What reviewers made of the claim."
        ROW "Row" "`sulh:Row`: One record of a tabular document; the evidence of what was imported from it."
        ROW_OF "rowOf" "`sulh:rowOf`: The source that the row belongs to."
        RULE "rule" "`sulh:rule`: The rule or model of the extraction that made the claim."
        SAMPLE "sample" "`sulh:sample`: True of what was invented to show how the product works; absent from real data."
        SCOPE "scope" "`sulh:scope`: Whether the threat stays within a country (\"domestic\"), crosses borders (\"transnational\"), or both."
        SDG_TARGET "sdgTarget" "`sulh:sdgTarget`: A goal or target of the Sustainable Development Goals that the recommendation serves or that names the threat."
        SECTOR_CLASS "Sector" "`sulh:Sector`: The kind of body that an organisation is."
        SECTOR_PROPERTY "sector" "`sulh:sector`: The kind of body."
        SESSION_CLASS "Session" "`sulh:Session`: A session of a review body, with the dates that its source gives."
        SESSION_PROPERTY "session" "`sulh:session`: The session in which the recommendation was made."
        SEVERITY_CLASS "Severity" "`sulh:Severity`: How grave a source finds a threat."
        SEVERITY_PROPERTY "severity" "`sulh:severity`: How grave the source finds the threat."
        SHA256 "sha256" "`sulh:sha256`: The SHA-256 of the bytes, in lower-case hexadecimal digits."
        SINCE "since" "`sulh:since`: The first day, month or year of a membership, name or engagement, as exact as its source."
        SOURCE "Source" "`sulh:Source`: A report or dataset that facts come from, with its licence and its coverage."
        START_DATE "startDate" "`sulh:startDate`: The first day, as exact as its source."
        STATE_OF_WORK "stateOfWork" "`sulh:stateOfWork`: How far something has come at the time that sulh:asOf names, in words."
        STATUS "status" "`sulh:status`: What the answer amounts to."
        STATUS_NOTE "statusNote" "`sulh:statusNote`: A neutral note that is shown wherever the place is named."
        SUCCEEDS "succeeds" "`sulh:succeeds`: The body that this one came after."
        SUPERSEDES "supersedes" "`sulh:supersedes`: An earlier edition that this one takes the place of."
        SUPPORTED_BY "supportedBy" "`sulh:supportedBy`: A body that supports with money or otherwise."
        TEXT "text" "`sulh:text`: The words of the recommendation, report passage or statement, with their language."
        TEXT_SHA256 "textSha256" "`sulh:textSha256`: SHA-256 of the bytes of the passage, in 64 lower-case hexadecimal digits; it proves the words where they may not be held."
        THEME_CLASS "Theme" "`sulh:Theme`: A right, procedure or field of work that a recommendation is about."
        THEME_PROPERTY "theme" "`sulh:theme`: A theme that the recommendation is about."
        THREAT "Threat" "`sulh:Threat`: A condition, act or practice that endangers people; never a group of people."
        TO "to" "`sulh:to`: Whom the action turns to."
        TOMBSTONE "Tombstone" "`sulh:Tombstone`: What remains of something erased: when, why and how much, without saying what it said."
        TOPIC "topic" "`sulh:topic`: What the event, training or report is about, in words."
        TRAINING "Training" "`sulh:Training`: A course or a programme of courses."
        TRANSIT_PLACE "transitPlace" "`sulh:transitPlace`: What is crossed on the way."
        TRANSLATION_OF "translationOf" "`sulh:translationOf`: The edition that this one translates."
        TREND_CLASS "Trend" "`sulh:Trend`: Where a source sees a threat going."
        TREND_PROPERTY "trend" "`sulh:trend`: Where the source sees the threat going."
        UNTIL "until" "`sulh:until`: The last day, month or year of a membership, name or engagement, as exact as its source."
        VALID_FROM "validFrom" "`sulh:validFrom`: The first day, month or year in which the statement holds."
        VALID_UNTIL "validUntil" "`sulh:validUntil`: The last day, month or year in which the statement holds."
        VERBATIM "verbatim" "`sulh:verbatim`: The word that the source itself uses for the answer."
        VISIBILITY "visibility" "`sulh:visibility`: Who may see a graph: \"public\", \"members\" or \"restricted\"."
        VISIBLE_TO "visibleTo" "`sulh:visibleTo`: A group that may see a restricted graph."
        WITHDRAWN "withdrawn" "`sulh:withdrawn`: Whether the publisher took the edition back."
        WITHIN "within" "`sulh:within`: The place that contains this place."
        WORKS_ON "worksOn" "`sulh:worksOn`: A threat that the organisation, network or engagement deals with."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/1999/02/22-rdf-syntax-ns#>, prefix `rdf:`.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        FIRST "first" "`rdf:first`."
        LANG_STRING "langString" "`rdf:langString`."
        NIL "nil" "`rdf:nil`."
        OBJECT "object" "`rdf:object`."
        PREDICATE "predicate" "`rdf:predicate`."
        REST "rest" "`rdf:rest`."
        STATEMENT "Statement" "`rdf:Statement`."
        SUBJECT "subject" "`rdf:subject`."
        TYPE "type" "`rdf:type`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/2000/01/rdf-schema#>, prefix `rdfs:`.
    rdfs "http://www.w3.org/2000/01/rdf-schema#" {
        CLASS "Class" "`rdfs:Class`."
        COMMENT "comment" "`rdfs:comment`."
        DOMAIN "domain" "`rdfs:domain`."
        IS_DEFINED_BY "isDefinedBy" "`rdfs:isDefinedBy`."
        LABEL "label" "`rdfs:label`."
        RANGE "range" "`rdfs:range`."
        RESOURCE "Resource" "`rdfs:Resource`."
        SEE_ALSO "seeAlso" "`rdfs:seeAlso`."
        SUB_CLASS_OF "subClassOf" "`rdfs:subClassOf`."
        SUB_PROPERTY_OF "subPropertyOf" "`rdfs:subPropertyOf`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/2001/XMLSchema#>, prefix `xsd:`.
    xsd "http://www.w3.org/2001/XMLSchema#" {
        ANY_URI "anyURI" "`xsd:anyURI`."
        BOOLEAN "boolean" "`xsd:boolean`."
        DATE "date" "`xsd:date`."
        DATE_TIME "dateTime" "`xsd:dateTime`."
        DECIMAL "decimal" "`xsd:decimal`."
        DOUBLE "double" "`xsd:double`."
        G_YEAR "gYear" "`xsd:gYear`."
        G_YEAR_MONTH "gYearMonth" "`xsd:gYearMonth`."
        INTEGER "integer" "`xsd:integer`."
        NON_NEGATIVE_INTEGER "nonNegativeInteger" "`xsd:nonNegativeInteger`."
        STRING "string" "`xsd:string`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/2002/07/owl#>, prefix `owl:`.
    owl "http://www.w3.org/2002/07/owl#" {
        CLASS "Class" "`owl:Class`."
        DATATYPE_PROPERTY "DatatypeProperty" "`owl:DatatypeProperty`."
        INVERSE_OF "inverseOf" "`owl:inverseOf`."
        OBJECT_PROPERTY "ObjectProperty" "`owl:ObjectProperty`."
        ONTOLOGY "Ontology" "`owl:Ontology`."
        SAME_AS "sameAs" "`owl:sameAs`."
        VERSION_INFO "versionInfo" "`owl:versionInfo`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/2004/02/skos/core#>, prefix `skos:`.
    skos "http://www.w3.org/2004/02/skos/core#" {
        ALT_LABEL "altLabel" "`skos:altLabel`."
        BROADER "broader" "`skos:broader`."
        CLOSE_MATCH "closeMatch" "`skos:closeMatch`."
        CONCEPT "Concept" "`skos:Concept`."
        CONCEPT_SCHEME "ConceptScheme" "`skos:ConceptScheme`."
        DEFINITION "definition" "`skos:definition`."
        EXACT_MATCH "exactMatch" "`skos:exactMatch`."
        EXAMPLE "example" "`skos:example`."
        HAS_TOP_CONCEPT "hasTopConcept" "`skos:hasTopConcept`."
        HIDDEN_LABEL "hiddenLabel" "`skos:hiddenLabel`."
        IN_SCHEME "inScheme" "`skos:inScheme`."
        NARROWER "narrower" "`skos:narrower`."
        NOTATION "notation" "`skos:notation`."
        NOTE "note" "`skos:note`."
        PREF_LABEL "prefLabel" "`skos:prefLabel`."
        RELATED "related" "`skos:related`."
        TOP_CONCEPT_OF "topConceptOf" "`skos:topConceptOf`."
    }
}

vocabulary! {
    /// Terms of <http://purl.org/dc/terms/>, prefix `dcterms:`.
    dcterms "http://purl.org/dc/terms/" {
        BIBLIOGRAPHIC_RESOURCE "BibliographicResource" "`dcterms:BibliographicResource`."
        CREATED "created" "`dcterms:created`."
        CREATOR "creator" "`dcterms:creator`."
        DESCRIPTION "description" "`dcterms:description`."
        FORMAT "format" "`dcterms:format`."
        HAS_PART "hasPart" "`dcterms:hasPart`."
        IDENTIFIER "identifier" "`dcterms:identifier`."
        ISSUED "issued" "`dcterms:issued`."
        IS_PART_OF "isPartOf" "`dcterms:isPartOf`."
        IS_REPLACED_BY "isReplacedBy" "`dcterms:isReplacedBy`."
        IS_VERSION_OF "isVersionOf" "`dcterms:isVersionOf`."
        LANGUAGE "language" "`dcterms:language`."
        LICENSE "license" "`dcterms:license`."
        MODIFIED "modified" "`dcterms:modified`."
        PUBLISHER "publisher" "`dcterms:publisher`."
        REPLACES "replaces" "`dcterms:replaces`."
        RIGHTS "rights" "`dcterms:rights`."
        SOURCE "source" "`dcterms:source`."
        SPATIAL "spatial" "`dcterms:spatial`."
        SUBJECT "subject" "`dcterms:subject`."
        TEMPORAL "temporal" "`dcterms:temporal`."
        TITLE "title" "`dcterms:title`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/ns/prov#>, prefix `prov:`.
    prov "http://www.w3.org/ns/prov#" {
        ACTIVITY "Activity" "`prov:Activity`."
        AGENT "Agent" "`prov:Agent`."
        ENDED_AT_TIME "endedAtTime" "`prov:endedAtTime`."
        ENTITY "Entity" "`prov:Entity`."
        GENERATED_AT_TIME "generatedAtTime" "`prov:generatedAtTime`."
        STARTED_AT_TIME "startedAtTime" "`prov:startedAtTime`."
        USED "used" "`prov:used`."
        VALUE "value" "`prov:value`."
        WAS_ASSOCIATED_WITH "wasAssociatedWith" "`prov:wasAssociatedWith`."
        WAS_ATTRIBUTED_TO "wasAttributedTo" "`prov:wasAttributedTo`."
        WAS_DERIVED_FROM "wasDerivedFrom" "`prov:wasDerivedFrom`."
        WAS_GENERATED_BY "wasGeneratedBy" "`prov:wasGeneratedBy`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/ns/org#>, prefix `org:`.
    org "http://www.w3.org/ns/org#" {
        CLASSIFICATION "classification" "`org:classification`."
        HAS_MEMBERSHIP "hasMembership" "`org:hasMembership`."
        MEMBER "member" "`org:member`."
        MEMBERSHIP "Membership" "`org:Membership`."
        MEMBER_DURING "memberDuring" "`org:memberDuring`."
        MEMBER_OF "memberOf" "`org:memberOf`."
        ORGANIZATIONAL_COLLABORATION "OrganizationalCollaboration" "`org:OrganizationalCollaboration`."
        ORGANIZATION_CLASS "Organization" "`org:Organization`."
        ORGANIZATION_PROPERTY "organization" "`org:organization`."
        SUB_ORGANIZATION_OF "subOrganizationOf" "`org:subOrganizationOf`."
    }
}

vocabulary! {
    /// Terms of <http://xmlns.com/foaf/0.1/>, prefix `foaf:`.
    foaf "http://xmlns.com/foaf/0.1/" {
        HOMEPAGE "homepage" "`foaf:homepage`."
        NAME "name" "`foaf:name`."
        ORGANIZATION "Organization" "`foaf:Organization`."
        PAGE "page" "`foaf:page`."
        PROJECT "Project" "`foaf:Project`."
    }
}

vocabulary! {
    /// Terms of <http://purl.org/ontology/bibo/>, prefix `bibo:`.
    bibo "http://purl.org/ontology/bibo/" {
        CONFERENCE "Conference" "`bibo:Conference`."
        DOCUMENT "Document" "`bibo:Document`."
        NUMBER "number" "`bibo:number`."
        REPORT "Report" "`bibo:Report`."
        SERIES "Series" "`bibo:Series`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/ns/oa#>, prefix `oa:`.
    oa "http://www.w3.org/ns/oa#" {
        END "end" "`oa:end`."
        EXACT "exact" "`oa:exact`."
        HAS_SELECTOR "hasSelector" "`oa:hasSelector`."
        HAS_SOURCE "hasSource" "`oa:hasSource`."
        PREFIX "prefix" "`oa:prefix`."
        SPECIFIC_RESOURCE "SpecificResource" "`oa:SpecificResource`."
        START "start" "`oa:start`."
        SUFFIX "suffix" "`oa:suffix`."
        TEXT_POSITION_SELECTOR "TextPositionSelector" "`oa:TextPositionSelector`."
        TEXT_QUOTE_SELECTOR "TextQuoteSelector" "`oa:TextQuoteSelector`."
    }
}

vocabulary! {
    /// Terms of <http://www.opengis.net/ont/geosparql#>, prefix `geo:`.
    geo "http://www.opengis.net/ont/geosparql#" {
        AS_WKT "asWKT" "`geo:asWKT`."
        FEATURE "Feature" "`geo:Feature`."
        GEOMETRY "Geometry" "`geo:Geometry`."
        HAS_GEOMETRY "hasGeometry" "`geo:hasGeometry`."
        SF_TOUCHES "sfTouches" "`geo:sfTouches`."
        SF_WITHIN "sfWithin" "`geo:sfWithin`."
        WKT_LITERAL "wktLiteral" "`geo:wktLiteral`."
    }
}

vocabulary! {
    /// Terms of <https://schema.org/>, prefix `schema:`.
    schema "https://schema.org/" {
        COUNTRY "Country" "`schema:Country`."
        DOMAIN_INCLUDES "domainIncludes" "`schema:domainIncludes`."
        END_DATE "endDate" "`schema:endDate`."
        EVENT "Event" "`schema:Event`."
        LEGAL_NAME "legalName" "`schema:legalName`."
        LOCATION "location" "`schema:location`."
        ORGANIZATION "Organization" "`schema:Organization`."
        PLACE "Place" "`schema:Place`."
        RANGE_INCLUDES "rangeIncludes" "`schema:rangeIncludes`."
        START_DATE "startDate" "`schema:startDate`."
    }
}

vocabulary! {
    /// Terms of <http://rdfs.org/ns/void#>, prefix `void:`.
    void "http://rdfs.org/ns/void#" {
        CLASS "class" "`void:class`."
        CLASS_PARTITION "classPartition" "`void:classPartition`."
        DATASET "Dataset" "`void:Dataset`."
        DISTINCT_OBJECTS "distinctObjects" "`void:distinctObjects`."
        DISTINCT_SUBJECTS "distinctSubjects" "`void:distinctSubjects`."
        ENTITIES "entities" "`void:entities`."
        EXAMPLE_RESOURCE "exampleResource" "`void:exampleResource`."
        PROPERTIES "properties" "`void:properties`."
        PROPERTY "property" "`void:property`."
        PROPERTY_PARTITION "propertyPartition" "`void:propertyPartition`."
        SPARQL_ENDPOINT "sparqlEndpoint" "`void:sparqlEndpoint`."
        SUBSET "subset" "`void:subset`."
        TRIPLES "triples" "`void:triples`."
        URI_SPACE "uriSpace" "`void:uriSpace`."
        VOCABULARY "vocabulary" "`void:vocabulary`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/ns/sparql-service-description#>, prefix `sd:`.
    sd "http://www.w3.org/ns/sparql-service-description#" {
        AVAILABLE_GRAPHS "availableGraphs" "`sd:availableGraphs`."
        DATASET "Dataset" "`sd:Dataset`."
        DEFAULT_DATASET "defaultDataset" "`sd:defaultDataset`."
        DEFAULT_GRAPH "defaultGraph" "`sd:defaultGraph`."
        ENDPOINT "endpoint" "`sd:endpoint`."
        FEATURE "feature" "`sd:feature`."
        GRAPH_CLASS "Graph" "`sd:Graph`."
        GRAPH_COLLECTION "GraphCollection" "`sd:GraphCollection`."
        GRAPH_PROPERTY "graph" "`sd:graph`."
        INPUT_FORMAT "inputFormat" "`sd:inputFormat`."
        NAME "name" "`sd:name`."
        NAMED_GRAPH_CLASS "NamedGraph" "`sd:NamedGraph`."
        NAMED_GRAPH_PROPERTY "namedGraph" "`sd:namedGraph`."
        RESULT_FORMAT "resultFormat" "`sd:resultFormat`."
        SERVICE "Service" "`sd:Service`."
        SPARQL11_QUERY "SPARQL11Query" "`sd:SPARQL11Query`."
        SPARQL11_UPDATE "SPARQL11Update" "`sd:SPARQL11Update`."
        SUPPORTED_LANGUAGE "supportedLanguage" "`sd:supportedLanguage`."
        UNION_DEFAULT_GRAPH "UnionDefaultGraph" "`sd:UnionDefaultGraph`."
    }
}

vocabulary! {
    /// Terms of <http://www.w3.org/ns/shacl#>, prefix `sh:`.
    sh "http://www.w3.org/ns/shacl#" {
        ALTERNATIVE_PATH "alternativePath" "`sh:alternativePath`."
        AND "and" "`sh:and`."
        AND_CONSTRAINT_COMPONENT "AndConstraintComponent" "`sh:AndConstraintComponent`."
        BLANK_NODE "BlankNode" "`sh:BlankNode`."
        BLANK_NODE_OR_IRI "BlankNodeOrIRI" "`sh:BlankNodeOrIRI`."
        BLANK_NODE_OR_LITERAL "BlankNodeOrLiteral" "`sh:BlankNodeOrLiteral`."
        CLASS "class" "`sh:class`."
        CLASS_CONSTRAINT_COMPONENT "ClassConstraintComponent" "`sh:ClassConstraintComponent`."
        CLOSED "closed" "`sh:closed`."
        CLOSED_CONSTRAINT_COMPONENT "ClosedConstraintComponent" "`sh:ClosedConstraintComponent`."
        CONFORMS "conforms" "`sh:conforms`."
        DATATYPE "datatype" "`sh:datatype`."
        DATATYPE_CONSTRAINT_COMPONENT "DatatypeConstraintComponent" "`sh:DatatypeConstraintComponent`."
        DEACTIVATED "deactivated" "`sh:deactivated`."
        DEFAULT_VALUE "defaultValue" "`sh:defaultValue`."
        DESCRIPTION "description" "`sh:description`."
        DETAIL "detail" "`sh:detail`."
        DISJOINT "disjoint" "`sh:disjoint`."
        DISJOINT_CONSTRAINT_COMPONENT "DisjointConstraintComponent" "`sh:DisjointConstraintComponent`."
        ENTAILMENT "entailment" "`sh:entailment`."
        EQUALS "equals" "`sh:equals`."
        EQUALS_CONSTRAINT_COMPONENT "EqualsConstraintComponent" "`sh:EqualsConstraintComponent`."
        EXPRESSION "expression" "`sh:expression`."
        FLAGS "flags" "`sh:flags`."
        FOCUS_NODE "focusNode" "`sh:focusNode`."
        GROUP "group" "`sh:group`."
        HAS_VALUE "hasValue" "`sh:hasValue`."
        HAS_VALUE_CONSTRAINT_COMPONENT "HasValueConstraintComponent" "`sh:HasValueConstraintComponent`."
        IGNORED_PROPERTIES "ignoredProperties" "`sh:ignoredProperties`."
        IN "in" "`sh:in`."
        INFO "Info" "`sh:Info`."
        INVERSE_PATH "inversePath" "`sh:inversePath`."
        IN_CONSTRAINT_COMPONENT "InConstraintComponent" "`sh:InConstraintComponent`."
        IRI "IRI" "`sh:IRI`."
        IRIOR_LITERAL "IRIOrLiteral" "`sh:IRIOrLiteral`."
        JS "js" "`sh:js`."
        LABEL_TEMPLATE "labelTemplate" "`sh:labelTemplate`."
        LANGUAGE_IN "languageIn" "`sh:languageIn`."
        LANGUAGE_IN_CONSTRAINT_COMPONENT "LanguageInConstraintComponent" "`sh:LanguageInConstraintComponent`."
        LESS_THAN "lessThan" "`sh:lessThan`."
        LESS_THAN_CONSTRAINT_COMPONENT "LessThanConstraintComponent" "`sh:LessThanConstraintComponent`."
        LESS_THAN_OR_EQUALS "lessThanOrEquals" "`sh:lessThanOrEquals`."
        LESS_THAN_OR_EQUALS_CONSTRAINT_COMPONENT "LessThanOrEqualsConstraintComponent" "`sh:LessThanOrEqualsConstraintComponent`."
        LITERAL "Literal" "`sh:Literal`."
        MAX_COUNT "maxCount" "`sh:maxCount`."
        MAX_COUNT_CONSTRAINT_COMPONENT "MaxCountConstraintComponent" "`sh:MaxCountConstraintComponent`."
        MAX_EXCLUSIVE "maxExclusive" "`sh:maxExclusive`."
        MAX_EXCLUSIVE_CONSTRAINT_COMPONENT "MaxExclusiveConstraintComponent" "`sh:MaxExclusiveConstraintComponent`."
        MAX_INCLUSIVE "maxInclusive" "`sh:maxInclusive`."
        MAX_INCLUSIVE_CONSTRAINT_COMPONENT "MaxInclusiveConstraintComponent" "`sh:MaxInclusiveConstraintComponent`."
        MAX_LENGTH "maxLength" "`sh:maxLength`."
        MAX_LENGTH_CONSTRAINT_COMPONENT "MaxLengthConstraintComponent" "`sh:MaxLengthConstraintComponent`."
        MESSAGE "message" "`sh:message`."
        MIN_COUNT "minCount" "`sh:minCount`."
        MIN_COUNT_CONSTRAINT_COMPONENT "MinCountConstraintComponent" "`sh:MinCountConstraintComponent`."
        MIN_EXCLUSIVE "minExclusive" "`sh:minExclusive`."
        MIN_EXCLUSIVE_CONSTRAINT_COMPONENT "MinExclusiveConstraintComponent" "`sh:MinExclusiveConstraintComponent`."
        MIN_INCLUSIVE "minInclusive" "`sh:minInclusive`."
        MIN_INCLUSIVE_CONSTRAINT_COMPONENT "MinInclusiveConstraintComponent" "`sh:MinInclusiveConstraintComponent`."
        MIN_LENGTH "minLength" "`sh:minLength`."
        MIN_LENGTH_CONSTRAINT_COMPONENT "MinLengthConstraintComponent" "`sh:MinLengthConstraintComponent`."
        NAME "name" "`sh:name`."
        NODE "node" "`sh:node`."
        NODE_CONSTRAINT_COMPONENT "NodeConstraintComponent" "`sh:NodeConstraintComponent`."
        NODE_KIND "nodeKind" "`sh:nodeKind`."
        NODE_KIND_CONSTRAINT_COMPONENT "NodeKindConstraintComponent" "`sh:NodeKindConstraintComponent`."
        NODE_SHAPE "NodeShape" "`sh:NodeShape`."
        NOT "not" "`sh:not`."
        NOT_CONSTRAINT_COMPONENT "NotConstraintComponent" "`sh:NotConstraintComponent`."
        ONE_OR_MORE_PATH "oneOrMorePath" "`sh:oneOrMorePath`."
        OR "or" "`sh:or`."
        ORDER "order" "`sh:order`."
        OR_CONSTRAINT_COMPONENT "OrConstraintComponent" "`sh:OrConstraintComponent`."
        PATH "path" "`sh:path`."
        PATTERN "pattern" "`sh:pattern`."
        PATTERN_CONSTRAINT_COMPONENT "PatternConstraintComponent" "`sh:PatternConstraintComponent`."
        PROPERTY "property" "`sh:property`."
        PROPERTY_SHAPE "PropertyShape" "`sh:PropertyShape`."
        QUALIFIED_MAX_COUNT "qualifiedMaxCount" "`sh:qualifiedMaxCount`."
        QUALIFIED_MAX_COUNT_CONSTRAINT_COMPONENT "QualifiedMaxCountConstraintComponent" "`sh:QualifiedMaxCountConstraintComponent`."
        QUALIFIED_MIN_COUNT "qualifiedMinCount" "`sh:qualifiedMinCount`."
        QUALIFIED_MIN_COUNT_CONSTRAINT_COMPONENT "QualifiedMinCountConstraintComponent" "`sh:QualifiedMinCountConstraintComponent`."
        QUALIFIED_VALUE_SHAPE "qualifiedValueShape" "`sh:qualifiedValueShape`."
        QUALIFIED_VALUE_SHAPES_DISJOINT "qualifiedValueShapesDisjoint" "`sh:qualifiedValueShapesDisjoint`."
        RESULT "result" "`sh:result`."
        RESULT_MESSAGE "resultMessage" "`sh:resultMessage`."
        RESULT_PATH "resultPath" "`sh:resultPath`."
        RESULT_SEVERITY "resultSeverity" "`sh:resultSeverity`."
        RULE "rule" "`sh:rule`."
        SEVERITY "severity" "`sh:severity`."
        SHAPE "Shape" "`sh:Shape`."
        SHAPES_GRAPH "shapesGraph" "`sh:shapesGraph`."
        SOURCE_CONSTRAINT_COMPONENT "sourceConstraintComponent" "`sh:sourceConstraintComponent`."
        SOURCE_SHAPE "sourceShape" "`sh:sourceShape`."
        SPARQL "sparql" "`sh:sparql`."
        TARGET "target" "`sh:target`."
        TARGET_CLASS "targetClass" "`sh:targetClass`."
        TARGET_NODE "targetNode" "`sh:targetNode`."
        TARGET_OBJECTS_OF "targetObjectsOf" "`sh:targetObjectsOf`."
        TARGET_SUBJECTS_OF "targetSubjectsOf" "`sh:targetSubjectsOf`."
        UNIQUE_LANG "uniqueLang" "`sh:uniqueLang`."
        UNIQUE_LANG_CONSTRAINT_COMPONENT "UniqueLangConstraintComponent" "`sh:UniqueLangConstraintComponent`."
        VALIDATION_REPORT "ValidationReport" "`sh:ValidationReport`."
        VALIDATION_RESULT "ValidationResult" "`sh:ValidationResult`."
        VALUE "value" "`sh:value`."
        VIOLATION "Violation" "`sh:Violation`."
        WARNING "Warning" "`sh:Warning`."
        XONE "xone" "`sh:xone`."
        XONE_CONSTRAINT_COMPONENT "XoneConstraintComponent" "`sh:XoneConstraintComponent`."
        ZERO_OR_MORE_PATH "zeroOrMorePath" "`sh:zeroOrMorePath`."
        ZERO_OR_ONE_PATH "zeroOrOnePath" "`sh:zeroOrOnePath`."
    }
}

vocabulary! {
    /// Terms of <http://datashapes.org/dash#>, prefix `dash:`.
    dash "http://datashapes.org/dash#" {
        NON_RECURSIVE "nonRecursive" "`dash:nonRecursive`."
        NON_RECURSIVE_CONSTRAINT_COMPONENT "NonRecursiveConstraintComponent" "`dash:NonRecursiveConstraintComponent`."
    }
}

vocabulary! {
    /// Terms of <http://metadata.un.org/sdg/>, prefix `unsdg:`.
    unsdg "http://metadata.un.org/sdg/" {
        GOALS "Goals" "`unsdg:Goals`."
    }
}
