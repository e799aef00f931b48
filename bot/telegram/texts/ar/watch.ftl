watch-none = لا تتابع شيئًا بعد. أرسل /watch الاسم فأكتب إليك عندما يصل فهرسي جديد عنه: مقال يذكره، أو قيد في قائمة يُضاف أو يتغير أو يختفي.
watch-none-group = لا شيء يُتابَع في هذه المجموعة بعد. يستطيع مشرفوها إرسال /watch الاسم، فأكتب هنا عندما يصل فهرسي جديد عنه.
watch-list = { $count ->
    [zero] لا متابعات
    [one] متابعة واحدة
    [two] متابعتان
    [few] { $count } متابعات
    [many] { $count } متابعة
   *[other] { $count } متابعة
}:
watch-line = { $name }
watch-line-muted = { $name } (مكتوم)
watch-hours = يرسل /watch daily 8:00 كل الأخبار مرة في اليوم، و/watch at once فور وصولها. ويُبقي /watch quiet 22-7 Asia/Riyadh الليل هادئًا، وينهي /watch quiet off ذلك.

watch-added = من الآن أخبرك بكل جديد عن { $name }.
watch-added-group = من الآن أخبر هذه المجموعة بكل جديد عن { $name }.
watch-already = { $name } متابَع بالفعل.
watch-on-lists = في القوائم: { $names }.
watch-on-no-list = لا قائمة لدي فيها هذا الاسم اليوم. إن ظهر في إحداها أخبرتك.
watch-several = عدد من يطابقون هذا الاسم في القوائم: { $count }، والمتابعة تشملهم جميعًا. المس من تقصده:
watch-narrowed = المتابعة الآن عن { $name } وحده.
watch-too-many = الحد الأقصى للمتابعات في المحادثة الواحدة { $limit }. أزل واحدة أولًا: /watch
watch-admins-only = لا يستطيع تغيير متابعات هذه المجموعة سوى مشرفيها.
watch-gone = هذه المتابعة لم تعد موجودة.
watch-removed = أُزيلت: لم أعد أتابع { $name }.
watch-muted = كُتمت: لا شيء عن { $name } حتى تلغي الكتم.
watch-unmuted = أُلغي الكتم: أخبرك مجددًا بكل جديد عن { $name }.

watch-button-mute = 🔕 كتم { $name }
watch-button-unmute = 🔔 إلغاء كتم { $name }
watch-button-remove = ✖ إزالة { $name }
watch-button-mute-short = 🔕 كتم
watch-button-unmute-short = 🔔 إلغاء الكتم
watch-button-remove-short = ✖ إيقاف المتابعة
watch-button-page-before = ◀
watch-button-page-after = ▶

watch-at-once = تصل الأخبار فورًا.
watch-at-once-quiet = تصل الأخبار فورًا، لكنها تنتظر بين { $from } و{ $to } ({ $zone }).
watch-daily = تصل الأخبار مرة في اليوم، الساعة { $at } ({ $zone }).
watch-bad-hours = لا أفهم هذه الساعات. اكتب مثلًا: /watch quiet 22:00-7:00 Asia/Riyadh أو /watch quiet 23-6 UTC+3 أو /watch quiet off
watch-bad-time = لا أفهم هذا الوقت. اكتب مثلًا: /watch daily 8:00 Asia/Riyadh أو /watch at once

watch-news = 🔔 جديد عن { $name }
watch-digest = 🔔 الجديد عمّا تتابعه
watch-news-held = { $name } على { $list }، وهي قائمة جديدة في فهرسي.
watch-news-added = أُدرج { $name } في { $list }{ $edition }.
watch-news-removed = غاب { $name } عن { $list }{ $edition }.
watch-news-changed = غيّرت { $list } قيدها عن { $name }{ $edition }: { $fields }.
watch-news-edition = { " " }مع إصدار { $day }
watch-news-article = { $source }، { $day }: «{ $quote }»
watch-news-more = { $count ->
    [zero] … ولا شيء آخر عن { $name }. /latest { $name }
    [one] … وخبر آخر. يعرضه /latest { $name }.
    [two] … وخبران آخران. يعرضهما /latest { $name }.
    [few] … و{ $count } أخبار أخرى. يعرضها /latest { $name }.
    [many] … و{ $count } خبرًا آخر. يعرضها /latest { $name }.
   *[other] … و{ $count } خبر آخر. يعرضها /latest { $name }.
}
