inline-ask-in-private = Спросить меня лично
inline-not-here = Я отвечаю только в некоторых чатах
inline-limited = Слишком много вопросов: подождите минуту
inline-failed = Слишком долго: спросите меня лично
inline-no-answer = Не знаю: мои источники об этом не говорят
inline-which = Кого вы имеете в виду?
inline-open = Показать отрывки
inline-open-entry = Показать всё, что есть
