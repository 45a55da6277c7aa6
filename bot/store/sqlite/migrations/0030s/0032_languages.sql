-- What a briefing's reader reads, and in which language its articles are: the first is new, the second was `language`.
alter table subscriptions add column only_language text not null default '';  -- "" for any; an ISO 639-1 code
update subscriptions set only_language = language, language = '';

-- What a channel reads in, where a briefing of it says nothing else; "" for the language of the sources.
alter table channels add column language text not null default '';
