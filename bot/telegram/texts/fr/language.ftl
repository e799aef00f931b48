language-choose = Dans quelle langue dois-je vous parler ?
language-choose-group = Dans quelle langue dois-je parler dans ce groupe ?
language-automatic = Comme votre Telegram
language-chosen = Je vous parle désormais français. Les réponses gardent les mots de leurs sources.
language-chosen-group = Je parle désormais français dans ce groupe. Les réponses gardent les mots de leurs sources.
language-group-admins = Seuls les administrateurs de ce groupe choisissent ma langue ici. En privé, vous choisissez la vôtre avec /language.
