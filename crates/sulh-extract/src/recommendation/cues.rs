//! The words by which reports of the region announce and word recommendations.
//!
//! One list serves all languages, since a word of one is seldom a cue of another; each line is one
//! language or a few that are near.

use crate::cue::Cue;
use std::sync::LazyLock;

/// *Recommendations* as a noun.
pub(super) static NOUN: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "recommendation*|recommandation*
         preporuka|preporuke|preporuci|preporukama|preporuku|preporučen*
         препорака|препораки|препораките
         препоръка|препоръки|препоръките
         rekomandim*
         öneriler*|öneri|tavsiye|tavsiyeler*
         prijedloz*|predloz*",
    )
});

/// What tells that a list follows.
pub(super) static FOLLOWING: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "following|below|listed|hereunder
         suivant*
         sledeć*|sljedeć*|slijedeć*|ispod|niže|naveden*
         следн*|следни*|подолу|по-долу|изброен*
         mëposhtm*|vijues*
         aşağıda*|şunlar*|şu",
    )
});

/// The words by which a list of answers is headed: the more special come first.
pub(super) static RESPONSES: LazyLock<Vec<(&str, Cue)>> = LazyLock::new(|| {
    [
        ("already-implemented", "enjoy* ~1 support ~12 already ?been implemented"),
        ("already-implemented", "already ?been implemented"),
        ("already-implemented", "have been implemented or are ~3 implemented"),
        ("already-implemented", "in ?the process of implementation|being implemented"),
        ("rejected", "not enjoy ~2 support"),
        ("rejected", "not ~2 ?able ?to accept|support*"),
        ("rejected", "reject*"),
        ("rejected", "cannot|could accept|support"),
        ("rejected", "odbijen*|odbačen*|одбиен*|отхвърлен*"),
        ("rejected", "refuzua*|nuk ~2 pranua*"),
        ("rejected", "reddedil*|rejetées"),
        ("under-consideration", "will|to be examined|considered"),
        ("under-consideration", "notes the following recommendation* and will"),
        ("under-consideration", "will provide ~4 response*"),
        ("under-consideration", "seront examin*|razmotriti|разгледани|shqyrtohen|incelenecek*"),
        ("partially-accepted", "partial* accept*|support*"),
        ("noted", "noted|notes|takes note"),
        ("noted", "primljen* k|na znanj*"),
        ("accepted", "enjoy* ~3 support"),
        ("accepted", "accepted|accepts|supported|supports"),
        ("accepted", "acceptées|appuyées"),
        ("accepted", "prihvaćen*|прифатен*|приети"),
        ("accepted", "pranuara|kabul edil*"),
    ]
    .into_iter()
    .map(|(status, phrase)| (status, Cue::new(phrase)))
    .collect()
});

/// Verbs by which whoever writes asks for something; whom it is asked of stands behind.
pub(super) static CALLS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "call on|upon
         calls on|upon
         urge|urges|recommend|recommends|encourage|encourages|invite|invites|advise|advises
         we ?therefore ?also ask|request|propose|suggest
         appelons|exhortons|invitons|recommandons|demandons|encourageons|prions|appelle|recommande
         pozivamo|preporučujemo|predlažemo|apelujemo|tražimo|zahtevamo|zahtijevamo|molimo|podstičemo|potičemo
         повикуваме|препорачуваме|предлагаме|апелираме|бараме|охрабруваме
         призоваваме|препоръчваме|предлагаме|настояваме|апелираме|насърчаваме|приканваме
         rekomandojmë|propozojmë|kërkojmë|ftojmë|inkurajojmë|sugjerojmë
         bëjmë|bejmë thirrje
         öneriyoruz|önermekteyiz|çağırıyoruz|istiyoruz|bekliyoruz|diliyoruz
         tavsiye|talep|davet ediyoruz
         çağrıda bulunuyoruz",
    )
});

/// Verbs by which a report tells what somebody else recommended.
pub(super) static REPORTED: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "recommended|urged|advised
         called on|upon
         recommandé|recommanda|exhorté|invité|demandé|appelé
         preporučil*|preporučio
         pozval*|pozvao ~6 da
         preporučen* je
         препорача|препорачаа|препорачал*|повика|предложи
         препоръча|препоръчаха|препоръчал*|призова|призоваха|настоя|настояха
         rekomandoi|rekomanduan|rekomanduar
         kërkoi që
         bëri thirrje
         tavsiye etmişti*|etti|etmiştir
         önermişti*|önerdi|önermiştir
         çağrıda bulunmuştu*|bulundu
         çağırmıştı*|çağırdı|istemişti*",
    )
});

