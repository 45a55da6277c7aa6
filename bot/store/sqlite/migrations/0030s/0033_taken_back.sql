-- Claims that were taken back: nobody whose they are is told them again, and each is a case to try models by.
create table taken_back (
  id            integer primary key,
  owner         text not null,                     -- whom they are not told again: "" everybody, else a server
  claim         text not null,
  speaker       text not null default '',
  citations     text not null,                     -- JSON: the passages as they were cited
  taken_by      text not null,                     -- operator, manager
  place         text not null default '',          -- where a manager took it back: the channel's home
  reason        text not null default '',
  taken_at      integer not null
);
create index taken_back_owner on taken_back (owner);

-- Answers and briefings that somebody asked for, as they were posted: a sentence of them can be taken back.
create table posted_replies (
  id            integer primary key,
  turn_id       integer,                           -- the question; ids of those that are forgotten come again
  place         text not null,                     -- platform, channel and thread, as in turns
  platform      text not null,
  channel       text not null,                     -- the platform's id
  server        text not null,
  kind          text not null,
  name          text not null,
  thread        text not null default '',          -- where it was answered
  claims        text not null,                     -- JSON: each with its story, speaker and citations
  parts         text not null,                     -- JSON: its messages as they stand now
  posted_at     integer not null
);
create index posted_replies_turn on posted_replies (turn_id);
create index posted_replies_place on posted_replies (place);

create table reply_messages (                      -- what the platform calls the messages that carry it
  platform      text not null,
  message_id    text not null,
  reply_id      integer not null references posted_replies (id) on delete cascade,
  ordinal       integer not null,                  -- from 1
  primary key (platform, message_id)
) without rowid;
create index reply_messages_reply on reply_messages (reply_id);

create table reports (                             -- who said that something posted is wrong
  posted        text not null,                     -- a delivery, or "a" and a reply
  story_id      integer not null,                  -- 0: no story
  person        text not null,
  place         text not null,                     -- as in posted_replies
  reported_at   integer not null,
  settled       integer not null default 0,        -- something of it was taken back, or the operator put it aside
  primary key (posted, story_id, person)
) without rowid;
create index reports_place on reports (place);
