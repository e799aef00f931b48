gaps-none = لا ثغرات مفتوحة: أُجيب عن كل سؤال، ولم تُستهجن أي إجابة.
gaps-title = أسئلة تحتاج إلى معالجة: { $count }
gaps-unanswered = { $count ->
    [zero] لم تبقَ بلا إجابة
    [one] بلا إجابة مرة واحدة
    [two] بلا إجابة مرتين
    [few] بلا إجابة { $count } مرات
    [many] بلا إجابة { $count } مرة
   *[other] بلا إجابة { $count } مرة
}
gaps-disliked = { $count ->
    [zero] لم تُستهجن
    [one] لم تُعجب مرة واحدة
    [two] لم تُعجب مرتين
    [few] لم تُعجب { $count } مرات
    [many] لم تُعجب { $count } مرة
   *[other] لم تُعجب { $count } مرة
}
gaps-last = آخر مرة في { $day }
gaps-more-like-it = { $count ->
    [zero] ولا سؤال مشابه
    [one] وسؤال مشابه واحد
    [two] وسؤالان مشابهان
    [few] و{ $count } أسئلة مشابهة
    [many] و{ $count } سؤالًا مشابهًا
   *[other] و{ $count } سؤال مشابه
}
gaps-wrong = { $count } × غير صحيحة
gaps-outdated = { $count } × قديمة
gaps-off-topic = { $count } × ليست ما سُئل عنه
gaps-no-source = { $count } × ينقصها مصدر
gaps-other = { $count } × شيء آخر

gaps-advice-answered = لها إجابة الآن: لا حاجة إلى إضافة شيء.
gaps-advice-no-subject = لا شيء لدي عن هذا. يُضاف: مقالات أو قائمة في الموضوع.
gaps-advice-no-fact = الموضوع موجود، وهذه المعلومة غائبة. يُضاف: تقارير عنها. أقرب ما لدي:
gaps-advice-read = اقرأ ما تستند إليه الإجابة وأضف مصدرًا أفضل. تستشهد بـ:
gaps-advice-newer = أضف تقارير أحدث. أحدث ما تستشهد به بتاريخ { $day }:
gaps-advice-newer-undated = أضف تقارير أحدث. تستشهد بما لا تاريخ له:

gaps-done = ✓ { $n } عولج
gaps-settled = وُسم بأنه عولج. يعود إذا سُئل عنه أو لم يُعجب مجددًا.
