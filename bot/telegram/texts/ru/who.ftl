name-not-in-message = В этом сообщении я не нахожу имени из моих списков. Напишите его после команды: /{ $command } ИМЯ
name-too-long = Имя может содержать не больше { $limit } { $limit ->
    [one] символа
    [few] символов
   *[other] символов
}. Напишите, пожалуйста, короче.

who-usage = Кого вы ищете? Напишите имя после команды: /who CEIEC

    Можно и ответить на сообщение командой /who: я поищу имя, которое в нём есть.

who-kind = { $kind ->
    [person] физическое лицо
    [vessel] судно
    [aircraft] воздушное судно
   *[entity] компания или организация
}
who-on-list = в списке { $list }{ $programmes }{ $since }
who-under = { " " }по программе { $programmes }
who-since = , с { $day }
who-edition = редакция от { $day }
who-removed = исключение из списка { $list }: { $day }
who-absent = больше не в списке { $list }: нет в редакции от { $day }
who-known-as = Другие имена
who-weak = { $name } (ненадёжное имя)
who-written = В новостях пишут
who-born = Рождение
who-nationality = Гражданство
who-position = Должность
who-identifiers = Документы и номера
who-addresses = Адреса
who-reasons = Основания включения
who-relations = Связи
who-remarks = Примечания
who-history = Что меняли редакции списков
who-articles = { $count ->
    [one] В { $count } статье
    [few] В { $count } статьях
   *[other] В { $count } статьях
}
who-articles-newest = Статей: { $count }, сначала новые
who-articles-none = Ни одна статья у меня не упоминает это имя.

who-several = Имени «{ $name }» в списках соответствуют { $count }. Кого вы имеете в виду?
who-several-more = … и ещё { $count }; их найдёт более полное имя.
who-other = Этой записи больше нет в моих списках. Поищите имя ещё раз.
who-none = В списках, которые у меня есть, такого имени нет: { $lists }. Оно может быть в других.
who-none-held = У меня нет ни одного официального списка, поэтому я могу искать имена только в статьях.
who-nearest = Самые похожие имена, возможно, чужие
who-nearest-line = { $name }, в списке { $list }
who-named-in = Статьи с этим именем
who-button-timeline = Хронология
who-button-watch = Следить
