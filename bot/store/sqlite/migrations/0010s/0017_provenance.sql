-- Whose words an article is: the same address as its outlet's own, and as what others send who point to it. What came
-- before this was known is its outlet's own where its source is at the site of its link, or was found by a page there.
create table articles_by_speaker (
  id            integer primary key,
  owner         text not null default '',
  url           text not null,                     -- canonical; 'text:<hash>' where there is none
  sender        text not null default '',          -- who sent these words; '': they are those of the outlet at `url`
  known_by      text not null default 'operator',  -- models.Voucher
  site          text not null default '',          -- where whoever speaks is at home: shown beside a name that two bear
  source_id     integer references sources (id) on delete set null,
  source        text not null default '',          -- the outlet's name
  topic         text not null default '',
  first_seen_at integer not null,
  revision_id   integer,                           -- the current one
  own_from      integer,                           -- its first revision that its outlet's own source brought; null: all
  story_id      integer references stories (id) on delete set null,
  duplicate_of  integer references articles_by_speaker (id) on delete set null,
  catalogue     integer not null default 0,        -- 1: stood in its source before that was added
  unique (url, sender, owner)
);
insert into articles_by_speaker (id, owner, url, site, source_id, source, topic, first_seen_at, revision_id, story_id,
  duplicate_of, catalogue)
  select id, owner, url, site_of(url), source_id, source, topic, first_seen_at, revision_id, story_id, duplicate_of,
  catalogue from articles;
drop table articles;
alter table articles_by_speaker rename to articles;
create index articles_story on articles (story_id);
create index articles_seen on articles (first_seen_at);
create index articles_source on articles (source_id);
create index articles_copies on articles (duplicate_of);
create index articles_outlets on articles (source, site, owner);

update articles set known_by = 'site' where exists (
  select 1 from sources s left join revisions r on r.id = articles.revision_id where s.id = articles.source_id and (
    substr(articles.url, 1, 5) = 'text:' or articles.site in (site_of(s.url), site_of(s.feed_url))
    or s.kind = 'chat' and r.excerpt = 0));            -- a message, or a page that was read itself
update articles set known_by = 'sender', (site, sender) = (
  select coalesce(nullif(site_of(coalesce(nullif(s.feed_url, ''), s.url)), ''), s.title),
    coalesce(nullif(site_of(coalesce(nullif(s.feed_url, ''), s.url)), ''), s.url || ' ' || articles.source)
  from sources s where s.id = articles.source_id)
  where known_by = 'operator' and source_id is not null;
update articles set site = (
  select coalesce(nullif(site_of(s.url), ''), s.title) from sources s where s.id = articles.source_id)
  where substr(url, 1, 5) = 'text:' and source_id is not null;

alter table sources add column outlet text not null default '';    -- hosts that it speaks for, as the operator says
alter table sources add column named_by text not null default '';  -- sites whose pages name it as their feed
update sources set named_by = site_of(url) where feed_url <> '' and site_of(url) <> site_of(feed_url);
