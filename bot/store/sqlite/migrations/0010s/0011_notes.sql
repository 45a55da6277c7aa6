-- What could not be read in the files of a watched folder, as JSON {mark of the file: line}: said as long as it is there.
alter table sources add column notes text not null default '';
