//! Abbreviations with a point, by what may follow them, in the languages of the region.
//!
//! They are compared in small letters, without the last point.

/// What a point behind a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Something always follows: a title, *e.g.*, *čl.*
    Leads,
    /// A number follows: *No. 5*; before anything else it is a word.
    LeadsNumber,
    /// It may end a sentence too: *etc.*, *itd.*
    Either,
}

/// Followed by what they belong to.
const LEADING: &str = "\
    mr mrs ms dr prof hon gen col maj capt lt sgt rev st jr messrs amb mme mlle \
    cf vs e.g i.e eg ie viz approx para paras fig figs eds \
    čl čl.st st.čl al t.j tj tzv npr gl god mj dipl ing mag gosp gđa akad ul bb odn resp \
    чл ст тзв нпр гл др г-н г-жа проф инж доц акад ген арх бул ул гр напр вж срв т.е т.нар нар \
    д-р м-р сц чл.-кор бр \
    sn bkz örn yrd doç av ör md fık çev haz yay \
    znj zt zj dmth p.sh psh kr nën.koment \
    art arts sec secs ch op.cit loc.cit art.cit n° nº";

/// Followed by a number.
const LEADING_NUMBER: &str = "\
    no nos nr nrs num pp p vol cap tel fax ext ref ver ed pg str br čl st tač toč tab sl sv \
    бр стр тел т ал чл точ сл св № \
    s sf cilt sy say fig para pika neni fq nën kap";

/// At the end of a sentence or within it.
const EITHER: &str = "\
    etc al inc ltd co corp dept est a.m p.m et.al ibid \
    itd i.dr i.sl sl dr d.d d.o.o a.d n.e p.n.e \
    итн итд и.др др с.р д.о.о а.д н.е пр.н.е т.н и.т.н г гг в вв лв ден мин хил млн млрд \
    vb vd vs ltd.şti a.ş m.ö m.s t.c \
    etj sh.p.k sh.a etj.etj";

/// What a point behind `word`, in small letters, means; `None` if it ends a sentence.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let has = |list: &str| list.split_ascii_whitespace().any(|other| other == word);
    if has(LEADING) {
        Some(Abbreviation::Leads)
    } else if has(LEADING_NUMBER) {
        Some(Abbreviation::LeadsNumber)
    } else {
        has(EITHER).then_some(Abbreviation::Either)
    }
}

/// Words that begin a sentence more often than they follow an initial.
const STARTERS: &str = "\
    the a an in it its this that these those he she they we there however on at for as if when \
    le la les il elle ce cette en au \
    u na ovo ova ovaj to taj ta on ona oni za kako kada ako međutim \
    у на ово ова овај то тај та он она они за како када ако међутим в това тази този те \
    ky kjo këto ai ajo ata në për \
    bu şu o bunun bunlar ancak ayrıca";

/// Whether a word in small letters begins sentences.
pub(super) fn is_starter(word: &str) -> bool {
    STARTERS.split_ascii_whitespace().any(|other| other == word)
}

/// Beginnings of the names of months, in small letters.
const MONTHS: &str = "\
    jan feb mar apr maj mai may jun jul aug avg sep oct okt nov dec dez \
    siječ velja ožuj trav svib lip srp kolo ruj listo stude prosin \
    јан феб мар апр мај јун јул авг сеп окт нов дец ян фев май юни юли септ ноем дек јуни јули \
    oca şub nis hazi tem ağu eyl eki kas ara ocak \
    shku prill qersh korr gush shta tet nën dhje";

/// Whether a word in small letters is a month.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.split_ascii_whitespace().any(|month| word.starts_with(month))
}
