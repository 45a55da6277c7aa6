-- A source is found by where it is read, too: without an index each look-up would read all that its owner has.
create index sources_feed on sources (owner, feed_url);
-- A story is found by its title.
create index stories_title on stories (title);
