latest-usage = Напишите /latest – и увидите самое новое из того, что у меня есть, или /latest ИМЯ – новое об этом имени.
latest-articles = Самые новые статьи
latest-articles-about = Самые новые статьи о { $name }
latest-none = У меня нет статей{ $about }.
latest-about = , где упомянуто имя { $name }
latest-listed = Новое в списках, по датам самих списков
latest-listed-line = { $name } – { $list }, { $day }
latest-editions = Что изменили последние редакции списков
latest-history = Что редакции списков меняли о { $name }
latest-edition = { $list }, { $day }: { $told }
latest-edition-as-read = { $list }, прочитано { $day }: { $told }
latest-added = новых: { $count } ({ $names })
latest-removed = исчезло: { $count } ({ $names })
latest-changed = изменено: { $count } ({ $names })
latest-older = Раньше ▶
latest-newer = ◀ Позже
latest-page = Статьи с { $first } по { $last }

compare-usage = Что сравнить? Напишите от двух до четырёх имён: /compare CEIEC vs Rosneft

    Между именами из нескольких слов нужны «vs», запятая или кавычки: /compare "Oleg Deripaska" "Viktor Vekselberg"
compare-too-many = За раз я могу сравнить не больше имён, чем { $limit }.
compare-question = Сравнить { $names }

asof-usage = Напишите день и вопрос: /asof 30 November 2020 Why was CEIEC sanctioned?

    Я отвечу по тому, что было известно в тот день. Можно и ответить на вопрос или ответ одной командой /asof с днём.
asof-bad-day = В начале «{ $text }» я не вижу дня. Напишите его как 2020-11-30 или 30 November 2020, а затем вопрос.
asof-two-days = «{ $text }» можно прочитать как два разных дня. Напишите как 2020-11-30 или 30 November 2020.
asof-future = День { $day } ещё не наступил, и я не могу сказать, что тогда будет известно.
asof-no-question = А какой у вас вопрос? Напишите его после дня: /asof { $text } Why was CEIEC sanctioned?
