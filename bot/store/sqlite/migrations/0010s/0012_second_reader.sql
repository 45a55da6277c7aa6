-- Quotes that the model found or gave a speaker to, and the revisions that it has read.
alter table quotes add column found_by text not null default 'rules';
create table second_readings (
  revision_id integer primary key references revisions (id) on delete cascade,
  read_at     integer not null
);
