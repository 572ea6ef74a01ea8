//! Vocabulary constants, one module a vocabulary; no other file holds an IRI of a vocabulary.
//!
//! Generated from `ontology/sulh.ttl` and `ontology/external.txt` by `tests/vocabulary.rs`; do not
//! edit. A name that both a class and a property bear ends with `_CLASS` or `_PROPERTY`.

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
        ACTION "action" "`sulh:action`: How much the recommendation asks for."
        ACTION_CATEGORY "ActionCategory" "`sulh:ActionCategory`: How much a recommendation asks for, from the least to the most definite action."
        ADDRESSED_TO "addressedTo" "`sulh:addressedTo`: A body that is asked to act."
        ADDRESSES "addresses" "`sulh:addresses`: A threat that the recommendation is meant to reduce."
        ADMIN_LEVEL "adminLevel" "`sulh:adminLevel`: The administrative level of the place in words."
        AFFECTED_GROUP "affectedGroup" "`sulh:affectedGroup`: A name of the people whom the recommendation is to help."
        AS_OF "asOf" "`sulh:asOf`: What the statement holds as of, in words or as a date."
        BASED_IN "basedIn" "`sulh:basedIn`: The place where the organisation has its seat."
        BORDERS "borders" "`sulh:borders`: A country or territory with which there is a land border."
        CONCERNS "concerns" "`sulh:concerns`: A place that the recommendation concerns."
        COOPERATING_BODY "cooperatingBody" "`sulh:cooperatingBody`: A body in cooperation with which the event was held."
        COUNTRY "Country" "`sulh:Country`: A country or territory with a code of ISO 3166-1, and Kosovo as XKX; the class takes no position on status."
        COVERAGE_NOTE "coverageNote" "`sulh:coverageNote`: What the coverage means, in words."
        COVERS_COUNTRY "coversCountry" "`sulh:coversCountry`: A country that the source says something about."
        COVERS_FROM "coversFrom" "`sulh:coversFrom`: The first day that the source covers."
        COVERS_SESSION "coversSession" "`sulh:coversSession`: A session that the source covers."
        COVERS_UNTIL "coversUntil" "`sulh:coversUntil`: The last day that the source covers."
        DATE_PRECISION "datePrecision" "`sulh:datePrecision`: How exact a date is: day, month or year."
        DELIVERY_MODE "deliveryMode" "`sulh:deliveryMode`: How a training is given, in words."
        DIMENSION_CLASS "Dimension" "`sulh:Dimension`: One of the seven dimensions of human security that the Human Development Report of 1994 distinguishes."
        DIMENSION_PROPERTY "dimension" "`sulh:dimension`: A dimension of human security that the threat endangers."
        DOCUMENT "Document" "`sulh:Document`: One file, told by the SHA-256 of its bytes."
        DOES_NOT_COVER "doesNotCover" "`sulh:doesNotCover`: A country that the process behind the source leaves out, so that silence says nothing."
        DRIVES "drives" "`sulh:drives`: Another threat that this threat feeds."
        EDITION "edition" "`sulh:edition`: An edition of the work."
        END_DATE "endDate" "`sulh:endDate`: The last day, as exact as its source."
        ENGAGED_IN "engagedIn" "`sulh:engagedIn`: An engagement of the organisation, network or initiative."
        ENGAGEMENT "Engagement" "`sulh:Engagement`: Who works on what: a threat or aspect, at a level, in a form, in a place, for a time."
        EVENT "Event" "`sulh:Event`: A conference or meeting."
        FORM_OF_WORK_CLASS "FormOfWork" "`sulh:FormOfWork`: A way in which an organisation works."
        FORM_OF_WORK_PROPERTY "formOfWork" "`sulh:formOfWork`: A form in which work is done."
        GOAL "goal" "`sulh:goal`: What the initiative is for, in our words."
        HAS_REPORT_SERIES "hasReportSeries" "`sulh:hasReportSeries`: A series of reports that the network or initiative puts out."
        HAS_RESPONSE "hasResponse" "`sulh:hasResponse`: An answer to the recommendation."
        HELD "held" "`sulh:held`: False where a report is known to exist but is not held here."
        HELD_IN "heldIn" "`sulh:heldIn`: The place where the event was held."
        INITIATIVE "Initiative" "`sulh:Initiative`: A funded undertaking with a period, supporters, partners, a goal and results."
        IN_DOCUMENT "inDocument" "`sulh:inDocument`: The document that holds the row."
        IN_SERIES "inSeries" "`sulh:inSeries`: The series that the report or event belongs to."
        ISO2 "iso2" "`sulh:iso2`: The code of two letters."
        ISO3 "iso3" "`sulh:iso3`: The code of three letters."
        KIND "kind" "`sulh:kind`: The kind of report, in words."
        LEAD_ADDRESSEE "leadAddressee" "`sulh:leadAddressee`: The addressee that is to act first."
        LEVEL_CLASS "Level" "`sulh:Level`: The level at which something is done or asked for, from local to international."
        LEVEL_PROPERTY "level" "`sulh:level`: The level at which the recommendation, work or advocacy takes place."
        LINE "line" "`sulh:line`: The physical line on which the record starts; the first line is 1."
        M49 "m49" "`sulh:m49`: The three digits of the United Nations M49 standard, with leading zeros."
        MADE_BY "madeBy" "`sulh:madeBy`: The body that makes the recommendation; several where several make it together."
        MEMBER_OF "memberOf" "`sulh:memberOf`: A body of which the organisation or country is a member; the dates stand on an org:Membership."
        NETWORK "Network" "`sulh:Network`: A lasting collaboration of organisations; it may outlive the initiative that built it."
        OFFICIAL_NAME "officialName" "`sulh:officialName`: The long name."
        ORGANIZATION "Organization" "`sulh:Organization`: A body that acts: civil-society organisation, institute, university, government, intergovernmental body, donor, medium or business."
        PARTICIPANT_FROM "participantFrom" "`sulh:participantFrom`: A country or territory from which participants come; nothing is said of any single participant."
        PARTNER "partner" "`sulh:partner`: A body that takes part in the initiative."
        PERIOD_NAME "periodName" "`sulh:periodName`: A name that the place or organisation bore for a time."
        PLACE "Place" "`sulh:Place`: A place on earth, from a town to a region."
        RECOMMENDATION "Recommendation" "`sulh:Recommendation`: What a body says that another body should do."
        REGION "region" "`sulh:region`: The name of the M49 sub-region."
        REPORT "Report" "`sulh:Report`: A report as a work."
        REPORT_SERIES "ReportSeries" "`sulh:ReportSeries`: Reports that appear again and again under one plan."
        RESPONDED_BY "respondedBy" "`sulh:respondedBy`: The body that answers."
        RESPONSE "Response" "`sulh:Response`: The answer of one addressee to one recommendation."
        RESPONSE_STATUS "ResponseStatus" "`sulh:ResponseStatus`: What an answer amounts to, in a short common list; the source's own word stands beside it."
        RESPONSE_TO "responseTo" "`sulh:responseTo`: The recommendation that is answered."
        RESULTED_IN "resultedIn" "`sulh:resultedIn`: What the initiative brought about or set out to bring about."
        ROW "Row" "`sulh:Row`: One record of a tabular document; the evidence of what was imported from it."
        ROW_OF "rowOf" "`sulh:rowOf`: The source that the row belongs to."
        SAMPLE "sample" "`sulh:sample`: True of what was invented to show how the product works; absent from real data."
        SCOPE "scope" "`sulh:scope`: Whether the threat stays within a country (\"domestic\"), crosses borders (\"transnational\"), or both."
        SDG_TARGET "sdgTarget" "`sulh:sdgTarget`: A goal or target of the Sustainable Development Goals that the recommendation serves."
        SECTOR_CLASS "Sector" "`sulh:Sector`: The kind of body that an organisation is."
        SECTOR_PROPERTY "sector" "`sulh:sector`: The kind of body."
        SESSION_CLASS "Session" "`sulh:Session`: A session of a review body, with the dates that its source gives."
        SESSION_PROPERTY "session" "`sulh:session`: The session in which the recommendation was made."
        SHA256 "sha256" "`sulh:sha256`: The SHA-256 of the bytes, in lower-case hexadecimal digits."
        SINCE "since" "`sulh:since`: The first day, month or year of a membership, name or engagement, as exact as its source."
        SOURCE "Source" "`sulh:Source`: A report or dataset that facts come from, with its licence and its coverage."
        START_DATE "startDate" "`sulh:startDate`: The first day, as exact as its source."
        STATE_OF_WORK "stateOfWork" "`sulh:stateOfWork`: How far something has come at the time that sulh:asOf names, in words."
        STATUS "status" "`sulh:status`: What the answer amounts to."
        STATUS_NOTE "statusNote" "`sulh:statusNote`: A neutral note that is shown wherever the place is named."
        SUPPORTED_BY "supportedBy" "`sulh:supportedBy`: A body that supports with money or otherwise."
        TEXT "text" "`sulh:text`: The words of the recommendation, report passage or statement, with their language."
        THEME_CLASS "Theme" "`sulh:Theme`: A right, procedure or field of work that a recommendation is about."
        THEME_PROPERTY "theme" "`sulh:theme`: A theme that the recommendation is about."
        THREAT "Threat" "`sulh:Threat`: A condition, act or practice that endangers people; never a group of people."
        TOPIC "topic" "`sulh:topic`: What the event, training or report is about, in words."
        TRAINING "Training" "`sulh:Training`: A course or a programme of courses."
        UNTIL "until" "`sulh:until`: The last day, month or year of a membership, name or engagement, as exact as its source."
        VERBATIM "verbatim" "`sulh:verbatim`: The word that the source itself uses for the answer."
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
        CREATED "created" "`dcterms:created`."
        CREATOR "creator" "`dcterms:creator`."
        DESCRIPTION "description" "`dcterms:description`."
        FORMAT "format" "`dcterms:format`."
        HAS_PART "hasPart" "`dcterms:hasPart`."
        IDENTIFIER "identifier" "`dcterms:identifier`."
        ISSUED "issued" "`dcterms:issued`."
        IS_PART_OF "isPartOf" "`dcterms:isPartOf`."
        IS_REPLACED_BY "isReplacedBy" "`dcterms:isReplacedBy`."
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
        END_DATE "endDate" "`schema:endDate`."
        EVENT "Event" "`schema:Event`."
        LEGAL_NAME "legalName" "`schema:legalName`."
        LOCATION "location" "`schema:location`."
        ORGANIZATION "Organization" "`schema:Organization`."
        PLACE "Place" "`schema:Place`."
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
