groups-settings = سلوكي في هذه المجموعة
groups-settings-who = يستطيع مشرفو هذه المجموعة تغييره هنا.
groups-place-reply = أجيب بالرد على رسالة السؤال.
groups-place-topic = أجيب في المحادثة أو الموضوع دون الرد على رسالة السؤال.
groups-everyone = يستطيع الجميع أن يسألوني.
groups-admins = لا يستطيع أن يسألني سوى مشرفي هذه المجموعة.
groups-quiet = ألتزم الهدوء: دون «يكتب»، ودون كلمة عن الأوامر المجهولة، ودون أزرار التقييم.
groups-not-quiet = أُظهر أنني أكتب وأطلب التقييم.
groups-language = لغتي: { $language }.
groups-language-automatic = أتحدث بلغة من يسأل.

groups-button-topic = الإجابة دون الرد على الرسالة
groups-button-reply = الإجابة بالرد على الرسالة
groups-button-admins = السؤال للمشرفين فقط
groups-button-everyone = السؤال للجميع
groups-button-quiet = التزام الهدوء
groups-button-loud = هدوء أقل
groups-button-language = اللغة …

groups-admins-set = لا يستطيع تغيير إعداداتي هنا سوى مشرفي هذه المجموعة.
groups-admins-ask = في هذه المجموعة لا يستطيع أن يسألني سوى مشرفيها. يمكنك أن تسألني في محادثة خاصة.
groups-in-private = أرسل /settings في مجموعة تشرف عليها لتحدد سلوكي فيها. أما هنا فيحدد /language اللغة التي أتحدث بها إليك.
