-- The first store. Times are integer microseconds, UTC. Owners are as in models.Audience: '' is everyone.

create table sources (
  id            integer primary key,
  owner         text not null default '',
  url           text not null,
  kind          text not null default 'feed',      -- feed, page, sitemap, folder, webhook, chat
  title         text not null default '',
  topic         text not null default '',
  state         text not null default 'active',    -- active, paused, gone
  etag          text,
  last_modified text,
  body_hash     text,                              -- of the last body that was read, for servers without validators
  entries       blob,                              -- marks of the entries in it, 8 bytes each: those are not read again
  failures      integer not null default 0,        -- in a row
  problem       text not null default '',          -- the last failure, in words
  interval_s    integer not null default 1800,     -- between polls, adapts to how often the source changes
  added_at      integer not null,
  next_poll_at  integer not null,
  last_ok_at    integer,
  unique (owner, url)
);
create index sources_due on sources (state, next_poll_at);

create table articles (
  id            integer primary key,
  owner         text not null default '',
  url           text not null,                     -- canonical; 'text:<hash>' where there is none
  source_id     integer references sources (id) on delete set null,
  source        text not null default '',          -- the outlet's name
  topic         text not null default '',
  first_seen_at integer not null,
  revision_id   integer,                           -- the current one
  story_id      integer references stories (id) on delete set null,
  duplicate_of  integer references articles (id) on delete set null,
  unique (owner, url)
);
create index articles_story on articles (story_id);
create index articles_seen on articles (first_seen_at);
create index articles_source on articles (source_id);
create index articles_copies on articles (duplicate_of);

create table revisions (                           -- one that a posted claim cites is never deleted
  id            integer primary key,
  article_id    integer not null references articles (id) on delete cascade,
  text_hash     text not null,                     -- of title and text: an unchanged article costs nothing
  title         text not null default '',
  text          text not null,
  author        text not null default '',
  language      text not null default '',
  published_at  integer,
  seen_at       integer not null,
  effective_at  integer not null,                  -- published_at, or seen_at where that is missing or in the future
  unique (article_id, text_hash)
);
create index revisions_time on revisions (effective_at);

create table passages (
  id            integer primary key,               -- published minute << 20 | n: a time window is a range of ids
  revision_id   integer not null references revisions (id) on delete cascade,
  start_at      integer not null,                  -- characters of the revision's text
  end_at        integer not null,
  sentences     text not null                      -- JSON [[start, end], …]
);
create index passages_revision on passages (revision_id);

create table quotes (
  id            integer primary key,
  revision_id   integer not null references revisions (id) on delete cascade,
  kind          text not null,                     -- direct, indirect, mixed
  start_at      integer not null,
  end_at        integer not null,
  spans         text not null,                     -- JSON [[start, end], …]
  context_start integer not null,                  -- the sentences that hold quote and attribution
  context_end   integer not null,
  speaker       text,
  speaker_key   text,                              -- the last name, folded: finds, never decides
  speaker_role  text not null default '',
  as_written    text,
  via           text,
  via_key       text,
  addressee     text,
  cue           text
);
create index quotes_revision on quotes (revision_id);
create index quotes_speaker on quotes (speaker_key);
create index quotes_via on quotes (via_key);

create table quote_roles (                         -- "the Kremlin" finds what a Kremlin aide said
  word          text not null,                     -- folded
  quote_id      integer not null references quotes (id) on delete cascade,
  primary key (word, quote_id)
) without rowid;
create index quote_roles_quote on quote_roles (quote_id);

create table sketches (                            -- the smallest shingle hashes of the current revision: find a copy
  hash          integer not null,
  article_id    integer not null references articles (id) on delete cascade,
  primary key (hash, article_id)
) without rowid;
create index sketches_article on sketches (article_id);

create table features (                            -- of the current revision: decide on copy and story
  article_id    integer primary key references articles (id) on delete cascade,
  effective_at  integer not null,
  size          integer not null,                  -- shingles in the whole text, for containment
  sketch        blob not null,                     -- all kept hashes, ascending, 8 bytes each
  terms         text not null default '{}',        -- JSON {term: weight} of an original
  weighed       integer not null default 0         -- 1: the weights hold the terms' rarity; 0: there were too few
                                                   -- articles yet to know it
);

create table story_terms (                         -- finds the articles of a time that share a rare term
  term          text not null,
  owner         text not null,
  day           integer not null,                  -- of effective_at, since 1970
  article_id    integer not null references articles (id) on delete cascade,
  primary key (term, owner, day, article_id)
) without rowid;
create index story_terms_article on story_terms (article_id);

create table term_counts (                         -- in how many articles a term stands: its rarity
  term          text primary key,
  articles      integer not null
) without rowid;

create table stories (
  id            integer primary key,
  owner         text not null default '',
  title         text not null default '',
  first_seen_at integer not null,
  last_seen_at  integer not null
);
create index stories_time on stories (last_seen_at);

