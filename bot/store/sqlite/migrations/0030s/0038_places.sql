-- Who looks after a channel (the platform's id of whoever made its last schedule) and is told by a direct message when
-- nothing can be posted there; whether they are still to be told; and the tag that each post of a forum has.
alter table channels add column steward text not null default '';
alter table channels add column untold integer not null default 0;
alter table channels add column tag text not null default '';             -- the platform's id of it
alter table channels add column tag_name text not null default '';        -- by which it is known when it is made anew
create index channels_untold on channels (id) where untold = 1;
-- Servers that the bot was put out of: what is theirs is kept for some days, in case they let it in again.
create table left_servers (
  platform      text not null,
  server        text not null,
  left_at       integer not null,
  primary key (platform, server)
);
