evidence-show-the-passage = [{ $n }] Показать отрывок
evidence-passage = [{ $n }] отрывок
evidence-open-article = Открыть статью
evidence-open-entry = Открыть запись списка

evidence-unknown = Этот ответ слишком старый или отозван. Спросите, пожалуйста, ещё раз.
evidence-elsewhere = Этот ответ относится к другому чату.
evidence-just-shown = Он показан чуть ниже.
evidence-failed = Извините, не получилось. Попробуйте ещё раз.

evidence-more-before = ▲ Что выше
evidence-more-after = ▼ Что ниже
evidence-others = Другие источники об этом
evidence-others-sentence = Что другие статьи говорят о [{ $n }]
evidence-no-others-sentence = Ни одна другая статья у меня не говорит того, что сказано в [{ $n }].
evidence-others-entry = Где статьи упоминают запись [{ $n }]
evidence-no-others-entry = Ни одна статья у меня не упоминает запись [{ $n }].
