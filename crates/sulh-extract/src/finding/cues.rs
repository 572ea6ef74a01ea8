//! The words by which reports of the region state cases, or that there were none.
//!
//! One list serves all languages, each line is one; what they mean together is for `statement`.

use crate::cue::Cue;
use crate::language::Language;
use std::sync::LazyLock;

/// Nouns for single occurrences and for those who suffer them.
pub(super) static CASES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "case|cases|incident*|victim*|attack*|complaint*|instance*|survivor*|killing*|murder*
         cas|incident*|victime*|plainte*|agression*|attaque*|meurtre*
         slučaj|slučaja|slučaje*|žrtv*|napad*|incident*|izgred*|prijava|prijave|prijavu|ubistv*|ubojst*
         случај|случаи|жртв*|напад*|инцидент*|пријави
         случай|случая|случаи|случаите|жертв*|нападени*|нападения|инцидент*|сигнали|сигнала
         rast|raste|rastet|rasteve|rasti|viktim*|incident*|sulm*|vrasj*|ankes*
         vaka*|olay*|mağdur*|saldırı*|şikayet*|cinayet*",
    )
});

/// Verbs by which a report states what was found, suffered or became more or less.
pub(super) static STATES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "recorded|registered|reported|identified|documented|counted|detected|discovered|observed|witnessed|found|established|confirmed|logged|met|dealt|referred|suffered|experienced|survived|told|admitted|described|killed|murdered|injured|beaten|arrested|convicted|seized|rescued|forced|exploited|interviewed|encountered|received
         increased|rose|grew|doubled|tripled|fell|dropped|decreased|declined|remained|remains|spread|reached|followed|was|were|cost|had
         recens*|relev*|enregistr*|constat*|identifi*|document*|observ*|recueill*|signal*|décri*|déclar*|subi*|augment*|diminu*|baiss*|tripl*|doubl*|tué*|était|étaient|coût*|sont|rencontr*
         zabilježen*|zabeležen*|zabilježi*|zabeleži*|registr*|evident*|otkriven*|otkri*|utvrđen*|utvrdi*|identifik*|dokument*|prebroj*|zatekl*|zatečen*|uočen*|uoči*|susrel*|javil*|preživ*|prijavil*|prijavljen*|ubijen*|ubio|ubila|ubili|pretrp*|trpi|trpe|trpel*|rekl*|potvrd*|opisal*|otvoren*
         porast*|poras*|poveća*|smanj*|opao|opala|udvostruč*|utrostruč*|ostaje|ostao|ostala|bilo|bila|bile|bili
         забележ*|регистр*|евидентир*|откри*|утврд*|идентифик*|документ*|изброј*|затек*|кажа*|изјави*|потврди*|опиша*|пријави*|убие*|претрпе*|сретна*|побаран*|сведоч*
         нарасна*|порасна*|зголеми*|намали*|опадна*|удвои*|остана*|имаше|беше|беа|има
         регистрир*|установ*|потвърд*|отбеляз*|документир*|описа*|преброи*|идентифицир*|призна*|разкри*|показа*|убит*|извършен*|пострада*|заловен*|задържан*|бяха
         увелич*|намаля*|спадна*|удвои*|остава*|расте
         shënua*|regjistr*|evident*|identifik*|dokument*|numërua*|mësua*|gjet*|hasëm|hasur|raportua*|kërkuan|denoncua*|pësua*|përjetua*|vra*|tregua*|kishte|kishim|ishin|ishte|pati
         rrit|rritur|rritën|shtua*|ulur|zvogëlua*|dyfishua*|mbet*
         kayded*|tespit|sapta*|rastlan*|rastla*|belgele*|belirle*|görüş*|anlattı*|bildir*|başvur*|gördü*|görül*|karşılaş*|maruz|öldür*|sayd*|yakalan*|çalışıyor*
         arttı|artmış*|artış*|azaldı|azalmış*|düştü|yükseldi|yoktu|yaşan*|idi",
    )
});

