-- The processes of a service, each as long as it says that it lives; one that ends in good order takes its row away.
create table workers (
  id            text primary key,                  -- host, process and a chance number
  roles         text not null,                     -- what it does: gateway,web,scheduler,poll,read,write
  host          text not null,
  pid           integer not null,
  started_at    integer not null,
  beat_at       integer not null,                  -- when it last said so
  until         integer not null                   -- when it is taken for dead, unless it says so again
) without rowid;
