-- What was asked and is not answered yet, so that it is though the process falls. Once it is answered its row is gone.
create table questions (
  platform      text not null,
  event_id      text not null,
  place         text not null,                     -- platform, channel and thread, as in turns
  heard_at      integer not null,
  asked         text not null,                     -- JSON: the request, and how it is answered; no token
  changed       integer not null default 0,        -- what it changes was changed: set in the same transaction
  tries         integer not null default 0,        -- how often it was asked again after a fall
  reply         text,                              -- JSON: its answer, once there is one
  primary key (platform, event_id)
) without rowid;
create index questions_place on questions (place);