/// What says that nothing was found: a verb that is denied.
pub(super) static NOT_FOUND: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "found|recorded|registered|identified|reported|observed|documented|received|detected|saw|met ~1 no|none
         not|never ~2 find|record|register|identify|report|observe|document|receive|detect|see|encounter
         not|never ~2 found|recorded|registered|identified|reported|observed|documented|detected|seen|encountered
         no ~7 was|were ~2 found|recorded|registered|identified|reported|observed|documented|detected|seen|received|established|known
         no ~8 came to
         n|ne ~4 relevé*|constaté*|recensé*|enregistré*|recueilli*|observé*|signalé*|identifié*|rencontré* ~4 aucun|aucune
         n|ne ~3 pas|plus|jamais ~2 relevé*|constaté*|recensé*|enregistré*|recueilli*|observé*|signalé*|identifié*|rencontré*|eu
         aucun|aucune ~8 relevé*|constaté*|recensé*|enregistré*|recueilli*|observé*|signalé*|identifié*
         nije|nisu|nismo|nisam ~4 zabilježen*|zabeležen*|zabilježil*|zabeležil*|registr*|evident*|prijavljen*|otkriven*|otkril*|utvrđen*|utvrdil*|identifik*|uočen*|uočil*|susrel*|naišl*|našl*|dokument*|primil*|zatekl*
         zabilježen*|zabeležen*|registr*|evident*|prijavljen*|otkriven*|utvrđen* nije|nisu
         nije|nisu bilo ~3 slučaj*|napad*|žrtav*|žrtv*|incident*|prijav*|izgred*
         не ~4 забележ*|регистр*|евидентир*|пријав*|откри*|утврд*|идентифик*|најд*|сретн*|документир*|наидов*|добивме
         не ~5 регистр*|установ*|откри*|отбеляз*|идентифиц*|документ*|забеляз*|констатир*|намери*|получих*|потвърд*
         nuk|s ~4 shënua*|regjistr*|evident*|identifik*|hasur|hasëm|gjet*|raportua*|vërejt*|dokument*|konstatua*|denoncua*
         rastlanma*|rastlamad*|görülmed*|görülmemiş*|saptanma*|saptamad*|kaydedilmed*|kaydedilmemiş*|bildirilmed*|bildirilmemiş*|yaşanmad*|yaşanmamış*|karşılaşmad*|karşılaşılma*|belgelenmed*
         tespit edilmed*|edilmemiş*|etmedik|edemedik",
    )
});

/// What says that nothing was found: a noun that is denied.
pub(super) static NO_CASES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "no|zero ~2 case|cases|incident*|victim*|attack*|complaint*|instance*|killing*|murder*
         not a|one ~1 single|case ?of
         without a|any ~1 case|incident|victim|attack
         aucun|aucune ~2 cas|incident*|victime*|plainte*|agression*|attaque*|récit*|signalement*|meurtre*
         nijedan|nijednog|nijedna|nijedne|nijedno|nijednu|ijedan|ijednog|ijedne ~3 slučaj*|napad*|žrtv*|incident*|izgred*|prijav*|ubistv*
         ni|niti|bez jedan|jednog|jedna|jedne|jedno|jednu|ijednog|ijedne ~3 slučaj*|napad*|žrtv*|incident*|izgred*|prijav*|ubistv*
         ниту|ни еден|една|едно|едната ~2 случа*|напад*|жртв*|инцидент*|пријав*
         немаше|нема ~2 случаи|напади|жртви|инциденти|пријави
         нито един|една|едно ~2 случа*|нападен*|жертв*|инцидент*|сигнал*
         няма|нямаше|никакви|никакъв ~2 случа*|нападения|жертви|инциденти|сигнали
         asnjë ~2 rast*|vrasj*|viktim*|sulm*|incident*|denoncim*|kallëzim*|ankes*
         hiçbir ~3 vaka*|olay*|mağdur*|saldırı*|başvuru*|şikayet*|cinayet*
         vaka|olay|saldırı|mağdur|şikayet yok|yoktu|yoktur|olmadı|olmamıştır",
    )
});

/// What only looks like a denial.
pub(super) static NO_DENIAL: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "no|not longer|less|fewer|later|only|just|doubt|until|more|merely
         not one|a ~2 of
         pas moins|seulement
         ne manje|samo
         nije|nisu samo
         не помалку|само
         не по малко
         jo më|vetëm
         nuk është|ishte|u vetëm",
    )
});

