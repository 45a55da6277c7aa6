-- What a channel is told nothing of: its briefings leave it out.
create table mutes (
  id            integer primary key,
  channel_id    integer not null references channels (id) on delete cascade,
  kind          text not null,                     -- topic, source, or a kind of article: sport, opinion
  what          text not null,
  target_id     integer,                           -- of a source
  created_at    integer not null,
  unique (channel_id, kind, what)
);
