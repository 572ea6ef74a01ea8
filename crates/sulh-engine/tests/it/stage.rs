//! A store in a directory of its own, and a small hand-made set of recommendations.

use sulh_engine::{
    Committed, Engine, EngineOptions, ExportRequest, Identity, Listing, Page, RdfFormat,
    Recommendation, RecommendationFilter, UpdateRequest,
};
use tempfile::TempDir;

/// An engine and the directory that goes with it.
pub(crate) struct Stage {
    pub(crate) engine: Engine,
    pub(crate) dir: TempDir,
}

/// An engine on a new directory.
pub(crate) fn stage(adjust: impl FnOnce(&mut EngineOptions)) -> Stage {
    let dir = TempDir::new().unwrap();
    let mut options = EngineOptions::new(dir.path());
    adjust(&mut options);
    Stage { engine: Engine::open(options).unwrap(), dir }
}

/// The shipped graphs and the hand-made set.
pub(crate) fn with_recommendations() -> Stage {
    let stage = stage(|_| {});
    stage.update(&data(SOURCE_A, A));
    stage.update(&data(SOURCE_B, B));
    stage
}

impl Stage {
    pub(crate) fn update(&self, text: &str) -> Committed {
        let request = UpdateRequest {
            text: text.to_owned(),
            message: "test".to_owned(),
            ..UpdateRequest::default()
        };
        self.engine.update(&Identity::command_line(), request).unwrap()
    }

    pub(crate) fn find(&self, filter: &RecommendationFilter) -> Listing<Recommendation> {
        self.engine.recommendations(&Identity::anonymous(), filter, &Page::default()).unwrap()
    }

    pub(crate) fn ids(&self, filter: &RecommendationFilter) -> Vec<String> {
        self.find(filter).items.into_iter().map(|item| item.id).collect()
    }

    /// Canonical N-Quads of all that the owner sees.
    pub(crate) fn nquads(&self) -> String {
        let mut out = Vec::new();
        let request = ExportRequest { graph: None, format: RdfFormat::NQuads };
        self.engine.export(&Identity::command_line(), &request, &mut out, &mut |_| {}).unwrap();
        String::from_utf8(out).unwrap()
    }
}

/// A filter made of words.
pub(crate) fn filter(adjust: impl FnOnce(&mut RecommendationFilter)) -> RecommendationFilter {
    let mut filter = RecommendationFilter::default();
    adjust(&mut filter);
    filter
}

pub(crate) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// An update that adds facts to a graph of a source.
pub(crate) fn data(graph: &str, facts: &str) -> String {
    format!(
        "PREFIX sulh: <https://w3id.org/sulh/ns#>
         PREFIX dcterms: <http://purl.org/dc/terms/>
         PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
         PREFIX prov: <http://www.w3.org/ns/prov#>
         PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
         PREFIX id: <https://w3id.org/sulh/id/>
         PREFIX c: <https://w3id.org/sulh/id/country/>
         PREFIX o: <https://w3id.org/sulh/id/organization/>
         PREFIX r: <https://w3id.org/sulh/id/recommendation/>
         PREFIX t: <https://w3id.org/sulh/id/threat/>
         PREFIX s: <https://w3id.org/sulh/id/response-status/>
         PREFIX a: <https://w3id.org/sulh/id/response/>
         PREFIX l: <https://w3id.org/sulh/id/level/>
         INSERT DATA {{ GRAPH <https://w3id.org/sulh/graph/{graph}> {{ {facts} }} }}"
    )
}

const SOURCE_A: &str = "source/a";
const SOURCE_B: &str = "source/b";

/// Two recommendations to Bosnia and Herzegovina and one to Serbia.
const A: &str = r#"
<https://w3id.org/sulh/id/source/a> a sulh:Source ; dcterms:title "Source A"@en ; dcterms:rights "free"@en ;
    sulh:coversCountry c:BIH , c:SRB ; sulh:coversFrom "2010-01-01"^^xsd:date ; sulh:coversUntil "2014-12-31"^^xsd:date ;
    sulh:doesNotCover c:XKX ; sulh:coverageNote "Kosovo is left out."@en .
<https://w3id.org/sulh/id/session/test-7> a sulh:Session ; skos:prefLabel "Test session 7"@en ;
    sulh:startDate "2010-02-08"^^xsd:date ; sulh:endDate "2010-02-19"^^xsd:date .
r:a1 a sulh:Recommendation ; sulh:text "Protect victims of trafficking."@en ; sulh:madeBy o:government-of-nor , o:government-of-swe ;
    sulh:addressedTo o:government-of-bih ; sulh:addresses t:human-trafficking ; sulh:concerns c:BIH ; sulh:level l:national ;
    sulh:session <https://w3id.org/sulh/id/session/test-7> ; sulh:hasResponse a:a1 .
a:a1 a sulh:Response ; sulh:responseTo r:a1 ; sulh:respondedBy o:government-of-bih ; sulh:status s:accepted ; sulh:verbatim "Supported" .
r:a2 a sulh:Recommendation ; sulh:text "Fight CORRUPTION in customs."@en ; sulh:madeBy o:government-of-nor ;
    sulh:addressedTo o:government-of-bih ; sulh:addresses t:corruption ; sulh:concerns c:BIH ; sulh:level l:national ;
    dcterms:issued "2013"^^xsd:gYear ; sulh:hasResponse a:a2 .
a:a2 a sulh:Response ; sulh:responseTo r:a2 ; sulh:respondedBy o:government-of-bih ; sulh:status s:noted ; sulh:verbatim "Noted" .
r:a3 a sulh:Recommendation ; sulh:text "Protect victims of trafficking."@en ; sulh:madeBy o:government-of-nor ;
    sulh:addressedTo o:government-of-srb ; sulh:addresses t:human-trafficking ; sulh:concerns c:SRB ; sulh:level l:national .
"#;

/// A second source that repeats a fact of the first and adds one of its own.
const B: &str = r#"
r:a1 a sulh:Recommendation ; sulh:addresses t:human-trafficking ; sulh:concerns c:BIH ;
    sulh:text "Protect victims of trafficking."@en ; sulh:madeBy o:government-of-nor .
r:a1 sulh:theme <https://w3id.org/sulh/id/theme/justice> .
"#;
