-- Whether who gave a wish may decide for the channel; of earlier ones it is not known.
alter table feedback add column manages integer not null default 0;
