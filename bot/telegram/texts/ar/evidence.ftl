evidence-show-the-passage = [{ $n }] عرض المقطع
evidence-passage = [{ $n }] مقطع
evidence-open-article = فتح المقال
evidence-open-entry = فتح القيد في القائمة

evidence-unknown = هذه الإجابة قديمة جدًا أو سُحبت. يُرجى إعادة السؤال.
evidence-elsewhere = هذه الإجابة تخص محادثة أخرى.
evidence-just-shown = إنه معروض في الأسفل مباشرة.
evidence-failed = عذرًا، لم ينجح ذلك. يُرجى المحاولة مرة أخرى.

evidence-more-before = ▲ ما قبله
evidence-more-after = ▼ ما بعده
evidence-others = مصادر أخرى لهذا
evidence-others-sentence = ما تقوله مقالات أخرى عن [{ $n }]
evidence-no-others-sentence = لا يوجد لدي مقال آخر يقول ما يقوله [{ $n }].
evidence-others-entry = مقالات تذكر القيد [{ $n }]
evidence-no-others-entry = لا يوجد لدي مقال يذكر القيد [{ $n }].
