language-choose = بأي لغة أتحدث إليك؟
language-choose-group = بأي لغة أتحدث في هذه المجموعة؟
language-automatic = مثل تيليجرام لديك
language-chosen = من الآن أتحدث إليك بالعربية. وتبقى الإجابات بكلمات مصادرها.
language-chosen-group = من الآن أتحدث في هذه المجموعة بالعربية. وتبقى الإجابات بكلمات مصادرها.
language-group-admins = لا يختار لغتي هنا سوى مشرفي المجموعة. وفي المحادثة الخاصة تختار لغتك بالأمر /language.