/// Words that make a duty of a verb; who has it stands before, but for Turkish, where the verb
/// comes last.
pub(super) static MODALS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "should|must|shall
         ought|need|needs|has|have to
         devrait|devraient|doit|doivent
         treba|trebaju|trebalo|mora|moraju da
         bi ~6 trebal*|trebao|morala|morao|moralo
         trebal*|trebao bi ?da
         dužan*|dužno|obavezan*|obavezna je|su
         треба|мора|мораат ?да
         би требало да
         трябва|следва да
         би трябвало да
         duhet ?të|ta|ti|t|tu|që
         *malıdır|*melidir|*malıdırlar|*melidirler|*malı|*meli
         gerekir|gerekmektedir|gereklidir|lazımdır|zorundadır
         versin|yapsın|etsin|kursun|alsın|sağlasın|çıkarsın|başlatsın",
    )
});

/// *It is necessary that …*: whom it is asked of stands behind.
pub(super) static NEEDS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "it is ?also ?therefore necessary|essential|imperative|vital|crucial|important that|for|to
         il convient|faut|importe ?également de|que
         il est ?donc nécessaire|essentiel|indispensable|urgent que|de
         neophodno|nužno|potrebno je
         неопходно|потребно|нужно е
         наложително е
         është ?e i|e domosdoshme|nevojshme|rëndësishme që|të
         domosdoshmërisht
         нека
         neka",
    )
});

/// Sentences that only look like requests.
pub(super) static NO_REQUEST: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "should|must|shall ?also ?not be ?also noted|emphasised|emphasized|stressed|recalled|remembered|mentioned|read|taken|understood|interpreted|compared|borne|added|said|seen|regarded|considered|kept
         should|must|ought|needs ?to have
         should|can feel free
         not be read|taken|understood|interpreted|compared
         have|has|had to be able
         convient|faut|doit ?également ?toutefois ?ici ?donc de|être ?d noter|rappeler|souligner|préciser|ajouter|relever|mentionner|dire|lire|lus|lu|lues|noté|rappelé|souligné
         aurait|auraient dû
         devrait|devraient pouvoir
         ne doit|doivent|devraient|devrait ~2 être ?pas lu|lus|lue|lues|interprété*|comparé*|compris*|additionné*
         treba|mora|valja|nužno ?je ?se napomenuti|naglasiti|istaći|istaknuti|pomenuti|spomenuti|reći|dodati|imati|podsjetiti|podsetiti|razumjeti|razumeti
         treba|mora da se napomene|naglasi|istakne|pomene|spomene|ima|kaže|doda
         treba|mora imati na|u umu|vidu
         ne treba|smeju|smiju|sme|smije|mogu
         je|su trebal*|trebao|morao|morala|moralo|morali|trebalo
         trebal*|trebao|morao|morala|moralo|morali ?je ?su biti|proraditi
         bi trebal*|trebao biti siguran|sigurna|sigurno
         треба|мора ?да ?се ?да нагласи|напомене|истакне|спомене|забележи|каже|додаде|има
         требаше|мораше
         не треба|смеат|смее
         трябва|следва ?да ?се отбележи|подчертае|спомене|изтъкне|каже|добави|помни|знае|напомни|има
         трябваше|следваше
         не бива|следва|трябва
         би трябвало да може
         duhet theksuar|thënë|përmendur|cekur|shtuar|kujtuar|sqaruar|pasur|kuptuar|vënë
         duhet të theksohet|thuhet|përmendet|ceket|kuptohet|kihet|merret|mendojë|theksojmë|sqarojmë
         duhej
         nuk duhet
         unutulmamalıdır|unutulmamalı|belirtilmelidir|anlaşılmalıdır|vurgulanmalıdır|hatırlanmalıdır|okunmamalıdır|anlaşılmalı|görülmelidir|sayılmalıdır|düşünülmemelidir|karşılaştırılmamalıdır|toplanmamalıdır
         gerekiyordu|gerekmişti
         olması gerekir|gerekmektedir
         *malıydı|*meliydi",
    )
});

