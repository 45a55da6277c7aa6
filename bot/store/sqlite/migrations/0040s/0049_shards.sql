-- Over how many connections a platform is heard, as the platform asked for: all processes go by the same number.
create table shards (
  platform      text primary key,
  connections   integer not null
) without rowid;
