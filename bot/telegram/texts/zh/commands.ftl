start-private = 您好，我是 { $name }。

    您可以向我询问制裁问题：谁在何时、被谁、因何列入名单。我依据手头的文章和官方名单作答，每句话都注明来源，不知道时会直说。

    试试看：Why was CEIEC sanctioned?

    回答下方的按钮会显示它所依据的原文段落。其余说明见 /help。
start-group = 在这里，您写 @{ $username } 或回复我时，我会回答有关制裁的问题。更多说明见 /help。
start-no-admin = 我还没有管理员。您的 Telegram 数字 ID 是 { $id }：如果我归您所有，请在运行我的地方设置 SANCTIONS_BOT_ADMINS={ $id } 并重启我，之后您就能使用 /reindex。

help-asking = 如何提问
    • 用自己的话写出问题，最多 { $limit } 个字符。
    • 最好用英文提问：我的来源几乎都是英文。某人或某机构是否在制裁名单上，也可以用中文问。
    • 可以追问：“When?” 或 “And by the EU?” 指的是您最近半小时内问过的内容。
    • 编辑问题即可更正：我的回答会随之改变。
    • 用问题回复一条消息，就是询问那条消息。
    • 在群组中，写 @{ $username } 和问题，或者回复我的某个回答。
help-inline = • 在任何其他聊天中，写 @{ $username } 和问题，稍等片刻，然后选择回答。
help-reading = 如何阅读回答
    • 方括号里的数字是来源，连同日期列在回答下方。点按列表即可展开。
    • 按钮会显示每个数字对应的段落，引用的词句有标记。
    • 如果手头没有内容能支持回答，我会直说，并列出最接近的内容。
    • 我转述来源的说法，不提供法律意见；我的名单上没有的名字，可能在其他名单上。
help-group = 写 @{ $username } 和问题，或者回复我的某个回答来追问。在别人的消息下只回复 @{ $username }，就是询问那条消息的内容。

    方括号里的数字是来源；按钮会显示段落。其他时候我保持安静，您私下问我的内容也只留在私聊中。
help-commands = 命令
help-admin = 您是我的管理员之一：下面有些命令只供您使用，/status 和 /sources 告诉您的也比别人多。给我发送文件或转发文章，我会询问是否添加。
help-group-admin = 作为本群管理员，您可以用 /settings 设定我在哪里回答、回答谁、是否安静、使用哪种语言。
help-stranger = 您好，我是 { $name }。我依据文章和官方名单回答有关制裁的问题，但只在部分聊天中回答，这里不在其中。

    运行我的人可以让您使用。您的 Telegram 数字 ID 是 { $id }。

sources-held = 我依据 { $articles } 篇文章和官方名单的 { $entries } 个条目作答。
sources-places = 它们来自
sources-articles = { $count } 篇文章
sources-entries = { $count } 个名单条目
sources-place = { $place }：{ $held }
sources-place-read = { $place }：{ $held }，读取于 { $day }
sources-not-read = 上次未能读取：{ $reason }
sources-lists = 官方名单
sources-list = { $list }：{ $count } 个条目，{ $day } 版
sources-list-undated = { $list }：{ $count } 个条目，版本无日期

status-no-index = 我还没有索引。请稍后再来。
status-no-index-admin = 我还没有索引。/reindex 可以建立索引。
status-held = 我有 { $articles } 篇文章，共 { $passages } 个段落。
status-held-at = 我有 { $articles } 篇文章，共 { $passages } 个段落，最近更新于 { $moment }。
status-newest = 最新的文章日期为 { $day }。
status-gaps = 我未能回答的问题：{ $count }
status-index = 索引 { $generation }，模型 { $model }
