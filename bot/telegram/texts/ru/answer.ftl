answer-too-slow = Извините, это заняло слишком много времени. Спросите ещё раз чуть позже, лучше короче.
answer-failed = Извините, у меня произошла ошибка, она записана. Попробуйте ещё раз.
answer-unconfirmed = Я ответил на это, но Telegram не подтвердил, что ответ дошёл до вас. Если вы его не видите, спросите, пожалуйста, ещё раз.
failure-reference = Номер обращения: { $reference }
answer-unreadable = Я умею читать только текст. Напишите, пожалуйста, ваш вопрос.
answer-forwarded = Что вы хотите об этом узнать? Ответьте на сообщение своим вопросом.
answer-not-here = Извините, я отвечаю только в некоторых чатах, и этот не из их числа.
answer-unknown-command = Я не знаю такой команды. /help покажет, что я умею.

answer-empty-question = Что вы хотите узнать? Например: Why was CEIEC sanctioned?
answer-empty-question-group = Что вы хотите узнать? Например: @{ $username } why was CEIEC sanctioned?

answer-too-long = Здесь { $length } { $length ->
    [one] символ
    [few] символа
   *[other] символов
}, а я принимаю вопросы не длиннее { $limit }. Напишите, пожалуйста, короче.
answer-about-too-long = В этом сообщении { $length } { $length ->
    [one] символ
    [few] символа
   *[other] символов
} – больше { $limit }, которые я могу проверить за раз. Ответьте на него ещё раз с вопросом о нём.

answer-as-of = По состоянию на { $day }.
answer-nearest = Ближайшее из того, что у меня есть:
answer-undated = без даты
answer-edition = редакция от { $day }
answer-edition-undated = редакция без даты
