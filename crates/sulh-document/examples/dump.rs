fn main() {
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        let t = std::time::Instant::now();
        match sulh_document::parse_pdf(&b, 32 << 20, &mut |_| ()) {
            Ok(d) => {
                eprintln!(
                    "{f} {:?} {} pages {} bytes {} notices {:?}",
                    t.elapsed(),
                    d.pages.len(),
                    d.text.len(),
                    d.notices.len(),
                    d.metadata
                );
                for b in &d.blocks {
                    println!("p{} {:?} {:?} | {}", b.page, b.kind, b.marker, d.text_of(b))
                }
            }
            Err(e) => eprintln!("{f} {e}"),
        }
    }
}
