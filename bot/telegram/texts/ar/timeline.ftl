timeline-usage = التسلسل الزمني لمن؟ اكتب الاسم بعد الأمر: /timeline CEIEC

    يمكنك أيضًا الرد على رسالة بالأمر /timeline: آخذ الاسم الذي فيها.
timeline-none = لا شيء مما لدي عن { $name } يذكر يومًا، فلا تسلسل زمني. يعرض /who { $name } ما لدي.
timeline-several = يطابق «{ $name }» أكثر من واحد في القوائم، لذلك لا يُعرض أي قيد: { $choices }. اكتب الاسم الكامل.
timeline-title = { $name }
timeline-designation = إدراج في قائمة
timeline-delisting = رفع من قائمة
timeline-report = خبر في مقال
timeline-inexact = علامة فارغة: اليوم غير معروف بدقة
timeline-shown = { $shown } من { $count }؛ النص فيه الكل مع المصادر
timeline-caption = { $name }، من { $first } إلى { $last }: { $told }. في الرسالة التالية المحتوى نفسه نصًا، مع المصادر.
timeline-caption-day = { $name }، { $first }: { $told }. في الرسالة التالية المحتوى نفسه نصًا، مع المصادر.
timeline-designations = { $count ->
    [zero] لا إدراج
    [one] إدراج واحد
    [two] إدراجان
    [few] { $count } عمليات إدراج
    [many] { $count } عملية إدراج
   *[other] { $count } عملية إدراج
}
timeline-delistings = { $count ->
    [zero] لا رفع
    [one] رفع واحد من قائمة
    [two] عمليتا رفع من القوائم
    [few] { $count } عمليات رفع من القوائم
    [many] { $count } عملية رفع من القوائم
   *[other] { $count } عملية رفع من القوائم
}
timeline-reports = { $count ->
    [zero] لا أخبار
    [one] خبر واحد
    [two] خبران
    [few] { $count } أخبار
    [many] { $count } خبرًا
   *[other] { $count } خبر
}
timeline-heading = ما تؤرّخه مصادري عن { $name }، بالترتيب:
timeline-line = { $when }: { $text }
timeline-quote = «{ $text }» ({ $source }، { $day })
timeline-undated = بلا تاريخ: { $text }
timeline-left-out = { $count ->
    [zero] كل الأخبار معروضة.
    [one] خبر آخر غير معروض.
    [two] خبران آخران غير معروضين.
    [few] { $count } أخبار أخرى غير معروضة.
    [many] { $count } خبرًا آخر غير معروضة.
   *[other] { $count } خبر آخر غير معروضة.
}
