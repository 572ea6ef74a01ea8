//! Bulgarian words that rules about endings would get wrong: a closed list of common ones.
//!
//! It must not hold a word that the rules get right.
//!
//! Source: own list, by the chapters on plurals and on stems of the grammar of BAN (1983). The
//! letters are as after folding, but *ъ* is *A*.

/// Forms without article, in order, with what takes their place.
pub(super) const IRREGULAR: [(&str, &str); 38] = [
    ("celta", "cel"),
    ("cudesa", "cud"),
    ("deca", "det"),
    ("den", "dn"),
    ("dena", "dn"),
    ("denja", "dn"),
    ("dni", "dn"),
    ("esenta", "esen"),
    ("format", "format"),
    ("formati", "format"),
    ("gospoda", "gospodin"),
    ("grAk", "gArk"),
    ("gradista", "grad"),
    ("hora", "covek"),
    ("ime", "ime"),
    ("imena", "ime"),
    ("kraista", "kra"),
    ("nebe", "neb"),
    ("nebesa", "neb"),
    ("noga", "noz"),
    ("nogi", "noz"),
    ("noze", "noz"),
    ("oci", "ok"),
    ("oko", "ok"),
    ("pAtista", "pAt"),
    ("pesenta", "pesen"),
    ("poleta", "pol"),
    ("rAce", "rAk"),
    ("rAka", "rAk"),
    ("recta", "rec"),
    ("sAnista", "sAn"),
    ("slovesa", "slov"),
    ("solta", "sol"),
    ("telesa", "tel"),
    ("uho", "us"),
    ("usi", "us"),
    ("vecerta", "vecer"),
    ("zaharta", "zahar"),
];

/// Names of people that have *-ин* in the singular alone, as *гражданин* has.
pub(super) const PEOPLES: [&str; 5] = ["arin", "evrein", "hArvatin", "sArbin", "turcin"];

/// Stems of three letters that may be adjectives: *новия* is *нов* with the article.
pub(super) const ADJECTIVES: [&str; 10] =
    ["bel", "cel", "div", "gol", "lek", "los", "nov", "suh", "tih", "ziv"];

/// Neuters in *-ме*, with what their plural adds.
pub(super) const NEUTERS_EN: [&str; 6] =
    ["bremen", "plemen", "semen", "stremen", "vremen", "znamen"];

/// Neuters in *-е* and *-о*, with what their plural adds; those in *-че* need no list.
pub(super) const NEUTERS_ET: [&str; 8] =
    ["agnet", "dArvet", "kafet", "kolelet", "kubet", "moret", "telet", "vAzet"];

/// Ends of verbs before *-ам*, *-ал* and *-ан*; `^` is where the word begins.
pub(super) const VERBS_IN_A: [&str; 21] = [
    "gn", "pn", "dn", "kn", "hn", "sn", "Arn", "izn", "ozn", "pis", "kaz", "isk", "Arz", "cak",
    "ag", "nem", "zem", "gled", "vlic", "plast", "^pit",
];
/// The same before *-ам* and *-ал* alone.
pub(super) const ACTIVE_IN_A: [&str; 2] = ["pusk", "izd"];
/// The same before *-ял* and *-ел*.
pub(super) const VERBS_IN_E: [&str; 5] = ["ziv", "vid", "vArv", "tArp", "vlad"];
/// Short verbs before *-им* and *-ил*.
pub(super) const VERBS_IN_I: [&str; 9] =
    ["^nos", "^vod", "^voz", "^mol", "^rod", "^hod", "^lov", "^gon", "^uc"];
