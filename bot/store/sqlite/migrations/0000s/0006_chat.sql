-- What people ask for in the chat: places that are no plain channels, what they follow, what was said before.

alter table channels add column kind text not null default 'channel';  -- channel, thread, forum, announcement, direct
alter table channels add column thread text not null default '';       -- a thread of it, where that is the place
create index channels_place on channels (platform, platform_id, thread);
create index channels_server on channels (platform, server);

alter table subscriptions add column ping text not null default '';    -- a role or group, by an admin's choice

create table follows (
  id            integer primary key,
  channel_id    integer not null references channels (id) on delete cascade,
  kind          text not null,                     -- topic, speaker, source, story
  what          text not null,                     -- as it was written; for a source or a story its title
  target_id     integer,                           -- of the source or story
  at_once       integer not null default 0,        -- 1: an alert; 0: it comes first in briefings
  most          integer not null default 0,        -- alerts a local day
  quiet_from    text not null default '',          -- HH:MM in zone
  quiet_until   text not null default '',
  zone          text not null default 'UTC',
  seen_article  integer not null default 0,        -- articles up to this id were looked at
  created_at    integer not null,
  unique (channel_id, kind, what)
);
create index follows_alerts on follows (at_once, seen_article);

create table turns (                               -- what was asked and answered, so that a follow-up is understood
  id            integer primary key,
  place         text not null,                     -- platform, channel and thread
  person        text not null default '',
  question      text not null,
  subject       text not null,                     -- JSON: what it was about
  asked_at      integer not null
);
create index turns_place on turns (place, asked_at);

create table turn_messages (                       -- the messages that carry an answer: a reply to one is a follow-up
  platform      text not null,
  message_id    text not null,
  turn_id       integer not null references turns (id) on delete cascade,
  primary key (platform, message_id)
) without rowid;
create index turn_messages_turn on turn_messages (turn_id);

create table spending (                            -- model tokens of a UTC day, by who had them spent
  day           text not null,
  scope         text not null,                     -- person, channel or server
  tokens        integer not null default 0,
  primary key (day, scope)
) without rowid;

create index parts_message on parts (platform_id);
