use alloc::sync::Arc;

use super::{Element, Manifest, ReadManifestError, VideoIndex, Warning, check, item};
use crate::{
    Counted, Options, Refusal,
    excerpt::excerpt,
    xml::{self, Events, Node, XmlError, is_blank_node},
};

pub(super) fn parse(bytes: &[u8], options: &Options) -> Result<(Manifest, Vec<Warning>), ReadManifestError> {
    let (text, repaired) = xml::text(bytes, options)?;
    let mut warnings = Vec::new();
    if repaired > 0 {
        warnings.push(Warning::RepairedQuotes { count: repaired });
    }
    let manifest = Document::begin(&text, options, warnings)?.read()?;
    match manifest {
        (_, mut warnings) if options.is_strict() && !warnings.is_empty() => Err(ReadManifestError::Strict {
            warning: warnings.swap_remove(0),
        }),
        manifest => Ok(manifest),
    }
}

/// A manifest in the course of being read.
struct Document<'a> {
    events: Events<'a>,
    options: &'a Options,
    manifest: Manifest,
    warnings: Vec<Warning>,
    index: VideoIndex,
    /// For each event, the video it names, if that has come before it.
    named: Vec<Option<u32>>,
    /// The known elements that are open, innermost last: never more than root, section and item.
    open: Vec<Element>,
    /// How many unknown elements are open inside them.
    skipped: usize,
    /// Whether the text that is being read has had its warning.
    text_seen: bool,
    resources_seen: bool,
    timeline_seen: bool,
}

impl<'a> Document<'a> {
    /// Reads as far as the root.
    fn begin(text: &'a str, options: &'a Options, mut warnings: Vec<Warning>) -> Result<Self, ReadManifestError> {
        let mut events = Events::new(text, options).without_blanks();
        match events.next()? {
            Node::Open("manifest") => {}
            Node::Open(name) if Refusal::is_root(name) => {
                return Err(ReadManifestError::Refused(Refusal::read(&mut events)?));
            }
            Node::Open(name) => return Err(ReadManifestError::UnexpectedRoot { name: excerpt(name) }),
            // Nothing comes before the root in a document that is well-formed.
            _ => return Err(XmlError::Malformed { at: 0 }.into()),
        }
        let manifest = item::root(events.attributes(), &mut warnings)?;
        Ok(Self {
            events,
            options,
            manifest,
            warnings,
            index: VideoIndex::default(),
            named: Vec::new(),
            open: vec![Element::Manifest],
            skipped: 0,
            text_seen: false,
            resources_seen: false,
            timeline_seen: false,
        })
    }

    fn read(mut self) -> Result<(Manifest, Vec<Warning>), ReadManifestError> {
        loop {
            match self.events.next()? {
                Node::Open(name) => self.element(name)?,
                Node::Close => {
                    self.text_seen = false;
                    if self.skipped > 0 {
                        self.skipped -= 1;
                    } else {
                        self.open.pop();
                    }
                }
                node @ (Node::Text(_) | Node::Char(_)) => self.text(node),
                Node::End => return self.end(),
            }
        }
    }

    fn element(&mut self, name: &str) -> Result<(), ReadManifestError> {
        self.text_seen = false;
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        let parent = self.open.last().copied().unwrap_or(Element::Manifest);
        let element = match (parent, name) {
            (Element::Manifest, "resources") => Element::Resources,
            (Element::Manifest, "timeline") => Element::Timeline,
            (Element::Resources, "video") => Element::Video,
            (Element::Timeline, "event") => Element::Event,
            _ => {
                self.skipped = 1;
                self.warnings.push(Warning::UnknownElement {
                    name: name.into(),
                    parent,
                });
                return Ok(());
            }
        };
        self.open.push(element);
        match element {
            Element::Video => self.video(),
            Element::Event => self.event(),
            section => {
                self.section(section);
                Ok(())
            }
        }
    }

    fn section(&mut self, element: Element) {
        let seen = if element == Element::Resources {
            &mut self.resources_seen
        } else {
            &mut self.timeline_seen
        };
        if core::mem::replace(seen, true) {
            self.warnings.push(Warning::DuplicateElement { element });
        }
        item::section(element, self.events.attributes(), &mut self.warnings);
    }

    fn video(&mut self) -> Result<(), ReadManifestError> {
        let index = self.manifest.resources.len();
        if index >= self.options.max_videos {
            return Err(ReadManifestError::TooMany {
                what: Counted::Videos,
                limit: self.options.max_videos,
            });
        }
        let video = item::video(index, self.events.attributes(), &mut self.warnings)?;
        self.manifest.resources.push(video);
        Ok(())
    }

    fn event(&mut self) -> Result<(), ReadManifestError> {
        let index = self.manifest.timeline.len();
        if index >= self.options.max_events {
            return Err(ReadManifestError::TooMany {
                what: Counted::Events,
                limit: self.options.max_events,
            });
        }
        let videos = &self.manifest.resources;
        self.index.extend(videos);
        let id_of = |id: &str| {
            let named = self.index.find(videos, id);
            self.named.push(named);
            named.map_or_else(|| id.into(), |place| Arc::clone(&videos[place as usize].id))
        };
        let event = item::event(index, self.events.attributes(), &mut self.warnings, id_of)?;
        self.manifest.timeline.push(event);
        Ok(())
    }

    /// Warns once of each text, in however many parts it comes.
    fn text(&mut self, node: Node<'_>) {
        if self.skipped == 0 && !self.text_seen && !is_blank_node(node) {
            self.text_seen = true;
            let element = self.open.last().copied().unwrap_or(Element::Manifest);
            self.warnings.push(Warning::UnexpectedText { element });
        }
    }

    fn end(mut self) -> Result<(Manifest, Vec<Warning>), ReadManifestError> {
        if !self.resources_seen {
            return Err(ReadManifestError::MissingElement {
                element: Element::Resources,
            });
        }
        if !self.timeline_seen {
            self.warnings.push(Warning::MissingElement {
                element: Element::Timeline,
            });
        }
        check::references(&self.manifest, &self.named, &mut self.index, &mut self.warnings);
        Ok((self.manifest, self.warnings))
    }
}
