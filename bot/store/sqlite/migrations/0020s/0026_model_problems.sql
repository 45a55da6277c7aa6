-- What a model's server said last, as long as every call fails: the operator reads it in status and doctor.
create table model_problems (
  model         text not null,
  server        text not null,
  words         text not null,
  since         integer not null,                  -- the first failure in a row
  times         integer not null,
  primary key (model, server)
) without rowid;
