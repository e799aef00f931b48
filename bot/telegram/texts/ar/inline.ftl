inline-ask-in-private = اسألني في محادثة خاصة
inline-not-here = أجيب في محادثات معيّنة فقط
inline-limited = أسئلة كثيرة: انتظر دقيقة
inline-failed = استغرق وقتًا طويلًا: اسألني في محادثة خاصة
inline-no-answer = لا أعرف: مصادري لا تذكر ذلك
inline-which = من تقصد؟
inline-open = عرض المقاطع
inline-open-entry = عرض كل ما لدي
