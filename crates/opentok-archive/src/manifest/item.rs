//! From the attributes of one element to the value it stands for.

use alloc::sync::Arc;

use super::{Element, Event, EventKind, Extra, Manifest, ReadManifestError, Video, Warning};
use crate::{MAX_NUMBER, excerpt::excerpt, xml::Attribute};

/// What one element has, sorted by what is known about it.
struct Item<'w> {
    element: Element,
    index: Option<usize>,
    warnings: &'w mut Vec<Warning>,
}

/// The values of the attributes that are known, in the order of the question, and the others.
type Known<'t, const N: usize> = ([Option<&'t str>; N], Extra);

pub(super) fn root(attributes: &[Attribute<'_>], warnings: &mut Vec<Warning>) -> Result<Manifest, ReadManifestError> {
    let mut item = Item {
        element: Element::Manifest,
        index: None,
        warnings,
    };
    let ([version, id, title], extra) = item.sort(["version", "archiveid", "title"], attributes);
    match version {
        None => item.warn_missing("version"),
        Some("0.1") => {}
        Some(other) => item.warnings.push(Warning::UnknownVersion { value: other.into() }),
    }
    Ok(Manifest {
        version: version.map(Into::into),
        archive_id: item.id("archiveid", id)?.into(),
        title: item.text("title", title).into(),
        extra,
        ..Manifest::default()
    })
}

pub(super) fn section(element: Element, attributes: &[Attribute<'_>], warnings: &mut Vec<Warning>) {
    let _ = Item {
        element,
        index: None,
        warnings,
    }
    .sort([], attributes);
}

pub(super) fn video(
    index: usize,
    attributes: &[Attribute<'_>],
    warnings: &mut Vec<Warning>,
) -> Result<Video, ReadManifestError> {
    let mut item = Item {
        element: Element::Video,
        index: Some(index),
        warnings,
    };
    let ([id, length, name], extra) = item.sort(["id", "length", "name"], attributes);
    let id = item.id("id", id)?;
    let length_ms = item.number("length", index, length)?;
    Ok(Video {
        id: id.into(),
        length_ms,
        name: item.text("name", name).into(),
        extra,
    })
}

/// `id_of` makes an id of its text.
pub(super) fn event(
    index: usize,
    attributes: &[Attribute<'_>],
    warnings: &mut Vec<Warning>,
    id_of: impl FnOnce(&str) -> Arc<str>,
) -> Result<Event, ReadManifestError> {
    let mut item = Item {
        element: Element::Event,
        index: Some(index),
        warnings,
    };
    let ([kind, id, offset, data], extra) = item.sort(["type", "id", "offset", "data"], attributes);
    let kind = EventKind::from(item.required("type", kind)?);
    let id = item.id("id", id)?;
    let offset_ms = item.number("offset", index, offset)?;
    if let EventKind::Other(value) = &kind {
        item.warnings.push(Warning::UnknownEventType {
            value: value.clone(),
            index,
        });
    }
    Ok(Event {
        kind,
        id: id_of(id),
        offset_ms,
        data: data.map(Into::into),
        extra,
    })
}

impl Item<'_> {
    /// Tells the `known` attributes from the others, and warns of these.
    #[inline]
    fn sort<'t, const N: usize>(&mut self, known: [&str; N], attributes: &'t [Attribute<'_>]) -> Known<'t, N> {
        // The service always wrote them in the order in which they are asked for.
        let mut values = [None; N];
        let mut usual = 0;
        for (place, known) in known.into_iter().enumerate() {
            if let Some(attribute) = attributes.get(place).filter(|attribute| attribute.name == known) {
                values[place] = Some(&*attribute.value);
                usual += 1;
            }
        }
        if usual == attributes.len() {
            (values, Extra::default())
        } else {
            self.sort_any(known, attributes)
        }
    }

    fn sort_any<'t, const N: usize>(&mut self, known: [&str; N], attributes: &'t [Attribute<'_>]) -> Known<'t, N> {
        let mut values = [None; N];
        let mut extra = Extra::default();
        for Attribute { name, value } in attributes {
            if let Some(place) = known.iter().position(|known| known == name) {
                values[place] = Some(&**value);
            } else if *name == "xmlns" || name.starts_with("xmlns:") {
                self.warnings.push(Warning::NamespaceIgnored { element: self.element });
            } else {
                self.warnings.push(Warning::UnknownAttribute {
                    element: self.element,
                    attribute: (*name).into(),
                    index: self.index,
                });
                extra.insert(*name, &**value);
            }
        }
        (values, extra)
    }

    fn warn_missing(&mut self, attribute: &'static str) {
        self.warnings.push(Warning::MissingAttribute {
            element: self.element,
            attribute,
            index: self.index,
        });
    }

    fn required<'t>(&self, attribute: &'static str, value: Option<&'t str>) -> Result<&'t str, ReadManifestError> {
        value.ok_or(ReadManifestError::MissingAttribute {
            element: self.element,
            attribute,
            index: self.index,
        })
    }

    fn id<'t>(&self, attribute: &'static str, value: Option<&'t str>) -> Result<&'t str, ReadManifestError> {
        let value = self.required(attribute, value)?;
        if value.is_empty() {
            return Err(ReadManifestError::InvalidValue {
                element: self.element,
                attribute,
                index: self.index,
            });
        }
        Ok(value)
    }

    fn number(&self, attribute: &'static str, index: usize, value: Option<&str>) -> Result<u64, ReadManifestError> {
        let value = self.required(attribute, value)?;
        // `parse` takes leading zeros of any number, refuses the empty text and what is above u64, and takes one plus sign.
        let number = value
            .parse()
            .ok()
            .filter(|&number| number <= MAX_NUMBER && !value.starts_with('+'));
        let element = self.element;
        number.ok_or_else(|| ReadManifestError::InvalidNumber {
            element,
            attribute,
            index,
            value: excerpt(value),
        })
    }

    fn text<'t>(&mut self, attribute: &'static str, value: Option<&'t str>) -> &'t str {
        value.unwrap_or_else(|| {
            self.warn_missing(attribute);
            ""
        })
    }
}
