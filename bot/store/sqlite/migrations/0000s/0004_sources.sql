-- Where a source is really read, since when it fails, how often it brings news; what was there before it was added.

alter table sources add column feed_url text not null default '';        -- read here, where that is not `url`: the feed
                                                                         -- that its page names, or where it moved
alter table sources add column moved_to text not null default '';        -- where it says it moved for good …
alter table sources add column moved_polls integer not null default 0;   -- … in so many polls in a row
alter table sources add column failing_since integer;                    -- the first failure of those in a row
alter table sources add column gap_s integer not null default 0;         -- usual seconds between news; 0: not known yet
alter table sources add column last_new_at integer;                      -- when it last brought news

alter table articles add column catalogue integer not null default 0;    -- 1: stood in its source before that was added
alter table revisions add column paywalled integer not null default 0;   -- 1: the page says that its text is not all free
