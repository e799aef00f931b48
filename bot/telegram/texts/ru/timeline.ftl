timeline-usage = Чья хронология? Напишите имя после команды: /timeline CEIEC

    Можно и ответить на сообщение командой /timeline: я возьму имя из него.
timeline-none = Ничто из того, что у меня есть о { $name }, не называет дня, поэтому хронологии нет. /who { $name } покажет, что у меня есть.
timeline-several = В списках имени «{ $name }» соответствуют несколько, поэтому записи списков не показаны: { $choices }. Напишите полное имя.
timeline-title = { $name }
timeline-designation = включение в список
timeline-delisting = исключение из списка
timeline-report = сообщение в статье
timeline-inexact = пустой знак: день известен неточно
timeline-shown = { $shown } из { $count }; в тексте есть всё, с источниками
timeline-caption = { $name }, с { $first } по { $last }: { $told }. В сообщении ниже то же самое текстом, с источниками.
timeline-caption-day = { $name }, { $first }: { $told }. В сообщении ниже то же самое текстом, с источниками.
timeline-designations = { $count } { $count ->
    [one] включение в список
    [few] включения в списки
   *[other] включений в списки
}
timeline-delistings = { $count } { $count ->
    [one] исключение из списка
    [few] исключения из списков
   *[other] исключений из списков
}
timeline-reports = { $count } { $count ->
    [one] сообщение
    [few] сообщения
   *[other] сообщений
}
timeline-heading = Что мои источники датируют о { $name }, по порядку:
timeline-line = { $when }: { $text }
timeline-quote = «{ $text }» ({ $source }, { $day })
timeline-undated = Без даты: { $text }
timeline-left-out = { $count ->
    [one] Не показано ещё { $count } сообщение.
    [few] Не показаны ещё { $count } сообщения.
   *[other] Не показано ещё { $count } сообщений.
}
