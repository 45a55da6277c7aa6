-- Which store this is, so that two on one bot's token do not take each other's messages for their own; and in which
-- store a delivery was claimed first: '' where an earlier version had it in hand, whose messages name no store.
create table this_store (id text not null);
insert into this_store (id) values (lower(hex(randomblob(4))));
alter table outbox add column store text not null default '';
