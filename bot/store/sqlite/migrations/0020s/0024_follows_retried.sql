-- A follow that could not be looked at for a reason that nobody foresaw is not looked at before.
alter table follows add column retry_at integer not null default 0;
