reindex-admins-only = لا يستطيع ذلك سوى مشرفيّ.
reindex-anonymous = لا أستطيع معرفة من أنت ما دمت تنشر دون اسم. استخدم هذا الأمر باسمك.
reindex-started = أنظر فيما ستغيّره إعادة الفهرسة. وأواصل الإجابة في الأثناء.
reindex-running = إعادة الفهرسة جارية بالفعل؛ لن أبدأ أخرى.
reindex-busy = شيء آخر يغيّر الفهرس الآن، لذلك لم أبدأ. يُرجى المحاولة بعد بضع دقائق.
reindex-failed = فشلت إعادة الفهرسة؛ أواصل الإجابة بالفهرس السابق.
reindex-stopped = أُوقفت إعادة الفهرسة لأنني أُغلَق. شغّلها لاحقًا؛ ما أُنجز محفوظ.

reindex-reading = إعادة الفهرسة: قراءة الملفات{ $share } …
reindex-fetching = إعادة الفهرسة: جلب صفحات الويب{ $share } …
reindex-embedding = إعادة الفهرسة: ترميز المقاطع{ $share } …
reindex-linking = إعادة الفهرسة: البحث عن أسماء القوائم{ $share } …
reindex-switching = إعادة الفهرسة: الانتقال إلى الفهرس الجديد …
reindex-working = إعادة الفهرسة …
reindex-share = ، { $done } من { $total }
reindex-share-so-far = ، { $done }
reindex-per-second = { $count } في الثانية
reindex-per-minute = { $count } في الدقيقة
reindex-left = بقي نحو { $duration }
reindex-meanwhile = أواصل الإجابة في الأثناء.

reindex-done-unchanged = اكتملت إعادة الفهرسة{ $took }: لم يتغير شيء.
reindex-done = اكتملت إعادة الفهرسة{ $took }: { $changes }؛ دون تغيير: { $unchanged }.
reindex-took = { " " }خلال { $duration }
reindex-added = أُضيف: { $count }
reindex-changed = تغيّر: { $count }
reindex-removed = حُذف: { $count }
reindex-duplicates = { $count ->
    [zero] لم يُستبعد أي مكرر.
    [one] استُبعد مكرر واحد.
    [two] استُبعد مكرران.
    [few] استُبعدت { $count } مكررات.
    [many] استُبعد { $count } مكررًا.
   *[other] استُبعد { $count } مكرر.
}
reindex-held = لدي الآن: المقالات { $articles }، والمقاطع { $passages }، وقيود القوائم { $entries }.
reindex-list = { $list }، إصدار { $day }: أُضيف { $added }، وحُذف { $removed }، وتغيّر { $changed }.
reindex-list-read = { $list }، كما قُرئت في { $day }: أُضيف { $added }، وحُذف { $removed }، وتغيّر { $changed }.
reindex-waiting = الفهرس الجديد جاهز لكنه غير مستخدم: { $reason }. «قبول» يستخدمه رغم ذلك، و«رفض» يتخلى عنه.
reindex-held-back = مُعلَّق: سيفقد { $source } عدد { $removed } من أصل { $of } من مقالاته وقيوده. إذا كان ذلك صحيحًا، ففي /reindex زر لذلك.
reindex-skipped = المتجاوَز: { $count }
reindex-skipped-file = { $file }: { $reason }
reindex-skipped-line = { $file }، السطر { $line }: { $reason }
reindex-skipped-more = … و{ $count } غيرها؛ كلها في الملف.
