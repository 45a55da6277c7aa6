-- Why a row cannot be acted on, in words, where the operator and its channel find it; '' where it can.
alter table subscriptions add column problem text not null default '';
alter table follows add column problem text not null default '';
alter table reconsider add column problem text not null default '';
alter table reconsider add column retry_at integer not null default 0;   -- it is not looked at before

-- Requests that the services on this store read their settings files again, and how that went.
create table reloads (
  id            integer primary key,
  asked_at      integer not null,
  answered_at   integer,
  problem       text not null default '',          -- why a file was not taken
  notes         text not null default ''           -- what is good to know of one that was
);
