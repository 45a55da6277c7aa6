-- What is being forgotten, in steps: out of everybody's sight from its first row on, and gone with its last.
create table forgetting (
  id            integer primary key,
  owner         text not null default '',          -- all that is its own and its channels'; '': nobody's
  home          text not null default '',          -- and, of this owner, what came of one of its chat channels: …
  links         text not null default '',          -- … messages that links with this in them lead to
  next_article  integer not null default 0,        -- the first that is still to be looked at …
  last_article  integer not null,                  -- … and the last: what came in later is not meant
  asked_at      integer not null
);
-- What is deleted takes with it what points to it, or must not be pointed to: without these, each time by a whole table.
create index decisions_article on decisions (article_id);
create index told_delivery on told (delivery_id);
create index corrected_revision on corrected (revision_id);
create index outbox_subscription on outbox (subscription_id);
