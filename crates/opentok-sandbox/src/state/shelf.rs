use std::collections::HashMap;

use super::{Archive, Broadcast, Captions, Connector, OwnerId, Render, Roll, SessionNumber, SipCall, Uuid};

/// Names a record on its shelf.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Row(u32);

/// What can stand on a [`Shelf`].
pub(crate) trait Record {
    fn id(&self) -> Uuid;
    fn owner(&self) -> OwnerId;
    fn session(&self) -> SessionNumber;
}

/// Each of them has the three as fields of these names.
macro_rules! records {
    ($($record:ty),*) => {$(
        impl Record for $record {
            fn id(&self) -> Uuid {
                self.id
            }

            fn owner(&self) -> OwnerId {
                self.owner
            }

            fn session(&self) -> SessionNumber {
                self.session
            }
        }
    )*};
}

records!(Archive, Broadcast, Captions, Connector, Render, SipCall);

/// Records of one kind: found by id, and listed newest first by owner and by session.
///
/// No cost here grows with the number of records but that of finding a place in a [`Roll`], which grows with its logarithm.
#[derive(Debug)]
pub(crate) struct Shelf<T> {
    rows: Vec<Option<Box<T>>>,
    by_id: HashMap<Uuid, Row>,
    by_owner: HashMap<OwnerId, Roll>,
    by_session: HashMap<SessionNumber, Roll>,
}

impl<T: Record> Shelf<T> {
    pub(crate) fn add(&mut self, record: T) -> Row {
        let row = Row(u32::try_from(self.rows.len()).expect("memory ends before the numbers do"));
        self.by_id.insert(record.id(), row);
        self.by_owner.entry(record.owner()).or_default().push(row.0);
        self.by_session.entry(record.session()).or_default().push(row.0);
        self.rows.push(Some(Box::new(record)));
        row
    }

    /// The record of this id, if it is `owner`'s.
    pub(crate) fn find(&self, owner: OwnerId, id: &str) -> Option<Row> {
        let row = *self.by_id.get(&Uuid::parse(id)?)?;
        (self.get(row)?.owner() == owner).then_some(row)
    }

    /// The record of this id, whoever owns it.
    pub(crate) fn find_any(&self, id: &str) -> Option<Row> {
        self.by_id.get(&Uuid::parse(id)?).copied()
    }

    /// The record, unless it was removed.
    pub(crate) fn get(&self, row: Row) -> Option<&T> {
        self.rows[row.0 as usize].as_deref()
    }

    pub(crate) fn get_mut(&mut self, row: Row) -> Option<&mut T> {
        self.rows[row.0 as usize].as_deref_mut()
    }

    /// Takes the record away, for good.
    pub(crate) fn remove(&mut self, row: Row) -> Option<Box<T>> {
        self.unlist(row);
        let record = self.rows[row.0 as usize].take()?;
        self.by_id.remove(&record.id());
        Some(record)
    }

    /// Leaves the record out of lists from now on.
    pub(crate) fn unlist(&mut self, row: Row) {
        let Some(record) = self.rows[row.0 as usize].as_deref() else {
            return;
        };
        if let Some(roll) = self.by_owner.get_mut(&record.owner()) {
            roll.remove(row.0);
        }
        if let Some(roll) = self.by_session.get_mut(&record.session()) {
            roll.remove(row.0);
        }
    }

    /// How many records of the owner's, or of the session's if one is named, are listed; and a page of them.
    pub(crate) fn page(
        &self,
        owner: OwnerId,
        session: Option<SessionNumber>,
        offset: usize,
        count: usize,
    ) -> (usize, Vec<&T>) {
        let roll = match session {
            Some(session) => self.by_session.get(&session),
            None => self.by_owner.get(&owner),
        };
        let Some(roll) = roll else {
            return (0, Vec::new());
        };
        let page = roll.newest(offset).take(count);
        (roll.len(), page.filter_map(|number| self.get(Row(number))).collect())
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            by_id: HashMap::new(),
            by_owner: HashMap::new(),
            by_session: HashMap::new(),
        }
    }
}
