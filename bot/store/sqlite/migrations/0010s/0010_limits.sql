-- How much may be asked and told: questions by the hour, over restarts and for every process; alerts by the day.

create table buckets (
  scope         text primary key,                  -- person, channel or server, as in spending
  full_at       integer not null                   -- when it is full again: what is missing is the time until then
) without rowid;
create index buckets_full on buckets (full_at);

create table missed_alerts (                       -- news that is followed and was not told at once: answers "why"
  follow_id     integer not null references follows (id) on delete cascade,
  article_id    integer not null references articles (id) on delete cascade,
  reason        text not null,                     -- most: the day had its alerts; story: one told its story that day
  at            integer not null,
  primary key (follow_id, article_id)
) without rowid;
create index missed_alerts_article on missed_alerts (article_id);
create index missed_alerts_time on missed_alerts (at);
