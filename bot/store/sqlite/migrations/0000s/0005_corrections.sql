-- Changes of articles, the corrections that they call for, and what came in by other doors than a poll.

create table changes (                             -- what a revision changed against the one before it
  revision_id   integer primary key references revisions (id) on delete cascade,
  former_id     integer not null,                  -- the revision that was current before
  seen_at       integer not null,
  gone          text not null,                     -- JSON [[start, end], …]: sentences of the former text
  different     text not null,                     -- JSON [[start, end, start, end], …]: former, and what it became
  added         text not null                      -- JSON [[start, end], …]: sentences of this revision's text
);

create table reconsider (                          -- a channel was told of an article that has changed since
  channel_id    integer not null references channels (id) on delete cascade,
  article_id    integer not null references articles (id) on delete cascade,
  primary key (channel_id, article_id)
);

alter table outbox add column reply_to text;       -- the message that this delivery belongs under
alter table outbox add column reply_root text;     -- the first message of that one's delivery

create table corrected (                           -- what a correction said of a told claim; the newest one counts
  delivery_id   integer not null references outbox (id) on delete cascade,
  channel_id    integer not null,
  revision_id   integer not null references revisions (id),
  start_at      integer not null,
  end_at        integer not null,
  state         text not null,                     -- fingerprint of what the article said; '' = what had been told
  primary key (delivery_id, revision_id, start_at, end_at)
);
create index corrected_told on corrected (channel_id, revision_id);
