-- What somebody changed of a channel, so that they can take it back: rows as they were and as they became.
create table channel_changes (
  id            integer primary key,
  channel_id    integer not null references channels (id) on delete cascade,
  person        text not null,
  rows          text not null,                     -- JSON: [table, id, row before or null, row after or null]
  done_at       integer not null
);
create index channel_changes_of on channel_changes (channel_id, person, done_at);
