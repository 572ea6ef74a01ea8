//! The elements and texts of a page, as the parser builds them: one list of nodes that know each
//! other by number, so that nothing recurses, not even their end.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// The number of a node; the root is 0.
pub(super) type NodeId = usize;

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    parent: Option<u32>,
    first_child: Option<u32>,
    last_child: Option<u32>,
    previous: Option<u32>,
    next: Option<u32>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Root,
    Element(Box<Element>),
    Text(String),
    /// Comments and the like.
    Nothing,
}

/// An element with those of its attributes that are asked for.
#[derive(Debug)]
struct Element {
    name: Rc<QualName>,
    attributes: Vec<Attribute>,
}

/// A step of a walk through a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A node, before what is in it.
    Enter(NodeId),
    /// The same node, behind what is in it.
    Leave(NodeId),
}

/// A walk in the order of the text.
pub(super) struct Walk<'t> {
    tree: &'t Tree,
    root: NodeId,
    last: Option<Step>,
}

impl Tree {
    /// The name of an element; empty for other nodes.
    pub(super) fn name(&self, node: NodeId) -> &str {
        self.element(node).map_or("", |element| &element.name.local)
    }

    /// The words of a text.
    pub(super) fn text(&self, node: NodeId) -> Option<&str> {
        match &self.nodes.get(node)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(node)?.attributes;
        attributes.iter().find(|held| &*held.name.local == name).map(|held| &*held.value)
    }

    /// The nodes around a node, from the inside.
    pub(super) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let parent = |node: NodeId| Some(self.nodes.get(node)?.parent? as NodeId);
        std::iter::successors(parent(node), move |&node| parent(node))
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A walk through a node and what is in it.
    pub(super) fn walk(&self, root: NodeId) -> Walk<'_> {
        Walk { tree: self, root, last: None }
    }

    /// The words in a node, at most about so many bytes.
    pub(super) fn words(&self, node: NodeId, most: usize) -> String {
        let mut words = String::new();
        for step in self.walk(node) {
            if let Step::Enter(inner) = step {
                words.push_str(self.text(inner).unwrap_or_default());
            }
            if words.len() > most {
                break;
            }
        }
        words
    }

    fn element(&self, node: NodeId) -> Option<&Element> {
        match &self.nodes.get(node)?.content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }
}

impl Walk<'_> {
    /// Passes over what is in the node that was entered last; there will be no step that leaves it.
    pub(super) fn pass_over(&mut self) {
        if let Some(Step::Enter(node)) = self.last {
            self.last = Some(Step::Leave(node));
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let get = |node: NodeId| self.tree.nodes.get(node);
        let step = match self.last {
            None => Step::Enter(self.root),
            Some(Step::Enter(node)) => match get(node)?.first_child {
                Some(child) => Step::Enter(child as NodeId),
                None => Step::Leave(node),
            },
            Some(Step::Leave(node)) if node == self.root => return None,
            Some(Step::Leave(node)) => match get(node)?.next {
                Some(next) => Step::Enter(next as NodeId),
                None => Step::Leave(get(node)?.parent? as NodeId),
            },
        };
        self.last = Some(step);
        Some(step)
    }
}

/// What the parser holds of a node.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    node: u32,
    name: Rc<QualName>,
}

/// A tree that the parser builds.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    root: Handle,
    most: usize,
    is_full: Cell<bool>,
}

impl Sink {
    /// An empty page of at most so many nodes.
    pub(super) fn new(most: usize) -> Self {
        let name = Rc::new(QualName::new(None, "".into(), "".into()));
        let nodes = RefCell::new(vec![Node::new(Content::Root)]);
        Self { nodes, root: Handle { node: 0, name }, most, is_full: Cell::new(false) }
    }

    /// Whether there are more nodes than there may be.
    pub(super) fn is_full(&self) -> bool {
        self.is_full.get()
    }

    fn add(&self, content: Content, name: Rc<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        self.is_full.set(nodes.len() >= self.most);
        nodes.push(Node::new(content));
        Handle { node: nodes.len() as u32 - 1, name }
    }

    fn add_text(&self, text: &StrTendril) -> u32 {
        self.add(Content::Text(text.to_string()), Rc::clone(&self.root.name)).node
    }

    /// Joins words to the text at `node`, if it is one.
    fn join(&self, node: Option<u32>, words: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        match node.and_then(|node| nodes.get_mut(node as usize)).map(|node| &mut node.content) {
            Some(Content::Text(text)) => {
                text.push_str(words);
                true
            }
            _ => false,
        }
    }

    fn with<T>(&self, node: u32, read: impl FnOnce(&mut Node) -> T) -> Option<T> {
        self.nodes.borrow_mut().get_mut(node as usize).map(read)
    }

    fn last_child(&self, node: u32) -> Option<u32> {
        self.with(node, |node| node.last_child).flatten()
    }

    fn detach(&self, node: u32) {
        let taken =
            self.with(node, |node| (node.parent.take(), node.previous.take(), node.next.take()));
        let Some((parent, previous, next)) = taken else { return };
        match (previous, parent) {
            (Some(previous), _) => drop(self.with(previous, |node| node.next = next)),
            (None, Some(parent)) => drop(self.with(parent, |node| node.first_child = next)),
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => drop(self.with(next, |node| node.previous = previous)),
            (None, Some(parent)) => drop(self.with(parent, |node| node.last_child = previous)),
            (None, None) => {}
        }
    }

    /// Puts a node into `parent`, before `next` or at the end.
    fn attach(&self, node: u32, parent: u32, next: Option<u32>) {
        self.detach(node);
        let previous = match next {
            Some(next) => self.with(next, |next| next.previous.replace(node)).flatten(),
            None => self.with(parent, |parent| parent.last_child.replace(node)).flatten(),
        };
        match previous {
            Some(previous) => drop(self.with(previous, |previous| previous.next = Some(node))),
            None => drop(self.with(parent, |parent| parent.first_child = Some(node))),
        }
        self.with(node, |node| {
            (node.parent, node.previous, node.next) = (Some(parent), previous, next);
        });
    }
}

impl Node {
    fn new(content: Content) -> Self {
        let (parent, first_child, last_child, previous, next) = Default::default();
        Self { parent, first_child, last_child, previous, next, content }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.root.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let element = Box::new(Element { name: Rc::clone(&name), attributes: attrs });
        self.add(Content::Element(element), name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(Content::Nothing, Rc::clone(&self.root.name))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Content::Nothing, Rc::clone(&self.root.name))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(child) => self.attach(child.node, parent.node, None),
            NodeOrText::AppendText(text) => {
                if !self.join(self.last_child(parent.node), &text) {
                    self.attach(self.add_text(&text), parent.node, None);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.with(element.node, |node| node.parent).flatten().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let place = self.with(sibling.node, |node| (node.parent, node.previous));
        let Some((Some(parent), previous)) = place else { return };
        match child {
            NodeOrText::AppendNode(child) => {
                self.attach(child.node, parent, Some(sibling.node));
            }
            NodeOrText::AppendText(text) => {
                if !self.join(previous, &text) {
                    self.attach(self.add_text(&text), parent, Some(sibling.node));
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.with(target.node, |node| {
            if let Content::Element(element) = &mut node.content {
                for attribute in attrs {
                    if element.attributes.iter().all(|held| held.name != attribute.name) {
                        element.attributes.push(attribute);
                    }
                }
            }
        });
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.node);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        while let Some(Some(child)) = self.with(node.node, |node| node.first_child) {
            self.attach(child, new_parent.node, None);
        }
    }
}
