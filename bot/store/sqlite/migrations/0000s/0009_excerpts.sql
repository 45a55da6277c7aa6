-- Whether a revision's text is only what its feed teases with, because its page did not give more.
alter table revisions add column excerpt integer not null default 0;
