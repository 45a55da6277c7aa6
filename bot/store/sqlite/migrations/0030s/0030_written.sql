-- What a model wrote of the news, or judged of it, to be used again where nothing of what it rests on has changed.
create table written (
  id            integer primary key,
  key           text not null unique,              -- a hash of all that it depends on
  reply         text not null,                     -- JSON: a model's reply, or a second reader's verdict
  revisions     integer not null,                  -- how many it rests on
  at            integer not null
);
create index written_at on written (at);
create table written_from (
  written_id    integer not null references written (id) on delete cascade,
  revision_id   integer not null references revisions (id) on delete cascade,
  primary key (written_id, revision_id)
) without rowid;
create index written_from_revision on written_from (revision_id);
