watch-none = Вы пока ни за кем не следите. Отправьте /watch ИМЯ, и я напишу вам, когда в моём индексе появится новое об этом имени: статья, где оно упомянуто, или запись списка – новая, изменённая или исчезнувшая.
watch-none-group = В этой группе пока ни за кем не следят. Её администраторы могут отправить /watch ИМЯ, и я напишу сюда, когда в моём индексе появится новое об этом имени.
watch-list = { $count ->
    [one] { $count } наблюдение
    [few] { $count } наблюдения
   *[other] { $count } наблюдений
}:
watch-line = { $name }
watch-line-muted = { $name } (без звука)
watch-hours = /watch daily 8:00 присылает все новости раз в день, /watch at once – сразу. /watch quiet 22-7 Europe/Moscow оставляет ночь тихой, /watch quiet off отменяет это.

watch-added = Теперь я буду сообщать вам новое о { $name }.
watch-added-group = Теперь я буду сообщать этой группе новое о { $name }.
watch-already = За { $name } уже следят.
watch-on-lists = В списках: { $names }.
watch-on-no-list = Сегодня ни в одном моём списке такого имени нет. Если появится, я сообщу.
watch-several = Этому имени в списках соответствуют { $count }, и наблюдение касается всех. Коснитесь того, кто нужен:
watch-narrowed = Теперь наблюдение только за { $name }.
watch-too-many = В одном чате может быть не больше { $limit } наблюдений. Сначала уберите одно: /watch
watch-admins-only = Только администраторы этой группы могут менять её наблюдения.
watch-gone = Этого наблюдения уже нет.
watch-removed = Убрано: я больше не слежу за { $name }.
watch-muted = Без звука: ничего о { $name }, пока вы не включите снова.
watch-unmuted = Включено: я снова сообщаю новое о { $name }.

watch-button-mute = 🔕 Заглушить: { $name }
watch-button-unmute = 🔔 Включить: { $name }
watch-button-remove = ✖ Убрать: { $name }
watch-button-mute-short = 🔕 Заглушить
watch-button-unmute-short = 🔔 Включить
watch-button-remove-short = ✖ Не следить
watch-button-page-before = ◀
watch-button-page-after = ▶

watch-at-once = Новости приходят сразу.
watch-at-once-quiet = Новости приходят сразу, но с { $from } до { $to } ({ $zone }) ждут.
watch-daily = Новости приходят раз в день, в { $at } ({ $zone }).
watch-bad-hours = Я не понимаю этих часов. Напишите, например: /watch quiet 22:00-7:00 Europe/Moscow, /watch quiet 23-6 UTC+3 или /watch quiet off
watch-bad-time = Я не понимаю этого времени. Напишите, например: /watch daily 8:00 Europe/Moscow или /watch at once

watch-news = 🔔 Новое: { $name }
watch-digest = 🔔 Новое о тех, за кем вы следите
watch-news-held = { $name } – в списке { $list }, новом в моём индексе.
watch-news-added = { $name }: появление в списке { $list }{ $edition }.
watch-news-removed = { $name }: исчезновение из списка { $list }{ $edition }.
watch-news-changed = В списке { $list } изменилась запись о { $name }{ $edition }: { $fields }.
watch-news-edition = { " " }с редакцией от { $day }
watch-news-article = { $source }, { $day }: «{ $quote }»
watch-news-more = { $count ->
    [one] … и ещё { $count } новость. Покажет /latest { $name }.
    [few] … и ещё { $count } новости. Покажет /latest { $name }.
   *[other] … и ещё { $count } новостей. Покажет /latest { $name }.
}
