-- Revisions whose passages are in the index as they were printed: texts without spaces are indexed anew, by their pairs
-- of characters, in the background. One that is indexed anew, or has gone, is none of these any more.
create table indexed_as_printed (
  revision_id integer primary key references revisions (id) on delete cascade
);
insert into indexed_as_printed select distinct revision_id from passages;
