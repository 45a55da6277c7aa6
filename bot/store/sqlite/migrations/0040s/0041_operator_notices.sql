-- What the operator was told of, so that it is told once: by whichever process sees it first, over restarts too.
create table operator_notices (
  key           text primary key,                  -- which trouble it is: disk, platform:slack, slot:…
  told_at       integer not null
) without rowid;
