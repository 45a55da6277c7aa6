-- What requests of the model that are under way may still cost, on every account that pays for them: set aside before
-- the first request of a piece of work. A row whose process fell counts until its time is over.
create table reservations (
  id            integer primary key,
  day           text not null,                     -- UTC date, as in usage and spending
  tokens        integer not null,                  -- what is left of it
  micros        integer not null,                  -- millionths of a dollar; 0: a price is unknown
  until         integer not null
);
create index reservations_day on reservations (day);
create table reserved_for (                        -- the accounts beside the installation's
  scope          text not null,                    -- as in spending
  reservation_id integer not null references reservations (id) on delete cascade,
  primary key (scope, reservation_id)
) without rowid;
create index reserved_for_reservation on reserved_for (reservation_id);
