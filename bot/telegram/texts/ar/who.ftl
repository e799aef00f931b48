name-not-in-message = لا أجد في تلك الرسالة اسمًا من قوائمي. اكتبه بعد الأمر: /{ $command } الاسم
name-too-long = الحد الأقصى لطول الاسم { $limit ->
    [zero] { $limit } حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $limit } أحرف
    [many] { $limit } حرفًا
   *[other] { $limit } حرف
}. يُرجى اختصاره.

who-usage = عمّن تبحث؟ اكتب الاسم بعد الأمر: /who CEIEC

    يمكنك أيضًا الرد على رسالة بالأمر /who: أبحث عن الاسم الذي فيها.

who-kind = { $kind ->
    [person] شخص
    [vessel] سفينة
    [aircraft] طائرة
   *[entity] شركة أو منظمة
}
who-on-list = على { $list }{ $programmes }{ $since }
who-under = { " " }بموجب { $programmes }
who-since = ، منذ { $day }
who-edition = إصدار { $day }
who-removed = رُفع من { $list } في { $day }
who-absent = لم يعد على { $list }: غائب عن إصدار { $day }
who-known-as = يُعرف أيضًا باسم
who-weak = { $name } (اسم ضعيف)
who-written = في الأخبار باسم
who-born = الميلاد
who-nationality = الجنسية
who-position = المنصب
who-identifiers = المعرّفات
who-addresses = العناوين
who-reasons = أسباب الإدراج
who-relations = الصلات
who-remarks = ملاحظات
who-history = ما غيّرته إصدارات القوائم
who-articles = { $count ->
    [zero] لا مقالات
    [one] في مقال واحد
    [two] في مقالين
    [few] في { $count } مقالات
    [many] في { $count } مقالًا
   *[other] في { $count } مقال
}
who-articles-newest = عدد المقالات: { $count }، الأحدث أولًا
who-articles-none = لا يذكره أي مقال لدي.

who-several = عدد من يطابقون «{ $name }» في القوائم: { $count }. من تقصد؟
who-several-more = … و{ $count } غيرهم؛ يجدهم اسم أكمل.
who-other = هذا لم يعد في قوائمي. يُرجى البحث عن الاسم مجددًا.
who-none = لا يوجد اسم كهذا في القوائم التي لدي: { $lists }. وقد يكون في غيرها.
who-none-held = ليست لدي أي قائمة رسمية، لذلك لا أبحث عن الأسماء إلا في المقالات.
who-nearest = أقرب الأسماء، وقد تكون لغيره
who-nearest-line = { $name }، على { $list }
who-named-in = مقالات فيها هذا الاسم
who-button-timeline = التسلسل الزمني
who-button-watch = متابعة
