-- What polls brought and nobody has read yet: it comes in with the poll's marks, and goes with the articles made of it.
create table waiting (
  id            integer primary key,
  source_id     integer not null references sources (id) on delete cascade,
  first         integer not null default 0,        -- 1: the first reading of its source, which finds the old things too
  newest_at     integer not null,                  -- of its entries
  turns         integer not null default 0,        -- how many shares of it were read
  tries         integer not null default 0,        -- readings of the next share that began
  leased_until  integer not null default 0,
  fresh         text not null                      -- JSON of ingest.fresh
);
create index waiting_order on waiting (turns, newest_at);
create index waiting_source on waiting (source_id, id);
