//! What single words and letters tell of a language.
//!
//! The lists hold words that stand in nearly every text of a language. Languages that are read as
//! none of ours (`Slot::OTHERS`) are here only so that their texts are not taken for one of ours.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Languages with evidence: those of [`super::Language`] and the ones that are told from them.
pub(crate) const SLOTS: usize = 15;

/// The place of a language in a [`Score`].
pub(crate) type Score = [u32; SLOTS];

pub(crate) const ENGLISH: usize = 0;
pub(crate) const FRENCH: usize = 1;
pub(crate) const SOUTH_SLAVIC_LATIN: usize = 2;
pub(crate) const SOUTH_SLAVIC_CYRILLIC: usize = 3;
pub(crate) const MACEDONIAN: usize = 4;
pub(crate) const BULGARIAN: usize = 5;
pub(crate) const ALBANIAN: usize = 6;
pub(crate) const TURKISH: usize = 7;
const SLOVENE: usize = 8;
const GERMAN: usize = 9;
const SPANISH: usize = 10;
const PORTUGUESE: usize = 11;
const ITALIAN: usize = 12;
const RUSSIAN: usize = 13;
const ROMANIAN: usize = 14;

/// Frequent words in small letters with their marks, by slot.
const WORDS: [&str; SLOTS] = [
    "the of and to in is that for on with by as are be it an this which or from at have has not \
     was were their its all his her no any shall every such should been other who they these \
     those there between through without within under into upon may more must will would can if \
     when where while during against also both each only one about being than we our you your \
     everyone nobody whose had he she them but what how",
    "le la les de des du et en un une que qui dans pour par sur au aux est sont avec ce cette ces \
     ne pas plus ou il elle ils elles son sa ses leur leurs se nous vous d l qu n s c à être a \
     ont été comme tout toute tous toutes mais sans sous entre aussi afin ainsi dont où chaque \
     toutes doit peut non nul",
    "i u na je se da za od su s sa o koji koja koje kao ili iz po ne ni bi će što sve svi svih \
     svoje svoju svog svojih ima imaju pravo prava ovo ova ove ovim tim toga bez biti bude budu \
     kod do uz pri pred nad pod između zbog kada gdje gde ako ali također takođe međutim te nije \
     nisu smije sme svako svatko niko nitko prema kojima kojim kojem radi može mogu treba više \
     bilo samo njegov njegova njihov jer to ovaj već drugi drugih ljudskih bosne hercegovine \
     srbije crne gore vlada",
    "и у на је се да за од су с са о који која које као или из по не ни би ће што све сви свих \
     своје своју својих има имају право права ово ова ове овим тим тога без бити буде буду код до \
     уз при пред над под између због када гдје где ако али такође међутим те није нису смије сме \
     свако нико према којима којим ради може могу треба више било само његов његова њихов јер то \
     овај већ други других људских свој",
    "и во на е се да за од со го ги ја му им што кој која кои кое како или по не ни би ќе ова оваа \
     овие тоа таа тие тој има имаат право права секој никој без биде бидат при под меѓу поради \
     кога каде ако но исто така треба може повеќе сите своите својата своја неговата негов врз \
     според преку до сè сѐ ниту ниеден нив него еден една бил била бидејќи",
    "и в на е се да за от с със по не ни би ще че което който която които като или това тази тези \
     този има имат право права всеки всички никой без бъде бъдат при под между поради кога къде \
     ако но също така трябва може повече своите своята свои негов неговата върху според чрез до \
     нито един една са беше във към те той тя му им ги го както само или",
    "e të dhe në i për me që nga një se si ka kanë është janë do ose së këtë kjo ky këto këta ato \
     ai ajo tij saj tyre pa nuk mund duhet por edhe as çdo gjithë kush askush njeri cilido ndaj \
     mbi nën ndërmjet midis gjatë kur ku nëse më u s çdokush drejtë drejtën lirë lirinë jetë si \
     përmes sipas tjetër tjera vetëm ndaj deri duke",
    "ve bir bu için ile da de olan olarak veya her ya hakkı hakkına ne gibi daha en kadar göre \
     hiç kimse herkes şahsın şahıs sahiptir vardır edilir olur dir dır tarafından ancak ise ki mi \
     çok sonra üzere karşı arasında üzerinde bütün tüm kendi bunun onun onların olduğu olması \
     şekilde insan değil edilmesi olmak hususunda bakımından hakları edilemez",
    "in je na za se ki da so v z s ter pa ali kot po o pri ne ni bi tudi vsak vsakdo pravico iz od \
     do med ima imajo njegove če kakor bodo mora lahko zaradi brez sme svoje te ta to",
    "der die das und in zu den von mit des dem für auf ist im ein eine einer nicht auch sich werden \
     als oder jeder hat durch bei nach wird an sind über",
    "el la los las de y en que a un una por con para del al se es no o su sus como más toda persona \
     derecho tiene este esta ser entre sin sobre",
    "o a os as de e em que um uma por com para do da dos das ao no na se é não ou seu sua como mais \
     toda pessoa direito tem este esta ser entre sem sobre pelo pela à",
    "il la le i gli di e in che un una per con del della dei delle al si è non o suo sua come più \
     ogni individuo diritto ha questo questa essere tra senza nel nella alla",
    "и в на не с что по как из у за от к о для его или это быть все каждый человек имеет право при \
     также которые который без их она он они до между этого",
    "și în de la a cu pe că o un este sunt din care pentru prin sau nu ce orice persoană are dreptul \
     să se ale al ai fie după între fără",
];

