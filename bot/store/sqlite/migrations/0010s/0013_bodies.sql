-- A feed of which nothing was held is kept as it came, and taken apart when it is read: `fresh` says where it is from.
alter table waiting add column body blob;
