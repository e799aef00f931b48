answer-too-slow = عذرًا، استغرق ذلك وقتًا أطول من اللازم. أعد السؤال بعد قليل، ويُفضَّل بكلمات أقل.
answer-failed = عذرًا، حدث خطأ من جانبي وقد سُجِّل. يُرجى المحاولة مرة أخرى.
answer-unconfirmed = لقد أجبت عن هذا، لكن تيليغرام لم يؤكد وصول الإجابة إليك. إن لم تكن تراها فأعد السؤال من فضلك.
failure-reference = المرجع: { $reference }
answer-unreadable = لا أستطيع قراءة سوى النصوص. يُرجى كتابة سؤالك.
answer-forwarded = ماذا تريد أن تعرف عن هذا؟ رُدَّ على الرسالة بسؤالك.
answer-not-here = عذرًا، أجيب في محادثات معيّنة فقط، وهذه ليست منها.
answer-unknown-command = لا أعرف هذا الأمر. يعرض /help ما أستطيع فعله.

answer-empty-question = ماذا تريد أن تعرف؟ مثلًا: Why was CEIEC sanctioned?
answer-empty-question-group = ماذا تريد أن تعرف؟ مثلًا: @{ $username } why was CEIEC sanctioned?

answer-too-long = طول سؤالك { $length ->
    [zero] { $length } حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $length } أحرف
    [many] { $length } حرفًا
   *[other] { $length } حرف
}، والحد الأقصى لدي { $limit }. يُرجى اختصاره.
answer-about-too-long = طول تلك الرسالة { $length ->
    [zero] { $length } حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $length } أحرف
    [many] { $length } حرفًا
   *[other] { $length } حرف
}، أي أكثر من { $limit } يمكنني فحصها دفعة واحدة. رُدَّ عليها مجددًا بسؤال عنها.

answer-as-of = بحسب ما كان معروفًا في { $day }.
answer-nearest = أقرب ما لدي:
answer-undated = بلا تاريخ
answer-edition = إصدار { $day }
answer-edition-undated = إصدار بلا تاريخ
