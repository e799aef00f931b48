reindex-admins-only = Это могут делать только мои администраторы.
reindex-anonymous = Пока вы пишете анонимно, я не знаю, кто вы. Используйте эту команду под своим именем.
reindex-started = Смотрю, что изменит переиндексация. Тем временем я продолжаю отвечать.
reindex-running = Переиндексация уже идёт; вторую я не начну.
reindex-busy = Индекс сейчас меняет что-то другое, поэтому я не начал. Попробуйте через несколько минут.
reindex-failed = Переиндексация не удалась; я продолжаю отвечать по прежнему индексу.
reindex-stopped = Переиндексация прервана, потому что меня останавливают. Запустите её позже; сделанное сохранено.

reindex-reading = Переиндексация: чтение файлов{ $share } …
reindex-fetching = Переиндексация: загрузка веб-страниц{ $share } …
reindex-embedding = Переиндексация: кодирование отрывков{ $share } …
reindex-linking = Переиндексация: поиск имён из списков{ $share } …
reindex-switching = Переиндексация: переход на новый индекс …
reindex-working = Переиндексация …
reindex-share = , { $done } из { $total }
reindex-share-so-far = , { $done }
reindex-per-second = { $count } в секунду
reindex-per-minute = { $count } в минуту
reindex-left = осталось около { $duration }
reindex-meanwhile = Тем временем я продолжаю отвечать.

reindex-done-unchanged = Переиндексация завершена{ $took }: ничего не изменилось.
reindex-done = Переиндексация завершена{ $took }: { $changes }; без изменений: { $unchanged }.
reindex-took = { " " }за { $duration }
reindex-added = добавлено: { $count }
reindex-changed = изменено: { $count }
reindex-removed = удалено: { $count }
reindex-duplicates = Пропущено { $count } { $count ->
    [one] повтор
    [few] повтора
   *[other] повторов
}.
reindex-held = Теперь у меня { $articles } { $articles ->
    [one] статья
    [few] статьи
   *[other] статей
} в { $passages } { $passages ->
    [one] отрывке
    [few] отрывках
   *[other] отрывках
} и { $entries } { $entries ->
    [one] запись списка
    [few] записи списков
   *[other] записей списков
}.
reindex-list = { $list }, редакция от { $day }: добавлено { $added }, удалено { $removed }, изменено { $changed }.
reindex-list-read = { $list }, прочитано { $day }: добавлено { $added }, удалено { $removed }, изменено { $changed }.
reindex-waiting = Новый индекс построен, но не используется: { $reason }. «Принять» всё же вводит его в действие, «Отбросить» забывает его.
reindex-held-back = Задержано: { $source } потеряет { $removed } из { $of } статей и записей списков. Если так и надо, у /reindex есть для этого кнопка.
reindex-skipped = Пропущено: { $count }
reindex-skipped-file = { $file }: { $reason }
reindex-skipped-line = { $file }, строка { $line }: { $reason }
reindex-skipped-more = … и ещё { $count }; все перечислены в файле.
