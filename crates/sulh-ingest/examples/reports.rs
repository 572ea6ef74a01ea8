//! x
use sulh_ingest::report::gold::*;
fn main() {
    let table = sulh_ingest::CountryTable::shipped().unwrap();
    let gold =
        read_gold("gold", &std::fs::read("/work/shared/data/upr/report_gold.csv").unwrap(), &table)
            .unwrap();
    let part = std::env::args().nth(1).unwrap();
    let verbose = std::env::args().nth(2);
    let mut sum = ReportScore::default();
    let t0 = std::time::Instant::now();
    let mut pages = 0;
    for (i, (name, rows)) in gold.iter().enumerate() {
        let test = i % 3 == 2;
        if (part == "test") != test && part != "all" {
            continue;
        }
        let b = std::fs::read(format!("/work/shared/data/upr/reports/{name}.pdf")).unwrap();
        let d = sulh_document::parse_pdf(&b, 32 << 20, &mut |_| ()).unwrap();
        pages += d.pages.len();
        let found: Vec<_> = sulh_extract::recommendations(&d, None, &table)
            .iter()
            .map(|r| FoundRecommendation {
                text: r.text(&d),
                states: r.states.iter().map(|s| s.id.clone()).collect(),
                response: r.response.as_ref().map(|r| r.status.to_owned()),
                page: d.blocks[r.block].page,
            })
            .collect();
        let s = compare(rows, &found);
        if part != "test" {
            println!(
                "{name:40} P {:.3} R {:.3} F {:.3} states F {:.3} resp {:.3}  gold {} found {}",
                s.texts.precision(),
                s.texts.recall(),
                s.texts.f1(),
                s.states.f1(),
                s.responses.f1(),
                rows.len(),
                found.len()
            );
            if verbose.as_deref().is_some_and(|v| v == "all" || v == name) {
                for e in &s.errors {
                    println!("   {} {} {:.2} {}", e.kind, e.place, e.nearest, e.text)
                }
            }
        }
        sum.texts += s.texts;
        sum.states += s.states;
        sum.responses += s.responses;
    }
    println!(
        "{part}: texts P {:.4} R {:.4} F {:.4} | states P {:.4} R {:.4} F {:.4} | responses {:.4} | {} pages {:?}",
        sum.texts.precision(),
        sum.texts.recall(),
        sum.texts.f1(),
        sum.states.precision(),
        sum.states.recall(),
        sum.states.f1(),
        sum.responses.f1(),
        pages,
        t0.elapsed()
    );
}
