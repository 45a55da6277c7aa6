-- How many questions a person, a channel and a server have left this hour, over restarts and for every process.
create table buckets (
  scope         text primary key,                  -- person, channel or server, as in spending
  full_at       integer not null                   -- when it is full again: what is missing is the time until then
) without rowid;
create index buckets_full on buckets (full_at);
