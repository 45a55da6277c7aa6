-- Under which id a source prints an article: where an entry keeps it and changes its address, it is the same article.
create table entry_ids (
  source_id  integer not null references sources (id) on delete cascade,
  entry      integer not null,                       -- 64 bits of the id's hash, signed
  article_id integer not null references articles (id) on delete cascade,
  primary key (source_id, entry)
) without rowid;
create index entry_ids_article on entry_ids (article_id);
