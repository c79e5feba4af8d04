use super::{
    Archive, ArchiveMode, ArchiveSettings, ArchiveStatus, Due, Mix, OutputMode, Row, SessionNumber, State, Stream,
    StreamMode, WebhookKind,
};
use crate::{describe, recording};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
/// The most that is recorded in one archive.
const MAX_RECORDED_MS: u64 = 4 * HOUR;
/// The longest time from an archive's start to its stop.
const MAX_AGE_MS: u64 = 12 * HOUR;
/// How long an archive waits for its first stream.
const FIRST_STREAM_MS: u64 = MINUTE;
/// How long an archive waits for another stream.
const IDLE_MS: u64 = HOUR;
/// How long it takes to make the file.
const GENERATE_MS: u64 = 5 * SECOND;
/// How long the file is kept, from the archive's start.
const KEPT_MS: u64 = 72 * HOUR;

/// Archives: started, paused, stopped, and what becomes of them.
impl State {
    /// Starts an archive. The caller has made sure that it may.
    pub(crate) fn start_archive(&mut self, session: SessionNumber, mode: StreamMode, settings: ArchiveSettings) -> Row {
        self.begin_archive(session, mode, settings, false)
    }

    /// Starts the archive of a session that is always archived.
    pub(crate) fn start_automatic_archive(&mut self, session: SessionNumber) {
        let of = self.sessions.get(session);
        if of.archive_mode == ArchiveMode::Always {
            let settings = ArchiveSettings {
                name: of.archive_name.clone(),
                resolution: of.archive_resolution,
                ..ArchiveSettings::default()
            };
            self.begin_archive(session, StreamMode::Auto, settings, true);
        }
    }

    fn begin_archive(
        &mut self,
        session: SessionNumber,
        mode: StreamMode,
        settings: ArchiveSettings,
        auto: bool,
    ) -> Row {
        let (now_ms, owner) = (self.now_ms, self.sessions.get(session).owner);
        let mix = match settings.output {
            OutputMode::Composed => Mix::composed(mode),
            OutputMode::Individual => Mix::individual(mode),
        };
        let mut archive = Archive::new(self.chance.uuid(), owner, session, settings, mix, now_ms);
        archive.is_automatic = auto;
        let row = self.archives.add(archive);
        let room = self.room_for(session);
        room.archives.push(row);
        let streams = room.streams.clone();
        self.timers.add(now_ms + MAX_AGE_MS, Due::ArchiveTooOld(row));
        self.tell_archive(row);
        self.watch_archive(row);
        if mode == StreamMode::Auto {
            streams
                .iter()
                .for_each(|stream| self.archive_takes(row, stream, (true, true)));
        }
        row
    }

    /// Stops an archive, if it is running.
    pub(crate) fn stop_archive(&mut self, row: Row, reason: &'static str) {
        let now_ms = self.now_ms;
        let Some(archive) = self.archives.get_mut(row).filter(|archive| archive.status.is_running()) else {
            return;
        };
        archive.end_tracks(now_ms);
        archive.turn(ArchiveStatus::Stopped, now_ms);
        archive.reason = reason;
        let session = archive.session;
        if let Some(room) = self.rooms.get_mut(&session) {
            room.archives.retain(|running| *running != row);
        }
        self.close_unused_room(session);
        self.timers.add(now_ms + GENERATE_MS, Due::ArchiveGenerated(row));
        self.tell_archive(row);
    }

    /// Deletes an archive for good. Nobody finds it any more.
    pub(crate) fn delete_archive(&mut self, row: Row) {
        let now_ms = self.now_ms;
        if let Some(archive) = self.archives.get_mut(row) {
            archive.turn(ArchiveStatus::Deleted, now_ms);
            self.tell_archive(row);
            self.archives.remove(row);
        }
    }

    /// A stream is published in the session.
    pub(crate) fn archive_meets(&mut self, row: Row, stream: &Stream) {
        if self
            .archives
            .get(row)
            .is_some_and(|archive| archive.mix.mode == StreamMode::Auto)
        {
            self.archive_takes(row, stream, (true, true));
        }
    }

    /// Takes a stream into an archive, or changes what of it.
    pub(crate) fn archive_takes(&mut self, row: Row, stream: &Stream, wants: (bool, bool)) {
        let now_ms = self.now_ms;
        let Some(archive) = self.archives.get(row) else {
            return;
        };
        let connection = self
            .room(archive.session)
            .and_then(|room| room.connection(stream.connection));
        let data = connection.map(|connection| connection.data.clone()).unwrap_or_default();
        let Some(archive) = self.archives.get_mut(row) else {
            return;
        };
        let was_silent = archive.mix.members.is_empty();
        archive.take_in(stream, &data, wants, now_ms);
        match (archive.status, archive.mix.members.is_empty()) {
            (ArchiveStatus::Paused, false) => {
                archive.turn(ArchiveStatus::Started, now_ms);
                self.tell_archive(row);
                self.watch_archive(row);
            }
            // What the change left of the only stream is nothing.
            (ArchiveStatus::Started, true) if !was_silent => self.pause_archive(row),
            _ => {}
        }
    }

