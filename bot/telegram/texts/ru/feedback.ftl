feedback-noted = Спасибо, записано.
feedback-taken-back = Снято.
feedback-why = Записано. Что не так?
feedback-reason-noted = Спасибо. Мои администраторы увидят это без вашего имени.

feedback-wrong = Неверно
feedback-outdated = Устарело
feedback-off-topic = Не то, о чём я спрашивал(а)
feedback-no-source = Не хватает источника
feedback-other = Другое