/// Letters that few of the languages have.
fn of_letter(letter: char) -> &'static [(usize, u32)] {
    match letter {
        'ђ' | 'ћ' => &[(SOUTH_SLAVIC_CYRILLIC, 8)],
        'ѓ' | 'ќ' | 'ѕ' | 'ѐ' => &[(MACEDONIAN, 8)],
        'љ' | 'њ' | 'ј' | 'џ' => &[(SOUTH_SLAVIC_CYRILLIC, 3), (MACEDONIAN, 3)],
        'ъ' => &[(BULGARIAN, 5), (RUSSIAN, 1)],
        'щ' | 'ь' | 'ю' | 'я' | 'й' => &[(BULGARIAN, 2), (RUSSIAN, 2)],
        'ы' | 'э' | 'ё' => &[(RUSSIAN, 8)],
        'є' | 'ї' | 'і' | 'ґ' => &[(RUSSIAN, 8)],
        'đ' | 'ć' => &[(SOUTH_SLAVIC_LATIN, 5)],
        'č' | 'š' | 'ž' => &[(SOUTH_SLAVIC_LATIN, 3), (SLOVENE, 3)],
        'ë' => &[(ALBANIAN, 4)],
        'ç' => &[(ALBANIAN, 1), (TURKISH, 1), (FRENCH, 1), (PORTUGUESE, 1)],
        'ğ' | 'ı' | 'ş' | 'İ' => &[(TURKISH, 5)],
        'ö' | 'ü' => &[(TURKISH, 2), (GERMAN, 2)],
        'ß' | 'ä' => &[(GERMAN, 5)],
        'ñ' | '¿' | '¡' => &[(SPANISH, 5)],
        'ã' | 'õ' => &[(PORTUGUESE, 5)],
        'ă' | 'ț' | 'ș' => &[(ROMANIAN, 5)],
        'á' | 'í' | 'ó' | 'ú' => &[(SPANISH, 2), (PORTUGUESE, 2)],
        'é' => &[(FRENCH, 2), (SPANISH, 1), (PORTUGUESE, 1)],
        'à' | 'è' => &[(FRENCH, 2), (ITALIAN, 2)],
        'ê' | 'î' | 'û' | 'œ' | 'ù' | 'ô' => &[(FRENCH, 3)],
        'ì' | 'ò' => &[(ITALIAN, 4)],
        _ => &[],
    }
}