/// What a case may lack without being absent: a judgment, a punishment.
pub(super) static OUTCOMES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "judgment*|judgement*|verdict*|convict*|sentenc*|prosecut*|indict*|compensat*|court*|trial*|punish*|investigat*|charged
         condamn*|jugement*|jugé*|procès|poursui*|indemnis*|enquête*
         presud*|osuđ*|optužnic*|sud|suda|sudu|kažnj*|kazn*|obeštet*|istrag*
         пресуд*|осуд*|обвинен*|казн*|обештет*|истраг*
         присъд*|осъд*|наказ*|обезщет*|разследван*|съда|съдебн*
         dënua*|dënim*|aktakuz*|gjykat*|gjyq*|kompensim*|hetim*
         mahkum*|ceza*|dava*|hüküm*|tazminat*|soruşturma*",
    )
});

/// What bodies do about a threat: no case of it.
pub(super) static MEASURES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "adopted|adopts|ratified|signed|enacted|amended|strategy|strategies|plan|plans|training*|trained|seminar*|conference*|campaign*|launched|funded|convention*|resolution*|workshop*|law|act|project*|recommended
         adopt*|ratifi*|signé*|stratégi*|plan|formation*|campagne*|conférence*|loi|projet*|conférence*
         usvoji*|usvojen*|donio|donijel*|donesen*|doneo|donel*|ratifik*|potpisa*|strategij*|obuk*|obuč*|kampanj*|konferencij*|konvencij*|zakon*|projek*|seminar*
         усвои*|усвоен*|донес*|ратифик*|потпиша*|стратеги*|обук*|кампањ*|конференц*|конвенц*|закон*|проект*
         прие|приет*|приеха|ратифиц*|подписа*|стратеги*|обучени*|кампани*|конференц*|конвенц*|закон|закона|проект*
         miratua*|ratifikua*|nënshkrua*|strategji*|trajnim*|fushat*|konferenc*|konvent*|ligj*|projekt*
         kabul|onayla*|imzala*|strateji*|eğitim*|kampanya*|konferans*|sözleşme*|kanun*|yasa*|proje*",
    )
});

/// What is planned, supposed or wished, in a language: its words mean other things in others.
pub(super) fn unreal(language: Language) -> &'static [Cue] {
    static LISTS: LazyLock<Vec<Vec<Cue>>> = LazyLock::new(|| {
        [
            "if|will|would|could|should|must|planned|foresees|foreseen|envisag*|intends|expected",
            "si|devrait|devraient|prévoy*|prévoit",
            "ako|će|bi|treba|predviđ*|planir*",
            "ako|ће|би|треба|предвиђ*|планир*",
            "ако|ќе|треба|предвид*|планир*",
            "ако|ще|трябва|предвижд*",
            "nëse|do|duhet|parash*|planifik*",
            "eğer|öngör*|planla*|*acak|*ecek|*malı|*meli|*malıdır|*melidir",
        ]
        .map(Cue::list)
        .into()
    });
    let place = Language::ALL.iter().position(|one| *one == language);
    place.and_then(|place| LISTS.get(place)).map_or(&[], Vec::as_slice)
}

/// Small numbers in words, and shares.
pub(super) static NUMBERS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred*|dozen*|half|third|thousand*|several|many|most
         deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|moitié|tiers|plusieurs
         dva|dvije|dve|tri|četiri|pet|šest|sedam|osam|devet|deset|jedanaest|dvanaest|trinaest|četrnaest|petnaest|dvadeset|trideset|stotin*|polovina|trećina
         два|две|двајца|двама|три|тројца|трима|четири|пет|шест|шестима|седум|седем|осум|осем|девет|десет|единаесет|единадесет|дванаесет|дванадесет|двадесет|триесет|тридесет|половина|неколку|няколко
         dy|tri|tre|katër|pesë|gjashtë|shtatë|tetë|nëntë|dhjetë|njëzet|tridhjetë|qind|gjysma|disa
         iki|üç|dört|beş|altı|yedi|sekiz|dokuz|yirmi|otuz|kırk|elli|altmış|yüz|yarısı|birçok",
    )
});