    /// A stream is gone, or taken out of the archive.
    pub(crate) fn archive_loses(&mut self, row: Row, stream: super::Uuid) {
        let now_ms = self.now_ms;
        let Some(archive) = self
            .archives
            .get_mut(row)
            .filter(|archive| archive.mix.contains(stream))
        else {
            return;
        };
        archive.take_out(stream, now_ms);
        if archive.mix.members.is_empty() {
            self.pause_archive(row);
        }
    }

    /// Sees to it that an archive that begins to record does not go on for too long.
    fn watch_archive(&mut self, row: Row) {
        let now_ms = self.now_ms;
        let Some(archive) = self
            .archives
            .get(row)
            .filter(|archive| archive.status == ArchiveStatus::Started)
        else {
            return;
        };
        let left_ms = MAX_RECORDED_MS.saturating_sub(archive.recorded_ms(now_ms));
        let (stretch, is_silent) = (archive.stretch, archive.mix.members.is_empty());
        self.timers.add(now_ms + left_ms, Due::ArchiveFull(row, stretch));
        if is_silent {
            self.timers
                .add(now_ms + FIRST_STREAM_MS, Due::ArchiveWithoutStream(row, stretch));
        }
    }

    /// Nothing is recorded until there is a stream again.
    pub(crate) fn pause_archive(&mut self, row: Row) {
        let now_ms = self.now_ms;
        let Some(archive) = self
            .archives
            .get_mut(row)
            .filter(|archive| archive.status == ArchiveStatus::Started)
        else {
            return;
        };
        archive.turn(ArchiveStatus::Paused, now_ms);
        let stretch = archive.stretch;
        self.timers.add(now_ms + IDLE_MS, Due::ArchiveIdle(row, stretch));
        self.tell_archive(row);
    }

    /// A minute after the start: whoever still records nothing waits from now on.
    pub(crate) fn archive_without_stream(&mut self, row: Row, stretch: u32) {
        let is_silent = |archive: &&Archive| archive.stretch == stretch && archive.mix.members.is_empty();
        if self.archives.get(row).filter(is_silent).is_some() {
            self.pause_archive(row);
        }
    }

    pub(crate) fn archive_idle(&mut self, row: Row, stretch: u32) {
        if self.archives.get(row).is_some_and(|archive| archive.stretch == stretch) {
            self.stop_archive(row, "session ended");
        }
    }

    pub(crate) fn archive_full(&mut self, row: Row, stretch: u32) {
        if self.archives.get(row).is_some_and(|archive| archive.stretch == stretch) {
            self.archive_too_long(row);
        }
    }

    /// Stops an archive that has become too long. One that started by itself is followed by the next.
    pub(crate) fn archive_too_long(&mut self, row: Row) {
        let Some(archive) = self.archives.get(row).filter(|archive| archive.status.is_running()) else {
            return;
        };
        let (session, is_automatic) = (archive.session, archive.is_automatic);
        self.stop_archive(row, "maximum duration exceeded");
        if is_automatic && self.is_occupied(session) {
            self.start_automatic_archive(session);
        }
    }

    /// The file is made: it goes to the owner's target, or stays with the service.
    pub(crate) fn archive_generated(&mut self, row: Row) {
        let now_ms = self.now_ms;
        let Some(archive) = self
            .archives
            .get(row)
            .filter(|archive| archive.status == ArchiveStatus::Stopped)
        else {
            return;
        };
        let size = recording::file_of(self, archive).len();
        let (owner, created_ms) = (archive.owner, archive.created_ms);
        let fails = self.options.uploads_fail;
        let status = match &self.owners.get(owner).storage {
            Some(_) if !fails => ArchiveStatus::Uploaded,
            Some(target) if !target.falls_back => ArchiveStatus::Failed,
            _ => ArchiveStatus::Available,
        };
        if status == ArchiveStatus::Available {
            self.timers
                .add((created_ms + KEPT_MS).max(now_ms), Due::ArchiveExpires(row));
        }
        if let Some(archive) = self.archives.get_mut(row) {
            archive.turn(status, now_ms);
            archive.size = size;
            if status == ArchiveStatus::Failed {
                archive.reason = "upload failed";
            }
        }
        self.tell_archive(row);
    }

    pub(crate) fn archive_expires(&mut self, row: Row) {
        let now_ms = self.now_ms;
        let kept = self.archives.get_mut(row);
        if let Some(archive) = kept.filter(|archive| archive.status == ArchiveStatus::Available) {
            archive.turn(ArchiveStatus::Expired, now_ms);
            self.tell_archive(row);
        }
    }

    fn tell_archive(&mut self, row: Row) {
        if let Some(archive) = self.archives.get(row).filter(|_| !self.registrations.is_empty()) {
            let (owner, payload) = (archive.owner, describe::archive_event(self, archive));
            self.tell(WebhookKind::Archive, owner, "archiveStatus", &payload);
        }
    }
}
