export-bad-days = لا أفهم عدد الأيام. اكتب /export للأيام الأخيرة ({ $days })، أو /export 7 للأيام السبعة الأخيرة؛ والحد الأقصى { $most }.
export-nothing = لم تسألني هنا شيئًا ما زلت أحفظه خلال { $days ->
    [zero] { $days } يوم
    [one] اليوم الأخير
    [two] اليومين الأخيرين
    [few] آخر { $days } أيام
    [many] آخر { $days } يومًا
   *[other] آخر { $days } يوم
}، فلا شيء لتصديره.
export-failed = عذرًا، لم أستطع إنشاء الملف. يُرجى المحاولة مرة أخرى.
export-caption-pdf = محادثتك خلال { $days ->
    [zero] { $days } يوم
    [one] اليوم الأخير
    [two] اليومين الأخيرين
    [few] آخر { $days } أيام
    [many] آخر { $days } يومًا
   *[other] آخر { $days } يوم
} مع مصادرها: { $count ->
    [zero] لا أسئلة
    [one] سؤال واحد
    [two] سؤالان
    [few] { $count } أسئلة
    [many] { $count } سؤالًا
   *[other] { $count } سؤال
}. ليس فيها إلا ما سألت عنه في هذه المحادثة.
export-caption-markdown = المحتوى نفسه بصيغة Markdown.
export-title = محادثة مع { $bot }
export-made = صُدّرت في { $moment }. خلال { $days ->
    [zero] { $days } يوم
    [one] اليوم الأخير
    [two] اليومين الأخيرين
    [few] آخر { $days } أيام
    [many] آخر { $days } يومًا
   *[other] آخر { $days } يوم
}: { $count ->
    [zero] لا أسئلة
    [one] سؤال واحد
    [two] سؤالان
    [few] { $count } أسئلة
    [many] { $count } سؤالًا
   *[other] { $count } سؤال
}.
export-asked = سُئل في { $moment }
export-as-of = بحسب ما كان معروفًا في { $day }.
export-sources = المصادر
export-no-letters = بعض الحروف غير موجودة في أي خط على الجهاز الذي أنشأ هذا الملف وتظهر مربعاتٍ؛ وهي موجودة في ملف Markdown.
export-page = صفحة { $page }

forget-ask = هل أحذف كل ما أحفظه عنك؟ أي: أسئلتك وإجاباتي عنها في كل المحادثات، وتقييماتك، ومتابعاتك، وإعداداتك. ستتوقف الأزرار أسفل إجاباتي لك عن العمل. أما الرسائل نفسها فتبقى في المحادثات، ويمكنك حذفها في تيليجرام. ويبقى ما سأل عنه الآخرون، والأسئلة المعدودة دون ذكر من سألها.
forget-yes = احذف كل شيء
forget-no = أبقِه
forget-kept = أُبقي كل شيء.
forget-done = حُذف: { $told }.
forget-nothing = لم أكن أحفظ عنك شيئًا.
forget-replies = { $count ->
    [zero] لا أسئلة
    [one] سؤال واحد مع إجابته
    [two] سؤالان مع إجابتيهما
    [few] { $count } أسئلة مع إجاباتها
    [many] { $count } سؤالًا مع إجاباتها
   *[other] { $count } سؤال مع إجاباتها
}
forget-watches = { $count ->
    [zero] لا متابعات
    [one] متابعة واحدة
    [two] متابعتان
    [few] { $count } متابعات
    [many] { $count } متابعة
   *[other] { $count } متابعة
}
forget-chat_settings = إعداداتك
forget-votes = { $count ->
    [zero] لا تقييمات
    [one] تقييم واحد لإجابة
    [two] تقييمان لإجابات
    [few] { $count } تقييمات لإجابات
    [many] { $count } تقييمًا لإجابات
   *[other] { $count } تقييم لإجابات
}
forget-others = أشياء أخرى: { $count }
forget-anonymous = لا أستطيع معرفة من أنت ما دمت تنشر دون اسم. استخدم هذا الأمر باسمك.
forget-not-yours = لا يقرر ذلك إلا من طلبه.
