-- What stands in the settings file and so is changed and taken out there; null: made before this was known, so that
-- whatever the file names too is taken for its own, once.
alter table subscriptions add column entry text;          -- which entry of its channel: name:… or #position; '': of none
alter table sources add column configured integer;        -- 1: by the file; 0: by somebody
