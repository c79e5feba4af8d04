use crate::state::{Layout, LayoutKind};
use crate::wire::{Fields, Refusal};

/// Reads a layout, in every spelling that SDKs have.
pub(super) fn read(layout: Fields<'_>) -> Result<Layout, Refusal> {
    let kind = |text: &str| LayoutKind::parse(text).ok_or_else(|| Refusal::invalid("Invalid layout type"));
    let stylesheet = layout.text("stylesheet")?.filter(|css| !css.is_empty());
    let spelled = [
        "screenshareType",
        "screensharetype",
        "screenShareType",
        "screenshare_type",
    ];
    let named = spelled.into_iter().find(|name| !layout.get(name).is_null());
    let screenshare = match named.map(|name| layout.text(name)).transpose()?.flatten() {
        None => None,
        Some(text) => Some(kind(text)?),
    };
    let kind = kind(layout.required_text("type")?)?;
    let is_custom = kind == LayoutKind::Custom;
    if is_custom != stylesheet.is_some() {
        return Err(Refusal::invalid(
            "A stylesheet goes with the layout type custom, and with no other",
        ));
    }
    if screenshare.is_some_and(|screenshare| kind != LayoutKind::BestFit || screenshare == LayoutKind::Custom) {
        return Err(Refusal::invalid(
            "screenshareType goes with the layout type bestFit, and is not custom",
        ));
    }
    Ok(Layout {
        kind,
        stylesheet: stylesheet.map(Into::into),
        screenshare,
    })
}
