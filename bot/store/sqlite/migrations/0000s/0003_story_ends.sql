-- An id of a story keeps its meaning: one that was merged leads on, and none is given twice.

create table story_ends (
  id            integer primary key,               -- of a story that is no more
  into_id       integer                            -- the story that it is a part of now; null: its articles were forgotten
);
create index story_ends_into on story_ends (into_id);
