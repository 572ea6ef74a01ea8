//! Sentences of all languages, with a bar where one ends and the next begins.

use super::sentence_spans;
use crate::language::Language;
use proptest::prelude::*;

fn parted(text: &str, language: Option<Language>) -> String {
    let spans = sentence_spans(text, language);
    let parts: Vec<_> = spans.into_iter().filter_map(|span| text.get(span)).collect();
    parts.join(" | ")
}

/// Every line is a text; the bars say where its sentences part.
#[track_caller]
fn says(language: Option<Language>, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let found = parted(&line.replace(" | ", " "), language);
        if found != line {
            wrong.push(format!("expected {line}\n   found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn english() {
    says(
        Some(Language::English),
        "The review ended. | A report was adopted.
        The law was changed in 2014. | The court agreed.
        It had three members. | Five others joined later.
        Was it ratified? | Nobody knew.
        It must stop! | The committee said so.
        Art. 5 of the law was repealed.
        See Art. 12 and Art. 13.
        Under No. 7 of the list nothing was done.
        The answer was no. | The delegation left.
        Mr. Novak spoke first. | Ms. Kovač followed.
        Dr. A. B. Novak, of the ministry, replied.
        J. R. Smith and others signed it.
        Several bodies, e.g. Amnesty, objected.
        The second group, i.e. The Friends, objected.
        Courts, prisons, etc. were visited.
        Courts, prisons, etc. | The visit took a week.
        The visit began at 9 a.m. and ended late.
        The U.N. office opened. | It is small.
        It moved to the U.N. | The staff followed.
        The rate was 3.5 per cent. | It fell to 2.1.
        The draft (see annex I.) was read.
        It said: “We agree.” | Then it left.
        “Why?” asked the chair.
        “Stop!” | The chair rose.
        It was late … and nobody came.
        It was late … | Nobody came.
        It was late... | Nobody came.
        1. Introduction
        96.1. Ratify the convention. | Report on it.
        II. Conclusions and recommendations
        IV. The review of May. | It was short.
        A. Background
        The plan has two parts: first, reform; second, review.
        They agreed; The chair closed the debate.
        The centre was opened.12 | It has ten beds.
        They could apply for any opportunity. [...] | The next year they did.
        The firm Example Ltd. was heard.
        On p. 12 of vol. 3 it says so.
        Resolution 5/1 was adopted on 18.6.2007. | It is binding.
        The site www.example.org was closed. | Nothing remains.
        Vitamin C. | The dose was raised.
        Prof. Horvat, Gen. Petrov and Rev. Brown met.
        St. Kitts and Nevis agreed.
        It costs $5. | $10 is too much.
        The act entered into force on 1 May 2012. | § 5 was left out.
        He asked (in vain?) for help.
        (They left.) | (They came back.)
        It was over",
    );
}

#[test]
fn french() {
    says(
        Some(Language::French),
        "La loi a été adoptée. | Le tribunal est d’accord.
        M. Dupont a parlé. | Mme Durand a répondu.
        L’art. 5 a été abrogé.
        Voir p. 12 et suivantes.
        Le comité a demandé : « Pourquoi ? » | Personne n’a répondu.
        Les ONG, p.ex. Amnesty, ont protesté.
        Est-ce vrai ? | Oui.
        La loi n° 12 a été modifiée. | Elle est en vigueur.
        Il est venu, etc. | Le débat est clos.
        Le taux est de 3,5 %. | Il baisse.",
    );
}

#[test]
fn south_slavic_in_latin_letters() {
    says(
        Some(Language::SouthSlavicLatin),
        "Zakon je usvojen. | Sud se složio.
        Sjednica je održana 12. marta 2014. godine. | Trajala je dugo.
        Sjednica je održana 12. Marta 2014. godine u Sarajevu.
        U skladu s čl. 5. Zakona o radu podnesen je zahtjev.
        U skladu s članom 5. Zakona podnesen je zahtjev.
        Prema čl. 12 st. 3 to nije moguće.
        Službeni glasnik br. 15/09 to navodi. | Drugi izvor ne.
        Dr. Marić i prof. Kovač su govorili.
        Organizacije, npr. Amnesty, su protestovale.
        Sudovi, zatvori itd. su posjećeni.
        Sudovi, zatvori itd. | Posjeta je trajala sedmicu.
        U 19. stoljeću bilo je drugačije.
        U XIX. stoljeću bilo je drugačije.
        Od 1. do 15. maja traje rasprava.
        Izbori su održani 7. 10. 2018. godine.
        Odluka je donesena 28.11.2014. godine. | Nije objavljena.
        Tako je bilo i 2014. | Vlada je tada pala.
        Ko je odgovoran? | Niko ne zna.
        To mora prestati! | Tako kaže odbor.
        Rekao je: „Slažemo se.“ | Zatim je otišao.
        „Zašto?“ pitao je.
        Tzv. Daytonski sporazum je potpisan.
        A. Begić i Dž. Hadžić su potpisali.
        Firma Primjer d.o.o. iz Tuzle je saslušana.
        Ministarstvo, tj. Vlada, odlučuje.
        1. Uvod
        III. Zaključci
        Kasnilo se… ali niko nije došao.
        Kasnilo se… | Niko nije došao.
        Stopa je 3,5 posto. | Pala je na 2,1.
        Plan ima dva dijela: prvi je reforma; drugi je pregled.
        Tel. 033 123 je isključen. | Niko ne odgovara.
        Prema podacima iz tač. 4. Izvještaja to stoji.
        Vlada RS. | Vlada FBiH.
        Ul. Maršala Tita je zatvorena.
        Sastali su se u 10 sati. | Sastanak je bio kratak.
        Na 5. sjednici Odbora to je odlučeno.
        Članovi 3. i 4. Konvencije su povrijeđeni.",
    );
}

#[test]
fn south_slavic_in_cyrillic_letters() {
    says(
        Some(Language::SouthSlavicCyrillic),
        "Закон је усвојен. | Суд се сложио.
        Седница је одржана 12. марта 2014. године. | Трајала је дуго.
        У складу са чл. 5. Закона о раду поднет је захтев.
        Службени гласник бр. 15/09 то наводи. | Други извор не.
        Др. Марић и проф. Ковач су говорили.
        Организације, нпр. Амнести, су протестовале.
        Судови, затвори итд. | Посета је трајала недељу дана.
        У 19. веку било је другачије.
        Тзв. Дејтонски споразум је потписан.
        А. Бегић и Ђ. Ђорђевић су потписали.
        Ко је одговоран? | Нико не зна.
        Рекао је: „Слажемо се.“ | Затим је отишао.
        Члан 5. Закона је измењен.
        Било је касно… | Нико није дошао.
        1. Увод
        Министарство, тј. Влада, одлучује.
        Стопа је 3,5 одсто. | Пала је на 2,1.
        Тако је било и 2014. | Влада је тада пала.",
    );
}

#[test]
fn macedonian() {
    says(
        Some(Language::Macedonian),
        "Законот е донесен. | Судот се согласи.
        Седницата се одржа на 12 март 2014 г. во Скопје.
        Согласно чл. 5 од Законот е поднесено барање.
        Службен весник бр. 15/09 го наведува тоа. | Друг извор не.
        Д-р. Марковски и проф. Петров зборуваа.
        Организации, на пр. Амнести, протестираа.
        Судови, затвори итн. | Посетата траеше една недела.
        Кој е одговорен? | Никој не знае.
        Рече: „Се согласуваме.“ | Потоа замина.
        А. Ѓорѓиев и К. Петров потпишаа.
        Беше доцна… | Никој не дојде.
        Доц. Илиев беше таму.
        1. Вовед
        Стапката е 3,5 проценти. | Падна на 2,1.
        Тоа се случи во 2014. | Владата падна.
        Т.н. Охридски договор е потпишан.",
    );
}

#[test]
fn bulgarian() {
    says(
        Some(Language::Bulgarian),
        "Законът е приет. | Съдът се съгласи.
        Заседанието се проведе на 12 март 2014 г. в София.
        Това стана през 2014 г. | Правителството падна.
        Съгласно чл. 5 от Закона е подадено искане.
        Съгласно чл. 5, ал. 2, т. 3 от Закона е подадено искане.
        Държавен вестник бр. 15 от 2009 г. го посочва. | Друг източник не.
        Д-р Иванов и проф. Петров говориха. | Залата беше пълна.
        Т.нар. Берлински договор е подписан.
        Съдилища, затвори и др. | Посещението трая седмица.
        Съдилища, затвори и т.н. | Посещението трая седмица.
        Съдилища, затвори и т.н. бяха посетени.
        Кой е отговорен? | Никой не знае.
        Той каза: „Съгласни сме.“ | После си тръгна.
        А. Георгиев и К. Петров подписаха.
        Беше късно… | Никой не дойде.
        На ул. Раковски е тихо.
        Гр. София е столица.
        1. Въведение
        Делът е 3,5 на сто. | Той спадна до 2,1.
        Г-н. Иванов и г-жа. Петрова дойдоха.",
    );
}

#[test]
fn albanian() {
    says(
        Some(Language::Albanian),
        "Ligji u miratua. | Gjykata ra dakord.
        Mbledhja u mbajt më 12 mars 2014. | Ajo zgjati shumë.
        Sipas nenit 5 u paraqit kërkesa. | Ajo u refuzua.
        Fletorja zyrtare nr. 15 e përmend këtë. | Burimi tjetër jo.
        Dr. Hoxha dhe prof. Berisha folën.
        Organizata, p.sh. Amnesty, protestuan.
        Gjykata, burgje etj. | Vizita zgjati një javë.
        Kush është përgjegjës? | Askush nuk e di.
        Ai tha: “Jemi dakord.” | Pastaj iku.
        A. Hoxha dhe Sh. Gashi nënshkruan.
        Ishte vonë… | Askush nuk erdhi.
        Z. Berisha ishte atje.
        1. Hyrje
        Norma është 3,5 për qind. | Ajo ra në 2,1.
        Neni 5. | Neni 6.",
    );
}

#[test]
fn turkish() {
    says(
        Some(Language::Turkish),
        "Kanun kabul edildi. | Mahkeme onayladı.
        Toplantı 12 Mart 2014 tarihinde yapıldı. | Uzun sürdü.
        Kanunun 5. maddesi değiştirildi.
        Kanunun 5. Maddesi değiştirildi.
        Anayasa md. 5 uyarınca başvuru yapıldı.
        Dr. Yılmaz ve Prof. Kaya konuştu.
        Örn. Af Örgütü itiraz etti.
        Mahkemeler, cezaevleri vb. ziyaret edildi.
        Mahkemeler, cezaevleri vb. | Ziyaret bir hafta sürdü.
        Kim sorumlu? | Kimse bilmiyor.
        “Kabul ediyoruz.” | Sonra gitti.
        A. Yılmaz ve Ş. Kaya imzaladı.
        Geç olmuştu… | Kimse gelmedi.
        Bkz. Ek 3.
        1. Giriş
        Oran yüzde 3,5. | Sonra 2,1 oldu.
        19. yüzyılda durum farklıydı.
        Bu 2014’te oldu. | Hükûmet düştü.
        XX. yüzyılda durum farklıydı.
        Karar no. 15 yayımlandı. | Başka kaynak yok.",
    );
}

#[test]
fn without_a_language() {
    says(
        None,
        "Yes. | No.
        Oui. | Non.
        12. marta 2014
        Nema. | Има.",
    );
    assert!(sentence_spans(" \t ", None).is_empty());
    assert!(sentence_spans("", None).is_empty());
}

proptest! {
    #[test]
    fn sentences_cover_all_words_in_order(
        text in "[a-zA-ZčжЖ0-9 .!?…()“”„:;§-]{0,80}",
        place in 0..=Language::ALL.len(),
    ) {
        let language = Language::ALL.get(place).copied();
        let spans = sentence_spans(&text, language);
        let mut last = 0;
        for span in &spans {
            prop_assert!(last <= span.start && span.start < span.end);
            prop_assert!(text[last..span.start].trim().is_empty());
            prop_assert_eq!(text[span.clone()].trim().len(), span.len());
            last = span.end;
        }
        prop_assert!(text[last..].trim().is_empty());
        prop_assert_eq!(spans, sentence_spans(&text, language));
    }
}
