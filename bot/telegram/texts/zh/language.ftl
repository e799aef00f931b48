language-choose = 您希望我用哪种语言？
language-choose-group = 我在本群该用哪种语言？
language-automatic = 跟随您的 Telegram
language-chosen = 从现在起我对您说中文。回答保留来源的原话。
language-chosen-group = 从现在起我在本群说中文。回答保留来源的原话。
language-group-admins = 只有本群管理员可以在这里选择我的语言。在私聊中，您可以用 /language 选择自己的语言。