/// Ends of words that one language has much more often than the others.
const ENDINGS: [(&str, usize); 48] = [
    ("tion", ENGLISH),
    ("tions", ENGLISH),
    ("ing", ENGLISH),
    ("ed", ENGLISH),
    ("ity", ENGLISH),
    ("ness", ENGLISH),
    ("ies", ENGLISH),
    ("ight", ENGLISH),
    ("ights", ENGLISH),
    ("ement", FRENCH),
    ("eurs", FRENCH),
    ("euse", FRENCH),
    ("eux", FRENCH),
    ("ique", FRENCH),
    ("nosti", SOUTH_SLAVIC_LATIN),
    ("nost", SOUTH_SLAVIC_LATIN),
    ("nja", SOUTH_SLAVIC_LATIN),
    ("nje", SOUTH_SLAVIC_LATIN),
    ("nih", SOUTH_SLAVIC_LATIN),
    ("skih", SOUTH_SLAVIC_LATIN),
    ("nog", SOUTH_SLAVIC_LATIN),
    ("nim", SOUTH_SLAVIC_LATIN),
    ("ности", SOUTH_SLAVIC_CYRILLIC),
    ("ња", SOUTH_SLAVIC_CYRILLIC),
    ("ње", SOUTH_SLAVIC_CYRILLIC),
    ("них", SOUTH_SLAVIC_CYRILLIC),
    ("ског", SOUTH_SLAVIC_CYRILLIC),
    ("ним", SOUTH_SLAVIC_CYRILLIC),
    ("ањето", MACEDONIAN),
    ("ање", MACEDONIAN),
    ("ите", MACEDONIAN),
    ("ата", MACEDONIAN),
    ("ост", MACEDONIAN),
    ("ните", BULGARIAN),
    ("ите", BULGARIAN),
    ("ата", BULGARIAN),
    ("ост", BULGARIAN),
    ("ния", BULGARIAN),
    ("ето", BULGARIAN),
    ("ve", ALBANIAN),
    ("it", ALBANIAN),
    ("imit", ALBANIAN),
    ("ler", TURKISH),
    ("lar", TURKISH),
    ("leri", TURKISH),
    ("ları", TURKISH),
    ("tir", TURKISH),
    ("dır", TURKISH),
];

/// What a word counts in the slots that have it.
const WORD_POINTS: u32 = 12;

static KNOWN: LazyLock<FxHashMap<&'static str, Score>> = LazyLock::new(|| {
    let mut known: FxHashMap<&'static str, Score> = FxHashMap::default();
    for (slot, words) in WORDS.iter().enumerate() {
        for word in words.split_whitespace() {
            if let Some(points) = known.entry(word).or_default().get_mut(slot) {
                *points = 1;
            }
        }
    }
    for score in known.values_mut() {
        let languages: u32 = score.iter().sum();
        // A word of one language tells more than one that several share.
        let points = WORD_POINTS / languages.max(1);
        score.iter_mut().for_each(|slot| *slot *= points.max(2));
    }
    known
});

/// Adds what a word in small letters tells. Cost: O(letters).
pub(crate) fn add_word(word: &str, score: &mut Score) {
    if let Some(known) = KNOWN.get(word) {
        for (sum, points) in score.iter_mut().zip(known) {
            *sum += points;
        }
    } else {
        for (ending, slot) in ENDINGS {
            if word.len() > ending.len() + 2 && word.ends_with(ending) {
                add(score, slot, 3);
            }
        }
    }
    if word.is_ascii() {
        return;
    }
    for letter in word.chars() {
        for (slot, points) in of_letter(letter) {
            add(score, *slot, *points);
        }
    }
}

fn add(score: &mut Score, slot: usize, points: u32) {
    if let Some(sum) = score.get_mut(slot) {
        *sum += points;
    }
}
