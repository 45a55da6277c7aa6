-- How second readers did in the exam that each sits before its word counts.
create table reader_exams (
  model         text not null,
  server        text not null,                     -- the address that the model is asked at
  prompt        text not null,                     -- name and version: another prompt makes another reader
  passed        integer not null,
  correct       integer not null,                  -- of those asked
  asked         integer not null,                  -- 24, or fewer where it had failed before the end
  at            integer not null,
  primary key (model, server, prompt)
) without rowid;