/// Bodies and groups that can be asked to act: how their names begin.
pub(super) static BODIES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "government*|ministr*|parliament*|assembl*|council*|commission*|committee*|agency|agencies|inspector*|authorit*|police|prosecut*|court*|judiciary|municipalit*|office*|ombuds*|state|states|union*|directorate*|administration*|service*|institution*|bank*|employer*|association*|compan*|media|journalist*|school*|universit*|organisation*|organization*|donor*|canton*|entit*|governments|bureau*|centre*|center*|department*|board*|body|bodies|chamber*|federation*|forum*|fund*|network*|republic|countries|country|customs|border|mayor*|party|parties|legislat*|ngos|eu|osce|president*|delegation*|mission*|secretariat*|citizens|firms|businesses|operators|platforms
         gouvernement*|ministère*|parlement|assemblée*|conseil*|comité*|agence*|inspection*|autorité*|parquet*|procureur*|tribuna*|commune*|médiateur|état|états|union|direction*|employeur*|entreprise*|médias|école*|organisation*|bailleur*|police|mairie*|municipalité*|préfet*|justice|institutions
         vlad*|ministarst*|skupštin*|savjet*|savet*|vijeć*|već*|komisij*|odbor*|agencij*|inspekci*|inspektorat*|organ*|tijel*|tel*|policij*|tužilašt*|tužitelj*|sud*|općin*|opštin*|grad*|ured*|kancelarij*|ombudsman*|držav*|unij*|uprav*|direkcij*|služb*|institucij*|ustanov*|bank*|poslodav*|savez*|udruž*|preduzeć*|firm*|medij*|novinar*|škol*|univerzitet*|organizaci*|donator*|kanton*|entitet*|zavod*|centar|centr*|fond*|mrež*|parlament*|zaštitnik*|vlast*|komor*|regulator*|skupšt*|stranke|građan*
         влад*|министер*|собран*|совет*|комиси*|агенци*|инспекц*|инспектор*|орган*|полици*|обвинит*|суд*|општин*|канцелари*|народн*|држав*|уни*|управ*|дирекци*|служб*|институци*|банк*|работодав*|сојуз*|здруж*|компани*|меди*|новинар*|училишт*|универзитет*|завод*|центар|фонд*|комор*|биро*|советни*|градоначални*|парламент*
         правителств*|министерств*|министър*|събрани*|съвет*|комисия*|агенция*|инспекция*|орган*|прокуратур*|съд*|община*|общини*|кмет*|омбудсман*|държав*|съюз*|управлени*|дирекция*|служб*|институци*|банк*|работодател*|предприяти*|фирм*|медии*|журналист*|училищ*|лесничейств*|власти*|донор*|парламент*|народното|полиция*|митниц*
         qeveri*|ministri*|kuvend*|parlament*|këshill*|komision*|agjenci*|inspektorat*|autoritet*|polici*|prokuror*|gjykat*|komun*|zyr*|avokat*|shtet*|bashkim*|drejtori*|institucion*|bank*|punëdhënës*|shoqat*|kompani*|media*|mediat|gazetar*|shkoll*|universitet*|organizat*|donator*|qendr*|fond*|bizneset|biznese|fqinj*|bashki*|kryeministr*|strehimore*|prefektur*
         hükümet*|bakanlı*|bakanlar*|meclis*|konsey*|komisyon*|ajans*|kurum*|kurul*|polis*|savcı*|mahkeme*|belediye*|ofis*|daire*|devlet*|birlik|birliğ*|birlikler*|müdürlü*|idare*|banka*|işveren*|dernek*|derne*|şirket*|firma*|medya*|gazeteci*|okul*|üniversite*|örgüt*|vali*|kaymakam*|yönetim*|yetkili*|makam*|emniyet*|jandarma*|ombudsman*|sendika*|federasyon*|avrupa|türkiye*|taraf*|partiler|kuruluş*",
    )
});

/// What the column of a table with recommendations is called.
pub(super) static WHO: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "who|addressee*|responsib*|addressed|institution*|body|bodies|actor*|lead
         responsable*|destinataire*|qui|acteur*
         ko|nadležn*|odgovor*|nosilac|nosioci|nositelj*|zadužen*|adresat*|institucij*|kome|upućen*
         надлежен|надлежни|одговорен|носител|кој|институциј*|задолжен*
         кой|отговорен|отговорна|отговорни|институция|адресат|до
         kush|përgjegjës*|institucion*|bartës*|adresuar
         kim|sorumlu*|kurum*|muhatap*|ilgili",
    )
});

/// What the column of recommendations is called, besides the noun itself.
pub(super) static WHAT: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "recommend*|action*|measure*|step|steps|what
         mesure*|recommand*
         mjer*|mer*|preporuk*|šta|što|korak*
         мерк*|препорак*|што|чекор*
         мярк*|препорък*|какво|стъпк*
         masa*|masat|rekomandim*|çfarë|hapi*
         öneri*|tavsiye*|önlem*|ne|adım*",
    )
});

/// Words that lead to whom a heading speaks.
pub(super) static TOWARDS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "to|for
         au|aux|à|pour
         za|prema|ka|upućen*
         за|до|кон|към|спрямо
         për|drejt",
    )
});
