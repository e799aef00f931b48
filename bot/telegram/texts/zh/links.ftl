links-unknown = 我不知道这个链接通向哪里。请直接把问题写给我；方法见 /help。
links-no-article = 这个链接指向的文章已不在我的来源中。
links-no-entry = 这个链接指向的条目已不在我持有的名单上。可用 /who 查找现有的条目。
links-no-answer = 我无法向您显示那个回答：它太旧、已撤回，或者是在您不在其中的聊天里给出的。请重新向我提问。
links-open-private = 在私聊中
