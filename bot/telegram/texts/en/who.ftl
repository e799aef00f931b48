# /who NAME: a card of somebody on the lists, or that there is none. Also what the commands about names share.

name-not-in-message = I find no name in that message that my lists hold. Write it after the command: /{ $command } NAME
name-too-long = A name can have up to { $limit } { $limit ->
    [one] character
   *[other] characters
}. Please put it shorter.

who-usage = Whom are you looking for? Write the name after the command: /who CEIEC

    You can also reply to a message with /who: I look up the name in it.

# What somebody is: { $kind } is person, entity, vessel or aircraft.
who-kind = { $kind ->
    [person] person
    [vessel] vessel
    [aircraft] aircraft
   *[entity] company or organisation
}
# One line for each list he is on: { $list } is its name.
who-on-list = on { $list }{ $programmes }{ $since }
who-under = { " " }under { $programmes }
who-since = , since { $day }
who-edition = edition of { $day }
who-removed = removed from { $list } on { $day }
who-absent = no longer on { $list }: absent from the edition of { $day }
who-known-as = Also known as
who-weak = { $name } (weak)
who-written = In the news as
who-born = Born
who-nationality = Nationality
who-position = Position
who-identifiers = Identifiers
who-addresses = Addresses
who-reasons = Listed for
who-relations = Tied to
who-remarks = Remarks
who-history = What editions of lists changed
who-articles = { $count ->
    [one] In one article
   *[other] In { $count } articles
}
who-articles-newest = In { $count } articles, the newest first
who-articles-none = No article I hold names it.

who-several = { $count } on the lists fit “{ $name }”. Which one do you mean?
who-several-more = … and { $count } more; a fuller name finds them.
who-other = This one is gone from my lists. Please look the name up again.
who-none = No such name in the lists I hold: { $lists }. It may be on others.
who-none-held = I hold no official list, so I can look names up in articles alone.
who-nearest = The nearest names, which may be others
who-nearest-line = { $name }, on { $list }
who-named-in = Articles with this name
who-button-timeline = Timeline
who-button-watch = Watch
