# /latest, /compare and /asof.

latest-usage = Write /latest for the newest things I hold, or /latest NAME for those about NAME.
latest-articles = Newest articles
latest-articles-about = Newest articles about { $name }
latest-none = I hold no article{ $about }.
latest-about = { " " }that names { $name }
latest-listed = Newest on the lists, by the lists’ own dates
latest-listed-line = { $name } – { $list }, { $day }
latest-editions = What the newest editions of lists changed
latest-history = What editions of lists changed about { $name }
# One edition: { $told } is the three counts that are not nothing.
latest-edition = { $list }, { $day }: { $told }
latest-edition-as-read = { $list }, as read on { $day }: { $told }
latest-added = { $count } new ({ $names })
latest-removed = { $count } gone ({ $names })
latest-changed = { $count } changed ({ $names })
latest-older = Older ▶
latest-newer = ◀ Newer
latest-page = Articles { $first } to { $last }

compare-usage = What shall I compare? Write two to four names: /compare CEIEC vs Rosneft

    Names of several words need “vs”, a comma or quotation marks between them: /compare "Oleg Deripaska" "Viktor Vekselberg"
compare-too-many = I can compare up to { $limit } names at once.
compare-question = Compare { $names }

asof-usage = Write a day and a question: /asof 30 November 2020 Why was CEIEC sanctioned?

    I answer from what was known on that day. You can also reply to a question or an answer with just /asof and the day.
asof-bad-day = I cannot read a day at the start of “{ $text }”. Write it like 2020-11-30 or 30 November 2020, then your question.
asof-two-days = “{ $text }” can be read as two days. Write it like 2020-11-30 or 30 November 2020.
asof-future = { $day } has not come yet, so I cannot say what will be known then.
asof-no-question = And what is your question? Write it after the day: /asof { $text } Why was CEIEC sanctioned?
