feedback-noted = شكرًا، سُجِّل ذلك.
feedback-taken-back = أُلغي.
feedback-why = سُجِّل. ما الخطأ فيها؟
feedback-reason-noted = شكرًا. يرى ذلك المشرفون عليّ دون اسمك.

feedback-wrong = غير صحيحة
feedback-outdated = قديمة
feedback-off-topic = ليست ما سألت عنه
feedback-no-source = ينقصها مصدر
feedback-other = شيء آخر
