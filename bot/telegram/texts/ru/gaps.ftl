gaps-none = Открытых пробелов нет: на все вопросы есть ответы, и ни один не вызвал недовольства.
gaps-title = Вопросов к исправлению: { $count }
gaps-unanswered = { $count ->
    [one] без ответа { $count } раз
    [few] без ответа { $count } раза
   *[other] без ответа { $count } раз
}
gaps-disliked = { $count ->
    [one] не понравилось { $count } раз
    [few] не понравилось { $count } раза
   *[other] не понравилось { $count } раз
}
gaps-last = в последний раз { $day }
gaps-more-like-it = { $count ->
    [one] и ещё { $count } похожий вопрос
    [few] и ещё { $count } похожих вопроса
   *[other] и ещё { $count } похожих вопросов
}
gaps-wrong = { $count } × неверно
gaps-outdated = { $count } × устарело
gaps-off-topic = { $count } × не о том
gaps-no-source = { $count } × не хватает источника
gaps-other = { $count } × другое

gaps-advice-answered = Теперь ответ есть: добавлять нечего.
gaps-advice-no-subject = Об этом у меня ничего нет. Добавьте статьи или список по этой теме.
gaps-advice-no-fact = Тема есть, этого факта нет. Добавьте статьи о нём. Ближайшее из того, что есть:
gaps-advice-read = Прочитайте, на чём основан ответ, и добавьте источник получше. Он ссылается на:
gaps-advice-newer = Добавьте более свежие статьи. Самая новая в ответе – от { $day }:
gaps-advice-newer-undated = Добавьте более свежие статьи. Ответ ссылается, без даты, на:

gaps-done = ✓ { $n } готово
gaps-settled = Отмечено как готовое. Вернётся, если об этом спросят снова или ответ снова не понравится.