create table channels (
  id            integer primary key,
  name          text not null unique,
  platform      text not null,                     -- console, discord, slack
  platform_id   text not null default '',
  server        text not null default '',          -- the platform's id of the guild or workspace
  state         text not null default 'active',    -- active, paused
  problem       text not null default '',
  created_at    integer not null
);

create table subscriptions (
  id            integer primary key,
  channel_id    integer not null references channels (id) on delete cascade,
  at            text not null,                     -- HH:MM, wall-clock time in zone
  zone          text not null,
  days          text not null,                     -- '0,1,2,3,4': Monday is 0
  topic         text not null default '',
  language      text not null default '',
  length        text not null default 'normal',    -- short, normal, long
  state         text not null default 'active',
  next_slot_at  integer,                           -- the truth about time; null: none to come
  created_at    integer not null
);
create index subscriptions_due on subscriptions (state, next_slot_at);

create table outbox (
  id              integer primary key,
  kind            text not null,                   -- briefing, correction, alert, notice, answer
  key             text not null unique,            -- what makes it this delivery and no other
  channel_id      integer not null references channels (id) on delete cascade,
  subscription_id integer references subscriptions (id) on delete set null,
  state           text not null,                   -- claimed, written, sending, sent, failed: how far it has come
  owner           text,                            -- the worker that has it in hand
  lease_until     integer not null default 0,      -- in the past: anybody may take it over
  attempt         integer not null default 0,
  slot_at         integer,
  not_before      integer not null default 0,      -- a retry waits until then
  not_after       integer,                         -- too late to be of use: failed, with the reason
  since_at        integer,                         -- the window that was read
  until_at        integer,
  topic           text not null default '',
  request         text not null default '{}',      -- JSON: what to write: topic, length, zone, language
  problem         text not null default '',
  created_at      integer not null,
  written_at      integer,
  sent_at         integer
);
create index outbox_open on outbox (state, lease_until);
create index outbox_channel on outbox (channel_id, sent_at);

create table parts (
  delivery_id   integer not null references outbox (id) on delete cascade,
  ordinal       integer not null,                  -- from 1
  body          text not null,                     -- JSON of the platform-neutral part
  state         text not null default 'pending',   -- pending, sending, sent
  platform_id   text,                              -- what the platform calls the message
  sent_at       integer,
  primary key (delivery_id, ordinal)
);

create table cited (                               -- what a written delivery rests on; becomes told when it is sent
  delivery_id   integer not null references outbox (id) on delete cascade,
  revision_id   integer not null references revisions (id),
  start_at      integer not null,
  end_at        integer not null,
  story_id      integer,
  claim         text not null default '',
  primary key (delivery_id, revision_id, start_at, end_at, claim)
);
create index cited_revision on cited (revision_id);

create table told (
  channel_id    integer not null references channels (id) on delete cascade,
  revision_id   integer not null references revisions (id),
  start_at      integer not null,
  end_at        integer not null,
  delivery_id   integer not null references outbox (id) on delete cascade,
  story_id      integer,
  claim         text not null default '',
  told_at       integer not null,
  primary key (channel_id, delivery_id, revision_id, start_at, end_at, claim)
);
create index told_revision on told (revision_id);

create table decisions (                           -- answers "why"
  delivery_id   integer not null references outbox (id) on delete cascade,
  article_id    integer not null references articles (id) on delete cascade,
  reason        text not null,
  primary key (delivery_id, article_id)
);

create table feedback (
  channel_id    integer not null references channels (id) on delete cascade,
  story_id      integer not null,
  person        text not null default '',
  verdict       text not null,                     -- more, less, wrong
  given_at      integer not null,
  primary key (channel_id, story_id, person)
);

create table inbound (                             -- one event is answered once, however often it comes
  platform      text not null,
  event_id      text not null,
  seen_at       integer not null,
  primary key (platform, event_id)
);

create table leases (                              -- one process holds a platform's connection
  name          text primary key,
  owner         text not null,
  until         integer not null
);

create table usage (                               -- a row a call of the model
  id            integer primary key,
  at            integer not null,
  day           text not null,                     -- UTC date
  purpose       text not null,
  model         text not null,
  outcome       text not null,                     -- ok, or the error's class
  input_tokens  integer not null default 0,
  output_tokens integer not null default 0,
  cost_micros   integer,                           -- millionths of a dollar; null: price unknown
  milliseconds  integer not null default 0
);
create index usage_day on usage (day);

-- Search: an external-content index over the passages of current revisions only.
create view passage_texts as
  select p.id as id, substr(r.text, p.start_at + 1, p.end_at - p.start_at) as body, r.title as title
  from passages p join revisions r on r.id = p.revision_id;

create virtual table passage_index using fts5 (
  body, title,
  content = 'passage_texts', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
