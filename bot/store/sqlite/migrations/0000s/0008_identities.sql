-- As whom the bot is known on a platform: with another identity, not being in a server says nothing.
create table identities (
  platform      text primary key,
  identity      text not null
) without rowid;
