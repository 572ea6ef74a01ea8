//! Which part of a page is its text, and what in it is not.
//!
//! What is left out must look like what stands around texts and must not be most of the page: a
//! menu that is kept does little harm, a chapter that is lost does much.

use super::tree::{NodeId, Step, Tree};

/// The main text of a page.
pub(super) struct MainText {
    /// The element that holds it.
    pub(super) root: NodeId,
    weights: Vec<Weight>,
    /// Letters of the whole page outside of links.
    whole: usize,
}

/// How much text is in a node.
#[derive(Debug, Default, Clone, Copy)]
struct Weight {
    letters: usize,
    /// Those in links.
    linked: usize,
    links: usize,
    has_heading: bool,
    has_table: bool,
}

/// Elements that show no text of the page.
const UNSHOWN: [&str; 27] = [
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg",
    "canvas", "audio", "video", "select", "datalist", "textarea", "input", "button", "dialog",
    "map", "progress", "meter", "rp", "rt", "applet", "frameset", "noframes", "del",
];
/// Roles of what stands around a text.
const ROLES: [&str; 13] = [
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "complementary",
    "toolbar",
    "tablist",
    "doc-toc",
    "alert",
];
/// Words in classes and ids of what stands around a text.
const WORDS: [&str; 37] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "breadcrumb",
    "breadcrumbs",
    "navbar",
    "navigation",
    "nav",
    "menu",
    "menus",
    "submenu",
    "sidebar",
    "share",
    "sharing",
    "social",
    "related",
    "pagination",
    "pager",
    "comments",
    "newsletter",
    "subscribe",
    "skip",
    "advert",
    "advertisement",
    "ads",
    "banner",
    "popup",
    "modal",
    "toolbar",
    "footer",
    "login",
    "topbar",
    "noprint",
    "toc",
    "languages",
    "search",
];
/// Links that are this short on average are those of a menu.
const SHORT_LINK: usize = 40;

impl MainText {
    /// Finds the main text.
    ///
    /// Cost: linear in the page.
    pub(super) fn of(tree: &Tree) -> Self {
        let weights = weigh(tree);
        let mut main = Self { root: 0, weights, whole: 0 };
        main.whole = main.plain(0);
        let mut holders = Holders::default();
        let mut walk = tree.walk(0);
        while let Some(step) = walk.next() {
            let Step::Enter(node) = step else { continue };
            let is_main = tree.name(node) == "main" || tree.attribute(node, "role") == Some("main");
            if is_main {
                holders.mains.push(node);
            } else if tree.name(node) == "article" {
                holders.articles.push(node);
                walk.pass_over();
            }
        }
        let holds_most =
            |node: &NodeId, share: usize| main.plain(*node) * 100 >= main.whole * share;
        main.root = match (holders.mains.as_slice(), holders.articles.as_slice()) {
            ([only], _) if holds_most(only, 40) => *only,
            (_, [only]) if holds_most(only, 60) => *only,
            _ => 0,
        };
        main
    }

    /// Whether a node is left out.
    pub(super) fn leaves_out(&self, tree: &Tree, node: NodeId) -> bool {
        let name = tree.name(node);
        if name.is_empty() || matches!(name, "html" | "body" | "main") {
            return false;
        }
        if UNSHOWN.contains(&name) || is_hidden(tree, node) {
            return true;
        }
        if self.plain(node) * 2 > self.whole {
            return false;
        }
        let is_around = match name {
            "nav" => true,
            "footer" => !self.is_in_text(tree, node) || self.plain(node) < 200,
            "header" => {
                !self.weight(node).has_heading && self.plain(node) < 100 || self.is_links(node)
            }
            "aside" => self.is_links(node) || !self.is_in_text(tree, node),
            "ul" | "ol" | "div" | "section" | "p" | "table" => self.is_menu(node),
            _ => false,
        };
        is_around || has_role(tree, node) || (is_division(name) && has_word(tree, node))
    }

    /// Whether a table only lays out the page: its cells hold tables or headings, or it says so.
    pub(super) fn is_layout(&self, tree: &Tree, table: NodeId) -> bool {
        let role = tree.attribute(table, "role");
        let weight = self.weight(table);
        matches!(role, Some("presentation" | "none")) || weight.has_table || weight.has_heading
    }

    fn weight(&self, node: NodeId) -> Weight {
        self.weights.get(node).copied().unwrap_or_default()
    }

    /// Letters outside of links.
    fn plain(&self, node: NodeId) -> usize {
        let weight = self.weight(node);
        weight.letters - weight.linked.min(weight.letters)
    }

    fn is_links(&self, node: NodeId) -> bool {
        let weight = self.weight(node);
        weight.linked * 2 > weight.letters
    }

    /// Several short links and little else.
    fn is_menu(&self, node: NodeId) -> bool {
        let weight = self.weight(node);
        weight.links >= 3
            && weight.linked * 10 > weight.letters * 7
            && weight.linked < weight.links * SHORT_LINK
    }

    fn is_in_text(&self, tree: &Tree, node: NodeId) -> bool {
        tree.ancestors(node).any(|outer| {
            matches!(tree.name(outer), "article" | "main") || (outer == self.root && outer != 0)
        })
    }
}

#[derive(Default)]
struct Holders {
    mains: Vec<NodeId>,
    articles: Vec<NodeId>,
}

/// Adds up the text of each node.
fn weigh(tree: &Tree) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.len()];
    let mut open: Vec<Weight> = Vec::new();
    let mut links = 0_usize;
    let mut walk = tree.walk(0);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(node) if UNSHOWN.contains(&tree.name(node)) || is_hidden(tree, node) => {
                walk.pass_over();
            }
            Step::Enter(node) => {
                let mut weight = Weight::default();
                if let Some(text) = tree.text(node) {
                    weight.letters = text.chars().filter(|letter| !letter.is_whitespace()).count();
                    weight.linked = if links > 0 { weight.letters } else { 0 };
                }
                links += usize::from(tree.name(node) == "a");
                open.push(weight);
            }
            Step::Leave(node) => {
                let mut weight = open.pop().unwrap_or_default();
                let name = tree.name(node);
                if let Some(place) = weights.get_mut(node) {
                    *place = weight;
                }
                if name == "a" {
                    links = links.saturating_sub(1);
                    weight.links += usize::from(weight.letters > 0);
                }
                weight.has_heading |= matches!(name, "h1" | "h2" | "h3" | "h4");
                weight.has_table |= name == "table";
                if let Some(outer) = open.last_mut() {
                    outer.letters += weight.letters;
                    outer.linked += weight.linked;
                    outer.links += weight.links;
                    outer.has_heading |= weight.has_heading;
                    outer.has_table |= weight.has_table;
                }
            }
        }
    }
    weights
}

fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    let style = || {
        let style = tree.attribute(node, "style").unwrap_or_default();
        let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    tree.attribute(node, "hidden").is_some()
        || tree.attribute(node, "aria-hidden") == Some("true")
        || style()
}

fn has_role(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, "role").is_some_and(|role| ROLES.contains(&role))
}

fn is_division(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "ul"
            | "ol"
            | "section"
            | "aside"
            | "p"
            | "table"
            | "header"
            | "form"
            | "a"
            | "span"
    )
}

/// Whether the class or id has a word of what stands around texts.
fn has_word(tree: &Tree, node: NodeId) -> bool {
    // LibreOffice marks the heads and feet of pages so.
    if matches!(tree.attribute(node, "title"), Some("header" | "footer")) {
        return true;
    }
    ["class", "id"].iter().filter_map(|name| tree.attribute(node, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        value.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
    })
}
