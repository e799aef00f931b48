# /language. The languages' own names stand on the buttons.

language-choose = In which language shall I speak to you?
language-choose-group = In which language shall I speak in this group?
language-automatic = As your Telegram
language-chosen = I speak English to you from now on. Answers stay in the words of their sources.
language-chosen-group = I speak English in this group from now on. Answers stay in the words of their sources.
language-group-admins = Only the admins of this group choose my language here. In private you choose your own with /language.
