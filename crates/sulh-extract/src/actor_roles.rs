//! What words do in the names of bodies: heads, words that join, words that are no part.
//!
//! It must not look at more than one word. All lists are of small letters without marks, so that
//! one entry is for both alphabets.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sulh_text::Tongue;

/// What a word does in the name of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing of its own.
    Other,
    /// A kind of body that stands for one even alone: *Government*, *Ministry*.
    Head,
    /// A kind of body that needs words around it: *Institute*, *Network*.
    WeakHead,
    /// Joins a head to what it is for: *of*, *for*, *on*, *za*, *për*.
    Joining,
    /// Joins two parts: *and*, *i*, *dhe*, *ve*.
    And,
    /// An article: *the*.
    Article,
    /// A capital that it may have says nothing: *In*, *Provide*, *Mr*.
    Apart,
    /// The same, where it begins a sentence: *Provide*, *Support*.
    Opening,
    /// The adjective of a country.
    Demonym,
}

const ENGLISH_HEADS: &str = "\
    government ministry council committee commission office police parliament assembly court \
    ombudsman ombudsperson advocate secretariat coalition ombudswoman";
const ENGLISH_WEAK_HEADS: &str = "\
    agency institute association network centre center federation union university department \
    directorate inspectorate bureau board authority tribunal senate academy foundation forum fund \
    organization organisation society alliance faculty division service group force mission unit \
    team clinic hospital delegation inspection administration administrative commissioner \
    prosecutor bank church movement rapporteur chamber prosecution registry observatory \
    confederation consortium league initiative corporation gendarmerie army";
const ENGLISH_JOINING: &str = "of for on against";
const ENGLISH_APART: &str = "\
    a an this that these those in at by from with to as its their our his her head deputy director \
    minister member members president chair chairperson chairman chairwoman former mr mrs ms \
    dr prof state states report reports resolution recommendation recommendations act law article \
    articles convention protocol strategy plan programme program agreement charter covenant \
    declaration directive regulation regulations guidelines database project treaty decree \
    constitution when while although however moreover furthermore since according under through \
    during after before between if it he she they there also all some many most other another each \
    every no not or but both such what which who how why where is are was were has have had will \
    would may can does did further regarding concerning including section annex note notes see \
    source representative representatives adviser advisor secretary counsellor expert junior \
    attache ambassador one two three four because until about above";
const ENGLISH_OPENING: &str = "\
    ensure establish provide strengthen support continue ratify create adopt implement consider \
    enhance increase promote take make allow grant give accede introduce develop improve supported \
    step allocate encourage guarantee accelerate invite seek intensify expand set put review \
    finalize finalise complete sign cooperate work bring fully day week year decade index first \
    second third new vice senior strengthening establishing request urge recommend appoint extend \
    maintain empower enable fund finance reform equip call amend join cease stop end";

const FRENCH_HEADS: &str = "\
    gouvernement ministere conseil comite commission parlement assemblee ombudsman mediateur \
    secretariat";
const FRENCH_WEAK_HEADS: &str = "\
    agence institut association reseau federation universite tribunal cour office \
    organisation fondation representation mission instituto ministerio comision";

const SLAVIC_HEADS: &str = "\
    vlada vlade vladi vladu vladom ministarstvo ministarstva ministarstvu ministarstvom skupstina \
    skupstine skupstini skupstinu ombudsman ombudsmana ombudsmanu ombudsmanom pravobranitelj \
    pravobranitelja parlament parlamenta parlamentu sabor sabora saboru vijece vijeca vijecu savet \
    saveta savetu savjet savjeta savjetu odbor odbora odboru komisija komisije komisiji komisiju \
    povjerenstvo povjerenstva sud suda sudu zastitnik zastitnika policija policije policiji \
    ministerstvo ministerstvoto vladata sobranie sobranieto komisijata pravitelstvo \
    pravitelstvoto savetat savet komitet komitetat komitetot sovet sovetot sad sadat sudot \
    naroden ombudsmanat ombudsmanot parlamentat";
const SLAVIC_WEAK_HEADS: &str = "\
    agencija agencije agenciji agenciju agencijata institut instituta institutu zavod zavoda \
    zavodu centar centra centru centarot udruzenje udruzenja udruzenju udruga udruge savez saveza \
    savezu mreza mreze mrezi univerzitet univerziteta univerzitetu sveuciliste sveucilista uprava \
    uprave upravi direkcija direkcije direkciji ured ureda uredu kancelarija kancelarije \
    kancelariji tuzilastvo tuzilastva tuzilastvu tuzilaštvo drzavno fond fonda fondu fondacija \
    fondacije zaklada zaklade fakultet fakulteta sekretarijat sekretarijata inspektorat \
    inspektorata univerzitetot universitet universitetat centarat mrezata zdruzenie zdruzenieto \
    sdruzenie sdruzenieto direkcijata fondacijata sojuz sojuzot sajuz prokuratura prokuraturata";
const SLAVIC_JOINING: &str = "za na o protiv pri po protivu ot kam";

const ALBANIAN_HEADS: &str = "\
    qeveria qeverise qeverine ministria ministrise ministrine keshilli keshillit keshillin kuvendi \
    kuvendit kuvendin parlamenti parlamentit gjykata gjykates gjykaten komisioni komisionit \
    komiteti komitetit avokati avokatit policia policise prokuroria prokurorise";
