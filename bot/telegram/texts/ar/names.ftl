latest-usage = اكتب /latest لأحدث ما لدي، أو /latest الاسم لأحدث ما لدي عن ذلك الاسم.
latest-articles = أحدث المقالات
latest-articles-about = أحدث المقالات عن { $name }
latest-none = ليس لدي أي مقال{ $about }.
latest-about = { " " }يذكر { $name }
latest-listed = الأحدث في القوائم، بحسب تواريخ القوائم نفسها
latest-listed-line = { $name } – { $list }، { $day }
latest-editions = ما غيّرته أحدث إصدارات القوائم
latest-history = ما غيّرته إصدارات القوائم عن { $name }
latest-edition = { $list }، { $day }: { $told }
latest-edition-as-read = { $list }، كما قُرئت في { $day }: { $told }
latest-added = جديد: { $count } ({ $names })
latest-removed = غاب: { $count } ({ $names })
latest-changed = تغيّر: { $count } ({ $names })
latest-older = الأقدم ◀
latest-newer = ▶ الأحدث
latest-page = المقالات من { $first } إلى { $last }

compare-usage = ماذا أقارن؟ اكتب من اسمين إلى أربعة أسماء: /compare CEIEC vs Rosneft

    تحتاج الأسماء المكوّنة من عدة كلمات إلى «vs» أو فاصلة أو علامات اقتباس بينها: /compare "Oleg Deripaska" "Viktor Vekselberg"
compare-too-many = الحد الأقصى للأسماء في المقارنة الواحدة { $limit }.
compare-question = مقارنة { $names }

asof-usage = اكتب يومًا وسؤالًا: /asof 30 November 2020 Why was CEIEC sanctioned?

    أجيب بحسب ما كان معروفًا في ذلك اليوم. ويمكنك أيضًا الرد على سؤال أو إجابة بالأمر /asof مع اليوم فقط.
asof-bad-day = لا أجد يومًا في بداية «{ $text }». اكتبه هكذا: 2020-11-30 أو 30 November 2020، ثم سؤالك.
asof-two-days = يمكن فهم «{ $text }» على أنه أحد يومين مختلفين. اكتبه هكذا: 2020-11-30 أو 30 November 2020.
asof-future = لم يأتِ { $day } بعد، فلا أستطيع أن أقول ما سيُعرف حينها.
asof-no-question = وما سؤالك؟ اكتبه بعد اليوم: /asof { $text } Why was CEIEC sanctioned?
