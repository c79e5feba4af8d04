//! The form in which timelines are printed.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Interval, Timeline};

impl Serialize for Timeline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Timeline", 8)?;
        fields.serialize_field("segments", &List(|| self.segments()))?;
        fields.serialize_field("lead_in_ms", &self.lead_in_ms)?;
        fields.serialize_field("end_ms", &self.end_ms)?;
        fields.serialize_field("span_ms", &self.span_ms())?;
        fields.serialize_field("max_live", &self.max_live)?;
        fields.serialize_field("gaps", &self.gaps)?;
        fields.serialize_field("intervals", &List(|| self.intervals()))?;
        fields.serialize_field("streams", &List(|| self.streams()))?;
        fields.end()
    }
}

/// A list of what the closure iterates over, which is never all in memory.
struct List<F>(F);

impl<F: Fn() -> I, I: IntoIterator<Item: Serialize>> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

impl Serialize for Interval<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Interval", 4)?;
        fields.serialize_field("start_ms", &self.start_ms)?;
        fields.serialize_field("end_ms", &self.end_ms)?;
        fields.serialize_field("segments", &self.segments)?;
        let mut seen = std::collections::HashSet::new();
        let streams: Vec<_> = self
            .live()
            .filter(|segment| seen.insert(segment.lane))
            .map(|segment| segment.stream)
            .collect();
        fields.serialize_field("streams", &streams)?;
        fields.end()
    }
}
