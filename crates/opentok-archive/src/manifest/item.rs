//! From the attributes of one element to the value it stands for.

use alloc::{borrow::Cow, collections::BTreeMap};

use super::{Element, Event, EventKind, Manifest, ReadManifestError, Video, Warning};
use crate::{MAX_NUMBER, excerpt::excerpt, xml::Attribute};

/// What one element has, sorted by what is known about it.
struct Item<'w> {
    element: Element,
    index: Option<usize>,
    warnings: &'w mut Vec<Warning>,
}

pub(super) fn root(
    attributes: &mut Vec<Attribute<'_>>,
    warnings: &mut Vec<Warning>,
) -> Result<Manifest, ReadManifestError> {
    let mut item = Item {
        element: Element::Manifest,
        index: None,
        warnings,
    };
    let ([version, id, title], extra) = item.take(["version", "archiveid", "title"], attributes);
    match version.as_deref() {
        None => item.warn_missing("version"),
        Some("0.1") => {}
        Some(other) => item.warnings.push(Warning::UnknownVersion { value: other.into() }),
    }
    Ok(Manifest {
        version: version.map(Cow::into_owned),
        archive_id: item.id("archiveid", id)?,
        title: item.text("title", title),
        extra,
        ..Manifest::default()
    })
}

pub(super) fn section(element: Element, attributes: &mut Vec<Attribute<'_>>, warnings: &mut Vec<Warning>) {
    let _ = Item {
        element,
        index: None,
        warnings,
    }
    .take([], attributes);
}

pub(super) fn video(
    index: usize,
    attributes: &mut Vec<Attribute<'_>>,
    warnings: &mut Vec<Warning>,
) -> Result<Video, ReadManifestError> {
    let mut item = Item {
        element: Element::Video,
        index: Some(index),
        warnings,
    };
    let ([id, length, name], extra) = item.take(["id", "length", "name"], attributes);
    let id = item.id("id", id)?;
    let length_ms = item.number("length", index, length)?;
    Ok(Video {
        id,
        length_ms,
        name: item.text("name", name),
        extra,
    })
}

pub(super) fn event(
    index: usize,
    attributes: &mut Vec<Attribute<'_>>,
    warnings: &mut Vec<Warning>,
) -> Result<Event, ReadManifestError> {
    let mut item = Item {
        element: Element::Event,
        index: Some(index),
        warnings,
    };
    let ([kind, id, offset, data], extra) = item.take(["type", "id", "offset", "data"], attributes);
    let kind = EventKind::from(&*item.required("type", kind)?);
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
        id,
        offset_ms,
        data: data.map(Cow::into_owned),
        extra,
    })
}

impl Item<'_> {
    /// Takes the values of `known` attributes and warns of the others.
    fn take<'a, const N: usize>(
        &mut self,
        known: [&str; N],
        attributes: &mut Vec<Attribute<'a>>,
    ) -> ([Option<Cow<'a, str>>; N], BTreeMap<String, String>) {
        let mut values = [const { None }; N];
        let mut extra = BTreeMap::new();
        for (index, Attribute { name, value }) in attributes.drain(..).enumerate() {
            // The service always wrote them in this order.
            let usual = (known.get(index) == Some(&name)).then_some(index);
            if let Some(place) = usual.or_else(|| known.iter().position(|&known| known == name)) {
                values[place] = Some(value);
            } else if name == "xmlns" || name.starts_with("xmlns:") {
                self.warnings.push(Warning::NamespaceIgnored { element: self.element });
            } else {
                self.warnings.push(Warning::UnknownAttribute {
                    element: self.element,
                    attribute: name.into(),
                    index: self.index,
                });
                extra.insert(name.into(), value.into_owned());
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

    fn required<'a>(
        &self,
        attribute: &'static str,
        value: Option<Cow<'a, str>>,
    ) -> Result<Cow<'a, str>, ReadManifestError> {
        value.ok_or(ReadManifestError::MissingAttribute {
            element: self.element,
            attribute,
            index: self.index,
        })
    }

    fn id(&self, attribute: &'static str, value: Option<Cow<'_, str>>) -> Result<String, ReadManifestError> {
        let value = self.required(attribute, value)?;
        if value.is_empty() {
            return Err(ReadManifestError::InvalidValue {
                element: self.element,
                attribute,
                index: self.index,
            });
        }
        Ok(value.into_owned())
    }

    fn number(
        &self,
        attribute: &'static str,
        index: usize,
        value: Option<Cow<'_, str>>,
    ) -> Result<u64, ReadManifestError> {
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
            value: excerpt(&value),
        })
    }

    fn text(&mut self, attribute: &'static str, value: Option<Cow<'_, str>>) -> String {
        value.map(Cow::into_owned).unwrap_or_else(|| {
            self.warn_missing(attribute);
            String::new()
        })
    }
}