const ALBANIAN_WEAK_HEADS: &str = "\
    agjencia agjencise agjencine instituti institutit qendra qendres shoqata shoqates rrjeti \
    rrjetit universiteti universitetit drejtoria drejtorise zyra zyres komisioneri komisionerit \
    autoriteti autoritetit fondi fondit fondacioni fondacionit federata bashkimi bashkimit \
    organizata organizates sekretariati inspektorati";
const ALBANIAN_JOINING: &str = "i e te se per kunder mbi";

const TURKISH_HEADS: &str = "\
    bakanligi bakanliginin bakanligina bakanligi meclisi meclisinin meclisine meclisi mahkemesi \
    mahkemesinin mahkemesine hukumeti hukumetinin komisyonu komisyonunun komitesi komitesinin \
    konseyi konseyinin parlamentosu parlamentosunun kurulu kurulunun savciligi";
const TURKISH_WEAK_HEADS: &str = "\
    kurumu kurumunun dernegi derneginin vakfi vakfinin enstitusu enstitusunun universitesi \
    universitesinin agi merkezi merkezinin baskanligi baskanliginin mudurlugu mudurlugunun birligi \
    birliginin orgutu orgutunun federasyonu ofisi ajansi ajansinin denetciligi barosu sendikasi \
    fakultesi";

type Roles = FxHashMap<&'static str, Role>;

fn roles(lists: &[(&'static str, Role)]) -> Roles {
    let mut roles = Roles::default();
    for (list, role) in lists {
        for word in list.split_ascii_whitespace() {
            roles.entry(word).or_insert(*role);
        }
    }
    roles
}

static ENGLISH: LazyLock<Roles> = LazyLock::new(|| {
    roles(&[
        (ENGLISH_HEADS, Role::Head),
        (ENGLISH_WEAK_HEADS, Role::WeakHead),
        (ENGLISH_JOINING, Role::Joining),
        ("and", Role::And),
        ("the", Role::Article),
        (ENGLISH_APART, Role::Apart),
        (ENGLISH_OPENING, Role::Opening),
        (IRREGULAR_DEMONYMS, Role::Demonym),
    ])
});

static FRENCH: LazyLock<Roles> = LazyLock::new(|| {
    roles(&[
        (FRENCH_HEADS, Role::Head),
        (FRENCH_WEAK_HEADS, Role::WeakHead),
        ("de du des d pour sur contre aupres", Role::Joining),
        ("et", Role::And),
        ("le la les l", Role::Article),
        ("un une ce cette dans en au aux par m mme", Role::Apart),
    ])
});

static SLAVIC: LazyLock<Roles> = LazyLock::new(|| {
    roles(&[
        (SLAVIC_HEADS, Role::Head),
        (SLAVIC_WEAK_HEADS, Role::WeakHead),
        (SLAVIC_JOINING, Role::Joining),
        ("i", Role::And),
        ("u ovo ova ovaj taj ta to kada ako kako nakon prema od do s sa je su v vo", Role::Apart),
    ])
});

static ALBANIAN: LazyLock<Roles> = LazyLock::new(|| {
    roles(&[
        (ALBANIAN_HEADS, Role::Head),
        (ALBANIAN_WEAK_HEADS, Role::WeakHead),
        (ALBANIAN_JOINING, Role::Joining),
        ("dhe", Role::And),
        ("ne me nga ky kjo keto si kur nese", Role::Apart),
    ])
});

static TURKISH: LazyLock<Roles> = LazyLock::new(|| {
    roles(&[
        (TURKISH_HEADS, Role::Head),
        (TURKISH_WEAK_HEADS, Role::WeakHead),
        ("ve", Role::And),
        ("bu su o bir ancak ayrica sayin icin ile her", Role::Apart),
    ])
});

/// Adjectives of countries in English that do not begin as the country's name does.
const IRREGULAR_DEMONYMS: &str = "\
    danish dutch french swiss spanish polish finnish greek british irish scottish welsh czech \
    slovak serb croat turkish cypriot thai filipino swedish norwegian hungarian german italian \
    macedonian kosovar malagasy ivorian burmese argentine belgian austrian portuguese";

/// What a word, without marks and in small letters, does in names of a language.
pub(crate) fn role(folded: &str, tongue: Tongue) -> Role {
    let table = match tongue {
        Tongue::French => &FRENCH,
        Tongue::SouthSlavic | Tongue::Macedonian | Tongue::Bulgarian => &SLAVIC,
        Tongue::Albanian => &ALBANIAN,
        Tongue::Turkish => &TURKISH,
        _ => &ENGLISH,
    };
    table.get(folded).copied().unwrap_or(Role::Other)
}

/// The kind of body that a head names, the same for all its forms.
pub(crate) fn head_class(folded: &str) -> &str {
    match folded {
        "ombudsperson" | "ombudswoman" => "ombudsman",
        "organisation" => "organization",
        "center" => "centre",
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, role};
    use sulh_text::Tongue;

    #[test]
    fn a_word_has_the_role_of_its_language() {
        assert_eq!(role("government", Tongue::English), Role::Head);
        assert_eq!(role("institute", Tongue::Unknown), Role::WeakHead);
        assert_eq!(role("i", Tongue::SouthSlavic), Role::And);
        assert_eq!(role("i", Tongue::Albanian), Role::Joining);
        assert_eq!(role("bakanligi", Tongue::Turkish), Role::Head);
        assert_eq!(role("river", Tongue::English), Role::Other);
    }
}
