groups-settings = 我在本群的行为方式
groups-settings-who = 本群管理员可以在这里更改。
groups-place-reply = 我以回复提问消息的方式作答。
groups-place-topic = 我在聊天或话题中作答，不回复提问消息。
groups-everyone = 所有人都可以问我。
groups-admins = 只有本群管理员可以问我。
groups-quiet = 我保持安静：不显示“正在输入”，不理会未知命令，不显示评价按钮。
groups-not-quiet = 我会显示正在输入，并请求评价。
groups-language = 我的语言：{ $language }。
groups-language-automatic = 我使用提问者的语言。

groups-button-topic = 作答时不回复提问消息
groups-button-reply = 作答时回复提问消息
groups-button-admins = 只让管理员提问
groups-button-everyone = 让所有人提问
groups-button-quiet = 保持安静
groups-button-loud = 不必那么安静
groups-button-language = 语言 …

groups-admins-set = 只有本群管理员可以在这里更改我的设置。
groups-admins-ask = 在本群只有管理员可以问我。您可以私下问我。
groups-in-private = 在您担任管理员的群组中发送 /settings，即可设定我在那里的行为。在这里，/language 设定我对您使用的语言。
