use redb::TableDefinition;

/// Session id → milliseconds since 1970 from which it is forgotten, and its record.
pub(super) const SESSIONS: TableDefinition<'_, &str, (u64, &[u8])> = TableDefinition::new("sessions");

/// Room → session id.
pub(super) const ROOMS: TableDefinition<'_, &str, &str> = TableDefinition::new("rooms");

/// Session id → what is known of its broadcast.
pub(super) const BROADCASTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("broadcasts");

/// Milliseconds since 1970 and session id, in the order sessions are to be forgotten.
pub(super) const ENDS: TableDefinition<'_, (u64, &str), ()> = TableDefinition::new("ends");

/// `format` → [`FORMAT`].
pub(super) const ABOUT: TableDefinition<'_, &str, u64> = TableDefinition::new("about");

/// The version of these tables.
pub(super) const FORMAT: u64 = 1;
