-- Terms by day, so that what is written and read of them are the days around an article, however many are held; and
-- no second index of either table: what an article put in stands in `features`, and is taken out by that.
create table terms_by_day (                        -- finds the articles of a time that share a rare term
  day           integer not null,                  -- of effective_at, since 1970
  owner         text not null,
  term          text not null,
  article_id    integer not null,
  primary key (day, owner, term, article_id)
) without rowid;
insert into terms_by_day (day, owner, term, article_id)
  select day, owner, term, article_id from story_terms order by day, owner, term, article_id;
drop table story_terms;
alter table terms_by_day rename to story_terms;
create table smallest_hashes (                     -- the smallest shingle hashes of the current revision: find a copy
  hash          integer not null,
  article_id    integer not null,
  primary key (hash, article_id)
) without rowid;
insert into smallest_hashes (hash, article_id) select hash, article_id from sketches order by hash, article_id;
drop table sketches;
alter table smallest_hashes rename to sketches;
